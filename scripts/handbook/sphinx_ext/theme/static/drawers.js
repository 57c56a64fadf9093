// The navigation and the contents of a page: beside the text if there is room, otherwise drawers that buttons open.
"use strict";
(function () {
  // The widths below which Furo takes each out of the page (the same as in its style sheet).
  var drawers = [["hb-navigation", "(max-width: 63em)"], ["hb-contents", "(max-width: 82em)"]].map(function (pair) {
    return { panel: document.getElementById(pair[0]), narrow: matchMedia(pair[1]), buttons: document.querySelectorAll('[data-opens="' + pair[0] + '"]'), by: null };
  }).filter(function (drawer) { return drawer.panel; });
  var root = document.documentElement, overlay = document.querySelector(".hb-overlay"), opened = null;

  // Closed drawers take no focus; while a drawer is open, neither does the page behind it.
  function apply() {
    drawers.forEach(function (drawer) {
      var shown = opened === drawer;
      drawer.panel.inert = drawer.narrow.matches && !shown;
      drawer.panel.classList.toggle("hb-drawn", shown);
      drawer.buttons.forEach(function (button) { button.setAttribute("aria-expanded", String(shown)); });
    });
    overlay.classList.toggle("hb-drawn", opened !== null);
    root.classList.toggle("hb-drawer-open", opened !== null);
    [".skip-to-content", ".mobile-header", ".content"].forEach(function (name) { document.querySelector(name).inert = opened !== null; });
  }
  function open(drawer, button) {
    opened = drawer; drawer.by = button; apply();
    drawer.panel.querySelector(".hb-drawer-close").focus();
  }
  function close() {
    if (!opened) { return; }
    var by = opened.by;
    opened = null; apply();
    if (by) { by.focus(); }
  }
  drawers.forEach(function (drawer) {
    drawer.buttons.forEach(function (button) { button.addEventListener("click", function () { open(drawer, button); }); });
    // When the window grows, there may be room again beside the text.
    drawer.narrow.addEventListener("change", function () { if (opened === drawer && !drawer.narrow.matches) { opened = null; } apply(); });
    // A link may lead to a place on this page, behind the drawer: close it.
    drawer.panel.addEventListener("click", function (event) { if (event.target.closest("a[href]")) { opened = null; apply(); } });
  });
  document.querySelectorAll("[data-closes]").forEach(function (part) { part.addEventListener("click", close); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape" && opened && !document.querySelector("dialog[open]")) { close(); } });
  apply();
  // Make code that is too wide scrollable by keyboard too.
  document.querySelectorAll("pre").forEach(function (code) { if (code.scrollWidth > code.clientWidth) { code.tabIndex = 0; } });
})();
