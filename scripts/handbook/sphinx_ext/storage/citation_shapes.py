"""The shapes of citations, rendered once for all processes of a build, and saved for later builds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from handbook.book import Book
from handbook.citing import citable, processor
from handbook.incremental import state

#: The file with the shapes, in Sphinx's doctrees folder.
SHAPES = "handbook.shapes"
#: The most shapes that are saved: each day on which an entry is revised adds some.
MOST = 5_000


def recall(stored: Path, book: Book) -> None:
    """Load the shapes that earlier builds rendered; if there are none, render those of one entry, before processes fork."""
    saved_shapes: processor.RenderedShapes = state.load(stored / SHAPES, dict) or {}
    processor.rendered_items.update(saved_shapes)
    if not saved_shapes:
        for entry in islice(book.view.corpus.paged, 1):
            citable.record(book.view, book.base, entry)


def keep(stored: Path, further: Mapping[tuple[str, str, str], processor.Segments]) -> None:
    """Save the shapes that this process and others (``further``) rendered, if some are new.

    Raises:
        OSError: the file cannot be written.
    """
    now = dict(islice({**processor.shapes(), **further}.items(), MOST))
    if now.keys() != (state.load(stored / SHAPES, dict) or {}).keys():
        state.save(stored / SHAPES, now)
