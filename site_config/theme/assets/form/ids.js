/* Ids and paths that are proposed for new records, as `proposals.py` proposes them: day, speaker, gist. */

import { read } from "./dates.js";

let rules;

export const learn = (description) => { rules = { ...description.ids, stop: new Set(description.ids.stop) }; };

export function slug(text, words = 0, limit = 60) {
  const plain = text.normalize("NFKD").replace(/[^\0-\x7f]/g, "").toLowerCase();
  let found = plain.replace(/(?<=[0-9])[.,'](?=[0-9]{3})|['’]/g, "").match(/[a-z0-9]+/g) || [];
  if (words) {
    const telling = found.filter((word) => !rules.stop.has(word)).slice(0, words);
    found = telling.length ? telling : found.slice(0, words);
  }
  while (found.length > 1 && found.join("-").length > limit) found.pop();
  return found.join("-").slice(0, limit).replace(/^-+|-+$/g, "");
}

const edge = (date) => (date.earliest || date.latest).slice(0, 4);

function dayOf(text) {
  const date = read(text || "");
  if (!date) return "";
  const known = /^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?/.exec(date.text);
  return known && !date.text.includes("/") ? known[0] : edge(date);
}

/* The folder of an event: the year of its first day, else of its last. */
export function yearOf(text) {
  const date = read(text || "");
  return date ? edge(date) : "";
}

function short(speaker, isPerson) {
  const one = Array.isArray(speaker) ? speaker[0] : speaker;
  if (!one) return "";
  if (typeof one === "object") return slug(`${one.of || ""} ${one.role || ""}`, 4);
  return isPerson(one) ? one.split("-").at(-1) : slug(one);
}

/* An id for a record of these values, free or not; empty where there is nothing to make it of. */
export function propose(type, values, isPerson) {
  const title = values.title || values.name || "";
  let parts;
  if (type === "statement") {
    const gist = title.includes(": ") ? title.slice(title.indexOf(": ") + 2) : "";
    parts = [dayOf(values.date), short(values.speaker, isPerson), slug(gist || title, rules.gist)];
  } else if (type === "source") {
    parts = [slug(values.outlet || ""), dayOf(values.published) || "nd", slug(title, rules.gist)];
  } else {
    const day = ["actor", "place", "topic"].includes(type) ? "" : dayOf(values.date).slice(0, 4);
    const gist = slug(title, type === "actor" ? 0 : rules.gist);
    parts = [gist, gist.includes(day) ? "" : day];
  }
  const wanted = parts.filter(Boolean).join("-");
  return title || (type === "source" && values.outlet) ? wanted : "";
}

/* The id itself, or with the first number that makes it free. */
export function free(wanted, taken) {
  const base = wanted.slice(0, 115).replace(/^-+|-+$/g, "");
  for (let number = 1; ; number += 1) {
    const found = number === 1 ? base : `${base}-${number}`;
    if (!taken(found)) return found;
  }
}

export function pathOf(vocabulary, id, values) {
  return `content/${vocabulary}/${vocabulary === "events" ? `${yearOf(values.date) || "YYYY"}/` : ""}${id}.yml`;
}
