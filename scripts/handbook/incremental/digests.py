"""Digests of files as they are, by which builds know what is there: their bytes decide, never times."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from handbook.incremental.state import digest
from handbook.publish import held, held_plain


def digests(root: Path, files: Iterable[str] = (), folders: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The digests of ``files`` and of all that is in ``folders``, by their names under ``root``; links are not followed."""
    for name in files:
        with contextlib.suppress(OSError):
            yield name, digest(held(f"{root}/{name}"))
    for folder in folders:
        with contextlib.suppress(OSError):
            yield from _in_folder(f"{root}/{folder}", "" if folder == "." else f"{folder}/")


def _in_folder(folder: str, prefix: str) -> Iterator[tuple[str, bytes]]:
    """The same of a folder; what lies in it is named with the ``prefix``."""
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    yield f"{prefix}{entry.name}", digest(held_plain(entry.path))
                elif entry.is_dir(follow_symlinks=False):
                    yield from _in_folder(entry.path, f"{prefix}{entry.name}/")
