"""Seeds read and checked, and the one way in which files are written."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Iterator
from pathlib import Path

from handbook import checks
from handbook.checks.register import Context
from handbook.problems import Report
from handbook.reading import schema, seeds
from handbook.reading.words import read_words as read_words

#: A temporary file is ours alone: nothing is written through a link that somebody put there.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)


#: What was read of a seeds folder, and its problems.
Read = tuple[Context, Report]


@contextlib.contextmanager
def keeping() -> Iterator[None]:
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
    context = Context(
        corpus, read_words(folder / "loaded-terms.txt", True), read_words(folder / "vocabulary.txt", False)
    )
    report.extend(checks.run(context))
    return context, report


def write_schemas(folder: Path, write_them: bool) -> list[str]:
    """The schema files that differ from the model, after writing them if asked."""
    stale = [
        n
        for n, content in schema.schemas().items()
        if not (folder / n).is_file() or (folder / n).read_text(encoding="utf-8") != content
    ]
    if write_them:
        for name, content in schema.schemas().items():
            write(folder / name, content)
    return stale


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
        handle = os.open(name, _NEW, 0o666)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        handle = os.open(name, _NEW, 0o666)
    try:
        try:
            left = memoryview(raw)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise
    return True


def _holds(path: Path | str, raw: bytes) -> bool:
    try:
        # Not through Path, which takes longer than reading: thousands of files are compared at each build.
        with open(path, "rb", buffering=0) as old:  # noqa: PTH123
            return old.read() == raw
    except FileNotFoundError:
        return False
