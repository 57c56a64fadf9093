"""The nodes of a generated page, as MyST makes them."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from docutils.nodes import Element
from sphinx import addnodes

from handbook.sphinx_ext import made
from handbook.sphinx_ext.domain import xref
from handbook.sphinx_ext.made import Notes, Row
from handbook.sphinx_ext.quick.grammar import Reader
from handbook.sphinx_ext.quick.maker import Beyond


class Tree:
    """Fills a document; what the page declares is told to ``notes``."""

    def __init__(self, document: nodes.document, notes: Notes) -> None:
        self.document, self.notes = document, notes
        self.source = document["source"]
        #: Where things go: the innermost is last.
        self.open: list[Element] = [document]
        #: The headings in order with their levels; and if they are all of text, with no list of pages below one.
        self.headings: list[tuple[int, nodes.section]] = []
        self.plain = True
        #: If it has a picture.
        self.pictured = False
        self.terms = made.TermIds()
        #: If a heading has a label.
        self.labelled = False

    def read(self, content: str) -> None:
        """Fill the document with a page.

        Raises:
            Beyond: something only MyST reads; the document is of no use then.
        """
        Reader(self).read(content)

    def _add(self, node: Element, line: int) -> None:
        node.source, node.line = self.source, line
        self.open[-1].append(node)

    def _begin(self, node: Element, line: int) -> None:
        self._add(node, line)
        self.open.append(node)

    def _end(self) -> None:
        self.open.pop()

    def comment(self, text: str) -> None:
        self.document += nodes.comment("", text)

    def label(self, name: str, line: int) -> None:
        if name in self.document.ids:
            # docutils has a message for it.
            raise Beyond
        target = nodes.target("", "", ids=[name], names=[name])
        self._add(target, line)
        self.document.note_explicit_target(target)
        self.labelled = True

    def begin_title(self, level: int, line: int) -> None:
        section = nodes.section()
        self._begin(section, line)
        self.headings.append((level, section))
        self._begin(nodes.title(), line)

    def end_title(self) -> None:
        title = self.open.pop()
        section = self.open[-1]
        section["names"] = [nodes.fully_normalize_name(title.astext())]
        self.document.note_implicit_target(section, section)
        self.plain = self.plain and all(type(child) is nodes.Text for child in title.children)

    end_section = _end

    def begin_paragraph(self, classes: Sequence[str], line: int) -> None:
        paragraph = nodes.paragraph()
        if classes:
            paragraph["classes"] = list(classes)
        self._begin(paragraph, line)

    def end_paragraph(self, alone: bool = False) -> None:
        self.open.pop()

    def begin_box(self, classes: Sequence[str], line: int) -> None:
        self._begin(nodes.container("", classes=list(classes)), line)

    def begin_statement(self, citation: str, line: int) -> None:
        self._begin(made.statement(self.notes, self.document, citation, (self.source, line)), line)

    end_box = _end

    def begin_list(self, ordered: bool, classes: Sequence[str], line: int) -> None:
        made_list: Element = (
            nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
            if ordered
            else nodes.bullet_list(bullet="-")
        )
        made_list["classes"] = list(classes)
        self._begin(made_list, line)

    def begin_item(self, line: int) -> None:
        self._begin(nodes.list_item(), line)

    end_item = _end
    end_list = _end

    def begin_fields(self, line: int) -> None:
        self._begin(nodes.field_list(classes=["myst", "field-list"]), line)

    def begin_field(self, line: int) -> None:
        self._begin(nodes.field(), line)
        self._begin(nodes.field_name(), line)

    def end_name(self) -> None:
        name = self.open.pop()
        assert name.line is not None
        self._begin(nodes.field_body(), name.line)

    def end_field(self) -> None:
        del self.open[-2:]

    end_fields = _end

    def entry(self, kind: str, target: str, rows: Sequence[Row], line: int) -> None:
        self.open[-1].extend(made.entry(self.notes, self.document, kind, target, rows))

    def rows(self, kind: str, rows: Sequence[Row], line: int) -> None:
        self.open[-1].append(made.rows(self.notes.docname, kind, rows, (self.source, line)))

    def figure(self, name: str, line: int) -> None:
        self.pictured = True
        try:
            self.open[-1].append(made.figure(self.notes, name))
        except ValueError as error:
            raise Beyond from error

    def toctree(self, names: Sequence[str], line: int) -> None:
        pages = made.listed(self.notes.docname, names, self.notes.pages)
        if pages is None:
            raise Beyond
        self.open[-1].append(made.toctree(self.notes.docname, pages, (self.source, line)))
        self.plain = False

    def begin_glossary(self, line: int) -> None:
        self._begin(addnodes.glossary(sorted=False), line)
        self._begin(nodes.definition_list(classes=["glossary"]), line)

    def begin_term(self, line: int) -> None:
        self._begin(nodes.definition_list_item(), line)
        self._begin(nodes.term(), line)

    def end_term(self) -> None:
        term = self.open.pop()
        text = term.astext()
        if not text or not all(type(child) is nodes.Text for child in term.children):
            raise Beyond
        term["ids"] = [self.terms.of(text, self.document.ids)]
        self.document.note_explicit_target(term)
        self.notes.term(text, term["ids"][0], term)
        entry = addnodes.index(entries=[("single", text, term["ids"][0], "main", None)])
        entry.source, entry.line = term.source, term.line
        term += entry
        assert term.line is not None
        self._begin(nodes.definition(), term.line)

    def end_definition(self) -> None:
        del self.open[-2:]

    end_glossary = end_definition

    def text(self, text: str) -> None:
        self.open[-1].append(nodes.Text(text))

    def link(self, kind: str, content: str, line: int) -> None:
        node = xref(kind, content, self.notes.docname)
        if node is None:
            raise Beyond
        self._add(node, line)

    def begin_span(self, line: int) -> None:
        self._begin(nodes.inline(), line)

    def end_span(self, classes: Sequence[str]) -> None:
        self.open.pop()["classes"] = list(classes)

    def address(self, address: str, line: int) -> None:
        self._add(nodes.reference("", "", nodes.Text(address), refuri=address), line)
