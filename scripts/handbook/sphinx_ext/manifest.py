"""What a site holds: every file by the digest of its bytes, every page by what it was made of.

A page is current if it was made of the same and the file is as it was written.  What an
earlier build wrote and this one does not is removed; what others put there stays.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handbook.incremental import state
from handbook.incremental.digests import digests
from handbook.publish import held, make_plain, write

#: The file in which it is kept, beside what Sphinx stores.
MANIFEST = "handbook.site"
#: The folder in which others put files beside those that are brought there.
STATIC = "_static"


@dataclass
class Known:
    """What the last good build knew of a site: digests of its files, stamps of pages, stamp and files of each group of others, pictures of pages."""

    files: dict[str, bytes] = field(default_factory=dict)
    stamps: dict[str, bytes] = field(default_factory=dict)
    groups: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)
    pictures: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Manifest:
    """The pages of the site in ``root``; what is known of them is kept in ``path``, the names of all files beside it."""

    def __init__(self, root: Path, path: Path) -> None:
        self.root, self.path = root, path
        self.known = state.load(path, Known) or Known()
        #: The files that were written otherwise than as documents: indices, pages of extensions, extra files.
        self.further: set[str] = set()
        #: Those of them that are as they were.
        self._untouched: set[str] = set()
        self._groups: dict[str, tuple[bytes, tuple[str, ...]]] = {}
        self._stamps: dict[str, bytes] = {}
        self._outputs: dict[str, str] = {}
        self._rewritten: set[str] = set()

    @cached_property
    def there(self) -> dict[str, bytes]:
        """The digests of the files of the last build, as they are now."""
        return dict(digests(self.root, self.known.files))

    @property
    def _lists(self) -> tuple[Path, Path]:
        """Two files of the same names: after damage to one nothing else would know what ``--clean`` has to remove."""
        return self.path.with_suffix(".names"), self.path.with_suffix(".again.names")

    def listed(self) -> set[str]:
        """The names of files that builds wrote, also such as did not come to an end, or were of another version."""
        return self.known.files.keys() | {name for path in self._lists for name in _names(path) if _inside(name)}

    def current(self, page: str, file: str, stamp: bytes) -> bool:
        """Whether a page was made of the same, and its file is as it was written."""
        return (
            self.known.stamps.get(page) == stamp and file in self.there and self.there[file] == self.known.files[file]
        )

    def group(self, name: str, stamp: bytes, write_them: Callable[[], None]) -> None:
        """Write a group of further files, unless it was made of the same and all its files are as they were written."""
        known = self.known.groups.get(name)
        if (
            known
            and known[0] == stamp
            and all(file in self.there and self.there[file] == self.known.files[file] for file in known[1])
        ):
            self._groups[name] = known
            self._untouched.update(known[1])
            return
        before = set(self.further)
        write_them()
        self._groups[name] = stamp, tuple(sorted(self.further - before))

    def expect(self, stamps: dict[str, bytes], outputs: dict[str, str], rewritten: set[str]) -> None:
        """Before pages are written: what they are made of, their files, and which pages are written anew."""
        self._stamps, self._outputs, self._rewritten = stamps, outputs, rewritten
        make_plain(self.root, {folder for file in outputs.values() if (folder := os.path.dirname(file))})  # noqa: PTH120
        # A build that does not come to an end leaves no file that nobody knows.
        self._list(self.listed() | set(outputs.values()))

    def _list(self, names: Iterable[str]) -> None:
        body = json.dumps(sorted(names))
        for path in self._lists:
            write(path, f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}\n")

    def close(self, pictures: dict[str, tuple[str, ...]]) -> None:
        """After the last page: remove what was written before and is no more, and keep what is known now."""
        files = set(self._outputs.values()) | self.further | self._untouched
        for name in sorted(self.listed() - files):
            (self.root / name).unlink(missing_ok=True)
            self._remove_empty((self.root / name).parent)
        fresh = {self._outputs[page] for page in self._rewritten} | self.further
        now = {name: its for name, its in self.there.items() if name in files and name not in fresh}
        now.update(digests(self.root, fresh))
        self._list(files)
        known = Known(now, self._stamps, self._groups, pictures)
        if known != self.known:
            state.save(self.path, known)
            self.known = known

    def doubt(self, sound: Set[str]) -> None:
        """After a build with warnings: the next one writes all pages but the ``sound`` ones, and warns again."""
        if self.known == Known():
            return
        stamps = {page: stamp for page, stamp in self.known.stamps.items() if page in sound}
        static = {name: its for name, its in self.known.groups.items() if name == STATIC}
        self.known = Known(self.known.files, stamps, static)
        try:
            state.save(self.path, self.known)
        except OSError:
            # What cannot be written is not believed.
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)

    def renew(self) -> None:
        """Begin one more build in the same process, which wrote the files and need not look at them again."""
        self.further, self._untouched = set(), set()
        self._groups = {}
        self.__dict__["there"] = dict(self.known.files)

    def forget(self) -> None:
        """Remove all files that builds wrote, and all that is known of them."""
        for name in sorted(self.listed()):
            (self.root / name).unlink(missing_ok=True)
            self._remove_empty((self.root / name).parent)
        self.path.unlink(missing_ok=True)
        for path in self._lists:
            path.unlink(missing_ok=True)

    def amend(self, pages: Mapping[str, tuple[str, bytes]]) -> None:
        """Note pages that were written anew, of which nothing else decides: their files and what they were made of."""
        known = self.known
        files = known.files | dict(digests(self.root, [file for file, _stamp in pages.values()]))
        stamps = known.stamps | {page: stamp for page, (_file, stamp) in pages.items()}
        self.known = Known(files, stamps, known.groups, known.pictures)
        state.save(self.path, self.known)

    def mirror(self, source: Path, target: Path, besides: Iterable[str], stamp: bytes) -> None:
        """Bring a folder to the content of another, and leave the files ``besides``.

        If all that decides every page (``stamp``) is as it was, what others put there stays too: pages that are not written
        again may ask for it.
        """
        wanted = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
        for name in wanted:
            write(target / name, (source / name).read_bytes())
        before, brought = self.known.groups.get(target.name, (b"", ()))
        there = (path.relative_to(target).as_posix() for path in target.rglob("*") if before == stamp)
        self.only(target, wanted.union(besides, set(there) - set(brought)))
        self._groups[target.name] = stamp, tuple(sorted(wanted))

    @staticmethod
    def only(folder: Path, names: Iterable[str]) -> None:
        """Remove what a folder of Sphinx's has besides ``names``."""
        wanted = set(map(str, names))
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in wanted:
                path.unlink()

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.root and folder.is_dir() and not any(os.scandir(folder)):
            folder.rmdir()
            folder = folder.parent


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
