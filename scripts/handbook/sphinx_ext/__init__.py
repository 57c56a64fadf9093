"""The Sphinx side: ``extensions = ["handbook.sphinx_ext"]`` in ``conf.py``.

Generated pages are planned before Sphinx looks for files; Sphinx is told of them, or reads
them where somebody wants their nodes.  The domain ``hb`` holds every entry, source and
statement; directives show parts of the corpus in hand-written pages.  To add an object
type, extend ``domain.KINDS``; to add a directive, write it in ``directives``.

What writes generated pages (``frames``, ``writing``, ``data``, ``manifest``) does without Sphinx, so
that an edit which concerns none of its pages need not load it (``refreshing``): ``extension`` does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Everything that the extension adds (``extension``)."""
    metadata: ExtensionMetadata = import_module("handbook.sphinx_ext.extension").setup(app)
    return metadata
