"""What may stand where a plain text file is wanted, each made at a path."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .forked import ran

SECRET = "id: secret\nof: the machine\n"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def link_out(path: Path) -> None:
    secret = path.parents[len(path.parts) - path.parts.index("seeds") - 1] / "outside.yml"
    secret.write_text(SECRET, encoding="utf-8")
    path.symlink_to(secret)


def link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def link_nowhere(path: Path) -> None:
    path.symlink_to("nothing-has-this-name")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def bytes_of_no_text(path: Path) -> None:
    path.write_bytes(b"# a\n# b\n\xff\xfe: \x80\n")


def nul(path: Path) -> None:
    path.write_bytes(b"# a\n\x00\n")


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's name may be no longer than a hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


ODD: list[tuple[Callable[[Path], None], str]] = [
    (pipe, "a pipe, not a file"), (folder, "a folder, not a file"), (link_out, "a link that leads out of the folder seeds"), (link_to_device, "a link that leads out of the folder seeds"),
    (link_nowhere, "a link that leads"), (link_to_itself, "a link that leads"), (bytes_of_no_text, "not UTF-8"), (nul, "a NUL character"), (listening, "a socket, not a file"),
]  # fmt: skip


def put(seeds: Path, place: str, odd: Callable[[Path], None]) -> None:
    path = seeds / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    odd(path)


def run(cwd: Path, *arguments: str | Path) -> tuple[int, str]:
    """A command's status and words; one that waits for ever fails the test."""
    return ran([*map(str, arguments)], cwd.parent / "said", partial(os.chdir, cwd))
