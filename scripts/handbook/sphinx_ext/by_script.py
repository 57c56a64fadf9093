"""What only a script of the site shows, and the site's data: other builders' pages have nothing of it."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from handbook.blocks import ANY_DAY


def leave_out(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Take the places that scripts fill out of a page, and boxes that are empty then, unless it is one of the site."""
    if app.builder.name == "html":
        return
    for place in list(document.findall(nodes.paragraph)):
        if ANY_DAY in place["classes"]:
            box = place.parent
            box.remove(place)
            if isinstance(box, nodes.container) and not box.children:
                box.parent.remove(box)
