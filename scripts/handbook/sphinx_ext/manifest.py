"""What a site holds: every file by the digest of its bytes, every page by what it was made of.

A page is current if it was made of the same and the file is as it was written.  What an
earlier build wrote and this one does not is removed; what others put there stays.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handbook.incremental import state
from handbook.incremental.digests import digests
from handbook.publish import make_plain, write
from handbook.sphinx_ext.names_written import NamesWritten

#: The file in which it is kept, beside what Sphinx stores.
MANIFEST = "handbook.site"
#: The folder in which others put files beside those that are brought there.
STATIC = "_static"


@dataclass
class Known:
    """What the last good build knew of a site: its folder, digests of its files, stamps of pages, stamp and files of each group of others, pictures of pages."""

    root: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    stamps: dict[str, bytes] = field(default_factory=dict)
    groups: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)
    pictures: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Manifest:
    """The pages of the site in ``root``; what is known of them is kept in ``path``, the names of all files beside it and in the site."""

    def __init__(self, root: Path, path: Path) -> None:
        self.root, self.path = root, path
        self.known = state.load(path, Known) or Known()
        self._names = NamesWritten(root, path.parent)
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

    def listed(self) -> set[str]:
        """The names of files that builds wrote, also such as did not come to an end, or were of another version."""
        # What is kept may be of another folder that is built with it.
        return self._names.listed() | (self.known.files.keys() if self.known.root == str(self.root) else set())

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
        self._names.note(self.listed() | set(outputs.values()))

    def close(self, pictures: dict[str, tuple[str, ...]]) -> None:
        """After the last page: remove what was written before and is no more, and keep what is known now."""
        files = set(self._outputs.values()) | self.further | self._untouched
        self._names.remove(self.listed() - files)
        fresh = {self._outputs[page] for page in self._rewritten} | self.further
        now = {name: its for name, its in self.there.items() if name in files and name not in fresh}
        now.update(digests(self.root, fresh))
        self._names.note(files)
        known = Known(str(self.root), now, self._stamps, self._groups, pictures)
        if known != self.known:
            state.save(self.path, known)
            self.known = known

    def doubt(self, sound: Set[str]) -> None:
        """After a build with warnings: the next one writes all pages but the ``sound`` ones, and warns again."""
        if self.known == Known():
            return
        stamps = {page: stamp for page, stamp in self.known.stamps.items() if page in sound}
        static = {name: its for name, its in self.known.groups.items() if name == STATIC}
        self.known = Known(self.known.root, self.known.files, stamps, static)
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
        self._names.remove(self.listed())
        self._names.note(())
        self.path.unlink(missing_ok=True)

    def amend(self, pages: Mapping[str, tuple[str, bytes]]) -> None:
        """Note pages that were written anew, of which nothing else decides: their files and what they were made of."""
        known = self.known
        files = known.files | dict(digests(self.root, [file for file, _stamp in pages.values()]))
        stamps = known.stamps | {page: stamp for page, (_file, stamp) in pages.items()}
        self.known = Known(known.root, files, stamps, known.groups, known.pictures)
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
