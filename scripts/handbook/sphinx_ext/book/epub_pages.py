"""The doctrees of hand-written pages as XHTML for the EPUB: only the kinds of nodes that such pages have."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from docutils import nodes
from docutils.nodes import Element, Node

#: The XHTML element of each node type that is written as just one element.
_TAGS: dict[type, str] = {
    nodes.paragraph: "p", nodes.emphasis: "em", nodes.title_reference: "em", nodes.strong: "strong", nodes.literal: "code",
    nodes.bullet_list: "ul", nodes.enumerated_list: "ol", nodes.list_item: "li", nodes.block_quote: "blockquote",
    nodes.definition_list: "dl", nodes.term: "dt", nodes.definition: "dd", nodes.field_list: "dl", nodes.field_name: "dt",
    nodes.field_body: "dd", nodes.table: "table", nodes.thead: "thead", nodes.tbody: "tbody", nodes.row: "tr", nodes.rubric: "p",
}  # fmt: skip


class Writer:
    """Writes a resolved page; ``address`` gives the address in the book for one that Sphinx resolved, or an empty string."""

    def __init__(self, address: Callable[[str], str]) -> None:
        self.address, self.level, self.head = address, 0, False

    def write(self, node: Node) -> str:
        """The XHTML of any node; for a node type without an element, that of its children."""
        if isinstance(node, nodes.Text):
            return escape(str(node), quote=False)
        assert isinstance(node, Element)
        if isinstance(node, nodes.Invisible | nodes.raw | nodes.image):
            return ""
        if isinstance(node, nodes.section):
            self.level += 1
            content = self._kids(node)
            self.level -= 1
            # The page's own section and title are those of its chapter, which ``printing.epub`` writes.
            return content if self.level == 0 else f"<section>\n{content}</section>\n"
        if isinstance(node, nodes.title):
            return "" if self.level == 1 else f"<h{self.level}>{self._kids(node)}</h{self.level}>\n"
        if isinstance(node, nodes.literal_block):
            return f"<pre>{escape(node.astext(), quote=False)}</pre>\n"
        if isinstance(node, nodes.reference):
            return self._reference(node)
        if isinstance(node, nodes.entry):
            name = "th" if any(isinstance(p, nodes.thead) for p in _above(node)) else "td"
            return f"<{name}>{self._kids(node)}</{name}>"
        name = _TAGS.get(type(node), "")
        inner = self._kids(node)
        return f"<{name}>{inner}</{name}>" + ("\n" if name in ("p", "li", "tr") else "") if name else inner

    def _reference(self, node: Element) -> str:
        uri = node.get("refuri", "")
        address = uri if uri.startswith(("https://", "http://", "mailto:")) else self.address(uri) if uri else ""
        return f'<a href="{escape(address)}">{self._kids(node)}</a>' if address else self._kids(node)

    def _kids(self, node: Element) -> str:
        return "".join(map(self.write, node.children))


def _above(node: Element) -> list[Element]:
    ancestors, parent = list[Element](), node.parent
    while isinstance(parent, Element):
        ancestors.append(parent)
        parent = parent.parent
    return ancestors
