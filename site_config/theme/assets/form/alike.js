/* Published records that look like a new one: the same address, the same name, nearly the same title on the same day. */

import { read } from "./dates.js";
import { ratio } from "./likeness.js";

const bare = (text) => text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");

/* An address without what changes nothing about it. */
function bareAddress(text) {
  try {
    const { hostname, port, pathname, search } = new URL(text);
    return `${hostname.replace(/^www\./, "")}:${port}${pathname.replace(/\/$/, "")}${search}`;
  } catch {
    return text;
  }
}

/* What is compared again and again, made once for each file of columns. */
function kept(make) {
  const found = new WeakMap();
  return (columns) => {
    if (!found.has(columns)) found.set(columns, make(columns));
    return found.get(columns);
  };
}

const spansOf = kept((columns) => columns.date.map((text) => read(text)));
const addressesOf = kept((columns) => columns.url.map((url) => url && bareAddress(url)));
const namesOf = kept((columns) => columns.name.map((name, n) => [name, ...(columns.also?.[n] || "").split(" · ")].filter(Boolean).map(bare)));

const overlap = (one, other) => (one.earliest || "") <= (other.latest || "9999-12-31") && (other.earliest || "") <= (one.latest || "9999-12-31");
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}_]+(?:[.,]\p{Nd}+)*/gu) || [];
const numbers = (words) => words.filter((word) => /\d/.test(word)).sort().join(" ");

/* As `checks/duplicates.py` compares titles. */
function sameTitle(one, other) {
  const [a, b] = [one, other].map((text) => [...new Set(wordsOf(text))]);
  if (!a.length || numbers(a) !== numbers(b)) return false;
  const shared = a.filter((word) => b.includes(word)).length;
  if (shared / (a.length + b.length - shared) >= 0.75) return true;
  const [short, long] = [one.length, other.length].sort((x, y) => x - y);
  return (2 * short) / (short + long) >= 0.87 && ratio([...one.toLowerCase()], [...other.toLowerCase()]) >= 0.87;
}

/* The place in the columns of the first that is alike, and the key by which it is. */
export function alike(record, columns) {
  const { values, vocabulary, type } = record;
  if (record.original) return null;
  if (vocabulary === "sources") {
    const n = values.url ? addressesOf(columns).indexOf(bareAddress(values.url)) : -1;
    return n < 0 ? null : { n, key: "url" };
  }
  if (vocabulary === "events") {
    const date = read(values.date || "");
    if (!date || !values.title) return null;
    const n = spansOf(columns).findIndex((span, at) => span && columns.kind[at] === type && overlap(span, date) && sameTitle(values.title, columns.name[at]));
    return n < 0 ? null : { n, key: "title" };
  }
  const name = values.name || values.title, key = values.name ? "name" : "title";
  const n = name ? namesOf(columns).findIndex((names) => names.includes(bare(name))) : -1;
  return n < 0 ? null : { n, key };
}
