// The buttons for citing entries, claims, statements and disagreements; they load `citing.js`, which has the texts and the saved list.
"use strict";
(function () {
  var words = document.getElementById("hb-words").dataset, own = document.currentScript.src;
  var citer = null, heard = document.createElement("p");
  heard.className = "hb-heard"; heard.setAttribute("role", "status");
  document.body.append(heard);
  function citing() {
    citer = citer || new Promise(function (done, failed) {
      var made = document.createElement("script");
      made.src = own.replace("cite-buttons.js", "citing.js");
      made.onload = function () { done(window.handbookCiting); };
      made.onerror = function () { citer = null; made.remove(); failed(new Error(made.src)); };
      document.head.append(made);
    });
    return citer;
  }
  window.handbookCiter = citing;
  function opener(ref, name) {
    var button = document.createElement("button");
    button.type = "button"; button.className = "hb-copy hb-cite-open"; button.textContent = words.cite;
    button.setAttribute("aria-label", words.cite + ": " + name); button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", function () {
      citing().then(function (engine) { return engine.open(ref, name); }).catch(function () { heard.textContent = words.failed; });
    });
    return button;
  }
  // Folded statements get their buttons when they are unfolded.
  function statements(within) {
    within.querySelectorAll("ul.hb-says > li .hb-cite:not(.hb-citable)").forEach(function (mark) {
      mark.classList.add("hb-citable");
      mark.querySelectorAll("a").forEach(function (link) {
        var found = link.href.match(/\/sources\/([a-z0-9-]+)\.html#p([0-9]+[a-z]+)$/);
        if (found) { link.after(" ", opener({ kind: "statement", doc: "sources/" + found[1], label: found[2] }, link.textContent)); }
      });
    });
  }
  document.addEventListener("toggle", function (event) { if (event.target.open && event.target.matches("article details")) { statements(event.target); } }, true);
  document.querySelectorAll("article ul.hb-says").forEach(function (list) { if (!list.closest("details:not([open])")) { statements(list.parentElement); } });
  var foot = document.getElementById("cite");
  if (foot) {
    var doc = foot.dataset.doc, title = document.querySelector("h1").firstChild.textContent;
    foot.querySelectorAll(".hb-cite-text").forEach(function (text) {
      var pre = text.nodeName === "PRE", name = (pre ? text.parentElement.querySelector("summary") : text.previousElementSibling).textContent, said = text.textContent.trim();
      var button = document.createElement("button");
      button.type = "button"; button.className = "hb-copy"; button.textContent = words.copy; button.setAttribute("aria-label", words.copy + " " + name);
      button.addEventListener("click", function () {
        citing().then(function (engine) { return engine.copy(said, pre ? "" : rich); }).then(function () { heard.textContent = ""; button.textContent = words.copied; heard.textContent = words.copied + ": " + name; setTimeout(function () { button.textContent = words.copy; }, 2000); }, function () { heard.textContent = words.failed; });
      });
      var rich = text.innerHTML;
      if (!pre) { text.append(" ", button); } else if (text.nextElementSibling) { text.nextElementSibling.prepend(button, " "); } else { text.after(button); }
    });
    foot.querySelector("dl").after(opener({ kind: foot.dataset.kind, doc: doc, label: "" }, title));
    document.querySelectorAll(".hb-sources .hb-statement").forEach(function (box) {
      var label = box.id.slice(1), mark = box.querySelector(".hb-mark");
      if (mark) { mark.append(" ", opener({ kind: "statement", doc: doc, label: label }, "¶" + label)); }
    });
    document.querySelectorAll(".hb-claim").forEach(function (box) {
      box.querySelector("details").before(opener({ kind: "claim", doc: doc, label: box.id.replace("claim-", "") }, title + ", " + words.claim + " " + box.querySelector(".hb-number").textContent));
    });
  }
  // Disagreements share pages, but each is cited by its own address.
  document.querySelectorAll("section[id^='conflict-']").forEach(function (section) {
    var state = section.querySelector(".hb-conflict > p"), question = section.querySelector("h2");
    if (state) { state.append(" ", opener({ kind: "conflict", doc: "conflicts/" + section.id.replace("conflict-", ""), label: "" }, question.firstChild.textContent)); }
  });
  // The page of the saved list has a script of its own.
  if (document.querySelector(".hb-saved-page")) {
    var list = document.createElement("script");
    list.src = own.replace("cite-buttons.js", "saved.js");
    document.head.append(list);
  }
})();
