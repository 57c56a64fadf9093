"""Something made by a process of its own beside this one, which asks for it where it is wanted."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")


def possible() -> bool:
    """Whether this system can copy a process."""
    return "fork" in multiprocessing.get_all_start_methods()


class Beside(Generic[T]):
    """What ``make`` returns, made by a copy of this process from now on."""

    def __init__(self, make: Callable[[], T]) -> None:
        context = multiprocessing.get_context("fork")
        self._end, there = context.Pipe(duplex=False)
        self._process = context.Process(target=self._run, args=(make, there), daemon=True)
        self._process.start()
        there.close()

    @staticmethod
    def _run(make: Callable[[], T], there: Connection) -> None:
        gc.disable()
        # Who stops the first process stops this one; and that one may go first.
        with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
            there.send(make())

    def answer(self) -> T:
        """Wait for it.

        Raises:
            EOFError: the process ended early.
        """
        answer: T = self._end.recv()
        self._process.join()
        return answer

    def stop(self) -> None:
        """End the process, wherever it is."""
        self._process.terminate()
        self._process.join()
        self._end.close()
