/* Chooses a record by name (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/), or adds one that is not there yet. */

import { found, MOST_SHOWN } from "./choosing.js";
import { read, label as dateLabel } from "./dates.js";
import { make, newId } from "./dom.js";
import { row } from "./row.js";
import { knows, say } from "./say.js";

const typesOf = (context, of) => context.description.types.filter((type) => of.includes(type.vocabulary));

/* What tells records of one name apart. */
function aboutOf(context) {
  return (columns, n) => {
    const kind = columns.kind?.[n], date = columns.date?.[n] && read(columns.date[n]);
    const words = [
      kind && (knows(`kind.${kind}`) ? say(`kind.${kind}`) : say(`actor_kind.${kind}`)),
      columns.outlet && context.nameOf("actors", columns.outlet[n]), date && dateLabel(date),
      columns.country?.[n], columns.also?.[n]?.split(" · ").slice(0, 2).join(", "),
    ];
    return words.filter(Boolean).join(" · ");
  };
}

export function referenceControl(context, field, of, words) {
  const list = make("ul", { role: "listbox", id: newId(), hidden: true, "aria-label": words.label });
  const input = make("input", {
    type: "text", role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false", dir: "auto", placeholder: say("form.search"),
    "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id,
  });
  const box = make("div", { className: "k-combo" }, input, list), shown = row(words, input, box);
  let value, vocabulary, options = [], active = -1, turn = 0;

  function mean() {
    const where = vocabulary || of.find((one) => context.has(one, value));
    if (!value || !where) return shown.said();
    const fresh = context.recordOf(where, value);
    const link = make("a", { href: `${context.root}${where}/${value}/`, target: "_blank", rel: "noopener" }, value);
    shown.said(...(fresh && !fresh.original ? [make("b", {}, say("form.is_new")), " ", make("code", {}, value)] : [link]));
  }
  function show(id, where) {
    value = id;
    vocabulary = where || of.find((one) => context.has(one, id));
    input.value = id === undefined ? "" : vocabulary ? context.nameOf(vocabulary, id) : id;
    mean();
  }
  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function light(n) {
    active = n;
    [...list.children].forEach((node, at) => node.setAttribute("aria-selected", String(at === n)));
    if (n < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[n].id);
    list.children[n].scrollIntoView({ block: "nearest" });
  }
  function choose(option) {
    close();
    if (option.add) return context.add(option.add, input.value.trim(), field, (id, where) => { show(id, where); context.changed(); }, input);
    show(option.id, option.vocabulary);
    context.changed();
  }
  async function search() {
    const mine = (turn += 1), typed = input.value.trim();
    await Promise.all(of.map((one) => context.loaded(one)));
    if (mine !== turn || document.activeElement !== input) return;
    const records = of.flatMap((one) => found(one, context.choices[one], context.records, typed, aboutOf(context)));
    records.sort((one, other) => other.score - one.score);
    const adding = typesOf(context, of).map(({ type }) => ({ add: type, name: say(`form.add_new.${type}`, { name: typed || "…" }) }));
    options = [...records.slice(0, MOST_SHOWN), ...(typed ? adding : [])];
    list.replaceChildren(...options.map((option) => {
      const node = make("li", { role: "option", id: newId(), "aria-selected": "false", className: option.add ? "k-add-new" : null },
        make("span", { dir: "auto" }, option.name), option.fresh ? make("b", {}, say("form.is_new")) : null, option.about ? make("small", {}, option.about) : null);
      node.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
      return node;
    }));
    if (!options.length) list.append(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", id: newId() }, say("form.none")));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    light(records.length && typed ? 0 : -1);
  }
  /* What was typed without choosing stays as it is, unless it is the very name or id of one record. */
  function settle() {
    close();
    const typed = input.value.trim(), was = value !== undefined && vocabulary ? context.nameOf(vocabulary, value) : value ?? "";
    if (typed === was) return;
    const exact = of.map((one) => [context.find(one, typed), one]).find(([id]) => id);
    if (exact) show(...exact);
    else { value = typed || undefined; vocabulary = undefined; mean(); }
    context.changed();
  }
  const KEYS = {
    ArrowDown: () => (list.hidden ? search() : light((active + 1) % options.length)),
    ArrowUp: () => (list.hidden ? search() : light((active - 1 + options.length) % options.length)),
    Enter: () => { if (active >= 0) choose(options[active]); else settle(); },
    Escape: () => (list.hidden ? show(undefined) : close()),
  };
  input.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && list.hidden && !input.value) return;
    event.preventDefault();
    if (options.length || list.hidden || event.key === "Escape" || event.key === "Enter") act();
  });
  input.addEventListener("input", () => { context.loaded(of[0]); search(); });
  input.addEventListener("click", () => { if (list.hidden) search(); });
  input.addEventListener("blur", settle);
  return {
    node: shown.node, get: () => value, set: show, vocabulary: () => vocabulary, focus: () => input.focus(),
    fault: shown.fault, at: () => null,
  };
}
