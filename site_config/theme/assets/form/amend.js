/* A record's file with some values changed: lines of what did not change stay as they are, comments included. */

import { entry, fieldIn, isGroup, item, keysOf, recordText } from "./yaml.js";
import "./vendor/js-yaml.min.js";

/* The value of a file; every scalar is text, as in Kronik's own reader. */
export const readYaml = (text) => globalThis.jsyaml.load(text, { schema: globalThis.jsyaml.FAILSAFE_SCHEMA });

export function same(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, n) => same(value, other[n]));
  }
  if (!isGroup(one) || !isGroup(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
}

const isAside = (line) => /^\s*(#|$)/.test(line);
const indentOf = (line) => line.length - line.trimStart().length;

/* Parts of lines that begin in one column, each with the comments right above it; null where the layout is another. */
function blocks(lines, indent, start) {
  const found = [];
  let aside = [];
  for (const line of lines) {
    const begins = !isAside(line) && indentOf(line) === indent;
    if (begins && !start.test(line.slice(indent))) return null;
    if (!isAside(line) && indentOf(line) < indent) return null;
    if (begins) found.push({ aside, lines: [line] });
    else if (!found.length && !isAside(line)) return null;
    else if (isAside(line) && (!found.length || indentOf(line) <= indent || !line.trim())) { aside.push(line); continue; }
    else found.at(-1).lines.push(...aside, line);
    aside = [];
  }
  return { found, rest: aside };
}

const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#&*!|>%@`[\]{},-][^:#]*?):(?:\s|$)/;

function keyOf(line) {
  const found = KEY.exec(line.trimStart())[1];
  if (found[0] === '"') return JSON.parse(found);
  return found[0] === "'" ? found.slice(1, -1).replaceAll("''", "'") : found;
}

/* The lines of a group after a change; null where its layout can't be followed. */
function group(groups, of, lines, indent, old, now) {
  const parts = blocks(lines, indent, KEY);
  if (!parts) return null;
  const there = Object.fromEntries(parts.found.map((part) => [keyOf(part.lines[0]), part]));
  if (Object.keys(old).some((key) => !(key in there))) return null;
  const made = keysOf(of, now).map((key) => {
    const field = fieldIn(of, key), below = field && field.group ? groups[field.group] : null;
    const part = there[key];
    const kept = part && keyKept(groups, below, part.lines, indent, old[key], now[key]);
    return [...(part ? part.aside : []), ...(kept || entry(groups, below, key, now[key], indent))];
  });
  return [...made.flat(), ...parts.rest];
}

/* The lines of one key after a change; null where they have to be written anew. */
function keyKept(groups, below, lines, indent, old, now) {
  if (same(old, now)) return lines;
  const [head, ...rest] = lines;
  if (!/:\s*(#.*)?$/.test(head) || !rest.length) return null;
  const inner = indentOf(rest.find((line) => !isAside(line)));
  let made = null;
  if (isGroup(old) && isGroup(now)) made = group(groups, below, rest, inner, old, now);
  else if (Array.isArray(old) && Array.isArray(now)) made = list(groups, below, rest, inner, old, now);
  return made && [head, ...made];
}

/* The lines of a list after a change: items that did not change keep theirs, the others follow their place. */
function list(groups, below, lines, indent, old, now) {
  const parts = blocks(lines, indent, /^- /);
  if (!parts || parts.found.length !== old.length) return null;
  const left = old.map((value, n) => ({ value, n }));
  const taken = now.map((value) => {
    const at = left.findIndex((one) => one && same(one.value, value));
    return at < 0 ? null : left.splice(at, 1, null)[0];
  });
  const made = now.map((value, n) => {
    const from = taken[n] || (left[n] ? left.splice(n, 1, null)[0] : null);
    if (!from) return item(groups, below, value, indent);
    const part = parts.found[from.n];
    const kept = same(from.value, value) ? part.lines : itemKept(groups, below, part.lines, indent, from.value, value);
    return [...part.aside, ...(kept || item(groups, below, value, indent))];
  });
  return [...made.flat(), ...parts.rest];
}

function itemKept(groups, below, lines, indent, old, now) {
  if (!isGroup(old) || !isGroup(now)) return null;
  const [first, ...rest] = lines, width = 2 + indentOf(first.slice(indent + 2));
  const made = group(groups, below, [" ".repeat(indent + width) + first.slice(indent + width), ...rest], indent + width, old, now);
  if (!made) return null;
  const at = made.findIndex((line) => !isAside(line));
  made[at] = first.slice(0, indent + width) + made[at].slice(indent + width);
  return made;
}

/* The new text of a file; the canonical one where the file's own layout can't be followed without loss. */
export function amended(groups, type, vocabulary, text, now) {
  const old = readYaml(text), body = text.replace(/\n$/, "").split("\n");
  const made = group(groups, groups[type], body, 0, old, now);
  const whole = made && made.join("\n") + "\n";
  try {
    if (whole && same(readYaml(whole), now)) return whole;
  } catch { /* the layout was too unusual */ }
  return recordText(groups, type, vocabulary, now);
}
