"""Notes of a printed book: the sources behind what is said, by the labels under which they are listed."""

from __future__ import annotations

from collections.abc import Iterable

from handbook.blocks import Inlines, Link, joined, text
from handbook.model import Citation
from handbook.printing.printed import NO_BREAK, Printed


def notes(printed: Printed, cites: Iterable[Citation]) -> Inlines:
    """Notes to sources: the label of each source once, with its paragraphs."""
    by_source: dict[str, list[Citation]] = {}
    for cite in cites:
        by_source.setdefault(cite.source, []).append(cite)
    notes_: list[Inlines] = []
    for name, own in by_source.items():
        source = printed.view.corpus.sources.get(name)
        label = source.header.short if source else name
        first, *rest = own
        marks: list[Inlines] = [
            (Link("statement", str(first), text(label).replace(" ", NO_BREAK) + f"{NO_BREAK}¶{first.label}"),)
        ]
        marks += [(Link("statement", str(cite), cite.label),) for cite in rest]
        notes_.append(joined(", ", marks))
    return joined(printed.view.semicolon, notes_)
