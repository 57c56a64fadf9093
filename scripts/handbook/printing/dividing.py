"""Dividing chapters into pieces: the Typst text of each unit, and the places where a long chapter is divided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from handbook.printing.chapters import Chapter, Unit
from handbook.render.typst import Writer, string

#: The size of a piece in characters of Typst text, about 15 pages; the next piece of a long chapter begins on a new page.
PIECE = 160_000
#: A chapter of at most this many times ``PIECE`` is not divided: the half-empty page would puzzle readers.
UNDIVIDED = 4
#: A unit with fewer characters than this is not broken across columns.
SHORT = 1_400


def typeset(chapter: Chapter, writer: Writer) -> Iterator[tuple[Unit, str]]:
    """The units of a chapter, each with its Typst text instead of its blocks."""
    for unit in chapter.units():
        typst = writer.blocks(unit.blocks)
        if unit.flows:
            typst = f"#A({string(unit.anchor)})\n{typst}"
        elif unit.anchor and len(typst) < SHORT:
            typst = f"#whole[{typst}]"
        yield unit._replace(blocks=()), typst


def divided(typeset_units: Iterable[tuple[Unit, str]]) -> Iterator[list[tuple[Unit, str]]]:
    """Divide units into pieces; a chapter that is not much longer than a piece stays one piece."""
    pending: list[tuple[Unit, str]] = []
    size, long = 0, False
    for unit, typst in typeset_units:
        pending.append((unit, typst))
        size += len(typst)
        long = long or size > UNDIVIDED * PIECE
        while long and size > 2 * PIECE and len(pending) > 1:
            end = _length(pending)
            yield pending[:end]
            pending = pending[end:]
            size = sum(len(text) for _unit, text in pending)
    yield pending


def _length(pending: Sequence[tuple[Unit, str]]) -> int:
    """The number of units in the first piece: it ends where a letter ends, or else when it has twice the size of a piece."""
    size = 0
    for index, (unit, typst) in enumerate(pending):
        if index and size > PIECE and unit.letter != pending[index - 1][0].letter:
            return index
        if index and size > 2 * PIECE:
            return index
        size += len(typst)
    return len(pending) - 1
