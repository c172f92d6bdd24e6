/* Values as YAML in canonical order and layout: letter for letter what `recordtext.py` writes and `kronik fmt` leaves. */

const PLAIN = /^[\p{L}\p{N}](?:(?!: | #)[^\0-\x1f\x7f-\xa0\u2028\u2029\ufeff])*(?<![: ])$/u;
const MEANT_OTHERWISE = /^(?:true|false|null|yes|no|on|off|y|n|nan|inf|0[xo].*|[0-9.]+e[0-9]+)$/i;
const SENTENCE = /(?<=[.!?…]) (?=\p{L})/u;
const NEVER_FOLDED = /[\n\r\t]|^[\s\x1c-\x1f\x85]/;
const WIDE = 90;

/* Characters that no file may hold: `characters.py` says why. */
export const REFUSED = new RegExp("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufdd0-\\ufdef" +
  "\\ufff9-\\uffff\\u00ad\\u115f\\u1160\\u180e\\u200b\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e007f}" +
  Array.from({ length: 16 }, (_, n) => `\\u{${(n + 1).toString(16)}fffe}\\u{${(n + 1).toString(16)}ffff}`).join("") + "]", "u");

export const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export function scalar(text) {
  if (PLAIN.test(text) && !MEANT_OTHERWISE.test(text)) return text;
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (found) => "\\u" + found.charCodeAt(0).toString(16).padStart(4, "0"));
}

/* One sentence a line, where folding gives the same text back. */
function folded(text, indent) {
  if ([...text].length <= WIDE || NEVER_FOLDED.test(text) || REFUSED.test(text)) return null;
  return text.split(SENTENCE).map((sentence) => " ".repeat(indent) + sentence);
}

/* The keys of a group as they are written: those that the schema knows first. */
export function keysOf(group, values) {
  const known = group ? group.fields.map((field) => field.key) : [];
  return [...known.filter((key) => key in values), ...Object.keys(values).filter((key) => !known.includes(key))];
}

export const fieldIn = (group, key) => group && group.fields.find((field) => field.key === key);

const below = (groups, field) => (field && field.group ? groups[field.group] : null);

export function lines(groups, group, values, indent = 0) {
  return keysOf(group, values).flatMap((key) =>
    entry(groups, below(groups, fieldIn(group, key)), key, values[key], indent));
}

export function entry(groups, group, key, value, indent) {
  const head = `${" ".repeat(indent)}${scalar(key)}:`;
  if (Array.isArray(value)) return [head, ...items(groups, group, value, indent + 2)];
  if (isGroup(value)) return [head, ...lines(groups, group, value, indent + 2)];
  const broken = folded(value, indent + 2);
  return broken ? [`${head} >-`, ...broken] : [`${head} ${scalar(value)}`];
}

const items = (groups, group, values, indent) => values.flatMap((value) => item(groups, group, value, indent));

export function item(groups, group, value, indent) {
  const dash = `${" ".repeat(indent)}- `;
  if (!isGroup(value)) return [dash + scalar(value)];
  const [first, ...rest] = lines(groups, group, value, indent + 2);
  return [dash + first.trimStart(), ...rest];
}

export function schemaLine(type, vocabulary) {
  return `# yaml-language-server: $schema=${vocabulary === "events" ? "../../../" : "../../"}site_config/schema/${type}.json`;
}

/* The file of a new record. */
export function recordText(groups, type, vocabulary, values) {
  return [schemaLine(type, vocabulary), ...lines(groups, groups[type], values)].join("\n") + "\n";
}
