// Previews of links to the handbook, from data in the page itself.
"use strict";
(function () {
  var data = document.getElementById("handbook-previews");
  if (!data) { return; }
  var previews = JSON.parse(data.textContent), card = null, owner = null;
  function hide() { if (card) { card.remove(); card = null; owner.removeAttribute("aria-describedby"); owner = null; } }
  function show(link) {
    var found = previews[link.href];
    hide();
    if (!found) { return; }
    card = document.createElement("div");
    card.className = "handbook-preview"; card.id = "handbook-preview"; card.setAttribute("role", "tooltip");
    var name = document.createElement("strong"), text = document.createElement("p");
    name.textContent = found.name; text.textContent = found.text;
    card.append(name, text); document.body.append(card);
    var box = link.getBoundingClientRect();
    card.style.left = Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 8)) + scrollX + "px";
    card.style.top = (box.bottom + card.offsetHeight + 8 < innerHeight ? box.bottom + 6 : box.top - card.offsetHeight - 6) + scrollY + "px";
    owner = link; link.setAttribute("aria-describedby", card.id);
  }
  document.querySelectorAll("a[href]").forEach(function (link) {
    if (!previews[link.href]) { return; }
    link.addEventListener("pointerenter", function () { show(link); });
    link.addEventListener("pointerleave", hide);
    link.addEventListener("focus", function () { show(link); });
    link.addEventListener("blur", hide);
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
})();
