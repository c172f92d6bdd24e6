/* The words of the site and the sentences of the checks, filled in. */

let words = {};

export const learn = (description) => { words = description.words; };

export function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

export const knows = (key) => key in words;

export const say = (key, values = {}) => filled(words[key] ?? key, values);

/* The words for a number of things, in the plural form of the page's language. */
export function counted(key, number) {
  const form = new Intl.PluralRules(document.documentElement.lang || "en").select(number);
  return say(knows(`${key}.${form}`) ? `${key}.${form}` : `${key}.other`, { number });
}

/* A text that is safe to show among words, as Python's `problems.shown` and `quoted` give it. */
function shown(text) {
  return [...text].map((letter) => (letter === " " || !/[\p{C}\p{Z}]/u.test(letter) ? letter : escaped(letter))).join("");
}

const NAMED = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

function escaped(letter) {
  const code = letter.codePointAt(0), digits = code < 256 ? 2 : code < 65536 ? 4 : 8;
  return NAMED[letter] || "\\" + { 2: "x", 4: "u", 8: "U" }[digits] + code.toString(16).padStart(digits, "0");
}

export function quoted(text, limit = 60) {
  const letters = [...text];
  return `“${shown(letters.length <= limit ? text : letters.slice(0, limit - 1).join("") + "…")}”`;
}

/* What Python's `repr` makes of a text: some sentences cite that way. */
export function cited(text) {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = [...text].map((letter) => (letter === mark || letter === "\\" ? "\\" + letter : shown(letter)));
  return mark + inside.join("") + mark;
}
