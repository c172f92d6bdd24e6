/* What the page knows: the description, the groups of each type, the contribution, the record that is open. */

import * as basket from "./basket.js";

export const box = document.getElementById("k-add");
export const root = box.dataset.root;
const data = `${root}assets/form/data/`;

export const state = {
  description: null,
  groups: null,
  records: [],
  /* The record that is open, and the part of the page that edits it. */
  active: null,
  part: null,
  /* For a record that was added from a field of another, which one that was. */
  back: new Map(),
  /* For each record what is wrong with it. */
  problems: [],
};

export const choices = {};
const loading = {};

export async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

export const dataFile = (name) => json(`${data}${name}.json`);

export function today() {
  return new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/* What can be chosen of a vocabulary, read once. */
function loaded(vocabulary) {
  loading[vocabulary] ||= dataFile(vocabulary).then((columns) => {
    choices[vocabulary] = { ...columns, at: new Map(columns.id.map((id, n) => [id, n])) };
  });
  return loading[vocabulary];
}

const recordOf = (vocabulary, id) => state.records.find((record) => record.vocabulary === vocabulary && record.id === id);

export const isThere = (vocabulary, id) => Boolean(choices[vocabulary]?.at.has(id));

const has = (vocabulary, id) => Boolean(recordOf(vocabulary, id)) || isThere(vocabulary, id);

function nameOf(vocabulary, id) {
  const record = recordOf(vocabulary, id), n = choices[vocabulary]?.at.get(id);
  return (record ? basket.nameOf(record) : n === undefined ? id : choices[vocabulary].name[n]) ?? "…";
}

/* The id of the one record of this very name or id. */
function find(vocabulary, typed) {
  if (!typed) return null;
  if (has(vocabulary, typed)) return typed;
  const n = choices[vocabulary]?.name.indexOf(typed) ?? -1;
  return n < 0 ? null : choices[vocabulary].id[n];
}

export function isPerson(id) {
  const record = recordOf("actors", id), n = choices.actors?.at.get(id);
  return (record ? record.values.kind : n === undefined ? "" : choices.actors.kind[n]) === "person";
}

/* What the controls may ask; `main.js` adds what they may tell. */
export const context = {
  root, choices, loaded, recordOf, has, nameOf, find,
  get description() { return state.description; },
  get records() { return state.records; },
  ambiguous: (id, of) => of.filter((vocabulary) => has(vocabulary, id)).length > 1,
  /* With what a group begins. */
  beginsWith: (group) => (group === "Correction" || group === "Withdrawn" ? { date: today() } : undefined),
};
