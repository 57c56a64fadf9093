"""Work shared among processes that end together: when one fails, or the parent ends, all stop."""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from handbook import faults
from handbook.incremental import background

#: The number of pages between two runs of the garbage collector: some 50 MB wait for it meanwhile.
BATCH = 250


class WorkFailed(Exception):
    """A process failed; the message is the one that it gave."""


class Workers:
    """Processes that each work on one part of a list, and their results."""

    def __init__(self) -> None:
        self._running: dict[Connection, BaseProcess] = {}

    def begin(self, work: Callable[[Sequence[str]], Any], parts: Iterable[Sequence[str]]) -> None:
        """Start a process for each part."""
        for part in parts:
            reading_end, process = background.start(partial(_run, work, part))
            self._running[reading_end] = process

    def join(self) -> list[Any]:
        """Wait for all processes, and return their results, in any order.

        Raises:
            WorkFailed: a process failed; the others were ended.
        """
        results: list[Any] = []
        try:
            while self._running:
                for ready in wait(list(self._running)):
                    assert isinstance(ready, Connection)
                    process = self._running.pop(ready)
                    try:
                        fault, result = ready.recv()
                    except EOFError:
                        fault, result = "a process that wrote pages ended early", None
                    ready.close()
                    process.join()
                    if fault:
                        raise WorkFailed(fault)
                    results.append(result)
        finally:
            self.stop()
        return results

    def stop(self) -> None:
        """End all processes that are still running."""
        for process in self._running.values():
            process.terminate()
        for connection, process in self._running.items():
            process.join()
            connection.close()
        self._running.clear()


def _run(work: Callable[[Sequence[str]], Any], part: Sequence[str], writing_end: Connection) -> None:
    try:
        answer: tuple[str, Any] = ("", work(part))
    except OSError as error:
        answer = (faults.in_words(error), None)
    except Exception as error:
        # An error of Sphinx's has a category; any other is a defect, whose traceback the parent reports.
        category = getattr(error, "category", "")
        answer = (f"{category}: {error}" if category else traceback.format_exc(), None)
    writing_end.send(answer)


def in_batches(names: Iterable[str], parent: int = 0) -> Iterator[str]:
    """Yield the names, with the garbage collector run between batches only: it took half of the time of each page.

    Raises:
        KeyboardInterrupt: the ``parent`` process, which started this one, is gone.
    """
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        for number, name in enumerate(names, 1):
            if parent and os.getppid() != parent:
                raise KeyboardInterrupt
            yield name
            if number % BATCH == 0:
                gc.collect()
                # What is left is permanent: the next run need not look at it again.
                gc.freeze()
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()
