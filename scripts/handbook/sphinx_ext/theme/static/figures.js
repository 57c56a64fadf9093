// The picture of the timeline follows the list below it: events that are filtered out there have no row in it either.
"use strict";
(function () {
  var pictures = Array.from(document.querySelectorAll(".hb-follows")).map(function (svg) {
    var rows = Array.from(svg.querySelectorAll(".hb-tl-row"));
    return { svg: svg, rows: rows, top: place(rows[0]), foot: svg.viewBox.baseVal.height - place(rows[rows.length - 1]) - high(rows[rows.length - 1]) };
  });
  function place(row) { return row.transform.baseVal.getItem(0).matrix.f; }
  function high(row) { return Number(row.dataset.high); }
  function addressOf(row) { var link = row.querySelector("a"); return link ? new URL(link.getAttribute("href"), location.href).href : ""; }
  function follow() {
    var hidden = new Set(Array.from(document.querySelectorAll("li.timeline[hidden] a[href]")).map(function (link) { return link.href; }));
    pictures.forEach(function (picture) {
      var y = picture.top, year = null;
      function put(row) { row.setAttribute("transform", "translate(0 " + y + ")"); row.removeAttribute("display"); y += high(row); }
      picture.rows.forEach(function (row) {
        row.setAttribute("display", "none");
        if (row.classList.contains("hb-year")) { year = row; return; }
        if (hidden.has(addressOf(row))) { return; }
        if (year) { put(year); year = null; }
        put(row);
      });
      // The picture has no awards, and not all of very many events: a key of signs without any sign explains nothing.
      picture.svg.closest(".hb-figure").hidden = y === picture.top;
      var box = picture.svg.viewBox.baseVal, height = y + picture.foot;
      picture.svg.setAttribute("viewBox", "0 0 " + box.width + " " + height);
      picture.svg.setAttribute("height", height);
    });
  }
  document.addEventListener("hb:narrowed", follow);
  follow();
})();
