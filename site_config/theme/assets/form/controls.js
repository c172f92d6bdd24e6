/* Controls for single values. Each is { node, get, set, focus, fault, at }; `get` gives a text as it will be written. */

import { button, make, newId } from "./dom.js";
import { label as dateLabel, read } from "./dates.js";
import { row } from "./row.js";
import { knows, say } from "./say.js";

/* An input that gives back what was loaded, letter for letter, as long as nobody changed what it shows. */
function exact(input) {
  let loaded, shown;
  input.addEventListener("change", () => { if (input.value !== shown) input.value = input.value.trim(); });
  return {
    get: () => (input.value === shown ? loaded : input.value) || undefined,
    set: (value) => {
      input.value = value ?? "";
      [loaded, shown] = [value, input.value];
    },
  };
}

const LONG = new Set(["text", "prose"]);
const MODES = { url: "url", count: "decimal", number: "decimal", whole: "numeric" };
const SPELLED = new Set(["text", "prose"]);

function inputFor(field) {
  const shared = { autocomplete: "off", spellcheck: String(SPELLED.has(field.kind)), dir: LONG.has(field.kind) ? "auto" : null };
  if (LONG.has(field.kind)) return make("textarea", { rows: field.kind === "prose" ? "4" : "1", ...shared });
  return make("input", { type: "text", inputmode: MODES[field.kind], autocapitalize: "off", ...shared });
}

/* What a value means, in plain words. */
const MEANINGS = {
  date: dateWords,
  day: dateWords,
  language: languageWords,
};

function dateWords(text) {
  const date = read(text);
  return date ? dateLabel(date) : "";
}

function languageWords(text) {
  try {
    return new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "language", fallback: "none" }).of(text) || "";
  } catch {
    return "";
  }
}

export function valueControl(context, field, words) {
  if (field.kind === "word") return wordControl(context, field, words);
  if (field.kind === "range") return rangeControl(context, field, words);
  const input = inputFor(field), value = exact(input), meaning = MEANINGS[field.kind];
  const help = field.kind === "date" ? dateHelp((text) => { input.value = text; changed(); input.focus(); }) : null;
  const shown = row(words, input, help ? make("div", {}, input, help) : input);
  function mean() { if (meaning) shown.said(input.value ? meaning(input.value) : ""); }
  function changed() { mean(); context.changed(); }
  input.addEventListener("input", changed);
  input.addEventListener("change", changed);
  return { node: shown.node, get: value.get, set: (text) => { value.set(text); mean(); }, focus: () => input.focus(), fault: shown.fault, at: () => null };
}

const EXAMPLES = [
  "2024-10-23", "2024-10", "2024", "2024-10-XX", "2024-10-23~", "2024-10?", "2024-10-01/2024-10-15", "2024-10-01~/2024-10-15~",
  "../2024-10-18", "2024-10-22/..", "2024-23",
];

/* Ways to write a date, each with what it means; choosing one puts it into the field. */
function dateHelp(choose) {
  const list = make("ul", { className: "k-examples" });
  const box = make("details", { className: "k-howto" }, make("summary", {}, say("form.date_help")), make("p", {}, say("form.date_rule")), list);
  box.addEventListener("toggle", () => {
    if (!box.open || list.children.length) return;
    list.append(...EXAMPLES.map((text) => make("li", {}, button(make("code", {}, text), () => choose(text)), ` ${dateWords(text)}`)));
  });
  return box;
}

/* One of a closed list of words. */
function wordControl(context, field, words) {
  const family = Object.entries(context.description.families).find(([, of]) => of.join() === field.words.join())?.[0];
  const wording = (word) => (knows(`${family}.${word}`) ? say(`${family}.${word}`) : word);
  const select = make("select", {}, make("option", { value: "" }, say("form.choose")),
    field.words.map((word) => make("option", { value: word }, wording(word))));
  const shown = row(words, select);
  const mean = () => shown.said(knows(`${family}_note.${select.value}`) ? say(`${family}_note.${select.value}`) : "");
  select.addEventListener("change", () => { mean(); context.changed(); });
  return {
    node: shown.node, get: () => select.value || undefined, set: (value) => { select.value = value ?? ""; mean(); },
    focus: () => select.focus(), fault: shown.fault, at: () => null,
  };
}

/* Two numbers. */
function rangeControl(context, field, words) {
  const ends = ["low", "high"].map((end) => make("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": say(`form.${end}`) }));
  const values = ends.map(exact);
  ends.forEach((input) => input.addEventListener("input", context.changed));
  const shown = row(words, ends[0], make("span", { className: "k-ends" }, ends[0], say("form.to"), ends[1]));
  return {
    node: shown.node,
    get: () => {
      const pair = values.map((value) => value.get());
      return pair.some(Boolean) ? pair.map((text) => text ?? "") : undefined;
    },
    set: (pair) => values.forEach((value, n) => value.set(pair?.[n])),
    focus: () => ends[0].focus(), fault: shown.fault, at: () => null,
  };
}

/* Names by language: a row for each, several in one language allowed. */
export function namesControl(context, field, { label, help }) {
  const rows = make("div"), id = newId(), fault = make("p", { className: "k-fault" });
  let lists = new Set();
  const add = (language = "", name = "") => {
    const of = [["language", language], ["name", name]].map(([key, text]) => {
      const input = make("input", { type: "text", autocomplete: "off", dir: "auto", "aria-label": say(`form.names.${key}`), placeholder: say(`form.names.${key}`) });
      const value = exact(input);
      value.set(text);
      input.addEventListener("input", context.changed);
      return { input, value };
    });
    const node = make("div", { className: "k-name" }, of.map(({ input }) => input),
      button(say("form.remove"), () => { node.remove(); adder.focus(); context.changed(); }, { className: "k-quiet", "aria-label": `${say("form.remove")}: ${label}` }));
    node.read = () => of.map(({ value }) => value.get());
    rows.append(node);
    return of[0].input;
  };
  const adder = button(say("form.names.add"), () => { add().focus(); context.changed(); }, { className: "k-adder" });
  const node = make("fieldset", { className: "k-list" }, make("legend", { id }, label), help && make("p", { className: "k-hint" }, help), rows, adder, fault);
  return {
    node,
    get: () => {
      const found = Object.create(null);
      [...rows.children].map((one) => one.read()).forEach(([language, name]) => {
        if (language || name) (found[language ?? ""] ||= []).push(name ?? "");
      });
      const pairs = Object.entries(found).map(([language, names]) => [language, names.length > 1 || lists.has(language) ? names : names[0]]);
      return pairs.length ? Object.fromEntries(pairs) : undefined;
    },
    set: (names) => {
      rows.replaceChildren();
      lists = new Set(Object.entries(names || {}).filter(([, of]) => Array.isArray(of)).map(([language]) => language));
      Object.entries(names || {}).forEach(([language, of]) => [of].flat().forEach((name) => add(language, name)));
    },
    focus: () => (rows.querySelector("input") || adder).focus(),
    fault: (problems) => { fault.textContent = problems.map((problem) => `${problem.message}: ${problem.hint}`).join(" "); },
    at: () => null,
  };
}
