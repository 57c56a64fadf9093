// Writing: saves while one writes, shows what is wrong beside the line, keeps a copy here when the desk does not answer.
"use strict";
document.documentElement.classList.replace("no-js", "js");
window.desk = window.desk || {};

(function () {
  const form = document.getElementById("writing");
  if (!form) { return; }
  const text = document.getElementById("text");
  const lines = form.querySelector(".lines");
  const saved = document.getElementById("saved");
  const list = document.getElementById("problem-list");
  const at = document.getElementById("at");
  const article = document.body.dataset.article;
  const copy = "handbook-desk:" + article;
  let base = form.dataset.base, last = text.value, line = 0, timer = 0, busy = false, again = false, stopped = false, problems = [], current = -1;

  // -- lines: a copy of the text under it, of the same width, carries numbers and marks
  let drawn = [];
  function draw() {
    const rows = text.value.split("\n");
    rows.forEach(function (row, i) {
      let div = lines.children[i];
      if (!div) { div = document.createElement("div"); div.dataset.n = i + 1; lines.append(div); }
      if (drawn[i] !== row) { div.textContent = row || "\u200b"; div.classList.toggle("pending", row.includes("[pending]")); }
    });
    while (lines.children.length > rows.length) { lines.lastChild.remove(); }
    drawn = rows;
    mark();
  }
  function mark() {
    for (const div of lines.querySelectorAll(".has, .has-later")) { div.classList.remove("has", "has-later"); }
    for (const p of problems) { if (p.line && lines.children[p.line - 1]) { lines.children[p.line - 1].classList.add(p.later ? "has-later" : "has"); } }
  }
  function lineAt(place) { return text.value.slice(0, place).split("\n").length; }
  function goTo(number, length) {
    const start = text.value.split("\n").slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
    const end = text.value.indexOf("\n", start);
    text.focus({ preventScroll: true });
    text.setSelectionRange(start, length ? (end < 0 ? text.value.length : end) : start);
    const div = lines.children[number - 1];
    if (div) { div.scrollIntoView({ block: "center" }); }
    moved();
  }
  // The text does not scroll by itself: the box around it does.
  function reveal(number) {
    const box = document.getElementById("editor"), row = lines.children[number - 1];
    if (!row) { return; }
    const place = row.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (place.bottom > frame.bottom - 8) { box.scrollTop += place.bottom - frame.bottom + 24; }
    if (place.top < frame.top + 8) { box.scrollTop += place.top - frame.top - 24; }
  }
  function pending(step) {
    const rows = text.value.split("\n"), here = lineAt(text.selectionStart) - 1;
    for (let i = 1; i <= rows.length; i++) {
      const n = (here + step * i + rows.length * i) % rows.length;
      if (rows[n].includes("[pending]")) {
        goTo(n + 1);
        const start = text.value.split("\n").slice(0, n).join("\n").length + (n ? 1 : 0) + rows[n].indexOf("[pending]");
        text.setSelectionRange(start, start + "[pending]".length);
        return;
      }
    }
    saved.textContent = "Every paragraph is written";
  }

  // A paragraph that says nothing for the handbook: its letter goes, and the reason is there to be changed.
  function silent() {
    const rows = text.value.split("\n");
    let n = lineAt(text.selectionStart) - 1;
    while (n > 0 && !/^[0-9]/.test(rows[n])) { n--; }
    const head = /^([0-9]+)[a-z]*\. \[pending\]/.exec(rows[n]);
    if (!head) { return; }
    const start = rows.slice(0, n).join("\n").length + (n ? 1 : 0), before = head[1] + ". [no statement: ";
    text.setSelectionRange(start, start + head[0].length);
    // Typed for the editor, so that the browser's own undo takes it back.
    document.execCommand("insertText", false, before + "background]");
    text.setSelectionRange(start + before.length, start + before.length + "background".length);
  }

  // -- what is wrong
  function show(found) {
    problems = found;
    list.replaceChildren(...found.map(function (p) {
      const item = document.createElement("li");
      if (p.later) { item.className = "later"; }
      const place = document.createElement(p.line ? "button" : "span");
      place.className = "place";
      place.textContent = p.place;
      if (p.line) { place.type = "button"; place.addEventListener("click", function () { goTo(p.line, true); }); }
      item.append(place, " " + p.message + " ");
      if (p.mend) { const mend = document.createElement("em"); mend.textContent = p.mend; item.append(mend, " "); }
      const code = document.createElement("code");
      code.textContent = p.code;
      item.append(code);
      return item;
    }));
    if (!found.length) { const none = document.createElement("li"); none.className = "none"; none.textContent = "Nothing: this is how it should be."; list.append(none); }
    document.getElementById("problem-count").textContent = found.length;
    mark();
  }
  desk.nextProblem = function () {
    const own = problems.filter(function (p) { return p.line; });
    if (own.length) { current = (current + 1) % own.length; goTo(own[current].line, true); }
  };

  // -- saving
  function keepHere() { try { localStorage.setItem(copy, JSON.stringify({ base: base, text: text.value })); } catch (e) { /* storage may be full or forbidden */ } }
  function dropHere() { try { localStorage.removeItem(copy); } catch (e) { /* as above */ } }
  function say(words, kind) { saved.textContent = words; saved.className = kind || ""; }
  function body() { return new URLSearchParams({ form: form.dataset.form, base: base, text: text.value, line: String(line) }); }
  const WORDS = { written: "Saved", kept: "Kept at the desk: it cannot be read yet", both: "The file changed on the disk", waits: "Kept at the desk" };

  function save() {
    clearTimeout(timer);
    if (stopped) { return; }
    if (busy) { again = true; return; }
    busy = true;
    const sent = text.value;
    fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: body() }).then(function (answer) {
      if (answer.status === 403) { throw new Error("The desk was started anew: open its address again. Your text is kept in this browser"); }
      if (!answer.ok) { throw new Error("The desk cannot save. Your text is kept in this browser"); }
      return answer.json();
    }).then(function (its) {
      busy = false;
      last = sent;
      if (text.value === sent) { dropHere(); }
      say(WORDS[its.how] + (its.how === "waits" ? ": " + its.why : ""), its.how === "written" ? "" : "waits");
      if (its.how === "written") { base = its.version; form.elements.base.value = base; }
      if (its.how === "both") { stopped = true; location.assign("/article/" + article + "/both"); return; }
      show(its.problems);
      desk.put(at, its.at);
      desk.point(its.paragraph, its.evidence ? [its.evidence] : []);
      desk.count(its.progress);
      if (document.activeElement === text) { reveal(line); }
      if (its.how === "waits") { timer = setTimeout(save, 5000); }
      if (again) { again = false; save(); }
    }).catch(function (error) {
      busy = again = false;
      keepHere();
      say(error instanceof TypeError ? "The desk does not answer. Your text is kept in this browser" : error.message, "lost");
      timer = setTimeout(save, 3000);
    });
  }
  function later() { clearTimeout(timer); timer = setTimeout(save, 450); }
  function moved() { const now = lineAt(text.selectionStart); if (now !== line) { line = now; reveal(line); later(); } }

  text.addEventListener("input", function () { draw(); keepHere(); say("…"); line = lineAt(text.selectionStart); reveal(line); later(); });
  text.addEventListener("keyup", moved);
  text.addEventListener("click", moved);
  text.addEventListener("keydown", function (event) {
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); pending(event.key === "ArrowDown" ? 1 : -1); }
    if (event.altKey && event.code === "KeyB") { event.preventDefault(); silent(); }
    if (event.key === "Escape") { event.preventDefault(); text.blur(); document.getElementById("pane").focus({ preventScroll: true }); }
  });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); save(); });
  document.getElementById("next-pending").addEventListener("click", function () { pending(1); });
  window.addEventListener("pagehide", function () {
    if (text.value !== last && !stopped) { fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: body(), keepalive: true }).catch(function () { /* the copy here stays */ }); }
  });
  desk.flush = function () { if (text.value !== last) { save(); } };

  // A terminal may write the file while the page is open.
  setInterval(function () {
    if (busy || stopped || text.value !== last || document.hidden) { return; }
    fetch("/article/" + article + "/state?have=" + base).then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (its) {
      if (!its || its.version === base || busy || text.value !== last) { return; }
      if (its.both) { location.assign("/article/" + article + "/both"); return; }
      const place = text.selectionStart;
      text.value = last = its.text;
      base = its.version;
      text.setSelectionRange(place, place);
      draw();
      save();
    }).catch(function () { /* the next save says it */ });
  }, 3000);

  // What this browser kept when the desk did not answer is saved now, against the file that it began with.
  try {
    const its = JSON.parse(localStorage.getItem(copy) || "null");
    if (its && typeof its.text === "string" && its.text !== text.value) { text.value = its.text; base = String(its.base); }
  } catch (e) { /* storage may be forbidden, or hold something else */ }
  text.autocomplete = "off";
  draw();
  const first = lines.querySelector(".pending");
  if (first) { document.getElementById("editor").scrollTop = first.offsetTop - 40; }
  save();
})();
