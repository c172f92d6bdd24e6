/* The chronicle as the checks see it: what is published, with the records of the basket laid over it. */

import { read } from "./dates.js";
import { closest } from "./likeness.js";
import { filled, quoted } from "./say.js";
import { isGroup } from "./yaml.js";
import { told } from "./values.js";

let words, claimants;

export function learn(description) {
  words = description.references;
  claimants = description.claimants;
}

const indexed = new WeakMap();

/* Where in its columns a published record stands; made once, since it is asked after every change. */
function placesIn(columns) {
  if (!indexed.has(columns)) indexed.set(columns, new Map(columns.id.map((id, n) => [id, n])));
  return indexed.get(columns);
}

/* `choices`: for each vocabulary the published columns; `records`: the basket. */
export function worldOf(choices, records) {
  return Object.fromEntries(Object.entries(choices).map(([vocabulary, columns]) => {
    const own = records.filter((record) => record.vocabulary === vocabulary && record.id);
    return [vocabulary, { columns, places: placesIn(columns), own: new Map(own.map((record) => [record.id, record])) }];
  }));
}

function find(world, vocabulary, id) {
  const { columns, places, own } = world[vocabulary];
  if (own.has(id)) return { record: own.get(id) };
  return places.has(id) ? { n: places.get(id), columns } : null;
}

const idsIn = ({ places, own }) => [...new Set([...places.keys(), ...own.keys()])].sort();

/* A column's value of a published record, or the value a record of the basket has under a key. */
function fact(found, column, key = column) {
  return found.record ? found.record.values[key] : found.columns[column][found.n];
}

/* Every id that a record names: place, id, vocabularies. */
export function namedIn(groups, group, values, loc = []) {
  return group.fields.flatMap((field) => {
    if (!(field.key in values)) return [];
    const value = values[field.key], place = [...loc, field.key];
    const each = Array.isArray(value) && field.list ? value.map((one, n) => [one, [...place, n]]) : [[value, place]];
    return each.flatMap(([one, where]) => {
      if (field.kind === "group" && isGroup(one)) return namedIn(groups, groups[field.group], one, where);
      const of = field.kind === "reference" ? field.of : field.bare && field.bare.of;
      return of && typeof one === "string" ? [{ loc: where, id: one, of, group: field.group }] : [];
    });
  });
}

/* The problems between records, for each record of the basket; null stands for one with errors of its own. */
export function acrossRecords(groups, records, world) {
  return records.map((record) => {
    if (!record) return [];
    const group = groups[record.type][record.type];
    const named = namedIn(groups[record.type], group, record.values);
    return [
      ...named.flatMap((one) => referenceProblem(one, world)),
      ...named.flatMap((one) => statementProblem(one, record, world)),
      ...formerProblems(record, world),
      ...(record.vocabulary === "events" ? eventProblems(record, world) : []),
    ];
  });
}

function referenceProblem({ loc, id, of }, world) {
  const there = of.filter((vocabulary) => find(world, vocabulary, id));
  if (!there.length) {
    const folders = of.map((vocabulary) => `content/${vocabulary}/`).join(" or ");
    return [{ loc, ...told("unknown-reference", { id: quoted(id), folders, hint: newHint(id, of, world) }) }];
  }
  if (there.length < 2) return [];
  const [first, second] = of.includes("events") ? ["statement", "actor"] : ["source", "outlet"];
  const hint = `${first}: ${id} or ${second}: ${id}`;
  return [{ loc, ...told("ambiguous", { id: quoted(id), folders: of.join(" and in "), hint }) }];
}

/* Only ids that share the beginning of a word are compared. */
function near(id, of, world) {
  const starts = new Set(id.split("-").map((word) => word.slice(0, 4)));
  const close = new Set();
  of.forEach((vocabulary) => {
    const byStart = new Map();
    idsIn(world[vocabulary]).forEach((known) => {
      new Set(known.split("-").map((word) => word.slice(0, 4))).forEach((start) => {
        if (starts.has(start)) byStart.set(start, [...(byStart.get(start) || []), known]);
      });
    });
    byStart.forEach((ids) => ids.slice(0, 60).forEach((known) => close.add(known)));
  });
  return closest(id.slice(0, 100).toLowerCase(), [...close].sort());
}

const typeOf = (vocabulary) => (vocabulary === "events" ? "statement" : vocabulary.slice(0, -1));

function newHint(id, of, world) {
  const close = near(id, of, world);
  return filled(close ? words.close : words.new, { id: close, type: typeOf(of[0]) });
}

export function linkProblem(kind, id, world) {
  if (find(world, `${kind}s`, id)) return null;
  const close = near(id, [`${kind}s`], world);
  const hint = close ? filled(words.close, { id: close, type: typeOf(`${kind}s`) }) : words.link;
  return told("unknown-link", { link: quoted(`${kind}:${id}`), hint });
}

const KINDS = { statement: "a statement", deployment: "a deployment", occurrence: "an occurrence" };

/* Where a statement is meant, a statement is named. */
function statementProblem({ loc, id, of }, record, world) {
  const keys = loc.filter((step) => typeof step === "string").join(".");
  const meant = /^claims\.relies_on(\.statement)?$|^assessment\.rests_on$/.test(keys);
  const found = meant && of.includes("events") && find(world, "events", id);
  if (!found || claimants.includes(fact(found, "kind"))) return [];
  return [{ loc, ...told("not-a-statement", { id: quoted(id), kind: KINDS[fact(found, "kind")] }) }];
}

function formerProblems(record, world) {
  const { former } = world[record.vocabulary].columns;
  return (record.values.former_ids || []).flatMap((id, n) => {
    const owner = find(world, record.vocabulary, id) ? id : former[id] !== record.id && former[id];
    return owner ? [{ loc: ["former_ids", n], ...told("former-id", { id: `${id} is`, owner: `of ${owner}` }) }] : [];
  });
}

function eventProblems(record, world) {
  const { values } = record, date = read(values.date), claims = values.claims || [];
  const found = [];
  claims.forEach((claim, n) => {
    if (claim.about === record.id) found.push({ loc: ["claims", n, "about"], ...told("about-itself") });
    const about = find(world, "events", claim.about), begins = about && read(fact(about, "date"))?.earliest;
    if (["asserts", "confirms", "revises"].includes(claim.stance) && date.latest && begins && date.latest < begins) {
      found.push({ loc: ["claims", n, "stance"], ...told("before-event", { said: date.latest, id: claim.about, begins }) });
    }
  });
  if (record.type === "statement") found.push(...sourceProblems(values, date, world));
  return [...found, ...legProblems(record, date), ...historyProblems(values, date)];
}

function dayAfter(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 864e5).toISOString().slice(0, 10);
}

function sourceProblems(values, date, world) {
  return values.sources.flatMap(({ source }, n) => {
    const found = find(world, "sources", source), published = found && read(fact(found, "date", "published") || "")?.latest;
    if (!date.earliest || !published || published >= "9999-12-31" || dayAfter(published) >= date.earliest) return [];
    const words = { id: `${source} was`, published, said: date.earliest };
    return [{ loc: ["sources", n, "source"], ...told("before-statement", words) }];
  });
}

function legProblems(record, period) {
  const legs = record.type === "deployment" ? record.values.legs || [] : [];
  return legs.flatMap((leg, n) => {
    const date = leg.date && read(leg.date);
    if (!date || fits(date, period)) return [];
    return [{ loc: ["legs", n, "date"], ...told("outside-period", { leg: date.text, period: period.text }) }];
  });
}

/* Whether the leg can have begun and ended within the period, given what is known of both. */
function fits(leg, period) {
  const [start, end] = leg.text.includes("/") ? leg.text.split("/").map(read) : [leg, leg];
  const beginsBy = start?.latest || "9999-12-31", endsFrom = end?.earliest || "0001-01-01";
  return beginsBy >= (period.earliest || "0001-01-01") && endsFrom <= (period.latest || "9999-12-31");
}

function historyProblems(values, date) {
  const { added } = values, found = [];
  if (date.earliest && date.earliest > added) found.push({ loc: ["added"], ...told("after-added", { begins: date.earliest, added }) });
  const changes = (values.corrections || []).map((change, n) => [["corrections", n, "date"], change.date]);
  if (values.withdrawn) changes.push([["withdrawn", "date"], values.withdrawn.date]);
  changes.filter(([, day]) => day < added).forEach(([loc, changed]) => {
    found.push({ loc, ...told("changed-before-added", { changed, added }) });
  });
  return found;
}
