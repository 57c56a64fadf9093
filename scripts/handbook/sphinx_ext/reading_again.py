"""One more build of the same application: what Sphinx and extensions hold of the pages that they wrote is not for the next one.

Sphinx makes an application for each build, and pickles its environment before pages are written. So what
writing them leaves in it is never seen, unless an application builds once more (``handbook serve``).
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.builders import Builder

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


def forget_what_was_written(builder: Builder) -> None:
    """Bring a builder and its environment to what they were before pages were written, as far as that changes them."""
    env = builder.env
    # The pictures of pages that were written, which may be gone: a page that is written again names its own.
    builder.images.clear()
    # Within a build nobody looks whether a template is another than it was.
    environment = getattr(getattr(builder, "templates", None), "environment", None)
    if environment is not None and environment.cache is not None:
        environment.cache.clear()
    # The nodes of pages as they were read: of a page that is read again others.
    env._pickled_doctree_cache.clear()
    env._write_doc_doctree_cache.clear()
    # sphinxcontrib-bibtex puts labels and texts into nodes that it made, empty, when it read a bibliography.
    for bibliography in env.domaindata.get("cite", {}).get("bibliographies", {}).values():
        for line in bibliography.citation_nodes.values():
            line.clear()
