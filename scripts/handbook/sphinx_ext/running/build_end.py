"""The end of a build: calling our handler at the right moment, and making the next build start anew after failures or warnings."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx

from handbook import incremental
from handbook.incremental import PRODUCTS
from handbook.incremental.up_to_date import SETTLED
from handbook.sphinx_ext.project import pickle_proofs


def listen(app: Sphinx, finished: Callable[[Sphinx, BaseException | None], None]) -> None:
    """Call ``finished`` at the end of a build: after all other listeners, whose warnings count; after a failure, before them.

    An exception in one of those listeners is a failure of the build too: Sphinx then emits the event again, and that
    listener may raise once more, so ``finished`` has to come first.
    """

    def failed(app: Sphinx, error: BaseException | None) -> None:
        if error is not None:
            finished(app, error)

    def succeeded(app: Sphinx, error: BaseException | None) -> None:
        if error is None:
            finished(app, None)

    app.connect("build-finished", failed, priority=-1000)
    app.connect("build-finished", succeeded, priority=950)


def forget(app: Sphinx, folder: Path, pages: frozenset[str]) -> None:
    """Make the next build start anew, after one that failed or warned; it need not write ``pages``, which never warn."""
    pickle_proofs.forget(folder)
    # Some warnings come from the writing of a page, and would not come again if the page were not written again.
    if (manifest := getattr(app.builder, "manifest", None)) is not None:
        manifest.doubt(pages)
    for name in (incremental.KEPT, PRODUCTS, SETTLED):
        # A file that cannot be removed could not be written either.
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
