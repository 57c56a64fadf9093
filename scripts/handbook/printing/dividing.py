"""Chapters in pieces: the Typst text of each unit, and where a long chapter is divided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from handbook.printing.chapters import Chapter, Unit
from handbook.render.typst import Writer, string

#: Bytes of Typst text after which a long chapter goes on in another piece, on a new page: about 15 pages.
PIECE = 160_000
#: A chapter of up to so many pieces is not divided: a reader would wonder at the half-empty page.
UNDIVIDED = 2.5
#: Bytes of a unit that is not divided between columns.
SHORT = 1_400


def typeset(chapter: Chapter, writer: Writer) -> Iterator[tuple[Unit, str]]:
    """The units of a chapter, without their blocks, with their Typst text."""
    for unit in chapter.units():
        typst = writer.blocks(unit.blocks)
        if unit.flows:
            typst = f"#A({string(unit.anchor)})\n{typst}"
        elif unit.anchor and len(typst) < SHORT:
            typst = f"#whole[{typst}]"
        yield unit._replace(blocks=()), typst


def divided(said: Iterable[tuple[Unit, str]]) -> Iterator[list[tuple[Unit, str]]]:
    """Units in pieces; a chapter that is not much longer than a piece is one."""
    waiting: list[tuple[Unit, str]] = []
    size, long = 0, False
    for unit, typst in said:
        waiting.append((unit, typst))
        size += len(typst)
        long = long or size > UNDIVIDED * PIECE
        while long and size > 2 * PIECE and len(waiting) > 1:
            end = _length(waiting)
            yield waiting[:end]
            waiting = waiting[end:]
            size = sum(len(text) for _unit, text in waiting)
    yield waiting


def _length(waiting: Sequence[tuple[Unit, str]]) -> int:
    """How many units the first piece has: it ends with a letter, if one ends before it has twice its size."""
    size = 0
    for at, (unit, typst) in enumerate(waiting):
        if at and size > PIECE and unit.letter != waiting[at - 1][0].letter:
            return at
        if at and size > 2 * PIECE:
            return at
        size += len(typst)
    return len(waiting) - 1
