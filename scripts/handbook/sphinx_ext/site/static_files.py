"""The files beside the pages of a site: static files, pictures, downloads and extra files; stale ones are removed."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset
from sphinx.util.matching import DOTFILES

from handbook import faults
from handbook.publish import make_plain
from handbook.sphinx_ext.frame import colours, minified
from handbook.sphinx_ext.frame.page_frame import THEME
from handbook.sphinx_ext.project import input_files
from handbook.sphinx_ext.running.build import build_of
from handbook.sphinx_ext.site import furo_files, shared_static
from handbook.sphinx_ext.storage.manifest import Manifest

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def _as_an_error(folder: object) -> Generator[None]:
    """Context manager in which a file that cannot be written ends the build: Sphinx would only warn, and go on to the next."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            # For a full disk the system names no file.
            error.filename = f"{folder}/"
        raise SphinxError(faults.in_words(error)) from None


def _refused(name: str, error: Exception) -> None:
    """End the build if a file of the theme cannot be written; warn of any other fault in it, as Sphinx does."""
    if isinstance(error, OSError):
        raise error
    logger.warning("the theme's file %s cannot be copied: %r", name, error)


class AssetsBuilder(StandaloneHTMLBuilder):
    """An HTML builder that brings these files up to date, and notes them in its ``manifest``."""

    manifest: Manifest
    #: Digests, by name in the site, of the static files that lie in the first language's site and not in this one.
    shared_static: Mapping[str, bytes] = {}

    def copy_static_files(self) -> None:
        """Copy static files into a temporary folder, then make the site's own folder equal to it."""
        final = self._static_dir
        # Extensions and themes write there on the events of copying files and of the build's end.
        Path(final).mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.outdir, prefix=".static-", suffix=".tmp") as folder:
            self._static_dir = type(final)(folder)
            try:
                super().copy_static_files()
            finally:
                self._static_dir = final
            shared = shared_static.shared(self, Path(folder), self._of_theme)
            for name in shared:
                Path(folder, name).unlink()
            self.shared_static = {f"{shared_static.STATIC}/{name}": digest for name, digest in shared.items()}
            # Files that extensions link from pages and have put there themselves stay.
            files = [*(css.filename for css in self._css_files), *(js.filename for js in self._js_files)]
            assets = {str(file).removeprefix("_static/") for file in files}
            self.manifest.mirror(Path(folder), Path(final), assets - shared.keys(), build_of(self.env).stamps.settings)

    def copy_image_files(self) -> None:
        super().copy_image_files()
        self.manifest.only(Path(self._images_dir), self.images.values())

    def copy_download_files(self) -> None:
        super().copy_download_files()
        self.manifest.only(Path(self._downloads_dir), (str(dest) for _docs, dest in self.env.dlfiles.values()))

    def copy_extra_files(self) -> None:
        """Copy the extra files that conf.py names, and note them in the manifest."""
        names = input_files.extra(self._app)
        make_plain(Path(self.outdir), names)
        super().copy_extra_files()
        self.manifest.further.update(names)

    def create_pygments_style_file(self) -> None:
        with _as_an_error(self._static_dir):
            super().create_pygments_style_file()

    def copy_html_static_files(self, context: dict[str, Any]) -> None:
        with _as_an_error(self._static_dir):
            super().copy_html_static_files(context)

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        with _as_an_error(self._static_dir):
            self._copy_theme(context)

    def _copy_theme(self, context: dict[str, Any]) -> None:
        # As in Sphinx, but for ``onerror``: Sphinx would give a warning for each file when the disk is full.
        for folder in reversed(self.theme.get_theme_dirs() if self.theme else []):
            copy_asset(
                Path(folder, "static"), self._static_dir, excluded=DOTFILES, context=context,
                renderer=self.templates,  # pyrefly: ignore[bad-argument-type]  # Sphinx passes it too
                onerror=_refused, force=True,
            )  # fmt: skip
        furo_files.copy(self, Path(self._static_dir))
        minified.shorten(THEME / "static", Path(self._static_dir))
        book = build_of(self.env).book
        if book:
            colours.put(book.corpus.handbook.colours, Path(self._static_dir))
        self._of_theme = shared_static.of_theme(self, Path(self._static_dir))
