/* Dates as `dates.py` reads and says them: EDTF levels 0 and 1. Days are texts, YYYY-MM-DD; null is an open end. */

import { cited, filled, say } from "./say.js";

let rules;

/* Patterns come from Python, which writes a group in a replacement otherwise. */
const whole = (pattern) => new RegExp(`^(?:${pattern})$`);

export function learn(description) {
  const { dates, sentences } = description;
  rules = {
    single: whole(dates.single),
    interval: whole(dates.interval),
    rewrites: dates.rewrites.map(([pattern, to]) => [new RegExp(pattern, "g"), to.replace(/\\g<(\d)>|\\(\d)/g, "$$$1$2")]),
    reasons: dates.reasons.map(([pattern, reason]) => [whole(pattern), reason]),
    remedies: dates.remedies,
    patterns: dates.patterns,
    months: dates.months,
    sentences,
  };
}

/* A text that is no date: `told` has code, message and hint. */
export class DateFault extends Error {
  constructor(name, values, hints = {}) {
    const [code, message, hint] = rules.sentences[name];
    super(message);
    this.told = { code, message: filled(message, values), hint: filled(hint, { ...values, ...hints }) };
  }
}

export function parse(text) {
  const span = spanOf(text);
  if (!span) throw new DateFault("date", { text: cut(text) }, { remedy: remedy(text) });
  return { text, earliest: span[0], latest: span[1] };
}

/* The date, or null for what is none. */
export function read(text) {
  try { return parse(text); } catch (fault) {
    if (fault instanceof DateFault) return null;
    throw fault;
  }
}

const cut = (text) => cited([...text].length <= 40 ? text : [...text].slice(0, 40).join("") + "...");
const bare = (text) => text.replace(/[?~%]+$/, "");
const pad = (number, length = 2) => String(number).padStart(length, "0");

export function daysIn(year, month) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text);

function spanOf(text) {
  if (rules.single.test(text)) return single(text);
  if (!rules.interval.test(text)) return null;
  const [start, end] = text.split("/");
  const first = start === ".." ? null : single(start)[0], last = end === ".." ? null : single(end)[1];
  if (first && last && first > last) throw new DateFault("backwards", { text: cited(text), swapped: `${end}/${start}` });
  return [first, last];
}

function single(text) {
  const [year, month = "", day = ""] = bare(text).split("-");
  const low = Math.max(Number(year.replaceAll("X", "0")), 1), high = Number(year.replaceAll("X", "9"));
  if (high === 0) throw new DateFault("year-0", {});
  if (month === "" || month === "XX") return [`${pad(low, 4)}-01-01`, `${pad(high, 4)}-12-31`];
  if (month >= "21" && month <= "24" && !day) return season(low, Number(month));
  if (month < "01" || month > "12") throw noMonth(text, year, month, day);
  const last = pad(daysIn(low, Number(month)));
  if (day === "" || day === "XX") return [`${pad(low, 4)}-${month}-01`, `${pad(low, 4)}-${month}-${last}`];
  if (day < "01" || day > last) {
    throw new DateFault(day === "00" ? "day-0" : "day", { month: `${year}-${month}`, days: last, day });
  }
  return [`${pad(low, 4)}-${month}-${day}`, `${pad(low, 4)}-${month}-${day}`];
}

function season(year, number) {
  const first = 3 * (number - 20);
  if (number < 24) return [`${pad(year, 4)}-${pad(first)}-01`, `${pad(year, 4)}-${pad(first + 2)}-${pad(daysIn(year, first + 2))}`];
  if (year === 9999) throw new DateFault("winter", {});
  return [`${pad(year, 4)}-12-01`, `${pad(year + 1, 4)}-02-${pad(daysIn(year + 1, 2))}`];
}

function noMonth(text, year, month, day) {
  const values = { text: cited(text), month };
  if (month === "00") return new DateFault("month-0", { ...values, year });
  const swapped = `${year}-${day}-${month}`;
  const near = day >= "01" && day <= "12" && isDate(swapped);
  return new DateFault(near ? "month-day" : "month", { ...values, swapped });
}

function remedy(text) {
  const begin = [...text].slice(0, 64).join("").replaceAll("\n", " ");
  const reason = rules.reasons.find(([pattern]) => pattern.test(begin))[1];
  const near = nearest(text);
  if (near) return filled(rules.remedies.nearest, { reason, nearest: near });
  return reason === rules.remedies.last ? rules.remedies.example : reason;
}

/* The date that a refused text probably means. */
function nearest(text) {
  if ([...text].length > 64) return null;
  const plain = text.normalize("NFKC").replace(/\p{Nd}/gu, decimal);
  const found = rules.rewrites.reduce((left, [pattern, to]) => left.replace(pattern, to), plain.trim().toUpperCase());
  return isDate(found) ? found : null;
}

/* Digits of all scripts stand ten in a row, from nought to nine. */
function decimal(digit) {
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(digit.codePointAt(0) - before - 1))) before += 1;
  return String(before % 10);
}

function isDate(text) {
  try { return spanOf(text) !== null; } catch { return false; }
}

/* Saying it */

const QUALIFIED = { "?": "uncertain", "~": "approximate", "%": "both" };
const SEASONS = { 21: "spring", 22: "summer", 23: "autumn", 24: "winter" };

/* The date in the site's words, with no more digits than are stored. */
export function label(date) {
  if (date.text.includes("/")) {
    const [start, end] = date.text.split("/").map((text) => (text === ".." ? "" : label(parse(text))));
    return say(`date.${start && end ? "interval" : start ? "from" : "until"}`, { start, end });
  }
  const mark = QUALIFIED[date.text.at(-1)], said = plain(bare(date.text), date);
  return mark ? say(`date.${mark}`, { date: said }) : said;
}

function plain(text, date) {
  const known = text.replaceAll("-XX", ""), year = Number(date.earliest.slice(0, 4));
  if (known.length === 4 && known.includes("X")) {
    const [low, high] = ["0", "9"].map((digit) => String(Number(known.replaceAll("X", digit))));
    return say(`date.${known.endsWith("XX") ? "century" : "decade"}`, { year: low, first: year, last: high });
  }
  if (known.length === 7 && known[5] === "2") {
    const next = year + 1, short = year >= 1000 && next % 100 ? pad(next % 100) : String(next);
    return say(`date.${SEASONS[known.slice(5)]}`, { year, next, short });
  }
  const said = printed({ 4: "year", 7: "month", 10: "day" }[known.length], date.earliest);
  if (!text.includes("X")) return said;
  return say(`date.unspecified_${text.includes("-XX-XX") ? "both" : known.length === 7 ? "day" : "month"}`, { date: said });
}

/* CLDR's patterns, as far as whole dates use them. */
function printed(precision, day) {
  const [year, month, number] = day.split("-").map(Number), names = rules.months;
  const parts = {
    y: year, yyyy: pad(year, 4), M: month, MM: pad(month), L: month, LL: pad(month), d: number, dd: pad(number),
    MMMM: names.format[month - 1], LLLL: names["stand-alone"][month - 1],
  };
  return rules.patterns[precision].replace(/'([^']*)'|([yMLd])\2*/g, (found, words) =>
    (words === undefined ? parts[found] ?? found : words || "'"));
}
