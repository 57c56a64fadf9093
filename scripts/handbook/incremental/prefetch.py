"""Seeds read in a process of its own, from the last file on, while this one still loads its parts.

The first process reads as it always does and takes what the other has made of a file with
the same bytes; only sound records come from there, so all problems are found here.
"""

from __future__ import annotations

import multiprocessing
import pickle
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from handbook.incremental import beside
from handbook.incremental.state import digest, pickled
from handbook.reading import seeds

#: Fewer files are read before another process has begun, and so many records are sent at once.
FEW, TOGETHER = 300, 50


class Ready(NamedTuple):
    """A record that was read: digest of its file's bytes, the record, the lines of its fields, pickled."""

    digest: bytes
    record: Any
    lines: bytes


class Prefetch:
    """What another process reads of the seeds in ``folder``."""

    def __init__(self, folder: Path) -> None:
        context = multiprocessing.get_context("fork")
        self._ready: dict[str, Ready] = {}
        self._come: list[bytes] = []
        here, there = context.Pipe(duplex=False)
        self._process = context.Process(target=_read, args=(folder, there), daemon=True)
        self._process.start()
        there.close()
        # A pipe holds little: it is emptied while this process has other things to do.
        self._pump = threading.Thread(target=self._receive, args=(here,), daemon=True)
        self._pump.start()

    def _receive(self, here: Connection) -> None:
        with here, suppress(EOFError, OSError):
            while True:
                self._come.append(here.recv_bytes())

    def take(self, name: str, its: bytes) -> Ready | None:
        """What was made of the file ``name`` with the digest ``its``, if that has come."""
        while self._come:
            self._ready.update(pickle.loads(self._come.pop()))
        ready = self._ready.get(name)
        return ready if ready and ready.digest == its else None

    def stop(self) -> None:
        """End the other process, wherever it is."""
        self._process.terminate()
        self._process.join()
        self._pump.join()


@contextmanager
def prefetching(folder: Path, kept: Path | None) -> Generator[Prefetch | None]:
    """Within it another process reads the seeds, if they are many and nothing was ``kept`` of them."""
    if not beside.possible() or multiprocessing.cpu_count() < 2:
        yield None
        return
    if (kept is not None and kept.is_file()) or len(list(islice(seeds.names(folder), FEW))) < FEW:
        yield None
        return
    prefetch = Prefetch(folder)
    try:
        yield prefetch
    finally:
        prefetch.stop()


def _read(folder: Path, there: Connection) -> None:
    # Who stops the first process stops this one; and that one may go first.
    with suppress(KeyboardInterrupt, BrokenPipeError):
        sound = seeds.backwards(folder)
        while some := list(islice(sound, TOGETHER)):
            there.send_bytes(pickled(dict(_ready(some))))


def _ready(some: Iterable[tuple[str, bytes, Any, seeds.Lines]]) -> Iterator[tuple[str, Ready]]:
    for name, raw, record, lines in some:
        yield name, Ready(digest(raw), record, pickled(lines))
