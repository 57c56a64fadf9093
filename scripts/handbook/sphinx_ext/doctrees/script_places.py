"""Places that a script of the site fills from the site's data: pages of other builders do not have them."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from handbook.blocks import ANY_DAY


def leave_out(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Remove from a page the places that scripts fill, and any boxes left empty, unless the builder is the site's."""
    if app.builder.name == "html":
        return
    for place in list(document.findall(nodes.paragraph)):
        if ANY_DAY in place["classes"]:
            box = place.parent
            box.remove(place)
            if isinstance(box, nodes.container) and not box.children:
                box.parent.remove(box)
