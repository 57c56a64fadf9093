"""The table of contents of a generated page, made only when something reads it.

Sphinx keeps the contents of every page as nodes, five for each heading.  It is told those of generated
pages at each build, and few are ever read.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.nodes import Element, Node
from sphinx import addnodes

from handbook.page_facts import Facts, Headed
from handbook.sphinx_ext.doctrees.block_nodes import contents_tree


class LazyContents(nodes.bullet_list):
    """A table of contents whose items are made when its children are first asked for; otherwise an ordinary bullet list."""

    tagname = "bullet_list"

    def __init__(self, docname: str = "", page: Facts | None = None) -> None:
        self._lazy_children: list[Node] | None = None
        self.docname, self.page = docname, page
        super().__init__()

    @property  # Sphinx appends to the returned list
    def children(self) -> list[Node]:
        if self._lazy_children is None:
            self._lazy_children = []
            if self.page:
                self.extend(_items(self.docname, self.page))
        return self._lazy_children

    @children.setter
    def children(self, children: list[Node]) -> None:
        # Ignore the empty list that ``Element.__init__`` sets: the items are not made yet.
        if children or self._lazy_children is not None:
            self._lazy_children = children

    def __reduce__(self) -> tuple[Any, ...]:
        return LazyContents, (self.docname, self.page)

    def copy(self) -> nodes.bullet_list:  # pyrefly: ignore[bad-override]  # returns a plain list
        """A plain bullet list without children: Sphinx makes such a copy, then adds the items that it shows."""
        return nodes.bullet_list(**self.attributes)

    def deepcopy(self) -> nodes.bullet_list:  # pyrefly: ignore[bad-override]  # a plain one, as ``copy``
        return nodes.bullet_list("", *(child.deepcopy() for child in self.children), **self.attributes)


def contents_of(docname: str, page: Facts) -> LazyContents:
    """The table of contents of a page, as Sphinx would make it: the first heading stands for the page itself."""
    return LazyContents(docname, page)


def title_of(page: Facts) -> nodes.title:
    """The title of a page, as Sphinx would collect it: its first heading."""
    return nodes.title("", "", *(_words(heading) for heading in page.headings[:1]))


def _items(docname: str, page: Facts) -> list[Node]:
    root = nodes.bullet_list()
    # For each level, the list to which its headings are added.
    lists: list[Element] = [root]
    trees = dict(page.contents)
    for number, heading in enumerate(page.headings):
        item = _item(docname, heading, first=number == 0)
        del lists[heading.level :]
        lists[-1] += item
        below = nodes.bullet_list()
        item += below
        lists.append(below)
        if number + 1 in trees:
            below += contents_tree(docname, trees[number + 1])
    for item in list(root.findall(nodes.list_item)):
        if not item.children[-1].children:
            item.pop()
    return root.children


def _item(docname: str, heading: Headed, first: bool) -> nodes.list_item:
    link = nodes.reference(
        "",
        "",
        _words(heading),
        internal=True,
        refuri=docname,
        anchorname="" if first else f"#{heading.anchor}",
    )
    return nodes.list_item("", addnodes.compact_paragraph("", "", link))


def _words(heading: Headed) -> Node:
    words = nodes.Text(heading.text)
    return nodes.inline("", "", words, classes=[f"language-{heading.lang}"]) if heading.lang else words
