/* The nearest word to a misspelt one, as Python's `difflib.get_close_matches` and `problems.nearest` find it. */

import { filled } from "./say.js";

let sentences;

export const learn = (description) => { sentences = description.nearest; };

/* The longest run of letters that two stretches share: the first of the longest in both. */
function longest(a, b, [aFrom, aTo, bFrom, bTo]) {
  let best = [aFrom, bFrom, 0], runs = new Map();
  for (let i = aFrom; i < aTo; i += 1) {
    const next = new Map();
    for (let j = bFrom; j < bTo; j += 1) {
      if (a[i] !== b[j]) continue;
      const length = (runs.get(j - 1) || 0) + 1;
      next.set(j, length);
      if (length > best[2]) best = [i - length + 1, j - length + 1, length];
    }
    runs = next;
  }
  return best;
}

function matching(a, b, [aFrom, aTo, bFrom, bTo]) {
  const [i, j, length] = longest(a, b, [aFrom, aTo, bFrom, bTo]);
  if (!length) return 0;
  return length + matching(a, b, [aFrom, i, bFrom, j]) + matching(a, b, [i + length, aTo, j + length, bTo]);
}

/* Python compares a choice (a) with the word (b). */
export function ratio(a, b) {
  const length = a.length + b.length;
  return length ? (2 * matching(a, b, [0, a.length, 0, b.length])) / length : 1;
}

export function closest(word, choices, cutoff = 0.6) {
  const scored = choices.map((choice) => [ratio([...choice], [...word]), choice]).filter(([score]) => score >= cutoff);
  const best = Math.max(...scored.map(([score]) => score));
  return scored.filter(([score]) => score === best).map(([, choice]) => choice).sort().at(-1);
}

/* The remedy for a misspelt word: the nearest valid one, else all of them. */
export function remedy(word, choices) {
  const known = [...choices].sort(), close = closest([...word].slice(0, 100).join("").toLowerCase(), known);
  if (close) return filled(sentences.close, { word: close });
  return filled(sentences.listed, { words: known.slice(0, 30).join(", ") + (known.length > 30 ? ", …" : "") });
}
