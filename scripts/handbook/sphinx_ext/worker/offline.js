// Made by the handbook: keeps what a reader visited, so that it can be read without a network.
// The build inserts below this line VERSION (of the content of the site), KEEP (files that every page needs) and WORDS.
"use strict";
const PREFIX = "handbook " + self.registration.scope + " ", CACHE = PREFIX + VERSION;

function address(name) { return new URL(name, self.registration.scope).href; }
// Static files that sites in several languages share lie outside the scope of all but the first one's worker.
const ALWAYS = new Set(KEEP.map(address));
// Pages and files are cached by their address without the query, which only selects something within them.
function key(url) { return url.split(/[?#]/)[0].replace(/\/$/, "/index.html"); }
function of_page(url) {
  const found = /\/(actors|agreements|events|sources)\/([a-z0-9-]+)\.html$/.exec(key(url));
  return found && found[2] !== "index" ? address("cite/" + found[1] + "/" + found[2] + ".js") : null;
}
async function keep(cache, url) {
  const answer = await fetch(url, { cache: "no-cache" });
  if (answer.ok) { await cache.put(key(url), answer); }
}
// Caches the citations of a page, and those of the sources of its claims.
async function keepCitations(cache, url) {
  const own = of_page(url);
  if (!own) { return; }
  await keep(cache, own);
  const kept = await cache.match(own), record = kept && /\]=(\{.*\});\s*$/s.exec(await kept.text());
  const sources = record ? Object.values(JSON.parse(record[1]).claims || {}).flatMap(claim => claim[1]) : [];
  await Promise.allSettled([...new Set(sources)].map(async source => {
    const one = address("cite/sources/" + source + ".js");
    if (!(await cache.match(one))) { await keep(cache, one); }
  }));
}
async function keepPage(cache, url) {
  await Promise.all([keep(cache, url), keepCitations(cache, url)]);
}

self.addEventListener("install", event => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  await Promise.all(KEEP.map(name => keep(cache, address(name))));
  await self.skipWaiting();
})()));

// For a new edition, fetch the pages visited in the previous one again, then delete the previous one's cache.
self.addEventListener("activate", event => event.waitUntil((async () => {
  await self.clients.claim();
  const cache = await caches.open(CACHE), visited = new Set((await self.clients.matchAll()).map(client => key(client.url)));
  const before = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE);
  for (const name of before) {
    for (const request of await (await caches.open(name)).keys()) { if (/\.html$/.test(request.url)) { visited.add(request.url); } }
  }
  // Delete the old cache even if a page no longer exists or the network fails.
  await Promise.allSettled(Array.from(visited).map(url => keepPage(cache, url)));
  await Promise.all(before.map(name => caches.delete(name)));
})()));

self.addEventListener("fetch", event => {
  const request = event.request;
  if (request.method !== "GET" || request.headers.has("range") || !(request.url.startsWith(self.registration.scope) || ALWAYS.has(key(request.url)))) { return; }
  event.respondWith((async () => {
    const cache = await caches.open(CACHE), page = request.mode === "navigate";
    try {
      const answer = await fetch(request);
      if (answer.ok && answer.type === "basic" && !answer.redirected) {
        // Show the answer even if it cannot be cached, for example because the disk is full.
        event.waitUntil(cache.put(key(request.url), answer.clone()).catch(() => undefined));
        if (page) { event.waitUntil(keepCitations(cache, request.url).catch(() => undefined)); }
      }
      return answer;
    } catch (error) {
      const kept = await cache.match(key(request.url));
      if (kept) { return kept; }
      if (!page) { throw error; }
      return new Response(WORDS.page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
    }
  })());
});
