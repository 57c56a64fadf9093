"""Reading seeds in a second process, backwards from the last file, while the first one is still importing modules.

The first process then reads as usual, but takes over the record that the second has made from a file with
the same bytes.  Only records without problems come from there, so the first process finds all problems itself.
"""

from __future__ import annotations

import multiprocessing
import pickle
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from handbook.incremental import background
from handbook.incremental.state import digest, pickled
from handbook.reading import seeds

#: With fewer files than ``FEW`` a second process is not worth while; records are sent ``TOGETHER`` in batches of this size.
FEW, TOGETHER = 300, 50


class Ready(NamedTuple):
    """A record that was read: the digest of its file's bytes, the record, and the pickled lines of its fields."""

    digest: bytes
    record: Any
    lines: bytes


class Prefetch:
    """A second process that reads the seeds in ``folder``, and the records received from it."""

    def __init__(self, folder: Path) -> None:
        self._ready: dict[str, Ready] = {}
        self._received: list[bytes] = []
        reading_end, self._process = background.start(partial(_read, folder))
        # A pipe holds little, so a thread empties it while this process does other things.
        self._pump = threading.Thread(target=self._receive, args=(reading_end,), daemon=True)
        self._pump.start()

    def _receive(self, reading_end: Connection) -> None:
        with reading_end, suppress(EOFError, OSError):
            while True:
                self._received.append(reading_end.recv_bytes())

    def take(self, name: str, file_digest: bytes) -> Ready | None:
        """The record of the file ``name`` with this digest, if it has been received."""
        while self._received:
            self._ready.update(pickle.loads(self._received.pop()))
        ready = self._ready.get(name)
        return ready if ready and ready.digest == file_digest else None

    def stop(self) -> None:
        """End the second process, whatever it is doing."""
        self._process.terminate()
        self._process.join()
        self._pump.join()


@contextmanager
def prefetching(folder: Path, state_path: Path | None) -> Generator[Prefetch | None]:
    """Context manager in which a second process reads the seeds, if they are many and there is no saved state at ``state_path``."""
    if not background.possible() or multiprocessing.cpu_count() < 2:
        yield None
        return
    if (state_path is not None and state_path.is_file()) or len(list(islice(seeds.names(folder), FEW))) < FEW:
        yield None
        return
    prefetch = Prefetch(folder)
    try:
        yield prefetch
    finally:
        prefetch.stop()


def _read(folder: Path, writing_end: Connection) -> None:
    readable_seeds = seeds.backwards(folder)
    while batch := list(islice(readable_seeds, TOGETHER)):
        writing_end.send_bytes(pickled(dict(_ready(batch))))


def _ready(batch: Iterable[tuple[str, bytes, Any, seeds.Lines]]) -> Iterator[tuple[str, Ready]]:
    for name, raw, record, lines in batch:
        yield name, Ready(digest(raw), record, pickled(lines))
