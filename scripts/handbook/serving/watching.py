"""A process that makes the pages, told of each change of files, which ends with us.

It is told on its standard input, a line for each change, and answers in lines of JSON:
``{"written": "/the/site", "warnings": 0}`` when the pages of a site are written, ``{"beside": [...]}`` with files and folders
beside those that are watched of which pages were made too, ``{"status": 0, "said": [...], "made": true}`` at the end.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.serving.watches import Watches

#: Seconds that the process gets to end when it is told to.
PATIENCE = 5.0
#: The longest line that it may answer, in bytes.
LONGEST = 1 << 24


@dataclass(frozen=True)
class Told:
    """What is done with what the process says: the pages of a folder are ``written``, with so many warnings; a build ended with
    ``problems`` or none, and all pages were made in spite of them or not; other lines.
    """

    written: Callable[[str, int], None]
    problems: Callable[[list[str], bool], None]
    say: Callable[[str], None]


async def keep_made(
    command: Sequence[str], folders: Sequence[Path], wanted: Callable[[Path], bool], told: Told, beside: Iterable[Path] = ()
) -> None:  # fmt: skip
    """Keep a process that makes the pages, and tell it of each change of a ``wanted`` file in ``folders``, without end.

    Files ``beside`` these are watched too, until the process says which there are.  A change while it works is a reason to work once more.  When it ends by itself it is begun
    anew at the next change.

    Raises:
        OSError: the folders cannot be watched.
    """
    first = frozenset(beside)
    watches = Watches(folders, wanted)
    watches.look_beside(first)
    process: asyncio.subprocess.Process | None = None
    try:
        # Once round the loop: from here on no change is missed.
        await asyncio.sleep(0)
        while True:
            if process is None or process.returncode is not None:
                process = await _begin(command)
            else:
                await _tell(process)
            if not await _listen(process, told, lambda names: watches.look_beside(first | set(map(Path, names)))):
                told.say("The process that makes the pages ended; it begins anew at the next change")
                await _end(process)
            await watches.changed()
            told.say("Something changed: making the pages again")
    finally:
        watches.end()
        if process is not None:
            await _end(process)


async def _begin(command: Sequence[str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=None,
        # A group of its own: what it begins is in it.
        start_new_session=True,
        limit=LONGEST,
    )


async def _tell(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(b"changed\n")
        await process.stdin.drain()


async def _listen(
    process: asyncio.subprocess.Process, told: Told, beside: Callable[[list[str]], None]
) -> bool:  # fmt: skip
    """Hear the process until a build has ended; False if the process did."""
    assert process.stdout is not None
    while line := await process.stdout.readline():
        try:
            answer = json.loads(line)
        except ValueError:
            told.say(line.decode("utf-8", "replace").rstrip())
            continue
        if answer.get("written"):
            told.written(str(answer["written"]), int(answer.get("warnings", 0)))
        if "beside" in answer:
            beside([str(name) for name in answer["beside"]])
        if "status" in answer:
            messages = [str(one) for one in answer.get("said", ())]
            for one in messages:
                told.say(one)
            told.problems(messages if answer["status"] else [], bool(answer.get("made")))
            return True
    await process.wait()
    return False


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        _send(process, signal.SIGTERM)
        with contextlib.suppress(TimeoutError, asyncio.TimeoutError):
            await asyncio.wait_for(process.wait(), PATIENCE)
    # Those of the group that did not listen.
    _send(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    await process.wait()


def _send(process: asyncio.subprocess.Process, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, number)
        elif process.returncode is None:
            process.terminate()
