"""The end of a build that failed, or warned: the next one begins anew."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sphinx.application import Sphinx

from handbook import incremental
from handbook.incremental import PRODUCTS
from handbook.incremental.settled import SETTLED
from handbook.sphinx_ext import stored


def forget(app: Sphinx, folder: Path, pages: frozenset[str]) -> None:
    """Have the next build begin anew: this one failed, or some of its warnings are of the writing of ``pages``."""
    stored.forget(folder)
    # Some warnings are of the writing of a page: one that is not written says nothing.
    if (manifest := getattr(app.builder, "manifest", None)) is not None:
        manifest.doubt(pages)
    for name in (incremental.KEPT, PRODUCTS, SETTLED):
        # What cannot be removed could not be written either.
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
