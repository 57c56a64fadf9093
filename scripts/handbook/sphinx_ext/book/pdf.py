"""The builder ``handbookpdf``: the book, one part of it, or entries to hand out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from pathlib import Path

from handbook.printing import leaflets, volumes
from handbook.printing.chapters import PARTS, Chapter
from handbook.printing.compiling import explained
from handbook.printing.entry_numbers import Printed
from handbook.printing.objects import UnreadableError
from handbook.printing.setting import SettingError
from handbook.publish import make_plain, write
from handbook.render.typst import Place
from handbook.sphinx_ext.book.typst_pages import Writer
from handbook.sphinx_ext.book.written_pages import BookBuilder, object_of
from handbook.sphinx_ext.running.build import Build

#: The folder of the cached pieces of the book, in Sphinx's doctrees folder.
PIECES = "pieces"


class PdfBuilder(BookBuilder):
    """Makes ``handbook.pdf``, ``<part>.pdf`` or ``<entry>.pdf`` in the output folder."""

    name, format = "handbookpdf", "typst"
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]  # noqa: RUF012 (as Sphinx declares it)

    @property
    def pages_read(self) -> frozenset[str] | None:
        """The hand-written pages of the whole book; none for a part of it."""
        config = self.config
        in_part = config.handbook_pdf_entry or config.handbook_pdf_all or config.handbook_pdf_only
        return frozenset() if in_part else super().pages_read

    def write_documents(self, docnames: Set[str]) -> None:
        """Make the book, or the part or entries that were asked for; a PDF replaces the old one only when it is complete."""
        build = self.running_build
        assert build.book
        out, entry, only = Path(self.outdir), self.config.handbook_pdf_entry, self.config.handbook_pdf_only
        shop = build.stored / PIECES
        make_plain(build.stored, [PIECES])
        try:
            if entry or self.config.handbook_pdf_all:
                leaflet_records = leaflets.records(build.book)
                chosen_ids = sorted(leaflet_records) if self.config.handbook_pdf_all else [entry]
                if chosen_ids[0] not in leaflet_records:
                    self.fail(f"there is no entry '{entry}' (use the id of an actor, agreement, event or source)")
                    return
                leaflets.make(build.book, chosen_ids, shop / "leaflets", out)
                return
            if only and only not in PARTS:
                self.fail(f"there is no part '{only}' (one of {', '.join(PARTS)})")
                return
            written = [] if only else list(self._written(build, shop))
            volumes.make(build.book, written, only, shop, out / f"{only or 'handbook'}.pdf")
        except SettingError as error:
            self.fail(explained(error))
        except (LookupError, UnreadableError) as error:
            self.fail(f"the pieces of the book do not fit together: {error}")

    def _written(self, build: Build, shop: Path) -> Iterator[Chapter]:
        """The hand-written pages of the book, in order, as chapters."""
        assert build.book
        places = _places(Printed(build.book.view))
        for docname in self.pages():
            tree = self.written_tree(docname)
            self.images = {}
            self.post_process_images(tree)
            for source, name in self.images.items():
                write(shop / "img" / name, (Path(self.srcdir) / source).read_bytes())
            writer = Writer(docname, {source: f"img/{name}" for source, name in self.images.items()}, places)
            title = self.env.titles[docname].astext()
            yield Chapter(f"page-{docname}", title, written=writer.write(tree))


def _places(printed: Printed) -> Callable[[str], Place | None]:
    """A function that gives the place in the book for an address of the site."""

    def place(address: str) -> Place | None:
        object_ = object_of(address)
        return printed.place(*object_) if object_ else None

    return place
