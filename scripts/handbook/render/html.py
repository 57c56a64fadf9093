"""Blocks as HTML, identical to what Sphinx's writer makes from their nodes (a test compares the two byte by byte)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from handbook.anchors import object_anchor
from handbook.blocks import (
    ANY_DAY,
    Block,
    Blocks,
    Box,
    Claim,
    Contents,
    Directive,
    Fields,
    Figure,
    Fold,
    Glossary,
    Heading,
    Inlines,
    Items,
    Link,
    Moved,
    Numbers,
    Object,
    Page,
    Paragraph,
    Rows,
    Span,
    Statement,
    Table,
    Url,
    marked,
)
from handbook.figures.svg import addressed
from handbook.page_facts import Anchors
from handbook.render.html_contents import SectionNumbers, counted
from handbook.render.html_tags import attribute, encode, facet_data, tag


class NotHere(Exception):
    """Raised for a page with a part that only Sphinx can write: a directive of another extension."""


@dataclass(frozen=True)
class Words:
    """The fixed words of permalinks at headings and terms."""

    permalink: str = "#"
    to_heading: str = "Link to this heading"
    to_term: str = "Link to this term"


@dataclass(frozen=True)
class Site:
    """The addresses of objects as seen from the pages of one folder.

    ``address`` takes the kind and id of an object, and returns its address as seen from any page of the folder except the
    object's own, the document of its own page, and its address on that page; all are escaped for use in an attribute.
    """

    address: Callable[[str, str], tuple[str, str, str]]
    words: Words = field(default_factory=Words)

    @cached_property
    def links(self) -> Callable[[Link], tuple[str, str]]:
        """A cached function from a link to its HTML and the document of its object's page (empty for a part of the same page).

        The HTML serves for all pages of the folder except the object's own.
        """

        @lru_cache(1 << 14)
        def written(link: Link) -> tuple[str, str]:
            if link.kind == "part":
                return _linked(link, f"#{link.target}"), ""
            address, docname, _fragment = self.address(link.kind, link.target)
            return _linked(link, address), docname

        return written


def _linked(link: Link, address: str) -> str:
    kind = link.kind
    css = "doc" if kind == "doc" else "std std-ref" if kind in ("part", "conflict") else f"hb-link hb-link-{kind}"
    return f'<a class="reference internal" href="{address}"><span class="{css}">{encode(link.text)}</span></a>'


def page(site: Site, content: Page, numbers: SectionNumbers | None = None) -> str:
    """The body of a page; ``numbers`` are those of its sections, if the project numbers them.

    Raises:
        NotHere: the page has a part that only Sphinx can write.
    """
    return _Writer(site, content.docname, numbers or {}).page(content.blocks)


class _Writer:
    """Writes one page, in the order of its blocks."""

    def __init__(self, site: Site, docname: str, numbers: SectionNumbers) -> None:
        self.site, self.docname, self.sections = site, docname, numbers
        self.is_first = True
        self.anchors = Anchors()
        #: An anchor that the next block's start tag will take.
        self.pending = ""

    def page(self, blocks: Blocks) -> str:
        self.anchors = Anchors(blocks)
        out: list[str] = []
        depth = 0
        for block in blocks:
            if type(block) is Heading:
                out.append("</section>\n" * (depth + 1 - block.level))
                depth = block.level
            out.append(_WRITERS[type(block)](self, block))
        return "".join(out) + "</section>\n" * depth

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join([_WRITERS[type(block)](self, block) for block in blocks])

    def start(self, name: str, classes: tuple[str, ...] = ()) -> str:
        """A start tag, with the pending anchor if there is one."""
        anchor, self.pending = self.pending, ""
        return tag(name, classes, anchor)

    def link(self, kind: str, target: str) -> str:
        """The start tag of a link to an object."""
        address, docname, fragment = self.site.address(kind, target)
        return f'<a class="reference internal" href="{fragment if docname == self.docname else address}">'

    def inline(self, inner: Inlines) -> str:
        # Half of a page's time is spent here, so types are compared directly, and spans are written without a method call.
        out: list[str] = []
        for part in inner:
            if isinstance(part, str):
                out.append(encode(part))
            elif type(part) is Link:
                out.append(self._link(part))
            elif type(part) is Span:
                inner, classes, lang, rtl = part
                out.append(f"{tag('span', classes, '', lang, rtl)}{self.inline(inner)}</span>")
            elif type(part) is Url:
                address, words = part
                full_address = "../" * self.docname.count("/") + address if words else address
                out.append(
                    f'<a class="reference external" href="{attribute(full_address)}">{encode(words or address)}</a>'
                )
        return "".join(out)

    def _link(self, link: Link) -> str:
        link_html, docname = self.site.links(link)
        # On the object's own page the link needs only the anchor.
        return link_html if docname != self.docname else _linked(link, self.site.address(link.kind, link.target)[2])

    def heading(self, block: Heading) -> str:
        anchor, *further = self.anchors.heading(block)
        further_anchors = "".join(f'<span id="{attribute(extra_anchor)}"></span>' for extra_anchor in further)
        link = self.permalink(anchor, self.site.words.to_heading)
        level, number = block.level, self.sections.get("" if self.is_first else f"#{anchor}")
        self.is_first = False
        number_text = f'<span class="section-number">{counted(number)}</span>' if number else ""
        return f'<section id="{attribute(anchor)}">\n{further_anchors}<h{level}>{number_text}{self.inline(marked(block.text, block.lang))}{link}</h{level}>\n'

    def permalink(self, anchor: str, words: str) -> str:
        label = self.site.words.permalink
        return f'<a class="headerlink" href="#{attribute(anchor)}" title="{words}">{label}</a>' if label else ""

    def paragraph(self, block: Paragraph) -> str:
        start = self.start("p", block.classes)
        if ANY_DAY in block.classes:
            start = f'{start[:-1]} hidden="hidden">'
        return f"{start}{self.inline(block.inner)}</p>\n"

    def items(self, block: Items) -> str:
        name, classes = (
            ("ol", ("arabic", "simple", *block.classes)) if block.ordered else ("ul", (*block.classes, "simple"))
        )
        rows = "".join([f"<li><p>{self.inline(item)}</p></li>\n" for item in block.items])
        return f"{self.start(name, classes)}\n{rows}</{name}>\n"

    def fields(self, block: Fields) -> str:
        out = [self.start("dl", ("myst", "field-list", "simple")), "\n"]
        for number, (name, values) in enumerate(block.rows):
            row = "field-even" if number % 2 else "field-odd"
            value_html = self.items(Items(values)) if len(values) > 1 else f"<p>{self.inline(values[0])}</p>\n"
            out.append(
                f'<dt class="{row}">{encode(name)}<span class="colon">:</span></dt>\n<dd class="{row}">{value_html}</dd>\n'
            )
        return "".join(out) + "</dl>\n"

    def box(self, block: Box) -> str:
        return f"{self.start('div', (*block.classes, 'docutils', 'container'))}\n{self.blocks(block.inner)}</div>\n"

    def statement(self, block: Statement) -> str:
        anchor = object_anchor("statement", block.citation)
        self.pending = anchor
        start = self.start("div", ("hb-statement", "docutils", "container"))
        mark = f'<a class="hb-para reference internal" href="#{attribute(anchor)}">¶{encode(anchor[1:])}</a>'
        return f'{start}\n<p class="hb-mark">{mark}</p>\n{self.blocks(block.inner)}</div>\n'

    def claim(self, block: Claim) -> str:
        self.pending = object_anchor("claim", block.key)
        start = self.start("div", ("hb-claim", *block.classes, "docutils", "container"))
        evidence = self.fold(Fold(block.support, block.evidence, ("hb-evidence-fold",)))
        return f"{start}\n<p>{self.inline(block.inner)}</p>\n{evidence}</div>\n"

    def fold(self, block: Fold) -> str:
        start = self.start("details", block.classes)
        return f"{start}\n<summary>{self.inline(block.summary)}</summary>\n{self.blocks(block.inner)}</details>\n"

    def object(self, block: Object) -> str:
        self.pending = object_anchor(block.kind, block.id)
        return ""

    def moved(self, block: Moved) -> str:
        self.pending = object_anchor(block.kind, block.id)
        start = self.start("div", ("hb-moved", "docutils", "container"))
        return f"{start}\n<p>{self.inline(block.inner)}</p>\n</div>\n"

    def rows(self, block: Rows) -> str:
        kind = block.kind
        out = [self.start("ul", ("hb-rows", f"hb-rows-{kind}", *(() if block.rows else ("simple",)))), "\n"]
        for row in block.rows:
            out.append('<li class="hb-row hb-minor">' if row.minor else '<li class="hb-row">')
            out.append('<p class="hb-row-head"><span class="hb-row-name">')
            out.append(f'{self.link(kind, row.id)}<span class="hb-link">{encode(row.name)}</span></a></span>')
            out += [f' <span class="{css}">{encode(words)}</span>' for words, css in row.marks]
            out.append(
                f'{facet_data(row)}</p>\n<p class="hb-row-gloss">{self.inline(marked(row.gloss, row.gloss_lang))}'
            )
            out += [f' <span class="{css}">{encode(words)}</span>' for words, css in row.below]
            out.append("</p>\n</li>\n")
        return "".join(out) + "</ul>\n"

    def figure(self, block: Figure) -> str:
        svg = addressed(block.svg + block.narrow, lambda docname: self.site.address("doc", docname)[0])
        start = self.start("div", ("hb-figure", "docutils", "container"))
        finding = f'<p class="hb-finding">{encode(block.finding)}</p>\n' if block.finding else ""
        return f"{start}\n{finding}{svg}</div>\n"

    def glossary(self, block: Glossary) -> str:
        out = [self.start("dl", ("simple", "glossary")), "\n"]
        for term, meaning in block.terms:
            anchor = self.anchors.term(term)
            link = self.permalink(anchor, self.site.words.to_term)
            meaning_html = f"<p>{self.inline(meaning)}</p>\n"
            out.append(f'<dt id="{attribute(anchor)}">{encode(term)}{link}</dt><dd>{meaning_html}</dd>\n')
        return "".join(out) + "</dl>\n"

    def numbers(self, block: Numbers) -> str:
        out = [self.start("ul", ("hb-numbers", "simple")), "\n"]
        for count, name, docname in block.rows:
            link = f'{self.link("doc", docname)}<span class="doc">{encode(name)}</span></a>'
            out.append(f"<li><p><strong>{encode(count)}</strong> {link}</p></li>\n")
        return "".join(out) + "</ul>\n"

    def table(self, block: Table) -> str:
        def row(number: int, cells: Iterable[Inlines], name: str, css: str = "") -> str:
            odd = "row-even" if number % 2 else "row-odd"
            cells_html = "".join(f"<{name}{css}><p>{self.inline(cell)}</p></{name}>\n" for cell in cells)
            return f'<tr class="{odd}">{cells_html}</tr>\n'

        start = self.start("table", (*block.classes, "docutils", "align-default"))
        head = row(0, block.head, "th", ' class="head"')
        body = "".join(row(number, cells, "td") for number, cells in enumerate(block.rows, 1))
        return f"{start}\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n"

    def contents(self, block: Contents) -> str:
        return f"{self.start('div', ('toctree-wrapper', 'compound'))}\n</div>\n"

    def directive(self, block: Directive) -> str:
        raise NotHere


_WRITERS: dict[type, Callable[[_Writer, Any], str]] = {
    Heading: _Writer.heading, Paragraph: _Writer.paragraph, Items: _Writer.items, Fields: _Writer.fields, Box: _Writer.box,
    Statement: _Writer.statement, Claim: _Writer.claim, Fold: _Writer.fold, Object: _Writer.object, Moved: _Writer.moved, Rows: _Writer.rows, Figure: _Writer.figure,
    Glossary: _Writer.glossary, Numbers: _Writer.numbers, Table: _Writer.table, Contents: _Writer.contents, Directive: _Writer.directive,
}  # fmt: skip
