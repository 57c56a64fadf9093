"""HTML of the nodes that ``parse`` makes, as Sphinx's translator writes it, in one pass with references resolved.

Sphinx walks a page some twenty times before it writes it, and calls three functions
for each node when it does.  Whatever is not among the nodes that are known here raises
``Beyond``, and Sphinx writes the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from docutils import nodes
from docutils.nodes import Element, Node, Text
from docutils.writers.html5_polyglot import HTMLTranslator
from sphinx import addnodes
from sphinx.util.tags import Tags

from handbook.sphinx_ext.domain import Object
from handbook.sphinx_ext.quick.parse import Beyond

#: As docutils encodes text and attribute values.
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", ">": "&gt;", "@": "&#64;"})
_LANGUAGE = "language-"
_INLINE_TAGS = frozenset(HTMLTranslator.supported_inline_tags)
_SPACES = re.compile(r"\s")
#: What makes docutils set a list in another way.
_LIST_CLASSES = frozenset({"compact", "open", "contents"})


def encode(text: str) -> str:
    return text.translate(_SPECIAL)


def attribute(text: str) -> str:
    return encode(_SPACES.sub(" ", text))


def start(name: str, node: Element, *more: str, first: tuple[str, ...] = ()) -> str:
    """A start tag with a node's classes, language and id, after ``first`` and before ``more`` classes."""
    classes = list(first)
    language = ""
    for found in (*node["classes"], *more):
        if found.startswith(_LANGUAGE):
            language = language or found.removeprefix(_LANGUAGE)
        elif found not in classes:
            classes.append(found)
    ids = node["ids"]
    if len(ids) > 1:
        raise Beyond
    made = f"<{name}"
    if classes:
        made += f' class="{attribute(" ".join(classes))}"'
    if ids:
        made += f' id="{attribute(ids[0])}"'
    if language:
        made += f' lang="{attribute(language)}"'
    return made + ">"


class Fragment:
    """The HTML of one page.

    ``objects`` are the domain's; ``address`` gives the address of a document from the
    page; ``permalink`` is the end of a heading's link to itself.
    """

    def __init__(
        self,
        docname: str,
        objects: Mapping[tuple[str, str], Object],
        address: Callable[[str], str],
        tags: Tags,
        permalink: str,
    ) -> None:
        self.docname, self.objects, self.address, self.tags, self.permalink = docname, objects, address, tags, permalink
        self.out: list[str] = []
        self.level = 0
        #: How each class of nodes is written.
        self.ways: dict[type[Node], Callable[..., None]] = {
            Text: self._text,
            nodes.inline: self._inline,
            addnodes.pending_xref: self._xref,
            nodes.reference: self._reference,
            nodes.paragraph: self._paragraph,
            nodes.container: self._container,
            nodes.bullet_list: self._bullets,
            nodes.enumerated_list: self._numbers,
            nodes.field_list: self._fields,
            nodes.section: self._section,
            nodes.compound: self._toctree,
            nodes.comment: self._nothing,
            addnodes.index: self._nothing,
            nodes.target: self._target,
            addnodes.only: self._only,
            nodes.raw: self._raw,
        }

    def write(self, document: nodes.document) -> str:
        """The page's body.

        Raises:
            Beyond: a node, class or reference that is not known here.
        """
        self._children(document)
        return "".join(self.out)

    def _children(self, node: Element) -> None:
        ways = self.ways
        for child in node.children:
            way = ways.get(type(child))
            if way is None:
                raise Beyond
            way(child)

    def _nothing(self, _node: Node) -> None:
        pass

    def _text(self, node: Text) -> None:
        self.out.append(node.translate(_SPECIAL))

    def _inline(self, node: nodes.inline) -> None:
        if not _INLINE_TAGS.isdisjoint(node["classes"]):
            raise Beyond
        self.out.append(start("span", node))
        self._children(node)
        self.out.append("</span>")

    def _xref(self, node: addnodes.pending_xref) -> None:
        found = self.objects.get((node["reftype"], node["reftarget"])) if node["refdomain"] == "hb" else None
        if found is None:
            raise Beyond
        address = "" if found.docname == self.docname and found.anchor else self.address(found.docname)
        anchor = f"#{found.anchor}" if found.anchor else ""
        self.out.append(f'<a class="reference internal" href="{attribute(address + anchor or "#")}">')
        if node["refexplicit"]:
            self._children(node)
        else:
            self._inline(nodes.inline("", found.name, classes=["hb-link", f"hb-link-{node['reftype']}"]))
        self.out.append("</a>")

    def _reference(self, node: nodes.reference) -> None:
        outside = "refuri" in node and not node.get("internal")
        address = node["refuri"] if "refuri" in node else "#" + node["refid"]
        if address.startswith("mailto:") or not address:
            raise Beyond
        classes = " ".join([*node["classes"], "reference", "external" if outside else "internal"])
        self.out.append(f'<a class="{attribute(classes)}" href="{attribute(address)}">')
        self._children(node)
        self.out.append("</a>")

    def _paragraph(self, node: nodes.paragraph) -> None:
        self.out.append(start("p", node))
        self._children(node)
        alone = isinstance(node.parent, nodes.list_item) and len(node.parent) == 1
        self.out.append("</p>" if alone else "</p>\n")

    def _container(self, node: nodes.container) -> None:
        self.out.append(start("div", node, "docutils", "container") + "\n")
        self._children(node)
        self.out.append("</div>\n")

    def _bullets(self, node: nodes.bullet_list) -> None:
        self.out.append(start("ul", node, *(["simple"] if self._simple(node) else [])) + "\n")
        self._items(node)
        self.out.append("</ul>\n")

    def _numbers(self, node: nodes.enumerated_list) -> None:
        first = (node["enumtype"], *(["simple"] if self._simple(node) else []))
        self.out.append(start("ol", node, first=first) + "\n")
        self._items(node)
        self.out.append("</ol>\n")

    def _simple(self, node: Element) -> bool:
        """If every item is one paragraph, and the list in no other list (``parse`` makes none)."""
        if not _LIST_CLASSES.isdisjoint(node["classes"]) or "contents" in node.parent["classes"]:
            raise Beyond
        return all(
            isinstance(item, Element) and len(item) == 1 and isinstance(item[0], nodes.paragraph)
            for item in node.children
        )

    def _items(self, node: Element) -> None:
        for item in node:
            if not isinstance(item, nodes.list_item):
                raise Beyond
            self.out.append(start("li", item))
            self._children(item)
            self.out.append("</li>\n")

    def _fields(self, node: nodes.field_list) -> None:
        if not _LIST_CLASSES.isdisjoint(node["classes"]) or "contents" in node.parent["classes"]:
            raise Beyond
        self.out.append(start("dl", node, "field-list", "simple") + "\n")
        for number, field in enumerate(node.children):
            name, body = field.children
            if not (isinstance(name, nodes.field_name) and isinstance(body, nodes.field_body)):
                raise Beyond
            row = "field-even" if number % 2 else "field-odd"
            self.out.append(f'<dt class="{row}">')
            self._children(name)
            self.out.append(f'<span class="colon">:</span></dt>\n<dd class="{row}">')
            if len(body) != 1 or not isinstance(body[0], nodes.paragraph | nodes.bullet_list):
                raise Beyond
            self._children(body)
            self.out.append("</dd>\n")
        self.out.append("</dl>\n")

    def _section(self, node: nodes.section) -> None:
        self.level += 1
        title = node[0]
        if not isinstance(title, nodes.title) or self.level > 6 or title["classes"] or not node["ids"]:
            raise Beyond
        self.out.append(f"{start('section', node)}\n<h{self.level}>")
        self._children(title)
        self.out.append(f'<a class="headerlink" href="#{node["ids"][0]}" {self.permalink}</h{self.level}>\n')
        for child in node.children[1:]:
            way = self.ways.get(type(child))
            if way is None:
                raise Beyond
            way(child)
        self.out.append("</section>\n")
        self.level -= 1

    def _toctree(self, node: nodes.compound) -> None:
        if len(node) != 1 or not isinstance(node[0], addnodes.toctree) or not node[0]["hidden"]:
            raise Beyond
        self.out.append(start("div", node, "compound") + "\n</div>\n")

    def _target(self, node: nodes.target) -> None:
        if "refid" not in node:
            raise Beyond

    def _only(self, node: addnodes.only) -> None:
        if self.tags.eval_condition(node["expr"]):
            self._children(node)

    def _raw(self, node: nodes.raw) -> None:
        if node["format"] != "html" or node["classes"]:
            raise Beyond
        self.out.append(node.astext())


def contents(toc: Element) -> str:
    """The list of a page's headings: ``document_toc`` as HTML.

    Raises:
        Beyond: something else than headings of plain text.
    """
    out: list[str] = ["<ul>\n"]
    for item in toc:
        if not isinstance(item, nodes.list_item) or not item.children:
            raise Beyond
        line, *below = item.children
        if not isinstance(line, addnodes.compact_paragraph) or len(line) != 1 or len(below) > 1:
            raise Beyond
        link = line[0]
        if not isinstance(link, nodes.reference) or not link.get("internal") or not only_text(link):
            raise Beyond
        if any(node["classes"] or node["ids"] or "secnumber" in node for node in (toc, item, line, link)):
            # Numbered sections, and lists of other pages with their levels.
            raise Beyond
        out.append(f'<li><a class="reference internal" href="{attribute(link["refuri"])}">{encode(link.astext())}</a>')
        for list_below in below:
            if not isinstance(list_below, nodes.bullet_list):
                raise Beyond
            out.append(contents(list_below))
        out.append("</li>\n")
    out.append("</ul>\n")
    return "".join(out)


def only_text(node: Element) -> bool:
    """If a heading, or a link to one, is plain text without a number of its section."""
    return bool(node.children) and all(type(child) is Text for child in node.children) and "secnumber" not in node
