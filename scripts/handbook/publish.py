"""Seeds read and checked, and the one way in which files are written."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import stat
from collections.abc import Generator, Iterable
from pathlib import Path

from handbook import checks
from handbook.checks.register import Context
from handbook.corpus import Corpus
from handbook.problems import Report
from handbook.reading import seeds
from handbook.reading.words import read_words as read_words

#: What is compared or was kept is a plain file; nothing else is waited for.
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
#: A temporary file is ours alone: nothing is written through a link that somebody put there.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)

#: The bytes that are read at once of a file that is another than it said.
_AT_ONCE = 1 << 24
#: More bytes than most files of a site have.
_MOST_FILES = 1 << 16

#: What was read of a seeds folder, and its problems.
Read = tuple[Context, Report]


@contextlib.contextmanager
def keeping() -> Generator[None]:
    """No search for cycles while a great many records are made that all stay: it took a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@keeping()
def read(folder: Path) -> Read:
    """Read seeds and check them; the report has the problems of both."""
    corpus, report = seeds.read(folder)
    context = Context(corpus, *word_lists(folder, corpus))
    checks.judge(context, report)
    return context, report


def word_lists(folder: Path, corpus: Corpus) -> tuple[frozenset[str], frozenset[str]]:
    """The words that take sides, and those that are no slips of the pen."""
    loaded = read_words(folder / "loaded-terms.txt", True) | frozenset(corpus.handbook.loaded_words)
    return loaded, read_words(folder / "vocabulary.txt", False)


def write(path: Path | str, content: str | bytes, *, new: bool = False) -> bool:
    """Replace a file if its content changed; never leaves it half-written.

    A ``new`` one is not compared with what may be there.  Where there are thousands a path is
    better a string, which need not be put together.
    """
    raw = content if isinstance(content, bytes) else content.encode("utf-8")
    if not new and _holds(path, raw):
        return False
    folder, _, file = str(path).rpartition("/")
    # A name of this process's own: two runs at once do not meet.
    name = f"{folder or '.'}/.{file}.{os.getpid()}.tmp"
    try:
        try:
            handle = os.open(name, _NEW, 0o666)
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            handle = os.open(name, _NEW, 0o666)
        try:
            left = memoryview(raw)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
        os.replace(name, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        if isinstance(error, OSError):
            # Of a full disk the system says no name, else the one that is nobody's.
            error.filename, error.filename2 = str(path), None
        raise
    return True


def _holds(path: Path | str, raw: bytes) -> bool:
    try:
        return held(path) == raw
    except OSError:
        # What is there cannot stay, or writing says why it must.
        return False


def held(path: Path | str) -> bytes:
    """The bytes of a plain file; no link is followed, no pipe waited for, no device read.

    Raises:
        OSError: there is none, or something else.
    """
    # Not through Path or a file object, which take longer than reading: thousands of files are compared at each build.
    handle = os.open(path, _READ)
    try:
        known = os.fstat(handle)
        if not stat.S_ISREG(known.st_mode):
            raise OSError(errno.EINVAL, "not a plain file", str(path))
        raw = os.read(handle, known.st_size + 1)
        if len(raw) != known.st_size:
            # It grew, or is longer than what is read at once.
            parts = [raw]
            while part := os.read(handle, _AT_ONCE):
                parts.append(part)
            raw = b"".join(parts)
        return raw
    finally:
        os.close(handle)


def held_plain(path: str) -> bytes:
    """The same of what its folder says is a plain file: it is not asked what it is, which would take a third of the time.

    Raises:
        OSError: it is there no more, or a link now.
    """
    handle = os.open(path, _READ)
    try:
        raw = os.read(handle, _MOST_FILES)
        if len(raw) < _MOST_FILES:
            return raw
        parts = [raw]
        while part := os.read(handle, _AT_ONCE):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(handle)


def make_plain(root: Path, names: Iterable[str]) -> None:
    """Remove links, pipes and other oddities from where ``names`` under ``root`` are written, at them, below and above them.

    What a link leads to stays as it is: the name is about to be a file or folder of its own.
    """
    for name in names:
        path = root
        for part in Path(name).parts:
            path = path / part
            if not _plain(path):
                path.unlink()
        if path.is_dir():
            _make_plain_below(path)


def _make_plain_below(folder: Path | str) -> None:
    """The same of all that is in a folder: of thousands of files, what the folder itself says of each is asked."""
    with os.scandir(folder) as inner:
        for entry in inner:
            if entry.is_dir(follow_symlinks=False):
                _make_plain_below(entry.path)
            elif not entry.is_file(follow_symlinks=False):
                Path(entry.path).unlink()


def folders_of_extensions(out: Path) -> list[str]:
    """What Sphinx and its extensions name theirs in their output: with a line below at the start."""
    return sorted(path.name for path in out.glob("_*"))


def _plain(path: Path) -> bool:
    """Whether there is a file, a folder or nothing."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return True
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
