"""Failures that come from outside the input: a full disk, a file in the way, Ctrl-C.

Everything that is written is written whole or not at all, so a command may end at any moment.
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

#: The exit status of a command that a person interrupts, as shells have it.
INTERRUPTED = 130
_ROOM = "make room, then run the command again"
_RIGHTS = "get the right to write there, or name another folder"
_IN_THE_WAY = "it is in the way: remove it, or name another folder"
_MENDS = {
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)), _ROOM),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _RIGHTS),
    **dict.fromkeys((errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY), _IN_THE_WAY),
}
#: A name under which a file is written before it gets its own.
_UNFINISHED = re.compile(r"\.([^/]+)\.\d+\.tmp$")
#: A folder in which static files are made before they are brought to theirs.
_IN_THE_MAKING = re.compile(r"/\.static-[^/]*")


def in_words(error: OSError, *folders: Path) -> str:
    """What the system refused, in one line: the file, what is wrong, the mend where there is one.

    Where there is no room it is the folder that is full: of a file that was copied the one to which it was, and of one
    of which the system says no name that of the ``folders`` that were written to which has least room.
    """
    full = _MENDS.get(error.errno or 0) == _ROOM
    said = error.filename2 if full and error.filename2 else error.filename
    name = os.fsdecode(said) if isinstance(said, (str, bytes, os.PathLike)) else ""
    name = _UNFINISHED.sub(r"\1", _IN_THE_MAKING.sub("", name))
    if full and name:
        name = os.path.dirname(name) or name  # noqa: PTH120
    elif full and (there := [folder for folder in folders if folder.is_dir()]):
        name = str(min(there, key=lambda folder: shutil.disk_usage(folder).free))
    if error.errno == errno.ENOTDIR:
        name = next(
            (str(above) for above in reversed(Path(name).parents) if above.exists() and not above.is_dir()), name
        )
    mend = _MENDS.get(error.errno or 0, "")
    what = (
        f"{name}: {error.strerror or error}"
        if name
        else f"nothing more can be written: {error.strerror}"
        if mend == _ROOM
        else str(error.strerror or error)
    )
    return f"{what} ({mend})" if mend else what


def listen() -> None:
    """From now on Ctrl-C is a ``KeyboardInterrupt`` in this process only; copies of it end without a word.

    A second one does not wait for anything.
    """
    mine = os.getpid()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if os.getpid() != mine:
            os._exit(INTERRUPTED)
        signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(INTERRUPTED))
        raise KeyboardInterrupt

    # Where it is ignored, as behind ``nohup``, it stays so.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, stop)
        sys.unraisablehook = _in_a_callback


def listen_no_more() -> None:
    """From now on Ctrl-C changes nothing: the command has done its work and ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _in_a_callback(unraisable: sys.UnraisableHookArgs) -> None:
    """Where Python goes on after an error, it does not after an interrupt."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        interrupted()
    sys.__unraisablehook__(unraisable)


def comes_of_interrupt(error: BaseException | None) -> bool:
    """Whether an error was raised while an interrupt was being dealt with, or is one."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def interrupted() -> NoReturn:
    """End at once after Ctrl-C: one message, and nothing that would take time or speak at the end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        os.write(2, b"handbook: interrupted; what was written before is whole\n")
    finally:
        os._exit(INTERRUPTED)
