/* The form at /contribute/add/. What is typed stays in this browser; nothing is sent. */

import * as basket from "./basket.js";
import { namedIn } from "./chronicle.js";
import { button, make } from "./dom.js";
import { filesPanel } from "./files.js";
import { examine, placeOf, showFaults, trail } from "./findings.js";
import { add, blank, correction, named, proposed } from "./making.js";
import { preview } from "./preview.js";
import { labelOf, row } from "./row.js";
import { learn } from "./rules.js";
import { counted, say } from "./say.js";
import { groupsOf } from "./schema.js";
import { box, context, dataFile, json, root, state } from "./state.js";
import { groupPart } from "./structure.js";

const parts = {}, left = new Set();
const typeName = (record) => say(`form.types.${record.type}`);
let cleared = null, waiting;

context.changed = changed;

/* A record that a field names and nobody has written yet; the way back leads to the field. */
context.add = (type, name, field, done) => {
  const record = add(named(type, name, field)), from = state.active;
  done(record.id, record.vocabulary);
  state.back.set(record.key, from);
  open(record);
};

/* The frame of the page */

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

function showTabs() {
  const { records, active } = state, current = (is) => (is ? "true" : null);
  parts.tabs.replaceChildren(...records.map((record) => make("li", {},
    button([make("small", {}, typeName(record)), make("span", { dir: "auto" }, basket.titleOf(record) || say("form.untitled"))],
      () => open(record), { className: "k-tab", "aria-current": current(record === active) }))),
  records.length ? make("li", {}, button(say("form.another"), () => open(null), { className: "k-tab k-tab--add", "aria-current": current(!active) })) : "");
}

/* Shows a record, or the choice of what to add. */
function open(record, focus = true) {
  state.active = record;
  state.part = null;
  parts.form.replaceChildren(...(record ? recordForm(record) : chooser()));
  box.classList.toggle("k-add--choosing", !state.records.length);
  changed();
  if (!focus) return;
  if (state.part) state.part.focus();
  else parts.form.querySelector("button")?.focus();
}

function chooser() {
  return [
    make("h2", { id: "k-add-choose" }, say("form.what")),
    make("ul", { className: "k-kinds", "aria-labelledby": "k-add-choose" }, state.description.types.map(({ type }) => make("li", {},
      button([make("b", {}, say(`form.types.${type}`)), make("span", {}, say(`form.about.${type}`))], () => open(add(blank(type))))))),
  ];
}

function recordForm(record) {
  const groups = state.groups[record.type], part = groupPart(context, groups, groups[record.type]);
  state.part = part;
  part.set(record.values);
  if (!record.original) part.start();
  const told = record.original ? "correct" : "new";
  return [
    make("h2", {}, say(told === "new" ? "form.new" : "form.correct", { type: typeName(record) })),
    make("p", { className: "k-note" }, say(told === "new" ? `form.about.${record.type}` : "form.correct_note")),
    make("form", { onsubmit: (event) => event.preventDefault(), onfocusout: (event) => { left.add(event.target); faults(); } }, part.node, idRow(record)),
    make("p", { className: "k-actions" }, waysOut(record)),
  ];
}

/* Back to the record for which this one was added; away without it. */
function waysOut(record) {
  const from = state.back.get(record.key);
  const leave = () => {
    state.records = state.records.filter((one) => one !== record);
    open(state.records.at(-1) || null);
  };
  return [
    state.records.includes(from) && button(say("form.back", { title: basket.titleOf(from) || typeName(from) }), () => returnTo(from, record), { className: "k-button k-button--first" }),
    button(say(record.original ? "form.leave" : "form.discard", { type: typeName(record) }), leave, { className: "k-quiet" }),
  ];
}

/* Back to the field from which a record was added. */
function returnTo(from, record) {
  open(from);
  const found = namedIn(state.groups[from.type], state.groups[from.type][from.type], from.values);
  const field = found.find((one) => one.id === record.id && one.of.includes(record.vocabulary));
  if (field) placeOf(field).focus();
}

/* The name of the file, proposed from what is known until somebody writes another. */
function idRow(record) {
  if (record.original) return null;
  const input = make("input", { type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "off", value: record.id });
  const shown = row({ label: labelOf(record.type, "id"), help: say("form.id_help") }, input);
  input.addEventListener("input", () => {
    record.byHand = Boolean(input.value);
    if (record.byHand) basket.rename(record, input.value.trim(), state.records, state.groups);
    changed();
  });
  parts.id = { input, shown };
  return shown.node;
}

/* After every change: values and id at once; checks, preview, files and draft when the hand rests. */

function changed() {
  const { active, part, records, groups } = state;
  if (active && part) {
    active.values = part.get() || {};
    if (!active.original) {
      if (!active.byHand) basket.rename(active, proposed(active), records, groups);
      if (document.activeElement !== parts.id.input) parts.id.input.value = active.id;
      parts.id.shown.said(basket.path(active));
    }
  }
  showTabs();
  clearTimeout(waiting);
  waiting = setTimeout(settle, 150);
}

function settle() {
  clearTimeout(waiting);
  const { active, records, groups, description } = state;
  basket.save(root, records, active);
  parts.side.hidden = !records.length;
  showDraft();
  if (!records.length) return;
  examine();
  faults();
  showTodo();
  parts.preview.replaceChildren(...(active ? preview(context, groups[active.type], active) : []));
  parts.files.replaceChildren(...filesPanel(groups, description.host, records));
}

function faults() {
  const { active, part } = state;
  if (!active || !part) return;
  const ofId = showFaults((place) => active.original || [...left].some((target) => place.node.contains(target)));
  if (!active.original) parts.id.shown.fault(ofId);
}

const MOST = 12;

function showTodo() {
  const { records, problems } = state;
  const all = problems.flatMap((of, n) => of.map((problem) => [records[n], problem]));
  const errors = all.filter(([, problem]) => problem.severity === "error").length;
  parts.state.textContent = errors ? counted("form.left", errors) : say("form.ready");
  parts.state.classList.toggle("k-state--ready", !errors);
  parts.todo.replaceChildren(...all.slice(0, MOST).map(([record, problem]) => todo(record, problem)),
    all.length > MOST ? make("li", {}, say("form.more_left", { number: all.length - MOST })) : "");
}

/* A problem as a way to its field. */
function todo(record, problem) {
  const whose = state.records.length > 1 && make("small", { dir: "auto" }, `${basket.titleOf(record) || typeName(record)}: `);
  const words = [whose || "", make("span", {}, trail(record, problem)), `: ${problem.message}`];
  return make("li", { className: problem.severity === "warning" ? "k-warning" : null },
    button(words, () => go(record, problem), { title: `${problem.hint} (${problem.code})` }));
}

function go(record, problem) {
  if (record !== state.active) open(record, false);
  settle();
  if (problem.loc[0] === "id") return parts.id.input.focus();
  const place = placeOf(problem);
  left.add(place.node);
  faults();
  const hidden = problem.key && place === state.part && state.groups[record.type][record.type].fields.some((one) => one.key === problem.key);
  return (hidden ? state.part.open(problem.key) : place).focus();
}

function showDraft() {
  const clear = button(say("form.clear"), () => {
    cleared = state.records;
    Object.assign(state, { records: [], back: new Map() });
    open(null);
  }, { className: "k-quiet" });
  const undo = button(say("form.undo"), () => {
    state.records = cleared;
    cleared = null;
    open(state.records[0] || null);
  }, { className: "k-quiet" });
  parts.draft.replaceChildren(...(state.records.length ? [say("form.kept"), " ", clear] : cleared ? [undo] : []));
}

/* The beginning */

/* The draft, if it can still be read: it may be of another version of the form. */
function openFirst(record) {
  try {
    open(record || null, false);
    settle();
  } catch {
    state.records = [];
    open(null, false);
  }
}

/* What the address asks for: a kind of record, a correction, an answer. */
async function asked() {
  const query = new URLSearchParams(location.search);
  history.replaceState(null, "", location.pathname);
  if (query.has("edit")) return correction(query.get("edit"));
  if (query.has("answer")) return add(blank("statement", { related: [{ event: query.get("answer"), relation: "responds-to" }] }));
  const type = query.get("type") ?? "";
  return Object.hasOwn(state.groups, type) ? add(blank(type)) : null;
}

async function start() {
  const description = await dataFile("form"), types = description.types.map(({ type }) => type);
  learn(description);
  const schemas = await Promise.all(types.map((type) => json(`${root}schema/${type}.json`)));
  Object.assign(state, { description, groups: Object.fromEntries(types.map((type, n) => [type, groupsOf(schemas[n])])) });
  await Promise.all([...new Set(description.types.map(({ vocabulary }) => vocabulary))].map(context.loaded));
  const draft = basket.kept(root, state.groups);
  state.records = draft.records;
  layOut();
  openFirst(draft.active);
  try {
    const record = await asked();
    if (record) open(record, false);
  } catch (error) {
    box.prepend(make("p", { role: "alert", className: "k-fault" }, error.message));
  }
  settle();
  addEventListener("pagehide", () => basket.save(root, state.records, state.active));
  document.querySelectorAll("[data-k-without]").forEach((node) => { node.hidden = true; });
}

start().catch((error) => {
  box.hidden = false;
  box.replaceChildren(make("p", { role: "alert" }, `${box.dataset.failed} (${error.message})`));
});
