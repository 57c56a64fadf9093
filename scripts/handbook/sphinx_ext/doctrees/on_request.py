"""Doctrees of generated pages that Sphinx never read, for extensions that ask for them after all.

If an extension uses doctrees while pages are read or written, Sphinx reads all generated pages (``demand``).  That one will ask
for a doctree when all is built (``env.get_doctree``) cannot be known before: then the doctree is made on request.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Set

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document

from handbook.blocks import Figure, Page
from handbook.render.html import NotHere
from handbook.sphinx_ext.doctrees.block_nodes import Maker


def keep(env: BuildEnvironment, names: Set[str], page: Callable[[str], Page], picture: Callable[[Figure], str]) -> None:
    """Make the environment produce the doctrees of generated pages, of these ``names``, on request."""
    env._pickled_doctree_cache = Doctrees(env, names, page, picture)


class Doctrees(dict[str, bytes]):
    """Sphinx's cache of pickled doctrees, where it looks before it looks for a file; generated pages have no file.

    Sphinx does not store the cache, and doctrees of generated pages are not kept in it.
    """

    def __init__(
        self, env: BuildEnvironment, names: Set[str], page: Callable[[str], Page], picture: Callable[[Figure], str]
    ) -> None:
        super().__init__()
        self._env, self._names, self._page, self._picture = env, names, page, picture

    def __missing__(self, docname: str) -> bytes:
        """The pickled doctree of a generated page, as Sphinx stores those of others.

        Raises:
            KeyError: the page is not generated, or only a parser can read it.
        """
        if docname not in self._names:
            raise KeyError(docname)
        source = str(self._env.doc2path(docname))
        document = new_document(source)
        try:
            Maker(docname, self._picture, source).page(document, self._page(docname))
        except NotHere:
            raise KeyError(docname) from None
        for node in document.findall(nodes.target):
            document.ids.setdefault(node["ids"][0], node)
        for image in document.findall(nodes.image):
            image["candidates"] = {"*": image["uri"]}
        # Drop what cannot be pickled, as Sphinx does when it stores a doctree.
        document.settings = document.settings.copy()
        vars(document.settings).update(self._env.settings, env=None, warning_stream=None, record_dependencies=None)
        document.reporter = document.transformer = None  # pyrefly: ignore[bad-assignment]
        return pickle.dumps(document, pickle.HIGHEST_PROTOCOL)
