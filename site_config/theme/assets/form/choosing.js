/* Finds records by what people call them: every word typed begins a word of the name, of another name or of the id. */

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const MOST = 10;

/* What can be searched, made once for each file of columns. */
const folded = new WeakMap();

function haystack(columns) {
  if (!folded.has(columns)) {
    folded.set(columns, columns.id.map((id, n) => ` ${fold(columns.name[n])} ${fold(columns.also?.[n] || "")} ${id.replaceAll("-", " ")} `));
  }
  return folded.get(columns);
}

/* How well a text has the words: 0 not at all, more where the name itself begins with them. */
function score(text, words) {
  let sum = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    sum += at === 1 ? 4 : /[\s(“"'-]/.test(text[at - 1] || " ") ? 2 : 1;
  }
  return sum;
}

/* The best of a vocabulary, as { vocabulary, id, name, about }. Records of the basket come first. */
export function found(vocabulary, columns, records, typed, about) {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const own = records.filter((record) => record.vocabulary === vocabulary && record.id);
  const fresh = own.filter((record) => score(` ${fold(record.values.title || record.values.name || "")} ${record.id} `, words) || !words.length)
    .map((record) => ({ vocabulary, id: record.id, name: record.values.title || record.values.name || record.id, about: "", fresh: true, score: 9 }));
  const taken = new Set(own.map((record) => record.id)), best = [];
  const texts = haystack(columns);
  for (let n = 0; n < texts.length; n += 1) {
    const points = words.length ? score(texts[n], words) : 1;
    if (points && !taken.has(columns.id[n])) best.push([points, n]);
    if (!words.length && best.length >= MOST) break;
  }
  best.sort(([one, n], [other, m]) => other - one || columns.name[n].length - columns.name[m].length || n - m);
  const shown = best.slice(0, MOST).map(([points, n]) => ({ vocabulary, id: columns.id[n], name: columns.name[n], about: about(columns, n), score: points }));
  return [...fresh, ...shown];
}

export const MOST_SHOWN = MOST;
