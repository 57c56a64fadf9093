"""Computing a value in a separate process, which this one asks for the value when it needs it."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

T = TypeVar("T")


def possible() -> bool:
    """Whether this system can fork a process."""
    return "fork" in multiprocessing.get_all_start_methods()


def start(work: Callable[[Connection], None]) -> tuple[Connection, BaseProcess]:
    """Start a forked process whose ``work`` gets one end of a pipe, to write to; return the other end, and the process.

    The process writes in vain, and so ends, once this one is gone: it does not keep the reading end itself.
    """
    context = multiprocessing.get_context("fork")
    reading_end, writing_end = context.Pipe(duplex=False)

    def run() -> None:
        reading_end.close()
        # An interrupt of the parent reaches this process too; and the parent may end first.
        with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
            work(writing_end)

    process = context.Process(target=run, daemon=True)
    process.start()
    writing_end.close()
    return reading_end, process


class Background(Generic[T]):
    """The return value of ``make``, which a forked copy of this process computes, starting now."""

    def __init__(self, make: Callable[[], T]) -> None:
        def work(writing_end: Connection) -> None:
            gc.disable()
            writing_end.send(make())

        self._end, self._process = start(work)

    def answer(self) -> T:
        """Wait for the value and return it.

        Raises:
            EOFError: the process ended early.
        """
        answer: T = self._end.recv()
        self._process.join()
        return answer

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.terminate()
        self._process.join()
        self._end.close()
