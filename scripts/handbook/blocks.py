"""The blocks of which a page consists: frozen values of a few types, which every output renders in its own way.

Page functions (``pages``) make blocks from records; renderers (``render``, ``sphinx_ext.doctrees.block_nodes``)
turn them into HTML, MyST or docutils nodes.  What stands within a line of a block is in ``inlines``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from handbook.anchors import slug
from handbook.inlines import Inline as Inline
from handbook.inlines import Inlines as Inlines
from handbook.inlines import Link as Link
from handbook.inlines import Span as Span
from handbook.inlines import Url as Url
from handbook.inlines import joined as joined
from handbook.inlines import spaced as spaced
from handbook.inlines import span as span
from handbook.inlines import text as text
from handbook.inlines import words_of as words_of
from handbook.plain_text import clean


class Heading(NamedTuple):
    """A heading with its permanent anchor; ``label`` is a name by which other pages may refer to it, ``lang`` its language if not the page's."""

    level: int
    text: str
    anchor: str
    label: str = ""
    lang: str = ""


#: The class of a paragraph that is hidden until the site's script puts an input field for a day into it.
ANY_DAY = "hb-any-day"


class Paragraph(NamedTuple):
    """A paragraph."""

    inner: Inlines
    classes: tuple[str, ...] = ()


class Items(NamedTuple):
    """A list whose items are one paragraph each."""

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
    """A statement of a source, with the permanent anchor of its citation."""

    citation: str
    source_name: str
    inner: tuple[Block, ...]


class Claim(NamedTuple):
    """A claim of an entry, with its permanent anchor: its key, its name in plain text, its sentence, its evidence.

    ``support`` says in words how well the claim is supported; the evidence unfolds under it.
    """

    key: str
    name: str
    inner: Inlines
    support: Inlines
    evidence: tuple[Block, ...]
    classes: tuple[str, ...] = ()


class Fold(NamedTuple):
    """Blocks that a reader unfolds; outputs that cannot fold, such as print, show them open under their summary."""

    summary: Inlines
    inner: tuple[Block, ...]
    classes: tuple[str, ...] = ()


class Object(NamedTuple):
    """Declares the object that the page, or the block after this one, is about, and its names for the index.

    ``gloss`` says in plain text what the object is.
    """

    kind: str
    id: str
    name: str
    names: tuple[str, ...] = ()
    gloss: str = ""


class Moved(NamedTuple):
    """An object of an earlier edition, at its old place: kind, id and name, and what became of it."""

    kind: str
    id: str
    name: str
    inner: Inlines


class Facet(NamedTuple):
    """A facet of a row, by which a reader may filter the list: the facet's name, its value for addresses, the value's label."""

    facet: str
    value: str
    label: str


class Row(NamedTuple):
    """An entry in a list: its name, its gloss, the marks after its name and those below (each a text and a class).

    ``facets`` and ``sort`` (pairs of the name of an order and a key) are data for filters, never shown as text;
    ``gloss_lang`` is the language of the gloss, if not the page's.
    """

    id: str
    name: str
    gloss: str
    marks: tuple[tuple[str, str], ...] = ()
    below: tuple[tuple[str, str], ...] = ()
    facets: tuple[Facet, ...] = ()
    sort: tuple[tuple[str, str], ...] = ()
    minor: bool = False
    gloss_lang: str = ""


class Rows(NamedTuple):
    """A list of objects of one kind that readers can filter."""

    kind: str
    rows: tuple[Row, ...]


class Figure(NamedTuple):
    """A generated picture: its name, its SVG, and a description in words (``alt``).

    ``narrow`` is its form for narrow screens, if there is one, or the legend of these screens; ``finding`` is the line above it that says what it shows.
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
    """Counts as their language writes them, each with what is counted and the page that lists it."""

    rows: tuple[tuple[str, str, str], ...]


class Table(NamedTuple):
    """A table with a row of headings; no cell is empty."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    classes: tuple[str, ...] = ()


class Contents(NamedTuple):
    """The pages below this one, in their order; shown in navigation only."""

    pages: tuple[str, ...]


class Directive(NamedTuple):
    """A MyST directive of another extension, as lines that contain no text from outside."""

    lines: tuple[str, ...]


Block = (
    Heading | Paragraph | Items | Fields | Box | Statement | Claim | Fold | Object | Moved | Rows | Figure | Glossary | Numbers | Table | Contents | Directive
)  # fmt: skip
Blocks = tuple[Block, ...]


class Page(NamedTuple):
    """A page: its document name, the origin of its content, and its blocks.

    ``redirect`` is the document to which readers are redirected; ``orphan`` says that no toctree has to name the page.
    """

    docname: str
    origin: str
    blocks: Blocks
    redirect: str = ""
    orphan: bool = False


def paragraph(*parts: Inlines | str, classes: tuple[str, ...] = ()) -> Paragraph:
    """A paragraph of contents, without empty ones, with a space between each two."""
    return Paragraph(spaced(*((p,) if isinstance(p, str) and p else tuple(p) for p in parts)), classes)


def marked(words: str, lang: str) -> Inlines:
    """Words with the mark of their language, if they have one of their own."""
    return (Span((words,), (), lang),) if lang else (words,)


def heading(level: int, words: str, anchor: str = "", label: str = "", lang: str = "") -> Heading:
    """A heading; without an ``anchor`` of its own it gets one from its words."""
    words = clean(words).strip()
    return Heading(level, words, anchor or slug(words), label, lang)


#: The types of blocks that contain others in ``inner``.
_HOLDERS = frozenset((Box, Statement, Fold))


def walk(blocks: Iterable[Block]) -> list[Block]:
    """All blocks, including nested ones, each after the block that contains it."""
    collected: list[Block] = []
    _walk(blocks, collected)
    return collected


def _walk(blocks: Iterable[Any], collected: list[Block]) -> None:
    # Appending to a list takes half the time of nested generators.
    for block in blocks:
        collected.append(block)
        kind = type(block)
        if kind in _HOLDERS:
            _walk(block.inner, collected)
        elif kind is Claim:
            _walk(block.evidence, collected)
