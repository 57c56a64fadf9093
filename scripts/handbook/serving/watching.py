"""Keeping a process that makes the pages, telling it of each change of files, and ending it with this one.

It gets a line on its standard input for each change, and answers in lines of JSON:
``{"written": "/the/site", "warnings": 0}`` when the pages of a site are written, ``{"beside": [...]}`` with further files and folders
from which pages were made, which then are watched too, and ``{"status": 0, "said": [...], "made": true}`` at the end of a build.
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

#: The seconds that the process has to end when it is told to.
PATIENCE = 5.0
#: The longest line in its answers, in bytes.
LONGEST = 1 << 24


@dataclass(frozen=True)
class BuildListener:
    """Callbacks for the answers of the process.

    ``written`` gets the folder of a site whose pages are written, and the number of warnings; ``problems`` the messages of a build
    that has ended (none if it was good), and whether all pages were made in spite of them; ``message`` gets each message and each line of other output.
    """

    written: Callable[[str, int], None]
    problems: Callable[[list[str], bool], None]
    message: Callable[[str], None]


async def keep_built(
    command: Sequence[str], folders: Sequence[Path], is_source: Callable[[Path], bool], listener: BuildListener, extra_paths: Iterable[Path] = ()
) -> None:  # fmt: skip
    """Keep a process running that makes the pages, and tell it of each change of a source file (``is_source``) in ``folders``; never returns.

    The ``extra_paths`` outside the folders are watched too, and those that the process names.  A change while it is working starts another
    build after this one.  If the process ends by itself, it is started again at the next change.

    Raises:
        OSError: the folders cannot be watched.
    """
    always_watched = frozenset(extra_paths)
    watches = Watches(folders, is_source)
    watches.watch_also(always_watched)
    process: asyncio.subprocess.Process | None = None
    try:
        # Let the event loop start the watches: from here on no change is missed.
        await asyncio.sleep(0)
        while True:
            if process is None or process.returncode is not None:
                process = await _begin(command)
            else:
                await _announce_change(process)
            if not await _listen(
                process, listener, lambda names: watches.watch_also(always_watched | set(map(Path, names)))
            ):
                listener.message("The process that makes the pages ended; it begins anew at the next change")
                await _end(process)
            await watches.changed()
            listener.message("Something changed: making the pages again")
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
        # A process group of its own, which includes the processes that it starts.
        start_new_session=True,
        limit=LONGEST,
    )


async def _announce_change(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(b"changed\n")
        await process.stdin.drain()


async def _listen(
    process: asyncio.subprocess.Process, listener: BuildListener, watch_also: Callable[[list[str]], None]
) -> bool:  # fmt: skip
    """Handle the answers of the process until a build has ended; False if the process ended instead."""
    assert process.stdout is not None
    while line := await process.stdout.readline():
        try:
            answer = json.loads(line)
        except ValueError:
            listener.message(line.decode("utf-8", "replace").rstrip())
            continue
        if answer.get("written"):
            listener.written(str(answer["written"]), int(answer.get("warnings", 0)))
        if "beside" in answer:
            watch_also([str(name) for name in answer["beside"]])
        if "status" in answer:
            messages = [str(line) for line in answer.get("said", ())]
            for line in messages:
                listener.message(line)
            listener.problems(messages if answer["status"] else [], bool(answer.get("made")))
            return True
    await process.wait()
    return False


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        _send(process, signal.SIGTERM)
        with contextlib.suppress(TimeoutError, asyncio.TimeoutError):
            await asyncio.wait_for(process.wait(), PATIENCE)
    # Kill the rest of its group, which did not react to the signal.
    _send(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    await process.wait()


def _send(process: asyncio.subprocess.Process, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, number)
        elif process.returncode is None:
            process.terminate()
