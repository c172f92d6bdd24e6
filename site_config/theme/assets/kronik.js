/* As known on a day: hides what had not been said in public by then. Every page works without this file. The colour scheme
   stands below. */
(function () {
  "use strict";
  const params = () => new URLSearchParams(location.search);
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text || "") && !isNaN(Date.parse(text));

  /* The last of the changes, each a day and a grade, that had happened by a day. */
  function gradeOn(changes, day) {
    const past = changes.filter((c) => !day || c[0] <= day);
    return past[past.length - 1];
  }

  function names(kind) {
    const found = {};
    document.querySelectorAll("[data-" + kind + "-name]").forEach((n) => {
      found[n.dataset[kind + "Name"]] = n.textContent;
    });
    return found;
  }

  /* The last words of a party in the table of stances; the built cell comes back when no day is set. */
  function lastWords(cell, day, words) {
    if (cell.built === undefined) cell.built = Array.from(cell.childNodes);
    if (!day) return cell.replaceChildren(...cell.built);
    const past = cell.dataset.stances.split(";").filter((c) => c && c.slice(0, 10) <= day);
    if (!past.length) return cell.replaceChildren("–");
    const word = past[past.length - 1].slice(11);
    const chip = document.createElement("span");
    chip.className = "k-stance k-stance--" + word;
    chip.textContent = words[word] || word;
    cell.replaceChildren(chip);
  }

  function apply(day) {
    let shown = 0;
    document.querySelectorAll(".md-content [data-known]").forEach((node) => {
      node.hidden = Boolean(day) && node.dataset.known > day;
      if (node.style !== undefined) node.style.display = node.hidden ? "none" : "";
      if (!node.hidden && node.matches("li, tr")) shown += 1;
    });
    document.querySelectorAll(".k-day, .k-month").forEach((group) => {
      group.hidden = !group.querySelector(".k-entry:not([hidden])");
    });
    const stances = names("stance");
    document.querySelectorAll("[data-stances]").forEach((cell) => lastWords(cell, day, stances));
    const words = names("grade");
    document.querySelectorAll(".k-grade[data-history]").forEach((chip) => {
      const now = gradeOn(chip.dataset.history.split(";").map((c) => c.split(":")), day);
      chip.hidden = !now;
      if (!now) return;
      chip.className = "k-grade k-grade--" + now[1];
      chip.textContent = words[now[1]] || now[1];
    });
    document.querySelectorAll("form.k-known-control").forEach((form) => {
      form.elements.known.value = day || "";
      const output = form.querySelector("output");
      output.textContent = day ? output.dataset.words.replace("{number}", shown) : "";
    });
  }

  function remember(day) {
    const query = params();
    if (day) query.set("known", day);
    else query.delete("known");
    const text = query.toString();
    history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
  }

  function start() {
    const forms = document.querySelectorAll("form.k-known-control");
    forms.forEach((form) => {
      form.hidden = false;
      form.addEventListener("input", () => {
        const day = form.elements.known.value;
        remember(day);
        apply(day);
      });
      form.addEventListener("reset", () => {
        remember("");
        setTimeout(() => apply(""));
      });
      form.addEventListener("submit", (event) => event.preventDefault());
    });
    const day = params().get("known");
    if (forms.length && isDay(day)) apply(day);
  }

  /* The timeline has its own control, which knows more than a day. */
  window.kronik = { apply, gradeOn, isDay };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

/* The colour scheme: a choice is kept and shown; until there is one, the page follows the system. */
(function () {
  "use strict";
  const form = document.getElementById("k-scheme");
  if (!form) return;
  const boxes = [...form.elements], papers = [...document.querySelectorAll("meta[name=theme-color]")];
  const colours = papers.map((paper) => paper.content);
  const isDark = () => document.body.dataset.mdColorScheme === "slate";
  let chosen = false;
  try { chosen = Boolean(boxes[__md_get("__palette").index]); } catch { /* nothing was, or nothing may be kept */ }

  function show(box) {
    box.checked = true;
    document.body.dataset.mdColorScheme = box.dataset.mdColorScheme;
  }
  function settle() {
    document.querySelector("meta[name=color-scheme]").content = isDark() ? "dark" : "light";
    papers.forEach((paper) => { paper.content = colours[Number(isDark())]; });
  }
  if (chosen) settle();
  form.addEventListener("change", (event) => {
    chosen = true;
    show(event.target);
    settle();
    __md_set("__palette", { index: boxes.indexOf(event.target), color: { scheme: document.body.dataset.mdColorScheme } });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const next = boxes[(boxes.indexOf(event.target) + 1) % boxes.length];
    next.click();
    next.focus();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    const box = boxes.find((one) => matchMedia(one.dataset.mdColorMedia).matches);
    if (box && !chosen) show(box);
  });
})();
