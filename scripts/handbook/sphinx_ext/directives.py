"""Directives that turn data into nodes: text in them is never parsed as markup."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from handbook.sphinx_ext import made
from handbook.sphinx_ext.domain import KINDS, domain_of


class _Data(SphinxDirective):
    """A directive whose content is one JSON object a line."""

    has_content = True

    def rows(self) -> list[dict[str, Any]]:
        rows = []
        for number, line in enumerate(self.content):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise self.error(f"{self.name}: line {number + 1} is not JSON: {error}") from error
            if not isinstance(row, dict):
                raise self.error(f"{self.name}: line {number + 1} is not a JSON object")
            rows.append(row)
        return rows


class EntryDirective(_Data):
    """Declares the object that a page (or a paragraph of it) is about, and indexes its names."""

    required_arguments = 2

    def run(self) -> list[Node]:
        kind, target = self.arguments
        if kind not in KINDS:
            raise self.error(f"{self.name}: '{kind}' is not one of {', '.join(KINDS)}")
        return made.entry(made.Noted(self.env), self.state.document, kind, target, self.rows())


class StatementDirective(SphinxDirective):
    """A statement of a source, with an anchor for good (``#p3a``)."""

    has_content = True
    required_arguments = 1

    def run(self) -> list[Node]:
        box = made.statement(made.Noted(self.env), self.state.document, self.arguments[0], self.get_source_info())
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class MovedDirective(SphinxDirective):
    """What became of an object of an earlier edition; its anchor and its inventory entry stay."""

    has_content = True
    required_arguments = 2
    option_spec: ClassVar[dict[str, Any]] = {"name": str}

    def run(self) -> list[Node]:
        kind, target = self.arguments
        anchor = {
            "statement": "p" + target.rpartition("/")[2],
            "topic": f"topic-{target}",
            "conflict": f"conflict-{target}",
        }
        box = nodes.container("", ids=[anchor.get(kind, "hb-entry")], classes=["hb-moved"])
        self.set_source_info(box)
        self.state.document.note_explicit_target(box)
        name = f"{target} ({self.options.get('name', '')})"
        if kind in KINDS:
            domain_of(self.env).note(kind, target, name, anchor.get(kind, ""))
        else:
            label = f"{kind}-{target}"
            self.env.domains.standard_domain.note_hyperlink_target(label, self.env.docname, anchor[kind], name)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class RowsDirective(_Data):
    """Rows of a glossary or list: name, kind, gloss, evidence; filterable by class."""

    required_arguments = 1

    def run(self) -> list[Node]:
        return [made.rows(self.env.docname, self.arguments[0], self.rows(), self.get_source_info())]


class NumbersDirective(_Data):
    """The numbers of the home page, each a link to its list."""

    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[Node]:
        items = nodes.bullet_list("", classes=["hb-numbers"], bullet="-")
        for row in self.rows():
            link = addnodes.pending_xref(
                "", nodes.inline("", row["name"]),
                refdomain="std", reftype="doc", reftarget="/" + row["doc"], refexplicit=True, refdoc=self.env.docname, refwarn=True,
            )  # fmt: skip
            items += nodes.list_item(
                "", nodes.paragraph("", "", nodes.strong("", f"{row['count']:,}"), nodes.Text(" "), link)
            )
        return [items]


class FigureDirective(SphinxDirective):
    """A picture of ours, drawn into the page so that its links work and its colours follow the theme."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[Node]:
        try:
            return [made.figure(made.Noted(self.env), self.arguments[0])]
        except ValueError as error:
            raise self.error(f"{self.name}: {error}") from error
