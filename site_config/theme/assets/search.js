/* Search on demand: until it is asked for, this is all that is loaded. The opener is a link to the lists without it. */
(() => {
  "use strict";
  const box = new URL("search/box.js", document.currentScript.src);
  const load = () => import(box);
  const open = () => load().then((search) => search.open());
  const writes = (node) => node.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("click", (event) => {
    const from = event.target.closest?.("[data-k-search]");
    if (!from || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    if (!document.querySelector("[data-k-search]") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("pointerover", (event) => {
    if (event.target.closest?.("[data-k-search]")) load().then((search) => search.prepare());
  });
  if (new URLSearchParams(location.search).has("q") && document.querySelector("[data-k-search]")) open();
})();
