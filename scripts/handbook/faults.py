"""Failures that the input does not cause: a full disk, a file in the way, Ctrl-C.

Every file is written as a whole or not at all, so a command may end at any moment.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

#: The exit status of an interrupted command, as in shells.
INTERRUPTED = 130
_ROOM = "make room, then run the command again"
_RIGHTS = "get the right to write there, or name another folder"
_IN_THE_WAY = "it is in the way: remove it, or name another folder"
_ADVICE = {
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)), _ROOM),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _RIGHTS),
    **dict.fromkeys((errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY), _IN_THE_WAY),
}
#: The temporary name of a file that is being written.
_UNFINISHED = re.compile(r"\.([^/]+)\.\d+\.tmp$")
#: The temporary folder in which static files are made.
_IN_THE_MAKING = re.compile(r"/\.static-[^/]*")


def in_words(error: OSError, *folders: Path) -> str:
    """An operating system's error in one line: the file, the error, and the fix if there is one.

    On a full disk the line names the folder instead of the file: that of the file, or of its copy if it was being copied; if the
    system names no file, the one of ``folders``, those that were written to, whose disk has the least free space.
    """
    disk_full = _ADVICE.get(error.errno or 0) == _ROOM
    named_path = error.filename2 if disk_full and error.filename2 else error.filename
    name = os.fsdecode(named_path) if isinstance(named_path, (str, bytes, os.PathLike)) else ""
    name = _UNFINISHED.sub(r"\1", _IN_THE_MAKING.sub("", name))
    if disk_full and name:
        name = os.path.dirname(name) or name  # noqa: PTH120
    elif disk_full and (existing := [folder for folder in folders if folder.is_dir()]):
        name = str(min(existing, key=lambda folder: shutil.disk_usage(folder).free))
    if error.errno == errno.ENOTDIR:
        name = next(
            (str(above) for above in reversed(Path(name).parents) if above.exists() and not above.is_dir()), name
        )
    advice = _ADVICE.get(error.errno or 0, "")
    message = (
        f"{name}: {error.strerror or error}"
        if name
        else f"nothing more can be written: {error.strerror}"
        if advice == _ROOM
        else str(error.strerror or error)
    )
    return f"{message} ({advice})" if advice else message


def listen() -> None:
    """Make Ctrl-C raise ``KeyboardInterrupt`` in this process only; forked processes then end silently.

    A second Ctrl-C ends this process at once.
    """
    process_id = os.getpid()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if os.getpid() != process_id:
            os._exit(INTERRUPTED)
        signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(INTERRUPTED))
        raise KeyboardInterrupt

    # If the signal is ignored, as under ``nohup``, leave it so.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, stop)
        sys.unraisablehook = _in_a_callback


def listen_no_more() -> None:
    """Make Ctrl-C have no effect, because the command has done its work and is about to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _in_a_callback(unraisable: sys.UnraisableHookArgs) -> None:
    """End the process on an interrupt even in callbacks, where Python would report an exception and go on."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        interrupted()
    sys.__unraisablehook__(unraisable)


def comes_of_interrupt(error: BaseException | None) -> bool:
    """Whether an error is an interrupt, or was raised while an interrupt was being handled."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def interrupted() -> NoReturn:
    """End the process at once after Ctrl-C: print one message, and skip all exit handlers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        os.write(2, b"handbook: interrupted; what was written before is whole\n")
    finally:
        os._exit(INTERRUPTED)
