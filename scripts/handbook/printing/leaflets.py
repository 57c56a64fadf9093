"""Leaflets: single entries to hand out, each a PDF of a few pages with its sources, its address and how to cite it."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

from handbook.addresses import document, statement_path
from handbook.addresses import path as path_of
from handbook.blocks import Block, Heading, Object, Paragraph, heading, span, text
from handbook.book import Book
from handbook.citing import items, processor, styles
from handbook.fields import citations_of
from handbook.model import Entry, Paged, Source, Term
from handbook.printing import entries, sources
from handbook.printing.compiling import TEMPLATE, fonts
from handbook.printing.disagreements import conflict_blocks
from handbook.printing.entry_numbers import Printed
from handbook.printing.setting import Job, set_piece
from handbook.printing.volumes import meta_of
from handbook.publish import write
from handbook.render.typst import Place, Writer, json_text, string
from handbook.render.typst import text as escaped

#: The records that can have a leaflet: entries that have a page, and sources.
Record = Paged | Source


def records(book: Book) -> dict[str, Record]:
    """All records that can have a leaflet, by id."""
    paged: dict[str, Record] = {entry.id: entry for entry in book.corpus.paged}
    return {**book.corpus.sources, **paged}


def make(book: Book, ids: Sequence[str], shop: Path, out: Path) -> None:
    """Make ``<id>.pdf`` in ``out`` for each id.

    Raises:
        SettingError: Typst rejects a text.
        OSError: a file cannot be written.
    """
    printable, printed = records(book), Printed(book.view, "nothing")
    font_folders = tuple(fonts(shop / "fonts"))
    write(shop / "book.typ", TEMPLATE.read_bytes())
    out.mkdir(parents=True, exist_ok=True)
    for id_ in ids:
        source, part, target = shop / f"{id_}.typ", out / f".{id_}.part.pdf", out / f"{id_}.pdf"
        write(source, _leaflet(book, printed, printable[id_], shop))
        try:
            set_piece(Job(str(source), str(part), "", font_folders))
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)


def _leaflet(book: Book, printed: Printed, record: Record, shop: Path) -> str:
    """The Typst text of one leaflet."""
    cited = book.cited[document(record)]
    meta = meta_of(book)
    writer = Writer(lambda kind, target: _place(book, kind, target), printed.marks)
    blocks = (
        sources.source_blocks(printed, record)
        if isinstance(record, Source)
        else (
            *entries.entry_blocks(printed, record),
            *_disagreements(book, printed, record),
            *_sources(printed, record),
        )
    )
    body = writer.blocks(_titled(blocks, cited.title))
    address = cited.url
    lines = [processor.plain(segments) for name, segments in styles.rendered(items.page_item(cited, meta["title"], meta["author"])) if name == "Chicago"]  # fmt: skip
    code = _code(address, shop, record.id) if address else ""
    # Print the address separately only if no citation contains it.
    below = "" if any(address in line for line in lines) else address
    foot = f"#leaflet-foot(meta, {_array(lines)}, {string(code)}, {string(address)}, {string(below)})"
    meta_text = string(json_text(meta))
    return f'#import "book.typ": *\n#let meta = json(bytes({meta_text}))\n#show: leaflet.with(meta, {string(cited.title)})\n{body}\n{foot}\n'


def _array(lines: Sequence[str]) -> str:
    return "(" + "".join(f"[{escaped(line)}], " for line in lines) + ")"


def _place(book: Book, kind: str, target: str) -> Place | None:
    """The place of an object on the site, if the site's address is known: the leaflet has no other entries to link to."""
    if not book.base:
        return None
    base, corpus = book.base.rstrip("/") + "/", book.corpus
    if kind == "statement":
        source, _, label = target.partition("/")
        return Place(base + statement_path(source, label)) if source in corpus.sources else None
    if kind == "source":
        return Place(base + path_of(corpus.sources[target])) if target in corpus.sources else None
    name, _, label = target.partition("#")
    entry = corpus.entries.get(name)
    if entry is None or isinstance(entry, Term):
        return None
    return Place(base + path_of(entry) + (f"#claim-{label}" if label else ""))


def _titled(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks under one title; the first heading is dropped for it, and others become parts without numbers."""
    titled_blocks: list[Block] = [heading(1, title)]
    is_first = True
    for block in blocks:
        if isinstance(block, Object):
            continue
        if isinstance(block, Heading):
            if not is_first:
                titled_blocks.append(block._replace(label=""))
            is_first = False
            continue
        titled_blocks.append(block)
    return titled_blocks


def _disagreements(book: Book, printed: Printed, entry: Entry) -> list[Block]:
    blocks: list[Block] = []
    for conflict in book.corpus.conflicts_about.get(entry.id, []):
        blocks += conflict_blocks(printed, conflict)
    return blocks


def _sources(printed: Printed, entry: Entry) -> list[Block]:
    """The list of an entry's sources, by the labels with which it cites them."""
    names = {cite.source for cite in citations_of(entry)}
    blocks: list[Block] = [heading(2, printed.view.translate("Sources"))]
    for source in sources.ordered(printed):
        if source.id in names:
            label = span(text(source.header.short) + ".", "hb-label")
            blocks.append(Paragraph((label, " ", *sources.work(printed, source), "."), ("hb-dated",)))
    return blocks


def _code(address: str, shop: Path, name: str) -> str:
    """Write a QR code of an address into the folder ``shop``; return its file name."""
    import segno

    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", border=0, xmldecl=True, svgns=True, dark="#000")
    write(shop / f"{name}.svg", buffer.getvalue())
    return f"{name}.svg"
