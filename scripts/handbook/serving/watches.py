"""Watching files: all in some folders, and single files elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence, Set
from pathlib import Path

import watchfiles


class Watches:
    """Watches for changes of source files (``is_source``) in folders, and of further paths outside them, which can be replaced by others."""

    def __init__(self, folders: Sequence[Path], is_source: Callable[[Path], bool]) -> None:
        self._folders, self._is_source = folders, is_source
        self._event = asyncio.Event()
        self._extra_paths: frozenset[Path] = frozenset()
        self._folder_watches = [self._watch(folders, is_source, True)]
        self._further: list[asyncio.Future[None]] = []

    def watch_also(self, paths: Set[Path]) -> None:
        """Watch these paths in addition to the folders, instead of any earlier ones.

        A file is watched through its folder (not recursively), because editors save by replacing the file.
        """
        paths_outside = frozenset(path for path in paths if self._is_source(path) and not self._within(path))
        if paths_outside == self._extra_paths:
            return
        self._extra_paths, before = paths_outside, self._further
        # A folder that contains one of the handbook's may contain very much else, so it is not watched.
        inner = [
            path for path in paths_outside if path.is_dir() and not any(f.is_relative_to(path) for f in self._folders)
        ]
        files = {path for path in paths_outside if not path.is_dir()}
        parents = sorted({path.parent for path in files if path.parent.is_dir()})
        self._further = [self._watch(inner, self._is_source, True)] if inner else []
        if parents:
            self._further.append(self._watch(parents, files.__contains__, False))
        for watch in before:
            watch.cancel()

    def _within(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self._folders)

    def _watch(self, places: Sequence[Path], is_source: Callable[[Path], bool], below: bool) -> asyncio.Future[None]:
        async def watch() -> None:
            async for _ in watchfiles.awatch(
                *places, watch_filter=lambda _, path: is_source(Path(path)), debounce=200, step=20, rust_timeout=500, recursive=below
            ):  # fmt: skip
                self._event.set()

        return asyncio.ensure_future(watch())

    async def changed(self) -> None:
        """Wait until something has changed since the last time.

        Raises:
            OSError: the folders cannot be watched.
        """
        waits = asyncio.ensure_future(self._event.wait())
        try:
            await asyncio.wait({waits, *self._folder_watches, *self._further}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waits.cancel()
        for watch in (*self._folder_watches, *self._further):
            if watch.done():
                watch.result()
        self._event.clear()

    def end(self) -> None:
        """Stop watching."""
        for watch in (*self._folder_watches, *self._further):
            watch.cancel()
