"""The site's data files (those for other software), made in a separate process while Sphinx reads and writes pages."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from handbook import data_files, faults
from handbook.book import Book
from handbook.citing import processor
from handbook.exports import record_parts
from handbook.incremental import Reading, background, state
from handbook.incremental.background import Background
from handbook.incremental.dependency_tracking import Log, watched
from handbook.incremental.digests import digests
from handbook.incremental.files import bring
from handbook.incremental.parts import Parts
from handbook.incremental.planning import compare, products
from handbook.incremental.state import Products
from handbook.publish import make_plain, regular_bytes
from handbook.reading import schema
from handbook.sphinx_ext.storage.written_names import remove_files

FOLDERS = ("data", "cite", "feeds", "schema")
FILES = ("feed.xml", "llms.txt", "llms-full.txt", "myst.xref.json")
_WITHIN = tuple(f"{folder}/" for folder in FOLDERS)


class Outcome(NamedTuple):
    """The result: what went wrong (empty if nothing), the digests of the files, and the shapes of citations that were rendered."""

    fault: str
    files: Mapping[str, bytes] = {}
    shapes: Mapping[tuple[str, str, str], processor.Segments] = {}


def is_data(name: str) -> bool:
    """Whether a file of the site is a data file."""
    return name in FILES or name.startswith(_WITHIN)


def bring_files(
    book: Book, reading: Reading, out: Path, state_path: Path, on_disk: Mapping[str, bytes] | None = None
) -> Outcome:
    """Bring the files under ``out`` up to date, and remove those that are no longer made.

    ``state_path`` is the file in which the next build finds what this one made; ``on_disk`` has the digests of the files
    now in the site, if these have been computed already.
    """
    make_plain(out, (*FOLDERS, *FILES))
    before = state.load(state_path, Products) or Products()
    on_disk = dict(digests(out, FILES, FOLDERS)) if on_disk is None else on_disk
    now = products(book, reading, book.base)
    compared = compare(book, reading, before, now)
    log = Log()
    view = watched(book.view, log)

    def file(name: str) -> bytes | None:
        return regular_bytes(out / name) if name in on_disk and on_disk[name] == before.files.get(name) else None

    records = record_parts.Records(view, book.base)
    parts = Parts(records.recipes, log, compared, now, state_path.with_name(f"{state_path.name}.parts"), file)
    bring(data_files.recipes(view, book.base, records, parts), log, out, on_disk, compared, now)
    remove_files(out, on_disk.keys() - now.files.keys())
    if (before.settings, before.seeds, before.files) != (now.settings, now.seeds, now.files):
        # This file is saved last: it holds the versions of the sections.
        parts.save()
        state.save(state_path, now)
    return Outcome("", now.files, processor.shapes())


def _look_up(book: Book, reading: Reading) -> None:
    """Compute the caches that both this process and its child use, before the fork, so that they are computed once."""
    _statements = book.view.statements_on
    _engine = state.engine()
    if reading.before is None:
        schema.schemas(book.corpus.words)


class Work:
    """A run of ``bring_files``: in a separate process where ``several`` are allowed, else in this one, by ``finish``."""

    def __init__(
        self, book: Book, reading: Reading, out: Path, state_path: Path, several: bool, on_disk: Mapping[str, bytes] | None = None
    ) -> None:  # fmt: skip
        self._arguments = (book, reading, out, state_path, on_disk)
        self._process: Background[Outcome] | None = None
        if several and background.possible():
            _look_up(book, reading)
            self._process = Background(self._bring)

    def _bring(self) -> Outcome:
        try:
            return bring_files(*self._arguments)
        except OSError as error:
            return Outcome(f"the files for other software cannot be written: {faults.in_words(error)}")
        except Exception:
            # A defect: passed to the parent process, which can report it.
            return Outcome(traceback.format_exc())

    def stop(self) -> None:
        """End the process at any point: files are written whole or not at all."""
        if self._process is not None:
            self._process.stop()

    def finish(self, failed: bool = False) -> Outcome:
        """Wait for the result.  If the build ``failed`` and no process was started, make nothing."""
        if self._process is None:
            return Outcome("") if failed else bring_files(*self._arguments)
        try:
            return self._process.answer()
        except EOFError:
            return Outcome("the files for other software could not be made: their process ended early")
