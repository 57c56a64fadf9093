"""The builder ``handbookpdf``: the book, one part of it, or entries to hand out."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Set
from pathlib import Path

import pikepdf
from sphinx.util import logging

from handbook.addresses import PAGE_FOLDERS
from handbook.printing import leaflets, volumes
from handbook.printing.chapters import PARTS, Chapter
from handbook.printing.compiling import explained
from handbook.printing.printed import Printed
from handbook.printing.setting import SettingError
from handbook.publish import make_plain, write
from handbook.render.typst import Place
from handbook.sphinx_ext.build import Build, build_of
from handbook.sphinx_ext.pdf.writer import Writer
from handbook.sphinx_ext.tasks import HeardBuilder

logger = logging.getLogger(__name__)
#: The folder of pieces that are kept, beside what Sphinx stores.
PIECES = "pieces"
_KINDS = {folder: kind for kind, folder in PAGE_FOLDERS.items()}


class PdfBuilder(HeardBuilder):
    """Makes ``handbook.pdf``, ``<part>.pdf`` or ``<entry>.pdf`` in the output folder."""

    name, format = "handbookpdf", "typst"
    epilog = ""
    #: That generated pages are not read: the book is made from the corpus.
    writes_blocks = True
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]  # noqa: RUF012 (as Sphinx declares it)

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return "%" + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing to prepare: the book is written whole."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Make the book, or what is asked for of it; a PDF replaces the old one only when it is whole."""
        build = build_of(self.env)
        assert build.book
        out, entry, only = Path(self.outdir), self.config.handbook_pdf_entry, self.config.handbook_pdf_only
        shop = build.stored / PIECES
        make_plain(build.stored, [PIECES])
        try:
            if entry or self.config.handbook_pdf_all:
                known = leaflets.records(build.book)
                wanted = sorted(known) if self.config.handbook_pdf_all else [entry]
                if wanted[0] not in known:
                    self._fail(f"there is no entry '{entry}' (use the id of an actor, agreement, event or source)")
                    return
                leaflets.make(build.book, wanted, shop / "leaflets", out)
                return
            if only and only not in PARTS:
                self._fail(f"there is no part '{only}' (one of {', '.join(PARTS)})")
                return
            written = [] if only else list(self._written(build, shop))
            volumes.make(build.book, written, only, shop, out / f"{only or 'handbook'}.pdf")
        except SettingError as error:
            self._fail(explained(error))
        except (LookupError, pikepdf.PdfError) as error:
            self._fail(f"the pieces of the book do not fit together: {error}")

    def finish(self) -> None:
        """Nothing is left to do."""

    def _written(self, build: Build, shop: Path) -> Iterator[Chapter]:
        """The pages that people wrote, in the order of the lists that name them, as chapters."""
        assert build.book
        assert build.plan
        places = _places(Printed(build.book.view))
        for docname in self._pages(build.plan.pages):
            tree = self.env.get_and_resolve_doctree(docname, self)
            self.images = {}
            self.post_process_images(tree)
            for source, name in self.images.items():
                write(shop / "img" / name, (Path(self.srcdir) / source).read_bytes())
            writer = Writer(docname, {source: f"img/{name}" for source, name in self.images.items()}, places)
            title = self.env.titles[docname].astext()
            yield Chapter(f"page-{docname}", title, written=writer.write(tree))

    def _pages(self, generated: Container[str]) -> list[str]:
        """The hand-written pages of the book: those that ``handbook_book_pages`` names, else all but the home page."""
        named = self.config.handbook_book_pages
        if named is not None:
            for name in set(named) - self.env.found_docs:
                logger.warning("handbook_book_pages names %r, which is no page", name, type="handbook", subtype="pdf")
            return [name for name in named if name in self.env.found_docs]
        root = self.config.root_doc
        return [name for name in self._order(root, set()) if name != root and name not in generated]

    def _order(self, docname: str, seen: set[str]) -> Iterator[str]:
        if docname in seen or docname not in self.env.found_docs:
            return
        seen.add(docname)
        yield docname
        for name in self.env.toctree_includes.get(docname, []):
            yield from self._order(name, seen)

    def _fail(self, message: str) -> None:
        """One message and a status that is not 0, without Sphinx's report of a crash."""
        logger.error("%s", message, type="handbook", subtype="pdf")
        self.app.statuscode = 1


def _places(printed: Printed) -> Callable[[str], Place | None]:
    """The place in the book for a page and anchor of the site, as this builder addresses them."""

    def place(address: str) -> Place | None:
        docname, _, anchor = address.removeprefix("%").partition("#")
        folder, _, name = docname.partition("/")
        kind = _KINDS.get(folder)
        if kind is None or not name or name == "index":
            return None
        if kind == "source" and anchor.startswith("p"):
            return printed.place("statement", f"{name}/{anchor[1:]}")
        if anchor.startswith("claim-"):
            return printed.place("claim", f"{name}#{anchor.removeprefix('claim-')}")
        return printed.place(kind, name)

    return place
