"""The nodes of hand-written pages as Typst: one method for each node type, each returning Typst text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from docutils import nodes
from docutils.nodes import Element, Node
from sphinx.util import logging

from handbook.render.typst import Place, array, prose, string

logger = logging.getLogger(__name__)


class Writer:
    """Writes resolved pages; ``places`` gives the place in the book for an address that Sphinx resolved, or None."""

    def __init__(self, docname: str, images: dict[str, str], places: Callable[[str], Place | None]) -> None:
        self.doc, self.images, self.places = docname, images, places
        self.level = 0

    def kids(self, node: Element, between: str = "") -> str:
        return between.join(written for written in (self.write(c) for c in node.children) if written)

    def blocks(self, node: Element) -> str:
        return self.kids(node, "\n\n")

    def write(self, node: Node) -> str:
        """The Typst text of any node; for a node type without a method, that of its children."""
        if isinstance(node, nodes.Text):
            return prose(str(node))
        assert isinstance(node, Element)
        method = getattr(self, "on_" + type(node).__name__, None)
        if method:
            node_text: str = method(node)
            return node_text
        if isinstance(node, nodes.Invisible):
            return ""
        inline = all(isinstance(c, nodes.Text | nodes.Inline) for c in node.children)
        return self.kids(node) if inline else self.blocks(node)

    # -- structure

    def on_section(self, node: Element) -> str:
        self.level += 1
        content = self.blocks(node)
        self.level -= 1
        return content

    def on_title(self, node: Element) -> str:
        if not isinstance(node.parent, nodes.section):
            return f"#strong[{self.kids(node)}]"
        # The page's own title is that of its chapter.
        return "" if self.level == 1 else f"#heading(level: {self.level}, outlined: false)[{self.kids(node)}]"

    def on_rubric(self, node: Element) -> str:
        return f"#strong[{self.kids(node)}]"

    def on_block_quote(self, node: Element) -> str:
        return f"#quoted[{self.blocks(node)}]"

    def on_literal_block(self, node: Element) -> str:
        return f"#raw(block: true, {string(node.astext())})"

    def on_comment(self, node: Element) -> str:
        return ""

    on_substitution_definition = on_meta = on_raw = on_index = on_toctree = on_tabular_col_spec = on_comment

    # -- inline

    def on_emphasis(self, node: Element) -> str:
        return f"#emph[{self.kids(node)}]"

    on_title_reference = on_emphasis

    def on_strong(self, node: Element) -> str:
        return f"#strong[{self.kids(node)}]"

    def on_literal(self, node: Element) -> str:
        return f"#raw({string(node.astext())})"

    def on_reference(self, node: Element) -> str:
        inner, address = self.kids(node), node.get("refuri", "")
        if address and not address.startswith("%"):
            return f"#link({string(address)})[{inner}]"
        place = self.places(address) if address else None
        if place is None:
            return inner
        if place.number:
            return f"#r({string(place.address)}, {string(place.number)})[{inner}]"
        return f"#l({string(place.address)})[{inner}]"

    # -- lists

    def _items(self, node: Element) -> str:
        return ", ".join(f"[{self.blocks(i)}]" for i in node.children if isinstance(i, Element))

    def on_bullet_list(self, node: Element) -> str:
        return f"#list({self._items(node)})"

    def on_enumerated_list(self, node: Element) -> str:
        return f"#enum({self._items(node)})"

    def on_definition_list(self, node: Element) -> str:
        rows = []
        for item in node.children:
            parts = [c for c in getattr(item, "children", ()) if isinstance(c, Element)]
            terms = [f"[{self.kids(t)}]" for t in parts if isinstance(t, nodes.term)]
            meanings = [f"[{self.blocks(d)}]" for d in parts if isinstance(d, nodes.definition)]
            rows.append(f"({array(terms)}, {array(meanings)})")
        return f"#glossary({', '.join(rows)})"

    def on_field_list(self, node: Element) -> str:
        parts = [
            f"([{self.kids(f.next_node(nodes.field_name) or f)}], [{self.blocks(f.next_node(nodes.field_body) or f)}])"
            for f in node.children
            if isinstance(f, Element)
        ]
        return f"#fields({', '.join(parts)})"

    # -- pictures, tables

    def on_image(self, node: Element) -> str:
        address = node["uri"]
        if not node.get("alt"):
            logger.warning(
                "a picture without a text alternative: %s", address, location=node, type="handbook", subtype="pdf"
            )
        name = self.images.get(address, address)
        return f"#picture({string(name)}, {string(node.get('alt') or PurePosixPath(address).stem)})"

    def on_table(self, node: Element) -> str:
        group = next(c for c in node.children if isinstance(c, nodes.tgroup))
        columns = array(f"{c.get('colwidth', 1)}fr" for c in group.findall(nodes.colspec))
        head, body = "", ""
        for part in group.children:
            cells = (
                ", ".join(f"[{self.blocks(e)}]" for e in part.findall(nodes.entry)) if isinstance(part, Element) else ""
            )
            if isinstance(part, nodes.thead):
                head = f"table.header({cells}), "
            elif isinstance(part, nodes.tbody):
                body = cells
        return f"#table(columns: {columns}, {head}{body})"
