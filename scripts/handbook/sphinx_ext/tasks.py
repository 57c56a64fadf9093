"""Sphinx's own processes for pages, of which none fails unheard.

Sphinx passes over what goes wrong in a process while it still begins others: the pages of all
that ran then are missing, and the build is a success.  A process that was killed is a
traceback about a pipe.  Here both end the build with a message.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sphinx.builders
from sphinx.builders import Builder
from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.util.parallel import ParallelTasks

from handbook import faults
from handbook.sphinx_ext.stopped import refused


class HeardTasks(ParallelTasks):
    """Processes whose first failure is remembered until somebody waits for them."""

    def __init__(self, folders: Sequence[Path], nproc: int) -> None:
        """``folders`` are those that are written to."""
        super().__init__(nproc)
        self._folders = folders
        self._failed: SphinxError | None = None

    def _join_one(self) -> bool:
        try:
            return super()._join_one()
        except SphinxParallelError as error:
            message = str(error)
        except EOFError:
            message = "it was ended from outside, perhaps because there was no memory left"
        # What the system refused a person can mend; of the rest Sphinx says more where it has one process.
        fault = refused(message)
        self._failed = SphinxError(
            faults.in_words(fault, *self._folders)
            if fault
            else f"a process that reads or writes pages failed: {message} (sphinx-build without -j says more)"
        )
        raise self._failed

    def join(self) -> None:
        """Wait for all.

        Raises:
            SphinxError: one failed, now or before; the others were ended.
        """
        if self._failed is not None:
            self.terminate()
            raise self._failed
        super().join()

    def add_task(self, *arguments: Any, **options: Any) -> None:
        # After a failure nothing is begun: the end is near.
        if self._failed is None:
            super().add_task(*arguments, **options)


@contextmanager
def heard(builder: Builder) -> Generator[None]:
    """Within it Sphinx's processes are these."""
    module: Any = sphinx.builders
    before, module.ParallelTasks = (
        module.ParallelTasks,
        partial(HeardTasks, (Path(builder.outdir), Path(builder.doctreedir))),
    )
    try:
        yield
    finally:
        module.ParallelTasks = before


class HeardBuilder(Builder):
    """A builder that reads and writes pages in such processes."""

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        with heard(self):
            super()._read_parallel(docnames, nproc)

    def _write_parallel(self, docnames: Sequence[str], nproc: int) -> None:
        with heard(self):
            super()._write_parallel(docnames, nproc)
