"""The builder ``handbookpdf``: chapters in order, an index, compiled by Typst."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import re
from collections.abc import Callable, Set
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.nodes import Element
from sphinx import addnodes
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.util import logging

from handbook import i18n
from handbook.publish import make_plain, write
from handbook.settings.words import best
from handbook.sphinx_ext import cite
from handbook.sphinx_ext.build import build_of
from handbook.sphinx_ext.pdf.tree import inlined, page_tree, without
from handbook.sphinx_ext.pdf.writer import Writer, array, string, text
from handbook.sphinx_ext.tasks import HeardBuilder

logger = logging.getLogger(__name__)
TEMPLATE = Path(__file__).with_name("book.typ")
STANDARDS: list[Any] = ["ua-1", "a-2a"]
#: Pages for contributors and machines, which are not part of the book.
LEFT_OUT = re.compile(r"about/(?!method|index)|reference/(configuration|data-model|rules|exports)$")
PARTS = ("actors", "agreements", "events", "sources")


class PdfBuilder(HeardBuilder):
    """Writes ``main.typ`` and its parts into the output folder and compiles ``handbook.pdf``."""

    name, format = "handbookpdf", "typst"
    epilog = ""
    #: That generated pages are not read: their nodes are made from blocks when the book is written.
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
        """Write the Typst text of the book, or of the part that is asked for."""
        out = Path(self.outdir)
        make_plain(out, ("img", "fonts"))
        entry, only = self.config.handbook_pdf_entry, self.config.handbook_pdf_only
        tree = self._tree(entry, only)
        self.failed = tree is None
        if tree is None:
            return
        self.env.resolve_references(tree, self.config.root_doc, self)  # type: ignore[arg-type]  # any element will do
        self.images = {}
        self.post_process_images(tree)
        for source, name in self.images.items():
            write(out / "img" / name, (Path(self.srcdir) / source).read_bytes())
        images = {source: f"img/{name}" for source, name in self.images.items()}
        writer = Writer(
            tree,
            self.config.root_doc,
            images,
            quiet=re.compile(".*") if entry or only else LEFT_OUT,
            alone=bool(entry),
            citing=lambda doc: cite.of_page(self.app, doc),
        )
        body = writer.write(tree)
        index = "" if entry else f"\n\n#bookindex[\n{self._index(writer)}\n]\n"
        t = i18n.translator(self.config.language or "en")
        meta = self._meta(bool(entry), t)
        write(out / "book.typ", TEMPLATE.read_bytes())
        write(out / "meta.json", json.dumps(meta, ensure_ascii=False))
        write(out / "main.typ", f'#import "book.typ": *\n#show: book.with(json("meta.json"))\n{body}{index}\n')

    def _meta(self, entry: bool, t: Callable[[str], str]) -> dict[str, Any]:
        """What the book says of itself: on its title page, in its colophon and to software that reads PDF."""
        book, language = build_of(self.env).book, self.config.language or "en"
        assert book
        about, edited = book.corpus.handbook, book.corpus.edition_date
        day = dt.date.fromisoformat(edited) if edited else None
        words = {key: t(words) for key, words in WORDS.items()}
        words["licence"] = words["licence"].format(licence=about.licence.name)
        return {
            "title": self.config.project, "subtitle": best(about.subtitle, language), "edition": about.edition,
            "date": {"year": day.year, "month": day.month, "day": day.day} if day else None, "shown": edited,
            "language": language, "entry": entry, "author": about.edited(language), "publisher": best(about.publisher, language),
            "keywords": about.keywords, "colour": about.colours.brand, "words": words,
        }  # fmt: skip

    def _tree(self, entry: str, only: str) -> Element | None:
        """The documents of the book as one tree: everything, one entry, or one part."""
        root = self.config.root_doc
        if entry:
            found = [f"{part}/{entry}" for part in PARTS if f"{part}/{entry}" in self.env.found_docs]
            if not found:
                self._fail(f"there is no entry '{entry}' (use the id of an actor, agreement, event or source)")
                return None
            return self._file(found[0])
        if only:
            if only not in PARTS:
                self._fail(f"there is no part '{only}' (one of {', '.join(PARTS)})")
                return None
            start = f"{only}/index"
            file = addnodes.start_of_file("", docname=start)
            file += inlined(self.env, start, [start]).children
            return file
        tree = inlined(self.env, root, [root])
        book = nodes.document(tree.settings, tree.reporter)
        book += [kept for file in _files(tree) if (kept := without(file, LEFT_OUT)) is not None]
        return book

    def _file(self, docname: str) -> Element:
        file = addnodes.start_of_file("", docname=docname)
        file += page_tree(self.env, docname).children
        return file

    def _index(self, writer: Writer) -> str:
        made = []
        for letter, entries in IndexEntries(self.env).create_index(self):
            rows = []
            for name, (links, _subs, _key) in entries:
                keys = [str(address)[1:] for _main, address in links if str(address)[1:] in writer.used]
                pages = [k for k in keys if not k.startswith("reference/glossary")] or keys
                if pages:
                    rows.append(f"#ix({array(map(string, dict.fromkeys(pages)))})[{text(name)}]")
            if rows:
                made += [f"#ixletter[{text(letter)}]", *rows]
        return "\n".join(made)

    def finish(self) -> None:
        """Compile; the PDF replaces the old one only when it is whole."""
        import pikepdf
        import typst

        if self.failed:
            return
        out = Path(self.outdir)
        target = out / f"{self.config.handbook_pdf_entry or self.config.handbook_pdf_only or 'handbook'}.pdf"
        part = target.with_name(f".{target.stem}.part.pdf")
        try:
            typst.compile(
                str(out / "main.typ"),
                output=str(part),
                pdf_standards=STANDARDS,
                ignore_system_fonts=True,
                font_paths=fonts(out / "fonts"),
            )
            # Typst writes each object by itself; packed in streams, the tags and links take a quarter of the room.
            with pikepdf.open(part, allow_overwriting_input=True) as made:
                made.save(part, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
            os.replace(part, target)
        except OSError as error:
            # What the disk refuses is no fault of the text.
            name = error.filename2 or error.filename or str(target)
            told = re.search(r"os error (\d+)", str(error))
            number = error.errno or (int(told[1]) if told else errno.EIO)
            raise OSError(number, os.strerror(number), name) from None
        except (typst.TypstError, pikepdf.PdfError) as error:
            self._fail(_explain(str(getattr(error, "diagnostic", "") or error), out / "main.typ"))
        finally:
            with contextlib.suppress(OSError):
                part.unlink()

    def _fail(self, message: str) -> None:
        """One message and a status that is not 0, without Sphinx's report of a crash."""
        logger.error("%s", message, type="handbook", subtype="pdf")
        self.app.statuscode = 1


def fonts(folder: Path) -> list[str]:
    """Put fonts beyond those that Typst brings into ``folder``, from packages that are installed.

    DejaVu Sans, which matplotlib ships, has Arabic, Tifinagh and N'Ko.  The
    package's other fonts are left alone: one of them has a box for every sign
    there is, and would hide that a sign is missing.
    """
    found = find_spec("matplotlib")
    shipped = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" if found and found.origin else None
    if shipped is None or not shipped.is_dir():
        return []
    for path in sorted(shipped.glob("DejaVuSans*.ttf")):
        write(folder / path.name, path.read_bytes())
    return [str(folder)]


def _files(node: Element) -> list[Element]:
    """The outermost documents in a tree (whose parents Sphinx does not keep right)."""
    found: list[Element] = []
    for child in node.children:
        if isinstance(child, addnodes.start_of_file):
            found.append(child)
        elif isinstance(child, Element):
            found += _files(child)
    return found


def _explain(diagnostic: str, main: Path) -> str:
    """Typst's words with the document that they are about."""
    lines = [line.strip() for line in diagnostic.splitlines() if line.strip()]
    first = next((line for line in lines if line.startswith("error")), lines[0] if lines else "Typst failed")
    found = re.search(r"main\.typ:(\d+)", diagnostic)
    where = ""
    if found:
        text_lines = main.read_text(encoding="utf-8").splitlines()[: int(found[1])]
        docs = [m for line in text_lines for m in re.findall(r'#A\("([^"#]+)"\)', line)]
        where = f"{docs[-1]}: " if docs else ""
    mend = (
        "no font at hand has it: pip install '.[fonts]' adds Arabic, Tifinagh and N’Ko"
        if "could not be displayed" in diagnostic or "glyph" in diagnostic
        else "see the line of main.typ beside it"
    )
    return f"{where}{first} ({mend})\n{diagnostic.strip()}"


def N_(words: str) -> str:
    return words


#: Fixed words of the book's own pages.
WORDS = {
    "edition": N_("Edition"),
    "contents": N_("Contents"),
    "index": N_("Index"),
    "mentioned": N_("Mentioned on pages"),
    "licence": N_(
        "Text under {licence}. The sources are other people’s work: the book holds facts and figures from them in its own words."
    ),
    "cite": N_("To cite this book"),
    "pages": N_(
        "Small raised numbers after a name give the page of its entry; citation marks give the page of the statement."
    ),
}
