// Search over names, aliases and statements; filters of the glossaries. No request leaves the site.
"use strict";
(function () {
  var root = document.documentElement.dataset.content_root || "./";
  var words = document.getElementById("hb-words").dataset;

  // ---- folding and distance -------------------------------------------------
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/ё/g, "е").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }
  // Optimal string alignment, given up beyond `most`.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) { return most + 1; }
    var before = null, last = [], i, j;
    for (j = 0; j <= b.length; j++) { last[j] = j; }
    for (i = 1; i <= a.length; i++) {
      var row = [i], least = i;
      for (j = 1; j <= b.length; j++) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (before && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) { row[j] = Math.min(row[j], before[j - 2] + 1); }
        least = Math.min(least, row[j]);
      }
      if (least > most) { return most + 1; }
      before = last; last = row;
    }
    return last[b.length];
  }
  function wordScore(query, word) {
    if (word === query) { return 0; }
    if (word.startsWith(query)) { return 1; }
    if (query.length < 4) { return 9; }
    var most = query.length < 7 ? 1 : 2, d = distance(query, word, most);
    return d <= most ? 2 + d : 9;
  }
  function nameScore(tokens, query, name) {
    if (name === query) { return -1; }
    var parts = name.split(" "), total = 0;
    for (var t = 0; t < tokens.length; t++) {
      var best = 9;
      for (var p = 0; p < parts.length; p++) { best = Math.min(best, wordScore(tokens[t], parts[p])); }
      if (best > 4) { return 99; }
      total += best;
    }
    return total + parts.length / 100;
  }

  // ---- search ---------------------------------------------------------------
  var dialog = document.getElementById("hb-search");
  var input = document.getElementById("hb-search-input");
  var results = document.getElementById("hb-search-results");
  var status = document.getElementById("hb-search-status");
  var chosen = -1, loading = false;

  function load(then) {
    if (window.handbookLookup) { then(); return; }
    if (loading) { return; }
    loading = true;
    var script = document.createElement("script");
    script.src = root + "data/lookup.js";
    script.onload = then;
    document.head.appendChild(script);
  }
  function find(query) {
    var folded = fold(query), tokens = folded.split(" ").filter(Boolean);
    if (!tokens.length) { return { entries: [], statements: [] }; }
    var entries = [];
    window.handbookLookup.entries.forEach(function (entry) {
      var best = 99;
      entry.a.forEach(function (name) { best = Math.min(best, nameScore(tokens, folded, name)); });
      if (best < 99) { entries.push([best, entry]); }
    });
    entries.sort(function (a, b) { return a[0] - b[0] || (a[1].n < b[1].n ? -1 : 1); });
    var phrase = /^["“].*["”]$/.test(query.trim());
    var statements = window.handbookLookup.statements.filter(function (row) {
      row.f = row.f || " " + fold(row.t) + " ";
      return phrase ? row.f.includes(" " + folded + " ") : tokens.every(function (token) { return row.f.includes(" " + token); });
    });
    return { entries: entries.slice(0, 12).map(function (pair) { return pair[1]; }), statements: statements.slice(0, 12) };
  }
  function option(href, head, tail, sub) {
    var link = document.createElement("a"), hit = document.createElement("span"), below = document.createElement("span");
    link.href = root + href; link.setAttribute("role", "option"); link.setAttribute("aria-selected", "false"); link.tabIndex = -1;
    link.id = "hb-option-" + results.querySelectorAll("a").length;
    hit.className = "hb-hit"; hit.textContent = head; below.className = "hb-sub"; below.textContent = sub;
    link.append(hit, tail ? " · " + tail : "", below);
    return link;
  }
  function group(title, links) {
    if (!links.length) { return; }
    var box = document.createElement("div"), head = document.createElement("div");
    box.setAttribute("role", "group"); box.setAttribute("aria-label", title);
    head.className = "hb-group"; head.textContent = title; head.setAttribute("aria-hidden", "true");
    box.append(head); results.append(box);
    links.forEach(function (make) { box.append(make()); });
  }
  function show() {
    if (!window.handbookLookup) { load(show); return; }
    var found = find(input.value);
    results.textContent = ""; chosen = -1; input.removeAttribute("aria-activedescendant");
    group(words.entries, found.entries.map(function (e) { return function () { return option(e.u, e.n, e.k, e.g); }; }));
    group(words.statements, found.statements.map(function (s) { return function () { return option(s.u, s.s, "", s.t); }; }));
    var total = found.entries.length + found.statements.length;
    input.setAttribute("aria-expanded", String(total > 0));
    status.textContent = input.value.trim() ? (total ? found.entries.length + " " + words.entries.toLowerCase() + ", " + found.statements.length + " " + words.statements.toLowerCase() : words.none) : "";
    if (total) { choose(0); }
  }
  function choose(index) {
    var links = results.querySelectorAll("a");
    if (!links.length) { return; }
    if (chosen >= 0 && links[chosen]) { links[chosen].setAttribute("aria-selected", "false"); }
    chosen = (index + links.length) % links.length;
    links[chosen].setAttribute("aria-selected", "true");
    links[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", links[chosen].id);
  }
  function open() { if (!dialog.open) { dialog.showModal(); load(show); } input.focus(); input.select(); }
  document.querySelectorAll(".hb-search-open").forEach(function (button) { button.addEventListener("click", open); });
  document.getElementById("hb-search-close").addEventListener("click", function () { dialog.close(); });
  dialog.addEventListener("click", function (event) { if (event.target === dialog) { dialog.close(); } });
  input.addEventListener("input", show);
  input.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { event.preventDefault(); dialog.close(); }
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen - 1); }
    if (event.key === "Enter") { var link = results.querySelectorAll("a")[chosen]; if (link) { dialog.close(); link.click(); } }
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
    if ((event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) { event.preventDefault(); open(); }
  });

  // ---- filters of the glossaries --------------------------------------------
  var here = document.querySelector(".hb-filter-here");
  var rows = Array.from(document.querySelectorAll(".hb-row"));
  if (here && rows.length) {
    var form = document.createElement("form"), count = document.createElement("span");
    form.className = "hb-filter"; form.setAttribute("role", "search"); form.setAttribute("aria-label", words.filter);
    count.setAttribute("role", "status");
    var query = new URLSearchParams(location.search), controls = {};
    var add = function (key, label, prefix, css) {
      var options = {};
      rows.forEach(function (row) {
        row.classList.forEach(function (name) {
          if (name.startsWith(prefix)) { options[name.slice(prefix.length)] = row.querySelector(css).textContent.split(",")[0]; }
        });
      });
      var values = Object.keys(options).sort(function (a, b) { return options[a] < options[b] ? -1 : 1; });
      if (values.length < 2) { return; }
      var box = document.createElement("label"), select = document.createElement("select");
      box.textContent = label; select.name = key; select.append(new Option(words.all, ""));
      values.forEach(function (value) { select.append(new Option(options[value], value)); });
      select.value = query.get(key) || ""; if (select.selectedIndex < 0) { select.value = ""; }
      box.append(document.createElement("br"), select); form.append(box); controls[key] = [select, prefix];
    };
    add("kind", words.kind, "hb-is-", ".hb-kind");
    add("status", words.status, "hb-status-", ".hb-stage");
    var apply = function () {
      var shown = 0, link = new URLSearchParams();
      Object.keys(controls).forEach(function (key) { if (controls[key][0].value) { link.set(key, controls[key][0].value); } });
      rows.forEach(function (row) {
        row.hidden = !Object.keys(controls).every(function (key) { var c = controls[key]; return !c[0].value || row.classList.contains(c[1] + c[0].value); });
        shown += row.hidden ? 0 : 1;
      });
      document.querySelectorAll("article section section").forEach(function (section) {
        if (section.querySelector(".hb-row")) { section.hidden = !section.querySelector(".hb-row:not([hidden])"); }
      });
      count.textContent = shown + " " + words.shown;
      var address = location.pathname + (String(link) ? "?" + link : "") + location.hash;
      try { history.replaceState(null, "", address); } catch (e) { /* not allowed on file:// in some browsers */ }
    };
    form.addEventListener("change", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.append(count); here.replaceWith(form); apply();
  }
})();
