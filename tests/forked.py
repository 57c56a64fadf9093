"""Commands in copies of this process: with real streams, signals and limits, without the imports of a new one."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import typer.main

from handbook import cli
from handbook.cli import terminal

#: Seconds after which a command does not end any more.
PATIENCE = 300


def begin(arguments: Sequence[str], said: Path, before: Callable[[], object] = lambda: None) -> int:
    """The process of a command, a copy of this one, so that the moments are those of its work and not of its imports."""

    def command() -> int:
        before()
        terminal.guard()
        sys.argv = ["handbook", *arguments]
        cli.run()
        return 0

    # What each copy would make anew.
    cli.load()
    typer.main.get_command(cli.app)
    return begin_work(command, said)


def begin_work(work: Callable[[], int], said: Path) -> int:
    """A copy of this process that does some work, and ends with the status that it gives; what it says goes to a file."""
    child = os.fork()
    if child:
        return child
    status = 70
    # Where a file may not grow, Python keeps half of a compiled module, and everybody after it fails.
    sys.dont_write_bytecode = True
    try:
        with said.open("wb", buffering=0) as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        sys.stdout = os.fdopen(1, "w", closefd=False, encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", closefd=False, encoding="utf-8")
        status = work()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 70
    except BaseException as error:
        os.write(2, f"Traceback {error!r}".encode())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def status_of(child: int, what: str) -> int:
    """The exit status of a process that was begun; one that waits for ever fails the test, which says what it does."""
    ended = 0, 0
    until = time.monotonic() + PATIENCE
    while ended[0] == 0:
        ended = os.waitpid(child, os.WNOHANG)
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise AssertionError(f"it did not end within {PATIENCE} seconds: {what}")
        time.sleep(0.005)
    return os.waitstatus_to_exitcode(ended[1])


def ran(arguments: Sequence[str], said: Path, before: Callable[[], object] = lambda: None) -> tuple[int, str]:
    """The exit status of a command that is left to run, and what it said; one that waits for ever fails the test."""
    status = status_of(begin(arguments, said, before), " ".join(arguments))
    text = said.read_text(encoding="utf-8")
    assert "Traceback" not in text, text
    return status, text
