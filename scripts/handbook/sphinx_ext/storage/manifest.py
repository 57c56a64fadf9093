"""The manifest of a site: the digest of every file, and for every page a stamp, the digest of what it was made from.

A page is current if its stamp is the same and its file is as it was written.  Files that an
earlier build wrote and this one does not are removed; files that others put there stay.
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
from handbook.sphinx_ext.storage.written_names import WrittenNames

#: The file with the manifest, in Sphinx's doctrees folder.
MANIFEST = "handbook.site"
#: The folder of static files, to which others may add their own.
STATIC = "_static"


@dataclass
class LastBuild:
    """What the last good build wrote.

    Its folder; the digest of each file; the stamp of each page; the stamp and files of each group of other files; the
    pictures of each page.
    """

    root: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    stamps: dict[str, bytes] = field(default_factory=dict)
    groups: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)
    pictures: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Manifest:
    """The manifest of the site in ``root``.

    It is saved in the file ``path``; the names of all files are saved also in that file's folder and in the site (``written_names``).
    """

    def __init__(self, root: Path, path: Path) -> None:
        self.root, self.path = root, path
        self.last = state.load(path, LastBuild) or LastBuild()
        self._names = WrittenNames(root, path.parent)
        #: The files of this build that are not documents: indices, pages of extensions, extra files.
        self.further: set[str] = set()
        #: Files of that kind that were current, and were not written again.
        self._untouched: set[str] = set()
        self._groups: dict[str, tuple[bytes, tuple[str, ...]]] = {}
        self._stamps: dict[str, bytes] = {}
        self._outputs: dict[str, str] = {}
        self._rewritten: set[str] = set()

    @cached_property
    def present_digests(self) -> dict[str, bytes]:
        """The present digests of the files that the last build wrote."""
        return dict(digests(self.root, self.last.files))

    def listed(self) -> set[str]:
        """The names of all files that builds wrote, including unfinished builds and those of other versions."""
        # The manifest may be of another output folder that is built with the same doctrees folder.
        return self._names.listed() | (self.last.files.keys() if self.last.root == str(self.root) else set())

    def current(self, page: str, file: str, stamp: bytes) -> bool:
        """Whether a page has the same stamp as at the last build, and its file is as it was written."""
        return (
            self.last.stamps.get(page) == stamp
            and file in self.present_digests
            and self.present_digests[file] == self.last.files[file]
        )

    def group(self, name: str, stamp: bytes, write_them: Callable[[], None]) -> None:
        """Write a group of other files, unless its stamp is the same and all its files are as they were written."""
        group = self.last.groups.get(name)
        if (
            group
            and group[0] == stamp
            and all(
                file in self.present_digests and self.present_digests[file] == self.last.files[file]
                for file in group[1]
            )
        ):
            self._groups[name] = group
            self._untouched.update(group[1])
            return
        before = set(self.further)
        write_them()
        self._groups[name] = stamp, tuple(sorted(self.further - before))

    def expect(self, stamps: dict[str, bytes], outputs: dict[str, str], rewritten: set[str]) -> None:
        """Prepare for the writing of pages: note the stamp and the file of each page, and which pages will be written."""
        self._stamps, self._outputs, self._rewritten = stamps, outputs, rewritten
        make_plain(self.root, {folder for file in outputs.values() if (folder := os.path.dirname(file))})  # noqa: PTH120
        # Listed before they are written, so that even the files of an unfinished build are known.
        self._names.note(self.listed() | set(outputs.values()))

    def close(self, pictures: dict[str, tuple[str, ...]]) -> None:
        """After the last page, remove files of earlier builds that this one did not write, and save the manifest."""
        files = set(self._outputs.values()) | self.further | self._untouched
        self._names.remove({name for name in self.listed() - files if not name.startswith(f"{STATIC}/")})
        fresh = {self._outputs[page] for page in self._rewritten} | self.further
        now = {name: digest for name, digest in self.present_digests.items() if name in files and name not in fresh}
        now.update(digests(self.root, fresh))
        self._names.note(files)
        this_build = LastBuild(str(self.root), now, self._stamps, self._groups, pictures)
        if this_build != self.last:
            state.save(self.path, this_build)
            self.last = this_build

    def doubt(self, pages_without_warnings: Set[str]) -> None:
        """After a build with warnings, make the next one write all pages but ``pages_without_warnings``, so that it warns again."""
        if self.last == LastBuild():
            return
        stamps = {page: stamp for page, stamp in self.last.stamps.items() if page in pages_without_warnings}
        static = {name: group for name, group in self.last.groups.items() if name == STATIC}
        self.last = LastBuild(self.last.root, self.last.files, stamps, static)
        try:
            state.save(self.path, self.last)
        except OSError:
            # If the manifest cannot be saved, the old one must not be trusted.
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)

    def renew(self) -> None:
        """Prepare for another build in the same process, which wrote the files and need not read them again."""
        self.further, self._untouched = set(), set()
        self._groups = {}
        self.__dict__["there"] = dict(self.last.files)

    def forget(self) -> None:
        """Remove all files that builds wrote, and the manifest."""
        self._names.remove(self.listed())
        self._names.note(())
        self.path.unlink(missing_ok=True)

    def amend(self, pages: Mapping[str, tuple[str, bytes]]) -> None:
        """Update and save the manifest after only these ``pages`` were written: the file and the stamp of each."""
        last = self.last
        files = last.files | dict(digests(self.root, [file for file, _stamp in pages.values()]))
        stamps = last.stamps | {page: stamp for page, (_file, stamp) in pages.items()}
        self.last = LastBuild(last.root, files, stamps, last.groups, last.pictures)
        state.save(self.path, self.last)

    def mirror(self, source: Path, target: Path, besides: Iterable[str], stamp: bytes) -> None:
        """Make the folder ``target`` equal to ``source``, but leave the files ``besides``.

        If the digest of all settings (``stamp``) is unchanged, files that others put there stay too: pages that are not written
        again may link to them.
        """
        source_names = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
        for name in source_names:
            write(target / name, (source / name).read_bytes())
        before, mirrored_names = self.last.groups.get(target.name, (b"", ()))
        added_by_others = (path.relative_to(target).as_posix() for path in target.rglob("*") if before == stamp)
        # Also those that another builder brought, whose names are in the lists.
        listed = {name.removeprefix(f"{target.name}/") for name in self._names.listed()}
        self.only(target, source_names | ({*besides, *added_by_others} - set(mirrored_names) - listed))
        self._groups[target.name] = stamp, tuple(sorted(source_names))

    @staticmethod
    def only(folder: Path, names: Iterable[str]) -> None:
        """Remove from a folder all files but ``names``, and the folder if none is left."""
        kept_names = set(map(str, names))
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in kept_names:
                path.unlink()
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
