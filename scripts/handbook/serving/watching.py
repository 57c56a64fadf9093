"""A command that runs after each change of files, in processes that end with us."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import watchfiles

#: Seconds that a command gets to end when it is told to.
PATIENCE = 5.0


async def keep_made(
    command: Sequence[str],
    folders: Sequence[Path],
    wanted: Callable[[Path], bool],
    made: Callable[[], None],
    say: Callable[[str], None],
) -> None:
    """Run a command now and after each change of a ``wanted`` file in ``folders``, without end.

    ``made`` is called after each run that succeeded, ``say`` with each line that it writes.  A
    change while the command runs is a reason to run it once more.

    Raises:
        OSError: the folders cannot be watched.
    """
    changed = asyncio.Event()

    async def watch() -> None:
        async for _ in watchfiles.awatch(*folders, watch_filter=lambda _, path: wanted(Path(path)), rust_timeout=500):
            changed.set()

    watching = asyncio.ensure_future(watch())
    try:
        # Once round the loop: from here on no change is missed.
        await asyncio.sleep(0)
        while True:
            if await run(command, say) == 0:
                made()
            waits = asyncio.ensure_future(changed.wait())
            await asyncio.wait({waits, watching}, return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                waits.cancel()
                watching.result()
            changed.clear()
            say("Something changed: making the pages again")
    finally:
        watching.cancel()


async def run(command: Sequence[str], say: Callable[[str], None]) -> int:
    """The exit status of a command; if we are cancelled it ends, with all that it began."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        # A group of its own: what it begins is in it.
        start_new_session=True,
        limit=1 << 20,
    )
    assert process.stdout is not None
    try:
        rest = b""
        while piece := await process.stdout.read(1 << 16):
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                say(line.decode("utf-8", "replace").rstrip("\r"))
        if rest:
            say(rest.decode("utf-8", "replace"))
        return await process.wait()
    except BaseException:
        await _end(process)
        raise


async def _end(process: asyncio.subprocess.Process) -> None:
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
