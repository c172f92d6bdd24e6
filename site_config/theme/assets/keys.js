/* Keys for lists of events: they can be turned off, and never act in a field or with a modifier. */
(function () {
  "use strict";
  const help = document.getElementById("k-help"), open = document.querySelector(".k-keys");
  if (!help) return;
  const on = help.querySelector("#k-keys-on"), STORE = "kronik.keys";

  /* A private window may refuse to remember. */
  const stored = (value) => {
    try { return value ? localStorage.setItem(STORE, value) : localStorage.getItem(STORE); } catch { return null; }
  };

  function step(by) {
    const links = [...document.querySelectorAll(".k-entry:not([hidden]) .k-title")];
    const here = document.activeElement.closest && document.activeElement.closest(".k-entry");
    let at = here ? links.findIndex((link) => here.contains(link)) + by : inView(links);
    at = Math.min(Math.max(at, 0), links.length - 1);
    if (links[at]) links[at].focus();
  }

  /* The first entry that is not above the screen, by halves: a long list is not measured as a whole. */
  function inView(links) {
    let low = 0, high = links.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (links[middle].getBoundingClientRect().top < 150) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const typing = (target) => target.closest && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const ACTS = {
    j: () => step(1),
    k: () => step(-1),
    x: () => { const clear = document.querySelector(".k-clear.k-on"); if (clear) clear.click(); },
    "?": () => help.showModal(),
  };

  on.checked = stored() !== "off";
  on.addEventListener("change", () => stored(on.checked ? "on" : "off"));
  open.addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const act = ACTS[event.key];
    if (!act || !on.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.defaultPrevented || typing(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    act();
  });
})();
