"""What is made by a process of its own: its answer comes, or it is said that none does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
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


#: Starts processes that have more to say than a pipe holds, and is killed before it listens to any.
KILLED = """
import os, signal, time
from handbook.incremental.background import Background
from handbook.sphinx_ext.running.sphinx_processes import ReportingTasks

def say(_number=0):
    time.sleep(0.5)
    return "x" * 1_000_000

begun = [Background(say) for _ in range(2)]
tasks = ReportingTasks((), 3)
for number in range(2):
    tasks.add_task(say, number)
time.sleep(1.5)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_process_outlives_a_killed_one() -> None:
    """Processes that have something to say to one that was killed end too: they hold no end of a pipe to read from."""
    # Whoever is left would hold the pipes of output.
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGKILL, "", "")
