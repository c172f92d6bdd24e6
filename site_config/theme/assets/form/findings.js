/* What is wrong with the contribution, where it stands, and how it is shown beside its field. */

import { alike } from "./alike.js";
import * as basket from "./basket.js";
import { idProblems, problemsIn } from "./checks.js";
import { worldOf } from "./chronicle.js";
import { labelOf } from "./row.js";
import { say } from "./say.js";
import { choices, isThere, state } from "./state.js";

/* The problems of all records. */
export function examine() {
  const { groups, records } = state, found = problemsIn(groups, records, worldOf(choices, records), true);
  state.problems = found.map((of, n) => [...idFaults(records[n]), ...of, ...likeness(records[n])]);
}

function idFaults(record) {
  if (record.original) return [];
  const twin = state.records.find((one) => one !== record && one.vocabulary === record.vocabulary && one.id === record.id);
  const there = isThere(record.vocabulary, record.id) && `content/${record.vocabulary}/`;
  return idProblems(record.id, twin ? basket.path(twin) : there);
}

/* A record that is there already, as far as anybody can tell. */
function likeness(record) {
  const columns = choices[record.vocabulary], found = alike(record, columns);
  if (!found) return [];
  const words = { name: columns.name[found.n], id: columns.id[found.n] };
  return [{ loc: [found.key], code: "possible-duplicate", message: say("form.alike", words), hint: say("form.alike_hint", words), severity: "warning" }];
}

/* The part of the page for a problem's place, or the nearest around it; none for the id, which has a row of its own. */
export function placeOf(problem) {
  if (problem.loc[0] === "id") return null;
  let place = state.part;
  for (const step of [...problem.loc, ...(problem.key ? [problem.key] : [])]) {
    const next = place.at(step);
    if (!next) break;
    place = next;
  }
  return place;
}

const MISSING = new Set(["missing-field", "not-one-of", "empty-list"]);

/* What is wrong, beside the field; what is only missing, once the field was left. `isLeft` tells that of a part. */
export function showFaults(isLeft) {
  const { part, active, records, problems } = state, byPlace = new Map();
  part.node.querySelectorAll(".k-fault").forEach((node) => node.replaceChildren());
  part.node.querySelectorAll("[aria-invalid=true]").forEach((node) => node.setAttribute("aria-invalid", "false"));
  const of = problems[records.indexOf(active)] || [];
  of.forEach((problem) => {
    const place = placeOf(problem);
    if (place) byPlace.set(place, [...(byPlace.get(place) || []), problem]);
  });
  byPlace.forEach((found, place) => place.fault(found.filter((problem) => !MISSING.has(problem.code) || isLeft(place))));
  return of.filter((problem) => problem.loc[0] === "id");
}

/* Where it is, in the words of the form: “Claim 1 › Stance”. */
export function trail(record, problem) {
  const steps = [];
  let group = state.groups[record.type][record.type];
  [...problem.loc, ...(problem.key ? [problem.key] : [])].forEach((step) => {
    if (typeof step === "number") { steps.push(`${steps.pop()} ${step + 1}`); return; }
    const field = group?.fields.find((one) => one.key === step);
    steps.push(labelOf(group?.name ?? record.type, step));
    group = field?.group ? state.groups[record.type][field.group] : null;
  });
  return steps.join(" › ");
}
