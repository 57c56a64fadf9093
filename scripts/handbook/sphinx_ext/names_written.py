"""The names of all files that builds wrote into a folder: what the next build does not write of them it removes.

They are listed twice: in the folder itself, so that they are known when all that Sphinx stores is lost or another
builder comes, and beside what Sphinx stores, which several folders may share.  What others put there is in no list, and stays.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from handbook.publish import held, write

#: The list in the folder itself.
LIST = ".handbook-files"


class NamesWritten:
    """The names of what builds wrote into ``root``, which are also kept in the folder ``stored``."""

    def __init__(self, root: Path, stored: Path) -> None:
        self.root = root
        self.lists = root / LIST, stored / f"handbook-{key(root)}.names"

    def listed(self) -> set[str]:
        """The names in the lists that are as they were written."""
        return {name for path in self.lists for name in _names(path) if _inside(name)}

    def note(self, names: Iterable[str]) -> None:
        """List these; no list is left of nothing."""
        listed = sorted(names)
        body = json.dumps(listed, indent=0)
        for path in self.lists:
            if listed:
                write(path, f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}\n")
            else:
                path.unlink(missing_ok=True)

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, and folders that are empty then; never what lies behind a link."""
        for name in sorted(names):
            path = self.root / name
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
    """The folders just below one in which builds listed what they wrote."""
    return {path.parent.name for path in root.glob(f"*/{LIST}")}


def titles(stored: Path, root: Path) -> Path:
    """The file in ``stored`` with what generated pages declared when ``root`` was written last: another folder may be of the same stored files."""
    return stored / f"handbook-{key(Path(root))}.titles"


def key(root: Path) -> str:
    """By what a folder is known in the name of a file."""
    return hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _names(path: Path) -> list[str]:
    """The names in a list that is as it was written; none of one that is lost or damaged, be it by a letter of a name."""
    with contextlib.suppress(OSError, ValueError):
        written, _, body = held(path).decode("utf-8").partition("\n")
        if written == hashlib.sha256(body.rstrip("\n").encode()).hexdigest():
            names: list[str] = json.loads(body)
            return names
    return []


def _inside(name: str) -> bool:
    return bool(name) and name[0] not in "/\\" and ".." not in name and ":" not in name
