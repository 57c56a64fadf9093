"""The EPUB: every page is written anew, and the book replaces the old one only when it is whole."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sphinx.builders.epub3 import Epub3Builder

from handbook.publish import folders_of_extensions, make_plain

#: What Sphinx writes plainly besides pages: a link there would be written through.
FURTHER = (".buildinfo", "META-INF", "mimetype", "content.opf", "toc.ncx", "nav.xhtml", "genindex.xhtml")


class HandbookEpubBuilder(Epub3Builder):
    """Sphinx's builder ``epub``, of which nothing half-written is left."""

    def init(self) -> None:
        super().init()
        out = Path(self.outdir)
        make_plain(out, (*FURTHER, *folders_of_extensions(out)))

    def get_outdated_docs(self) -> set[str]:  # type: ignore[override]  # as ``Builder`` has it
        """All pages: that a file is newer than its source does not say that it is whole."""
        return set(self.env.found_docs)

    def prepare_writing(self, docnames: set[str]) -> None:  # type: ignore[override]
        out = Path(self.outdir)
        pages = (Path(self.get_output_path(name)).relative_to(out).as_posix() for name in docnames)
        make_plain(out, pages)
        super().prepare_writing(docnames)

    def build_epub(self) -> None:
        """Write the book under another name first."""
        name, out = self.config.epub_basename, Path(self.outdir)
        part = out / f".{name}.part.epub"
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
        self.config.epub_basename = part.stem
        try:
            super().build_epub()
            part.replace(out / f"{name}.epub")
        finally:
            self.config.epub_basename = name
            with contextlib.suppress(OSError):
                part.unlink()
