"""Printed blocks as XHTML for e-readers: notes to sources become pop-up footnotes that contain the statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape as escape_marks

from handbook.anchors import object_anchor
from handbook.blocks import (
    Block,
    Box,
    Claim,
    Fields,
    Heading,
    Inlines,
    Items,
    Link,
    Object,
    Paragraph,
    Span,
    Statement,
    Url,
)
from handbook.plain_text import clean
from handbook.render.writer import BlockWriter, label_of, numbers_of, paragraphs_of

#: A function that gives an object's address as seen from the document being written; empty if the book does not have it.
Addresses = Callable[[str, str], str]
#: A function that gives the text of a statement, by its citation.
Statements = Callable[[str], str]


def escape(words: str, quote: bool = True) -> str:
    """Text as XML has it: marks are escaped, and what XML cannot hold, or would turn the text around, is replaced as on pages."""
    return escape_marks(clean(words), quote)


class Writer(BlockWriter):
    """Writes the body of one document.

    ``notes`` collects the footnotes, which ``footnotes`` writes at the document's end.
    """

    def __init__(self, addresses: Addresses, statements: Statements, to_text: str, language: str, content: str) -> None:
        self.addresses, self.statements, self.language, self.content = addresses, statements, language, content
        self.to_text = to_text
        self.notes: list[str] = []
        self.pending = ""
        self.open_sections = 0

    def document(self, content: Iterable[Block]) -> str:
        """Blocks as nested sections, followed by the footnotes."""
        out: list[str] = []
        for block in content:
            if isinstance(block, Heading):
                while self.open_sections >= block.level:
                    out.append("</section>\n")
                    self.open_sections -= 1
                while self.open_sections < block.level:
                    out.append(f"<section{self._anchor()}>\n")
                    self.open_sections += 1
            out.append(self.block(block))
        out.append(self.footnotes())
        out.append("</section>\n" * self.open_sections)
        self.open_sections = 0
        return "".join(out)

    def footnotes(self) -> str:
        """The footnotes of the document, each with a link back to the text."""
        notes = [
            f'<aside epub:type="footnote" role="doc-footnote" id="n{number}">{note}'
            f'<p><a epub:type="backlink" role="doc-backlink" href="#r{number}">{escape(self.to_text)}</a></p></aside>\n'
            for number, note in enumerate(self.notes, 1)
        ]
        self.notes = []
        return "".join(notes)

    def _anchor(self) -> str:
        anchor, self.pending = self.pending, ""
        return f' id="{escape(anchor)}"' if anchor else ""

    def words(self, words: str) -> str:
        return escape(words, quote=False)

    def url(self, url: Url) -> str:
        if url.words:
            return self.words(url.words)
        return f'<a href="{escape(url.address)}">{escape(url.address, quote=False)}</a>'

    def link(self, link: Link, bare: bool) -> str:
        address = self.addresses(link.kind, link.target)
        words = escape(link.text, quote=False)
        return f'<a href="{escape(address)}">{words}</a>' if address else words

    def span(self, part: Span, bare: bool) -> str:
        inner = self.inline(part.inner, bare)
        known_classes = [name for name in part.classes if name in CLASSES]
        attributes = (("class", " ".join(known_classes)), ("lang", part.lang), ("xml:lang", part.lang), ("dir", "rtl" if part.rtl else ""))  # fmt: skip
        attribute_text = "".join(f' {key}="{escape(value)}"' for key, value in attributes if value)
        return f"<span{attribute_text}>{inner}</span>" if attribute_text else inner

    def heading(self, block: Heading) -> str:
        number = f'<span class="hb-no">{escape(block.label)}</span> ' if block.label else ""
        return f"<h{block.level}>{number}{escape(block.text, quote=False)}</h{block.level}>\n"

    def paragraph(self, block: Paragraph) -> str:
        known_classes = " ".join(name for name in block.classes if name in CLASSES)
        return (
            f"<p{f' class={chr(34)}{known_classes}{chr(34)}' if known_classes else ''}>{self.inline(block.inner)}</p>\n"
        )

    def items(self, block: Items) -> str:
        return "<ul>" + "".join(f"<li>{self.inline(item)}</li>" for item in block.items) + "</ul>\n"

    def fields(self, block: Fields) -> str:
        rows = (
            f"<dt>{escape(name, quote=False)}</dt><dd>{'; '.join(self.inline(value) for value in values)}</dd>\n"
            for name, values in block.rows
        )
        return f"<dl>\n{''.join(rows)}</dl>\n"

    def box(self, block: Box) -> str:
        inner = self.blocks(block.inner)
        if "hb-claims" in block.classes:
            return f'<ol class="hb-claims">\n{inner}</ol>\n' if inner else ""
        known_classes = " ".join(name for name in block.classes if name in CLASSES)
        return f'<div class="{known_classes}">\n{inner}</div>\n' if known_classes else inner

    def claim(self, block: Claim) -> str:
        """A claim, followed by the mark of its footnote, which has the sources with their statements."""
        marks, shown, sentence = numbers_of(block)
        anchors = [escape(object_anchor("claim", link.target)) for link in marks]
        further = "".join(f'<span id="{anchor}"></span>' for anchor in anchors[1:])
        note = self.note(block.support)
        return (
            f'<li id="{anchors[0]}"><span class="hb-no">{shown}</span>{further} '
            f"{self.inline(sentence).strip()}{note}{self.blocks(block.evidence)}</li>\n"
        )

    def note(self, support: Inlines) -> str:
        """Add a footnote with notes to sources and the statements that they name; return its mark."""
        if not support:
            return ""
        paragraphs = [f"<p>{self.inline(support)}</p>"]
        for link in _links(support):
            if link.kind == "statement" and (words := self.statements(link.target)):
                mark = f"¶{link.target.rpartition('/')[2]}"
                lang = "" if self.language == self.content else f' lang="{self.content}" xml:lang="{self.content}"'
                paragraphs.append(f"<p{lang}>{escape(mark)} {escape(words, quote=False)}</p>")
        self.notes.append("".join(paragraphs))
        number = len(self.notes)
        return f'<a class="hb-note" epub:type="noteref" role="doc-noteref" id="r{number}" href="#n{number}">{number}</a>'  # fmt: skip

    def statement(self, block: Statement) -> str:
        anchor = escape(object_anchor("statement", block.citation))
        label = escape(label_of(block))
        inner = "".join(map(self.inline, paragraphs_of(block)))
        return f'<p class="hb-statement" id="{anchor}"><span class="hb-no">{label}</span> {inner}</p>\n'

    def object(self, block: Object) -> str:
        self.pending = object_anchor(block.kind, block.id)
        return ""


def _links(inner: Inlines) -> Iterable[Link]:
    for part in inner:
        if isinstance(part, Link):
            yield part
        elif isinstance(part, Span):
            yield from _links(part.inner)


CLASSES = frozenset((
    "hb-basis", "hb-stage", "hb-cite", "hb-label", "hb-contested", "hb-publication", "hb-see", "hb-note", "hb-main", "hb-day", "hb-line", "hb-lead",
    "hb-small", "hb-work", "hb-ix", "hb-ix-sub", "hb-ix-letter", "hb-intro", "hb-dated", "hb-status", "hb-draft-note",
))  # fmt: skip
