"""Commands in copies of this process: with real streams, signals and limits, without the imports of a new one."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from handbook import cli
from handbook.cli import terminal

#: Seconds after which a command does not end any more.
PATIENCE = 300


def begin(arguments: Sequence[str], said: Path, before: Callable[[], object] = lambda: None) -> int:
    """The process of a command, a copy of this one, so that the moments are those of its work and not of its imports."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        with said.open("wb", buffering=0) as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        sys.stdout = os.fdopen(1, "w", closefd=False, encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", closefd=False, encoding="utf-8")
        before()
        terminal.guard()
        sys.argv = ["handbook", *arguments]
        cli.run()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 70
    except BaseException as error:
        os.write(2, f"Traceback {error!r}".encode())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def ran(arguments: Sequence[str], said: Path, before: Callable[[], object] = lambda: None) -> tuple[int, str]:
    """The exit status of a command that is left to run, and what it said; one that waits for ever fails the test."""
    child = begin(arguments, said, before)
    ended = 0, 0
    until = time.monotonic() + PATIENCE
    while ended[0] == 0:
        ended = os.waitpid(child, os.WNOHANG)
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise AssertionError(f"it did not end within {PATIENCE} seconds: {' '.join(arguments)}")
        time.sleep(0.005)
    status = os.waitstatus_to_exitcode(ended[1])
    text = said.read_text(encoding="utf-8")
    assert "Traceback" not in text, text
    return status, text
