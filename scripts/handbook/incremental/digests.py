"""Digests of files as they are, by which builds know what is there: their bytes decide, never times."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from handbook.incremental.state import digest
from handbook.publish import held


def digests(root: Path, files: Iterable[str] = (), folders: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The digests of ``files`` and of all that is in ``folders``, by their names under ``root``; links are not followed."""
    for name in files:
        if (its := _digest(f"{root}/{name}")) is not None:
            yield name, its
    for folder in folders:
        for base, _folders, names in os.walk(root / folder):
            for file in names:
                path = f"{base}/{file}"
                if (its := _digest(path)) is not None:
                    yield path[len(str(root)) + 1 :], its


def _digest(path: str) -> bytes | None:
    try:
        return digest(held(path))
    except OSError:
        return None
