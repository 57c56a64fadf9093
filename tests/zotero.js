// Zotero's own code (the npm package zotero-translators) reads pages by its translator "Embedded Metadata".
// node zotero.js FOLDER PAGE ADDRESS [PAGE ADDRESS ...]: an array of the items of each page, as JSON in the last line.
"use strict";
const fs = require("fs");
const { createRequire } = require("module");
const there = createRequire(process.argv[2] + "/package/index.js");
there("./index.js");
const { JSDOM } = there("jsdom"), xpath = there("wicked-good-xpath");
const EMBEDDED_METADATA = "951c027d-74ac-47d4-a107-9c3069ab7b48";

async function read(file, url) {
  const dom = new JSDOM(fs.readFileSync(file, "utf8"), { url });
  xpath.install(dom.window, true);
  const translation = new global.Zotero.Translate.Web();
  translation.setDocument(dom.window.document);
  translation.setTranslator(EMBEDDED_METADATA);
  return translation.translate({ libraryID: false, saveAttachments: false });
}

(async function () {
  const items = [], given = process.argv.slice(3);
  for (let at = 0; at < given.length; at += 2) { items.push(await read(given[at], given[at + 1])); }
  process.stdout.write("\n" + JSON.stringify(items) + "\n", () => process.exit(0));
})().catch(error => { console.error(error); process.exit(1); });
