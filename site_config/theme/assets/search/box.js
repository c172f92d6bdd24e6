/* The search box: a dialog with a combobox. The field keeps the focus, the arrow keys move through the results, which
   are links and the options of its list. All texts come as text and are set as text. */
const FACETS = ["kind", "year", "party", "language"], STATE = [...FACETS, "sort"], ORDERS = ["best", "newest", "oldest"];
const query = () => field.value.trim();
const state = () => Object.fromEntries(STATE.map((name) => [name, selects[name]?.value || ""]));
const param = (name) => `q-${name}`;
const given = (name) => new URLSearchParams(location.search).get(name);
let worker, told, dialog, field, list, status, details, selects = {}, asked = 0, more = {}, last = 0, later;

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const number = (value) => value.toLocaleString(told.locale);
const say = (key, values = {}) => told.say[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

export function open(engine) {
  if (!dialog) build(document.querySelector("[data-failed]"), engine);
  if (dialog.open) return;
  if (given("q")) field.value = given("q").slice(0, 400);
  dialog.showModal();
  field.select();
  ask();
}

function build(opener, engine) {
  const name = opener.dataset.kSearch;
  worker = engine;
  worker.onmessage = ({ data }) => {
    if (data.ready) start(data.ready);
    else if (data.failed) fail();
    else if (data.id === asked) show(data);
  };
  worker.onerror = fail;
  document.head.append(make("link", { rel: "stylesheet", href: new URL("box.css", import.meta.url) }));
  field = make("input", {
    type: "search", role: "combobox", "aria-label": name, placeholder: name, "aria-autocomplete": "list",
    "aria-controls": "k-search-list", "aria-expanded": false, autocomplete: "off", autocapitalize: "off",
    spellcheck: false, enterkeyhint: "go", maxlength: 400,
  });
  list = make("div", { id: "k-search-list", role: "listbox", "aria-label": name });
  status = make("p", { role: "status" });
  details = make("details", { hidden: "" }, make("summary", {}), make("div", {}));
  details.open = innerWidth > 720;
  const close = make("button", { type: "button" }, "Esc");
  const form = make("form", { role: "search" }, opener.querySelector("svg").cloneNode(true), field, close);
  const failed = make("p", { class: "k-search-failed", hidden: "" }, opener.dataset.failed);
  dialog = make("dialog", { class: "k-search", "aria-label": name }, form, details, failed, status, list, make("footer", { "aria-hidden": true }));
  document.body.append(dialog);
  form.onsubmit = () => false;
  field.oninput = () => ask();
  field.onkeydown = keys;
  close.onclick = () => dialog.close();
  list.onclick = ({ target }) => extend(target.closest("[data-more]"));
  dialog.onclick = ({ target }) => void (target === dialog && dialog.close());
  dialog.onclose = () => remember(0);
  worker.postMessage("hello");
}

function start(table) {
  told = table;
  dialog.querySelector("button").setAttribute("aria-label", say("close"));
  details.firstChild.textContent = say("filters");
  dialog.lastChild.textContent = say("keys");
  field.placeholder = say("hint");
  for (const name of STATE) {
    const select = (selects[name] = make("select", {}));
    const values = name === "sort" ? ORDERS.map((by) => [by, say(by)]) : [["", say("all")], [given(param(name)), ""]];
    select.append(...values.filter(([value]) => value !== null).map(([value, text]) => make("option", { value }, text)));
    if (given(param(name))) select.value = given(param(name));
    select.onchange = () => ask();
    details.lastChild.append(make("label", {}, say(name), select));
  }
  ask();
}

function fail() {
  dialog.querySelector(".k-search-failed").hidden = false;
  status.textContent = "";
}

function ask(kept = {}) {
  asked += 1;
  if (!told || !dialog.open) return;
  more = kept;
  const { sort, ...filters } = state();
  if (query()) {
    if (!list.firstChild) status.textContent = say("waiting");
    worker.postMessage({ id: asked, query: query(), filters, sort: sort || "best", more });
  } else {
    list.replaceChildren();
    status.textContent = "";
    details.hidden = true;
    activate();
    remember(300);
  }
}

/* What is searched for stands in the address, so that it can be shared; what else stands there is left alone. */
function remember(wait) {
  const now = dialog.open && query() ? { q: query(), ...state() } : {};
  clearTimeout(later);
  later = setTimeout(() => {
    const url = new URL(location);
    for (const name of ["q", ...STATE]) {
      const key = name === "q" ? name : param(name);
      if (now[name] && now[name] !== "best") url.searchParams.set(key, now[name]);
      else url.searchParams.delete(key);
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }, wait);
}

const marked = (tag, language, pieces) =>
  make(tag, language ? { lang: language } : {}, ...pieces.map((piece, at) => (at % 2 ? make("mark", {}, piece) : piece)));
const option = (tag, attributes, ...children) =>
  make(tag, { role: "option", id: `k-search-${(last += 1)}`, "aria-selected": false, ...attributes }, ...children);

function link({ address, title, language, line, text, textLanguage, label }) {
  const made = option("a", { href: new URL(`../../${address}`, import.meta.url), tabindex: -1 });
  made.append(marked("b", language, title), marked("small", "", line));
  if (text.join("")) made.append(make("span", {}, ...(label ? [make("i", {}, label), " "] : []), marked("span", textLanguage, text)));
  return made;
}

function section({ group, total, results }) {
  const id = `k-search-${group}`, rest = total - results.length;
  const head = make("div", { id, role: "presentation" }, say(group), " ", make("small", {}, number(total)));
  const shown = results.map(link);
  if (rest) shown.push(option("div", { "data-more": group }, say("more", { number: number(rest) })));
  return make("div", { role: "group", "aria-labelledby": id, "data-group": group }, head, ...shown);
}

function show({ total, some, counts, groups }) {
  const filtered = FACETS.some((facet) => state()[facet]), active = list.querySelector("[aria-selected=true]")?.href;
  list.replaceChildren(...groups.map(section));
  const form = `count.${new Intl.PluralRules(told.locale).select(total)}`;
  status.textContent = total
    ? (some ? `${say("some")} ` : "") + say(told.say[form] ? form : "count.other", { number: number(total) })
    : say(filtered ? "filtered" : "none", { query: query() });
  for (const facet of FACETS) fill(facet, counts[facet]);
  details.hidden = !total && !filtered;
  activate([...list.querySelectorAll("a")].find(({ href }) => href === active));
  remember(300);
}

function named(facet, value) {
  if (facet === "kind") return say(`kind.${told.kinds[value]}`);
  if (facet === "party") return told.names[value] || value;
  return facet === "year" ? value : new Intl.DisplayNames(told.locale, { type: "language" }).of(value);
}

function fill(facet, counts) {
  const select = selects[facet], { value } = select, up = facet === "kind";
  if (value) counts[value] ||= 0;
  const all = Object.entries(counts).sort(facet === "party" || facet === "language" ? (a, b) => b[1] - a[1] : (a, b) => (up ? 1 : -1) * (a[0] - b[0]));
  select.replaceChildren(make("option", { value: "" }, say("all")), ...all.map(([of, count]) => make("option", { value: of }, `${named(facet, of)} (${number(count)})`)));
  select.value = value;
}

function activate(one) {
  list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", false);
  field.setAttribute("aria-expanded", Boolean(list.firstChild));
  field.removeAttribute("aria-activedescendant");
  if (!one) return;
  one.setAttribute("aria-selected", true);
  field.setAttribute("aria-activedescendant", one.id);
  one.scrollIntoView({ block: "nearest" });
}

function extend(one) {
  if (!one) return;
  const { more: group } = one.dataset;
  ask({ ...more, [group]: (more[group] || 0) + 1 });
  field.focus();
}

function keys(event) {
  const all = [...list.querySelectorAll("[role=option]")], at = all.findIndex(({ ariaSelected }) => ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.isComposing || (!step && event.key !== "Enter")) return;
  event.preventDefault();
  if (step) activate(all[at < 0 && step < 0 ? all.length - 1 : at + step]);
  else if (event.ctrlKey || event.metaKey) window.open(all[Math.max(at, 0)]?.href);
  else all[Math.max(at, 0)]?.click();
}
