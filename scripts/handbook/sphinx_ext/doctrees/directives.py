"""Directives that turn data into nodes: text in them is never parsed as markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx_timeline.main import TimelineDirective

from handbook.anchors import ENTRY_ANCHOR, object_anchor
from handbook.blocks import Block, Facet, Numbers, Object, Row, Rows
from handbook.recipes import DRAWINGS, PARTS, TIMELINE, files_of
from handbook.sphinx_ext.doctrees.block_nodes import Maker
from handbook.sphinx_ext.doctrees.node_types import fold, summary
from handbook.sphinx_ext.objects.domain import KINDS, domain_of


class _Generated(SphinxDirective):
    """A directive that shows blocks."""

    has_content = True

    @property
    def build(self) -> Any:
        build = domain_of(self.env).build
        if build is None or build.book is None:
            raise self.error(f"{self.name}: there are no seeds")
        return build

    def shown(self, *blocks: Block) -> list[Node]:
        picture = self.build.picture_uri if domain_of(self.env).build else str
        return Maker(self.env.docname, picture, self.get_source_info()[0]).blocks(blocks)

    def rows(self) -> list[dict[str, Any]]:
        """The content: one JSON object a line."""
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

    def uses(self, path: Path) -> None:
        """Have the page read again when the content of this file changes."""
        self.env.note_dependency(str(path))


class PartDirective(_Generated):
    """A part of the corpus within a hand-written page, by its name."""

    required_arguments = 1

    def run(self) -> list[Node]:
        name = self.arguments[0]
        if name not in PARTS:
            raise self.error(f"{self.name}: there is no part '{name}' (one of {', '.join(PARTS)})")
        path = self.build.source_file(f"parts/{name}.md")
        self.uses(path)
        shown_nodes = self.shown(*self.build.part(name).blocks)
        for node in shown_nodes:
            for inner in node.findall(nodes.Element):
                # Messages and translations belong to the part, not to the page that shows it.
                inner.source, inner.line = str(path), inner.line or 1
        return shown_nodes


class FigureDirective(_Generated):
    """A picture of the whole handbook, drawn into the page so that its links work and its colours follow the theme."""

    required_arguments = 1

    def run(self) -> list[Node]:
        name = self.arguments[0]
        figure = self.build.figure(name)
        if figure is None:
            raise self.error(f"{self.name}: there is no picture '{name}' (one of {', '.join(DRAWINGS)})")
        for file in files_of(figure):
            self.uses(self.build.source_file(file))
        return self.shown(figure)


class EventsDirective(TimelineDirective):  # it has no types
    """The directive ``timeline`` of sphinx-timeline with the handbook's events."""

    def run(self) -> list[Node]:
        path = domain_of(self.env).build.source_file(TIMELINE)
        if json.loads(path.read_text(encoding="utf-8")) == []:
            # The extension takes no empty list.
            self.env.note_dependency(str(path))
            return []
        folder = Path(self.env.doc2path(self.env.docname)).parent
        self.options |= {"events": _relative(path, folder), "events-format": "json"}
        result: list[Node] = super().run()
        # The extension notes the file relative to the source folder, wherever the page is: a wrong path.
        wrong = Path(self.env.srcdir) / self.options["events"]
        self.env.dependencies[self.env.docname] = {
            dependency for dependency in self.env.dependencies[self.env.docname] if Path(dependency) != wrong
        }
        self.env.note_dependency(str(path))
        return result


def _relative(path: Path, folder: Path) -> str:
    import os

    return Path(os.path.relpath(path, folder)).as_posix()


class EntryDirective(_Generated):
    """Declares the object that a page, or a paragraph of it, is about, and indexes the object's names."""

    required_arguments = 2

    def run(self) -> list[Node]:
        kind, target = self.arguments
        if kind not in KINDS:
            raise self.error(f"{self.name}: '{kind}' is not one of {', '.join(KINDS)}")
        row = (self.rows() or [{}])[0]
        block = Object(kind, target, str(row.get("name", target)), tuple(map(str, row.get("names", ()))))
        anchor = object_anchor(kind, target)
        domain_of(self.env).note(kind, target, block.name, "" if anchor == ENTRY_ANCHOR else anchor)
        shown = self.shown(block)
        for node in shown:
            if isinstance(node, nodes.target):
                self.state.document.note_explicit_target(node)
        return shown


class StatementDirective(SphinxDirective):
    """A statement of a source, with a permanent anchor (``#p3a``)."""

    has_content = True
    required_arguments = 1

    def run(self) -> list[Node]:
        citation = self.arguments[0]
        source, _, label = citation.partition("/")
        domain = domain_of(self.env)
        source_object = domain.objects.get(("source", source))
        anchor = object_anchor("statement", citation)
        box = nodes.container("", ids=[anchor], classes=["hb-statement"])
        self.set_source_info(box)
        self.state.document.note_explicit_target(box)
        domain.note("statement", citation, f"{source_object.name if source_object else source} ¶{label}", anchor)
        mark = nodes.reference("", f"¶{label}", refid=anchor, internal=True, classes=["hb-para"])
        box += nodes.paragraph("", "", mark, classes=["hb-mark"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class ClaimDirective(SphinxDirective):
    """A claim of an entry, with a permanent anchor (``#claim-signed``)."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"name": str, "class": directives.class_option}

    def run(self) -> list[Node]:
        key = self.arguments[0]
        anchor = object_anchor("claim", key)
        box = nodes.container("", ids=[anchor], classes=["hb-claim", *self.options.get("class", ())])
        self.set_source_info(box)
        self.state.document.note_explicit_target(box)
        domain_of(self.env).note("claim", key, self.options.get("name", key), anchor)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class FoldDirective(SphinxDirective):
    """Content that a reader unfolds; its first paragraph is the summary."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        box = fold("", classes=(self.arguments or [""])[0].split())
        self.set_source_info(box)
        self.state.nested_parse(self.content, self.content_offset, box)
        if not box.children or not isinstance(box[0], nodes.paragraph):
            raise self.error(f"{self.name}: its first paragraph is the summary, and there is none")
        box[0] = summary("", "", *box[0].children)
        return [box]


class MovedDirective(SphinxDirective):
    """A note of what became of an object of an earlier edition, whose anchor and inventory entry stay."""

    has_content = True
    required_arguments = 2
    option_spec: ClassVar[dict[str, Any]] = {"name": str}

    def run(self) -> list[Node]:
        kind, target = self.arguments
        anchor = object_anchor(kind, target)
        box = nodes.container("", ids=[anchor], classes=["hb-moved"])
        self.set_source_info(box)
        self.state.document.note_explicit_target(box)
        name = self.options.get("name", target)
        if kind in KINDS:
            domain_of(self.env).note(kind, target, name, "" if anchor == ENTRY_ANCHOR else anchor)
        else:
            self.env.domains.standard_domain.note_hyperlink_target(anchor, self.env.docname, anchor, name)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class RowsDirective(_Generated):
    """Rows of a glossary or list: name, marks, gloss, evidence; readers can filter them by their facets."""

    required_arguments = 1

    def run(self) -> list[Node]:
        return self.shown(Rows(self.arguments[0], tuple(_row(row) for row in self.rows())))


def _row(data: dict[str, Any]) -> Row:
    def pairs(key: str) -> tuple[tuple[str, str], ...]:
        return tuple((str(a), str(b)) for a, b in data.get(key, ()))

    facets = tuple(Facet(*map(str, facet)) for facet in data.get("facets", ()))
    return Row(
        str(data["id"]), str(data["name"]), str(data.get("gloss", "")), pairs("marks"), pairs("below"), facets,
        pairs("sort"), bool(data.get("minor")), str(data.get("gloss_lang", "")),
    )  # fmt: skip


class NumbersDirective(_Generated):
    """Counts, each a link to its list."""

    def run(self) -> list[Node]:
        return self.shown(Numbers(tuple((str(r["count"]), str(r["name"]), str(r["doc"])) for r in self.rows())))
