"""Markdown links from hand-written pages to generated ones: ``[actors](actors/index.md)``.

MyST treats a link as one to a page only if the file exists; generated pages have no file in the source folder.
"""

from __future__ import annotations

import posixpath

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx


def to_generated_pages(app: Sphinx, document: nodes.document) -> None:
    """Turn links to the would-be file of a generated page into references to the page."""
    env = app.env
    linking_page = env.docname
    for node in document.findall(addnodes.pending_xref):
        if node.get("reftype") != "myst" or node.get("refdomain"):
            continue
        path, _, anchor = str(node["reftarget"]).partition("#")
        if not path.endswith(".md"):
            continue
        name = path.removesuffix(".md")
        docname = posixpath.normpath(
            name[1:] if name.startswith("/") else posixpath.join(posixpath.dirname(linking_page), name)
        )
        if docname in env.found_docs:
            node["refdomain"], node["reftarget"], node["reftargetid"] = "doc", docname, anchor or None
