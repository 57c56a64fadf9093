"""Notes of a printed book: references to the sources of what is said, by the labels under which these are listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handbook.blocks import Inlines, Link, joined, text
from handbook.model import Citation
from handbook.printing.entry_numbers import NO_BREAK, Printed


def notes(printed: Printed, cites: Iterable[Citation]) -> Inlines:
    """Notes to sources: the label of each source once, with its paragraphs."""
    by_source: dict[str, list[Citation]] = {}
    for cite in cites:
        by_source.setdefault(cite.source, []).append(cite)
    notes_: list[Inlines] = []
    for name, source_cites in by_source.items():
        source = printed.view.corpus.sources.get(name)
        label = source.header.short if source else name
        head, *tail = source_cites
        marks: list[Inlines] = [
            (Link("statement", str(head), text(label).replace(" ", NO_BREAK) + f"{NO_BREAK}¶{head.label}"),)
        ]
        marks += [(Link("statement", str(cite), cite.label),) for cite in tail]
        notes_.append(bound(marks))
    return joined(printed.view.semicolon, notes_)


def bound(marks: Sequence[Inlines]) -> Inlines:
    """References with commas between them; no-break spaces keep the first two and the last two together on a line."""
    head, *tail = marks
    line = list(head)
    for number, mark in enumerate(tail, 1):
        inner = 1 < number < len(tail)
        line += ["," + (" " if inner else NO_BREAK), *mark]
    return tuple(line)
