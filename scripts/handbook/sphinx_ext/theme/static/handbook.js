// The search dialog, filters of the lists, previews. No request leaves the site.
"use strict";
(function () {
  var root = document.documentElement.dataset.content_root || "./";
  var words = document.getElementById("hb-words").dataset;

  // ---- search: the dialog; `search.js` is the engine --------------------------
  var dialog = document.getElementById("hb-search");
  var input = document.getElementById("hb-search-input");
  var results = document.getElementById("hb-search-results");
  var status = document.getElementById("hb-search-status");
  var more = document.getElementById("hb-search-more");
  var chosen = -1, turn = 0, engine = null, FEW = 4;
  var own = document.currentScript.src;

  function search() {
    engine = engine || new Promise(function (done, failed) {
      var element = document.createElement("script");
      element.src = own.replace("handbook.js", "search.js");
      element.onload = function () { done(window.handbookSearch); };
      element.onerror = function () { engine = null; element.remove(); failed(new Error(element.src)); };
      document.head.append(element);
      // Request the engine's first files together with it: one round trip to the server instead of two.
      if (/^https?:$/.test(location.protocol)) {
        [own.replace("handbook.js", "stemmers.js"), root + "data/search/about.js"].forEach(function (address) {
          var early = document.createElement("link");
          early.rel = "preload"; early.as = "script"; early.href = address;
          document.head.append(early);
        });
      }
    });
    return engine;
  }
  window.handbookEngine = search;
  function option(hit) {
    var link = document.createElement("a"), name = document.createElement("span"), tail = document.createElement("span"), below = document.createElement("span");
    link.href = hit.address; link.setAttribute("role", "option"); link.setAttribute("aria-selected", "false"); link.tabIndex = -1;
    link.id = "hb-option-" + results.querySelectorAll("a").length;
    name.className = "hb-hit"; name.textContent = hit.name; below.className = "hb-sub"; below.textContent = hit.gloss;
    tail.className = "hb-kind"; tail.textContent = hit.kind;
    link.append(name, " ", tail, below);
    return link;
  }
  function group(title, hits) {
    var box = document.createElement("div"), head = document.createElement("div");
    box.setAttribute("role", "group"); box.setAttribute("aria-label", title);
    head.className = "hb-group"; head.textContent = title; head.setAttribute("aria-hidden", "true");
    box.append(head); results.append(box);
    hits.forEach(function (hit) { box.append(option(hit)); });
  }
  function show() {
    var asked = input.value, mine = ++turn, found = [[], [], []];
    more.hidden = true;
    if (!asked.trim()) { results.textContent = ""; status.textContent = ""; chosen = -1; input.setAttribute("aria-expanded", "false"); return; }
    search().then(function (engine) {
      // All are searched for and fetched at the same time; passages are shown when they come, after the others.
      function some(index, place, most) {
        return engine.find(index, asked).then(function (hits) {
          found[place] = hits;
          return mine === turn ? engine.shown(index, hits.slice(0, most)) : null;
        });
      }
      var first = Promise.all([some("entries", 0, 8), some("pages", 1, 3)]), passages = some("passages", 2, 6);
      passages.catch(function () { /* reported below, where the promise is awaited */ });
      return first.then(function (rows) {
        if (mine !== turn) { return null; }
        results.textContent = ""; chosen = -1; input.removeAttribute("aria-activedescendant"); status.textContent = "";
        // A page with all words may be what is asked for: it is not left below the edge of a small screen.
        var page = found[1].length > 0 && found[1][0].all, groups = [[words.entries, rows[0].slice(0, page ? FEW : 8)], [words.pages, rows[1]]];
        if (engine.pagesFirst(found[0], found[1])) { groups.reverse(); }
        groups.forEach(function (pair) { if (pair[1].length) { group(pair[0], pair[1]); } });
        choose(0);
        return passages;
      }).then(function (rest) {
        if (!rest || mine !== turn) { return; }
        if (rest.length) { group(words.passages, rest); }
        var total = found[0].length + found[1].length + found[2].length;
        input.setAttribute("aria-expanded", String(total > 0));
        status.textContent = window.handbookSearch.found(found[0], found[1], found[2], words);
        more.hidden = !total; more.href = root + "reference/search.html?" + new URLSearchParams({ q: asked });
        if (chosen < 0) { choose(0); }
      });
    }).catch(function () {
      // Report the error: a part of the index could not be loaded.
      if (mine === turn) { status.textContent = words.failed; }
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
  // On pages without the data of our search: the address of Sphinx's search, or an empty string.
  var elsewhere = document.body.dataset.search;
  function begin() { if (elsewhere !== undefined) { return; } search().then(function (engine) { return engine.begin(); }).catch(function () { /* reported at the first query */ }); }
  function open() { if (elsewhere !== undefined) { if (elsewhere) { location.href = elsewhere; } return; } if (!dialog.open) { dialog.showModal(); begin(); if (input.value) { show(); } } input.focus(); input.select(); }
  // The engine is loaded when a reader is about to search; on the home page, where many do, as soon as the browser is idle.
  addEventListener("load", function () {
    if (!document.querySelector(".hb-ask-home") || (navigator.connection && navigator.connection.saveData)) { return; }
    if (window.requestIdleCallback) { requestIdleCallback(begin, { timeout: 3000 }); } else { setTimeout(begin, 1500); }
  });
  document.querySelectorAll(".hb-search-open, .hb-ask-home a").forEach(function (button) {
    ["pointerenter", "focus"].forEach(function (name) { button.addEventListener(name, begin, { once: true }); });
  });
  document.querySelectorAll(".hb-search-open").forEach(function (button) { button.addEventListener("click", open); });
  document.querySelectorAll(".hb-ask-home a").forEach(function (link) {
    link.addEventListener("click", function (event) { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); open(); } });
  });
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

  // The page of results has a script of its own, and so have pictures that follow a list.
  [[".hb-search-page", "results.js"], [".hb-follows", "figures.js"], [".hb-any-day", "as-of.js"]].forEach(function (pair) {
    if (!document.querySelector(pair[0])) { return; }
    var more = document.createElement("script");
    more.src = own.replace("handbook.js", pair[1]);
    document.head.append(more);
  });

  // ---- lists: filter and sort them by the data of their rows --------
  var here = document.querySelector(".hb-filter-here");
  var rows = Array.from(document.querySelectorAll(".hb-row, li.timeline"));
  // Sorted rows are in one list before the letters; unsorted ones go back to their own lists.
  var homes = rows.map(function (row) { return row.parentNode; }), one = null;
  // The values by which a row is filtered and sorted are in it as data, never as text.
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
  var fold = null;
  if (here && rows.length) {
    var form = document.createElement("form"), count = document.createElement("span");
    form.className = "hb-filter"; form.setAttribute("role", "search"); form.setAttribute("aria-label", words.filter);
    count.setAttribute("role", "status");
    var query = new URLSearchParams(location.search), controls = {};
    ["kind", "sector", "status", "reached", "state", "actor", "language", "country", "publication", "origin", "year"].forEach(function (name) {
      var options = {};
      rows.forEach(function (row) { facets(row, name).forEach(function (pair) { options[pair[0]] = pair[1]; }); });
      var values = Object.keys(options).sort(function (a, b) { return options[a].localeCompare(options[b]); });
      if (values.length > 1) { control(name, words[name], values.map(function (value) { return [value, options[value]]; }), words.all); }
    });
    rows.forEach(function (row, index) { row.dataset.place = index; });
    var orders = ["date", "evidence"].filter(function (key) { return rows.some(function (row) { return key in (data(row).sort || {}); }); });
    if (orders.length) { control("sort", words.sort, orders.map(function (key) { return [key, words["sort" + key]]; }), document.querySelector(".hb-rows-source") ? words.sortlisted : words.sortname); }
    // Where there is little room the controls are folded.
    fold = document.createElement("button");
    fold.type = "button"; fold.className = "hb-filter-fold"; fold.textContent = words.filter;
    fold.addEventListener("click", function () { unfold(!form.classList.contains("hb-open")); });
    form.prepend(fold);
    unfold(Object.keys(controls).some(function (name) { return controls[name].value; }));
    form.addEventListener("change", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.append(count);
    here.after(form);
    here.remove();
    apply();
  }
  function unfold(open) { form.classList.toggle("hb-open", open); fold.setAttribute("aria-expanded", String(open)); }
  function control(name, label, values, first) {
    var box = document.createElement("label"), select = document.createElement("select");
    box.textContent = label; select.name = name; select.append(new Option(first, ""));
    values.forEach(function (pair) { select.append(new Option(pair[1], pair[0])); });
    // An address may name several values, as links in charts do; together they are one choice.
    var asked = query.get(name) || "", known = values.filter(function (pair) { return asked.split(".").includes(pair[0]); });
    if (known.length > 1) { asked = known.map(function (pair) { return pair[0]; }).join("."); select.append(new Option(known.map(function (pair) { return pair[1]; }).join(", "), asked)); }
    else if (known.length) { asked = known[0][0]; }
    select.value = asked; if (select.selectedIndex < 0) { select.value = ""; }
    box.append(select); form.append(box); controls[name] = select;
  }
  function key(row, name) { return (data(row).sort || {})[name] || ""; }
  function apply() {
    var shown = 0, link = new URLSearchParams();
    Object.keys(controls).forEach(function (name) { if (controls[name].value) { link.set(name, controls[name].value); } });
    rows.forEach(function (row) {
      row.hidden = !Object.keys(controls).every(function (name) {
        var wanted = controls[name].value;
        return name === "sort" || !wanted || facets(row, name).some(function (pair) { return wanted.split(".").includes(pair[0]); });
      });
      shown += row.hidden ? 0 : 1;
    });
    order(controls.sort ? controls.sort.value : "");
    document.querySelectorAll("article section section").forEach(function (section) {
      if (section.querySelector(".hb-rows")) { section.hidden = !section.querySelector(".hb-row:not([hidden])"); }
    });
    count.textContent = shown + " " + words.shown;
    document.dispatchEvent(new Event("hb:narrowed"));
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
  var card = null, shownFor = null, wantedFor = null, timer = 0;
  function script(address, then) {
    var earlier = document.querySelector('script[data-of="' + address + '"]');
    if (earlier) { if (earlier.dataset.done) { then(); } else { earlier.addEventListener("load", then); } return; }
    var element = document.createElement("script");
    element.src = root + address; element.dataset.of = address;
    element.addEventListener("load", function () { element.dataset.done = "1"; then(); });
    document.head.append(element);
  }
  // A page that has become an index redirects readers who want one of the objects that it had.
  function follow() {
    // Not decoded: our ids need no decoding, and an invalid escape would end the script with an error.
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
      script("data/statements/" + statement[1] + ".js", function () { var ofSource = (window.handbookStatements || {})[statement[1]]; if (ofSource && ofSource[statement[2]]) { then(ofSource[statement[2]]); } });
    } else {
      script("data/previews.js", function () { var data = window.handbookPreviews[address.replace(/#hb-entry$/, "")]; if (data) { then(data); } });
    }
  }
  function open_(link, touch) {
    if (shownFor === link && card) { return; }
    // Another link's card goes at once, also where this one has none; and what arrives after the reader has left shows nothing.
    close_();
    wantedFor = link;
    preview(link, function (data) {
      if (wantedFor !== link || card) { return; }
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
    card = null; shownFor = null; wantedFor = null;
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

  // ---- without a network: register the service worker if the handbook has that option, else remove an earlier one ----
  if ("serviceWorker" in navigator && /^https?:$/.test(location.protocol)) {
    addEventListener("load", function () {
      var workers = navigator.serviceWorker;
      if (document.body.dataset.offline) { workers.register(root + "offline.js").catch(function () { /* refused by the browser: the site works without */ }); }
      else { workers.getRegistration(root).then(function (known) { if (known && known.scope === new URL(root, location.href).href) { known.unregister(); } }).catch(function () { /* workers are not allowed here */ }); }
    });
  }

  // ---- paper: unfold the references for printing, for browsers in which the style sheet cannot ----
  var opened = [];
  addEventListener("beforeprint", function () { opened = Array.from(document.querySelectorAll(".hb-references:not([open]), .hb-settled:not([open]), .hb-also:not([open])")); opened.forEach(function (fold) { fold.open = true; }); });
  addEventListener("afterprint", function () { opened.forEach(function (fold) { fold.open = false; }); opened = []; });
})();
