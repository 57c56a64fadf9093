"""The pages of a book as one tree: generated ones from their blocks, hand-written ones as Sphinx stored them."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.nodes import Element
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document

from handbook.sphinx_ext.build import build_of
from handbook.sphinx_ext.nodes import Maker


def page_tree(env: BuildEnvironment, docname: str) -> nodes.document:
    """The nodes of a page, which nobody else has."""
    build = build_of(env)
    if docname not in build.told_pages:
        return env.get_doctree(docname)
    document = new_document(docname)
    Maker(docname, build.picture_uri, docname).page(document, build.page(docname))
    for image in document.findall(nodes.image):
        # As Sphinx's collector notes images of pages that it reads.
        path = env.relfn2path(image["uri"], docname)[0]
        image["uri"], image["candidates"] = path, {"*": path}
        env.images.add_file(docname, path)
    return document


def inlined(env: BuildEnvironment, docname: str, traversed: list[str]) -> nodes.document:
    """A page with the pages that it lists in the place of each list, and so on; each page once."""
    tree = page_tree(env, docname)
    for listed in list(tree.findall(addnodes.toctree)):
        files: list[nodes.Node] = []
        for other in map(str, listed["includefiles"]):
            if other in traversed:
                continue
            traversed.append(other)
            file = addnodes.start_of_file("", docname=other)
            file += inlined(env, other, traversed).children
            files.append(file)
        assert listed.parent
        listed.parent.replace(listed, files)
    return tree


def without(file: Element, left_out: re.Pattern[str]) -> Element | None:
    """A document without those that are left out of the book; None if it is one itself."""
    if left_out.match(file["docname"]):
        return None
    _prune(file, left_out)
    return file


def _prune(node: Element, left_out: re.Pattern[str]) -> None:
    node.children = [
        child
        for child in node.children
        if not (isinstance(child, addnodes.start_of_file) and left_out.match(child["docname"]))
    ]
    for child in node.children:
        if isinstance(child, Element):
            child.parent = node
            _prune(child, left_out)
