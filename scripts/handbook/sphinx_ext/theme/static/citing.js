// How entries, claims, statements, sources and disagreements are cited, and the list that a reader saves.  The list stays in this browser.
// The texts are the same as those of the module `exports.collected`; a test compares them.
"use strict";
(function () {
  var root = document.documentElement.dataset.content_root || "./";
  var words = document.getElementById("hb-cite-words").dataset;
  var STYLES = ["APA", "Chicago", "MLA"], LABEL = "\ue0f5";

  // ---- texts: one script for each page, which can be loaded even by a page opened from a folder --
  var coming = {};
  function load(address) {
    coming[address] = coming[address] || new Promise(function (done, failed) {
      var made = document.createElement("script");
      made.src = root + address;
      made.onload = function () { done(); };
      made.onerror = function () { delete coming[address]; made.remove(); failed(new Error(address)); };
      document.head.append(made);
    });
    return coming[address];
  }
  function own(table, key) { return table && Object.prototype.hasOwnProperty.call(table, key) ? table[key] : null; }
  function record(doc) {
    return load("cite/" + doc + ".js").then(function () { return window.handbookCites[doc]; });
  }
  // A reference with everything that its texts need; the promise is rejected if there is no such page or label.
  function gather(ref) {
    return record(ref.doc).then(function (page) {
      var got = { ref: ref, page: page, originals: [] };
      if (ref.kind === "claim") {
        var claim = own(page.claims, ref.label);
        if (!claim) { throw new Error(ref.label); }
        got.name = page.name; got.says = claim[0];
        return Promise.all(claim[1].map(function (source) { return record("sources/" + source); })).then(function (sources) {
          got.originals = sources.map(function (source) { return source.original; });
          return got;
        });
      }
      if (ref.kind === "statement") {
        var source = ref.doc.slice(8);
        return load("data/statements/" + source + ".js").then(function () {
          var statement = own(window.handbookStatements[source], ref.label);
          if (!statement) { throw new Error(ref.label); }
          got.name = page.name + " ¶" + ref.label; got.says = statement.gloss;
          return got;
        });
      }
      got.name = page.name; got.says = page.says;
      return got;
    });
  }
  function filled(text, label) { return text.split(LABEL).join(label); }
  function lines(got, style) {
    var part = got.page.part.styles[style].map(function (piece) { return [filled(piece[0], got.ref.label), piece[1]]; });
    if (got.ref.kind === "claim") {
      return [part, [[words.sources, false]]].concat(got.originals.map(function (original) { return original.styles[style]; }));
    }
    var page = got.ref.kind === "statement" ? part : got.page.page.styles[style];
    return got.page.original ? [got.page.original.styles[style].concat([[" [" + words.via + " ", false]], page, [["]", false]])] : [page];
  }
  function works(got, format) {
    var part = filled(got.page.part[format], got.ref.label);
    if (got.ref.kind === "claim") { return [part].concat(got.originals.map(function (original) { return original[format]; })); }
    if (got.ref.kind === "statement") { return [got.page.original[format], part]; }
    return [(got.page.original || got.page.page)[format]];
  }
  function joined(line) { return line.map(function (piece) { return piece[0]; }).join(""); }
  function text(all, style) {
    return all.map(function (got) { return lines(got, style).map(joined).join("\n"); }).join("\n\n") + "\n";
  }
  function escaped(said) {
    return said.split(/(https?:\/\/[^\s<>]*[^\s<>.,;])/).map(function (part, number) {
      return number % 2 ? "<" + part + ">" : part.replace(/[\\`*_{}[\]<>#|~$&]/g, "\\$&");
    }).join("");
  }
  function markdown(all, style) {
    return all.map(function (got) {
      var said = lines(got, style).map(function (line) { return line.map(function (piece) { return piece[1] ? "*" + escaped(piece[0]) + "*" : escaped(piece[0]); }).join(""); });
      var below = said.length > 1 ? "\n  " + said[1] + "\n" + said.slice(2).map(function (line) { return "  - " + line + "\n"; }).join("") : "";
      return "- **" + escaped(got.name) + "**: " + escaped(got.says) + "\\\n  " + said[0] + "\n" + below;
    }).join("");
  }
  function once(all, format) {
    return Array.from(new Set(all.flatMap(function (got) { return works(got, format); })));
  }
  function output(all, format, style) {
    if (format === "bib") { return once(all, "bib").join("\n"); }
    if (format === "ris") { return once(all, "ris").join(""); }
    return format === "md" ? markdown(all, style) : text(all, style);
  }
  // Citations as elements, so that word processors keep their italics.
  function shown(got, style) {
    var box = document.createElement("div");
    lines(got, style).forEach(function (line) {
      var row = document.createElement("p");
      line.forEach(function (piece) { if (piece[1]) { var italic = document.createElement("i"); italic.textContent = piece[0]; row.append(italic); } else { row.append(piece[0]); } });
      box.append(row);
    });
    return box;
  }
  function copy(plain, rich) {
    var clipboard = navigator.clipboard;
    if (clipboard && rich && window.ClipboardItem && clipboard.write) {
      var item = { "text/plain": new Blob([plain], { type: "text/plain" }), "text/html": new Blob([rich], { type: "text/html" }) };
      return clipboard.write([new ClipboardItem(item)]).catch(function () { return byHand(plain); });
    }
    return clipboard ? clipboard.writeText(plain).catch(function () { return byHand(plain); }) : byHand(plain);
  }
  function byHand(plain) {
    var area = document.createElement("textarea"), place = document.querySelector("dialog[open]") || document.body;
    area.value = plain; place.append(area); area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  // ---- the saved list ----------------------------------------------------------
  var KEY = "handbook-saved " + words.handbook, held = null;
  var store = {
    // Whether the list will still be there when the page is closed.
    kept: true,
    read: function () {
      if (held) { return held; }
      try {
        var stored = JSON.parse(localStorage.getItem(KEY) || "[]");
        return Array.isArray(stored) ? stored.filter(function (item) { return item && typeof item.doc === "string" && typeof item.kind === "string" && /^[a-z]+\/[a-z0-9-]+$/.test(item.doc); }) : [];
      } catch (e) { store.kept = false; held = []; return held; }
    },
    write: function (items) {
      try { localStorage.setItem(KEY, JSON.stringify(items)); held = null; store.kept = true; }
      catch (e) { held = items; store.kept = false; }
      document.dispatchEvent(new Event("hb-saved"));
    },
    at: function (ref) { return store.read().findIndex(function (item) { return item.kind === ref.kind && item.doc === ref.doc && item.label === ref.label; }); },
    toggle: function (got) {
      var items = store.read().slice(), at = store.at(got.ref);
      if (at < 0) { items.push({ kind: got.ref.kind, doc: got.ref.doc, label: got.ref.label, name: got.name, says: got.says }); } else { items.splice(at, 1); }
      store.write(items);
      return at < 0;
    }
  };
  addEventListener("storage", function (event) { if (event.key === KEY) { held = null; document.dispatchEvent(new Event("hb-saved")); } });

  // ---- the dialog ----------------------------------------------------------------
  function element(name, cls, said) {
    var made = document.createElement(name);
    if (cls) { made.className = cls; }
    if (said) { made.textContent = said; }
    return made;
  }
  function button(said, label, act) {
    var made = element("button", "hb-copy", said);
    made.type = "button";
    if (label) { made.setAttribute("aria-label", label); }
    made.addEventListener("click", act);
    return made;
  }
  var dialog = null, turn = 0;
  function build() {
    dialog = element("dialog", "hb-cite-dialog");
    dialog.setAttribute("aria-labelledby", "hb-cite-name");
    var head = element("div", "hb-cite-head"), title = element("h2"), close = button(words.close, "", function () { dialog.close(); });
    title.id = "hb-cite-name";
    head.append(title, close);
    var says = element("p", "hb-cite-says"), list = element("dl"), others = element("p", "hb-cite-others"), keep = element("p", "hb-cite-keep"), status = element("p", "hb-cite-status");
    status.setAttribute("role", "status");
    dialog.append(head, says, keep, status, list, others);
    dialog.addEventListener("click", function (event) { if (event.target === dialog) { dialog.close(); } });
    document.body.append(dialog);
    dialog.parts = { title: title, says: says, list: list, others: others, keep: keep, status: status };
  }
  function say(promise, said) {
    var status = dialog.parts.status;
    return promise.then(function () { status.textContent = ""; status.textContent = said; }, function () { status.textContent = words.notcopied; });
  }
  function fill(got) {
    var parts = dialog.parts;
    parts.title.textContent = got.name; parts.says.textContent = got.says;
    STYLES.forEach(function (style) {
      var row = element("div"), value = element("dd", "hb-cite-text"), box = shown(got, style);
      value.append(box, button(words.copy, words.copy + " " + style, function () { say(copy(text([got], style).trim(), box.innerHTML), words.copied + ": " + style); }));
      row.append(element("dt", "", style), value);
      parts.list.append(row);
    });
    [["bib", "BibTeX"], ["ris", "RIS"], ["md", "Markdown"]].forEach(function (format) {
      parts.others.append(button(words.copy + " " + format[1], "", function () { say(copy(output([got], format[0], "Chicago")), words.copied + ": " + format[1]); }), " ");
    });
    // Other pages have their files at the foot.
    if (got.ref.kind === "conflict") {
      ["bib", "ris", "json"].forEach(function (suffix) {
        var file = element("a", "", words.download + " ." + suffix);
        file.href = root + "cite/" + got.ref.doc + "." + suffix; file.download = "";
        parts.others.append(file, " ");
      });
    }
    var save = button("", "", function () {
      var saved = store.toggle(got);
      label();
      parts.status.textContent = (saved ? words.saved : words.removed) + (store.kept ? "" : " " + words.notkept);
    }), link = element("a", "", "");
    link.href = root + "reference/saved.html";
    function label() {
      save.textContent = store.at(got.ref) < 0 ? words.save : words.unsave;
      link.textContent = words.list + " (" + store.read().length + ")";
    }
    label();
    parts.keep.append(save, " ", link);
  }
  function open(ref, name) {
    if (!dialog) { build(); }
    var parts = dialog.parts;
    [parts.list, parts.others, parts.keep, parts.status, parts.says].forEach(function (part) { part.textContent = ""; });
    parts.title.textContent = name;
    dialog.showModal();
    var mine = ++turn;
    return gather(ref).then(function (got) { if (mine === turn) { fill(got); } }, function () { parts.status.textContent = words.failed; });
  }
  window.handbookCiting = { STYLES: STYLES, gather: gather, output: output, shown: shown, copy: copy, store: store, open: open, element: element, button: button };
})();
