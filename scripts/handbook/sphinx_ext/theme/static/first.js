// Runs before anything is painted: sets the reader's choice of colours, and marks that scripts run.
"use strict";
(function () {
  var root = document.documentElement;
  root.classList.remove("no-js");
  root.classList.add("js");
  document.addEventListener("DOMContentLoaded", apply);
  var seen = new MutationObserver(function () { if (document.body) { seen.disconnect(); apply(); } });
  seen.observe(root, { childList: true });
  function apply() {
    var theme = "auto";
    try { theme = localStorage.getItem("theme") || "auto"; } catch (e) { /* storage may be forbidden */ }
    document.body.dataset.theme = theme;
  }
})();
