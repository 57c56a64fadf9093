"""Nodes from data: what our directives make, and what the short way through Sphinx makes of the same lines.

Text in data becomes text nodes; it is never parsed as markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from handbook.sphinx_ext.domain import domain_of, index_entries

#: A file and a line, for messages.
Place = tuple[str, int]
#: What rows can be sorted by: the name of the order and the field that has its key.
SORTS = (("date", "when_key"), ("evidence", "weight"))


def entry(
    env: BuildEnvironment, document: nodes.document, kind: str, target: str, data: Sequence[Mapping[str, Any]]
) -> list[Node]:
    """The anchor and the index entries of the object that a page, or a paragraph of it, is about."""
    row = data[0] if data else {}
    name = str(row.get("name", target))
    # A page is its entry's address; several topics share a page and need anchors.
    whole_page = kind != "topic"
    anchor = nodes.target("", "", ids=["hb-entry" if whole_page else f"topic-{target}"])
    document.note_explicit_target(anchor)
    domain_of(env).note(kind, target, name, "" if whole_page else anchor["ids"][0])
    return [addnodes.index(entries=index_entries(map(str, row.get("names", [])), anchor["ids"][0])), anchor]


def statement(env: BuildEnvironment, document: nodes.document, citation: str, place: Place) -> nodes.container:
    """The box of a statement, with its anchor for good and its mark; what it says is for the caller to add."""
    source, _, label = citation.partition("/")
    anchor = f"p{label}"
    box = nodes.container("", ids=[anchor], classes=["hb-statement"])
    box.source, box.line = place
    document.note_explicit_target(box)
    domain = domain_of(env)
    known = domain.objects.get(("source", source))
    domain.note("statement", citation, f"{known.name if known else source} ¶{label}", anchor)
    mark = nodes.reference("", f"¶{label}", refid=anchor, internal=True, classes=["hb-para"])
    box += nodes.paragraph("", "", mark, classes=["hb-mark"])
    return box


def rows(env: BuildEnvironment, kind: str, data: Sequence[Mapping[str, Any]], place: Place) -> nodes.bullet_list:
    """Rows of a glossary or list: name, kind, gloss, evidence; filterable by class."""
    items = nodes.bullet_list("", classes=["hb-rows", f"hb-rows-{kind}"], bullet="-")
    for row in data:
        classes = ["hb-row", *(["hb-minor"] if row.get("minor") else [])]
        items += nodes.list_item("", *_row(env.docname, kind, row, place), classes=classes)
    return items


def facet_nodes(facets: list[list[str]]) -> list[Node]:
    """Hidden words that the page's script filters and sorts by: facet, value and label."""
    made: list[Node] = []
    for name, value, label in facets:
        slug = re.sub(r"[^a-z0-9-]", "-", str(value).lower())
        made.append(nodes.inline("", str(label), classes=["hb-facet", f"hb-facet-{name}", f"hb-value-{slug}"]))
    return made


def _row(docname: str, kind: str, row: Mapping[str, Any], place: Place) -> list[Node]:
    link = addnodes.pending_xref(
        "", nodes.inline("", row["name"], classes=["hb-link"]), refdomain="hb", reftype=kind, reftarget=row["id"],
        refexplicit=True, refdoc=docname, refwarn=True,
    )  # fmt: skip
    link.source, link.line = place
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


def figure(env: BuildEnvironment, name: str) -> nodes.container:
    """A picture of ours, drawn into the page so that its links work and its colours follow the theme.

    Raises:
        ValueError: there is no picture of that name.
    """
    path = Path(env.srcdir) / "_generated" / "figures" / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise ValueError(f"there is no picture {name}")
    env.note_dependency(str(path))
    svg = path.read_text(encoding="utf-8").partition("\n")[2]
    root = "../" * env.docname.count("/")
    box = nodes.container("", classes=["hb-figure"])
    screen = addnodes.only(expr="html and not epub")
    screen += nodes.raw("", svg.replace("%ROOT%", root), format="html")
    box += screen
    # On paper and in an EPUB the picture is an image; its title and description are the text alternative.
    said = re.findall(r"<(?:title|desc) [^>]*>([^<]*)<", svg)[:2]
    paper = addnodes.only(expr="epub or not html")
    paper += nodes.image("", uri=f"/_generated/figures/{name}.svg", alt=unescape(" ".join(said)))
    box += paper
    return box
