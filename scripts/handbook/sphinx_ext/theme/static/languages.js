// A link to the same page in another language leads to the same place of it, with the same question to a list or the search.
"use strict";

for (const link of document.querySelectorAll(".hb-languages a[data-same]")) {
  const address = link.getAttribute("href");
  link.addEventListener("click", () => link.setAttribute("href", address + location.search + location.hash));
}
