// A new claim and a new article: what is typed is kept in the browser until it is written, and rules are asked meanwhile.
"use strict";
(function () {
  const form = document.querySelector("form[data-keep]");
  if (!form) { return; }
  const key = "desk-form " + form.dataset.keep;
  const names = function () { return [...form.elements].filter(function (f) { return f.name && !["hidden", "file", "submit", "button"].includes(f.type); }); };
  function stored() { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch (e) { return null; } }
  function store() {
    const its = {};
    for (const f of names()) { if (f.type === "checkbox" || f.type === "radio") { its[f.name + "=" + f.value] = f.checked; } else { its[f.name] = f.value; } }
    try { localStorage.setItem(key, JSON.stringify(its)); } catch (e) { /* the page still has it */ }
  }
  function forget() { try { localStorage.removeItem(key); } catch (e) { /* it is written all the same */ } }
  // What was written before this script ran is as good as what is written after it; what the server sends back goes before what was kept.
  function written(f) {
    if (f.type === "checkbox" || f.type === "radio") { return f.checked !== f.defaultChecked; }
    if (f.tagName === "SELECT") { return f.selectedIndex !== Math.max(0, [...f.options].findIndex(function (o) { return o.defaultSelected; })); }
    return f.value !== f.defaultValue;
  }
  const early = names().filter(written);
  const fresh = !names().some(function (f) { return (f.tagName === "TEXTAREA" || f.type === "text") && f.defaultValue; });
  const kept = fresh && stored();
  if (kept) {
    for (const f of names()) {
      if (early.includes(f)) { continue; }
      if (f.type === "checkbox" || f.type === "radio") { if (f.name + "=" + f.value in kept) { f.checked = kept[f.name + "=" + f.value]; } }
      else if (f.name in kept) { f.value = kept[f.name]; }
    }
  }

  // -- entries by name, while one types
  let naming = 0;
  form.addEventListener("input", function (event) {
    const field = event.target, list = field.dataset.names && document.getElementById(field.dataset.names);
    if (!list) { return; }
    clearTimeout(naming);
    naming = setTimeout(function () {
      fetch("/names?q=" + encodeURIComponent(field.value)).then(function (a) { return a.json(); }).then(function (hits) {
        list.replaceChildren(...hits.map(function (h) { const o = document.createElement("option"); o.value = h.id; o.textContent = h.name + ", " + h.kind; return o; }));
      }).catch(function () { /* an id or a whole name does, too */ });
    }, 150);
  });

  // -- what rules say of it
  const result = document.getElementById("result");
  function paragraph(kind, words) { const p = document.createElement("p"); p.className = kind; p.textContent = words; return p; }
  function list(kind, rows) {
    const ol = document.createElement("ol");
    ol.className = "problems";
    for (const row of rows) { const li = document.createElement("li"); li.className = kind; li.textContent = row; ol.append(li); }
    return ol;
  }
  function show(seen) {
    const parts = [];
    if (seen.key) {
      const p = paragraph("reads", ""), says = document.createElement("span"), code = document.createElement("code");
      says.className = "meta";
      says.textContent = "It reads: ";
      code.textContent = seen.key;
      p.append(says, (seen.says || "…") + " ", code);
      parts.push(p);
    }
    if (seen.problems.length) { parts.push(list("", seen.problems)); }
    if (seen.after.length) { parts.push(paragraph("meta", "Then to mend in the entry:"), list("later", seen.after)); }
    if (seen.key && !seen.problems.length) { parts.push(paragraph("good", "No rule speaks against it.")); }
    result.replaceChildren(...parts);
  }
  let asking = 0, turn = 0;
  function ask() {
    clearTimeout(asking);
    asking = setTimeout(function () {
      const mine = ++turn;
      fetch(form.getAttribute("action") + "/check", { method: "POST", body: new URLSearchParams(new FormData(form)) })
        .then(function (a) { return a.json(); }).then(function (seen) { if (mine === turn) { show(seen); } })
        .catch(function () { if (mine === turn) { result.replaceChildren(paragraph("refused", "The desk does not answer: what you wrote is kept in this browser.")); } });
    }, 350);
  }
  form.addEventListener("input", function () { store(); if (result) { ask(); } });
  if (result && (kept || !fresh)) { ask(); }
  for (const f of early) { f.dispatchEvent(new Event("input", { bubbles: true })); }
  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(form.querySelector("button.primary")); }
    // A line's end in a field is no order to write yet.
    else if (event.key === "Enter" && event.target.matches("input:not([type=checkbox]):not([type=radio])") && result) { event.preventDefault(); }
  });

  // -- sent by the script where a form is small, so that a desk that is gone takes nothing with it
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    store();
    const button = form.querySelector("button.primary"), multipart = form.enctype === "multipart/form-data";
    const fields = new FormData(form);
    button.disabled = true;
    fetch(form.getAttribute("action"), { method: "POST", headers: { Accept: "application/json" }, body: multipart ? fields : new URLSearchParams(fields) }).then(function (answer) {
      if ((answer.headers.get("content-type") || "").startsWith("application/json")) { return answer.json().then(function (its) { forget(); location.assign(its.to); }); }
      return answer.text().then(function (html) {
        const page = new DOMParser().parseFromString(html, "text/html");
        for (const id of ["said", "pane"]) { const fresh = page.getElementById(id); if (fresh) { document.getElementById(id).replaceWith(document.adoptNode(fresh)); } }
        const next = document.querySelector("form[data-keep]");
        if (next) { again(); }
      });
    }).catch(function () {
      button.disabled = false;
      const p = paragraph("refused", "The desk does not answer: is it still running in its terminal? What you wrote is kept in this browser.");
      document.getElementById("said").replaceChildren(p);
    });
  });
  // The form that came back is a new one: the script begins anew with it.
  function again() {
    const script = document.createElement("script");
    script.src = "/static/claim.js?" + Date.now();
    document.body.append(script);
  }
})();
