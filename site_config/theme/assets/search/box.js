/* The search box: a dialog with a combobox. The field keeps the focus, the arrow keys move through the results, which
   are links and the options of its list. What was found comes as text and is set as text. */
const FACETS = ["kind", "year", "party", "language"], STATE = [...FACETS, "sort"], ORDERS = ["best", "newest", "oldest"];
const selects = {};
let worker, told, dialog, field, list, status, details, later, asked = 0, last = 0, more = {};

const query = () => field.value.trim();
const state = () => Object.fromEntries(STATE.map((name) => [name, selects[name]?.value || ""]));
const key = (name) => (name === "q" ? name : `q-${name}`);
const given = (name) => new URLSearchParams(location.search).get(key(name));
const number = (value) => value.toLocaleString(told.locale);
const say = (word, values = {}) => told.say[word].replace(/\{(\w+)\}/g, (_, name) => values[name]);

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function open(engine, typed = "") {
  if (!dialog) build(document.querySelector("[data-failed]"), engine);
  if (dialog.open) return;
  if (given("q")) field.value = given("q").slice(0, 400);
  dialog.showModal();
  if (typed) field.value = typed.slice(0, 400);
  else field.select();
  ask();
}

function build(opener, engine) {
  const name = opener.dataset.kSearch;
  document.head.append(make("link", { rel: "stylesheet", href: new URL("box.css", import.meta.url) }));
  dialog = make("dialog", { class: "k-search", "aria-label": name });
  dialog.innerHTML = `<form role="search"><input type="search" role="combobox" aria-autocomplete="list" aria-expanded="false"
    aria-controls="k-search-list" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go" maxlength="400">
    <button type="button">Esc</button></form><details hidden><summary></summary><div></div></details><p class="k-search-failed" hidden>
    </p><p role="status"></p><div role="listbox" id="k-search-list"></div><footer aria-hidden="true"></footer>`;
  const [form, , failed] = dialog.children;
  [, details, , status, list] = dialog.children;
  const [input, close] = form.children;
  field = input;
  field.placeholder = name;
  for (const node of [field, list]) node.setAttribute("aria-label", name);
  form.prepend(opener.querySelector("svg").cloneNode(true));
  failed.textContent = opener.dataset.failed;
  details.open = innerWidth > 720;
  document.body.append(dialog);
  form.onsubmit = () => false;
  field.oninput = () => ask();
  field.onkeydown = keys;
  close.onclick = () => dialog.close();
  list.onclick = ({ target }) => extend(target.closest("[data-more]"));
  dialog.onclick = ({ target }) => void (target === dialog && dialog.close());
  dialog.onclose = () => remember(0);
  worker = engine;
  worker.onerror = () => {
    failed.hidden = false;
    status.textContent = "";
  };
  worker.onmessage = ({ data }) => {
    if (data.ready) start(data.ready);
    else if (data.failed) worker.onerror();
    else if (data.id === asked || (!list.firstChild && query() && query().startsWith(data.query))) show(data);
  };
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
    fill(select, name === "sort" ? ORDERS.map((by) => [by, say(by)]) : [["", say("all")], [given(name) || "", ""]]);
    select.value = given(name) || select.value;
    select.onchange = () => ask();
    details.lastChild.append(make("label", {}, say(name), select));
  }
  ask();
}

const fill = (select, values) => select.replaceChildren(...values.map(([value, text]) => make("option", { value }, text)));

function ask(kept = {}) {
  asked += 1;
  if (!told || !dialog.open) return;
  more = kept;
  const { sort, ...filters } = state();
  if (query()) {
    if (!list.firstChild) status.textContent = say("waiting");
    return worker.postMessage({ id: asked, query: query(), filters, sort, more });
  }
  list.replaceChildren();
  status.textContent = "";
  details.hidden = true;
  activate();
  remember(300);
}

/* What is searched for stands in the address, so that it can be shared; what else stands there is left alone. */
function remember(wait) {
  const now = dialog.open && query() ? { q: query(), ...state() } : {};
  clearTimeout(later);
  later = setTimeout(() => {
    const url = new URL(location);
    for (const name of ["q", ...STATE]) {
      if (now[name] && now[name] !== "best") url.searchParams.set(key(name), now[name]);
      else url.searchParams.delete(key(name));
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }, wait);
}

const marked = (tag, lang, pieces) =>
  make(tag, lang ? { lang } : {}, ...pieces.map((piece, at) => (at % 2 ? make("mark", {}, piece) : piece)));
const option = (tag, attributes, ...children) =>
  make(tag, { role: "option", id: `k-search-${(last += 1)}`, "aria-selected": false, ...attributes }, ...children);

function link({ address, title, language, line, text, textLanguage, label }) {
  const made = option("a", { href: new URL(`../../${address}`, import.meta.url), tabindex: -1 }, marked("b", language, title), marked("small", "", line));
  if (text[0] || text[1]) made.append(make("span", {}, ...(label ? [make("i", {}, label), " "] : []), marked("span", textLanguage, text)));
  return made;
}

function section({ group, total, results, rest }) {
  const id = `k-search-${group}`;
  return make("div", { role: "group", "aria-labelledby": id, "data-group": group },
    make("div", { id, role: "presentation" }, say(group), " ", make("small", {}, number(total))), ...results.map(link),
    ...(rest ? [option("div", { "data-more": group }, say("more", { number: number(rest) }))] : []));
}

/* `part` has the first results alone; those after them follow at once, below. */
function show({ total, some, counts, groups, part }) {
  const filtered = FACETS.some((facet) => state()[facet]), active = list.querySelector("[aria-selected=true]")?.href;
  list.replaceChildren(...groups.map(section));
  const form = `count.${new Intl.PluralRules(told.locale).select(total)}`;
  status.textContent = total
    ? (some ? `${say("some")} ` : "") + say(told.say[form] ? form : "count.other", { number: number(total) })
    : say(filtered ? "filtered" : "none", { query: query() });
  for (const facet of FACETS) count(facet, counts[facet]);
  details.hidden = !total && !filtered;
  activate([...list.querySelectorAll("a")].find(({ href }) => href === active));
  if (!part) remember(300);
}

const NAMES = {
  kind: (kind) => say(`kind.${told.kinds[kind]}`),
  year: String,
  party: (party) => told.names[party] || party,
  language: (tag) => new Intl.DisplayNames(told.locale, { type: "language" }).of(tag),
};

function count(facet, counts) {
  const select = selects[facet], { value } = select, sign = facet === "kind" ? 1 : -1;
  if (value) counts[value] ||= 0;
  const all = Object.entries(counts).sort((a, b) => (a[0] > 0 ? sign * (a[0] - b[0]) : b[1] - a[1]));
  fill(select, [["", say("all")], ...all.map(([of, found]) => [of, `${NAMES[facet](of)} (${number(found)})`])]);
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
  ask({ ...more, [one.dataset.more]: (more[one.dataset.more] || 0) + 1 });
  field.focus();
}

function keys(event) {
  const all = [...list.querySelectorAll("[role=option]")], at = all.findIndex(({ ariaSelected }) => ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], one = all[Math.max(at, 0)];
  if (event.isComposing || (!step && event.key !== "Enter")) return;
  event.preventDefault();
  if (step) activate(all[at < 0 && step < 0 ? all.length - 1 : at + step]);
  else one?.click();
}
