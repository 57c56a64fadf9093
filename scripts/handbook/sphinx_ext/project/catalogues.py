"""Translations of a project's pages (``locale_dirs``), compiled in the folder of saved state and never in the project.

Sphinx compiles a catalogue (``.po``) into a file beside it (``.mo``), and does so again only if the catalogue is newer.  So a
translation would outlive a catalogue that was removed, or replaced by one with an older date.  Therefore Sphinx is given a copy of
the folders, in which nothing is that the project no longer has.
"""

from __future__ import annotations

import gettext
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config

from handbook.incremental.digests import below
from handbook.publish import make_plain, write
from handbook.sphinx_ext.project.input_files import digests_of

#: The folder with the copies, in Sphinx's doctrees folder: one for each folder that conf.py names.
COPIES = "catalogues"
SOURCE, COMPILED = ".po", ".mo"
#: The name of the catalogue with Sphinx's own words, which Sphinx compiles in the project, before there are extensions.
WORDS = "sphinx"
_OF_SPHINX = (f"/LC_MESSAGES/{WORDS}{SOURCE}", f"/LC_MESSAGES/{WORDS}{COMPILED}")
#: How a copy of what Sphinx compiled there ends: it is known by its bytes when the catalogue is gone.
SEEN = ".seen"
#: The name under which Sphinx says that a catalogue cannot be read.
_SAYS = "sphinx.sphinx.util.i18n"


class Catalogues:
    """The folders of catalogues that conf.py names, and their copies in the doctrees folder."""

    def __init__(self, app: Sphinx) -> None:
        self._root, self._app = Path(app.doctreedir) / COPIES, app
        #: The project's own folders, and the copies.
        self.folders: list[Path] = []
        self.copies: list[Path] = []
        self._words_read: dict[str, bytes] = {}

    def begin(self, config: Config) -> None:
        """Make the copies and have Sphinx read them; its messages name the project's own files."""
        self.folders = [Path(self._app.srcdir, name) for name in config.locale_dirs]
        self.copies = [self._root / str(number) for number, _folder in enumerate(self.folders)]
        loaded = self.words()
        self.bring()
        config["locale_dirs"] = [str(copy) for copy in self.copies]
        logging.getLogger(_SAYS).addFilter(self._name_own)
        self._words_read = digests_of(self.words())
        if loaded:
            # Sphinx has read them from the project's folders already, before there were extensions.
            locale.translators.pop(("general", WORDS), None)
            self._app._init_i18n()

    def bring(self) -> None:
        """Make the copies equal to the project's folders."""
        # Python keeps what it has read of a path, and in one process there may be several builds.
        getattr(gettext, "_translations", {}).clear()
        make_plain(self._root.parent, [self._root.name])
        for folder, copy in zip(self.folders, self.copies, strict=True):
            _bring(folder, copy)
        for path in self._root.iterdir() if self._root.is_dir() else ():
            if path not in self.copies:
                shutil.rmtree(path)

    def other_words(self) -> bool:
        """Whether the project's words for those of Sphinx have changed, which an application reads only once."""
        return digests_of(self.words()) != self._words_read

    def stop(self) -> None:
        """Stop replacing the names of copies in messages."""
        logging.getLogger(_SAYS).removeFilter(self._name_own)

    def _name_own(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                self._original_path(value) if isinstance(value, Path) else value for value in record.args
            )
        return True

    def _original_path(self, path: Path) -> Path:
        for folder, copy in zip(self.folders, self.copies, strict=True):
            if path.is_relative_to(copy):
                return folder / path.relative_to(copy)
        return path

    def words(self) -> list[Path]:
        """The catalogues with the project's words in the place of Sphinx's own, which any page may show."""
        return [path for folder in self.folders for name, path in _files(folder) if name.endswith(_OF_SPHINX)]


def _bring(folder: Path, copy: Path) -> None:
    """Make a folder's copy equal to it; what was compiled from a catalogue that has changed is removed."""
    files = dict(_files(folder))
    for name in [name for name in files if name.endswith(_OF_SPHINX)]:
        if _compiled_here(files[name], (copy / name).with_suffix(SEEN)):
            files.pop(name).unlink()
    for name, path in files.items():
        if write(copy / name, path.read_bytes()) and name.endswith(SOURCE):
            (copy / name).with_suffix(COMPILED).unlink(missing_ok=True)
    # From the end, so that a catalogue comes before what was compiled from it, and a file before its folder.
    for path in sorted(copy.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(copy).as_posix() not in files and _left_over(path):
            path.unlink()


def _left_over(copied: Path) -> bool:
    """Whether a copy without a file in the project can be removed: a compiled catalogue stays as long as its source."""
    return copied.suffix == SOURCE or (copied.suffix == COMPILED and not copied.with_suffix(SOURCE).exists())


def _compiled_here(path: Path, compiled_copy: Path) -> bool:
    """Whether a file is what Sphinx compiled of its words in the project, and its catalogue is gone; notes what lies beside one."""
    if path.suffix == COMPILED:
        return compiled_copy.is_file() and compiled_copy.read_bytes() == path.read_bytes()
    if (compiled := path.with_suffix(COMPILED)).is_file():
        write(compiled_copy, compiled.read_bytes())
    return False


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The catalogues in a folder by name, and those of the compiled ones that have no source beside them."""
    for path in below(folder):
        if path.suffix == SOURCE or (path.suffix == COMPILED and not path.with_suffix(SOURCE).is_file()):
            yield path.relative_to(folder).as_posix(), path
