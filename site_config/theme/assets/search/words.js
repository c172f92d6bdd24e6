/* What is typed, read as the index was written: generator/search/words.py folds in the same way. */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };
const WORD = /[0-9]{1,3}(?:[.,' ][0-9]{3})+(?![0-9])|[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu;
const PRINTED = /[0-9]{1,3}(?:[.,'’\u00a0\u202f][0-9]{3})+(?![0-9])|[\p{L}\p{N}\p{M}]+(?:['’‘ʼʻ′`][\p{L}\p{N}\p{M}]+)*/gu;
const GLUED = /^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff가-힣\u{20000}-\u{3ffff}]+$/u;

export const fold = (text) =>
  text.normalize("NFKD").toLowerCase().replace(/[’‘ʼʻ′`]/g, "'").replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter])
    .replace(/\p{Mn}/gu, "").normalize("NFC");

const plain = (word) =>
  /^[0-9.,' ]+$/.test(word) ? word.replace(/[.,' ]/g, "")
  : word.replace(/'s$/, "").replaceAll("'", "").replace(/(sk|ck|ts)(?:yy|yi|yj|iy|ii|ij|i|j)$/, "$1y");

/* Rules of rewriting, from the index: script, mark, and pairs of a pattern and what takes its place. */
export function stemmer([script, mark, rules]) {
  const reads = new RegExp(`^${script}$`);
  const steps = rules.map(([pattern, kept]) => [new RegExp(pattern, "g"), kept]);
  return (word) => (reads.test(word) ? mark + steps.reduce((left, step) => left.replace(...step), word) + mark : "");
}

/* Reads queries, and finds in texts what they ask for; unspaced words are looked up by `longest` letters. */
export function reader(rules, longest) {
  const stemmers = rules.map(stemmer), read = new Map();

  function folded(printed) {
    if (!read.has(printed)) read.set(printed, plain(fold(printed)));
    return read.get(printed);
  }

  /* The words of a query, each as typed and with its stems. A single letter counts where there is nothing else. */
  function asked(query) {
    const all = (fold(query.slice(0, 400)).match(WORD) || [])
      .flatMap((word) => (/^[0-9]+ /.test(word) ? word.split(" ") : plain(word)))
      .flatMap((word) => (GLUED.test(word) && word.length > longest ? [word.slice(0, longest), word.slice(-longest)] : word));
    const long = all.filter((word) => word.length > 1 || /[0-9]/.test(word) || GLUED.test(word));
    return [...new Set(long.length ? long : all)].slice(0, 8).map((word) => ({
      word,
      begins: word.replace(/^([a-z]{3,}?)(?:ing|ies|ied|es|ed|[yes])$/, "$1"),
      stems: stemmers.map((stem) => stem(word)).filter((stem) => stem && stem !== word),
    }));
  }

  /* Whether a word of a text is one that was asked for; `near` asks for half of it, which other forms have in common. */
  function same(word, { word: asked, begins, stems }, near) {
    if (near) return word.startsWith(asked.slice(0, Math.max(Math.min(3, asked.length), Math.ceil(asked.length / 2))));
    return word.startsWith(begins) || (GLUED.test(asked) && [asked, ...stems].some((part) => word.includes(part))) ||
      (stems.length > 0 && stemmers.some((stem) => stems.includes(stem(word))));
  }

  /* Where words stand in a text that were asked for: start, end, and number of the word asked for. */
  function marks(text, words, near) {
    const found = [];
    for (const { 0: printed, index } of text.matchAll(PRINTED)) {
      const which = words.findIndex((one) => same(folded(printed), one, near));
      if (which >= 0) found.push([index, index + printed.length, which]);
    }
    return found;
  }

  return { asked, marks };
}
