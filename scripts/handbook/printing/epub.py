"""The book for e-readers: the chapters of the printed book as EPUB 3; the same records give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from handbook.addresses import document
from handbook.anchors import object_anchor
from handbook.blocks import Block, Heading, Paragraph, heading
from handbook.book import Book
from handbook.model import Term
from handbook.printing import guide
from handbook.printing.chapters import Chapter, chapters
from handbook.printing.entry_numbers import Printed
from handbook.render.xhtml import Writer, escape

STYLE = Path(__file__).with_name("epub.css")
#: The EPUB semantics (``epub:type``) of a chapter's document, by the chapter's key.
_SEMANTICS = {"index": "index", "sources": "bibliography"}
#: The semantics that have an ARIA role of the same name (``doc-…``).
_ROLES = frozenset(("introduction", "index", "bibliography"))


class Document(NamedTuple):
    """A document of the book: its file, title, body, its semantics, and whether it belongs below the preceding chapter."""

    name: str
    title: str
    body: str
    kind: str = ""
    below: bool = False


def make(book: Book, written_chapters: Sequence[Chapter], identifier: str, target: Path) -> None:
    """Write the book as the file ``target``; ``written_chapters`` are the hand-written pages.

    Raises:
        OSError: the file cannot be written.
    """
    documents = list(_documents(book, written_chapters))
    _ = book.view.translate
    settings = book.corpus.handbook
    title, editors = settings.named(book.language), settings.edited(book.language)
    # A handbook without a date gets the earliest date that the ZIP format allows.
    day = book.corpus.edition_date or "1980-01-01"
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": _CONTAINER,
        "content.opf": _package(book, title, documents, identifier, day),
        "nav.xhtml": _navigation(book, documents),
        "toc.ncx": _ncx(title, identifier, documents),
        "style.css": STYLE.read_bytes(),
        "cover.svg": _cover(title, editors, _("Edition {edition}").format(edition=settings.edition)),
    }
    files |= {d.name: _page(book.language, d) for d in documents}
    moment = (int(day[:4]), int(day[5:7]), int(day[8:]), 0, 0, 0)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", moment), "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)


def _documents(book: Book, written_chapters: Sequence[Chapter]) -> Iterable[Document]:
    printed, _ = Printed(book.view), book.view.translate
    title, editors = book.corpus.handbook.named(book.language), book.corpus.handbook.edited(book.language)
    yield Document("cover.xhtml", title, f'<img src="cover.svg" alt="{escape(title)}" role="doc-cover"/>\n', "cover")
    head = f"<h1>{escape(title)}</h1>\n<p>{escape(editors)}</p>\n"
    imprint = "".join(f"<p>{escape(line, quote=False)}</p>\n" for line in guide.imprint(book))
    yield Document("imprint.xhtml", title, head + imprint, "titlepage")
    writing = _Writing(book, printed)
    yield Document(
        "guide.xhtml", _(guide.HOW_TO), writing.body("guide.xhtml", guide.guide_blocks(book)), "introduction"
    )
    for chapter in chapters(printed, written_chapters):
        yield from writing.chapter(chapter)


class _Writing:
    """Makes the documents of the book, with the links between them."""

    def __init__(self, book: Book, printed: Printed) -> None:
        self.book, self.printed = book, printed
        self.back = book.view.translate("Back to the text")

    def _address(self, from_: str, kind: str, target: str) -> str:
        """The address of an object as seen from a document; empty if the book does not have it."""
        corpus = self.book.corpus
        up = "../" * from_.count("/")
        if kind == "statement":
            source, _, _label = target.partition("/")
            path = f"sources/{source}.xhtml" if source in corpus.sources else ""
            return f"{up}{path}#{object_anchor(kind, target)}" if path else ""
        if kind == "source":
            return f"{up}sources/{target}.xhtml" if target in corpus.sources else ""
        if kind == "conflict":
            return f"{up}conflicts.xhtml#{object_anchor(kind, target)}" if target in corpus.conflicts else ""
        name, _, label = target.partition("#")
        entry = corpus.entries.get(name)
        if entry is None:
            return ""
        if isinstance(entry, Term):
            return f"{up}terms.xhtml#{object_anchor('topic', name)}"
        return f"{up}{document(entry)}.xhtml" + (f"#{object_anchor('claim', target)}" if label else "")

    def writer(self, name: str) -> Writer:
        """A writer for a document."""
        statements = {str(cite): s.text for cite, s in self.book.corpus.statements.items()}
        return Writer(
            lambda kind, target: self._address(name, kind, target), lambda cite: statements.get(cite, ""), self.back, self.book.language, self.book.corpus.handbook.content
        )  # fmt: skip

    def body(self, name: str, blocks: Iterable[Block]) -> str:
        """The body of a document."""
        return self.writer(name).document(blocks)

    def chapter(self, chapter: Chapter) -> Iterable[Document]:
        """The documents of a chapter: one, or for entries and sources an opening one and one for each unit."""
        intro = [Paragraph((chapter.intro,), ("hb-intro",))] if chapter.intro else []
        opening = [heading(1, chapter.title, chapter.key), *intro]
        kind = _SEMANTICS.get(chapter.key, "")
        if chapter.written:
            yield Document(f"{chapter.key.replace('/', '-')}.xhtml", chapter.title, f"<section>\n<h1>{escape(chapter.title)}</h1>\n{chapter.written}</section>\n")  # fmt: skip
            return
        if chapter.key not in ("actors", "agreements", "events", "sources"):
            name = f"{chapter.key}.xhtml"
            blocks = [*opening, *(block for unit in chapter.units() for block in unit.blocks)]
            yield Document(name, chapter.title, self.body(name, blocks), kind)
            return
        name = f"{chapter.key}/index.xhtml"
        units = list(chapter.units())
        listed = "".join(
            f'<li><a href="{_file(unit.anchor)}">{escape(" ".join(p for p in (unit.number, unit.name) if p), quote=False)}</a></li>\n'
            for unit in units
        )
        yield Document(name, chapter.title, self.body(name, opening).removesuffix("</section>\n") + f'<ul class="hb-list">\n{listed}</ul>\n</section>\n', kind)  # fmt: skip
        for unit in units:
            unit_file = f"{chapter.key}/{_file(unit.anchor)}"
            blocks = [b._replace(level=b.level - 1) if isinstance(b, Heading) else b for b in unit.blocks]
            yield Document(unit_file, unit.name, self.body(unit_file, blocks), "", True)  # fmt: skip


def _file(anchor: str) -> str:
    return f"{anchor.removeprefix('source.')}.xhtml"


_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def _page(language: str, doc: Document) -> str:
    up = "../" * doc.name.count("/")
    kind = f' epub:type="{doc.kind}"' if doc.kind else ""
    body = doc.body
    if doc.kind in _ROLES:
        # ``body`` may not have a role, which screen readers need: put the content into a section with one.
        body, kind = f'<section{kind} role="doc-{doc.kind}">\n{body}</section>\n', ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">\n'
        f'<head><meta charset="utf-8"/><title>{escape(doc.title, quote=False)}</title><link rel="stylesheet" href="{up}style.css"/></head>\n'
        f"<body{kind}>\n{body}</body>\n</html>\n"
    )


def _package(book: Book, title: str, documents: Sequence[Document], identifier: str, day: str) -> str:
    _ = book.view.translate
    editors = book.corpus.handbook.edited(book.language)
    summary = _("Text only, but for the cover; headings, languages and notes are marked.")
    meta = [
        f'<dc:identifier id="id">{escape(identifier)}</dc:identifier>',
        f"<dc:title>{escape(title)}</dc:title>",
        f"<dc:language>{book.language}</dc:language>",
        f"<dc:creator>{escape(editors)}</dc:creator>",
        f"<dc:publisher>{escape(editors)}</dc:publisher>",
        f"<dc:date>{day}</dc:date>",
        f"<dc:rights>{escape(book.corpus.handbook.licence.name)}</dc:rights>",
        f'<meta property="dcterms:modified">{day}T00:00:00Z</meta>',
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessModeSufficient">textual</meta>',
        *(f'<meta property="schema:accessibilityFeature">{f}</meta>' for f in ("alternativeText", "displayTransformability", "index", "readingOrder", "structuralNavigation", "tableOfContents")),
        '<meta property="schema:accessibilityHazard">none</meta>',
        f'<meta property="schema:accessibilitySummary">{escape(summary)}</meta>',
        '<meta name="cover" content="cover-image"/>',
    ]  # fmt: skip
    listed = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        '<item id="css" href="style.css" media-type="text/css"/>',
        '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>',
    ]
    spine = []
    for number, doc in enumerate(documents):
        listed.append(f'<item id="d{number}" href="{doc.name}" media-type="application/xhtml+xml"/>')
        spine.append(f'<itemref idref="d{number}"/>')
    # The contents are also a page of the book, after the cover and the title page.
    spine.insert(2, '<itemref idref="nav"/>')
    joined = "\n".join
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{book.language}" prefix="schema: http://schema.org/">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{joined(meta)}\n</metadata>\n<manifest>\n{joined(listed)}\n</manifest>\n'
        f'<spine toc="ncx">\n{joined(spine)}\n</spine>\n</package>\n'
    )


def _nested(documents: Sequence[Document]) -> list[tuple[Document, list[Document]]]:
    """The chapters' documents, each with the documents below it."""
    tree: list[tuple[Document, list[Document]]] = []
    for doc in documents:
        if doc.below:
            tree[-1][1].append(doc)
        elif doc.kind != "cover":
            tree.append((doc, []))
    return tree


def _navigation(book: Book, documents: Sequence[Document]) -> str:
    _ = book.view.translate
    rows = []
    for doc, below in _nested(documents):
        inner = "".join(f'<li><a href="{d.name}">{escape(d.title, quote=False)}</a></li>\n' for d in below)
        nested = f"\n<ol>\n{inner}</ol>\n" if inner else ""
        rows.append(f'<li><a href="{doc.name}">{escape(doc.title, quote=False)}</a>{nested}</li>\n')
    body_start = next((d for d in documents if d.name.endswith("/index.xhtml")), documents[-1])
    marks = [("cover", _("Cover"), "cover.xhtml"), ("toc", _(guide.CONTENTS), "nav.xhtml#toc"), ("bodymatter", body_start.title, body_start.name)]  # fmt: skip
    marks += [(d.kind, d.title, d.name) for d in documents if d.kind in ("bibliography", "index")]
    landmarks = "".join(f'<li><a epub:type="{k}" href="{name}">{escape(title, quote=False)}</a></li>\n' for k, title, name in marks)  # fmt: skip
    contents, parts = escape(_(guide.CONTENTS)), escape(_("Parts of the book"))
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{contents}</h1>\n<ol>\n{"".join(rows)}</ol></nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden"><h2>{parts}</h2>\n<ol>\n{landmarks}</ol></nav>\n'
    )
    return _page(book.language, Document("nav.xhtml", _(guide.CONTENTS), body))


def _ncx(title: str, identifier: str, documents: Sequence[Document]) -> str:
    """The table of contents for reading systems older than EPUB 3."""
    points = []
    for number, doc in enumerate(d for d in documents if d.kind != "cover"):
        points.append(f'<navPoint id="p{number}" playOrder="{number + 1}"><navLabel><text>{escape(doc.title, quote=False)}</text></navLabel><content src="{doc.name}"/></navPoint>')  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n'
        f'<head><meta name="dtb:uid" content="{escape(identifier)}"/></head>\n<docTitle><text>{escape(title, quote=False)}</text></docTitle>\n'
        f"<navMap>\n{chr(10).join(points)}\n</navMap>\n</ncx>\n"
    )


def _cover(title: str, editors: str, edition: str) -> str:
    main, _, sub = title.partition(": ")
    lines: list[str] = []
    for word in main.split():
        if lines and len(lines[-1]) + len(word) < 16:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    title_lines = "".join(f'<text x="120" y="{620 + 150 * n}" font-size="128" font-weight="bold">{escape(line, quote=False)}</text>' for n, line in enumerate(lines))  # fmt: skip
    low = 620 + 150 * len(lines)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 2400" width="1600" height="2400">'
        '<rect width="1600" height="2400" fill="#1d4e5f"/><rect x="120" y="400" width="260" height="16" fill="#fff"/>'
        f'<g fill="#fff" font-family="Libertinus Serif, Georgia, serif">{title_lines}'
        f'<text x="120" y="{low}" font-size="72">{escape(sub[:1].upper() + sub[1:], quote=False)}</text>'
        f'<text x="120" y="2160" font-size="52">{escape(editors, quote=False)}</text><text x="120" y="2250" font-size="52">{escape(edition, quote=False)}</text></g></svg>\n'
    )
