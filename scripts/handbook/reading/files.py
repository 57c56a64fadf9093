"""Read files as bytes and texts; anything but a plain file, links out of a folder, files too large or no text are errors.

Reading never blocks: a pipe that nobody writes to, or an endless device, is refused, going by what was actually
opened rather than by what had the name a moment before.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from handbook.problems import Place, Problem

#: Flags so that no pipe blocks us and no terminal becomes our own; links are checked before they are followed.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_NOWHERE = ("HB100", "a link that leads nowhere", "remove it")


class FileError(Exception):
    """A file that cannot be read: the code of the problem, what is wrong, the mend, and the line (0: the whole file)."""

    def __init__(self, code: str, what: str, mend: str, line: int = 0) -> None:
        super().__init__(what)
        self.code, self.what, self.mend, self.line = code, what, mend, line

    def problem(self, name: str) -> Problem:
        """The problem with the file, which messages call ``name``."""
        return Problem(Place(name, self.line), self.code, self.what, self.mend)


def no_seeds(seeds: Path) -> Problem:
    """The problem of a missing seeds folder, for commands that read it and those that write into it."""
    mend = "run the command in the project, or name one with --seeds, or as handbook_seeds in conf.py"
    return Problem(Place(seeds.name), "HB100", "there is no such seeds folder", mend)


def read(path: Path | str, limit: int, within: Path | str | None = None, *, steady: bool = False) -> bytes:
    """All bytes of a file, at most ``limit``.

    ``within`` is the folder that no link may lead out of; without it links are followed.
    With ``steady`` a file whose size changes while it is read is refused.

    Raises:
        FileNotFoundError: nothing has this name.
        FileError: something has it, but cannot be read or is too large.
    """
    handle, size = _open(path, within)
    try:
        # A buffer of the file's size: allocating the largest allowed size takes longer than reading.
        raw = os.read(handle, min(size, limit) + 1)
        if len(raw) > size or len(raw) < min(size, limit):
            parts, length = [raw], len(raw)
            while length <= limit and (chunk := os.read(handle, min(limit + 1 - length, 1 << 20))):
                parts.append(chunk)
                length += len(chunk)
            raw = b"".join(parts)
    except OSError as error:
        raise _unreadable(error) from None
    finally:
        os.close(handle)
    if len(raw) > limit:
        raise FileError("HB109", f"larger than {limit:,} bytes", "split it")
    if steady and len(raw) != size:
        raise FileError("HB100", "the file changed while it was read", "run the command again")
    return raw


def opened(path: Path | str, within: Path | str | None = None) -> BinaryIO:
    """Open a file for reading, if it is too large to hold in memory; the caller closes it.

    Raises:
        FileNotFoundError, FileError: as ``read``.
    """
    return os.fdopen(_open(path, within)[0], "rb")


def text(raw: bytes) -> str:
    """Decode bytes as UTF-8, with ``\\n`` for every line end and without a byte order mark.

    Raises:
        FileError: they are not UTF-8, or contain a NUL.
    """
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The position counts from after a byte order mark.
        line = raw.removeprefix(codecs.BOM_UTF8)[: error.start].count(b"\n") + 1
        raise FileError("HB102", "not UTF-8", "save the file as UTF-8", line) from None
    if "\x00" in decoded:
        line = decoded[: decoded.index("\x00")].count("\n") + 1
        raise FileError("HB102", "a NUL character", "remove it", line)
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def inside(path: Path | str, folder: Path | str) -> bool:
    """Whether a path, with all links followed, lies in a folder."""
    resolved, root = os.path.realpath(path), os.path.realpath(folder)
    return resolved == root or resolved.startswith(root.rstrip(os.sep) + os.sep)


def shown(name: str) -> str:
    """A file's name as text; bytes that are not text are shown as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _open(path: Path | str, within: Path | str | None) -> tuple[int, int]:
    """A handle of a plain file, and the file's size."""
    try:
        try:
            handle = os.open(path, _FLAGS | (_NO_LINK if within is not None else 0))
        except OSError as error:
            if error.errno not in (errno.ELOOP, errno.EMLINK) or within is None:
                raise
            handle = os.open(_followed(path, within), _FLAGS | _NO_LINK)
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114
            raise FileError(*_NOWHERE) from None
        raise
    except OSError as error:
        raise _unreadable(error) from None
    status = os.fstat(handle)
    if stat.S_ISREG(status.st_mode):
        return handle, status.st_size
    os.close(handle)
    file_kind = next((words for is_it, words in _KINDS if is_it(status.st_mode)), "something else")
    raise FileError("HB100", f"{file_kind}, not a file", "put a plain file there, or remove it")


def _followed(path: Path | str, within: Path | str) -> str:
    """The target of a link, if it is still in the folder.

    Raises:
        FileError: the target is outside.
    """
    if not inside(path, within):
        raise FileError(
            "HB100", f"a link that leads out of the folder {Path(within).name}", "put the file itself there"
        )
    return os.path.realpath(path)


def _unreadable(error: OSError) -> FileError:
    if error.errno == errno.ELOOP:
        return FileError(*_NOWHERE)
    if error.errno == errno.ENXIO:
        return FileError("HB100", "a socket, not a file", "put a plain file there, or remove it")
    return FileError("HB100", f"cannot be read: {error.strerror}", "check the file and its permissions")
