"""The site's files for other software, made in a process of their own while Sphinx reads and writes pages."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from handbook import publish
from handbook.book import Book, fixed
from handbook.incremental.state import Stat, digest, engine, pickled
from handbook.sphinx_ext import fulltext

FOLDERS = ("data", "cite", "schema", "pagefind")
Stats = dict[str, Stat]


def write(book: Book, seeds: bytes, out: Path, kept: Path) -> str:
    """Write the files under ``out`` unless all are there as they were made from the same seeds; what went wrong, or nothing.

    ``seeds`` is a digest of all that was read; ``kept`` the file in which the next build finds what this one made.
    """
    wanted = digest(b"\0".join([seeds, repr((book.language, book.base, book.drafts)).encode()]))
    known, there = _known(kept), dict(_there(out))
    if known == (engine(), wanted, there):
        return ""
    made: dict[str, str | bytes] = dict(book.data)
    same = {name: stat for name, stat in known[2].items() if name.startswith("schema/")} if known else {}
    if not (known and known[0] == engine() and same.items() <= there.items()):
        made |= fixed()
        same = {}
    for name, content in made.items():
        publish.write(out / name, content)
    for name in there:
        if not name.startswith("pagefind/") and name not in made and name not in same:
            (out / name).unlink()
    try:
        fulltext.index(book.records, out / "pagefind", book.language)
    except fulltext.PagefindError as error:
        return str(error)
    publish.write(kept, pickled((engine(), wanted, dict(_there(out)))))
    return ""


def _known(kept: Path) -> tuple[bytes, bytes, Stats] | None:
    """The engine, the digest of what was given to it, and the files that it made; None if nothing is known."""
    try:
        made, wanted, files = pickle.loads(kept.read_bytes())
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, ImportError, IndexError):
        # Lost or damaged: all is made again.
        return None
    return made, wanted, files


def _there(out: Path) -> Iterator[tuple[str, Stat]]:
    """The files for other software in a site, by their names in it."""
    for name in ("feed.xml", "llms.txt", "myst.xref.json"):
        with suppress(FileNotFoundError):
            found = (out / name).stat()
            yield name, (found.st_size, found.st_mtime_ns, found.st_ino)
    for folder in FOLDERS:
        for base, _folders, files in os.walk(out / folder):
            for file in files:
                path = f"{base}/{file}"
                found = os.stat(path)  # noqa: PTH116
                yield os.path.relpath(path, out), (found.st_size, found.st_mtime_ns, found.st_ino)


class Work:
    """``write``, begun: in a process of its own where there may be several, else when its end is awaited."""

    def __init__(self, book: Book, seeds: bytes, out: Path, kept: Path, several: bool) -> None:
        self._arguments = (book, seeds, out, kept)
        self._process: BaseProcess | None = None
        if several and "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            self._end, there = context.Pipe(duplex=False)
            self._process = context.Process(target=self._run, args=(there,))
            self._process.start()
            there.close()

    def _run(self, end: Connection) -> None:
        gc.disable()
        end.send(write(*self._arguments))

    def finish(self) -> str:
        """Wait for the end: what went wrong, or nothing."""
        if self._process is None:
            return write(*self._arguments)
        try:
            said: str = self._end.recv()
        except EOFError:
            said = "the files for other software could not be made: their process ended early"
        self._process.join()
        return said
