/* Looks things up, in a worker, so that the page never waits. Pagefind tells in which drawer and where in it a word
   stands, the table tells the card there, a slip what to show of it: see generator/search/drawers.py. */
const bundle = new URL("../../pagefind/", import.meta.url);
const ZERO = 48, STEP = 64, DAY = 864e5, END = "0";
const TITLE = 3, START = 1, EXACT = 1, STEM = 0.8, BEGINNING = 0.5; // what finding a word is worth
const FACETS = ["kind", "year", "party", "language"];
const FIRST = { suggested: 4, events: 8, names: 3, sources: 4, pages: 3 }, MORE = 20, LONGEST = 170;
const AT_ONCE = 6; // slips that a browser asks a host for at the same time, under HTTP/1.1
const ALPHABETS = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщьюя", "가나다라마바사아자차카타파하"];

const drawers = new Map(), slips = new Map(), looked = new Map();
let words, table, size = 0, latest, busy, answered;

/* Files that were asked for before whoever needs them, Pagefind among them, asks in its turn: those that the page asks for
   (`search.js` names them), and the list of Pagefind's files, whose name stands in its entry. */
const early = new Map(), arrived = {}, ask = self.fetch.bind(self);
for (const name of self.name.split(" ")) early.set(name, new Promise((resolve) => (arrived[name] = resolve)));

self.fetch = async (input, options) => {
  const name = String(input).split("?")[0].slice(bundle.href.length), data = await early.get(name);
  early.delete(name);
  return data ? new Response(data) : ask(input, options);
};

/* What this index is called, as no other is; nothing where the entry has to be asked for again, or where an older page, which
   a browser kept, asks for nothing. */
const index = Promise.resolve(early.get("pagefind-entry.json")).then((data) => {
  if (!data) return "";
  const [{ hash }] = Object.values(JSON.parse(new TextDecoder().decode(data)).languages), name = `pagefind.${hash}.pf_meta`;
  early.set(name, ask(new URL(name, bundle)).then((answer) => (answer.ok ? answer.arrayBuffer() : null), () => null));
  return hash;
});

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

for (const one of [pagefind, ready, index]) one.catch(() => {}); // whoever waits for it is told

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

const slip = (card) => kept(slips, card.slip, async () => (await fetch(new URL(`${card.slip}?${await index}`, bundle))).json());

/* Pagefind takes the longest beginning it has where no word fits; half of the word must be there, or it is chance. */
function byChance(hits, asked, all) {
  return hits.findIndex((into, one) => {
    const of = all.filter(({ card }) => into.has(card));
    const near = ({ slip: { t, p } }) => [[t], ...p].some(([text]) => words.marks(text, [asked[one]], true).length);
    return of.length && !of.some(({ made }) => made.shows.has(one)) && !of.some(near);
  });
}

/* The first results of each group, at most `left` of all, as soon as their slips are there. */
async function shown(wanted, asked, left = Infinity) {
  const groups = [], all = [];
  for (const { group, total, cards } of wanted) {
    const results = [];
    for (const card of cards.slice(0, left)) {
      const its = await slip(card), made = result(group, its, asked);
      all.push({ card, slip: its, made });
      results.push(made);
    }
    left -= results.length;
    if (results.length) groups.push({ group, total, results, rest: results.length < cards.length ? 0 : total - cards.length });
  }
  return { groups, all };
}

/* The first answer is given even if more was typed meanwhile: who types without a pause would else see nothing. Its first
   results come before the others. */
async function answer({ id, query, filters, sort, more }) {
  await ready;
  const asked = words.asked(query), set = Object.entries(filters).filter(([, value]) => value);
  let hits = [];
  for (const one of asked) {
    hits.push(await kept(looked, one.word, () => look(one)));
    if (answered && id !== latest.id) return;
  }
  for (;;) {
    const [found, most] = together(hits), groups = {};
    for (const { card } of found.filter(({ card }) => passes(card, set)).sort(ORDERS[sort])) {
      const named = card.group === "names" && hits.every((into) => (into.get(card) || TITLE) >= BEGINNING * TITLE);
      (groups[named ? "suggested" : card.group] ||= []).push(card);
    }
    const wanted = Object.keys(FIRST).filter((group) => groups[group]).map((group) => {
      const first = (filters.kind ? MORE : FIRST[group]) + MORE * (more[group] || 0);
      return { group, total: groups[group].length, cards: groups[group].slice(0, first) };
    });
    for (const { cards } of wanted) for (const card of cards) slip(card).catch(() => {}); // all at once
    const tell = (groups, part) => {
      const total = wanted.reduce((sum, group) => sum + group.total, 0);
      postMessage({ id, query, total, some: most && most < asked.length, counts: counted(found, set), groups, part });
    };
    if (!answered) {
      const { groups, all } = await shown(wanted, asked, AT_ONCE);
      if (all.length && byChance(hits, asked, all) < 0) {
        tell(groups, true);
        answered = true;
      }
    }
    const { groups: whole, all } = await shown(wanted, asked);
    if (answered && id !== latest.id) return;
    const chance = byChance(hits, asked, all);
    if (chance < 0) {
      answered = true;
      return tell(whole, false);
    }
    hits = hits.with(chance, new Map());
  }
}

const fail = (error) => postMessage({ failed: String(error) });
onmessage = async ({ data }) => {
  if (data.early) return arrived[data.early](data.data);
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
