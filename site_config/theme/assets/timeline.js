/* Filters of the timeline: links to pages become boxes to tick, what is ticked stands in the address. timeline.json is
   fetched when the filters are in view and nothing else is to do, or as they are reached for; a list made of it has the
   same markup as one made at build time. */
(function () {
  "use strict";
  const layout = document.querySelector(".k-layout");
  if (!layout) return;
  /* This runs before the list is read: a filtered address does not show the whole list first. */
  if (location.search) layout.classList.add("k-wait");
  document.addEventListener("DOMContentLoaded", () => {
  const { root, index: source } = layout.dataset;
  const [[preset, common] = []] = new URLSearchParams(layout.dataset.preset);
  const DAYS = ["from", "to", "known"], EPOCH = 719163, MOST = 160;
  const [form, count, chips, clear, built] = ["filter", "count", "chips", "clear", "timeline"]
    .map((part) => layout.querySelector(".k-" + part));
  const said = count.textContent;
  const lists = {};
  form.querySelectorAll("[data-facet]").forEach((ul) => { lists[ul.dataset.facet] = ul; });
  const names = Object.keys(lists);
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  let data, state, graded, list = built, applied = "", job, edited, turn = 0;

  const make = (tag, name, ...children) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    node.append(...children);
    return node;
  };
  const ordinal = (day) => Date.parse(day) / 864e5 + EPOCH;
  const iso = (day) => new Date((day - EPOCH) * 864e5).toISOString().slice(0, 10);
  const sums = (steps) => { let sum = 0; return steps.map((step) => (sum += step)); };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /* State: a set of values for each facet, and three days; in the address all but what the page itself stands for. */
  function read(search) {
    const query = new URLSearchParams(search), found = {};
    names.forEach((name) => { found[name] = new Set(query.getAll(name)); });
    if (preset) found[preset].add(common);
    DAYS.forEach((name) => { found[name] = window.kronik.isDay(query.get(name)) ? query.get(name) : ""; });
    return found;
  }

  const stays = (s) => !preset || s[preset].has(common);
  /* What is ticked beside that, as pairs of facet and value. */
  const ticks = (s) => names.flatMap((name) => [...s[name]].map((value) => [name, value]))
    .filter(([name, value]) => !stays(s) || name !== preset || value !== common);

  function address(s) {
    const query = "" + new URLSearchParams([...ticks(s), ...DAYS.filter((n) => s[n]).map((n) => [n, s[n]])]);
    return (stays(s) ? location.pathname : root + "timeline/") + (query && "?" + query);
  }

  function toggled(name, value, on) {
    const chosen = new Set(state[name]);
    chosen[on ? "add" : "delete"](value);
    return { ...state, [name]: chosen };
  }

  function change(s, field) {
    const to = address(s);
    if (!stays(s)) return location.assign(to);
    state = s;
    history[field && field === edited ? "replaceState" : "pushState"](null, "", to);
    edited = field;
    return show();
  }

  /* The index: loaded once, its steps summed, its codes turned round. */
  let loading;
  function load() {
    loading = loading || fetch(source).then((answer) => answer.json()).then(unpack);
    return loading.catch((error) => { loading = undefined; throw error; });
  }

  function unpack(raw) {
    const size = raw.id.length, runs = (of, at) => of.flatMap((run) => Array(run[at]).fill(run));
    data = { ...raw, size, first: sums(raw.first), monthOf: runs(raw.months, 2), dayOf: runs(raw.days, 0), by: {} };
    data.facets.forEach((facet) => {
      facet.values = facet.values.map(([id, label, steps]) => ({ id, label, events: sums(steps), count: 0 }));
      data.by[facet.name] = facet;
      const of = facet.of = Array(size);
      if (facet.name === "kind" || facet.name === "stance")
        facet.values.forEach((v) => v.events.forEach((i) => { (of[i] = of[i] || []).push(v); }));
    });
    data.changes = data.history.values.map((text) => text && text.split(";").map((c) => c.split(":")));
    return data;
  }

  const text = (column, i) => data[column].values[data[column].of[i]];

  const gradeOf = (i, day) => {
    const changes = data.changes[data.history.of[i]];
    return changes && window.kronik.gradeOn(changes, day);
  };

  function regrade(day) {
    const facet = data.by.grade, of = {};
    facet.values.forEach((v) => { of[v.id] = v.events = []; });
    for (let i = 0; i < data.size; i++) {
      const now = gradeOf(i, day);
      if (now) of[now[1]].push(i);
    }
  }

  /* Which events are found, and for each value how many would be: an event counts for a value if no other facet
     refuses it. */
  function find() {
    const missed = new Uint8Array(data.size), by = new Uint8Array(data.size), found = [];
    const [from, to, known] = DAYS.map((name) => state[name] && ordinal(state[name]));
    if (graded !== state.known) regrade(graded = state.known);
    data.facets.forEach((facet, number) => {
      const chosen = state[facet.name];
      if (!chosen || !chosen.size) return;
      const hit = new Uint8Array(data.size);
      facet.values.forEach((v) => { if (chosen.has(v.id)) v.events.forEach((i) => { hit[i] = 1; }); });
      for (let i = 0; i < data.size; i++) if (!hit[i]) { missed[i]++; by[i] = number; }
    });
    for (let i = 0; i < data.size; i++) {
      const first = data.first[i], length = data.length[i];
      if ((to && first > to) || (from && length >= 0 && first + length < from) || (known && first + data.known[i] > known))
        missed[i] = 99;
      if (!missed[i]) found.push(i);
    }
    data.facets.forEach((facet, number) => facet.values.forEach((v) => {
      v.count = 0;
      v.events.forEach((i) => { if (!missed[i] || (missed[i] === 1 && by[i] === number)) v.count++; });
    }));
    return found;
  }

  /* The list: the first entries at once, the rest when the browser is idle. Where the page stands is asked before it
     changes, so that it is laid out once. */
  function entry(i) {
    const id = data.id[i], kind = data.by.kind.of[i][0], node = make("li", "k-entry k-entry--" + kind.id);
    Object.assign(node.dataset, { event: id, known: iso(data.first[i] + data.known[i]) });
    const title = make("a", "k-title", data.title[i]), meta = make("p", "k-meta", make("span", "k-kind", kind.label));
    const add = (name, words) => words && meta.append(" ", make("span", name, words));
    title.href = root + "events/" + id + "/";
    ["who", "through"].forEach((column) => add("k-" + column, text(column, i)));
    (data.by.stance.of[i] || []).forEach((v) => add("k-stance k-stance--" + v.id, v.label));
    add("k-where", text("where", i));
    const now = gradeOf(i, state.known);
    if (now) {
      add("k-grade k-grade--" + now[1], data.by.grade.values.find((v) => v.id === now[1]).label);
      meta.lastChild.dataset.history = text("history", i);
    }
    node.append(title, meta);
    const figures = text("figures", i);
    if (figures.length) node.append(make("p", "k-amounts", ...figures.flatMap((f) => f.map
      ? [make("span", "k-figure", make("b", "", f[0]), " " + f[1]), " "]
      : [make("span", "k-more", f)])));
    return node;
  }

  function dayOf([, stored, label, number, weekday], fresh) {
    let on = make("span", "k-fuzzy", label);
    if (label) on.title = layout.dataset.stored.replace("{text}", () => stored);
    else {
      on = make("time", "", make("b", "", number), " " + weekday);
      on.dateTime = stored;
    }
    const node = make("li", "k-day", make("p", label ? "k-on k-rough" : "k-on", on), make("ol", "k-lines"));
    if (fresh) node.id = label ? number : "d" + stored;
    return node;
  }

  function draw(found) {
    const into = make("div", built.className), seen = new Set(), above = layout.getBoundingClientRect().top < 0;
    let at = 0, step = 20, month, day, dates, lines;
    const more = () => {
      for (const end = Math.min(at + step, found.length); at < end; at++) {
        const i = found[at];
        if (data.monthOf[i] !== month) {
          month = data.monthOf[i];
          const heading = make("h2", "", month[1]);
          heading.id = month[0];
          dates = make("ol", "k-dates");
          into.append(make("section", "k-month", heading, dates));
        }
        if (data.dayOf[i] !== day) {
          day = data.dayOf[i];
          dates.append(dayOf(day, !seen.has(day[1])));
          seen.add(day[1]);
          lines = dates.lastChild.lastChild;
        }
        lines.append(entry(i));
      }
      /* The first of them are on the screen before more are made. */
      job = at < found.length && setTimeout(more, step > 20 ? 16 : 100);
      step = Math.min(step * 2, MOST);
    };
    more();
    swap(into);
    if (above) layout.scrollIntoView();
  }

  function swap(other) {
    if (other !== list) list.replaceWith(other);
    list = other;
    layout.classList.toggle("k-filtered", list !== built);
  }

  /* Panel, chips and count say what is set. */
  function box(name, value, label) {
    const input = make("input"), li = make("li", "", make("label", "", input, ...label));
    Object.assign(input, { type: "checkbox", name, value });
    li.dataset.value = value;
    return li;
  }

  const boxOf = (name, v) => box(name, v.id, [make("span", "", v.label), " ", make("small")]);

  function panel() {
    names.forEach((name) => {
      const facet = data && data.by[name], there = {};
      [...lists[name].children].forEach((li) => { there[li.dataset.value] = li; });
      if (facet) facet.values.forEach((v) => {
        if (!there[v.id] && (state[name].has(v.id) || (name === "grade" && v.count)))
          lists[name].append(there[v.id] = boxOf(name, v));
        if (!there[v.id]) return;
        there[v.id].querySelector("small").textContent = digits.format(v.count);
        there[v.id].classList.toggle("k-zero", !v.count);
      });
      Object.entries(there).forEach(([value, li]) => { li.querySelector("input").checked = state[name].has(value); });
    });
    ticks(state).forEach(([name]) => { lists[name].closest("details").open = true; });
    DAYS.forEach((name) => { if (form.elements[name].value !== state[name]) form.elements[name].value = state[name]; });
  }

  function chip(label, less) {
    const link = make("a", "", label + " ", make("span", "k-hidden", chips.dataset.remove));
    link.href = address(less);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      change(less);
      (chips.querySelector("a") || count).focus();
    });
    return make("li", "", link);
  }

  function mark(active) {
    const said = (name, value) => {
      const li = [...lists[name].children].find((one) => one.dataset.value === value);
      return lists[name].ariaLabel + ": " + (li ? li.querySelector("span").textContent : value);
    };
    chips.replaceChildren(
      ...names.flatMap((n) => [...state[n]].map((v) => chip(said(n, v), toggled(n, v)))),
      ...DAYS.filter((n) => state[n])
        .map((n) => chip(form.elements[n].labels[0].textContent.trim() + " " + state[n], { ...state, [n]: "" })),
    );
    clear.classList.toggle("k-on", active);
  }

  const tell = (number) => {
    count.textContent = count.dataset.shown.replace("{number}", digits.format(number)).replace("{total}", count.dataset.total);
  };

  async function show() {
    const mine = ++turn, ticked = ticks(state).length, active = ticked || DAYS.some((n) => state[n]);
    /* A page that holds its whole list can be set to a day without the index, and so at once. */
    const quick = "complete" in layout.dataset && !ticked && !state.from && !state.to, day = quick ? state.known : "";
    clearTimeout(job);
    const found = data || (active && !quick) ? await load().then(find, () => null) : null;
    if (mine !== turn) return;
    if (active && found && !quick) {
      draw(found);
      tell(found.length);
    } else {
      swap(built);
      if (day !== applied) window.kronik.apply(applied = day);
      if (quick && active) tell(built.querySelectorAll(".k-entry:not([hidden])").length);
      else count.textContent = active ? count.dataset.failed : said;
    }
    panel();
    mark(active);
    layout.classList.remove("k-wait");
  }

  /* All values of a facet, and a field to look for one. */
  async function unfold(link, name) {
    if (!await load().catch(() => null)) return location.assign(link.firstChild.href);
    const field = Object.assign(make("input", "k-find"), { type: "search", ariaLabel: lists[name].ariaLabel });
    const fill = () => {
      const words = fold(field.value), facet = data.by[name];
      const fits = facet.values.filter((v) => state[name].has(v.id) || (v.count && fold(v.label).includes(words)));
      lists[name].replaceChildren(...fits.slice(0, 200).map((v) => boxOf(name, v)));
      panel();
    };
    field.addEventListener("input", (event) => { event.stopPropagation(); fill(); });
    find();
    link.replaceWith(field);
    lists[name].classList.add("k-long");
    fill();
    field.focus();
  }

  function start() {
    names.forEach((name) => [...lists[name].children].forEach((li) => {
      li.replaceWith(box(name, li.dataset.value, [...li.firstElementChild.childNodes]));
    }));
    const idle = window.requestIdleCallback || setTimeout;
    const wake = () => { if (!data) load().then(() => idle(() => { find(); panel(); }), () => {}); };
    /* What opens a group tells nobody around it, so it is caught on its way down. */
    ["toggle", "focusin", "pointerover", "pointerdown"].forEach((type) => form.addEventListener(type, wake, true));
    const seen = new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && idle(wake));
    if (!(navigator.connection || {}).saveData) seen.observe(form);
    form.addEventListener("input", ({ target }) => {
      if (DAYS.includes(target.name)) change({ ...state, [target.name]: target.value }, target.name);
      else if (target.name) change(toggled(target.name, target.value, target.checked));
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("click", (event) => {
      if (!event.target.matches(".k-all") || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      unfold(event.target.parentNode, event.target.closest("details").querySelector("ul").dataset.facet);
    });
    clear.addEventListener("click", () => {
      change(read(""));
      count.focus();
    });
    window.addEventListener("popstate", () => { state = read(location.search); edited = ""; show(); });
    state = read(location.search);
    panel();
    if (address(state) !== location.pathname) show();
    else layout.classList.remove("k-wait");
  }

  start();
  });
})();
