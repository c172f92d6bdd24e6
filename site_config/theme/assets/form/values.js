/* What is wrong with single values: the rules of `fields.py`, in its own sentences. */

import { DateFault, isDay, parse } from "./dates.js";
import { remedy } from "./likeness.js";
import { filled, quoted } from "./say.js";
import { REFUSED } from "./yaml.js";

let description, languages;

export function learn(given) {
  description = given;
  languages = new RegExp(`^(?:${given.languages})`);
}

/* A problem without its place. */
export function told(name, values = {}) {
  const [code, message, hint, severity] = description.sentences[name];
  return { code, message: filled(message, values), hint: filled(hint, values), severity };
}

const RULES = {
  text: () => null,
  prose: () => null,
  date: dateFault,
  day: (text) => dateFault(text) || (isDay(text) ? null : told("not-a-day", { value: quoted(text) })),
  url: (text) => {
    const reason = urlFault(text);
    return reason && told("address", { value: quoted(text), reason: description.addresses.faults[reason] });
  },
  language: (text) => (isLanguage(text) ? null : told("language", { value: quoted(text) })),
  number: numberFault,
  count: (text) => countFault(text),
  whole: (text) => countFault(text) || (text.includes(".") ? told("number", { value: quoted(text) }) : null),
  id: idFault,
  reference: idFault,
  word: (text, field) => (field.words.includes(text) ? null
    : told("word", { value: quoted(text), near: remedy(text, field.words) })),
  const: () => null,
};

/* What is wrong with a text, or null. */
export function valueFault(kind, text, field) {
  return text.replace(/[ \t\r\n]/g, "") ? RULES[kind](text, field) : told("empty");
}

function dateFault(text) {
  try { parse(text); } catch (fault) {
    if (fault instanceof DateFault) return { ...fault.told, severity: "error" };
    throw fault;
  }
  return null;
}

const NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?$/;
const THOUSANDS = /^-?[0-9]{1,3}(?:[.,'’ \u00a0\u202f_][0-9]{3})+$/;

function numberFault(text) {
  return NUMBER.test(text) ? null : told("number", { value: quoted(text) });
}

function countFault(text) {
  if (THOUSANDS.test(text)) return told("thousands", { value: quoted(text), plain: text.replace(/[^0-9-]/g, "") });
  return numberFault(text) || (Number(text) < 0 ? told("below-zero", { value: quoted(text) }) : null);
}

/* A number as Python prints it. */
export const printed = (text) => (text.includes(".") && Number.isInteger(Number(text)) ? `${Number(text)}.0` : String(Number(text)));

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

function idFault(text) {
  if (!ID.test(text) || text.length > 120) return told("id", { value: quoted(text) });
  return description.reserved.includes(text) ? told("reserved-id", { value: quoted(text) }) : null;
}

/* The browser knows the form of language tags, the list which of their parts mean something. */
function isLanguage(text) {
  if (!/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(text)) return false;
  try {
    const { language, script, region } = new Intl.Locale(text);
    return [language, script, region].every((part) => !part || languages.test(part));
  } catch {
    return false;
  }
}

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const NUMERIC = /^(?:[0-9]+|0x[0-9a-f]*)$/;

/* Why an address can't be linked: the name of the reason. */
export function urlFault(url) {
  if ([...url].length > description.addresses.longest) return "long";
  if (!/^[!-~]*$/.test(url) || url.includes("\\")) return "ascii";
  const found = /^https?:\/\/([^/?#]*)(?:[/?#].*)?$/i.exec(url);
  if (!found) return "scheme";
  if (found[1].includes("@")) return "user";
  const at = found[1].indexOf(":"), host = at < 0 ? found[1] : found[1].slice(0, at), port = found[1].slice(host.length + 1);
  const fault = hostFault(host.toLowerCase().replace(/\.$/, ""));
  if (fault) return fault;
  return at >= 0 && !(/^[0-9]{1,5}$/.test(port) && port > 0 && port < 65536) ? "port" : null;
}

function hostFault(host) {
  const labels = host.split("."), last = labels.at(-1);
  if (description.addresses.private.includes(last)) return "private";
  if (NUMERIC.test(last)) return numberedFault(host);
  if (labels.length < 2) return "dot";
  if (!/^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(last)) return "name";
  return host.length > 253 || !labels.every((label) => LABEL.test(label)) ? "name" : null;
}

/* IANA's special-purpose IPv4 addresses, and what is for many. */
const SPECIAL = [
  "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
  "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
];
const GLOBAL = ["192.0.0.9", "192.0.0.10"];
const ipNumber = (text) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

function numberedFault(host) {
  if (!/^(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}$/.test(host) || host.split(".").some((part) => part > 255)) return "name";
  const inside = SPECIAL.some((range) => {
    const [first, bits] = range.split("/"), size = 2 ** (32 - bits);
    return Math.floor(ipNumber(host) / size) === Math.floor(ipNumber(first) / size);
  });
  return inside && !GLOBAL.includes(host) ? "private" : null;
}

/* The characters of a text that no file may hold. */
export const refused = (text) => [...text].filter((letter) => REFUSED.test(letter));
