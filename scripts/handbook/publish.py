"""Reading and checking seeds, and the functions by which all files are written and compared."""

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

#: Flags for reading: follow no symlink, and do not wait for a pipe.
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
#: Flags for writing a temporary file: follow no symlink that somebody may have put there.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)

#: The number of bytes in one read of a file whose size differs from the reported one.
_AT_ONCE = 1 << 24
#: The number of bytes in a first read: more than most files of a site have.
_MOST_FILES = 1 << 16

#: The context of a seeds folder that was read, and the report with its problems.
Read = tuple[Context, Report]


@contextlib.contextmanager
def keeping() -> Generator[None]:
    """Turn the garbage collector off while very many objects are made that all stay: it took a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@keeping()
def read(folder: Path) -> Read:
    """Read seeds and check them; the report has the problems of both."""
    corpus, report = seeds.read(folder)
    context = Context(corpus, *word_lists(folder, corpus))
    checks.judge(context, report)
    return context, report


def word_lists(folder: Path, corpus: Corpus) -> tuple[frozenset[str], frozenset[str]]:
    """The loaded terms (words that take sides), and the vocabulary (words that are not misspelt)."""
    loaded = read_words(folder / "loaded-terms.txt", True) | frozenset(corpus.handbook.loaded_words)
    return loaded, read_words(folder / "vocabulary.txt", False)


def write(path: Path | str, content: str | bytes, *, new: bool = False) -> bool:
    """Write a file if its content differs; it is never left half-written.  Return whether it was written.

    With ``new`` the old file is not compared.  For thousands of files pass strings as paths,
    which are faster to make.
    """
    raw = content if isinstance(content, bytes) else content.encode("utf-8")
    if not new and _holds(path, raw):
        return False
    folder, _, file = str(path).rpartition("/")
    # The process id in the temporary name keeps two simultaneous runs apart.
    name = f"{folder or '.'}/.{file}.{os.getpid()}.tmp"
    try:
        try:
            handle = os.open(name, _NEW, 0o666)
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            handle = os.open(name, _NEW, 0o666)
        try:
            remaining = memoryview(raw)
            while remaining:
                remaining = remaining[os.write(handle, remaining) :]
        finally:
            os.close(handle)
        os.replace(name, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        if isinstance(error, OSError):
            # For a full disk the system names no file, otherwise the temporary one.
            error.filename, error.filename2 = str(path), None
        raise
    return True


def _holds(path: Path | str, raw: bytes) -> bool:
    try:
        return regular_bytes(path) == raw
    except OSError:
        # The old file cannot be read: write, which replaces it or reports why that is impossible.
        return False


def regular_bytes(path: Path | str) -> bytes:
    """The bytes of a regular file; symlinks, pipes and devices are refused.

    Raises:
        OSError: there is no such file, or it is not a regular one.
    """
    # Path and file objects take longer than the reading itself, and each build compares thousands of files.
    handle = os.open(path, _READ)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a plain file", str(path))
        raw = os.read(handle, status.st_size + 1)
        if len(raw) != status.st_size:
            # The file has grown, or one read did not return all of it.
            parts = [raw]
            while part := os.read(handle, _AT_ONCE):
                parts.append(part)
            raw = b"".join(parts)
        return raw
    finally:
        os.close(handle)


def unchecked_bytes(path: str) -> bytes:
    """The bytes of a file that a folder's listing says is regular, without checking it, which would take a third of the time.

    Raises:
        OSError: the file no longer exists, or is a symlink now.
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
    """Remove everything that is neither a file nor a folder, such as symlinks and pipes, at ``names`` under ``root``.

    This includes their parent folders under ``root``, and all that is inside them.  The target of a symlink is not touched.
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
    """Remove everything in a folder that is neither a file nor a folder, by the types that its listing gives, which is fast."""
    with os.scandir(folder) as inner:
        for entry in inner:
            if entry.is_dir(follow_symlinks=False):
                _make_plain_below(entry.path)
            elif not entry.is_file(follow_symlinks=False):
                Path(entry.path).unlink()


def folders_of_extensions(out: Path) -> list[str]:
    """The names in an output folder that Sphinx and its extensions use for theirs: those that begin with an underscore."""
    return sorted(path.name for path in out.glob("_*"))


def _plain(path: Path) -> bool:
    """Whether a path is a regular file, a folder, or does not exist."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return True
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
