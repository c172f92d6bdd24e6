/* The records of one contribution: new ones and corrected ones, kept in this browser until they are cleared. */

import { namedIn } from "./chronicle.js";
import { isGroup } from "./yaml.js";
import { free, pathOf, propose } from "./ids.js";

let last = 0;

export function newRecord(type, vocabulary, values = {}, more = {}) {
  last += 1;
  return { key: last, type, vocabulary, id: "", byHand: false, values, original: null, ...more };
}

export const titleOf = (record) => record.values.title || record.values.name;
export const nameOf = (record) => titleOf(record) || record.id;

/* The id that a record should have by what is known of it, free among all records. */
export function proposed(record, { has, isPerson, records }) {
  const wanted = propose(record.type, record.values, isPerson) || `new-${record.type}`;
  const others = records.filter((one) => one !== record && one.vocabulary === record.vocabulary);
  return free(wanted, (id) => has(record.vocabulary, id) || others.some((one) => one.id === id));
}

/* Give a record another id, wherever the others name it. */
export function rename(record, id, records, groups) {
  const old = record.id;
  record.id = id;
  if (!old || old === id) return;
  records.forEach((other) => {
    const named = namedIn(groups[other.type], groups[other.type][other.type], other.values);
    named.filter((one) => one.id === old && one.of.includes(record.vocabulary)).forEach(({ loc }) => {
      const into = loc.slice(0, -1).reduce((value, step) => value[step], other.values);
      into[loc.at(-1)] = id;
    });
  });
}

export const path = (record) => (record.original ? record.original.path : pathOf(record.vocabulary, record.id, record.values));

/* The draft */

const place = (root) => `kronik-add:${new URL(root, location.href).pathname}`;

export function save(root, records, active) {
  try {
    if (!records.length) localStorage.removeItem(place(root));
    else localStorage.setItem(place(root), JSON.stringify({ records, active: active?.key ?? null, at: new Date().toISOString() }));
    return true;
  } catch {
    return false;
  }
}

/* What was kept; a draft of types that are not there any more is none. */
export function kept(root, groups) {
  try {
    const draft = JSON.parse(localStorage.getItem(place(root)));
    const records = draft.records.filter((record) => Object.hasOwn(groups, record.type) && isGroup(record.values));
    last = Math.max(0, ...records.map((record) => record.key));
    return { records, active: records.find((record) => record.key === draft.active) || records[0], at: draft.at };
  } catch {
    return { records: [], active: undefined, at: null };
  }
}
