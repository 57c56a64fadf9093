// The page of results: all hits of a query, which readers can filter; its address keeps query and choices.
"use strict";
(function () {
  var place = document.querySelector(".hb-search-page"), words = document.getElementById("hb-words").dataset;
  var asked = new URLSearchParams(location.search), STEP = 20, turn = 0;
  var NAMES = ["kind", "sector", "stage", "year"];
  function element(name, cls, text) {
    var made = document.createElement(name);
    if (cls) { made.className = cls; }
    if (text) { made.textContent = text; }
    return made;
  }
  var form = element("form", "hb-ask"), field = element("input"), bar = element("div", "hb-filter hb-narrow"), only = element("p", "hb-only");
  var status = element("p", "hb-count"), lists = { entries: element("section"), pages: element("section"), passages: element("section") }, controls = {};
  form.setAttribute("role", "search");
  field.type = "search"; field.name = "q"; field.value = asked.get("q") || ""; field.setAttribute("aria-label", words.search); field.autocomplete = "off"; field.spellcheck = false;
  var go = element("button", "", words.search); go.type = "submit";
  form.append(field, go);
  status.setAttribute("role", "status");
  NAMES.forEach(function (name) {
    var box = element("label", "", words[name]), select = element("select");
    select.name = name; box.append(select); bar.append(box); controls[name] = select;
    select.addEventListener("change", function () { asked.delete(name); if (select.value) { asked.set(name, select.value); } show(); });
  });
  place.textContent = "";
  place.append(form, bar, only, status, lists.entries, lists.pages, lists.passages);
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  var timer = 0;
  field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 180); });
  function ask() { clearTimeout(timer); asked.set("q", field.value); show(); }

  function keep() {
    var kept = new URLSearchParams();
    ["q"].concat(NAMES).forEach(function (name) { if (asked.get(name)) { kept.set(name, asked.get(name)); } });
    try { history.replaceState(null, "", location.pathname + (String(kept) ? "?" + kept : "")); } catch (e) { /* not allowed on file:// in some browsers */ }
  }
  function list(name, title, hits, engine, mine) {
    var section = lists[name];
    section.textContent = ""; section.hidden = !hits.length;
    if (!hits.length) { return Promise.resolve(); }
    var items = element("ol", "hb-results"), more = element("button", "hb-more", words.more), at = 0;
    more.type = "button";
    var best = engine.best(hits);
    section.append(element("h2", "", title + " (" + best + ")"), items, more);
    function next() {
      var some = hits.slice(at, at + STEP), first = at;
      at += STEP; more.hidden = at >= hits.length;
      return engine.shown(name, some).then(function (rows) {
        if (mine !== turn) { return; }
        rows.forEach(function (row, number) {
          if (first + number === best) { items.append(element("li", "hb-some", words.somewords + " (" + (hits.length - best) + ")")); }
          var item = element("li"), link = element("a", "hb-hit", row.name), kind = element("span", "hb-kind", row.kind);
          link.href = row.address; item.append(link, " ", kind, element("p", "", row.gloss)); items.append(item);
        });
      });
    }
    more.addEventListener("click", function () {
      var before = items.children.length;
      next().then(function () { var link = items.children[before] && items.children[before].querySelector("a"); if (link) { link.focus(); } });
    });
    return next();
  }
  function show() {
    var query = field.value, mine = ++turn;
    keep();
    window.handbookEngine().then(function (engine) {
      return Promise.all([engine.find("entries", query), engine.find("pages", query), engine.find("passages", query), engine.facets()]).then(function (got) {
        if (mine !== turn) { return null; }
        var facets = got[3];
        function values(hit) { return facets.rows[hit.doc].slice(1).map(function (number) { return facets.values[number]; }); }
        function fits(hit, but) {
          return NAMES.every(function (name) {
            return name === but || !asked.get(name) || values(hit).some(function (value) { return value[0] === name && value[1] === asked.get(name); });
          });
        }
        NAMES.forEach(function (name) { offer(name, got[0].filter(function (hit) { return fits(hit, name); }), values); });
        narrower(engine, facets, query, got[0], values);
        var narrowed = NAMES.some(function (name) { return asked.get(name); });
        var entries = got[0].filter(function (hit) { return fits(hit); }), pages = narrowed ? [] : got[1], passages = narrowed ? [] : got[2];
        bar.hidden = !got[0].length;
        status.textContent = !query.trim() ? words.asksomething : engine.found(entries, pages, passages, words);
        // The list that answers stands first, as in the dialog.
        var order = [lists.entries, lists.pages];
        if (engine.pagesFirst(entries, pages)) { order.reverse(); }
        place.insertBefore(order[0], order[1]);
        return Promise.all([list("entries", words.entries, entries, engine, mine), list("pages", words.pages, pages, engine, mine), list("passages", words.passages, passages, engine, mine)]);
      });
    }).catch(function () { if (mine === turn) { status.textContent = words.failed; } });
  }
  // A control offers the values that occur among the hits, with counts; a chosen value stays on offer.
  function offer(name, hits, values) {
    var counts = new Map(), said = new Map();
    hits.forEach(function (hit) { values(hit).forEach(function (value) { if (value[0] === name) { counts.set(value[1], (counts.get(value[1]) || 0) + 1); said.set(value[1], value[2]); } }); });
    var select = controls[name], chosen = asked.get(name) || "";
    if (chosen && !counts.has(chosen)) { counts.set(chosen, 0); said.set(chosen, chosen); }
    var order = Array.from(counts.keys()).sort(function (a, b) { return name === "year" ? b - a : said.get(a).localeCompare(said.get(b)); });
    select.replaceChildren.apply(select, [new Option(words.all, "")].concat(order.map(function (value) { return new Option(said.get(value) + " (" + counts.get(value) + ")", value); })));
    select.value = chosen;
    select.parentElement.hidden = order.length < 2 && !chosen;
  }
  // Words of the query that are also a stage, sector, kind or year are offered as filters.
  function narrower(engine, facets, query, hits, values) {
    only.textContent = "";
    var keys = new Set(engine.wordsOf(query).flatMap(function (unit) { return unit.keys; }));
    facets.values.forEach(function (value, number) {
      var fits = facets.keys[number].some(function (key) { return keys.has(key); });
      if (!fits || asked.get(value[0]) === value[1] || !hits.some(function (hit) { return facets.rows[hit.doc].indexOf(number) > 0; })) { return; }
      var button = element("button", "", words[value[0]] + ": " + value[2]);
      button.type = "button";
      button.addEventListener("click", function () { asked.set(value[0], value[1]); show(); });
      only.append(only.childNodes.length ? " " : words.only + " ", button);
    });
    only.hidden = !only.childNodes.length;
  }
  if (!field.value) { field.focus(); }
  show();
})();
