"""Sphinx's own processes for pages, made to report every failure.

Sphinx ignores a failure in one process while it is still starting others: the pages of all
processes then running are missing, and the build counts as a success.  A process that was killed shows as
a traceback about a pipe.  Here both end the build with a message.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import sphinx.builders
from sphinx.builders import Builder
from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.util.parallel import ParallelTasks

from handbook import faults
from handbook.sphinx_ext.running.stop_messages import refused


class ReportingTasks(ParallelTasks):
    """Processes whose first failure is remembered, and raised by ``join``."""

    def __init__(self, folders: Sequence[Path], nproc: int) -> None:
        """``folders`` are those that the processes write to, for error messages."""
        super().__init__(nproc)
        self._folders = folders
        self._failed: SphinxError | None = None

    def _process(self, pipe: Any, func: Callable[..., Any], arg: Any) -> None:
        # In the new process.  It keeps no reading end of a pipe: once the first process is gone, it writes in vain and ends.
        for reader in (*self._precvs.values(), *self._precvs_waiting.values()):
            reader.close()
        with suppress(BrokenPipeError):
            super()._process(pipe, func, arg)

    def _join_one(self) -> bool:
        try:
            return super()._join_one()
        except SphinxParallelError as error:
            message = str(error)
        except EOFError:
            message = "it was ended from outside, perhaps because there was no memory left"
        # The user can fix an operating system's error; of other errors Sphinx says more when it runs in one process.
        fault = refused(message)
        self._failed = SphinxError(
            faults.in_words(fault, *self._folders)
            if fault
            else f"a process that reads or writes pages failed: {message} (sphinx-build without -j says more)"
        )
        raise self._failed

    def join(self) -> None:
        """Wait for all processes.

        Raises:
            SphinxError: a process failed, now or before; the others were ended.
        """
        if self._failed is not None:
            self.terminate()
            raise self._failed
        super().join()

    def add_task(self, *arguments: Any, **options: Any) -> None:
        # After a failure no more tasks are started: the build is about to end.
        if self._failed is None:
            super().add_task(*arguments, **options)


@contextmanager
def heard(builder: Builder) -> Generator[None]:
    """Context manager in which Sphinx uses ``ReportingTasks`` as its processes."""
    module: Any = sphinx.builders
    before, module.ParallelTasks = (
        module.ParallelTasks,
        partial(ReportingTasks, (Path(builder.outdir), Path(builder.doctreedir))),
    )
    try:
        yield
    finally:
        module.ParallelTasks = before


class ReportingBuilder(Builder):
    """A builder that reads and writes pages in ``ReportingTasks``."""

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        with heard(self):
            super()._read_parallel(docnames, nproc)

    def _write_parallel(self, docnames: Sequence[str], nproc: int) -> None:
        with heard(self):
            super()._write_parallel(docnames, nproc)
