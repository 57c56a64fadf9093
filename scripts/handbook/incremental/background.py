"""Computing a value in a separate process, which this one asks for the value when it needs it."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")


def possible() -> bool:
    """Whether this system can fork a process."""
    return "fork" in multiprocessing.get_all_start_methods()


class Background(Generic[T]):
    """The return value of ``make``, which a forked copy of this process computes, starting now."""

    def __init__(self, make: Callable[[], T]) -> None:
        context = multiprocessing.get_context("fork")
        self._end, there = context.Pipe(duplex=False)
        self._process = context.Process(target=self._run, args=(make, there), daemon=True)
        self._process.start()
        there.close()

    @staticmethod
    def _run(make: Callable[[], T], there: Connection) -> None:
        gc.disable()
        # An interrupt of the parent reaches this process too; and the parent may end first.
        with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
            there.send(make())

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
