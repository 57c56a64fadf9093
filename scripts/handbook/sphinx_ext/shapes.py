"""The shapes of citations, rendered once: for all processes of a build, and for the next builds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from handbook.book import Book
from handbook.citing import citable, styles
from handbook.incremental import state

#: The file in which they are kept, beside what Sphinx stores.
SHAPES = "handbook.shapes"
#: More of them are not kept: each day on which an entry is revised has some.
MOST = 5_000


def recall(stored: Path, book: Book) -> None:
    """Make known what earlier builds rendered; without any, render what all pages of entries need, before processes part."""
    known: styles.Known = state.load(stored / SHAPES, dict) or {}
    styles.known.update(known)
    if not known:
        for entry in islice(book.view.corpus.paged, 1):
            citable.record(book.view, book.base, entry)


def keep(stored: Path, further: Mapping[tuple[str, str, str], styles.Segments]) -> None:
    """Keep what this build and its other processes rendered, if some of it is new.

    Raises:
        OSError: the file cannot be written.
    """
    now = dict(islice({**styles.shapes(), **further}.items(), MOST))
    if now.keys() != (state.load(stored / SHAPES, dict) or {}).keys():
        state.save(stored / SHAPES, now)
