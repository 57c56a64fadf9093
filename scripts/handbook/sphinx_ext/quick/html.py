"""HTML as Sphinx's translator writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from docutils import nodes
from docutils.nodes import Element, Text
from sphinx import addnodes

from handbook.sphinx_ext.quick.maker import Beyond

_LANGUAGE = "language-"
_SPACES = re.compile(r"\s")


def encode(text: str) -> str:
    """Text and attribute values as docutils encodes them; five replacements take a third of the time of one translation, or less."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace('"', "&quot;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
    )


def attribute(text: str) -> str:
    return encode(_SPACES.sub(" ", text))


@lru_cache(1 << 12)
def tag(name: str, classes: tuple[str, ...] = (), anchor: str = "") -> str:
    """A start tag with classes, among which may be a language, and an anchor."""
    kept: list[str] = []
    language = ""
    for found in classes:
        if found.startswith(_LANGUAGE):
            language = language or found.removeprefix(_LANGUAGE)
        elif found not in kept:
            kept.append(found)
    made = f"<{name}"
    if kept:
        made += f' class="{attribute(" ".join(kept))}"'
    if anchor:
        made += f' id="{attribute(anchor)}"'
    if language:
        made += f' lang="{attribute(language)}"'
    return made + ">"


def spanned(text: str, classes: tuple[str, ...]) -> str:
    """Text in a span."""
    return f"{tag('span', classes)}{encode(text)}</span>"


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


def headings(found: Sequence[tuple[int, str, str]]) -> str:
    """The same of headings of plain text with their levels and anchors, the first of which is the page."""
    out: list[str] = []
    depth = 0
    for number, (level, anchor, text) in enumerate(found):
        out.append("<ul>\n" if level > depth else "</li>\n" + "</ul>\n</li>\n" * (depth - level))
        depth = level
        out.append(
            f'<li><a class="reference internal" href="#{attribute(anchor) if number else ""}">{encode(text)}</a>'
        )
    return "".join(out) + "</li>\n</ul>\n" * depth


def only_text(node: Element) -> bool:
    """If a heading, or a link to one, is plain text without a number of its section."""
    return bool(node.children) and all(type(child) is Text for child in node.children) and "secnumber" not in node
