/* A button beside each citation that copies it. Without this file the texts can still be selected, and the files saved.
   The theme's script asks for a sitemap beside every link that is "alternate" and nothing else; once it has looked, the
   links get the plain word that some programs look for. */
(function () {
  "use strict";
  function button(box, text) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "k-copy";
    made.textContent = box.dataset.kCopy;
    made.addEventListener("click", function () {
      navigator.clipboard.writeText(text).then(function () {
        made.textContent = box.dataset.kCopied;
        setTimeout(function () { made.textContent = box.dataset.kCopy; }, 2000);
      }, function () { made.remove(); });
    });
    return made;
  }
  function start() {
    if (!navigator.clipboard) return;
    document.querySelectorAll("[data-k-copy]").forEach(function (box) {
      box.querySelectorAll(".k-citation, .k-cite-file").forEach(function (shown) {
        const beside = shown.matches("pre") ? shown.previousElementSibling : shown.parentNode;
        beside.append(" ", button(box, shown.textContent));
      });
    });
  }
  addEventListener("load", function () {
    document.querySelectorAll("link[rel~=alternate]").forEach(function (link) { link.rel = "alternate"; });
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
