// Makes links to the same page in another language keep the fragment and the query (of a list or the search).
"use strict";

for (const link of document.querySelectorAll(".hb-languages a[data-same]")) {
  const address = link.getAttribute("href");
  link.addEventListener("click", () => link.setAttribute("href", address + location.search + location.hash));
}
