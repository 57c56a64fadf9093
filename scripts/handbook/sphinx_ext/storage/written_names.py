"""The names of all files that builds wrote into a folder: the next build removes those that it does not write.

They are listed twice: in the folder itself, so that they are known when the doctrees folder is lost or another builder
follows, and in the doctrees folder, which several output folders may share.  Files that others put there are in no list, and stay.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from handbook.publish import regular_bytes, write

#: The list in the folder itself.
LIST = ".handbook-files"


class WrittenNames:
    """The names of the files that builds wrote into ``root``; they are saved there and in the folder ``stored``."""

    def __init__(self, root: Path, stored: Path) -> None:
        self.root = root
        self.lists = root / LIST, stored / f"handbook-{key(root)}.names"

    def listed(self) -> set[str]:
        """The names in those of the two lists that are undamaged."""
        return {name for path in self.lists for name in _names(path) if _inside(name)}

    def note(self, names: Iterable[str]) -> None:
        """Save the lists with these names; remove the lists if there are none."""
        listed = sorted(names)
        body = json.dumps(listed, indent=0)
        for path in self.lists:
            if listed:
                write(path, f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}\n")
            else:
                path.unlink(missing_ok=True)

    def remove(self, names: Iterable[str]) -> None:
        """Remove these files, and folders left empty; never anything behind a symlink."""
        remove_files(self.root, names)


def remove_files(root: Path, names: Iterable[str]) -> None:
    """Remove files under ``root``, and folders there that are left empty; never anything behind a symlink."""
    for name in sorted(names):
        path = root / name
        inner = path.parents[: len(Path(name).parts) - 1]
        if any(folder.is_symlink() for folder in inner) or not os.path.lexists(path):
            continue
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        for folder in inner:
            if any(os.scandir(folder)):
                break
            folder.rmdir()


def below(root: Path) -> set[str]:
    """The names of the subfolders of ``root`` that have a list of what a build wrote."""
    return {path.parent.name for path in root.glob(f"*/{LIST}")}


def titles(stored: Path, root: Path) -> Path:
    """The file in ``stored`` with the digest of what generated pages declared when ``root`` was last written.

    The output folder is part of its name, since several may share ``stored``.
    """
    return stored / f"handbook-{key(Path(root))}.titles"


def key(root: Path) -> str:
    """A short hash of a folder's path, for use in file names."""
    return hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _names(path: Path) -> list[str]:
    """The names in a list; empty if the list is missing, or damaged by even one letter."""
    with contextlib.suppress(OSError, ValueError):
        written, _, body = regular_bytes(path).decode("utf-8").partition("\n")
        if written == hashlib.sha256(body.rstrip("\n").encode()).hexdigest():
            names: list[str] = json.loads(body)
            return names
    return []


def _inside(name: str) -> bool:
    return bool(name) and name[0] not in "/\\" and ".." not in name and ":" not in name
