"""The Sphinx extension: ``extensions = ["handbook.sphinx_ext"]`` in ``conf.py``.

Generated pages are planned before Sphinx looks for files.  Sphinx is told what they declare without
reading them, or reads them where something needs their doctrees.  The domain ``hb`` holds every entry,
source and statement; directives show parts of the corpus in hand-written pages.  To add an object
type, extend ``objects.domain.KINDS``; to add a directive, write it in ``doctrees.directives``.

The modules that write generated pages (``frame``, ``storage``) do not import
Sphinx, so that an edit that touches no page of Sphinx's own need not load it (``running.without_sphinx``).  This
package therefore imports ``extension``, which needs Sphinx, only in ``setup``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything that the extension adds (``extension``)."""
    metadata: ExtensionMetadata = import_module("handbook.sphinx_ext.extension").setup(app)
    return metadata
