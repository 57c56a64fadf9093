// Keys, searches while one types, and decisions without loading the page anew: the forms work without this.
"use strict";
window.desk = window.desk || {};

(function () {
  function parsed(html) { return new DOMParser().parseFromString(html, "text/html"); }
  // Text of the server, every name in it escaped there; scripts in it would not run.
  desk.put = function (where, html) { where.replaceChildren(...document.adoptNode(parsed(html).body).childNodes); };
  desk.count = function (its) {
    document.getElementById("n-written").textContent = its.written + "/" + its.paragraphs;
    document.getElementById("n-decisions").textContent = its.decisions;
    document.getElementById("n-unplaced").textContent = its.unplaced;
  };

  // -- the original: the paragraph and the sentences that something rests on
  let pointed = "";
  desk.point = function (paragraph, sentences) {
    const now = paragraph + " " + sentences.join(" ");
    if (now === pointed) { return; }
    pointed = now;
    for (const old of document.querySelectorAll(".paragraph.here, .sentence.evidence")) { old.classList.remove("here", "evidence"); }
    const found = sentences.map(function (id) { return document.getElementById(id); }).filter(Boolean);
    found.forEach(function (s) { s.classList.add("evidence"); s.closest(".paragraph").classList.add("here"); });
    const whole = document.getElementById("p" + paragraph);
    if (whole) { whole.classList.add("here"); }
    const target = found[0] || whole, box = document.getElementById("original");
    if (target && box) {
      const place = target.getBoundingClientRect(), frame = box.getBoundingClientRect();
      if (place.top < frame.top || place.bottom > frame.bottom) { box.scrollTop += place.top - frame.top - frame.height / 3; }
    }
  };

  // -- items: one of them is the current one
  let current = null;
  function items() { return [...document.querySelectorAll(".pane .item, .queue .item")]; }
  function choose(item, focus) {
    if (!item) { return; }
    if (current) { current.classList.remove("current"); }
    current = item;
    item.classList.add("current");
    const sentences = (item.dataset.evidence || "").split(" ").filter(Boolean);
    desk.point(sentences.length ? sentences[0].slice(1).split("-")[0] : 0, sentences);
    if (focus) { const link = item.matches(".queue .item") ? item.querySelector("a") : item; link.focus({ preventScroll: true }); item.scrollIntoView({ block: "nearest" }); }
  }
  function step(by) {
    const all = items(), here = all.indexOf(current);
    choose(all[Math.max(0, Math.min(all.length - 1, here + by))] || all[0], true);
  }
  document.addEventListener("focusin", function (event) {
    const item = event.target.closest && event.target.closest(".item");
    if (item && item !== current) { choose(item, false); }
  });

  // -- decisions
  function load(answer, from) {
    return answer.text().then(function (html) {
      const page = parsed(html), here = document.body.dataset, next = page.body.dataset;
      if (here.article !== next.article || here.step !== next.step || !page.getElementById("pane")) { location.assign(answer.url); return; }
      const ids = items().map(function (i) { return i.id; }), was = from && ids.indexOf(from.id);
      const box = document.getElementById("original"), pane = document.getElementById("pane");
      const places = [box && box.scrollTop, pane.scrollTop];
      for (const id of ["top", "original", "pane", "said"]) {
        const old = document.getElementById(id), fresh = page.getElementById(id);
        if (old && fresh) { old.replaceWith(document.adoptNode(fresh)); }
      }
      pointed = "";
      current = null;
      if (box) { document.getElementById("original").scrollTop = places[0]; }
      document.getElementById("pane").scrollTop = places[1];
      const left = ids.slice(Math.max(was, 0)).map(function (id) { return document.getElementById(id); }).find(Boolean);
      choose(left || items().pop(), true);
      if (!items().length) { document.getElementById("pane").focus(); }
      hush();
    });
  }
  let quiet = 0;
  function hush() { clearTimeout(quiet); quiet = setTimeout(function () { for (const p of document.querySelectorAll("#said .done")) { p.remove(); } }, 6000); }
  function tell(words) {
    const p = document.createElement("p");
    p.className = "refused";
    p.textContent = words;
    document.getElementById("said").replaceChildren(p);
  }
  // A form is sent once: again only when it was answered.  Its buttons keep the focus, which keys need, so they are not disabled.
  function busy(form, on) {
    if (on) { form.dataset.sent = ""; } else { delete form.dataset.sent; }
    for (const button of form.querySelectorAll("button")) { if (on) { button.setAttribute("aria-disabled", "true"); } else { button.removeAttribute("aria-disabled"); } }
  }
  // The second click of a double click meets what the answer to the first one put there: another change to undo, another item.
  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("button");
    if (event.detail > 1 && button && button.form && button.form.method === "post" && button.type === "submit") { event.preventDefault(); event.stopPropagation(); }
  }, true);
  document.addEventListener("submit", function (event) {
    const form = event.target;
    // The editor and the script of claims send their own.
    if (form.method !== "post" || form.id === "writing" || form.dataset.keep) { return; }
    if ("sent" in form.dataset) { event.preventDefault(); event.stopPropagation(); return; }
    busy(form, true);
  }, true);
  // A page that the browser kept has been answered.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { document.querySelectorAll("form[data-sent]").forEach(function (form) { busy(form, false); }); } });
  // A field may be called "action": the form's own address is read from its attribute.
  // One decision after the other, however fast the keys.
  let turn = Promise.resolve();
  function send(form, button) {
    const fields = new URLSearchParams(new FormData(form, button));
    const item = form.closest(".item");
    const writing = document.getElementById("writing");
    turn = turn.then(function () {
      if (writing) { return sendWriting(form, fields); }
      return fetch(form.getAttribute("action"), { method: "POST", body: fields }).then(function (answer) { return load(answer, item); });
    }).catch(function () { tell("The desk does not answer: is it still running in its terminal?"); }).then(function () { busy(form, false); });
  }
  // While one writes, the text stays as it is: only the places at claims are shown anew.
  function sendWriting(form, fields) {
    return fetch(form.getAttribute("action"), { method: "POST", body: fields }).then(function (answer) { return answer.text(); }).then(function (html) {
      const page = parsed(html);
      for (const id of ["top", "said"]) { const fresh = page.getElementById(id); if (fresh) { document.getElementById(id).replaceWith(document.adoptNode(fresh)); } }
      if (page.body.dataset.step !== "write" || form.id === "undo") { location.reload(); return; }
      document.getElementById("writing").requestSubmit();
      hush();
    });
  }
  document.addEventListener("submit", function (event) {
    const form = event.target, button = event.submitter;
    if (form.method !== "post" || form.id === "writing" || !document.body.dataset.article || form.getAttribute("action").endsWith("/take") || form.dataset.keep || form.querySelector("textarea")) { return; }
    event.preventDefault();
    send(form, button);
  });

  // -- searches while one types
  let typing = 0;
  document.addEventListener("input", function (event) {
    const field = event.target;
    if (field.type !== "search" || field.id === "q") { return; }
    clearTimeout(typing);
    typing = setTimeout(function () {
      const form = field.closest("form"), box = field.closest("details, fieldset").querySelector(".hits");
      const address = "entries" in field.dataset ? "/entries?without=" + encodeURIComponent(field.dataset.entries) : form.dataset.hits;
      if (!field.value.trim()) { box.replaceChildren(); return; }
      fetch(address + "&q=" + encodeURIComponent(field.value)).then(function (answer) { return answer.text(); }).then(function (html) { desk.put(box, html); }).catch(function () { tell("The desk does not answer."); });
    }, 180);
  });
  // What was asked before this script ran is asked now.
  for (const field of document.querySelectorAll("input[type=search]")) { if (field.value !== field.defaultValue) { field.dispatchEvent(new Event("input", { bubbles: true })); } }

  // -- keys
  const dialog = document.getElementById("help");
  function single() { try { return localStorage.getItem("desk-keys") !== "off"; } catch (e) { return true; } }
  const box = document.getElementById("single-keys");
  box.checked = single();
  box.addEventListener("change", function () { try { localStorage.setItem("desk-keys", box.checked ? "on" : "off"); } catch (e) { /* stays as it was */ } });
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a");
    if (link && link.id === "open-help") { event.preventDefault(); dialog.showModal(); }
    if (link && link.classList.contains("to")) { event.preventDefault(); const s = document.getElementById(link.hash.slice(1)); if (s) { desk.point(s.id.slice(1).split("-")[0], [s.id]); } }
  });
  function press(key) {
    const scope = current || document.getElementById("at"), button = scope && scope.querySelector("[data-key='" + key + "']");
    if (!button) { return false; }
    if (button.type === "radio") { button.checked = true; button.focus(); return true; }
    const need = { confirm: "[data-gloss]", rename: "[data-name]", kind: "[data-kind]" }[button.value], field = need && current.querySelector(need);
    if (field && document.activeElement !== field && (button.value !== "confirm" || !field.value.trim())) { field.focus(); if (field.select) { field.select(); } return true; }
    button.click();
    return true;
  }
  document.addEventListener("keydown", function (event) {
    const field = event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea");
    if (field && field.matches(".decide input, .decide select") && event.key === "Enter") {
      event.preventDefault();
      const key = field.matches("[data-gloss]") ? "a" : field.matches("[data-name]") ? "n" : field.matches("[data-kind]") ? "t" : field.name === "reason" ? "r" : "m";
      current.querySelector("button[data-key='" + key + "']").click();
      return;
    }
    if (field) { if (event.key === "Escape" && field.id !== "text" && current) { current.focus(); } return; }
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || !single()) { return; }
    // A key that is held goes through items, and decides once.
    if (event.repeat && event.key !== "j" && event.key !== "k") { return; }
    const digit = /^Digit([1-9])$/.exec(event.code);
    let done = true;
    if (digit) { done = press((event.shiftKey ? "s" : "") + digit[1]); }
    else if (event.key === "?") { dialog.showModal(); }
    else if (event.key === "j") { step(1); }
    else if (event.key === "k") { step(-1); }
    else if (event.key === "u") { const undo = document.querySelector("#undo button"); if (!undo.disabled) { undo.click(); } }
    else if (event.key === "q") { location.assign("/"); }
    else if (event.key === "i" && document.getElementById("text")) { document.getElementById("text").focus(); }
    else if (event.key === "p" && desk.nextProblem) { desk.nextProblem(); }
    else if (event.key === "o") { const more = document.querySelector(".paragraph.here details"); if (more) { more.open = !more.open; } }
    else if (event.key === "/") { const more = current && current.querySelector("details.more"); if (more) { more.open = true; } const search = (current || document).querySelector("input[type=search]"); done = Boolean(search); if (search) { search.focus(); } }
    else if (event.key === "[" || event.key === "]") {
      const all = [...document.querySelectorAll(".steps a")], here = all.findIndex(function (a) { return a.hasAttribute("aria-current"); }), to = all[here + (event.key === "]" ? 1 : -1)];
      if (to) { to.click(); }
    }
    else { done = press(event.key); }
    if (done) { event.preventDefault(); }
  });
  // Before another page is asked for, what was written is on its way.
  document.addEventListener("click", function (event) { if (event.target.closest("a[href]") && desk.flush) { desk.flush(); } });

  const first = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (document.body.dataset.step !== "write") { choose(first && first.closest(".item") || items()[0], Boolean(document.body.dataset.article)); }
  hush();
})();
