"""Folders of pages that are none, and a conf.py that cannot be used: one message each, and nothing is made."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from ..running import handbook
from .test_faults import COMMANDS, call, one_message, some

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes are other things there")


@pytest.mark.parametrize("command", some([*COMMANDS, "serve"], 4))
@pytest.mark.parametrize(
    ("conf", "words"),
    [
        (None, "no conf.py"), (b"x = (\n", "line 1: '(' was never closed"), (b"\n\nraise ValueError('so')\n", "line 3: ValueError: so"),
        (b"x = '\xff'\n", "conf.py:1 HB102 not UTF-8"), (b"import sys\nsys.exit('no')\n", "SystemExit"),
    ],
    ids=["none", "grammar", "error", "bytes", "exit"],
)  # fmt: skip
def test_conf(command: str, conf: bytes | None, words: str, toy: Path) -> None:
    """A folder without conf.py, or with one that cannot be used: one message with the line, no report of a crash."""
    if command == "serve" and conf is not None and not words.startswith("conf.py:1"):
        pytest.skip("serve waits for it to be mended")
    (toy / "docs/conf.py").unlink()
    if conf is not None:
        (toy / "docs/conf.py").write_bytes(conf)
    done = handbook(*call(toy, command))
    one_message(done.returncode, done.stdout + done.stderr, words)
    assert not (toy / "out").exists() or conf is not None


def not_utf8(path: Path) -> None:
    path.with_suffix(".md").write_bytes(b"# A\n\nmot\xe9\n")


def pipe_page(path: Path) -> None:
    os.mkfifo(path.with_suffix(".md"))


def pipe_beside(path: Path) -> None:
    os.mkfifo(path.with_suffix(".svg"))


def socket_page(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made_:
        os.chdir(path.parent)
        made_.bind(path.with_suffix(".md").name)


def to_device(path: Path) -> None:
    path.with_suffix(".md").symlink_to("/dev/zero")


def name_of_no_text(path: Path) -> None:
    Path(os.fsdecode(os.fsencode(path.parent) + b"/p\xe9.md")).write_text("# A\n", encoding="utf-8")


def link_out(path: Path) -> None:
    (path.parent.parent / "secret.md").write_text("# Secret\n", encoding="utf-8")
    path.with_suffix(".md").symlink_to(path.parent.parent / "secret.md")


def folder_link_out(path: Path) -> None:
    path.symlink_to(path.parent.parent / "seeds")


def link_nowhere(path: Path) -> None:
    path.with_suffix(".md").symlink_to(path.parent / "none.md")


ODD = {
    not_utf8: "docs/odd.md:3 HB102 not UTF-8", pipe_page: "docs/odd.md HB100 a pipe", pipe_beside: "docs/odd.svg HB100 a pipe",
    socket_page: "docs/odd.md HB100 a socket", to_device: "docs/odd.md HB100 a link that leads out", link_out: "docs/odd.md HB100 a link that leads out",
    folder_link_out: "docs/odd HB100 a link that leads out", name_of_no_text: "HB100 a file name that is not UTF-8", link_nowhere: "docs/odd.md HB100 a link that leads nowhere",
}  # fmt: skip


@pytest.mark.parametrize("command", some(["check", "build", "pdf"], 3))
@pytest.mark.parametrize("odd", ODD, ids=lambda f: f.__name__)
def test_pages_that_are_none(
    odd: Callable[[Path], None], command: str, toy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands under docs/ and is no page is one message, by a check as by a build; nothing is waited for or built."""
    monkeypatch.chdir(toy)
    odd(toy / "docs/odd")
    arguments = (
        ("check", "--seeds", toy / "seeds", "--docs", toy / "docs") if command == "check" else call(toy, command)
    )
    done = handbook(*arguments)
    one_message(done.returncode, done.stdout + done.stderr, ODD[odd])
    assert not (toy / "out").exists()


def test_links_within_docs(toy: Path) -> None:
    """A link that stays under docs/ is a file as others."""

    (toy / "docs/picture.svg").symlink_to(toy / "docs/index.md")
    assert handbook("check", "--seeds", toy / "seeds", "--docs", toy / "docs").returncode == 0
