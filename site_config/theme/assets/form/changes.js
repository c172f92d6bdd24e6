/* What differs between two texts, line by line: the longest common lines stay, the others are gone or have come. */

export function changes(before, after) {
  const [a, b] = [before, after].map((text) => text.replace(/\n$/, "").split("\n"));
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const told = (mark) => (text) => ({ mark, text });
  const middle = compared(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...a.slice(0, start).map(told(" ")), ...middle, ...a.slice(a.length - end).map(told(" "))];
}

function compared(a, b) {
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const found = [];
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { found.push({ mark: " ", text: a[i] }); i += 1; j += 1; }
    else if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) { found.push({ mark: "-", text: a[i] }); i += 1; }
    else { found.push({ mark: "+", text: b[j] }); j += 1; }
  }
  return found;
}
