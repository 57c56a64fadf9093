"""The book of each running build, by its application: made before reading, used until the last page is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sphinx.application import Sphinx

from handbook.book import Book
from handbook.incremental import Reading

_books: dict[int, Book] = {}


def keep(app: Sphinx, book: Book) -> None:
    _books[id(app)] = book


def book(app: Sphinx) -> Book | None:
    return _books.get(id(app))


def drop(app: Sphinx) -> Book | None:
    return _books.pop(id(app), None)


_offers: dict[Path, Reading] = {}


@contextmanager
def offered(folder: Path, seen: Reading | None) -> Iterator[None]:
    """Within it, a build of the seeds in ``folder`` takes what was read of them already."""
    if seen is not None:
        _offers[folder] = seen
    try:
        yield
    finally:
        _offers.pop(folder, None)


def offer(folder: Path) -> Reading | None:
    return _offers.get(folder)
