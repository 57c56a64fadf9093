"""Blocks as Typst text, for the printed book; the functions that the text calls are in ``printing/book.typ``.

Every character that Typst could take for markup is escaped, so any text is literal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from handbook.blocks import Box, Claim, Fields, Heading, Inlines, Items, Link, Object, Paragraph, Span, Statement, Url
from handbook.plain_text import clean
from handbook.render.writer import BlockWriter, class_of, label_of, numbers_of, paragraphs_of

_ESCAPES = str.maketrans(
    {c: "\\" + c for c in "(\\#$*_`<>@[]~=+-/'\".{}|^&%!:;"} | {"\n": " ", "\u00a0": "~", "\u2060": "#sym.wj;"}
)
#: Names are not hyphenated: a capitalised word of at least this many letters is marked as one.
LONG_NAME = 5
#: The number of cached texts: names and notes recur all over a book.
CACHED = 1 << 14


class Place(NamedTuple):
    """The place to which a reference leads: its address, and the number that a reader looks up on paper.

    ``anchor`` is the named destination at the object itself.
    """

    address: str
    number: str = ""
    anchor: str = ""


#: A function that gives the place of an object, by kind and id; None if this book does not have the object.
Places = Callable[[str, str], Place | None]


@lru_cache(maxsize=CACHED)
def text(words: str) -> str:
    """Text that Typst sets literally; control characters and marks of direction are replaced as on pages."""
    return clean(words).translate(_ESCAPES)


def string(value: object) -> str:
    """A Typst string literal; what no book can show is replaced, line by line."""
    lines = (clean(line).replace("\\", "\\\\").replace('"', '\\"') for line in str(value).split("\n"))
    return '"' + "\\n".join(lines) + '"'


def json_text(data: object) -> str:
    """JSON that a Typst file reads; what no book can show is replaced in its texts."""
    return json.dumps(_shown(data), ensure_ascii=False, sort_keys=True)


def _shown(data: object) -> object:
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, dict):
        return {key: _shown(value) for key, value in data.items()}
    return [_shown(item) for item in data] if isinstance(data, (list, tuple)) else data


def array(items: Iterable[str]) -> str:
    """A Typst array of expressions."""
    return "(" + "".join(item + ", " for item in items) + ")"


@lru_cache(maxsize=CACHED)
def prose(words: str) -> str:
    """Running text: like ``text``, but long capitalised words are marked so that they are not hyphenated."""
    parts = []
    for part in words.split(" "):
        plain = part.strip("“”«»‘’\"'()[].,;:!?…\u00a0\u202f")
        if len(plain) >= LONG_NAME and plain[:1].isupper():
            before, _, after = part.partition(plain)
            parts.append(f"{text(before)}#w[{text(plain)}]{text(after)}")
        else:
            parts.append(text(part))
    return " ".join(parts)


class Marks(NamedTuple):
    """The punctuation between parts of a line, with the spaces that the book's language wants around it."""

    colon: str = ": "
    semicolon: str = "; "


class Writer(BlockWriter):
    """Writes blocks; ``places`` gives the places to which references lead, ``marks`` the punctuation between parts of a line."""

    between = "\n"

    def __init__(self, places: Places, marks: Marks | None = None) -> None:
        self.places, self.marks = places, marks or Marks()

    def anchor(self, kind: str, target: str) -> str:
        """The Typst mark of an object's named destination, or an empty string."""
        place = self.places(kind, target)
        return f"#A({string(place.anchor)})" if place and place.anchor else ""

    def words(self, words: str) -> str:
        return prose(words)

    def url(self, url: Url) -> str:
        return text(url.words) if url.words else f"#url({string(url.address)})"

    def link(self, link: Link, bare: bool) -> str:
        place = self.places(link.kind, link.target)
        if place is None or not place.address:
            return text(link.text)
        number = "" if bare or link.kind in ("statement", "claim", "source") else place.number
        name = "r" if number else "l"
        number_argument = f", {string(number)}" if number else ""
        return f"#{name}({string(place.address)}{number_argument})[{text(link.text)}]"

    def span(self, part: Span, bare: bool) -> str:
        inner = self.inline(part.inner, bare or "hb-locator" in part.classes)
        if part.lang or part.rtl:
            inner = f"#tongue({string(part.lang)}, {'true' if part.rtl else 'false'})[{inner}]"
        name = class_of(part.classes, SPANS)
        return f"#span({string(name)})[{inner}]" if name else inner

    def heading(self, block: Heading) -> str:
        if block.level == 1:
            return f"#chapter({string(block.label)})[{text(block.text)}]"
        if block.level == 2:
            number = string(block.label) if block.label else "none"
            return f"#entry({number})[{text(block.text)}]"
        return f"#part[{text(block.text)}]"

    def paragraph(self, block: Paragraph) -> str:
        name = class_of(block.classes, PARAGRAPHS)
        inner = self.inline(block.inner)
        return f"#para({string(name)})[{inner}]" if name else f"#par[{inner}]"

    def items(self, block: Items) -> str:
        return f"#items({', '.join(f'[{self.inline(item)}]' for item in block.items)})" if block.items else ""

    def fields(self, block: Fields) -> str:
        rows = (
            f"([{text(name + self.marks.colon.rstrip())}], [{self._values(values)}])" for name, values in block.rows
        )
        return f"#fields({', '.join(rows)})"

    def _values(self, values: tuple[Inlines, ...]) -> str:
        return text(self.marks.semicolon).join(self.inline(value) for value in values)

    def box(self, block: Box) -> str:
        name = class_of(block.classes, BOXES)
        if name == "claims":
            claims = (b for b in block.inner if isinstance(b, Claim))
            return f"#claims({', '.join(map(self.claim, claims))})"
        inner = self.blocks(block.inner)
        return f"#box-of({string(name)})[{inner}]" if name else inner

    def claim(self, block: Claim) -> str:
        """A claim as a pair of number and text: its sentence, followed by its notes."""
        marks, shown, sentence = numbers_of(block)
        notes = f" #notes[{self.inline(block.support)}]" if block.support else ""
        anchors = "".join(self.anchor(link.kind, link.target) for link in marks)
        return f"({string(shown)}, [{anchors}{self.inline(sentence).lstrip()}{notes}{self.blocks(block.evidence)}])"

    def statement(self, block: Statement) -> str:
        inner = "".join(map(self.inline, paragraphs_of(block)))
        return f"#statement({string(label_of(block))})[{self.anchor('statement', block.citation)}{inner}]"

    def object(self, block: Object) -> str:
        return self.anchor(block.kind, block.id)


SPANS = frozenset(("hb-basis", "hb-stage", "hb-cite", "hb-label", "hb-name", "hb-locator", "hb-contested", "hb-publication", "hb-see", "hb-note", "hb-main", "hb-day"))  # fmt: skip
PARAGRAPHS = frozenset(("hb-line", "hb-lead", "hb-small", "hb-work", "hb-ix", "hb-ix-sub", "hb-ix-letter", "hb-intro", "hb-dated", "hb-guide"))  # fmt: skip
BOXES = frozenset(("hb-status", "hb-conflict", "hb-claims", "hb-notes"))
