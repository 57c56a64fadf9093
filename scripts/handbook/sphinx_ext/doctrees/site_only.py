"""What only the site has: places that its scripts fill, and links to its files.  Pages of other builders are without these."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from handbook.blocks import ANY_DAY
from handbook.sphinx_ext.doctrees.node_types import SITE_FILE


def link_files(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Link to files of the site from where a page is; under builders other than the site's, leave the words alone."""
    for link in [node for node in document.findall(nodes.reference) if SITE_FILE in node]:
        if app.builder.name == "html":
            link["refuri"] = relative_uri(app.builder.get_target_uri(docname), link[SITE_FILE])
        else:
            link.replace_self(link.children)


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
