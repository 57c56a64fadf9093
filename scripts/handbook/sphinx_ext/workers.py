"""Work shared among processes that end together: when one fails, or the first one ends, none goes on."""

from __future__ import annotations

import gc
import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from handbook import faults

#: Pages between two searches for cycles: what is written of them waits so long, some 50 MB.
BATCH = 250


class WorkFailed(Exception):
    """A process failed; the message has what it said."""


class Workers:
    """Processes that were given a part each of a list, and what they bring back."""

    def __init__(self) -> None:
        self._running: dict[Connection, BaseProcess] = {}

    def begin(self, work: Callable[[Sequence[str]], Any], parts: Iterable[Sequence[str]]) -> None:
        """Begin a process for each part."""
        context = multiprocessing.get_context("fork")
        for part in parts:
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_run, args=(work, part, there), daemon=True)
            process.start()
            there.close()
            self._running[here] = process

    def join(self) -> list[Any]:
        """Wait for all, and return what they brought, in any order.

        Raises:
            WorkFailed: one failed; the others were ended.
        """
        brought: list[Any] = []
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
                    brought.append(result)
        finally:
            self.stop()
        return brought

    def stop(self) -> None:
        """End all that still run."""
        for process in self._running.values():
            process.terminate()
        for connection, process in self._running.items():
            process.join()
            connection.close()
        self._running.clear()


def _run(work: Callable[[Sequence[str]], Any], part: Sequence[str], there: Connection) -> None:
    with suppress(KeyboardInterrupt, BrokenPipeError):
        try:
            answer: tuple[str, Any] = ("", work(part))
        except OSError as error:
            answer = (faults.in_words(error), None)
        except Exception as error:
            # One of Sphinx's says of which kind it is; another is a defect: told whole, by the process that can be heard.
            category = getattr(error, "category", "")
            answer = (f"{category}: {error}" if category else traceback.format_exc(), None)
        there.send(answer)


def in_batches(names: Iterable[str], parent: int = 0) -> Iterator[str]:
    """The names, with the search for cycles between batches only, which took half of the time that a page takes.

    It ends early when ``parent``, the process that began this one, is gone.
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
                # What is left stays: the next search does not look at it again.
                gc.freeze()
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()
