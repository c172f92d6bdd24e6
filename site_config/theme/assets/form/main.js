/* The form at /contribute/add/. What is typed stays in this browser; nothing is sent. */

import { alike } from "./alike.js";
import * as basket from "./basket.js";
import { idProblems, problemsIn } from "./checks.js";
import { namedIn, worldOf } from "./chronicle.js";
import { button, make } from "./dom.js";
import { filesPanel } from "./files.js";
import { preview } from "./preview.js";
import { labelOf, row } from "./row.js";
import { learn } from "./rules.js";
import { counted, say } from "./say.js";
import { groupsOf } from "./schema.js";
import { groupPart } from "./structure.js";

const box = document.getElementById("k-add"), root = box.dataset.root, data = `${root}assets/form/data/`;
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

let description, groups, records = [], active = null, part = null, cleared = null, touched = new Set(), back = new Map(), problems = [];
const choices = {}, loading = {};

/* What the controls may ask and tell. */
const context = {
  root, choices,
  get description() { return description; },
  get records() { return records; },
  loaded(vocabulary) {
    loading[vocabulary] ||= json(`${data}${vocabulary}.json`).then((columns) => {
      choices[vocabulary] = { ...columns, at: new Map(columns.id.map((id, n) => [id, n])) };
    });
    return loading[vocabulary];
  },
  recordOf: (vocabulary, id) => records.find((record) => record.vocabulary === vocabulary && record.id === id),
  has: (vocabulary, id) => Boolean(context.recordOf(vocabulary, id)) || Boolean(choices[vocabulary]?.at.has(id)),
  ambiguous: (id, of) => of.filter((vocabulary) => context.has(vocabulary, id)).length > 1,
  nameOf(vocabulary, id) {
    const record = context.recordOf(vocabulary, id), n = choices[vocabulary]?.at.get(id);
    return (record ? basket.nameOf(record) : n === undefined ? id : choices[vocabulary].name[n]) ?? "…";
  },
  find(vocabulary, typed) {
    if (!typed) return null;
    if (context.has(vocabulary, typed)) return typed;
    const n = choices[vocabulary]?.name.indexOf(typed) ?? -1;
    return n < 0 ? null : choices[vocabulary].id[n];
  },
  changed: () => changed(),
  /* With what a group begins. */
  beginsWith: (group) => (group === "Correction" || group === "Withdrawn" ? { date: today() } : undefined),
  add: (type, name, field, done) => addFrom(type, name, field, done),
};

const isPerson = (id) => {
  const record = context.recordOf("actors", id), n = choices.actors?.at.get(id);
  return (record ? record.values.kind : n === undefined ? "" : choices.actors.kind[n]) === "person";
};
const vocabularyOf = (type) => description.types.find((one) => one.type === type).vocabulary;
const isThere = (vocabulary, id) => Boolean(choices[vocabulary]?.at.has(id));
const typeName = (record) => say(`form.types.${record.type}`);

/* Making records */

function blank(type, values = {}) {
  const own = groups[type][type].fields.some((field) => field.kind === "const") ? { kind: type } : {};
  const dated = groups[type][type].fields.some((field) => field.key === "added") ? { added: today() } : {};
  return basket.newRecord(type, vocabularyOf(type), { ...own, ...values, ...dated });
}

function add(record) {
  records.push(record);
  if (!record.original && !record.id) record.id = basket.proposed(record, { has: isThere, isPerson, records });
  return record;
}

/* A record that a field names and nobody has written yet; the way back leads to the field. */
function addFrom(type, name, field, done) {
  const has = (key) => groups[type][type].fields.some((of) => of.key === key);
  const values = { ...(has("name") ? { name } : { title: name }), ...(field.key === "outlet" && type === "actor" ? { kind: "outlet" } : {}) };
  const record = add(blank(type, values)), from = active;
  done(record.id, record.vocabulary);
  back.set(record.key, from);
  open(record);
}

async function correction(address) {
  const [vocabulary, id] = address.split("/");
  const there = records.find((record) => record.original && record.vocabulary === vocabulary && record.id === id);
  if (there) return there;
  const [{ readYaml }, drawer] = await Promise.all([import("./amend.js"), json(`${data}records/${drawerOf(address)}.json`)]);
  const [path, text] = Object.hasOwn(drawer, address) ? drawer[address] : [];
  if (!text) throw new Error(say("form.no_record", { id: id ?? address }));
  const values = readYaml(text);
  const type = vocabulary === "events" ? values.kind : description.types.find((one) => one.vocabulary === vocabulary).type;
  return add(basket.newRecord(type, vocabulary, values, { id, byHand: true, original: { path, text } }));
}

/* FNV-1a, as `choices.py` has it. */
function drawerOf(address) {
  let found = 0x811c9dc5;
  new TextEncoder().encode(address).forEach((byte) => { found = Math.imul(found ^ byte, 0x01000193) >>> 0; });
  return found % description.drawers;
}

/* The page */

const parts = {};

function layOut() {
  parts.tabs = make("ul", { className: "k-tabs" });
  parts.form = make("div", { className: "k-add-form" });
  parts.state = make("p", { className: "k-state", role: "status" });
  parts.todo = make("ul", { className: "k-todo" });
  parts.preview = make("div", { className: "k-preview" });
  parts.files = make("div", { className: "k-hand-in" });
  parts.draft = make("p", { className: "k-draft" });
  const section = (name, ...of) => make("section", { "aria-labelledby": `k-add-${name}` }, make("h2", { id: `k-add-${name}` }, say(`form.${name}`)), ...of);
  parts.side = make("div", { className: "k-add-side" },
    section("check", parts.state, parts.todo), section("preview", parts.preview), section("hand_in", parts.files));
  box.replaceChildren(make("nav", { "aria-label": say("form.basket") }, parts.tabs), make("div", { className: "k-add-columns" }, parts.form, parts.side), parts.draft);
  box.hidden = false;
}

function tabs() {
  parts.tabs.replaceChildren(...records.map((record) => make("li", {},
    button([make("small", {}, typeName(record)), make("span", { dir: "auto" }, record.values.title || record.values.name || say("form.untitled"))],
      () => open(record), { className: "k-tab", "aria-current": record === active ? "true" : null }))),
  records.length ? make("li", {}, button(say("form.another"), () => open(null), { className: "k-tab k-tab--add", "aria-current": active ? null : "true" })) : "");
}

/* Shows a record, or the choice of what to add. */
function open(record, focus = true) {
  active = record;
  part = null;
  parts.form.replaceChildren(...(record ? recordForm(record) : chooser()));
  parts.side.hidden = !records.length;
  box.classList.toggle("k-add--choosing", !records.length);
  changed();
  if (!focus) return;
  if (part) part.focus();
  else parts.form.querySelector("button")?.focus();
}

function chooser() {
  return [
    make("h2", { id: "k-add-choose" }, say("form.what")),
    make("ul", { className: "k-kinds", "aria-labelledby": "k-add-choose" }, description.types.map(({ type }) => make("li", {},
      button([make("b", {}, say(`form.types.${type}`)), make("span", {}, say(`form.about.${type}`))], () => open(add(blank(type))))))),
  ];
}

/* Back to the field from which a record was added. */
function returnTo(from, record) {
  open(from);
  const named = namedIn(groups[from.type], groups[from.type][from.type], from.values);
  const field = named.find((one) => one.id === record.id && one.of.includes(record.vocabulary));
  if (field) placeOf(field).focus();
}

function recordForm(record) {
  const group = groups[record.type][record.type], from = back.get(record.key);
  part = groupPart(context, groups[record.type], group);
  part.set(record.values);
  if (!record.original) part.start();
  const returns = () => button(say("form.back", { title: basket.nameOf(from) || typeName(from) }), () => returnTo(from, record), { className: "k-button k-button--first" });
  const leave = () => {
    records = records.filter((one) => one !== record);
    open(records.at(-1) || null);
  };
  return [
    make("h2", {}, say(record.original ? "form.correct" : "form.new", { type: typeName(record) })),
    record.original ? make("p", { className: "k-note" }, say("form.correct_note")) : make("p", { className: "k-note" }, say(`form.about.${record.type}`)),
    make("form", { onsubmit: (event) => event.preventDefault(), onfocusout: (event) => touch(event.target) }, part.node, idRow(record)),
    make("p", { className: "k-actions" }, from && records.includes(from) ? returns() : null, button(say(record.original ? "form.leave" : "form.discard", { type: typeName(record) }), leave, { className: "k-quiet" })),
  ];
}

/* The name of the file, proposed from what is known until somebody writes another. */
function idRow(record) {
  if (record.original) return null;
  const input = make("input", { type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "off", value: record.id });
  const shown = row({ label: labelOf(record.type, "id"), help: say("form.id_help") }, input);
  input.addEventListener("input", () => {
    record.byHand = Boolean(input.value);
    if (record.byHand) basket.rename(record, input.value.trim(), records, groups);
    changed();
  });
  parts.id = { input, shown };
  return shown.node;
}

const touch = (target) => { touched.add(target); showFaults(); };

/* After every change: values, id, checks, preview, files, draft. */
let waiting;

function changed() {
  if (active && part) {
    active.values = part.get() || {};
    if (!active.original && !active.byHand) {
      basket.rename(active, basket.proposed(active, { has: isThere, isPerson, records }), records, groups);
      if (document.activeElement !== parts.id.input) parts.id.input.value = active.id;
    }
    if (parts.id && !active.original) parts.id.shown.said(basket.path(active));
  }
  tabs();
  clearTimeout(waiting);
  waiting = setTimeout(settle, 150);
}

function settle() {
  clearTimeout(waiting);
  basket.save(root, records, active);
  parts.side.hidden = !records.length;
  draftLine();
  if (!records.length) return;
  problems = problemsIn(groups, records, worldOf(choices, records), true).map((of, n) => [...idFaults(records[n]), ...of, ...likeness(records[n])]);
  showFaults();
  showTodo();
  parts.preview.replaceChildren(...(active ? preview(context, groups[active.type], active) : []));
  parts.files.replaceChildren(...filesPanel(groups, description.host, records));
}

function idFaults(record) {
  if (record.original) return [];
  const twin = records.find((one) => one !== record && one.vocabulary === record.vocabulary && one.id === record.id);
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

/* What is wrong, beside the field; what is only missing, once the field was left. */
function showFaults() {
  if (!active || !part) return;
  part.fault([]);
  const of = problems[records.indexOf(active)] || [];
  const byPart = new Map();
  clearFaults(part);
  of.forEach((problem) => {
    const place = placeOf(problem);
    if (place) byPart.set(place, [...(byPart.get(place) || []), problem]);
  });
  byPart.forEach((found, place) => place.fault(found.filter((problem) => !isMissing(problem) || isTouched(place))));
  const id = of.filter((problem) => problem.loc[0] === "id");
  if (parts.id && !active.original) parts.id.shown.fault(id);
}

const isMissing = (problem) => problem.code === "missing-field" || problem.code === "not-one-of" || problem.code === "empty-list";
const isTouched = (place) => active.original || [...touched].some((target) => place.node.contains(target));

function clearFaults(of) {
  of.node.querySelectorAll(".k-fault").forEach((node) => node.replaceChildren());
  of.node.querySelectorAll("[aria-invalid=true]").forEach((node) => node.setAttribute("aria-invalid", "false"));
}

/* The control of a problem's place, or the nearest part around it. */
function placeOf(problem) {
  if (problem.loc[0] === "id") return null;
  let place = part;
  for (const step of [...problem.loc, ...(problem.key ? [problem.key] : [])]) {
    const next = place.at(step);
    if (!next) break;
    place = next;
  }
  return place;
}

function showTodo() {
  const all = problems.flatMap((of, n) => of.map((problem) => [records[n], problem]));
  const errors = all.filter(([, problem]) => problem.severity === "error").length;
  parts.state.textContent = errors ? counted("form.left", errors) : say("form.ready");
  parts.state.classList.toggle("k-state--ready", !errors);
  parts.todo.replaceChildren(...all.slice(0, 12).map(([record, problem]) => make("li", { className: problem.severity === "warning" ? "k-warning" : null },
    button([records.length > 1 ? make("small", { dir: "auto" }, `${basket.nameOf(record) || typeName(record)}: `) : "", make("span", {}, trail(record, problem)), `: ${problem.message}`],
      () => go(record, problem), { title: `${problem.hint} (${problem.code})` }))),
  all.length > 12 ? make("li", {}, say("form.more_left", { number: all.length - 12 })) : "");
}

/* Where it is, in the words of the form: “Claim 1 › Stance”. */
function trail(record, problem) {
  const steps = [];
  let group = groups[record.type][record.type];
  [...problem.loc, ...(problem.key ? [problem.key] : [])].forEach((step) => {
    if (typeof step === "number") { steps.push(`${steps.pop()} ${step + 1}`); return; }
    const field = group?.fields.find((one) => one.key === step);
    steps.push(labelOf(group?.name ?? record.type, step));
    group = field?.group ? groups[record.type][field.group] : null;
  });
  return steps.join(" › ");
}

function go(record, problem) {
  if (record !== active) open(record, false);
  settle();
  if (problem.loc[0] === "id") return parts.id.input.focus();
  const place = placeOf(problem);
  touched.add(place.node);
  const field = problem.key && place === part && groups[record.type][record.type].fields.find((one) => one.key === problem.key);
  if (field) return part.open(problem.key).focus();
  return place.focus();
}

function draftLine() {
  const saved = records.length ? say("form.kept") : "";
  const clear = button(say("form.clear"), () => {
    cleared = records;
    records = [];
    back = new Map();
    open(null);
  }, { className: "k-quiet" });
  const undo = cleared && !records.length && button(say("form.undo"), () => {
    records = cleared;
    cleared = null;
    open(records[0] || null);
  }, { className: "k-quiet" });
  parts.draft.replaceChildren(...[saved, " ", records.length ? clear : null, undo].filter(Boolean));
}

/* The draft, if it can still be read: it may be of another version of the form. */
function openFirst(record) {
  try {
    open(record || null, false);
    settle();
  } catch {
    records = [];
    open(null, false);
  }
}

/* What the address asks for: a kind of record, a correction, an answer. */
async function asked() {
  const query = new URLSearchParams(location.search);
  history.replaceState(null, "", location.pathname);
  if (query.has("edit")) return correction(query.get("edit"));
  if (query.has("answer")) {
    return add(blank("statement", { related: [{ event: query.get("answer"), relation: "responds-to" }] }));
  }
  const type = query.get("type");
  return Object.hasOwn(groups, type ?? "") ? add(blank(type)) : null;
}

async function start() {
  description = await json(`${data}form.json`);
  learn(description);
  const types = description.types.map(({ type }) => type);
  const schemas = await Promise.all(types.map((type) => json(`${root}schema/${type}.json`)));
  groups = Object.fromEntries(types.map((type, n) => [type, groupsOf(schemas[n])]));
  await Promise.all([...new Set(description.types.map(({ vocabulary }) => vocabulary))].map(context.loaded));
  const draft = basket.kept(root, groups);
  records = draft.records;
  layOut();
  openFirst(draft.active);
  try {
    const record = await asked();
    if (record) open(record, false);
  } catch (error) {
    box.prepend(make("p", { role: "alert", className: "k-fault" }, error.message));
  }
  settle();
  addEventListener("pagehide", () => basket.save(root, records, active));
  document.querySelectorAll("[data-k-without]").forEach((node) => { node.hidden = true; });
}

start().catch((error) => {
  box.hidden = false;
  box.replaceChildren(make("p", { role: "alert" }, `${box.dataset.failed} (${error.message})`));
});
