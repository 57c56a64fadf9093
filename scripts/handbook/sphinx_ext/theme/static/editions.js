// On a page of an edition that is not the latest, says so.  The list of editions lies beside their folders; it alone changes.
"use strict";

(async () => {
  const note = document.querySelector(".hb-old-edition");
  const own = note && note.dataset.edition;
  if (!note) return;
  // The root of the edition, above the folders of its languages.
  const base = new URL(note.dataset.root, location.href);
  const folder = base.pathname.split("/").filter(Boolean).pop();
  if (folder === "latest") return;
  let known;
  try {
    const answer = await fetch(new URL("../editions.json", base));
    if (!answer.ok) return;
    known = await answer.json();
  } catch {
    return;
  }
  if (!Array.isArray(known) || !known.length || known[0].edition === own) return;
  const here = location.href.slice(base.href.length);
  for (const link of note.querySelectorAll("a")) link.href = new URL("../latest/" + here, base).href;
  for (const place of note.querySelectorAll(".hb-latest")) place.textContent = String(known[0].edition);
  note.hidden = false;
  // The latest edition has a page of changes for each entry that changed, and none for the others.
  const changes = note.querySelector(".hb-since-then");
  const page = /^((?:[a-z]{2,3}\/)?(?:actors|agreements|events)\/[^/#?]+)\.html/.exec(here);
  if (!changes || !page) return;
  const address = new URL(`../latest/${page[1]}/since-${own}.html`, base);
  try {
    if (!(await fetch(address, { method: "HEAD" })).ok) return;
  } catch {
    return;
  }
  changes.querySelector("a").href = address.href;
  changes.hidden = false;
})();
