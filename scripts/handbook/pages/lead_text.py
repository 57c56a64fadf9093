"""A lead on its page: its words, and after each sentence the numbers of the claims that it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import shorten

from handbook import i18n
from handbook.blocks import Inline, Inlines, Link, Span, joined, span, text
from handbook.claims import Wording
from handbook.leads import BASIS
from handbook.model import Paged, Term
from handbook.pages.claims import Order, ordered
from handbook.pages.view import View

#: The most characters of another entry's name in a mark.
MARK = 28


def inlines(view: View, entry: Paged, wording: Wording, order: Order) -> Inlines:
    """A lead, with the numbers of the claims that each sentence rests on as links."""
    parts: list[Inline] = []
    at = 0
    words = i18n.unbroken(wording.text, wording.lang)
    for match in BASIS.finditer(words):
        parts.append(text(words[at : match.start()]))
        keys = [label.strip() for label in match[1].split(",") if label.strip()]
        links = [(mark,) for mark in _basis(view, entry, keys, order)]
        parts.append(span(("\u00a0", *joined(" ", links)), "hb-basis"))
        at = match.end()
    parts.append(text(words[at:]))
    inner = tuple(part for part in parts if part)
    return inner if wording.lang == view.language else (Span(inner, lang=wording.lang),)


def _basis(view: View, entry: Paged, keys: Sequence[str], order: Order) -> Iterator[Inline]:
    """The marks of the claims that a sentence rests on: their numbers on the page, or the name of another entry.

    If several claims are of the same other entry, its name stands once, and each has its number there.
    """
    names = Counter(key.rpartition("#")[0] for key in keys)
    named: set[str] = set()
    for key in keys:
        entry_id, _, label = key.rpartition("#")
        if not entry_id or entry_id == entry.id:
            yield Link("claim", f"{entry.id}#{label}", str(order[label]))
            continue
        named_entry = view.named.get(entry_id)
        name = shorten(view.name_of(named_entry) if named_entry else entry_id, MARK, placeholder="…")
        cited_entry = view.corpus.entries.get(entry_id) if names[entry_id] > 1 else None
        if cited_entry is None or isinstance(cited_entry, Term):
            yield Link("claim", key, text(name))
            continue
        number = ordered(cited_entry)[label]
        yield Link("claim", key, text(f"…\u00a0{number}" if entry_id in named else f"{name}\u00a0{number}"))
        named.add(entry_id)
