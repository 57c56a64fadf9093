"""Docutils nodes into Typst: one method a node type, each returning Typst text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from docutils import nodes
from docutils.nodes import Element, Node
from sphinx import addnodes
from sphinx.util import logging

logger = logging.getLogger(__name__)
_ESCAPES = str.maketrans({c: "\\" + c for c in "(\\#$*_`<>@[]~=+-/'\".{}|^&%!:;"})
#: Inline classes that the printed page does not show.
HIDDEN = {"hb-facet"}
#: Kinds of document that are entries, which end with the pages that mention them.
ENTRIES = ("actors/", "agreements/", "events/")
#: The section of an entry with what was also said, which stands under the sources.
ALSO_SAID = "what-the-sources-say"
#: Name of a style, and the citation as pieces of text with whether they are in italics.
Cites = Sequence[tuple[str, Sequence[tuple[str, bool]]]]


def text(words: str) -> str:
    """Text in which Typst finds nothing to do."""
    return words.translate(_ESCAPES).replace("\n", " ").replace("\u00a0", "~")


def string(value: object) -> str:
    """A Typst string literal."""
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def array(items: Iterable[str]) -> str:
    return "(" + "".join(item + ", " for item in items) + ")"


class Writer:
    """Writes a resolved tree; ``used`` holds the labels that stand in the text.

    A reference to a document that the tree lacks is a warning, unless ``quiet``
    matches its name; it is printed as text.  ``alone`` is for a single entry, whose
    title is then the first heading; ``citing`` gives the citations of a document.
    """

    def __init__(
        self,
        tree: Element,
        root: str,
        images: dict[str, str],
        quiet: re.Pattern[str],
        alone: bool = False,
        citing: Callable[[str], Cites] | None = None,
    ) -> None:
        self.doc, self.level, self.images, self.quiet = root, 0, images, quiet
        self.alone, self.citing = alone, citing
        self.used: set[str] = set()
        self.labels: set[str] = set()
        for node, doc in self._walk(tree, root):
            ids: list[str] = node.get("ids", [])
            self.labels |= {f"{doc}#{i}" for i in ids}
            if isinstance(node, addnodes.start_of_file):
                self.labels.add(node["docname"])

    def _walk(self, node: Element, doc: str) -> Iterator[tuple[Element, str]]:
        doc = node["docname"] if isinstance(node, addnodes.start_of_file) else doc
        yield node, doc
        for child in node.children:
            if isinstance(child, Element):
                yield from self._walk(child, doc)

    # -- helpers

    def anchors(self, node: Element) -> str:
        ids: list[str] = node.get("ids", [])
        keys = [f"{self.doc}#{i}" for i in ids]
        fresh = [k for k in keys if k not in self.used]
        self.used |= set(fresh)
        return "".join(f"#A({string(k)})" for k in fresh)

    def kids(self, node: Element, between: str = "") -> str:
        return between.join(made for made in (self.write(c) for c in node.children) if made)

    def blocks(self, node: Element) -> str:
        return self.kids(node, "\n\n")

    def body(self, node: Element) -> str:
        inline = all(isinstance(c, nodes.Text | nodes.Inline) for c in node.children)
        return self.kids(node) if inline else self.blocks(node)

    def write(self, node: Node) -> str:
        """Any node; one without a method of its own is a container with its classes."""
        if isinstance(node, nodes.Text):
            return text(str(node))
        assert isinstance(node, Element)
        method = getattr(self, "on_" + type(node).__name__, None)
        if method:
            made: str = method(node)
            return made
        if isinstance(node, nodes.Invisible):
            return self.anchors(node)
        classes = array(map(string, node.get("classes", [])))
        if isinstance(node, nodes.Inline):
            return self.anchors(node) + f"#span({classes})[{self.kids(node)}]"
        return self.anchors(node) + f"#div({classes})[{self.body(node)}]"

    # -- structure

    def on_start_of_file(self, node: Element) -> str:
        before, level = self.doc, self.level
        self.doc = node["docname"]
        self.level = 1 if self._is_page_of_list() and not self.alone else 0
        self.used.add(self.doc)
        made = f"#A({string(self.doc)})\n{self.blocks(node)}"
        if self.doc.startswith(ENTRIES) and self._is_page_of_list():
            made += f"\n\n#mentioned({string(self.doc)})"
        made += self._citing(self.doc)
        self.doc, self.level = before, level
        return made

    def _citing(self, doc: str) -> str:
        """How to cite the page: in one style in a book, in all when it stands alone."""
        found = self.citing(doc) if self.citing else []
        made = []
        for name, segments in found if self.alone else found[:1]:
            words = "".join(f"#emph[{text(t)}]" if italic else text(t) for t, italic in segments)
            made.append(f"#citing[{text(name)}][{words}]")
        return "\n\n" + "\n".join(made) if made else ""

    def _is_page_of_list(self) -> bool:
        """Whether the document is an entry or a source, whose title belongs into the contents."""
        return (
            self.doc.startswith((*ENTRIES, "sources/")) and not self.doc.endswith("/index") and "/by/" not in self.doc
        )

    def on_document(self, node: Element) -> str:
        return self.blocks(node)

    on_compound = on_document

    def on_fold(self, node: Element) -> str:
        """Folded content: of evidence the book has the marks only, for the statements stand under their sources."""
        classes: list[str] = node.get("classes", [])
        if "hb-used" in classes:
            return ""
        if "hb-evidence-fold" not in classes:
            return self.blocks(node)
        parts = [self.write(node.children[0])]
        for child in node.children[1:]:
            if isinstance(child, Element):
                marks = [
                    self.write(mark) for mark in child.findall(nodes.inline) if "hb-cite" in mark.get("classes", [])
                ]
                parts.append(", ".join(marks) if marks else self.kids(child))
        return '#div(("hb-evidence",))[' + " ".join(part for part in parts if part) + "]"

    def on_summary(self, node: Element) -> str:
        return f"#span({array(map(string, ['hb-summary']))})[{self.kids(node)}]"

    def on_section(self, node: Element) -> str:
        if ALSO_SAID in node.get("ids", []) and self.doc.startswith(ENTRIES):
            return ""
        self.level += 1
        made = self.blocks(node)
        self.level -= 1
        return made

    def on_title(self, node: Element) -> str:
        if isinstance(node.parent, nodes.section):
            level = max(self.level, 1)
            if level == 2 and not self._is_page_of_list():
                return self.anchors(node.parent) + f"#part[{self.kids(node)}]"
            return self.anchors(node.parent) + f"#heading(level: {level})[{self.kids(node)}]"
        return f"#strong[{self.kids(node)}]"

    def on_paragraph(self, node: Element) -> str:
        return self.anchors(node) + self.kids(node)

    def on_rubric(self, node: Element) -> str:
        return f"#strong[{self.kids(node)}]"

    def on_block_quote(self, node: Element) -> str:
        return f"#quote(block: true)[{self.blocks(node)}]"

    def on_literal_block(self, node: Element) -> str:
        return f"#raw(block: true, {string(node.astext())})"

    def on_comment(self, node: Element) -> str:
        return ""

    on_substitution_definition = on_meta = on_raw = on_index = on_toctree = on_tabular_col_spec = on_comment

    # -- inline

    def on_inline(self, node: Element) -> str:
        classes: list[str] = node.get("classes", [])
        if HIDDEN & set(classes):
            return ""
        inner = self.kids(node)
        return self.anchors(node) + (f"#span({array(map(string, classes))})[{inner}]" if classes else inner)

    def on_emphasis(self, node: Element) -> str:
        return f"#emph[{self.kids(node)}]"

    on_title_reference = on_emphasis

    def on_strong(self, node: Element) -> str:
        return f"#strong[{self.kids(node)}]"

    def on_literal(self, node: Element) -> str:
        return f"#raw({string(node.astext())})"

    def on_reference(self, node: Element) -> str:
        inner, address = self.kids(node), node.get("refuri", "")
        # The numbers of claims are no numbers of pages: that of a claim itself is no link, those in a lead stand in brackets.
        around: list[str] = node.parent.get("classes", []) if isinstance(node.parent, Element) else []
        if "hb-number" in around:
            return inner
        if "hb-basis" in around:
            inner = f"\\[{inner}\\]"
        if address and not address.startswith("%"):
            return f"#link({string(address)})[{inner}]"
        key = address[1:].removesuffix("#hb-entry") if address else f"{self.doc}#{node.get('refid')}"
        if key == self.doc or (not address and "hb-para" in node.get("classes", [])):
            return inner
        if key not in self.labels:
            if "#" not in key and not self.quiet.match(key):
                logger.warning("the book has no page for %r", key, location=node, type="handbook", subtype="pdf")
            return inner
        return f"#xref({string(key)}, {string(('#p' in key and 'cite') or 'entry')}, {string(self.doc)})[{inner}]"

    # -- lists

    def _items(self, node: Element) -> str:
        return ", ".join(f"[{self.anchors(i)}{self.blocks(i)}]" for i in node.children if isinstance(i, Element))

    def on_bullet_list(self, node: Element) -> str:
        classes: list[str] = node.get("classes", [])
        name = "rows" if "hb-rows" in classes else "says" if "hb-says" in classes else "list"
        return self.anchors(node) + f"#{name}({self._items(node)})"

    def on_enumerated_list(self, node: Element) -> str:
        classes: list[str] = node.get("classes", [])
        if any(c.startswith("timeline") for c in classes):
            return self.anchors(node) + f"#ladder({self._items(node)})"
        return self.anchors(node) + f"#enum({self._items(node)})"

    def on_TimelineDiv(self, node: Element) -> str:
        return self.blocks(node)

    def on_definition_list(self, node: Element) -> str:
        made = []
        for item in node.children:
            parts = [c for c in getattr(item, "children", ()) if isinstance(c, Element)]
            terms = [f"[{self.anchors(t)}{self.kids(t)}]" for t in parts if isinstance(t, nodes.term)]
            meanings = [f"[{self.blocks(d)}]" for d in parts if isinstance(d, nodes.definition)]
            made.append(f"({array(terms)}, {array(meanings)})")
        return self.anchors(node) + f"#glossary({', '.join(made)})"

    def on_glossary(self, node: Element) -> str:
        return self.blocks(node)

    def on_field_list(self, node: Element) -> str:
        made = [
            f"([{self.kids(f.next_node(nodes.field_name) or f)}], [{self.blocks(f.next_node(nodes.field_body) or f)}])"
            for f in node.children
            if isinstance(f, Element)
        ]
        return self.anchors(node) + f"#fields({', '.join(made)})"

    # -- pictures, tables, bibliography

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
        return self.anchors(node) + f"#table(columns: {columns}, {head}{body})"

    def on_citation(self, node: Element) -> str:
        body = "\n\n".join(self.write(c) for c in node.children if not isinstance(c, nodes.label))
        return self.anchors(node) + f"#work[{body}]"
