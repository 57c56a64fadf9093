"""Cleaning what Sphinx keeps in memory before another build in the same process or application (``handbook serve``).

Sphinx normally has a process and an application for each build, and pickles its environment before pages are written.
So changes that the writing of pages makes to the environment have no effect, unless the application builds again.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import _assets

#: Of whom it is known that what they do when a builder is made comes of settings and templates alone, or is done again here.
KNOWN = (
    "handbook.",
    "sphinx.builders.",
    "sphinx.domains.",
    "myst_parser.",
    "sphinxcontrib.bibtex.",
    "sphinx_timeline.",
    "sphinx_copybutton.",
    "sphinx_design.",
    "furo.",
)


def begins_with_files(app: Sphinx) -> bool:
    """Whether an extension may read or make files when a builder is made, as inventories of other projects: then an application builds once."""
    listeners = app.events.listeners.get("builder-inited", ())
    return not all(f"{listener.handler.__module__}.".startswith(KNOWN) for listener in listeners)


def forget_checksums() -> None:
    """Forget the checksums of style sheets and scripts, which Sphinx keeps by path for as long as the process runs."""
    checksum = getattr(_assets, "_file_checksum_inner", None)
    if hasattr(checksum, "cache_clear"):
        checksum.cache_clear()


def forget_what_was_written(builder: Builder) -> None:
    """Undo the changes that the writing of pages makes to a builder and its environment."""
    env = builder.env
    # The pictures of pages that were written, which may be gone: a page that is written again names its own.
    builder.images.clear()
    # Templates are not reloaded within a build, so the cache must not outlive it.
    environment = getattr(getattr(builder, "templates", None), "environment", None)
    if environment is not None and environment.cache is not None:
        environment.cache.clear()
    # Cached doctrees: a page that is read again has a new one.
    env._pickled_doctree_cache.clear()
    env._write_doc_doctree_cache.clear()
    # sphinxcontrib-bibtex makes empty nodes when it reads a bibliography, and adds labels and texts when it writes.
    for bibliography in env.domaindata.get("cite", {}).get("bibliographies", {}).values():
        for line in bibliography.citation_nodes.values():
            line.clear()
