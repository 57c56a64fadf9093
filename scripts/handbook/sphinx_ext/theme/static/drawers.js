// The navigation and the contents of a page: beside the text where there is room, else drawers that buttons open.
"use strict";
(function () {
  // Where Furo takes each out of the page (its style sheet says the same).
  var drawers = [["hb-navigation", "(max-width: 63em)"], ["hb-contents", "(max-width: 82em)"]].map(function (pair) {
    return { panel: document.getElementById(pair[0]), narrow: matchMedia(pair[1]), buttons: document.querySelectorAll('[data-opens="' + pair[0] + '"]'), by: null };
  }).filter(function (drawer) { return drawer.panel; });
  var root = document.documentElement, overlay = document.querySelector(".hb-overlay"), opened = null;

  // What is out of sight takes no focus; while a drawer is open, what lies behind it does not either.
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
    // A window that grows has room again for what was a drawer.
    drawer.narrow.addEventListener("change", function () { if (opened === drawer && !drawer.narrow.matches) { opened = null; } apply(); });
    // A link to a place on this page leads to what was behind the drawer.
    drawer.panel.addEventListener("click", function (event) { if (event.target.closest("a[href]")) { opened = null; apply(); } });
  });
  document.querySelectorAll("[data-closes]").forEach(function (part) { part.addEventListener("click", close); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape" && opened && !document.querySelector("dialog[open]")) { close(); } });
  apply();
  // Code that is wider than its place is scrolled by the keyboard too.
  document.querySelectorAll("pre").forEach(function (code) { if (code.scrollWidth > code.clientWidth) { code.tabIndex = 0; } });
})();
