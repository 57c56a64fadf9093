"""Digests of files on disk, by which builds know their present state: bytes are compared, never times."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from handbook.incremental.state import digest
from handbook.publish import held, held_plain


def digests(root: Path, files: Iterable[str] = (), folders: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The digests of ``files`` and of all files in ``folders``, with their names under ``root``; symlinks are not followed."""
    for name in files:
        with contextlib.suppress(OSError):
            yield name, digest(held(f"{root}/{name}"))
    for folder in folders:
        with contextlib.suppress(OSError):
            yield from _in_folder(f"{root}/{folder}", "" if folder == "." else f"{folder}/")


def _in_folder(folder: str, prefix: str) -> Iterator[tuple[str, bytes]]:
    """The digests of all files in a folder, with the ``prefix`` before their names."""
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                if entry.is_file(follow_symlinks=False):
                    yield prefix + entry.name, digest(held_plain(entry.path))
                elif entry.is_dir(follow_symlinks=False):
                    yield from _in_folder(entry.path, f"{prefix}{entry.name}/")
            except OSError:
                continue
