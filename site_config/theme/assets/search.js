/* Search on demand: until it is asked for, this is all that is loaded. Without it the opener is a link to the lists. */
(() => {
  "use strict";
  const from = document.currentScript.src, OPENER = "[data-k-search]";
  const FIELDS = "input, textarea, select, [contenteditable], dialog";
  const EARLY = ["cards.table", "pagefind-entry.json", "wasm.en.pagefind"];
  let engine, typed = null; // what is typed while the box is on its way

  /* What every search needs is asked for beside the engine, not after it: each answer takes its time on a slow line. It is
     asked for anew where a browser has it, since files of two builds don't fit together. */
  function start() {
    engine = new Worker(new URL("search/engine.js", from), { type: "module", name: EARLY.join(" ") });
    for (const early of EARLY) {
      fetch(new URL(`../pagefind/${early}`, from), { cache: "no-cache" })
        .then((answer) => (answer.ok ? answer.arrayBuffer() : null), () => null)
        .then((data) => engine.postMessage({ early, data }, data ? [data] : []));
    }
  }

  function load() {
    if (!engine) start();
    return import(new URL("search/box.js", from));
  }

  function open() {
    typed ??= "";
    load().then((box) => box.open(engine, typed)).finally(() => (typed = null));
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(OPENER) || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("pointerover", (event) => event.target.closest?.(OPENER) && load());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
    if (typed !== null) typed += event.key;
    else if (event.key !== "/" || event.target.closest?.(FIELDS) || !document.querySelector(OPENER)) return;
    else open();
    event.preventDefault();
  }, true); // before the keys of lists, which would act on what is typed
  if (new URLSearchParams(location.search).has("q") && document.querySelector(OPENER)) open();
})();
