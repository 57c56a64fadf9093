"""Work of a build that began before Sphinx was loaded, and that Sphinx then takes over."""

from __future__ import annotations

from typing import NamedTuple

from handbook.book import Book
from handbook.incremental import Reading
from handbook.incremental.planning import Plan
from handbook.sphinx_ext.data import Work
from handbook.sphinx_ext.locks import Locks


class Begun(NamedTuple):
    """A place that is locked, the book and the plan of its pages, and data files on their way."""

    locks: Locks
    reading: Reading
    book: Book
    plan: Plan
    work: Work

    def stop(self) -> None:
        """End it: nobody takes it over."""
        self.work.stop()
        self.locks.release()
