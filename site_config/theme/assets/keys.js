/* Keys for lists of events: j and k go from entry to entry, x shows everything, ? tells all this. They can be turned
   off, and never act in a field or with a modifier. */
(function () {
  "use strict";
  const help = document.getElementById("k-help"), open = document.querySelector(".k-keys");
  if (!help) return;
  const on = help.querySelector("#k-keys-on"), STORE = "kronik.keys";

  function remembered() {
    try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
  }

  function remember() {
    try { localStorage.setItem(STORE, on.checked ? "on" : "off"); } catch { /* a private window forgets it */ }
  }

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

  on.checked = remembered();
  on.addEventListener("change", remember);
  open.addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const act = ACTS[event.key];
    if (!act || !on.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.defaultPrevented || typing(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    act();
  });
})();
