/* Looks things up, in a worker, so that the page never waits. Pagefind tells in which drawer and where in it a word
   stands, the table tells the card there, a slip what to show of it: see generator/search/drawers.py. */
import { asked, marks, stemmer } from "./words.js";

const bundle = new URL("../../pagefind/", import.meta.url);
const ZERO = 48, STEP = 64, DAY = 864e5;
const TITLE = 3, EXACT = 1, STEM = 0.8, BEGINNING = 0.5; // what finding a word is worth
const FIRST = { names: 4, events: 8, sources: 4, pages: 3 }, MORE = 20, LONGEST = 170;
const ALPHABETS = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщьюя", "가나다라마바사아자차카타파하"];

const drawers = new Map(), slips = new Map(), looked = new Map();
let table, stemmers, size;

async function unpacked() {
  const body = await (await fetch(new URL("cards.table", bundle))).blob();
  const [first] = new Uint8Array(await body.slice(0, 1).arrayBuffer());
  return new Response(first === 0x1f ? body.stream().pipeThrough(new DecompressionStream("gzip")) : body).json();
}

const pagefind = import(new URL("pagefind.js", bundle)).then(({ createInstance }) => createInstance({}));
const ready = unpacked().then((found) => {
  table = found;
  stemmers = table.stemmers.map(stemmer);
  const column = (name, at) => table[name].charCodeAt(at) - ZERO;
  size = 0;
  table.ids.forEach((id, drawer) => {
    let start = 0;
    drawers.set(id, Array.from({ length: column("cards", drawer) }, (_, place) => {
      const since = column("spans", size) * STEP + column("days", size);
      const day = since ? table.base + since - 1 : null;
      const card = {
        slip: `${drawer}-${place}`, short: 2 / column("head", size), head: start + column("head", size), end: (start += column("words", size)),
        day: day ?? -1e9, last: day ?? 1e9,
        group: table.groups[column("kind", size)], kind: [String(column("kind", size))],
        year: since ? [String(new Date(day * DAY).getUTCFullYear())] : [],
        party: table.parties[column("party", size)], language: table.languages[column("language", size)],
      };
      size += 1;
      return card;
    }));
  });
  const { say, locale, kinds, names } = table;
  postMessage({ ready: { say, locale, kinds, names } });
});

/* The cards on which a word stands, and what that is worth. */
async function look({ word, stems }) {
  const into = new Map(), engine = await pagefind;
  const take = async (query, worth) => {
    for (const { id, words } of (await engine.search(query)).results) {
      const drawer = drawers.get(id);
      let at = 0;
      for (const place of words) {
        while (place >= drawer[at].end) at += 1;
        const { head, short } = drawer[at], now = place < head ? worth * (TITLE + short) : worth;
        if (now > (into.get(drawer[at]) || 0)) into.set(drawer[at], now);
      }
    }
  };
  // Longer words may lie in the files after the one in which the beginning itself would lie.
  const letters = ALPHABETS.find((alphabet) => alphabet.includes(word.at(-1))) || ALPHABETS[2];
  if (word.length > 1) await engine.preload([word, ...[...letters].map((letter) => word + letter)].join(" "));
  await take(word, BEGINNING);
  for (const stem of stems) await take(`"${stem}"`, STEM);
  await take(`"${word}"`, EXACT);
  return into;
}

/* The cards that have the most of the words; a rare word is worth more. */
function together(hits) {
  const all = new Map();
  for (const into of hits) {
    const rare = Math.log(1 + size / into.size);
    for (const [card, worth] of into) {
      const [count, sum] = all.get(card) || [0, 0];
      all.set(card, [count + 1, sum + worth * rare]);
    }
  }
  let most = 0;
  for (const [count] of all.values()) most = Math.max(most, count);
  return [[...all].filter(([, [count]]) => count === most).map(([card, [, worth]]) => ({ card, worth })), most];
}

const passes = (card, filters, but) =>
  Object.entries(filters).every(([facet, value]) => facet === but || !value || card[facet].includes(value));

/* For each facet how many cards have each value, among those that pass the other filters. */
function counts(found, filters) {
  const all = {};
  for (const facet in filters) {
    const of = (all[facet] = {});
    for (const { card } of found) {
      if (passes(card, filters, facet)) for (const value of card[facet]) of[value] = (of[value] || 0) + 1;
    }
  }
  return all;
}

const ORDERS = {
  best: (a, b) => b.worth - a.worth || b.card.day - a.card.day,
  newest: (a, b) => b.card.day - a.card.day,
  oldest: (a, b) => a.card.last - b.card.last,
};

function kept(map, key, make) {
  if (map.size > 500) map.clear();
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

const slip = ({ slip: name }) =>
  kept(slips, name, async () => (await fetch(new URL(`slips/${name}.json`, bundle))).json());

/* Text in pieces, every second one marked, cut to the surroundings of its first mark. */
function pieces(text, found, longest = Infinity) {
  const first = found.length ? found[0][0] : 0;
  const from = first > longest / 2 ? text.lastIndexOf(" ", first - longest / 4) + 1 || Math.floor(first - longest / 4) : 0;
  const rest = text.length - from > longest ? text.lastIndexOf(" ", from + longest) : text.length;
  const to = rest > first ? rest : from + longest, cut = [];
  let at = from;
  for (const [start, end] of found.filter(([, end]) => end <= to)) {
    cut.push(text.slice(at, start), text.slice(start, end));
    at = end;
  }
  cut.push(text.slice(at, to));
  if (from) cut[0] = `… ${cut[0]}`;
  if (to < text.length) cut.push(`${cut.pop()} …`);
  return cut;
}

function result(group, { u, t, l, b, p }, words) {
  const title = marks(t, words, stemmers), missing = words.filter((_, one) => !title.some((mark) => mark[2] === one));
  let [passage] = p, most = 0;
  for (const one of p) {
    const has = new Set(marks(one[0], missing, stemmers).map((mark) => mark[2])).size;
    if (has > most) [passage, most] = [one, has];
  }
  const [text = "", language, label] = most || group === "events" ? passage : [];
  return { address: u, title: pieces(t, title), language: l, line: b, text: pieces(text, marks(text, words, stemmers), LONGEST), textLanguage: language, label };
}

async function answer({ id, query, filters, sort, more }) {
  await ready;
  const words = asked(query, stemmers, table.end), stale = () => id !== latest.id;
  let hits = [];
  for (const one of words) {
    hits.push(await kept(looked, one.word, () => look(one)));
    if (stale()) return;
  }
  for (;;) {
    const [found, most] = together(hits), groups = {};
    for (const hit of found.filter(({ card }) => passes(card, filters)).sort(ORDERS[sort])) {
      (groups[hit.card.group] ||= []).push(hit.card);
    }
    const shown = {};
    await Promise.all(Object.keys(groups).map(async (group) => {
      const first = (filters.kind ? MORE : FIRST[group]) + MORE * (more[group] || 0);
      shown[group] = await Promise.all(groups[group].slice(0, first).map(async (card) => [card, await slip(card)]));
    }));
    if (stale()) return;
    // Pagefind takes the longest beginning it has where no word fits; half of the word must be there, or it is chance.
    const all = Object.values(shown).flat();
    const chance = hits.findIndex((into, one) => {
      const of = all.filter(([card]) => into.has(card));
      const there = (text) => marks(text, [words[one]], stemmers).length || marks(text, [words[one]], stemmers, true).length;
      return of.length && !of.some(([, { t, p }]) => [[t], ...p].some(([text]) => there(text)));
    });
    if (chance < 0) {
      return postMessage({
        id, total: Object.values(groups).flat().length, some: most > 0 && most < words.length, counts: counts(found, filters),
        groups: Object.keys(FIRST).filter((group) => groups[group]).map((group) => ({
          group, total: groups[group].length, results: shown[group].map(([, one]) => result(group, one, words)),
        })),
      });
    }
    hits = hits.map((into, one) => (one === chance ? new Map() : into));
  }
}

const fail = (error) => postMessage({ failed: String(error) });
let latest, busy;
onmessage = async ({ data }) => {
  latest = data;
  if (busy) return;
  busy = true;
  for (let now; now !== latest; ) await answer((now = latest)).catch(fail);
  busy = false;
};
pagefind.catch(fail);
ready.catch(fail);
