"""Nodes from data: what our directives make, and what the short way through Sphinx makes of the same lines.

Text in data becomes text nodes; it is never parsed as markup.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence, Set
from html import unescape
from pathlib import Path
from typing import Any, Protocol

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from handbook.sphinx_ext.domain import domain_of, index_entries

try:
    from sphinx.util.nodes import _make_id
except ImportError:  # the short way is not used then
    from docutils.nodes import make_id as _make_id

#: A file and a line, for messages.
Place = tuple[str, int]
#: What rows can be sorted by: the name of the order and the field that has its key.
SORTS = (("date", "when_key"), ("evidence", "weight"))
#: What stands behind the name in a row: the field that has it, and its class.
MARKS = (
    ("when", "hb-when"), ("status_name", "hb-stage"), ("kind_name", "hb-kind"), ("sector", "hb-sector"),
    ("minor", "hb-minor-mark"), ("contested", "hb-contested"),
)  # fmt: skip
#: One object of data, and a text with its classes.
Row = Mapping[str, Any]
Span = tuple[str, tuple[str, ...]]


class Notes(Protocol):
    """What nodes need to know of a project, and where what a page declares is noted."""

    @property
    def docname(self) -> str: ...

    @property
    def pages(self) -> Set[str]: ...

    @property
    def folder(self) -> Path:
        """The folder of the pages."""

    def object(self, kind: str, target: str, name: str, anchor: str) -> None:
        """An object stands on the page."""

    def term(self, text: str, anchor: str, node: Node) -> None:
        """A term of a glossary stands on the page."""

    def name_of(self, source: str) -> str:
        """The name of a source that was noted; its id, if none was."""

    def uses(self, path: Path) -> None:
        """The page has to be read again when a file changes."""


class Noted:
    """Notes in Sphinx's environment, of the page that is read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env, self._domain = env, domain_of(env)
        self.docname, self.pages, self.folder = env.docname, env.found_docs, Path(env.srcdir)

    def object(self, kind: str, target: str, name: str, anchor: str) -> None:
        self._domain.note(kind, target, name, anchor)

    def term(self, text: str, anchor: str, node: Node) -> None:
        self._env.domains.standard_domain._note_term(text, anchor, location=node)

    def name_of(self, source: str) -> str:
        known = self._domain.objects.get(("source", source))
        return known.name if known else source

    def uses(self, path: Path) -> None:
        self._env.note_dependency(str(path))


def entry(notes: Notes, document: nodes.document, kind: str, target: str, data: Sequence[Row]) -> list[Node]:
    """The anchor and the index entries of the object that a page, or a paragraph of it, is about."""
    name, anchor, whole_page = object_of(kind, target, data)
    node = nodes.target("", "", ids=[anchor])
    document.note_explicit_target(node)
    notes.object(kind, target, name, "" if whole_page else anchor)
    return [addnodes.index(entries=index_entries(names_of(data), anchor)), node]


def object_of(kind: str, target: str, data: Sequence[Row]) -> tuple[str, str, bool]:
    """An object's name, its anchor, and whether a page is its address: several topics share one and need anchors."""
    whole_page = kind != "topic"
    name = str(data[0].get("name", target)) if data else target
    return name, "hb-entry" if whole_page else f"topic-{target}", whole_page


def names_of(data: Sequence[Row]) -> list[str]:
    """The names under which an object stands in the index."""
    return list(map(str, data[0].get("names", []))) if data else []


def statement(notes: Notes, document: nodes.document, citation: str, place: Place) -> nodes.container:
    """The box of a statement, with its anchor for good and its mark; what it says is for the caller to add."""
    source, _, label = citation.partition("/")
    anchor = f"p{label}"
    box = nodes.container("", ids=[anchor], classes=["hb-statement"])
    box.source, box.line = place
    document.note_explicit_target(box)
    notes.object("statement", citation, f"{notes.name_of(source)} ¶{label}", anchor)
    mark = nodes.reference("", f"¶{label}", refid=anchor, internal=True, classes=["hb-para"])
    box += nodes.paragraph("", "", mark, classes=["hb-mark"])
    return box


def rows(docname: str, kind: str, data: Sequence[Row], place: Place) -> nodes.bullet_list:
    """Rows of a glossary or list: name, kind, gloss, evidence; filterable by class."""
    items = nodes.bullet_list("", classes=["hb-rows", f"hb-rows-{kind}"], bullet="-")
    for row in data:
        classes = ["hb-row", *(["hb-minor"] if row.get("minor") else [])]
        items += nodes.list_item("", *_row(docname, kind, row, place), classes=classes)
    return items


def marks(row: Row) -> list[Span]:
    """What stands behind the name in a row."""
    return [(str(row[key]), (css,)) for key, css in MARKS if row.get(key)]


def facets(row: Row) -> list[Span]:
    """Hidden words that the page's script filters and sorts by: facet, value and label."""
    sorts = (["sort", key, str(row[field])] for key, field in SORTS if row.get(field))
    found: list[Span] = []
    for name, value, label in (*row.get("facets", []), *sorts):
        slug = re.sub(r"[^a-z0-9-]", "-", str(value).lower())
        found.append((str(label), ("hb-facet", f"hb-facet-{name}", f"hb-value-{slug}")))
    return found


def gloss(row: Row) -> str:
    """What a row says in words."""
    return str(row.get("gloss", ""))


def below(row: Row) -> list[Span]:
    """What stands behind the gloss of a row: other names, and the evidence."""
    said: list[Span] = [(" · ".join(map(str, row["names"])), ("hb-aliases",))] if row.get("names") else []
    return [*said, (str(row["evidence"]), ("hb-evidence",))] if row.get("evidence") else said


def _spans(found: Sequence[Span], before: str) -> list[Node]:
    made: list[Node] = []
    for text, classes in found:
        made += [nodes.Text(before)] if before else []
        made.append(nodes.inline("", text, classes=list(classes)))
    return made


def _row(docname: str, kind: str, row: Row, place: Place) -> list[Node]:
    link = addnodes.pending_xref(
        "", nodes.inline("", row["name"], classes=["hb-link"]), refdomain="hb", reftype=kind, reftarget=row["id"],
        refexplicit=True, refdoc=docname, refwarn=True,
    )  # fmt: skip
    link.source, link.line = place
    head = [nodes.inline("", "", link, classes=["hb-row-name"]), *_spans(marks(row), " "), *_spans(facets(row), "")]
    return [
        nodes.paragraph("", "", *head, classes=["hb-row-head"]),
        nodes.paragraph("", "", nodes.Text(gloss(row)), *_spans(below(row), " "), classes=["hb-row-gloss"]),
    ]


#: Where pictures are drawn into pages.
ON_SCREEN = "html and not epub"


def figure_path(folder: Path, name: str) -> Path:
    """Where a picture of ours is under the folder of the pages."""
    return folder / "_generated" / "figures" / f"{name}.svg"


def drawing(path: Path, docname: str) -> str:
    """A picture of ours as it stands in a page.

    Raises:
        FileNotFoundError: there is none.
    """
    return path.read_text(encoding="utf-8").partition("\n")[2].replace("%ROOT%", "../" * docname.count("/"))


def figure(notes: Notes, name: str) -> nodes.container:
    """A picture of ours, drawn into the page so that its links work and its colours follow the theme.

    Raises:
        ValueError: there is no picture of that name.
    """
    path = figure_path(notes.folder, name)
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise ValueError(f"there is no picture {name}")
    notes.uses(path)
    svg = drawing(path, notes.docname)
    box = nodes.container("", classes=["hb-figure"])
    screen = addnodes.only(expr=ON_SCREEN)
    screen += nodes.raw("", svg, format="html")
    box += screen
    # On paper and in an EPUB the picture is an image; its title and description are the text alternative.
    said = re.findall(r"<(?:title|desc) [^>]*>([^<]*)<", svg)[:2]
    paper = addnodes.only(expr="epub or not html")
    paper += nodes.image("", uri=f"/_generated/figures/{name}.svg", alt=unescape(" ".join(said)))
    box += paper
    return box


def toctree(docname: str, pages: Sequence[str], place: Place) -> nodes.compound:
    """A hidden list of pages."""
    tree = addnodes.toctree(
        parent=docname, entries=[(None, name) for name in pages], includefiles=list(pages), maxdepth=-1,
        caption=None, glob=False, hidden=True, includehidden=False, numbered=0, titlesonly=False, rawentries=[],
    )  # fmt: skip
    tree.source, tree.line = place
    wrapper = nodes.compound(classes=["toctree-wrapper"])
    wrapper += tree
    return wrapper


def listed(docname: str, names: Sequence[str], there: Set[str]) -> list[str] | None:
    """The pages that a list on a page names, below its own folder; None if Sphinx has a message about one."""
    folder = docname.rpartition("/")[0]
    here = f"{folder}/" if folder else ""
    pages = [name[1:] if name.startswith("/") else here + name for name in names]
    return pages if pages and len(set(pages)) == len(pages) and there >= set(pages) else None


class TermIds:
    """Anchors of the terms of a page, as Sphinx gives them: of their letters, or numbered."""

    def __init__(self) -> None:
        self._number = 0

    def of(self, text: str, taken: Container[str]) -> str:
        """An anchor for a term that is not taken."""
        anchor = _make_id(f"term-{text}")
        while anchor == "term" or anchor in taken:
            anchor = f"term-{self._number}"
            self._number += 1
        return anchor
