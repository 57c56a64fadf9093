"""Blocks as Typst text, for the printed book; the functions that it calls are in ``printing/book.typ``.

Every sign that Typst could take for markup is escaped, so any text is literal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from handbook.blocks import (
    Block,
    Box,
    Claim,
    Fields,
    Fold,
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

_ESCAPES = str.maketrans(
    {c: "\\" + c for c in "(\\#$*_`<>@[]~=+-/'\".{}|^&%!:;"} | {"\n": " ", "\u00a0": "~", "\u2060": "#sym.wj;"}
)
#: A name is never hyphenated: from so many letters on a word with a capital is marked.
LONG_NAME = 5


class Place(NamedTuple):
    """Where a reference leads: its address, the number that a reader on paper looks up, the address of the object itself.

    ``anchor`` is the named destination that stands where the object stands.
    """

    address: str
    number: str = ""
    anchor: str = ""


#: Where an object stands, by its kind and id; None where this print has no place for it.
Places = Callable[[str, str], Place | None]


def text(words: str) -> str:
    """Text in which Typst finds nothing to do."""
    return words.translate(_ESCAPES)


def string(value: object) -> str:
    """A Typst string literal."""
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def array(items: Iterable[str]) -> str:
    """A Typst array of expressions."""
    return "(" + "".join(item + ", " for item in items) + ")"


def prose(words: str) -> str:
    """Running text: as ``text``, with long words that begin with a capital kept whole."""
    parts = []
    for part in words.split(" "):
        plain = part.strip("“”«»‘’\"'()[].,;:!?…\u00a0\u202f")
        if len(plain) >= LONG_NAME and plain[:1].isupper():
            before, _, after = part.partition(plain)
            parts.append(f"{text(before)}#w[{text(plain)}]{text(after)}")
        else:
            parts.append(text(part))
    return " ".join(parts)


class Writer:
    """Writes blocks; ``places`` says where references lead.

    ``anchors`` collects the destinations that were written, in their order.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self.anchors: list[str] = []

    def blocks(self, content: Iterable[Block]) -> str:
        """Blocks, one under the other."""
        return "\n".join(_WRITERS[type(block)](self, block) for block in content)

    def anchor(self, kind: str, target: str) -> str:
        """The mark of a place that can be led to."""
        place = self.places(kind, target)
        if place is None or not place.anchor:
            return ""
        self.anchors.append(place.anchor)
        return f"#A({string(place.anchor)})"

    def inline(self, inner: Inlines, bare: bool = False) -> str:
        """Inline content; ``bare`` references show no number, for they are one."""
        out = []
        for part in inner:
            if isinstance(part, str):
                out.append(prose(part))
            elif isinstance(part, Link):
                out.append(self._link(part, bare))
            elif isinstance(part, Span):
                out.append(self._span(part, bare))
            else:
                assert isinstance(part, Url)
                out.append(f"#url({string(part.address)})")
        return "".join(out)

    def _link(self, link: Link, bare: bool) -> str:
        place = self.places(link.kind, link.target)
        if place is None:
            return text(link.text)
        number = "" if bare or link.kind in ("statement", "claim", "source") else place.number
        if not place.address:
            return text(link.text)
        name = "r" if number else "l"
        shown = f", {string(number)}" if number else ""
        return f"#{name}({string(place.address)}{shown})[{text(link.text)}]"

    def _span(self, part: Span, bare: bool) -> str:
        inner = self.inline(part.inner, bare or "hb-locator" in part.classes)
        if part.lang or part.rtl:
            inner = f"#tongue({string(part.lang)}, {'true' if part.rtl else 'false'})[{inner}]"
        name = next((c for c in part.classes if c in SPANS), "")
        return f"#span({string(name.removeprefix('hb-'))})[{inner}]" if name else inner

    def heading(self, block: Heading) -> str:
        if block.level == 1:
            return f"#chapter({string(block.label)})[{text(block.text)}]"
        if block.level == 2:
            number = string(block.label) if block.label else "none"
            return f"#entry({number})[{text(block.text)}]"
        return f"#part[{text(block.text)}]"

    def paragraph(self, block: Paragraph) -> str:
        name = next((c for c in block.classes if c in PARAGRAPHS), "")
        inner = self.inline(block.inner)
        return f"#para({string(name.removeprefix('hb-'))})[{inner}]" if name else f"#par[{inner}]"

    def items(self, block: Items) -> str:
        return f"#items({', '.join(f'[{self.inline(item)}]' for item in block.items)})" if block.items else ""

    def fields(self, block: Fields) -> str:
        rows = (f"([{text(name)}], [{self._values(values)}])" for name, values in block.rows)
        return f"#fields({', '.join(rows)})"

    def _values(self, values: tuple[Inlines, ...]) -> str:
        return "\\; ".join(self.inline(value) for value in values)

    def box(self, block: Box) -> str:
        inner = self.blocks(block.inner)
        name = next((c for c in block.classes if c in BOXES), "")
        if name == "hb-claims":
            claims = (b for b in block.inner if isinstance(b, Claim))
            return f"#claims({', '.join(map(self.claim, claims))})"
        return f"#box-of({string(name.removeprefix('hb-'))})[{inner}]" if name else inner

    def claim(self, block: Claim) -> str:
        """A claim as number and text: its sentence with its notes behind it."""
        number, *said = block.inner
        notes = f" #notes[{self.inline(block.support)}]" if block.support else ""
        more = self.blocks(block.evidence)
        marks = [link for link in getattr(number, "inner", ()) if isinstance(link, Link)]
        anchors = "".join(self.anchor(link.kind, link.target) for link in marks)
        shown = string(_numbers([link.text for link in marks]))
        return f"({shown}, [{anchors}{self.inline(tuple(said)).lstrip()}{notes}{more}])"

    def statement(self, block: Statement) -> str:
        label = block.citation.rpartition("/")[2]
        inner = "".join(self.inline(b.inner) for b in block.inner if isinstance(b, Paragraph))
        return f"#statement({string('¶' + label)})[{self.anchor('statement', block.citation)}{inner}]"

    def fold(self, block: Fold) -> str:
        return self.blocks(block.inner)

    def object(self, block: Object) -> str:
        return self.anchor(block.kind, block.id)


def _numbers(numbers: list[str]) -> str:
    """Numbers that follow each other as a range."""
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


SPANS = frozenset(("hb-basis", "hb-stage", "hb-cite", "hb-label", "hb-name", "hb-locator", "hb-contested", "hb-publication", "hb-see", "hb-note", "hb-main"))  # fmt: skip
PARAGRAPHS = frozenset(("hb-line", "hb-lead", "hb-small", "hb-work", "hb-ix", "hb-ix-sub", "hb-ix-letter", "hb-intro", "hb-dated", "hb-guide"))  # fmt: skip
BOXES = frozenset(("hb-status", "hb-conflict", "hb-claims", "hb-notes"))
_WRITERS: dict[type, Callable[[Writer, Any], str]] = {
    Heading: Writer.heading, Paragraph: Writer.paragraph, Items: Writer.items, Fields: Writer.fields, Box: Writer.box,
    Statement: Writer.statement, Claim: Writer.claim, Fold: Writer.fold, Object: Writer.object,
}  # fmt: skip
