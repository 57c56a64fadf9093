"""Locks, so that only one build at a time writes to a folder; and removal of files of earlier versions."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Callable
from getpass import getuser
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from handbook.render.myst import MARKER

#: Seconds for which a build waits for another that uses the same folders.
PATIENCE = 900
#: The folders under the source folder in which earlier versions put generated pages.
LEFTOVERS = ("actors", "agreements", "events", "sources", "reference", "_generated")


class Busy(Exception):
    """Another build that uses the same folders did not end in time."""


class Locks:
    """The locks of a build."""

    def __init__(self, locks: list[BaseFileLock]) -> None:
        self._locks = locks

    def release(self) -> None:
        for lock in self._locks:
            lock.release()
        self._locks = []


def acquire(*places: Path, say: Callable[[str], object] | None) -> Locks:
    """Lock these folders, waiting for other builds that use one of them.

    ``say`` is called with a message before waiting; with None there is no waiting.

    Raises:
        Busy: another build did not end in time, or without ``say`` at once.
    """
    acquired: list[BaseFileLock] = []
    for path in sorted({_lock_file(place) for place in places}):
        lock = FileLock(path)
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                if say is None:
                    raise
                say("another build writes to the same place: waiting for its end")
                lock.acquire(timeout=PATIENCE)
        except Timeout:
            for acquired_lock in acquired:
                acquired_lock.release()
            raise Busy(f"another build of {places[0]} did not end in {PATIENCE} s: end it and build again") from None
        acquired.append(lock)
    return Locks(acquired)


def _lock_file(place: Path) -> Path:
    # Outside the folder itself, which may be published as it is.
    name = hashlib.sha256(f"{getuser()}\0{place.resolve()}".encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return Path(tempfile.gettempdir()) / f"handbook-{name}.lock"


def remove_leftovers(docs: Path) -> None:
    """Remove pages that earlier versions generated among the hand-written ones: only files with our marker."""
    for folder in LEFTOVERS:
        for path in sorted((docs / folder).rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                with contextlib.suppress(OSError):
                    path.rmdir()
            elif path.suffix in (".md", ".svg") and _is_generated(path):
                path.unlink()
        ignore = docs / folder / ".gitignore"
        if ignore.is_file() and ignore.read_bytes() == b"*\n" and len(list((docs / folder).iterdir())) == 1:
            ignore.unlink()
            (docs / folder).rmdir()


def _is_generated(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            # A page with front matter has the marker in its second line.
            return any(MARKER.removeprefix("% ") in file.readline(400) for _ in range(2))
    except OSError:
        return False
