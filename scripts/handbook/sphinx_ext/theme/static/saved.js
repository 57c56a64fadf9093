// The page of the saved list: reordering, removal, and the list as text in a citation style, BibTeX, RIS or Markdown.
"use strict";
window.handbookCiter().then(function (citing) {
  var root = document.documentElement.dataset.content_root || "./";
  var words = document.getElementById("hb-cite-words").dataset, place = document.querySelector(".hb-saved-page");
  var store = citing.store, element = citing.element, button = citing.button, before = null, ready = [], turn = 0;

  function choice(name, label, options) {
    var box = element("label", "", label), select = element("select");
    select.name = name;
    options.forEach(function (option) { select.append(new Option(option[1], option[0])); });
    box.append(select);
    return box;
  }
  var bar = element("div", "hb-filter hb-saved-bar"), status = element("p", "hb-cite-status"), items = element("ol", "hb-saved-items"), below = element("p", "hb-saved-below");
  var styles = choice("style", words.style, citing.STYLES.map(function (style) { return [style, style]; }));
  var formats = choice("format", words.format, [["txt", words.formatted], ["bib", "BibTeX"], ["ris", "RIS"], ["md", "Markdown"]]);
  var style = styles.querySelector("select"), format = formats.querySelector("select");
  try { style.value = localStorage.getItem("handbook-style") || "APA"; } catch (e) { /* the first style then */ }
  if (style.selectedIndex < 0) { style.value = "APA"; }
  status.setAttribute("role", "status"); status.tabIndex = -1;
  bar.append(styles, formats, button(words.copy, "", copy), button(words.download, "", download));
  place.textContent = "";
  place.append(bar, status, items, below);
  style.addEventListener("change", function () {
    try { localStorage.setItem("handbook-style", style.value); } catch (e) { /* chosen for this page only */ }
    show();
  });

  function said() { return citing.output(ready, format.value, style.value); }
  function copy() {
    var rich = format.value === "txt" ? ready.map(function (got) { return citing.shown(got, style.value).innerHTML; }).join("") : "";
    citing.copy(said(), rich).then(function () { status.textContent = words.copied; }, function () { status.textContent = words.notcopied; });
  }
  function download() {
    var link = element("a");
    link.href = URL.createObjectURL(new Blob([said()], { type: "text/plain;charset=utf-8" }));
    link.download = words.handbook + "." + format.value;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  function address(item) {
    if (item.kind === "conflict") { return root + "reference/conflicts.html#conflict-" + item.doc.replace("conflicts/", ""); }
    var anchor = item.kind === "claim" ? "#claim-" : item.kind === "statement" ? "#p" : "";
    return root + item.doc + ".html" + (anchor ? anchor + encodeURIComponent(item.label) : "");
  }
  // Every change rewrites the whole list; then the focus moves to where the item is now.
  function change(make, focus, message) {
    var list = store.read().slice();
    make(list);
    store.write(list);
    status.textContent = message + (store.kept ? "" : " " + words.notkept);
    if (focus) { focus(); }
  }
  function focusOn(number, name) {
    var row = items.children[Math.min(number, items.children.length - 1)], wanted = row && row.querySelector('[data-does="' + name + '"]:not([disabled])');
    (wanted || (row && row.querySelector("button:not([disabled])")) || below.querySelector("button") || status).focus();
  }
  function act(does, text, item, disabled, run) {
    var made = button(text, text + ": " + item.name, run);
    made.dataset.does = does; made.disabled = disabled;
    return made;
  }
  function show() {
    var list = store.read(), mine = ++turn;
    if (!store.kept && !status.textContent) { status.textContent = words.notkept; }
    delete place.dataset.ready;
    items.textContent = ""; below.textContent = ""; bar.hidden = !list.length; ready = [];
    if (!list.length) {
      below.append(words.empty);
      if (before) { below.append(" ", button(words.undo, "", function () { var old = before; before = null; change(function (now) { Array.prototype.push.apply(now, old); }, function () { focusOn(0, "remove"); }, words.saved); })); }
      return;
    }
    var rows = list.map(function (item, number) {
      var row = element("li"), head = element("p", "hb-saved-name"), link = element("a", "", String(item.name)), does = element("span", "hb-saved-does"), cite = element("div", "hb-saved-cite");
      link.href = address(item);
      does.append(
        act("up", "↑", item, number === 0, function () { change(function (now) { now.splice(number - 1, 0, now.splice(number, 1)[0]); }, function () { focusOn(number - 1, "up"); }, words.moved + " " + number); }), " ",
        act("down", "↓", item, number === list.length - 1, function () { change(function (now) { now.splice(number + 1, 0, now.splice(number, 1)[0]); }, function () { focusOn(number + 1, "down"); }, words.moved + " " + (number + 2)); }), " ",
        act("remove", words.remove, item, false, function () { change(function (now) { now.splice(number, 1); }, function () { focusOn(number, "remove"); }, words.removed); })
      );
      does.children[0].setAttribute("aria-label", words.up + ": " + item.name);
      does.children[1].setAttribute("aria-label", words.down + ": " + item.name);
      head.append(link, " ", does);
      row.append(head, element("p", "hb-saved-says", String(item.says || "")), cite);
      items.append(row);
      return cite;
    });
    below.append(
      button(words.atoz, "", function () { change(function (now) { now.sort(function (a, b) { return a.name.localeCompare(b.name) || String(a.label).localeCompare(String(b.label), undefined, { numeric: true }); }); }, null, words.atoz); }), " ",
      button(words.clear, "", function () { before = list; change(function (now) { now.length = 0; }, function () { below.querySelector("button").focus(); }, words.cleared); })
    );
    Promise.all(list.map(function (item) { return citing.gather(item).catch(function () { return null; }); })).then(function (all) {
      if (mine !== turn) { return; }
      ready = all.filter(Boolean);
      all.forEach(function (got, number) {
        if (got) { rows[number].append(citing.shown(got, style.value)); } else { rows[number].append(element("p", "hb-saved-gone", words.gone)); }
      });
      if (ready.length < all.length) { status.textContent = words.without; }
      place.dataset.ready = "1";
    });
  }
  document.addEventListener("hb-saved", show);
  show();
}).catch(function () {
  // Report the error on the page.
  document.querySelector(".hb-saved-page").append(document.getElementById("hb-cite-words").dataset.failed);
});
