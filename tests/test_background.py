"""What is made by a process of its own: its answer comes, or it is said that none does."""

from __future__ import annotations

import os
import time

import pytest

from handbook.incremental import background
from handbook.incremental.background import Background

pytestmark = pytest.mark.skipif(not background.possible(), reason="this system cannot copy a process")


def interrupted() -> int:
    raise KeyboardInterrupt


def test_an_answer_of_another_process() -> None:
    """It is what another process returned, however much that is."""
    number, text = Background(lambda: (os.getpid(), "x" * 1_000_000)).answer()
    assert number != os.getpid()
    assert len(text) == 1_000_000


def test_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    """Of a process that a person interrupts, or that ends early, no answer comes, and it says nothing."""
    for make in (interrupted, lambda: os._exit(3)):
        with pytest.raises(EOFError):
            Background(make).answer()
    assert capfd.readouterr() == ("", "")


def test_nobody_asks_any_more() -> None:
    """A process is ended wherever it is; to end it once more changes nothing."""
    begun = Background(lambda: time.sleep(600))
    begun.stop()
    begun.stop()
    assert not begun._process.is_alive()
