"""Blocks as docutils nodes: for builders other than the site's, for the book, and within hand-written pages.

Text becomes text nodes; it is never parsed as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docutils import nodes
from docutils.nodes import Element, Node
from sphinx import addnodes

from handbook.anchors import object_anchor
from handbook.blocks import (
    Block,
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
from handbook.page_facts import Anchors
from handbook.render.html import NotHere
from handbook.render.html_tags import facet_data
from handbook.sphinx_ext.doctrees.node_types import SITE_FILE, drawing, fold, summary

#: The outputs in which pictures are drawn into pages, as an expression for ``only`` nodes.
ON_SCREEN = "html and not epub"
#: The class of text that runs from right to left.
RIGHT_TO_LEFT = "hb-rtl"


class Maker:
    """Makes the nodes of a page, or of parts of it.

    ``picture`` gives the address of a picture's file from the source folder, for outputs that use image files.
    """

    def __init__(self, docname: str, picture: Callable[[Figure], str], source: str = "") -> None:
        self.docname, self.picture, self.source = docname, picture, source
        self.anchors = Anchors()

    def page(self, document: nodes.document, page: Page) -> None:
        """Fill a document with a page.

        Raises:
            NotHere: the page has a directive of another extension, which only a parser can run.
        """
        self.anchors = Anchors(page.blocks)
        open_sections: list[Element] = [document]
        for block in page.blocks:
            if isinstance(block, Heading):
                section = self._section(document, block)
                del open_sections[block.level :]
                open_sections[-1] += section
                open_sections.append(section)
            else:
                open_sections[-1] += self.block(block)

    def _section(self, document: nodes.document, block: Heading) -> nodes.section:
        anchors = self.anchors.heading(block)
        section = nodes.section(
            "", nodes.title("", "", *self.inline(marked(block.text, block.lang))), ids=list(anchors)
        )
        for anchor in anchors:
            document.ids[anchor] = section
        if block.label:
            section["names"] = [block.label]
            document.nameids[block.label], document.nametypes[block.label] = block.label, True
        return section

    def blocks(self, blocks: Iterable[Block]) -> list[Node]:
        """The nodes of blocks without headings."""
        return [node for block in blocks for node in self.block(block)]

    def block(self, block: Block) -> list[Node]:
        """The nodes of one block."""
        block_nodes: list[Node] = _MAKERS[type(block)](self, block)
        for node in block_nodes:
            if isinstance(node, Element):
                node.source, node.line = self.source, 1
        return block_nodes

    def inline(self, inner: Inlines) -> list[Node]:
        inline_nodes: list[Node] = []
        for part in inner:
            if isinstance(part, str):
                inline_nodes.append(nodes.Text(part))
            elif isinstance(part, Link):
                inline_nodes.append(self.link(part.kind, part.target, part.text))
            elif isinstance(part, Span):
                inline_nodes.append(self._span(part))
            else:
                inline_nodes.append(_address(part))
        return inline_nodes

    def _span(self, span: Span) -> nodes.inline:
        classes = [
            *span.classes,
            *([RIGHT_TO_LEFT] if span.rtl else []),
            *([f"language-{span.lang}"] if span.lang else []),
        ]
        return nodes.inline("", "", *self.inline(span.inner), classes=classes)

    def link(self, kind: str, target: str, text: str, classes: Sequence[str] | None = None) -> addnodes.pending_xref:
        """A reference that Sphinx resolves when the page is written."""
        if kind == "doc":
            domain, kind, target, classes = "std", "doc", f"/{target}", classes or ["doc"]
        elif kind == "part":
            domain, kind, classes = "std", "ref", classes or ["std", "std-ref"]
        elif kind == "conflict":
            domain, kind, target, classes = "std", "ref", f"conflict-{target}", classes or ["std", "std-ref"]
        else:
            domain, classes = "hb", classes or ["hb-link", f"hb-link-{kind}"]
        inner = nodes.inline("", text, classes=list(classes))
        node = addnodes.pending_xref(
            "",
            inner,
            refdomain=domain,
            reftype=kind,
            reftarget=target,
            refexplicit=True,
            refdoc=self.docname,
            refwarn=True,
        )
        node.source, node.line = self.source, 1
        return node

    def paragraph(self, block: Paragraph) -> list[Node]:
        return [nodes.paragraph("", "", *self.inline(block.inner), classes=list(block.classes))]

    def items(self, block: Items) -> list[Node]:
        rows = [nodes.list_item("", nodes.paragraph("", "", *self.inline(item))) for item in block.items]
        if block.ordered:
            return [
                nodes.enumerated_list(
                    "", *rows, enumtype="arabic", prefix="", suffix=".", classes=list(block.classes)
                )
            ]  # fmt: skip
        return [nodes.bullet_list("", *rows, bullet="-", classes=list(block.classes))]

    def fields(self, block: Fields) -> list[Node]:
        listed = nodes.field_list(classes=["myst", "field-list"])
        for name, values in block.rows:
            inner = self.items(Items(values)) if len(values) > 1 else self.paragraph(Paragraph(values[0]))
            listed += nodes.field("", nodes.field_name("", name), nodes.field_body("", *inner))
        return [listed]

    def box(self, block: Box) -> list[Node]:
        return [nodes.container("", *self.blocks(block.inner), classes=list(block.classes))]

    def statement(self, block: Statement) -> list[Node]:
        anchor = object_anchor("statement", block.citation)
        mark = nodes.reference("", f"¶{anchor[1:]}", refid=anchor, internal=True, classes=["hb-para"])
        head = nodes.paragraph("", "", mark, classes=["hb-mark"])
        return [nodes.container("", head, *self.blocks(block.inner), ids=[anchor], classes=["hb-statement"])]

    def claim(self, block: Claim) -> list[Node]:
        sentence = nodes.paragraph("", "", *self.inline(block.inner))
        evidence = self.fold(Fold(block.support, block.evidence, ("hb-evidence-fold",)))
        anchor = object_anchor("claim", block.key)
        return [nodes.container("", sentence, *evidence, ids=[anchor], classes=["hb-claim", *block.classes])]

    def fold(self, block: Fold) -> list[Node]:
        head = summary("", "", *self.inline(block.summary))
        return [fold("", head, *self.blocks(block.inner), classes=list(block.classes))]

    def object(self, block: Object) -> list[Node]:
        anchor = object_anchor(block.kind, block.id)
        entries = [("single", name, anchor, "", None) for name in map(indexed, block.names)]
        return [addnodes.index(entries=entries), nodes.target("", "", ids=[anchor])]

    def moved(self, block: Moved) -> list[Node]:
        inner = nodes.paragraph("", "", *self.inline(block.inner))
        return [nodes.container("", inner, ids=[object_anchor(block.kind, block.id)], classes=["hb-moved"])]

    def rows(self, block: Rows) -> list[Node]:
        items = nodes.bullet_list("", classes=["hb-rows", f"hb-rows-{block.kind}"], bullet="-")
        for row in block.rows:
            link = self.link(block.kind, row.id, row.name, ["hb-link"])
            head: list[Node] = [nodes.inline("", "", link, classes=["hb-row-name"])]
            head += _marks(row.marks)
            # Data for the page's script: no text in any output.
            head += [nodes.raw("", data, format="html")] if (data := facet_data(row)) else []
            gloss = [*self.inline(marked(row.gloss, row.gloss_lang)), *_marks(row.below)]
            items += nodes.list_item(
                "",
                nodes.paragraph("", "", *head, classes=["hb-row-head"]),
                nodes.paragraph("", "", *gloss, classes=["hb-row-gloss"]),
                classes=["hb-row", *(["hb-minor"] if row.minor else [])],
            )
        return [items]

    def figure(self, block: Figure) -> list[Node]:
        screen = addnodes.only("", drawing(svg=block.svg + block.narrow), expr=ON_SCREEN)
        image = addnodes.only("", nodes.image("", uri=self.picture(block), alt=block.alt), expr="epub or not html")
        caption = [nodes.paragraph("", block.finding, classes=["hb-finding"])] if block.finding else []
        return [nodes.container("", *caption, screen, image, classes=["hb-figure"])]

    def glossary(self, block: Glossary) -> list[Node]:
        listed = nodes.definition_list(classes=["glossary"])
        for term, meaning in block.terms:
            anchor = self.anchors.term(term)
            entry = addnodes.index(entries=[("single", indexed(term), anchor, "main", None)])
            listed += nodes.definition_list_item(
                "",
                nodes.term("", "", nodes.Text(term), entry, ids=[anchor]),
                nodes.definition("", *self.paragraph(Paragraph(meaning))),
            )
        return [addnodes.glossary("", listed, sorted=False)]

    def numbers(self, block: Numbers) -> list[Node]:
        items = nodes.bullet_list("", classes=["hb-numbers"], bullet="-")
        for count, name, docname in block.rows:
            strong = nodes.strong("", count)
            inner = nodes.paragraph("", "", strong, nodes.Text(" "), self.link("doc", docname, name))
            items += nodes.list_item("", inner)
        return [items]

    def table(self, block: Table) -> list[Node]:
        def row(cells: Iterable[Inlines]) -> nodes.row:
            return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *self.inline(cell))) for cell in cells))

        width = 100 // len(block.head)
        columns = [nodes.colspec(colwidth=width) for _cell in block.head]
        group = nodes.tgroup("", *columns, cols=len(columns))
        group += [nodes.thead("", row(block.head)), nodes.tbody("", *map(row, block.rows))]
        # Column widths would become inline styles, which a strict content security policy forbids.
        return [nodes.table("", group, classes=["colwidths-auto", *block.classes])]

    def contents(self, block: Contents) -> list[Node]:
        return [nodes.compound("", contents_tree(self.docname, block.pages), classes=["toctree-wrapper"])]

    def directive(self, block: Directive) -> list[Node]:
        raise NotHere


def contents_tree(docname: str, pages: Sequence[str]) -> addnodes.toctree:
    """A hidden toctree of these pages."""
    return addnodes.toctree(
        parent=docname, entries=[(None, name) for name in pages], includefiles=list(pages), maxdepth=-1, caption=None,
        glob=False, hidden=True, includehidden=False, numbered=0, titlesonly=False, rawentries=[],
    )  # fmt: skip


def indexed(name: str) -> str:
    """A name as an index entry: semicolons become commas, because Sphinx would split the entry there."""
    return name.replace(";", ",")


def _marks(marks: Iterable[tuple[str, str]]) -> list[Node]:
    mark_nodes: list[Node] = []
    for words, css in marks:
        mark_nodes += [nodes.Text(" "), nodes.inline("", words, classes=[css])]
    return mark_nodes


def _address(url: Url) -> nodes.reference:
    if url.words:
        return nodes.reference("", "", nodes.Text(url.words), **{SITE_FILE: url.address})
    return nodes.reference("", "", nodes.Text(url.address), refuri=url.address)


_MAKERS: dict[type, Callable[[Maker, Any], list[Node]]] = {
    Paragraph: Maker.paragraph, Items: Maker.items, Fields: Maker.fields, Box: Maker.box, Statement: Maker.statement, Claim: Maker.claim, Fold: Maker.fold,
    Object: Maker.object, Moved: Maker.moved, Rows: Maker.rows, Figure: Maker.figure, Glossary: Maker.glossary,
    Numbers: Maker.numbers, Table: Maker.table, Contents: Maker.contents, Directive: Maker.directive,
}  # fmt: skip
