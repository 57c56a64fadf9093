"""The site's files for other software, made in a process of their own while Sphinx reads and writes pages."""

from __future__ import annotations

import gc
import multiprocessing
import os
import traceback
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from handbook import data_files
from handbook.book import Book
from handbook.incremental import Reading, state
from handbook.incremental.seen import Log, view_of
from handbook.incremental.state import Outputs, Stat
from handbook.incremental.writing import bring, outputs, stat_of, touched
from handbook.pages.recipe import Recipe
from handbook.sphinx_ext import fulltext

FOLDERS = ("data", "cite", "schema", "pagefind")


def write(book: Book, reading: Reading, out: Path, kept: Path) -> str:
    """Write those files under ``out`` that a change can have touched; what went wrong, or nothing.

    ``kept`` is the file in which the next build finds what this one made.
    """
    before, there = state.load(kept, Outputs) or Outputs(), dict(_there(out))
    whole = book.given.corpus is book.corpus
    now = outputs(book, reading, book.base, whole)
    if (before.settings, before.seeds, before.stats) == (now.settings, now.seeds, there):
        return ""
    log = Log()
    shown = view_of(book.view, log, for_pages=False)
    given = shown if whole else book.given
    # Without drafts the data files hold another corpus than the one that was compared.
    keys = touched(book, reading, before) if whole else None
    plan = data_files.recipes(shown, given, book.base) | {"fixed": Recipe(data_files.fixed)}
    done = bring(plan, log, out, there, before, keys, now)
    for name in there.keys() - done.now.stats.keys():
        if not name.startswith("pagefind/"):
            (out / name).unlink()
    try:
        fulltext.index(book.records, out / "pagefind", book.language)
    except fulltext.PagefindError as error:
        return str(error)
    done.now.stats = dict(_there(out))
    state.save(kept, done.now)
    return ""


def _there(out: Path) -> Iterator[tuple[str, Stat]]:
    """The files for other software in a site, by their names in it."""
    for name in ("feed.xml", "llms.txt", "myst.xref.json"):
        with suppress(FileNotFoundError):
            yield name, stat_of((out / name).stat())
    for folder in FOLDERS:
        for base, _folders, files in os.walk(out / folder):
            for file in files:
                path = f"{base}/{file}"
                yield path[len(str(out)) + 1 :], stat_of(os.stat(path))  # noqa: PTH116


class Work:
    """``write``, begun: in a process of its own where there may be several, else when its end is awaited."""

    def __init__(self, book: Book, reading: Reading, out: Path, kept: Path, several: bool) -> None:
        self._arguments = (book, reading, out, kept)
        self._process: BaseProcess | None = None
        if several and "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            self._end, there = context.Pipe(duplex=False)
            self._process = context.Process(target=self._run, args=(there,))
            self._process.start()
            there.close()

    def _run(self, end: Connection) -> None:
        gc.disable()
        try:
            said = write(*self._arguments)
        except OSError as error:
            said = f"the files for other software cannot be written: {error.filename or ''} {error.strerror or error}"
        except Exception:
            # A defect: told by the process that can be heard.
            said = traceback.format_exc()
        end.send(said)

    def stop(self) -> None:
        """End it, wherever it is: each file is whole or not there."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()

    def finish(self, failed: bool = False) -> str:
        """Wait for the end: what went wrong, or nothing.  After a build that ``failed`` nothing is begun any more."""
        if self._process is None:
            return "" if failed else write(*self._arguments)
        try:
            said: str = self._end.recv()
        except EOFError:
            said = "the files for other software could not be made: their process ended early"
        self._process.join()
        return said
