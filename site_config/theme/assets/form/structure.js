/* Groups, lists and choices, made of the fields of the schema. Each is { node, get, set, focus, fault, at }, as controls are;
   `at(step)` leads to the part of a place in the record. */

import { namesControl, valueControl } from "./controls.js";
import { referenceControl } from "./combobox.js";
import { button, make, newId } from "./dom.js";
import { labelOf, row, showFault } from "./row.js";
import { knows, say } from "./say.js";
import { isGroup } from "./yaml.js";

/* One value or group that is no list. */
function single(context, groups, owner, field, words) {
  if (field.kind === "reference") return referenceControl(context, field, field.of, words);
  if (field.kind === "names") return namesControl(context, field, words);
  if (field.kind !== "group") return valueControl(context, field, words);
  const group = groups[field.group];
  if (!group.bare) return framed(groupPart(context, groups, group), words);
  return disambiguates(group) ? bareControl(context, group, words) : variant(context, groups, group, words);
}

const wordsFor = (owner, field) => ({ label: labelOf(owner.name, field.key), help: helpOf(owner, field), required: field.required });

function helpOf(owner, field) {
  const own = `form.help.${owner.name}.${field.key}`;
  return knows(own) ? say(own) : field.help;
}

function framed(part, { label, help }) {
  const id = newId();
  const node = make("fieldset", { className: "k-group" }, make("legend", { id }, label), help && make("p", { className: "k-hint" }, help), part.node);
  return { ...part, node };
}

/* All keys of a group beside its bare form only say in which vocabulary the id is. */
const disambiguates = (group) => group.choices.length === 1 && group.choices[0].length === group.fields.length;

/* An id that may be in one of two vocabularies: its key is written only where that is not plain. */
function bareControl(context, group, words) {
  const control = referenceControl(context, { key: words.label, kind: "reference" }, group.bare.of, words);
  let loaded;
  const keyFor = (vocabulary) => group.fields.find((field) => field.of.join() === vocabulary)?.key;
  return {
    ...control,
    get: () => {
      const id = control.get();
      if (id !== undefined && isGroup(loaded) && Object.values(loaded)[0] === id) return loaded;
      const key = id !== undefined && context.ambiguous(id, group.bare.of) && keyFor(control.vocabulary());
      return key ? { [key]: id } : id;
    },
    set: (value) => {
      loaded = value;
      const [key, id] = isGroup(value) ? Object.entries(value)[0] : [];
      control.set(isGroup(value) ? id : value, key && group.fields.find((field) => field.key === key).of[0]);
    },
  };
}

/* A known actor, or a group that describes one. */
function variant(context, groups, group, words) {
  const ways = ["bare", "group"].map((way) => make("option", { value: way }, say(`form.variant.${group.name}.${way}`)));
  const select = make("select", {}, ways), place = make("div");
  const shown = row({ label: words.label, help: words.help, required: words.required }, select);
  const parts = {
    bare: referenceControl(context, { key: words.label, kind: "reference" }, group.bare.of, { label: say(`form.variant.${group.name}.bare`), quiet: true }),
    group: groupPart(context, groups, group),
  };
  const current = () => parts[select.value];
  const show = () => place.replaceChildren(current().node);
  select.addEventListener("change", () => { show(); context.changed(); });
  show();
  return {
    node: make("div", { className: "k-variant" }, shown.node, place),
    get: () => current().get(),
    set: (value) => { select.value = isGroup(value) ? "group" : "bare"; show(); current().set(value); },
    focus: () => (select.value === "bare" ? current().focus() : select.focus()),
    fault: (problems) => (select.value === "bare" ? parts.bare.fault(problems) : shown.fault(problems)),
    at: (step) => (select.value === "group" ? current().at(step) : null),
  };
}

/* Exactly one of some keys: which one is chosen first. */
function choice(context, groups, owner, keys) {
  const fields = keys.map((key) => owner.fields.find((field) => field.key === key)), many = keys.length > 2;
  const name = `form.choice.${owner.name}.${keys[0]}`, label = knows(name) ? say(name) : labelOf(owner.name, keys[0]);
  const optionFor = (key) => (knows(`form.choice.${owner.name}.${key}_as`) ? say(`form.choice.${owner.name}.${key}_as`) : labelOf(owner.name, key));
  const select = make("select", {}, many ? make("option", { value: "" }, say("form.choose")) : null,
    keys.map((key) => make("option", { value: key }, optionFor(key))));
  const place = make("div", { className: "k-chosen" }), shown = row({ label, required: true }, select), hint = helpOf(owner, fields[0]);
  const parts = Object.fromEntries(fields.map((field) => [field.key, single(context, groups, owner, field, { label: optionFor(field.key), quiet: true, help: "" })]));
  const current = () => parts[select.value];
  const show = () => place.replaceChildren(...(current() ? [current().node] : []));
  let before;
  select.addEventListener("change", () => {
    const text = before && parts[before].get();
    show();
    if (typeof text === "string" && current() && fields.every((field) => field.kind === "count" || field.kind === "range" || field.kind === "text")) {
      if (/^\d/.test(text) && select.value !== "between") current().set(text);
    }
    before = select.value;
    context.changed();
  });
  show();
  return {
    node: make("div", { className: "k-choice" }, hint && many && make("p", { className: "k-hint" }, hint), shown.node, place),
    keys,
    get: () => {
      const value = current()?.get();
      return value === undefined ? {} : { [select.value]: value };
    },
    set: (values) => {
      const key = keys.find((one) => one in values);
      if (key) select.value = before = key;
      show();
      Object.entries(parts).forEach(([one, part]) => part.set(values[one]));
    },
    focus: () => (current() && !many ? current().focus() : select.focus()),
    fault: (problems) => (current() ? current().fault(problems) : shown.fault(problems)),
    at: () => current() || null,
  };
}

/* Several values, each with a way to remove it. */
function list(context, groups, owner, field, words) {
  const items = [], body = make("div", { className: "k-items" }), fault = make("p", { className: "k-fault" });
  const one = say(`form.one.${knows(`form.one.${field.key}`) ? field.key : "any"}`, { label: words.label });
  const isBig = field.kind === "group" && !groups[field.group].bare;
  let asList = !(field.single && context.description.single.includes(field.key));
  function numbered() {
    items.forEach((item, n) => { item.title.textContent = `${one} ${n + 1}`; item.remover.setAttribute("aria-label", `${say("form.remove")}: ${one} ${n + 1}`); });
  }
  function add(value) {
    const part = isBig ? groupPart(context, groups, groups[field.group])
      : single(context, groups, owner, field, { label: one, quiet: true });
    const remover = button(say("form.remove"), () => remove(item), { className: "k-quiet" });
    const title = make(isBig ? "legend" : "span", { className: isBig ? null : "k-hidden" });
    const node = make(isBig ? "fieldset" : "div", { className: isBig ? "k-item" : "k-line" }, title, part.node, remover);
    const item = { part, node, title, remover };
    items.push(item);
    body.append(node);
    const begun = value ?? (field.kind === "group" ? context.beginsWith(field.group) : undefined);
    if (begun !== undefined) part.set(begun);
    else if (part.start) part.start();
    numbered();
    return item;
  }
  function remove(item) {
    const at = items.indexOf(item);
    items.splice(at, 1);
    item.node.remove();
    numbered();
    (items[Math.min(at, items.length - 1)]?.part || { focus: () => adder.focus() }).focus();
    context.changed();
  }
  const adder = button(say("form.add_one", { one }), () => { add().part.focus(); context.changed(); }, { className: "k-adder" });
  const legend = make("legend", {}, words.label, words.required ? make("b", { "aria-hidden": "true" }, " *") : null);
  const node = make("fieldset", { className: `k-list${isBig ? " k-list--big" : ""}` }, legend, words.help && make("p", { className: "k-hint" }, words.help), body, adder, fault);
  const filled = () => items.filter((item) => item.part.get() !== undefined);
  return {
    node,
    get: () => {
      const values = filled().map((item) => item.part.get());
      return !values.length ? undefined : values.length === 1 && !asList ? values[0] : values;
    },
    set: (value) => {
      items.splice(0).forEach((item) => item.node.remove());
      if (value === undefined) return;
      asList = field.single ? Array.isArray(value) && (value.length === 1 || asList) : true;
      [value].flat().forEach(add);
    },
    start: () => { if (!items.length && (field.required || !isBig)) add(); },
    focus: () => (items[0] ? items[0].part : { focus: () => adder.focus() }).focus(),
    fault: (problems) => showFault(fault, null, problems),
    at: (step) => (typeof step === "number" ? filled()[step]?.part : filled()[0]?.part.at(step)) || null,
  };
}

/* The keys of a group: those that matter are there, the others a button away. */
export function groupPart(context, groups, group) {
  const open = context.description.open[group.name] || [], parts = new Map(), consts = {};
  const body = make("div", { className: "k-fields" }), more = make("div", { className: "k-more-fields" }), fault = make("p", { className: "k-fault" });
  const chosen = new Map(group.choices.filter((keys) => keys.length > 1).flatMap((keys) => keys.map((key) => [key, keys])));
  const order = group.fields.filter((field) => (chosen.get(field.key) || [field.key])[0] === field.key);
  const keyOf = (key) => (chosen.get(key) || [key])[0];
  function put(field) {
    if (parts.has(field.key)) return parts.get(field.key);
    const keys = chosen.get(field.key), words = wordsFor(group, field);
    const part = keys ? choice(context, groups, group, keys)
      : field.list ? list(context, groups, group, field, words) : single(context, groups, group, field, words);
    parts.set(field.key, part);
    const after = order.slice(order.indexOf(field) + 1).find((next) => parts.has(next.key));
    body.insertBefore(part.node, after ? parts.get(after.key).node : null);
    offer();
    return part;
  }
  function offer() {
    const left = order.filter((field) => !parts.has(field.key) && field.kind !== "const");
    more.replaceChildren(...(left.length ? [make("span", {}, say("form.more")), ...left.map((field) =>
      button(labelOf(group.name, field.key), () => { const part = put(field); if (part.start) part.start(); part.focus(); context.changed(); }, { className: "k-adder" }))] : []));
  }
  order.forEach((field) => {
    if (field.kind === "const") consts[field.key] = field.value;
    else if (field.required || open.includes(field.key) || chosen.has(field.key)) put(field);
  });
  offer();
  return {
    node: make("div", { className: "k-part" }, body, more, fault),
    get: () => {
      const values = { ...consts };
      order.forEach((field) => {
        const part = parts.get(field.key), value = part?.get();
        if (part?.keys) Object.assign(values, value);
        else if (value !== undefined) values[field.key] = value;
      });
      return Object.keys(values).length ? values : undefined;
    },
    set: (values) => {
      order.forEach((field) => {
        const keys = chosen.get(field.key);
        if (field.kind === "const") return;
        if (keys ? keys.some((key) => key in values) : field.key in values) put(field);
        const part = parts.get(field.key);
        if (part) part.set(keys ? values : values[field.key]);
        if (part?.start && !(field.key in values)) part.start();
      });
    },
    start: () => parts.forEach((part) => { if (part.start) part.start(); }),
    focus: () => parts.values().next().value?.focus(),
    fault: (problems) => showFault(fault, null, problems),
    at: (step) => {
      const part = parts.get(keyOf(step));
      return (part?.keys ? part.at(step) || part : part) || null;
    },
    open: (key) => put(group.fields.find((field) => field.key === key)),
  };
}
