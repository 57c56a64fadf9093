"""The headings of a page, kept small.

Sphinx keeps the table of contents of every page as nodes, five for each heading: more
than half of its stored environment, read and written again at every build.  Of a page
that went the short way the headings are kept as text, and become nodes when they are
looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.nodes import Element, Node
from sphinx import addnodes

#: Anchor (with ``#``; empty for the page), text, and the headings below.
Heading = tuple[str, str, tuple["Heading", ...]]


class Contents(nodes.bullet_list):
    """A table of contents that is made when its children are asked for; in all else a bullet list."""

    tagname = "bullet_list"

    def __init__(self, docname: str = "", headings: tuple[Heading, ...] = ()) -> None:
        self._made: list[Node] | None = None
        self.docname, self.headings = docname, headings
        super().__init__()

    @property  # type: ignore[override]  # Sphinx itself adds to it
    def children(self) -> list[Node]:
        if self._made is None:
            self._made = []
            for heading in self.headings:
                self += _item(self.docname, heading)
        return self._made

    @children.setter
    def children(self, made: list[Node]) -> None:
        # The empty list that ``Element`` begins with is not an answer yet.
        if made or self._made is not None:
            self._made = made

    def __reduce__(self) -> tuple[Any, ...]:
        return Contents, (self.docname, self.headings)

    def copy(self) -> nodes.bullet_list:  # type: ignore[override]  # it may not be small any more
        """A bullet list without children, as Sphinx copies it before it adds what it shows."""
        return nodes.bullet_list(**self.attributes)

    def deepcopy(self) -> nodes.bullet_list:  # type: ignore[override]  # a plain one, as ``copy``
        return nodes.bullet_list("", *(child.deepcopy() for child in self.children), **self.attributes)


def kept(toc: nodes.bullet_list) -> nodes.bullet_list:
    """A table of contents kept small; one with anything else than headings of text as it is."""
    try:
        docname, headings = _headings(toc)
    except ValueError:
        return toc
    return Contents(docname, headings)


def contents(docname: str, headings: Sequence[tuple[int, str, str]]) -> Contents:
    """The table of contents of headings (level, anchor, text), as Sphinx would make it: the first one is the page."""
    tree: list[Any] = []
    open_lists = [tree]
    for number, (level, anchor, text) in enumerate(headings):
        below: list[Any] = []
        open_lists[level - 1].append(("#" + anchor if number else "", text, below))
        open_lists[level:] = [below]
    return Contents(docname if tree else "", _frozen(tree))


def _frozen(tree: list[Any]) -> tuple[Heading, ...]:
    return tuple((anchor, text, _frozen(below)) for anchor, text, below in tree)


def _headings(toc: Element) -> tuple[str, tuple[Heading, ...]]:
    docname, made = "", []
    for item in toc.children:
        if not isinstance(item, nodes.list_item) or not 0 < len(item) < 3:
            raise ValueError
        line, below = item[0], item.children[1:]
        link = line[0] if isinstance(line, addnodes.compact_paragraph) and len(line) == 1 else None
        if not isinstance(link, nodes.reference) or any(type(child) is not nodes.Text for child in link.children):
            raise ValueError
        docname = link["refuri"]
        inner: tuple[Heading, ...] = ()
        if below:
            if not isinstance(below[0], nodes.bullet_list):
                raise ValueError
            inner = _headings(below[0])[1]
        made.append((link["anchorname"], link.astext(), inner))
    return docname, tuple(made)


def _item(docname: str, heading: Heading) -> nodes.list_item:
    anchor, text, below = heading
    link = nodes.reference("", "", nodes.Text(text), internal=True, refuri=docname, anchorname=anchor)
    item = nodes.list_item("", addnodes.compact_paragraph("", "", link))
    if below:
        item += nodes.bullet_list("", *(_item(docname, inner) for inner in below))
    return item
