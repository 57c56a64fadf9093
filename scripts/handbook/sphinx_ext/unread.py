"""Nodes of generated pages that Sphinx never read, for extensions that ask it for them after all.

Who looks at nodes while pages are read or written has all of them read (``wanted``).  That somebody will ask
when all is built (``env.get_doctree``) nobody can know before: then a page's nodes are made as they are asked for.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Set

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document

from handbook.blocks import Figure, Page
from handbook.render.html import NotHere
from handbook.sphinx_ext.nodes import Maker


def keep(env: BuildEnvironment, names: Set[str], page: Callable[[str], Page], picture: Callable[[Figure], str]) -> None:
    """Have the nodes of generated pages, of these ``names``, made as they are asked for."""
    env._pickled_doctree_cache = Doctrees(env, names, page, picture)


class Doctrees(dict[str, bytes]):
    """What Sphinx keeps at hand of the nodes of pages, before it looks for a file; those of generated ones have none.

    Sphinx stores none of it, and no generated page takes room here.
    """

    def __init__(
        self, env: BuildEnvironment, names: Set[str], page: Callable[[str], Page], picture: Callable[[Figure], str]
    ) -> None:
        super().__init__()
        self._env, self._names, self._page, self._picture = env, names, page, picture

    def __missing__(self, docname: str) -> bytes:
        """The nodes of a generated page, as Sphinx keeps those of others.

        Raises:
            KeyError: it is none, or one that only a parser can read.
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
        # Without what cannot be pickled, as Sphinx stores others.
        document.settings = document.settings.copy()
        vars(document.settings).update(self._env.settings, env=None, warning_stream=None, record_dependencies=None)
        document.reporter = document.transformer = None  # pyrefly: ignore[bad-assignment]
        return pickle.dumps(document, pickle.HIGHEST_PROTOCOL)
