/* Looks things up, in a worker, so that the page never waits. Pagefind tells in which drawer and where in it a word
   stands, the table tells the card there, a slip what to show of it: see generator/search/drawers.py. */
const bundle = new URL("../../pagefind/", import.meta.url);
const ZERO = 48, STEP = 64, DAY = 864e5, END = "0";
const TITLE = 3, START = 1, EXACT = 1, STEM = 0.8, BEGINNING = 0.5; // what finding a word is worth
const FACETS = ["kind", "year", "party", "language"];
const FIRST = { suggested: 4, events: 8, names: 3, sources: 4, pages: 3 }, MORE = 20, LONGEST = 170;
const ALPHABETS = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщьюя", "가나다라마바사아자차카타파하"];

const drawers = new Map(), slips = new Map(), looked = new Map();
let words, table, size = 0, latest, busy, answered;

async function unpacked() {
  const body = await (await fetch(new URL("cards.table", bundle))).blob();
  const [first] = new Uint8Array(await body.slice(0, 1).arrayBuffer());
  return new Response(first === 0x1f ? body.stream().pipeThrough(new DecompressionStream("gzip")) : body).json();
}

function file() {
  const columns = {};
  for (const name of ["cards", "words", "head", "kind", "spans", "days", "party", "language"]) {
    columns[name] = Array.from(table[name], (letter) => letter.codePointAt() - (letter < "\ud800" ? ZERO : ZERO + 0x800));
  }
  table.ids.forEach((id, drawer) => {
    let end = 0;
    drawers.set(id, Array.from({ length: columns.cards[drawer] }, (_, place) => {
      const at = (name) => columns[name][size], since = at("spans") * STEP + at("days"), day = table.base + since - 1;
      const card = {
        slip: `slips/${drawer}-${place}.json`, start: end, head: end + at("head"), short: 4 / at("head"), end: (end += at("words")),
        day: since ? day : -1e9, last: since ? day : 1e9, year: since ? [String(new Date(day * DAY).getUTCFullYear())] : [],
        group: table.groups[at("kind")], kind: [String(at("kind"))],
        party: table.parties[at("party")], language: table.languages[at("language")],
      };
      size += 1;
      return card;
    }));
  });
}

// All at once, not one after the other: each waits for the network.
const pagefind = import(new URL("pagefind.js", bundle)).then(({ createInstance }) => createInstance({}));
const ready = Promise.all([unpacked(), import("./words.js")]).then(([found, { reader }]) => {
  table = found;
  words = reader(table.stemmers, table.end);
  file();
});

for (const one of [pagefind, ready]) one.catch(() => {}); // whoever waits for it is told

/* The cards on which a word stands, and what that is worth. */
async function look({ word, stems }) {
  const into = new Map(), engine = await pagefind;
  const take = async (query, worth) => {
    for (const { id, words: places } of (await engine.search(query)).results) {
      const cards = drawers.get(id);
      let at = 0;
      for (const place of places) {
        while (place >= cards[at].end) at += 1;
        const { start, head, short } = cards[at];
        const now = place < head ? worth * (TITLE + short + (place === start ? START : 0)) : worth;
        if (now > (into.get(cards[at]) || 0)) into.set(cards[at], now);
      }
    }
  };
  // Longer words may lie in the files after the one in which the beginning itself would lie.
  const letters = ALPHABETS.find((alphabet) => alphabet.includes(word.at(-1))) || ALPHABETS[2];
  if (word.length > 1) await engine.preload([word, ...[...letters].map((letter) => word + letter)].join(" "));
  // A phrase is found once on a page, a word everywhere; but one that stands nowhere is taken for its beginning.
  const stands = async (one) => (await engine.search(`"${one}"`)).results.length;
  await take(word, (await stands(word)) ? STEM : BEGINNING);
  for (const stem of stems) if (await stands(stem)) await take(stem, STEM);
  if (await stands(word + END)) await take(word + END, EXACT);
  return into;
}

/* The cards that have the most of the words; a rare word is worth more. */
function together(hits) {
  const all = new Map();
  let most = 0;
  for (const into of hits) {
    for (const [card, worth] of into) {
      const one = all.get(card) || { card, count: 0, worth: 0 };
      one.count += 1;
      one.worth += worth * Math.log(1 + size / into.size);
      most = Math.max(most, one.count);
      all.set(card, one);
    }
  }
  return [[...all.values()].filter(({ count }) => count === most), most];
}

const passes = (card, filters, but) => filters.every(([facet, value]) => facet === but || card[facet].includes(value));

/* For each facet how many cards have each value, among those that pass the other filters. */
function counted(found, filters) {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, {}]));
  for (const { card } of found) {
    for (const facet of FACETS) {
      if (passes(card, filters, facet)) for (const value of card[facet]) counts[facet][value] = (counts[facet][value] || 0) + 1;
    }
  }
  return counts;
}

const ORDERS = {
  best: (a, b) => b.worth - a.worth || b.card.day - a.card.day,
  newest: (a, b) => b.card.day - a.card.day,
  oldest: (a, b) => a.card.last - b.card.last,
};

function kept(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

/* Text in pieces, every second one marked, cut to the surroundings of its first mark. */
function pieces(text, found, longest = Infinity) {
  const first = found[0]?.[0] || 0;
  const from = first > longest / 2 ? text.lastIndexOf(" ", first - longest / 4) + 1 || Math.floor(first - longest / 4) : 0;
  const space = text.length - from > longest ? text.lastIndexOf(" ", from + longest) : text.length;
  const to = space > first ? space : from + longest, cut = [];
  let at = from;
  for (const [start, end] of found) {
    if (end > to) break;
    cut.push(text.slice(at, start), text.slice(start, end));
    at = end;
  }
  cut.push(text.slice(at, to) + (to < text.length ? " …" : ""));
  if (from) cut[0] = `… ${cut[0]}`;
  return cut;
}

/* A result, and which of the words it shows: its passage is the one with the most that its title and line have not. */
function result(group, { u, t, l, b, p }, asked) {
  const [title, line, ...rest] = [t, b, ...p.map(([text]) => text)].map((text) => words.marks(text, asked));
  const has = new Set([...title, ...line].map(([, , one]) => one)), shows = new Set(has);
  let best = group === "events" ? 0 : -1, most = 0;
  rest.forEach((found, at) => {
    const more = new Set(found.map(([, , one]) => one).filter((one) => !has.has(one)));
    more.forEach((one) => shows.add(one));
    if (more.size > most) [best, most] = [at, more.size];
  });
  const [text = "", textLanguage, label] = p[best] || [];
  return {
    shows, address: u, title: pieces(t, title), language: l, line: pieces(b, line),
    text: pieces(text, rest[best] || [], LONGEST), textLanguage, label,
  };
}

/* The first answer is given even if more was typed meanwhile: who types without a pause would else see nothing. */
async function answer({ id, query, filters, sort, more }) {
  await ready;
  const asked = words.asked(query), set = Object.entries(filters).filter(([, value]) => value);
  let hits = [];
  for (const one of asked) {
    hits.push(await kept(looked, one.word, () => look(one)));
    if (answered && id !== latest.id) return;
  }
  for (;;) {
    const [found, most] = together(hits), groups = {}, all = [];
    for (const { card } of found.filter(({ card }) => passes(card, set)).sort(ORDERS[sort])) {
      const named = card.group === "names" && hits.every((into) => (into.get(card) || TITLE) >= BEGINNING * TITLE);
      (groups[named ? "suggested" : card.group] ||= []).push(card);
    }
    const shown = await Promise.all(Object.keys(FIRST).filter((group) => groups[group]).map(async (group) => {
      const first = (filters.kind ? MORE : FIRST[group]) + MORE * (more[group] || 0);
      const results = await Promise.all(groups[group].slice(0, first).map(async (card) => {
        const slip = await kept(slips, card.slip, async () => (await fetch(new URL(card.slip, bundle))).json());
        const made = result(group, slip, asked);
        all.push({ card, slip, made });
        return made;
      }));
      return { group, total: groups[group].length, results };
    }));
    if (answered && id !== latest.id) return;
    // Pagefind takes the longest beginning it has where no word fits; half of the word must be there, or it is chance.
    const chance = hits.findIndex((into, one) => {
      const of = all.filter(({ card }) => into.has(card));
      const near = ({ slip: { t, p } }) => [[t], ...p].some(([text]) => words.marks(text, [asked[one]], true).length);
      return of.length && !of.some(({ made }) => made.shows.has(one)) && !of.some(near);
    });
    if (chance < 0) {
      const total = shown.reduce((sum, group) => sum + group.total, 0);
      answered = true;
      return postMessage({ id, query, total, some: most && most < asked.length, counts: counted(found, set), groups: shown });
    }
    hits = hits.with(chance, new Map());
  }
}

const fail = (error) => postMessage({ failed: String(error) });
onmessage = async ({ data }) => {
  if (data === "hello") {
    const told = ({ say, locale, kinds, names }) => postMessage({ ready: { say, locale, kinds, names } });
    return Promise.all([ready, pagefind]).then(() => told(table)).catch(fail);
  }
  latest = data;
  if (busy) return;
  busy = true;
  for (let now; now !== latest; ) await answer((now = latest)).catch(fail);
  busy = false;
};
