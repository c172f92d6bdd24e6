/* The entry as it will look, as far as it is filled in: the parts and classes of the site's own pages. */

import { label as dateLabel, read } from "./dates.js";
import { make } from "./dom.js";
import { shownProse } from "./prose.js";
import { labelOf } from "./row.js";
import { knows, say } from "./say.js";
import { isGroup } from "./yaml.js";

const when = (text) => { const date = read(text || ""); return date ? dateLabel(date) : text || ""; };
const list = (value) => (value === undefined ? [] : [value].flat());

/* A figure with its bound: “at least 3,000”. */
export function amount(context, figure) {
  const number = (text) => (Number.isFinite(Number(text)) ? new Intl.NumberFormat(context.description.locale).format(Number(text)) : text);
  if (figure.words) return figure.words;
  if (figure.between) return say("bound.between", { low: number(figure.between[0]), high: number(figure.between[1]) });
  const key = context.description.bounds.find((bound) => bound in figure);
  return key ? say(`bound.${key}`, { value: number(figure[key]) }) : "";
}

const counted = (figure) => (knows(`measured.${figure.measure}`) ? say(`measured.${figure.measure}`, { unit: figure.unit || "" }) : figure.unit || "");

function speakerName(context, speaker) {
  if (!isGroup(speaker)) return context.nameOf("actors", speaker);
  if (speaker.actor) return context.nameOf("actors", speaker.actor);
  const of = speaker.of && context.nameOf("actors", speaker.of);
  return say(of ? "speaker.unnamed_of" : "speaker.unnamed", { role: speaker.role || "…", of });
}

function figure(context, one) {
  return make("p", { className: "k-number" }, make("b", {}, amount(context, one)), ` ${counted(one)} `,
    one.as_of ? make("small", {}, say("form.as_of", { day: when(one.as_of) })) : null, one.as_stated ? make("q", { dir: "auto" }, one.as_stated) : null);
}

function claim(context, one) {
  const facts = [["hedge", one.hedge], ["basis", one.basis], ["when", one.when && when(one.when)]].filter(([, text]) => text);
  return make("div", { className: "k-claim" },
    make("p", { className: "k-claim-head" }, one.stance && make("span", { className: `k-stance k-stance--${one.stance}` }, say(`stance.${one.stance}`)), " ",
      make("span", {}, context.nameOf("events", one.about))),
    one.text && make("p", { className: "k-claim-text" }, one.text), list(one.figures).map((of) => figure(context, of)),
    facts.length ? make("dl", { className: "k-facts" }, facts.map(([key, text]) => fact(labelOf("Claim", key), text))) : null);
}

function quote(one) {
  return make("figure", { className: "k-quote" }, make("blockquote", { lang: one.language, dir: "auto" }, make("p", {}, one.text || "…")),
    one.translation && make("p", { className: "k-translation" }, one.translation));
}

const fact = (name, ...value) => make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, ...value));

/* A value in words: names for ids, dates in words, groups and lists as far as they go. */
function worded(context, groups, field, value) {
  if (Array.isArray(value) && field.list) return value.map((one) => worded(context, groups, field, one)).join("; ");
  if (isGroup(value)) {
    if (field.kind !== "group") return Object.entries(value).map(([key, of]) => `${[of].flat().join(", ")} (${key})`).join("; ");
    return groups[field.group].fields.filter((of) => of.key in value).map((of) => worded(context, groups, of, value[of.key])).join(", ");
  }
  const of = field.kind === "reference" ? field.of : field.bare?.of;
  if (of) return context.nameOf(of.find((one) => context.has(one, value)) || of[0], value);
  if (field.kind === "word") return wordOf(context, field, value);
  return field.kind === "date" || field.kind === "day" ? when(value) : [value].flat().join(" – ");
}

function wordOf(context, field, value) {
  const family = Object.entries(context.description.families).find(([, of]) => of.join() === field.words.join())?.[0];
  return knows(`${family}.${value}`) ? say(`${family}.${value}`) : value;
}

const APART = new Set(["kind", "title", "name", "date", "summary", "notes", "claims", "quotes", "added", "speaker"]);

export function preview(context, groups, record) {
  const { values } = record, events = record.vocabulary === "events";
  const kicker = [make("b", {}, say(`form.types.${record.type}`)), values.date ? make("span", {}, when(values.date)) : null];
  const speakers = list(values.speaker).map((one) => speakerName(context, one));
  const facts = groups[record.type].fields.filter((field) => field.key in values && !APART.has(field.key))
    .map((field) => fact(labelOf(record.type, field.key), worded(context, groups, field, values[field.key])));
  return [
    make("p", { className: "k-kicker" }, kicker),
    make("p", { className: "k-preview-title", dir: "auto" }, values.title || values.name || "…"),
    values.summary || values.notes ? make("div", { className: "k-summary" }, shownProse(values.summary || values.notes, context.root)) : null,
    speakers.length ? make("dl", { className: "k-facts" }, fact(labelOf(record.type, "speaker"), speakers.join(", "))) : null,
    ...(events ? list(values.claims).map((one) => claim(context, one)) : []), ...list(values.quotes).map(quote),
    facts.length ? make("dl", { className: "k-facts" }, facts) : null,
  ].filter(Boolean);
}
