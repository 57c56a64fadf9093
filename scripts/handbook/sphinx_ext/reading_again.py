"""Cleaning the environment before another build in the same application (``handbook serve``).

Sphinx normally makes an application for each build, and pickles its environment before pages are written. So changes
that the writing of pages makes to the environment have no effect, unless the application builds again.
"""

from __future__ import annotations

from sphinx.environment import BuildEnvironment


def forget_what_was_written(env: BuildEnvironment) -> None:
    """Undo the changes that the writing of pages makes to an environment."""
    # Cached doctrees: a page that is read again has a new one.
    env._pickled_doctree_cache.clear()
    env._write_doc_doctree_cache.clear()
    # sphinxcontrib-bibtex makes empty nodes when it reads a bibliography, and adds labels and texts when it writes.
    for bibliography in env.domaindata.get("cite", {}).get("bibliographies", {}).values():
        for line in bibliography.citation_nodes.values():
            line.clear()
