"""The end of a build: when it comes, and that the next one begins anew after one that failed, or warned."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx

from handbook import incremental
from handbook.incremental import PRODUCTS
from handbook.incremental.settled import SETTLED
from handbook.sphinx_ext import stored


def listen(app: Sphinx, finished: Callable[[Sphinx, BaseException | None], None]) -> None:
    """Have ``finished`` called after all others who listen to the end of a build, whose warnings count; after a failure before all.

    What one of these raises is a failure of the build too. Then Sphinx tells all of the end once more, and that one may raise it again.
    """

    def failed(app: Sphinx, error: BaseException | None) -> None:
        if error is not None:
            finished(app, error)

    def done(app: Sphinx, error: BaseException | None) -> None:
        if error is None:
            finished(app, None)

    app.connect("build-finished", failed, priority=-1000)
    app.connect("build-finished", done, priority=950)


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
