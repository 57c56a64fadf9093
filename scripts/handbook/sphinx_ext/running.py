"""The book of each running build, by its application: made before reading, used until the last page is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx

from handbook.book import Book
from handbook.incremental import Reading
from handbook.sphinx_ext.data import Work


@dataclass
class Running:
    """A build: its book, the reading that it was made from until its data files are in the making, and those.

    ``rendered`` counts the citations that were known when it began.
    """

    book: Book
    reading: Reading | None
    work: Work | None = None
    rendered: int = 0


_running: dict[int, Running] = {}


def keep(app: Sphinx, book: Book, reading: Reading) -> Running:
    now = _running[id(app)] = Running(book, reading)
    return now


def of(app: Sphinx) -> Running | None:
    return _running.get(id(app))


def book(app: Sphinx) -> Book | None:
    found = of(app)
    return found.book if found else None


def drop(app: Sphinx) -> Running | None:
    return _running.pop(id(app), None)


def stop() -> None:
    """End what builds began that came to no end of their own."""
    while _running:
        _id, left = _running.popitem()
        if left.work is not None:
            left.work.stop()


_offers: dict[Path, Reading] = {}
_builders: list[str] = []


@contextmanager
def offered(folder: Path, seen: Reading | None, builder: str) -> Iterator[None]:
    """Within it, a build of the seeds in ``folder`` takes what was read of them already, and knows its builder early."""
    if seen is not None:
        _offers[folder] = seen
    _builders.append(builder)
    try:
        yield
    finally:
        _builders.pop()
        _offers.pop(folder, None)


def offer(folder: Path) -> Reading | None:
    return _offers.get(folder)


def builder() -> str:
    """The builder, before Sphinx has made it; nothing if that is not known."""
    return _builders[-1] if _builders else ""
