/* As known on a day: hides what had not been said in public by then. Every page works without this file. */
(function () {
  "use strict";
  const params = () => new URLSearchParams(location.search);
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text || "");

  function gradeOn(chip, day) {
    const changes = chip.dataset.history.split(";").map((c) => c.split(":"));
    const past = changes.filter((c) => c[0] <= day);
    return day ? past[past.length - 1] : changes[changes.length - 1];
  }

  function names() {
    const found = {};
    document.querySelectorAll("[data-grade-name]").forEach((n) => (found[n.dataset.gradeName] = n.textContent));
    return found;
  }

  function apply(day) {
    let shown = 0;
    document.querySelectorAll(".md-content [data-known]").forEach((node) => {
      node.hidden = Boolean(day) && node.dataset.known > day;
      if (node.style !== undefined) node.style.display = node.hidden ? "none" : "";
      if (!node.hidden && node.matches("li, tr")) shown += 1;
    });
    document.querySelectorAll(".k-month").forEach((month) => {
      month.hidden = !month.querySelector("li:not([hidden])");
    });
    const words = names();
    document.querySelectorAll(".k-grade[data-history]").forEach((chip) => {
      const now = gradeOn(chip, day);
      chip.hidden = !now;
      if (!now) return;
      chip.className = "k-grade k-grade--" + now[1];
      chip.textContent = words[now[1]] || now[1];
    });
    document.querySelectorAll(".k-known-control").forEach((form) => {
      form.elements.known.value = day || "";
      form.querySelector("output").textContent = day ? String(shown) : "";
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
    const forms = document.querySelectorAll(".k-known-control");
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

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
