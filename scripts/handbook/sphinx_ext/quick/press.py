"""The HTML of a generated page, as Sphinx's translator writes it of the page's nodes, made without them.

What depends on other pages, or on the site, is left open: the parts of a pressed page
are HTML and such gaps by turns, and ``writing`` fills them.  Whatever cannot be written
here raises ``Beyond``, and Sphinx writes the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sphinx.util.index_entries import split_index_msg

from handbook.sphinx_ext import made
from handbook.sphinx_ext.domain import index_entries
from handbook.sphinx_ext.made import Row
from handbook.sphinx_ext.quick import phrases
from handbook.sphinx_ext.quick.grammar import Reader
from handbook.sphinx_ext.quick.html import attribute, encode, spanned, tag
from handbook.sphinx_ext.quick.maker import Beyond
from handbook.sphinx_ext.quick.phrases import EDGE, FIGURE, PERMALINK, TERM

#: What makes docutils set a list in another way.
_LIST_CLASSES = frozenset({"compact", "open", "contents"})
#: What begins the anchor of a heading that has none of its own.
NUMBERED = "id"


class Pressed(NamedTuple):
    """A page as it is kept.

    ``headings``: level, anchor and text; ``objects``: kind, id, name and anchor; ``names``: what the
    index has, with its anchor and ``main`` or nothing; ``terms``: those of a glossary and their anchors;
    ``labels``: those of headings and their words; ``figures``: pictures by name; ``lists``: how many headings
    stand before a list of pages, its pages as they are written, its line; ``body``: HTML and gaps by turns with
    ``EDGE`` between them, HTML first and last.
    """

    headings: tuple[tuple[int, str, str], ...]
    objects: tuple[tuple[str, str, str, str], ...]
    names: tuple[tuple[str, str, str], ...]
    terms: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    figures: tuple[str, ...]
    lists: tuple[tuple[int, tuple[str, ...], int], ...]
    body: str


def pressed(content: str) -> Pressed:
    """A page pressed.

    Raises:
        Beyond: it has something that only MyST reads, or that only Sphinx writes.
    """
    if EDGE in content or "\\u0000" in content:
        raise Beyond
    press = Press()
    Reader(press).read(content)
    return press.done()


class Press:
    """Writes the HTML of one page, in the order in which it is told of its parts."""

    def __init__(self) -> None:
        #: HTML, and gaps between edges.
        self.out: list[str] = []
        self.headings: list[tuple[int, str, str]] = []
        self.objects: list[tuple[str, str, str, str]] = []
        self.names: list[tuple[str, str, str]] = []
        self.terms: list[tuple[str, str]] = []
        self.term_ids = made.TermIds()
        self.figures: list[str] = []
        self.lists: list[tuple[int, tuple[str, ...], int]] = []
        self.ids: set[str] = set()
        #: The anchor that the next thing gets.
        self.anchor = ""
        #: The label of the heading that follows.
        self.named = ""
        self.labels: list[tuple[str, str]] = []
        #: The heading that is being read, which may have nothing but text.
        self.title: str | None = None
        #: Where spans that are not closed yet begin.
        self.spans: list[int] = []
        self.level = self.field = self.number = 0
        self.ordered = False

    def done(self) -> Pressed:
        """The page, when all of it was told.

        Raises:
            Beyond: it has no heading, or an anchor that nothing follows.
        """
        if self.anchor or not self.headings:
            raise Beyond
        return Pressed(
            tuple(self.headings), tuple(self.objects), tuple(self.names), tuple(self.terms), tuple(self.labels), tuple(dict.fromkeys(self.figures)),
            tuple(self.lists), "".join(self.out),
        )  # fmt: skip

    def _tag(self, name: str, classes: tuple[str, ...] = (), anchor: str = "") -> str:
        """A start tag, as docutils orders what is in it; it takes the anchor that waits."""
        if self.anchor:
            if anchor:
                raise Beyond
            anchor, self.anchor = self.anchor, ""
        return tag(name, classes, anchor)

    def _anchor(self, anchor: str) -> str:
        """An anchor that no other has on the page."""
        if anchor in self.ids:
            raise Beyond
        self.ids.add(anchor)
        return anchor

    def comment(self, text: str) -> None:
        """Nothing of it is shown."""

    def label(self, name: str, line: int) -> None:
        if self.anchor:
            raise Beyond
        self.named = self._anchor(name)

    def begin_title(self, level: int, line: int) -> None:
        if self.anchor:
            raise Beyond
        self.level, self.title = level, ""

    def end_title(self) -> None:
        title, self.title = self.title or "", None
        anchor = phrases.heading_id(title)
        while not anchor or anchor in self.ids:
            # A year, or a heading like another, gets a number, as docutils gives it.
            self.number += 1
            anchor = f"{NUMBERED}{self.number}"
        self._anchor(anchor)
        other = ""
        if self.named:
            # Its label comes first.
            self.labels.append((self.named, title))
            anchor, other, self.named = self.named, f'<span id="{attribute(anchor)}"></span>', ""
        self.headings.append((self.level, anchor, title))
        self.out.append(
            f'<section id="{attribute(anchor)}">\n{other}<h{self.level}>{encode(title)}{phrases.gap(PERMALINK, anchor)}</h{self.level}>\n'
        )

    def end_section(self) -> None:
        if self.anchor:
            raise Beyond
        self.out.append("</section>\n")

    def begin_paragraph(self, classes: Sequence[str], line: int) -> None:
        self.out.append(self._tag("p", tuple(classes)) if classes or self.anchor else "<p>")

    def end_paragraph(self, alone: bool = False) -> None:
        self.out.append("</p>" if alone else "</p>\n")

    def begin_box(self, classes: Sequence[str], line: int) -> None:
        if "contents" in classes:
            raise Beyond
        self.out.append(self._tag("div", (*classes, "docutils", "container")) + "\n")

    def begin_statement(self, citation: str, line: int) -> None:
        source, _, label = citation.partition("/")
        names = [name for kind, target, name, _anchor in self.objects if (kind, target) == ("source", source)]
        if not names:
            # Another page has the name.
            raise Beyond
        anchor = self._anchor(f"p{label}")
        self.objects.append(("statement", citation, f"{names[0]} ¶{label}", anchor))
        start = self._tag("div", ("hb-statement", "docutils", "container"), anchor)
        mark = f'<a class="hb-para reference internal" href="#{attribute(anchor)}">¶{encode(label)}</a>'
        self.out.append(f'{start}\n<p class="hb-mark">{mark}</p>\n')

    def end_box(self) -> None:
        if self.anchor:
            raise Beyond
        self.out.append("</div>\n")

    def begin_list(self, ordered: bool, classes: Sequence[str], line: int) -> None:
        if not _LIST_CLASSES.isdisjoint(classes):
            raise Beyond
        # Every item is one paragraph.
        start = self._tag("ol", ("arabic", "simple", *classes)) if ordered else self._tag("ul", (*classes, "simple"))
        self.out.append(start + "\n")
        self.ordered = ordered

    def begin_item(self, line: int) -> None:
        self.out.append("<li>")

    def end_item(self) -> None:
        self.out.append("</li>\n")

    def end_list(self) -> None:
        self.out.append("</ol>\n" if self.ordered else "</ul>\n")

    def begin_fields(self, line: int) -> None:
        self.out.append(self._tag("dl", ("myst", "field-list", "simple")) + "\n")
        self.field = 0

    def begin_field(self, line: int) -> None:
        self.out.append(f'<dt class="{self._row()}">')

    def end_name(self) -> None:
        self.out.append(f'<span class="colon">:</span></dt>\n<dd class="{self._row()}">')
        self.field += 1

    def _row(self) -> str:
        return "field-even" if self.field % 2 else "field-odd"

    def end_field(self) -> None:
        self.out.append("</dd>\n")

    def end_fields(self) -> None:
        self.out.append("</dl>\n")

    def entry(self, kind: str, target: str, rows: Sequence[Row], line: int) -> None:
        if self.anchor:
            # Two objects in one place.
            raise Beyond
        name, anchor, whole_page = made.object_of(kind, target, rows)
        self.anchor = self._anchor(anchor)
        self.objects.append((kind, target, name, "" if whole_page else anchor))
        for _kind, called, *_more in index_entries(made.names_of(rows), anchor):
            self._name(called, anchor)

    def rows(self, kind: str, rows: Sequence[Row], line: int) -> None:
        out = self.out
        out.append(self._tag("ul", ("hb-rows", f"hb-rows-{kind}", *([] if rows else ["simple"]))) + "\n")
        for row in rows:
            if not (isinstance(row.get("id"), str) and isinstance(row.get("name"), str)):
                raise Beyond
            out.append('<li class="hb-row hb-minor">' if row.get("minor") else '<li class="hb-row">')
            out.append('<p class="hb-row-head"><span class="hb-row-name">')
            out.append(phrases.link(kind, row["id"], row["name"], "hb-link"))
            out.append("</span>")
            out += [f" {spanned(text, classes)}" for text, classes in made.marks(row)]
            out += [spanned(text, classes) for text, classes in made.facets(row)]
            more = [f" {spanned(text, classes)}" for text, classes in made.below(row)]
            out.append(f'</p>\n<p class="hb-row-gloss">{encode(made.gloss(row))}{"".join(more)}</p>\n</li>\n')
        out.append("</ul>\n")

    def figure(self, name: str, line: int) -> None:
        self.figures.append(name)
        self.out.append(
            f"{self._tag('div', ('hb-figure', 'docutils', 'container'))}\n{phrases.gap(FIGURE, name)}</div>\n"
        )

    def toctree(self, names: Sequence[str], line: int) -> None:
        self.lists.append((len(self.headings), tuple(names), line))
        self.out.append(self._tag("div", ("toctree-wrapper", "compound")) + "\n</div>\n")

    def begin_glossary(self, line: int) -> None:
        self.out.append(self._tag("dl", ("simple", "glossary")) + "\n")

    def begin_term(self, line: int) -> None:
        self.title = ""

    def end_term(self) -> None:
        text, self.title = self.title or "", None
        if not text:
            raise Beyond
        anchor = self._anchor(self.term_ids.of(text, self.ids))
        self.terms.append((text, anchor))
        self._name(text, anchor, "main")
        self.out.append(f'<dt id="{attribute(anchor)}">{encode(text)}{phrases.gap(TERM, anchor)}</dt><dd>')

    def end_definition(self) -> None:
        self.out.append("</dd>\n")

    def end_glossary(self) -> None:
        self.out.append("</dl>\n")

    def _name(self, name: str, anchor: str, main: str = "") -> None:
        """Note what the index has."""
        try:
            split_index_msg("single", name)
        except ValueError as error:
            # Sphinx has a message for it.
            raise Beyond from error
        self.names.append((name, anchor, main))

    def text(self, text: str) -> None:
        if self.title is None:
            self.out.append(phrases.encoded(text))
        else:
            self.title += text

    def link(self, kind: str, content: str, line: int) -> None:
        if self.title is not None:
            raise Beyond
        self.out.append(phrases.reference(kind, content))

    def begin_span(self, line: int) -> None:
        if self.title is not None:
            raise Beyond
        self.spans.append(len(self.out))
        self.out.append("")

    def end_span(self, classes: Sequence[str]) -> None:
        self.out[self.spans.pop()] = phrases.span(tuple(classes))
        self.out.append("</span>")

    def address(self, address: str, line: int) -> None:
        if self.title is not None:
            raise Beyond
        self.out.append(f'<a class="reference external" href="{attribute(address)}">{encode(address)}</a>')
