"""The builder ``epub``: the book for e-readers; a new file replaces the old one only when it is complete."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path

from handbook.printing import epub
from handbook.printing.chapters import Chapter
from handbook.sphinx_ext.book.epub_pages import Writer
from handbook.sphinx_ext.book.written_pages import BookBuilder


class HandbookEpubBuilder(BookBuilder):
    """Makes ``<epub_basename>.epub`` in the output folder; replaces Sphinx's own builder of this name."""

    name, format = "epub", "xhtml"

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the book under a temporary name, then rename it."""
        book = self.running_build.book
        assert book
        name, out = self.config.epub_basename, Path(self.outdir)
        part = out / f".{name}.part.epub"
        part.unlink(missing_ok=True)
        try:
            epub.make(book, list(self._written()), self.config.epub_identifier, part)
            part.replace(out / f"{name}.epub")
        finally:
            part.unlink(missing_ok=True)

    def _written(self) -> Iterator[Chapter]:
        """The hand-written pages, as chapters of XHTML."""
        for docname in self.pages():
            writer = Writer(lambda _address: "")
            tree = self.written_tree(docname)
            yield Chapter(f"page-{docname}", self.env.titles[docname].astext(), written=writer.write(tree))
