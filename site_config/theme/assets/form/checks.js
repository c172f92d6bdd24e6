/* What is wrong with records: the rules of the models and of `checks/`, in their own sentences. A problem has the place
   of its value in the record, code, message, hint and severity. */

import { loops } from "./loops.js";
import { prose } from "./prose.js";
import { filled, quoted } from "./say.js";
import { isGroup } from "./yaml.js";
import { printed, refused, told, valueFault } from "./values.js";
import { acrossRecords } from "./chronicle.js";

let description;

export const learn = (given) => { description = given; };

const at = (loc, problem) => ({ severity: "error", ...problem, loc });

/* How messages name the group at a place. */
function named(loc) {
  if (!loc.length) return description.group_words.record;
  return typeof loc.at(-1) === "number" && loc.length > 1 ? filled(description.group_words.item, { key: loc.at(-2) }) : String(loc.at(-1));
}

/* The problems of one record in itself. `kronik check` asks the rules of a group once its values are right; somebody who
   is still typing wants to hear of all that is missing, so `eager` asks them at once. */
export function problemsOf(groups, type, values, eager) {
  const hidden = hiddenIn(values, []);
  return hidden.length ? hidden : groupProblems({ groups, eager }, groups[type], values, []);
}

function groupProblems(asked, group, values, loc) {
  const found = group.fields.flatMap((field) => {
    const there = field.key in values;
    if (!there) return field.required ? [at(loc, { ...told("missing", { key: field.key, group: named(loc) }), key: field.key })] : [];
    return fieldProblems(asked, field, values[field.key], [...loc, field.key]);
  });
  return found.length && !asked.eager ? found : [...found, ...ruleProblems(group, values).map((problem) => at(loc, problem))];
}

function fieldProblems(asked, field, value, loc) {
  if (!field.list || (field.single && !Array.isArray(value))) return valueProblems(asked, field, value, loc);
  if (!value.length) return field.required ? [at(loc, told("too-few"))] : [];
  return value.flatMap((one, n) => valueProblems(asked, field, one, [...loc, n]));
}

function valueProblems(asked, field, value, loc) {
  if (field.kind === "group" && isGroup(value)) return groupProblems(asked, asked.groups[field.group], value, loc);
  if (field.kind === "names") return nameProblems(value, loc);
  if (field.kind === "range") return rangeProblems(value, loc);
  const problem = valueFault(field.kind === "group" ? field.bare.kind : field.kind, value, field);
  return problem ? [at(loc, problem)] : [];
}

function nameProblems(names, loc) {
  return Object.entries(names).flatMap(([language, of]) => [
    valueFault("language", language), ...[of].flat().map((name) => valueFault("text", name)),
  ].filter(Boolean).map((problem) => at([...loc, language], problem)));
}

function rangeProblems(pair, loc) {
  if (pair.filter(Boolean).length !== 2) return [at(loc, told("range"))];
  return pair.flatMap((number, n) => {
    const problem = valueFault("count", number);
    return problem ? [at([...loc, n], problem)] : [];
  });
}

/* Rules between the keys of a group, asked once its values are right. */
function ruleProblems(group, values) {
  const empty = description.empty_groups[group.name];
  const has = (key) => key in values;
  const found = group.choices.flatMap((keys) => choiceProblem(keys, keys.filter(has), empty));
  if (group.some.some((keys) => !keys.some(has))) found.push(asTold(empty));
  if (has("between") && Number(values.between[0]) > Number(values.between[1])) {
    const [low, high] = values.between.map(printed);
    found.push(told("upside-down", { low, high }));
  }
  return [...found.slice(0, 1), ...numbersProblem(group, values)];
}

const asTold = ([code, message, hint, severity]) => ({ code, message, hint, severity });

function choiceProblem(keys, given, empty) {
  const [name, reason] = keys, known = keys.length === 2 && reason === `${name}_unknown`;
  if (given.length === 1) return [];
  if (known) return [{ ...told(given.length ? "known-and-unknown" : "neither-known", { name, reason }), key: name }];
  if (!given.length) return [{ ...asTold(empty), key: name }];
  return [told("several", { keys: /exactly one of (.*) is/.exec(empty[1])?.[1] ?? keys.join(", "), found: given.join(" and ") })];
}

function numbersProblem(group, values) {
  if (group.fields.some((field) => field.key === "rationale")) {
    const known = ["low", "best", "high"].filter((key) => key in values).map((key) => Number(values[key]));
    return known.every((number, n) => !n || known[n - 1] <= number) ? [] : [told("rising")];
  }
  const { lat, lon } = values;
  if (!group.fields.some((field) => field.key === "lat") || (lat === undefined && lon === undefined)) return [];
  if (lat === undefined || lon === undefined) return [told("coordinates")];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [] : [told("off-earth", { lat: printed(lat), lon: printed(lon) })];
}

/* Characters that can't be seen, or that no file can hold. */
function hiddenIn(value, loc) {
  if (typeof value === "object") return Object.entries(value).flatMap(([key, of]) => hiddenIn(of, [...loc, Array.isArray(value) ? Number(key) : key]));
  return [...new Set(refused(value))].map((letter) => at(loc, hiddenProblem(letter)));
}

const HIDDEN = /[\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}]/u;

function hiddenProblem(letter) {
  const code = letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  const name = `U+${code} ${description.characters[letter] || ""}`.trimEnd();
  return told(HIDDEN.test(letter) ? "hidden" : "control", { name });
}

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/* Of the id of a new record, which is the name of its file; `taken` says who has it already, by the path of its file. */
export function idProblems(id, taken) {
  if (!ID.test(id) || id.length > 120) return [at(["id"], told("file-name", { id: quoted(id) }))];
  if (description.reserved.includes(id)) return [at(["id"], told("reserved-name", { id: quoted(id) }))];
  return taken ? [at(["id"], told("duplicate-id", { id, path: taken }))] : [];
}

/* All problems of a basket of records, each with the number of its record. */
export function problemsIn(groups, records, world, eager = false) {
  const own = records.map((record) => problemsOf(groups[record.type], record.type, record.values, eager));
  const sound = records.map((record, n) => (own[n].some((problem) => problem.severity === "error") ? null : record));
  const across = acrossRecords(groups, sound, world);
  const circles = loops(sound, world);
  const inProse = sound.map((record) => (record ? prose(groups[record.type], record, world) : []));
  return records.map((record, n) => [...own[n], ...across[n], ...circles[n], ...inProse[n]]);
}
