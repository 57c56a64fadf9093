"""What a page is made of: a few frozen values, which every output renders in its own way.

Page functions (``pages``) make blocks from records; renderers (``render``, ``sphinx_ext.nodes``)
make HTML, MyST or docutils nodes of them.  Text in blocks is plain text, already cleaned
(``text``); no renderer ever parses it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from handbook.plain_text import clean

#: The anchor of the object that a page is about.
ENTRY_ANCHOR = "hb-entry"


class Link(NamedTuple):
    """A reference under a text: to an object (``actor``, ``statement``, ...), to a page (``doc``), or to a heading of the same page by its label (``part``)."""

    kind: str
    target: str
    text: str


class Url(NamedTuple):
    """A web address, shown as it is."""

    address: str


class Span(NamedTuple):
    """Inline content with classes; ``lang`` is the language of what is in it, ``rtl`` whether that runs from right to left."""

    inner: Inlines
    classes: tuple[str, ...] = ()
    lang: str = ""
    rtl: bool = False


Inline = str | Link | Url | Span
Inlines = tuple[Inline, ...]


class Heading(NamedTuple):
    """A heading with its permanent anchor; ``label`` is a name by which other pages may refer to it."""

    level: int
    text: str
    anchor: str
    label: str = ""


class Paragraph(NamedTuple):
    """A paragraph."""

    inner: Inlines
    classes: tuple[str, ...] = ()


class Items(NamedTuple):
    """A list, each item of one paragraph."""

    items: tuple[Inlines, ...]
    classes: tuple[str, ...] = ()
    ordered: bool = False


class Fields(NamedTuple):
    """Names with their values; several values of one name are a list."""

    rows: tuple[tuple[str, tuple[Inlines, ...]], ...]


class Box(NamedTuple):
    """A division with classes."""

    classes: tuple[str, ...]
    inner: tuple[Block, ...]


class Statement(NamedTuple):
    """A statement of a source, at the anchor that its citation has for good."""

    citation: str
    source_name: str
    inner: tuple[Block, ...]


class Claim(NamedTuple):
    """A claim of an entry at the anchor that it has for good: its key, its words in plain text, its sentence, its evidence.

    ``support`` says in words how well it is supported; the evidence unfolds under it.
    """

    key: str
    name: str
    inner: Inlines
    support: Inlines
    evidence: tuple[Block, ...]
    classes: tuple[str, ...] = ()


class Fold(NamedTuple):
    """Blocks that a reader unfolds; printed and elsewhere they stand open under their summary."""

    summary: Inlines
    inner: tuple[Block, ...]
    classes: tuple[str, ...] = ()


class Object(NamedTuple):
    """Declares the object that the page, or the block after this one, is about, and its names for the index.

    ``gloss`` says in plain text what it is.
    """

    kind: str
    id: str
    name: str
    names: tuple[str, ...] = ()
    gloss: str = ""


class Moved(NamedTuple):
    """Where an object of an earlier edition was: kind, id and name, and what became of it."""

    kind: str
    id: str
    name: str
    inner: Inlines


class Facet(NamedTuple):
    """By what a reader may narrow a list: the facet, its value for addresses, the value's label."""

    facet: str
    value: str
    label: str


class Row(NamedTuple):
    """An entry in a list: what stands behind its name (text and class), its gloss, what stands below.

    ``facets`` and ``sort`` (name of an order and key) are data for filters, never text.
    """

    id: str
    name: str
    gloss: str
    marks: tuple[tuple[str, str], ...] = ()
    below: tuple[tuple[str, str], ...] = ()
    facets: tuple[Facet, ...] = ()
    sort: tuple[tuple[str, str], ...] = ()
    minor: bool = False


class Rows(NamedTuple):
    """A list of objects of one kind that readers can filter."""

    kind: str
    rows: tuple[Row, ...]


class Figure(NamedTuple):
    """A drawing of ours: its name, its SVG, and the same in words.

    ``narrow`` is its form for narrow screens, if it has one of its own; ``finding`` says above it what it shows.
    """

    name: str
    svg: str
    alt: str
    narrow: str = ""
    finding: str = ""


class Glossary(NamedTuple):
    """Terms with their meanings."""

    terms: tuple[tuple[str, Inlines], ...]


class Numbers(NamedTuple):
    """Counts, each with what is counted and the page that lists it."""

    rows: tuple[tuple[int, str, str], ...]


class Table(NamedTuple):
    """A table with a row of headings; no cell is empty."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    classes: tuple[str, ...] = ()


class Contents(NamedTuple):
    """The pages below this one, in their order; shown in navigation only."""

    pages: tuple[str, ...]


class Directive(NamedTuple):
    """A MyST directive of another extension, by lines that hold nothing of others' text."""

    lines: tuple[str, ...]


Block = (
    Heading | Paragraph | Items | Fields | Box | Statement | Claim | Fold | Object | Moved | Rows | Figure | Glossary | Numbers | Table | Contents | Directive
)  # fmt: skip
Blocks = tuple[Block, ...]


class Page(NamedTuple):
    """A page: its document name, where its content comes from, and its blocks.

    ``redirect`` is the document that a reader is sent on to; ``orphan`` says that no list has to name the page.
    """

    docname: str
    origin: str
    blocks: Blocks
    redirect: str = ""
    orphan: bool = False


def text(written: str) -> str:
    """Text of others, as a renderer may take it."""
    return clean(written)


def span(inner: Inlines | str, *classes: str) -> Span:
    """Inline content with classes."""
    return Span((inner,) if isinstance(inner, str) else inner, classes)


def joined(separator: str, parts: Iterable[Inlines]) -> Inlines:
    """Inline contents with a text between each two."""
    made: list[Inline] = []
    for number, part in enumerate(parts):
        if number and separator:
            made.append(separator)
        made += part
    return tuple(made)


def spaced(*parts: Inlines) -> Inlines:
    """Inline contents with a blank between those that are not empty."""
    return joined(" ", (part for part in parts if part))


def words_of(inner: Inlines) -> str:
    """Inline content as plain text."""
    made = []
    for part in inner:
        made.append(part if isinstance(part, str) else words_of(part.inner) if isinstance(part, Span) else part[-1])
    return "".join(made)


def paragraph(*parts: Inlines | str, classes: tuple[str, ...] = ()) -> Paragraph:
    """A paragraph of contents with a blank between those that are not empty."""
    return Paragraph(spaced(*((p,) if isinstance(p, str) and p else tuple(p) for p in parts)), classes)


def heading(level: int, words: str, anchor: str = "", label: str = "") -> Heading:
    """A heading; without an ``anchor`` of its own it gets one from its words."""
    words = clean(words).strip()
    return Heading(level, words, anchor or slug(words), label)


@lru_cache(1 << 12)
def slug(words: str, otherwise: str = "") -> str:
    """An anchor from words, the same for the same words for good.

    Latin letters lose their accents, as docutils' ``make_id`` has it, so that anchors of
    earlier editions stay.  What has no such letter, a year or a title in another script, gets
    the anchor ``otherwise``; without one its own letters behind ``s-``.
    """
    made = re.sub(r"^[-0-9]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", " ".join(_latin(words.lower()).split())))
    return made or otherwise or "s-" + (_letters(words.lower()) or "x")


@lru_cache(1 << 12)
def term_slug(term: str) -> str:
    """The anchor of a term, as Sphinx's glossary has it: capitals, dots and underscores stay."""
    made = re.sub(r"-+$", "", re.sub(r"[^a-zA-Z0-9._]+", "-", " ".join(_latin(f"term-{term}").split())))
    return made if made != "term" else f"term-{_letters(term)}"


def _latin(words: str) -> str:
    return unicodedata.normalize("NFKD", words.translate(_LETTERS)).encode("ascii", "ignore").decode("ascii")


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", words)).strip("-")


#: Letters that Unicode does not decompose, as docutils' ``make_id`` writes them.
_LETTERS = str.maketrans({
    "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ƀ": "b", "ƃ": "b", "ƈ": "c", "ƌ": "d", "ƒ": "f", "ƙ": "k",
    "ƚ": "l", "ƞ": "n", "ƥ": "p", "ƫ": "t", "ƭ": "t", "ƴ": "y", "ƶ": "z", "ǥ": "g", "ȥ": "z", "ȷ": "j", "ȼ": "c", "ȿ": "s",
    "ɀ": "z", "ɇ": "e", "ɉ": "j", "ɋ": "q", "ɍ": "r", "ɏ": "y", "ß": "sz", "æ": "ae", "œ": "oe",
})  # fmt: skip


def object_anchor(kind: str, target: str) -> str:
    """The anchor of an object on its page, for good."""
    if kind == "claim":
        return "claim-" + target.partition("#")[2]
    if kind == "statement":
        return "p" + target.rpartition("/")[2]
    return f"{kind}-{target}" if kind in ("topic", "conflict") else ENTRY_ANCHOR


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks, those within others after what holds them."""
    for block in blocks:
        yield block
        if isinstance(block, Box | Statement | Fold):
            yield from walk(block.inner)
        elif isinstance(block, Claim):
            yield from walk(block.evidence)


class Headed(NamedTuple):
    """A heading as it stands on its page: level, the one anchor that no other has, and words."""

    level: int
    anchor: str
    text: str


class Facts(NamedTuple):
    """What a page declares to all others: title, headings, objects, labels, terms, names for the index, contents.

    ``objects``: kind, id, name and anchor (empty where the page itself is the address);
    ``labels``: name and words; ``terms``: term and anchor; ``names``: name, anchor, and
    ``main`` for a definition; ``contents``: the number of headings before a list of pages, and its pages.
    """

    title: str
    headings: tuple[Headed, ...]
    objects: tuple[tuple[str, str, str, str], ...]
    labels: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str, str], ...]
    contents: tuple[tuple[int, tuple[str, ...]], ...]
    redirect: str
    orphan: bool


def facts(page: Page) -> Facts:
    """What a page declares."""
    anchors = Anchors(page.blocks)
    headings: list[Headed] = []
    objects: list[tuple[str, str, str, str]] = []
    labels: list[tuple[str, str]] = []
    terms: list[tuple[str, str]] = []
    names: list[tuple[str, str, str]] = []
    contents: list[tuple[int, tuple[str, ...]]] = []
    for block in walk(page.blocks):
        if isinstance(block, Heading):
            headings.append(Headed(block.level, anchors.heading(block)[0], block.text))
            if block.label:
                labels.append((block.label, block.text))
        elif isinstance(block, Object):
            anchor = object_anchor(block.kind, block.id)
            objects.append((block.kind, block.id, block.name, "" if anchor == ENTRY_ANCHOR else anchor))
            names += [(name, anchor, "") for name in block.names]
        elif isinstance(block, Statement):
            label = block.citation.rpartition("/")[2]
            objects.append(("statement", block.citation, f"{block.source_name} ¶{label}", f"p{label}"))
        elif isinstance(block, Claim):
            objects.append(("claim", block.key, block.name, object_anchor("claim", block.key)))
        elif isinstance(block, Moved):
            anchor = object_anchor(block.kind, block.id)
            if block.kind == "conflict":
                labels.append((anchor, block.name))
            else:
                objects.append((block.kind, block.id, block.name, "" if anchor == ENTRY_ANCHOR else anchor))
        elif isinstance(block, Glossary):
            for term, _meaning in block.terms:
                anchor = anchors.term(term)
                terms.append((term, anchor))
                names.append((term, anchor, "main"))
        elif isinstance(block, Contents):
            contents.append((len(headings), block.pages))
    title = headings[0].text if headings else ""
    return Facts(
        title, tuple(headings), tuple(objects), tuple(labels), tuple(terms), tuple(names), tuple(contents), page.redirect, page.orphan
    )  # fmt: skip


class Anchors:
    """Anchors of headings and terms, none given twice on a page; every renderer goes through a page with one of these.

    Those of the page's objects and labels are theirs, wherever they stand: they are cited for good.
    """

    def __init__(self, content: Blocks = ()) -> None:
        self._content = content
        self._taken: set[str] = set()

    @cached_property
    def _cited(self) -> frozenset[str]:
        return frozenset(_cited(self._content))

    def heading(self, block: Heading) -> tuple[str, ...]:
        """The anchors of a heading, the one by which it is cited first: its label, if it has one."""
        if not block.label:
            return (self._free(block.anchor),)
        self._taken.add(block.label)
        return (block.label,) if block.label == block.anchor else (block.label, self._free(block.anchor))

    def term(self, term: str) -> str:
        """The anchor of a term of a glossary."""
        return self._free(term_slug(term))

    def _free(self, wanted: str) -> str:
        anchor, number = wanted, 1
        # Few words look like the anchor of an object; for others the page need not be gone through.
        cited = self._cited if _CITED.match(wanted) else frozenset()
        while anchor in self._taken or anchor in cited:
            number += 1
            anchor = f"{wanted}-{number}"
        self._taken.add(anchor)
        return anchor


#: What the anchors of objects and labels begin with.
_CITED = re.compile(rf"{ENTRY_ANCHOR}|p\d|topic-|conflict-|claim-")


def _cited(content: Blocks) -> Iterator[str]:
    for block in walk(content):
        if isinstance(block, Object | Moved):
            yield object_anchor(block.kind, block.id)
        elif isinstance(block, Statement):
            yield object_anchor("statement", block.citation)
        elif isinstance(block, Claim):
            yield object_anchor("claim", block.key)
        elif isinstance(block, Heading) and block.label:
            yield block.label
