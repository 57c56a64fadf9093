"""A lead on its page: its words, and behind each sentence the numbers of the claims that it rests on."""

from __future__ import annotations

from textwrap import shorten

from handbook import i18n
from handbook.blocks import Inline, Inlines, Link, Span, joined, span, text
from handbook.claims import Wording
from handbook.leads import BASIS
from handbook.pages.claims import Order, Paged
from handbook.pages.view import View

#: Characters of the name of another entry in a mark.
MARK = 28


def told(view: View, entry: Paged, wording: Wording, order: Order) -> Inlines:
    """A lead, with the numbers of the claims on which each sentence rests as links."""
    parts: list[Inline] = []
    at = 0
    words = i18n.unbroken(wording.text, wording.lang)
    for match in BASIS.finditer(words):
        parts.append(text(words[at : match.start()]))
        links = [(_basis(view, entry, label.strip(), order),) for label in match[1].split(",") if label.strip()]
        parts.append(span((" ", *joined(" ", links)), "hb-basis"))
        at = match.end()
    parts.append(text(words[at:]))
    inner = tuple(part for part in parts if part)
    return inner if wording.lang == view.language else (Span(inner, lang=wording.lang),)


def _basis(view: View, entry: Paged, label: str, order: Order) -> Inline:
    """The mark of a claim that a sentence rests on: its number on the page, or the name of the other entry."""
    other, _, there = label.rpartition("#")
    if not other or other == entry.id:
        return Link("claim", f"{entry.id}#{there or label}", str(order[there or label]))
    known = view.named.get(other)
    return Link("claim", label, text(shorten(view.name_of(known) if known else other, MARK, placeholder="…")))
