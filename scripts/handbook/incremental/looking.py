"""What is there of a site, looked at by a process of its own while seeds are read."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from handbook.incremental import settled


class Look:
    """A look at all files of a site, without those of ``others`` below it."""

    def __init__(self, out: Path, others: Sequence[Path] = ()) -> None:
        self._out, self._others = out, others
        self._process: BaseProcess | None = None
        self._looked: dict[str, bytes] | None = None

    def begin(self) -> None:
        """Begin it, where there may be several processes; else all is looked at when it is asked for."""
        if "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            self._end, there = context.Pipe(duplex=False)
            self._process = context.Process(target=self._run, args=(there,), daemon=True)
            self._process.start()
            there.close()

    def _run(self, there: Connection) -> None:
        gc.disable()
        # Where something cannot be looked at this ends early, and who asks looks again, and says so.
        with contextlib.suppress(OSError):
            there.send(settled.outputs(self._out, others=self._others, several=False))

    def outputs(self) -> dict[str, bytes]:
        """The digests of all files, by name, as they were at the first look.

        Raises:
            OSError: a folder cannot be looked at.
        """
        if self._looked is None and self._process is not None:
            with contextlib.suppress(EOFError):
                self._looked = self._end.recv()
            self.stop()
        if self._looked is None:
            self._looked = settled.outputs(self._out, others=self._others)
        return self._looked

    def stop(self) -> None:
        """End it: nobody will ask."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._end.close()
            self._process = None
