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
    if (!tokens.length) { return []; }
    var entries = [];
    window.handbookLookup.entries.forEach(function (entry) {
      var best = 99;
      entry.a.forEach(function (name) { best = Math.min(best, nameScore(tokens, folded, name)); });
      if (best < 99) { entries.push([best, entry]); }
    });
    entries.sort(function (a, b) { return a[0] - b[0] || (a[1].n < b[1].n ? -1 : 1); });
    return entries.slice(0, 10).map(function (pair) { return pair[1]; });
  }
  // Full text needs a web server (WebAssembly); from a file only names are found.
  var pagefind = null, noFullText = location.protocol === "file:";
  function fullText(query) {
    if (location.protocol === "file:" || fold(query).length < 2) { return Promise.resolve([]); }
    var base = new URL(root, location.href);
    pagefind = pagefind || import(new URL("pagefind/pagefind.js", base).href).then(function (module) {
      return Promise.resolve(module.options({ baseUrl: base.pathname, excerptLength: 28 })).then(function () { return module; });
    });
    return pagefind
      .then(function (module) { return module.search(query); })
      .then(function (found) { return Promise.all(found.results.slice(0, 12).map(function (hit) { return hit.data(); })); })
      .then(function (hits) { return hits.map(function (hit) { return { u: root + hit.meta.href, n: hit.meta.title, k: hit.meta.kind, g: hit.excerpt.replace(/<[^>]*>/g, "") }; }); })
      .catch(function () { noFullText = true; return []; });
  }
  function unescaped(text) { return new DOMParser().parseFromString(text, "text/html").documentElement.textContent; }
  function option(href, head, tail, sub) {
    var link = document.createElement("a"), hit = document.createElement("span"), below = document.createElement("span");
    link.href = href; link.setAttribute("role", "option"); link.setAttribute("aria-selected", "false"); link.tabIndex = -1;
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
  var turn = 0;
  function show() {
    if (!window.handbookLookup) { load(show); return; }
    var asked = input.value, mine = ++turn, entries = find(asked);
    results.textContent = ""; chosen = -1; input.removeAttribute("aria-activedescendant"); status.textContent = "";
    // The best entry comes first, in the group of its kind; other kinds follow in the order of their best.
    var groups = {};
    entries.forEach(function (e) { (groups[e.k] = groups[e.k] || []).push(function () { return option(root + e.u, e.n, "", e.g); }); });
    Object.keys(groups).forEach(function (kind) { group(kind, groups[kind]); });
    if (entries.length) { choose(0); }
    input.setAttribute("aria-expanded", String(entries.length > 0));
    fullText(asked).then(function (hits) {
      if (mine !== turn) { return; }
      var kinds = {};
      hits.forEach(function (hit) { (kinds[hit.k] = kinds[hit.k] || []).push(function () { return option(hit.u, hit.n, "", unescaped(hit.g)); }); });
      Object.keys(kinds).forEach(function (kind) { group(kind, kinds[kind]); });
      var total = entries.length + hits.length;
      input.setAttribute("aria-expanded", String(total > 0));
      status.textContent = fold(asked) ? (total ? entries.length + " " + words.entries.toLowerCase() + ", " + hits.length + " " + words.statements.toLowerCase() : words.none) : "";
      // Said, not swallowed: from a file, or when the index cannot be loaded, only names are found.
      if (noFullText && fold(asked)) { status.textContent += " · " + words.nofull; }
      if (chosen < 0 && total) { choose(0); }
    });
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

  // ---- lists: narrow and sort by the data of their rows -------------
  var here = document.querySelector(".hb-filter-here");
  var rows = Array.from(document.querySelectorAll(".hb-row, li.timeline"));
  // Sorted rows stand in one list before the letters; unsorted ones go home.
  var homes = rows.map(function (row) { return row.parentNode; }), one = null;
  // What a row is filtered and sorted by stands in it as data, never as text.
  var read = new Map();
  function data(row) {
    if (!read.has(row)) {
      var holder = row.querySelector(".hb-data");
      read.set(row, holder ? JSON.parse(holder.dataset.json) : {});
    }
    return read.get(row);
  }
  function facets(row, name) {
    return (data(row).facets || []).filter(function (facet) { return facet[0] === name; }).map(function (facet) { return [facet[1], facet[2]]; });
  }
  if (here && rows.length) {
    var form = document.createElement("form"), count = document.createElement("span");
    form.className = "hb-filter"; form.setAttribute("role", "search"); form.setAttribute("aria-label", words.filter);
    count.setAttribute("role", "status");
    var query = new URLSearchParams(location.search), controls = {};
    ["kind", "sector", "status", "reached", "state", "actor", "year"].forEach(function (name) {
      var options = {};
      rows.forEach(function (row) { facets(row, name).forEach(function (pair) { options[pair[0]] = pair[1]; }); });
      var values = Object.keys(options).sort(function (a, b) { return options[a].localeCompare(options[b]); });
      if (values.length > 1) { control(name, words[name], values.map(function (value) { return [value, options[value]]; }), words.all); }
    });
    rows.forEach(function (row, index) { row.dataset.place = index; });
    var orders = ["date", "evidence"].filter(function (key) { return rows.some(function (row) { return key in (data(row).sort || {}); }); });
    if (orders.length) { control("sort", words.sort, orders.map(function (key) { return [key, words["sort" + key]]; }), words.sortname); }
    form.addEventListener("change", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.append(count);
    here.after(form);
    here.remove();
    apply();
  }
  function control(name, label, values, first) {
    var box = document.createElement("label"), select = document.createElement("select");
    box.textContent = label; select.name = name; select.append(new Option(first, ""));
    values.forEach(function (pair) { select.append(new Option(pair[1], pair[0])); });
    select.value = query.get(name) || ""; if (select.selectedIndex < 0) { select.value = ""; }
    box.append(select); form.append(box); controls[name] = select;
  }
  function key(row, name) { return (data(row).sort || {})[name] || ""; }
  function apply() {
    var shown = 0, link = new URLSearchParams();
    Object.keys(controls).forEach(function (name) { if (controls[name].value) { link.set(name, controls[name].value); } });
    rows.forEach(function (row) {
      row.hidden = !Object.keys(controls).every(function (name) {
        var wanted = controls[name].value;
        return name === "sort" || !wanted || facets(row, name).some(function (pair) { return pair[0] === wanted; });
      });
      shown += row.hidden ? 0 : 1;
    });
    order(controls.sort ? controls.sort.value : "");
    document.querySelectorAll("article section section").forEach(function (section) {
      if (section.querySelector(".hb-rows")) { section.hidden = !section.querySelector(".hb-row:not([hidden])"); }
    });
    count.textContent = shown + " " + words.shown;
    var address = location.pathname + (String(link) ? "?" + link : "") + location.hash;
    try { history.replaceState(null, "", address); } catch (e) { /* not allowed on file:// in some browsers */ }
  }
  function order(name) {
    if (!name && !one) { return; }
    if (!name) { rows.forEach(function (row, index) { homes[index].append(row); }); one.remove(); one = null; return; }
    if (!one) { one = document.createElement("ul"); one.className = homes[0].className; form.after(one); }
    rows.slice().sort(function (a, b) {
      var x = key(a, name), y = key(b, name);
      return (name === "evidence" ? Number(y) - Number(x) : x < y ? 1 : x > y ? -1 : 0) || a.dataset.place - b.dataset.place;
    }).forEach(function (row) { one.append(row); });
  }

  // ---- previews of entries, sources and statements ---------------------------
  var card = null, shownFor = null, timer = 0;
  function script(address, then) {
    var found = document.querySelector('script[data-of="' + address + '"]');
    if (found) { if (found.dataset.done) { then(); } else { found.addEventListener("load", then); } return; }
    var made = document.createElement("script");
    made.src = root + address; made.dataset.of = address;
    made.addEventListener("load", function () { made.dataset.done = "1"; then(); });
    document.head.append(made);
  }
  // A page that has become an index sends on who comes for one of its objects.
  function follow() {
    // As it stands: our ids need no decoding, and what cannot be decoded would end the script.
    var wanted = location.hash.slice(1);
    if (!wanted || !document.querySelector(".hb-parts") || document.getElementById(wanted)) { return; }
    script("data/anchors.js", function () {
      var page = Object.prototype.hasOwnProperty.call(window.handbookAnchors, wanted) && window.handbookAnchors[wanted];
      if (page) { location.replace(root + page + ".html#" + wanted); }
    });
  }
  follow();
  addEventListener("hashchange", follow);
  function addressOf(link) {
    var base = new URL(root, location.href), full = new URL(link.href, location.href);
    if (full.origin !== base.origin || !full.pathname.startsWith(base.pathname)) { return null; }
    return full.pathname.slice(base.pathname.length) + full.hash;
  }
  function preview(link, then) {
    var address = addressOf(link), statement = address && address.match(/^sources\/([a-z0-9-]+)\.html#p([0-9]+[a-z]+)$/);
    if (!address || !/^(actors|agreements|events|sources|reference\/terms)/.test(address)) { return; }
    if (statement) {
      script("data/statements/" + statement[1] + ".js", function () { var found = (window.handbookStatements || {})[statement[1]]; if (found && found[statement[2]]) { then(found[statement[2]]); } });
    } else {
      script("data/previews.js", function () { var found = window.handbookPreviews[address.replace(/#hb-entry$/, "")]; if (found) { then(found); } });
    }
  }
  function open_(link, touch) {
    preview(link, function (data) {
      if (shownFor === link && card) { return; }
      close_();
      card = document.createElement("div"); card.id = "hb-preview"; card.setAttribute("role", touch ? "dialog" : "tooltip");
      [["hb-preview-name", data.name], ["hb-preview-kind", [data.kind, data.dates].filter(Boolean).join(" · ")], ["hb-preview-gloss", data.gloss]].forEach(function (part) {
        if (part[1]) { var line = document.createElement("p"); line.className = part[0]; line.textContent = part[1]; card.append(line); }
      });
      if (touch) {
        card.setAttribute("aria-label", data.name);
        var go = document.createElement("a"); go.href = link.href; go.textContent = words.open; go.className = "hb-preview-go"; card.append(go);
      }
      document.body.append(card);
      var box = link.getBoundingClientRect(), wide = card.offsetWidth, high = card.offsetHeight;
      var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - wide - 8));
      var below = box.bottom + 8 + high < window.innerHeight || box.top < high + 8;
      card.style.left = left + window.scrollX + "px";
      card.style.top = (below ? box.bottom + 8 : box.top - high - 8) + window.scrollY + "px";
      shownFor = link;
      if (!touch) { link.setAttribute("aria-describedby", "hb-preview"); }
      card.addEventListener("pointerenter", function () { clearTimeout(timer); });
      card.addEventListener("pointerleave", later);
    });
  }
  function close_() {
    clearTimeout(timer);
    if (shownFor) { shownFor.removeAttribute("aria-describedby"); }
    if (card) { card.remove(); }
    card = null; shownFor = null;
  }
  function later() { clearTimeout(timer); timer = setTimeout(close_, 220); }
  function linkOf(event) { return event.target.closest ? event.target.closest("article a[href]:not(.headerlink)") : null; }
  document.addEventListener("pointerover", function (event) {
    var link = linkOf(event);
    if (link && event.pointerType === "mouse" && link !== shownFor) { clearTimeout(timer); timer = setTimeout(function () { open_(link, false); }, 260); }
  });
  document.addEventListener("pointerout", function (event) { if (linkOf(event) && event.pointerType === "mouse") { later(); } });
  document.addEventListener("focusin", function (event) { var link = linkOf(event); if (link && link.matches(":focus-visible")) { open_(link, false); } else if (!card || !card.contains(event.target)) { close_(); } });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape" && card) { close_(); } });
  var touched = false;
  document.addEventListener("pointerdown", function (event) { touched = event.pointerType === "touch"; if (card && !card.contains(event.target) && linkOf(event) !== shownFor) { close_(); } });
  document.addEventListener("click", function (event) {
    var link = linkOf(event);
    if (!touched || !link || link === shownFor || event.defaultPrevented) { return; }
    var address = addressOf(link);
    if (address && /^(actors|agreements|events|sources)\/(?!index)/.test(address)) { event.preventDefault(); open_(link, true); }
  });

  // ---- citing ---------------------------------------------------------------
  function copyButton(label, text) {
    var button = document.createElement("button");
    button.type = "button"; button.className = "hb-copy"; button.textContent = words.copy;
    if (label) { button.setAttribute("aria-label", label); }
    button.addEventListener("click", function () {
      var done = function () { button.textContent = words.copied; setTimeout(function () { button.textContent = words.copy; }, 2000); };
      if (navigator.clipboard) { navigator.clipboard.writeText(text()).then(done); }
      else {
        var area = document.createElement("textarea");
        area.value = text(); document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); done();
      }
    });
    return button;
  }
  var citing = document.getElementById("cite");
  if (citing) {
    citing.querySelectorAll("dd.hb-cite-text").forEach(function (text) {
      text.append(" ", copyButton(words.copy + " " + text.previousElementSibling.textContent, function () { return text.firstChild ? Array.from(text.childNodes).filter(function (n) { return n.nodeName !== "BUTTON"; }).map(function (n) { return n.textContent; }).join("").trim() : ""; }));
    });
    citing.querySelectorAll("pre.hb-cite-text").forEach(function (text) {
      var name = text.parentElement.querySelector("summary").textContent;
      text.nextElementSibling.prepend(copyButton(words.copy + " " + name, function () { return text.textContent; }), " ");
    });
    var page = citing.querySelector("dd.hb-cite-text").textContent.replace(words.copy, "").trim();
    document.querySelectorAll(".hb-sources .hb-statement").forEach(function (box) {
      var label = box.id.slice(1), mark = box.querySelector(".hb-mark");
      if (mark) { mark.append(" ", copyButton(words.citethis + " ¶" + label, function () { return page + " [" + words.statement + " " + label + ", " + location.href.split("#")[0] + "#" + box.id + "]"; })); }
    });
    document.querySelectorAll(".hb-claim").forEach(function (box) {
      var fold = box.querySelector("details"), label = box.id.replace("claim-", "");
      if (fold) { fold.append(copyButton(words.citeclaim, function () { return page + " [" + words.claim + " " + label + ", " + location.href.split("#")[0] + "#" + box.id + "]"; })); }
    });
  }
})();
