/* Several files in one: a ZIP archive without compression (APPNOTE.TXT 6.3.10, sections 4.3 and 4.4), the same bytes each time. */

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

export function crc32(bytes) {
  let c = 0xffffffff;
  bytes.forEach((byte) => { c = TABLE[(c ^ byte) & 0xff] ^ (c >>> 8); });
  return (c ^ 0xffffffff) >>> 0;
}

/* Numbers in so many bytes each, the low byte first. */
function packed(...fields) {
  return Uint8Array.from(fields.flatMap(([size, value]) => Array.from({ length: size }, (_, n) => (value / 2 ** (8 * n)) & 0xff)));
}

const DAY = 0x21; /* 1980-01-01, the first day that ZIP knows */
const NAMES_ARE_UTF8 = 0x800;

export function zip(files) {
  const encoder = new TextEncoder(), parts = [], directory = [];
  let at = 0;
  files.forEach(([path, text]) => {
    const name = encoder.encode(path), data = encoder.encode(text);
    const shared = [[2, 20], [2, NAMES_ARE_UTF8], [2, 0], [2, 0], [2, DAY], [4, crc32(data)], [4, data.length], [4, data.length], [2, name.length], [2, 0]];
    parts.push(packed([4, 0x04034b50], ...shared), name, data);
    directory.push(packed([4, 0x02014b50], [2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name);
    at += 30 + name.length + data.length;
  });
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = packed([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}
