"""The work of a build that began before Sphinx was loaded, and that the Sphinx build then takes over."""

from __future__ import annotations

from typing import NamedTuple

from handbook.book import Book
from handbook.incremental import Reading
from handbook.incremental.planning import Plan
from handbook.sphinx_ext.storage.data_process import Work
from handbook.sphinx_ext.storage.locks import Locks


class EarlyWork(NamedTuple):
    """The locks that are held, the book, the plan of its pages, and the data files that are being made."""

    locks: Locks
    reading: Reading
    book: Book
    plan: Plan
    work: Work

    def stop(self) -> None:
        """Stop the work and release the locks, when no build takes it over."""
        self.work.stop()
        self.locks.release()
