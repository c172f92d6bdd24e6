/* Looks things up, in a worker, so that the page never waits. Pagefind tells in which drawer and where in it a word
   stands, the table tells the card there, a slip what to show of it: see generator/search/drawers.py. */
const bundle = new URL("../../pagefind/", import.meta.url);
const ZERO = 48, STEP = 64, DAY = 864e5;
const TITLE = 3, EXACT = 1, STEM = 0.8, BEGINNING = 0.5; // what finding a word is worth
const FACETS = ["kind", "year", "party", "language"];
const FIRST = { suggested: 4, events: 8, names: 3, sources: 4, pages: 3 }, MORE = 20, LONGEST = 170;
const ALPHABETS = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщьюя", "가나다라마바사아자차카타파하"];

const drawers = new Map(), slips = new Map(), looked = new Map();
let asked, marks, stemmer, table, stemmers, size;

async function unpacked() {
  const body = await (await fetch(new URL("cards.table", bundle))).blob();
  const [first] = new Uint8Array(await body.slice(0, 1).arrayBuffer());
  return new Response(first === 0x1f ? body.stream().pipeThrough(new DecompressionStream("gzip")) : body).json();
}

// All at once, not one after the other: each waits for the network.
const reading = import("./words.js");
const pagefind = import(new URL("pagefind.js", bundle)).then(({ createInstance }) => createInstance({}));
const ready = Promise.all([unpacked(), reading]).then(([found, words]) => {
  ({ asked, marks, stemmer } = words);
  table = found;
  stemmers = table.stemmers.map(stemmer);
  const columns = {};
  for (const name of ["cards", "words", "head", "kind", "spans", "days", "party", "language"]) {
    columns[name] = Array.from(table[name], (letter) => letter.codePointAt() - (letter < "\ud800" ? ZERO : ZERO + 0x800));
  }
  const column = (name, at) => columns[name][at];
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

const passes = (card, filters, but) => filters.every(([facet, value]) => facet === but || card[facet].includes(value));

/* For each facet how many cards have each value, among those that pass the other filters. */
function counts(found, filters) {
  const all = Object.fromEntries(FACETS.map((facet) => [facet, {}]));
  for (const { card } of found) {
    for (const facet of FACETS) {
      if (passes(card, filters, facet)) for (const value of card[facet]) all[facet][value] = (all[facet][value] || 0) + 1;
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

/* A result, and which of the words it shows. */
function result(group, { u, t, l, b, p }, words) {
  const title = marks(t, words, stemmers), line = marks(b, words, stemmers), shows = new Set();
  const add = (found) => found.reduce((count, [, , one]) => (shows.has(one) ? count : (shows.add(one), count + 1)), 0);
  add([...title, ...line]);
  let best = [p[0], []], most = 0;
  const before = new Set(shows);
  for (const passage of p) {
    const found = marks(passage[0], words, stemmers);
    const more = new Set(found.map(([, , one]) => one).filter((one) => !before.has(one))).size;
    if (more > most || passage === p[0]) [best, most] = [[passage, found], more];
    add(found);
  }
  const [[text = "", language, label], found] = most || (group === "events" && best[0]) ? best : [[], []];
  return {
    shows, address: u, title: pieces(t, title), language: l, line: pieces(b, line), label,
    text: pieces(text, found, LONGEST), textLanguage: language,
  };
}

async function answer({ id, query, filters, sort, more }) {
  await ready;
  const set = Object.entries(filters).filter(([, value]) => value);
  const words = asked(query, stemmers, table.end), stale = () => id !== latest.id;
  let hits = [];
  for (const one of words) {
    hits.push(await kept(looked, one.word, () => look(one)));
    if (stale()) return;
  }
  for (;;) {
    const [found, most] = together(hits), groups = {};
    for (const { card } of found.filter(({ card }) => passes(card, set)).sort(ORDERS[sort])) {
      const named = card.group === "names" && hits.every((into) => (into.get(card) || TITLE) >= BEGINNING * TITLE);
      (groups[named ? "suggested" : card.group] ||= []).push(card);
    }
    const all = [];
    const shown = await Promise.all(Object.keys(FIRST).filter((group) => groups[group]).map(async (group) => {
      const first = (filters.kind ? MORE : FIRST[group]) + MORE * (more[group] || 0);
      const results = await Promise.all(groups[group].slice(0, first).map(async (card) => {
        const read = await slip(card), made = result(group, read, words);
        all.push([card, read, made]);
        return made;
      }));
      return { group, total: groups[group].length, results };
    }));
    if (stale()) return;
    // Pagefind takes the longest beginning it has where no word fits; half of the word must be there, or it is chance.
    const chance = hits.findIndex((into, one) => {
      const of = all.filter(([card]) => into.has(card));
      const near = ({ t, p }) => [[t], ...p].some(([text]) => marks(text, [words[one]], stemmers, true).length);
      return of.length && !of.some(([, , { shows }]) => shows.has(one)) && !of.some(([, read]) => near(read));
    });
    if (chance < 0) {
      const total = shown.reduce((sum, group) => sum + group.total, 0);
      return postMessage({ id, total, some: most > 0 && most < words.length, counts: counts(found, set), groups: shown });
    }
    hits = hits.map((into, one) => (one === chance ? new Map() : into));
  }
}

const fail = (error) => postMessage({ failed: String(error) });
let latest, busy;
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
