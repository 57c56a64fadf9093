"""What stands beside the pages of a site: static files, pictures, downloads, extra files; of which nothing is left over."""

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
from handbook.sphinx_ext import colours, furo_files, minified, named_files, shared_static
from handbook.sphinx_ext.build import build_of
from handbook.sphinx_ext.frames import THEME
from handbook.sphinx_ext.manifest import Manifest

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def _as_an_error(folder: object) -> Generator[None]:
    """Within it a file that cannot be written into a folder ends the build: Sphinx would only warn, and go on to the next."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            # Of a full disk the system says no name.
            error.filename = f"{folder}/"
        raise SphinxError(faults.in_words(error)) from None


def _refused(name: str, error: Exception) -> None:
    """A file of the theme that cannot be written ends the build; any other fault of it is a warning, as in Sphinx."""
    if isinstance(error, OSError):
        raise error
    logger.warning("the theme's file %s cannot be copied: %r", name, error)


class AssetsBuilder(StandaloneHTMLBuilder):
    """A builder of HTML that brings these files to what they are to be, and notes them in its ``manifest``."""

    manifest: Manifest
    #: The static files that lie in the site of the first language and not in this one, by their names in the site with their digests.
    shared_static: Mapping[str, bytes] = {}

    def copy_static_files(self) -> None:
        """Copy static files beside, then bring the folder of the site to what they are."""
        final = self._static_dir
        # Extensions and themes write there when they hear that Sphinx copies files, or ends.
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
            # What extensions name on pages and have put there themselves stays.
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
        """Copy what conf.py wants beside the pages, and note it."""
        names = named_files.extra(self._app)
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
        # As Sphinx does, which makes of a full disk a warning for each file.
        for folder in reversed(self.theme.get_theme_dirs() if self.theme else []):
            copy_asset(
                Path(folder, "static"), self._static_dir, excluded=DOTFILES, context=context,
                renderer=self.templates,  # pyrefly: ignore[bad-argument-type]  # which Sphinx gives too
                onerror=_refused, force=True,
            )  # fmt: skip
        furo_files.copy(self, Path(self._static_dir))
        minified.shorten(THEME / "static", Path(self._static_dir))
        book = build_of(self.env).book
        if book:
            colours.put(book.corpus.handbook.colours, Path(self._static_dir))
        self._of_theme = shared_static.of_theme(self, Path(self._static_dir))
