/* What is typed, read as the index was written: generator/search/words.py folds in the same way. */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };
const WORD = /[0-9]{1,3}(?:[.,' ][0-9]{3})+(?![0-9])|[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu;
const PRINTED = /[0-9]{1,3}(?:[.,'’\u00a0\u202f][0-9]{3})+(?![0-9])|[\p{L}\p{N}\p{M}]+(?:['’‘ʼʻ′`][\p{L}\p{N}\p{M}]+)*/gu;
const GLUED = /^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff가-힣\u{20000}-\u{3ffff}]+$/u;

const ASCII = /^[ -~]*$/;
export const fold = (text) =>
  ASCII.test(text) ? text.toLowerCase().replaceAll("`", "'")
  : text.normalize("NFKD").toLowerCase().replace(/[’‘ʼʻ′`]/g, "'").replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter])
      .replace(/\p{Mn}/gu, "").normalize("NFC");

const plain = (word) =>
  /^[0-9.,' ]+$/.test(word) ? word.replace(/[.,' ]/g, "")
  : word.replace(/'s$/, "").replaceAll("'", "").replace(/(sk|ck|ts)(?:yy|yi|yj|iy|ii|ij|i|j)$/, "$1y");

/* Rules of rewriting, from the index: script, mark, and pairs of a pattern and what takes its place. */
export function stemmer([script, mark, rules]) {
  const reads = new RegExp(`^${script}$`);
  const steps = rules.map(([pattern, kept]) => [new RegExp(pattern, "g"), kept]);
  return (word) => (reads.test(word) ? mark + steps.reduce((left, step) => left.replace(...step), word) : "");
}

/* The words of a query, each as typed and with its stems. A single letter counts where there is nothing else. */
export function asked(query, stemmers, end) {
  const words = (fold(query.slice(0, 400)).match(WORD) || [])
    .flatMap((word) => (/^[0-9]+ /.test(word) ? word.split(" ") : plain(word)))
    .flatMap((word) => (GLUED.test(word) && word.length > end ? [word.slice(0, end), word.slice(-end)] : word));
  const long = words.filter((word) => word.length > 1 || /[0-9]/.test(word) || GLUED.test(word));
  return [...new Set(long.length ? long : words)].slice(0, 8).map((word) => ({
    word,
    begins: /^[a-z]{4,}$/.test(word) ? word.replace(/(?:ing|ies|ied|es|ed|[yes])$/, "") : word,
    inside: GLUED.test(word),
    stems: stemmers.map((stem) => stem(word)).filter((stem) => stem && stem !== word),
  }));
}

/* Whether a word of a text is one that was asked for; `near` asks for half of it, as other forms have it in common. */
function same(word, { word: asked, begins, inside, stems }, stemmers, near) {
  if (near) return word.startsWith(asked.slice(0, Math.max(Math.min(3, asked.length), Math.ceil(asked.length / 2))));
  if (word.startsWith(begins)) return true;
  if (inside) return [asked, ...stems].some((part) => word.includes(part));
  return stems.length > 0 && stemmers.some((stem) => stems.includes(stem(word)));
}

const read = new Map();
function folded(printed) {
  if (read.size > 2e4) read.clear();
  if (!read.has(printed)) read.set(printed, plain(fold(printed)));
  return read.get(printed);
}

/* Where words stand in a text that were asked for: start, end, and number of the word asked for. */
export function marks(text, words, stemmers, near) {
  const found = [];
  for (const { 0: printed, index } of text.matchAll(PRINTED)) {
    const word = folded(printed), which = words.findIndex((one) => same(word, one, stemmers, near));
    if (which >= 0) found.push([index, index + printed.length, which]);
  }
  return found;
}
