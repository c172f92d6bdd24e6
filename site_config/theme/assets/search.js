/* Search on demand: until it is asked for, this is all that is loaded. The opener is a link to the lists without it. */
(() => {
  "use strict";
  const box = new URL("search/box.js", document.currentScript.src);
  const opener = () => document.querySelector("[data-k-search]");
  const load = () => opener() && import(box);
  const open = (from) => load()?.then((search) => search.open(from));
  const writes = (node) => node.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("click", (event) => {
    const from = event.target.closest?.("[data-k-search]");
    if (!from || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(from);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    if (!opener() || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open(opener());
  });
  document.addEventListener("pointerover", (event) => {
    if (event.target.closest?.("[data-k-search]")) load().then((search) => search.prepare());
  });
  if (new URLSearchParams(location.search).has("q")) open(opener());
})();
