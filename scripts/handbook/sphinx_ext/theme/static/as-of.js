// The state of affairs on any day that a reader chooses. Rows come from the engine, each with the days on which it holds:
// this script shows those of the day, and knows nothing else of agreements, offices or dealings.
"use strict";
(function () {
  var root = document.documentElement.dataset.content_root || "./";
  var place = document.querySelector(".hb-any-day"), control = place.parentElement;
  var file = Array.from(control.classList).filter(function (name) { return name.startsWith("hb-days-"); })[0].slice("hb-days-".length);
  // The page of the last year shows any day; a dossier has only one page.
  var lines = control.querySelectorAll("p"), years = lines.length > 1 ? Array.from(lines[1].querySelectorAll("a, .hb-chosen")).filter(function (item) { return /^\d{4}$/.test(item.textContent); }) : [];
  var last = years[years.length - 1], elsewhere = last && last.href;
  // The year of this page, which is no longer shown when a day is.
  var own = years.filter(function (item) { return !item.href; })[0], ownYear = own && own.textContent;
  var heading = document.querySelector("h1").firstChild, title = heading.data;
  var shown = control.classList.contains("hb-days-" + file) && !years.length ? document.querySelectorAll(".hb-steps, .hb-happenings") : document.querySelectorAll(".hb-on-day");
  var before = Array.from(shown, function (part) { return Array.from(part.childNodes); });

  var label = element("label"), field = element("input"), status = element("span", "hb-day-said");
  field.type = "date"; field.name = "day"; status.setAttribute("role", "status");
  label.append(place.textContent + " ", field);
  place.replaceChildren(label, " ", status);
  place.hidden = false;

  function element(name, css, text) {
    var node = document.createElement(name);
    if (css) { node.className = css; }
    if (text) { node.textContent = text; }
    return node;
  }
  function inline(parts) {
    return parts.map(function (part) {
      if (typeof part === "string") { return part; }
      var node = element(part.to ? "a" : "span", part.to ? "reference internal" : part.css);
      if (part.to) { node.href = root + part.to; node.append(element("span", part.css, part.text)); } else { node.append.apply(node, inline(part["in"])); }
      if (part.lang) { node.lang = part.lang; }
      if (part.rtl) { node.dir = "rtl"; }
      return node;
    });
  }
  function filled(name, parts) { var node = element(name), inner = element("p"); inner.append.apply(inner, inline(parts)); node.append(inner); return node; }
  function rowsOf(part, day) { return part.rows.filter(function (row) { return row[0] <= day && (!row[1] || day < row[1]); }); }
  function item(row) { return filled("li", row[2]); }
  function tableRow(row) {
    var line = element("tr");
    // With spaces between cells, as in the page: they separate cells that share a line.
    row.slice(2).forEach(function (cell) { line.append(filled("td", cell), " "); });
    return line;
  }
  function head(words) {
    var line = element("tr"), top = element("thead");
    words.forEach(function (word) { var cell = element("th", "head"); cell.append(element("p", "", word)); line.append(cell); });
    top.append(line);
    return top;
  }
  // The content of a part of the page: a list, or a table (only its rows, if the part itself is a table).
  function content(part, day, target) {
    var rows = rowsOf(part, day), some = rows.slice(0, part.most), body, nodes = [];
    if (!part.head) {
      if (target.tagName === "UL") { return some.map(item); }
      body = element("ul", "simple"); body.append.apply(body, some.map(item));
      var box = element("div", "hb-words"); box.append(some.length ? body : element("p", "", part.none));
      return [box];
    }
    body = element("tbody"); body.append.apply(body, some.map(tableRow));
    if (target.tagName === "TABLE") { return [head(part.head), body]; }
    if (part.said) { nodes.push(element("p", "", part.said.replace("{count}", rows.length))); }
    if (rows.length > some.length) { nodes.push(element("p", "", part.more.replace("{count}", rows.length))); }
    if (rows.length) { var table = element("table", "hb-table"); table.append(head(part.head), body); nodes.push(table); }
    return nodes;
  }
  function draw(table, day) {
    (table.arcs || []).forEach(function (days, number) {
      var count = days.filter(function (from) { return !day || from <= day; }).length;
      ["w", "n"].forEach(function (form) {
        var arc = document.getElementById("net-" + form + number);
        if (!arc) { return; }
        arc.style.display = count ? "" : "none";
        if (count) { arc.setAttribute("stroke-width", table.widths[Math.min(count, table.widths.length) - 1]); }
      });
    });
    if (table.arcs) { document.querySelectorAll(".hb-finding").forEach(function (finding) { finding.hidden = Boolean(day); }); }
  }
  function load(then) {
    if (window.handbookDays && window.handbookDays[file]) { then(window.handbookDays[file]); return; }
    var script = element("script");
    script.src = root + "data/as-of/" + file + ".js";
    script.onload = function () { then(window.handbookDays[file]); };
    script.onerror = function () { script.remove(); status.textContent = document.getElementById("hb-words").dataset.failed; };
    document.head.append(script);
  }
  function inWords(day, table) {
    var parts = day.split("-").map(Number);
    return (parts[2] === 1 ? table.first : table.date).replace("{year}", parts[0]).replace("{month}", table.months[parts[1] - 1]).replace("{day}", parts[2]);
  }
  function show(day) {
    if (elsewhere) { if (day) { location.href = elsewhere + "?day=" + day; } return; }
    load(function (table) {
      if (field.value !== day) { return; }
      shown.forEach(function (part, number) { part.replaceChildren.apply(part, day ? content(table.parts[number], day, part) : before[number]); });
      heading.data = day && table.title ? table.title.replace("{day}", inWords(day, table)) : title;
      // For a day after the latest source, say that the rows are those known from that source.
      status.textContent = day ? [table.note, day > table.last && table.late].filter(Boolean).join(" ") : "";
      control.classList.toggle("hb-day-chosen", Boolean(day));
      if (own) {
        var back = element("a", "reference internal", ownYear);
        back.href = location.pathname;
        own.replaceChildren(day ? back : ownYear);
      }
      draw(table, day);
      if (lines[0] !== place) {
        lines[0].querySelectorAll("a").forEach(function (link) { link.search = day ? "?day=" + day : ""; });
      }
      try { history.replaceState(null, "", location.pathname + (day ? "?day=" + day : "") + location.hash); } catch (e) { /* not allowed on file:// in some browsers */ }
    });
  }
  field.addEventListener("change", function () { show(field.value); });
  field.value = new URLSearchParams(location.search).get("day") || "";
  if (field.value) { show(field.value); }
})();
