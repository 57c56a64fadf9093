"""The only way to the terminal: nothing in seeds, articles or names can reach it as a control sequence.

Escape sequences move the cursor, rename windows, fill the clipboard; direction marks make a text look
like another.  ``guard`` puts a stream of its own in place of both standard streams, and all output of
all commands goes through it, including that of libraries.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console

#: Control characters (except line ends and tabs), direction marks, unusual line ends, and unpaired surrogates.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """Text that a terminal shows and does not obey.

    Unsafe characters are escaped as in JSON, ``\\u001b``, so that JSON keeps its meaning.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def one_line(text: str) -> str:
    """The same on one line: nothing in it can look like the next message."""
    return plain(text).replace("\n", "\\u000a").replace("\t", " ")


class Guarded:
    """A text stream that only writes what is safe for a terminal; in all else it is the stream behind it."""

    #: It takes any text: characters that the stream behind cannot encode are escaped.
    encoding = "utf-8"

    def __init__(self, stream: TextIO) -> None:
        #: Rich asks for the stream behind under this name, for its own colours and cursor movements.
        self.rich_proxied_file = stream
        if callable(change := getattr(stream, "reconfigure", None)):
            change(errors="backslashreplace")

    def write(self, text: str) -> int:
        self.rich_proxied_file.write(plain(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rich_proxied_file, name)


class Lines(Console):
    """Messages about what a command does, on standard error: plain words, never markup."""

    def __init__(self) -> None:
        super().__init__(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)
        #: Whether details are printed too.
        self.verbose = False

    def print(self, *objects: Any, **options: Any) -> None:
        super().print(*(plain(o) if isinstance(o, str) else o for o in objects), **options)

    def detail(self, text: str) -> None:
        """Print a detail, for people who asked for details."""
        if self.verbose:
            self.print(text)

    @contextmanager
    def status(self, status: Any, **_: Any) -> Generator[None]:  # pyrefly: ignore[bad-override]
        """Show within the context that something goes on, if on a terminal; other output still goes through the guard."""
        if not self.is_terminal or self.quiet:
            yield
            return
        from rich.live import Live
        from rich.spinner import Spinner

        moving = Spinner("dots", text=plain(str(status)))
        with Live(moving, console=self, transient=True, redirect_stdout=False, redirect_stderr=False):
            yield


def guard() -> None:
    """Send all output through the guard from now on."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        # None if a program has no streams, as under pythonw.
        if stream is not None and not isinstance(stream, Guarded):
            setattr(sys, name, Guarded(stream))


def exact(text: str) -> None:
    """Write text to standard output byte by byte; a terminal gets it made safe, with its own line ends."""
    if sys.stdout.isatty():
        sys.stdout.write(text.replace("\r\n", "\n"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
