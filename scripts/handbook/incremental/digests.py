"""Digests of files on disk, by which builds know their present state: bytes are compared, never times."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from handbook.incremental.state import digest
from handbook.publish import regular_bytes, unchecked_bytes


def digests(root: Path, files: Iterable[str] = (), folders: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The digests of ``files`` and of all files in ``folders``, with their names under ``root``; symlinks are not followed."""
    for name in files:
        with contextlib.suppress(OSError):
            yield name, digest(regular_bytes(f"{root}/{name}"))
    for folder in folders:
        with contextlib.suppress(OSError):
            yield from _in_folder(f"{root}/{folder}", "" if folder == "." else f"{folder}/")


def followed(root: Path | str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The digests of the files ``names`` in a folder, as a program that follows symlinks sees them."""
    plain = dict(digests(Path(root), names))
    yield from plain.items()
    for name in names:
        path = Path(root, name)
        if name not in plain and path.is_symlink():
            with contextlib.suppress(OSError):
                yield name, digest(path.read_bytes() if path.is_file() else b"")


def walk(root: Path | str, left_out: Callable[[str], bool] | None = None) -> Iterator[tuple[str, list[str]]]:
    """Each folder below ``root`` with the names of its files, also behind symlinks, as Sphinx copies and reads them.

    Folders of which ``left_out`` is true are left out, and links that lead to a folder above them, which would have no end.
    """
    above = {str(root): frozenset([os.path.realpath(root)])}
    for base, folders, names in os.walk(root, followlinks=True):
        reals = above.pop(base)
        inner = {f"{base}{os.sep}{name}": name for name in folders}
        real = {path: os.path.realpath(path) for path in inner}
        folders[:] = [
            name for path, name in inner.items() if real[path] not in reals and not (left_out and left_out(path))
        ]
        above.update((path, reals | {real[path]}) for path in inner)
        # A link that is not followed counts as a file: it may matter to programs that follow links.
        ends = [name for path, name in inner.items() if real[path] in reals]
        yield base, [*names, *ends]


def below(root: Path) -> Iterator[Path]:
    """All files below a folder, also behind symlinks; a file itself."""
    if root.is_file():
        yield root
    for base, names in walk(root):
        yield from (path for name in names if (path := Path(base, name)).is_file())


def _in_folder(folder: str, prefix: str) -> Iterator[tuple[str, bytes]]:
    """The digests of all files in a folder, with the ``prefix`` before their names."""
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                if entry.is_file(follow_symlinks=False):
                    yield prefix + entry.name, digest(unchecked_bytes(entry.path))
                elif entry.is_dir(follow_symlinks=False):
                    yield from _in_folder(entry.path, f"{prefix}{entry.name}/")
            except OSError:
                continue
