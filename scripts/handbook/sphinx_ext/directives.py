"""Directives that turn data into nodes: text in them is never parsed as markup."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from handbook.sphinx_ext.domain import KINDS, domain_of, index_entries


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
        rows = self.rows() or [{}]
        name = str(rows[0].get("name", target))
        # A page is its entry's address; several topics share a page and need anchors.
        whole_page = kind != "topic"
        anchor = nodes.target("", "", ids=["hb-entry" if whole_page else f"topic-{target}"])
        self.state.document.note_explicit_target(anchor)
        domain_of(self.env).note(kind, target, name, "" if whole_page else anchor["ids"][0])
        index = addnodes.index(entries=index_entries(map(str, rows[0].get("names", [])), anchor["ids"][0]))
        return [index, anchor]


class StatementDirective(SphinxDirective):
    """A statement of a source, with an anchor for good (``#p3a``)."""

    has_content = True
    required_arguments = 1

    def run(self) -> list[Node]:
        source, _, label = self.arguments[0].partition("/")
        anchor = f"p{label}"
        box = nodes.container("", ids=[anchor], classes=["hb-statement"])
        self.set_source_info(box)
        self.state.document.note_explicit_target(box)
        domain = domain_of(self.env)
        known = domain.objects.get(("source", source))
        domain.note("statement", f"{source}/{label}", f"{known.name if known else source} ¶{label}", anchor)
        mark = nodes.reference("", f"¶{label}", refid=anchor, internal=True, classes=["hb-para"])
        box += nodes.paragraph("", "", mark, classes=["hb-mark"])
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


#: What rows can be sorted by: the name of the order and the field that has its key.
SORTS = (("date", "when_key"), ("evidence", "weight"))


def facet_nodes(facets: list[list[str]]) -> list[Node]:
    """Hidden words that the page's script filters and sorts by: facet, value and label."""
    made: list[Node] = []
    for name, value, label in facets:
        slug = re.sub(r"[^a-z0-9-]", "-", str(value).lower())
        made.append(nodes.inline("", str(label), classes=["hb-facet", f"hb-facet-{name}", f"hb-value-{slug}"]))
    return made


class RowsDirective(_Data):
    """Rows of a glossary or list: name, kind, gloss, evidence; filterable by class."""

    required_arguments = 1

    def run(self) -> list[Node]:
        kind = self.arguments[0]
        items = nodes.bullet_list("", classes=["hb-rows", f"hb-rows-{kind}"], bullet="-")
        for row in self.rows():
            items += nodes.list_item("", *self._row(kind, row), classes=self._classes(row))
        return [items]

    def _classes(self, row: dict[str, Any]) -> list[str]:
        return ["hb-row", *(["hb-minor"] if row.get("minor") else [])]

    def _row(self, kind: str, row: dict[str, Any]) -> list[Node]:
        link = addnodes.pending_xref(
            "", nodes.inline("", row["name"], classes=["hb-link"]), refdomain="hb", reftype=kind, reftarget=row["id"],
            refexplicit=True, refdoc=self.env.docname, refwarn=True,
        )  # fmt: skip
        self.set_source_info(link)
        head: list[Node] = [nodes.inline("", "", link, classes=["hb-row-name"])]
        for key, css in (
            ("when", "hb-when"),
            ("status_name", "hb-stage"),
            ("kind_name", "hb-kind"),
            ("sector", "hb-sector"),
            ("minor", "hb-minor-mark"),
            ("contested", "hb-contested"),
        ):
            if row.get(key):
                head += [nodes.Text(" "), nodes.inline("", str(row[key]), classes=[css])]
        head += facet_nodes(
            [*row.get("facets", []), *(["sort", key, str(row[field])] for key, field in SORTS if row.get(field))]
        )
        gloss: list[Node] = [nodes.Text(str(row.get("gloss", "")))]
        if row.get("names"):
            gloss += [nodes.Text(" "), nodes.inline("", " · ".join(map(str, row["names"])), classes=["hb-aliases"])]
        if row.get("evidence"):
            gloss += [nodes.Text(" "), nodes.inline("", str(row["evidence"]), classes=["hb-evidence"])]
        return [
            nodes.paragraph("", "", *head, classes=["hb-row-head"]),
            nodes.paragraph("", "", *gloss, classes=["hb-row-gloss"]),
        ]


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
        name = self.arguments[0]
        if not re.fullmatch(r"[a-z0-9-]+", name):
            raise self.error(f"{self.name}: '{name}' is not the name of a picture")
        path = Path(self.env.srcdir) / "_generated" / "figures" / f"{name}.svg"
        if not path.is_file():
            raise self.error(f"{self.name}: there is no picture {name}")
        self.env.note_dependency(str(path))
        svg = path.read_text(encoding="utf-8").partition("\n")[2]
        root = "../" * self.env.docname.count("/")
        box = nodes.container("", classes=["hb-figure"])
        screen = addnodes.only(expr="html and not epub")
        screen += nodes.raw("", svg.replace("%ROOT%", root), format="html")
        box += screen
        # On paper and in an EPUB the picture is an image; its title and description are the text alternative.
        said = re.findall(r"<(?:title|desc) [^>]*>([^<]*)<", svg)[:2]
        paper = addnodes.only(expr="epub or not html")
        paper += nodes.image("", uri=f"/_generated/figures/{name}.svg", alt=unescape(" ".join(said)))
        box += paper
        return [box]
