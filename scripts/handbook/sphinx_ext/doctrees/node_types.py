"""Our own docutils nodes (pictures and folded content), and how every writer shows folded content."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.nodes import Element
from sphinx.application import Sphinx

#: The attribute of a reference to a file of the site, by its path from the site's root.
SITE_FILE = "hb-site-file"


class drawing(nodes.General, nodes.Element):
    """A picture that is drawn into an HTML page: the links in its ``svg`` get their addresses when the page is written."""


class fold(nodes.General, nodes.Element):
    """Content that a reader unfolds; its first child is a ``summary``.  Outputs that cannot fold show it open."""


class summary(nodes.General, nodes.TextElement):
    """The line that stays visible above folded content."""


def add_folds(app: Sphinx) -> None:
    """Register how every writer shows folded content."""
    opened, shown = (_nothing, _nothing), (_visit_paragraph, _depart_paragraph)
    app.add_node(fold, html=(_open_details, _close_details), latex=opened, text=opened, man=opened, texinfo=opened)
    app.add_node(summary, html=(_open_summary, _close_summary), latex=shown, text=shown, man=shown, texinfo=shown)


def for_others(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Replace our own nodes for builders whose writers do not know them: folds become open content, drawings are removed."""
    handlers, builder = app.registry.translation_handlers, app.builder
    if any(fold.__name__ in handlers.get(name, {}) for name in (builder.name, builder.format)):
        return
    for node in list(document.findall(fold)):
        node.replace_self(nodes.container("", *node.children, **node.attributes))
    for node in list(document.findall(summary)):
        node.replace_self(nodes.paragraph("", "", *node.children, **node.attributes))
    for node in list(document.findall(drawing)):
        node.parent.remove(node)


def _nothing(writer: Any, node: Element) -> None:
    pass


def _open_details(writer: Any, node: Element) -> None:
    writer.body.append(writer.starttag(node, "details"))


def _close_details(writer: Any, node: Element) -> None:
    writer.body.append("</details>\n")


def _open_summary(writer: Any, node: Element) -> None:
    writer.body.append(writer.starttag(node, "summary", ""))


def _close_summary(writer: Any, node: Element) -> None:
    writer.body.append("</summary>\n")


def _visit_paragraph(writer: Any, node: Element) -> None:
    writer.visit_paragraph(node)


def _depart_paragraph(writer: Any, node: Element) -> None:
    writer.depart_paragraph(node)
