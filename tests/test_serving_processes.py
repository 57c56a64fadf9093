"""``handbook serve`` as a program: it makes pages anew after edits, misses no change, and leaves nothing running at its end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from websockets.sync.client import connect

from handbook.cli.serving import written_by_people
from handbook.serving import watching
from handbook.serving.site import SOCKET_PATH

from .asking import ask


def program(toy: Path, *more: str, **environment: str) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "handbook",
        "serve",
        "--seeds",
        str(toy / "seeds"),
        "--docs",
        str(toy / "docs"),
        *more,
    ]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )


def said_until(process: subprocess.Popen[str], words: str) -> str:
    """What a server said up to a line with these words."""
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        said += line
        if words in line:
            return said
    raise AssertionError(f"it ended before it said '{words}': {said}")


@pytest.mark.slow
def test_serve(toy: Path) -> None:
    """The command serves the toy, makes it again after an edit, says what is wrong in plain words, and ends at a signal."""
    process = program(toy, "--port", "0", FORCE_COLOR="1")
    try:
        first = said_until(process, "The site is in")
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", first)[1])
        path = toy / "seeds/registry/actors/alba.yml"
        old = path.read_text(encoding="utf-8")
        with connect(f"ws://127.0.0.1:{port}{SOCKET_PATH}", origin=f"http://127.0.0.1:{port}", proxy=None) as opened:
            path.write_text(old.replace("gloss: ", "gloss: Once "), encoding="utf-8")
            # The first may be that of the first build.
            assert opened.recv(timeout=120) == "changed"
            if b"Once " not in ask(port, "/actors/alba.html").read():
                assert opened.recv(timeout=120) == "changed"
        assert b"Once " in ask(port, "/actors/alba.html").read()
        path.write_text(old.replace("kind: state", 'kind: "\\e[31mred"'), encoding="utf-8")
        wrong = said_until(process, "1 problem")
        assert "'kind' cannot be '\\u001b[31mred'" in wrong
        assert b"Once " in ask(port, "/actors/alba.html").read(), "the last good pages stay"
        process.send_signal(signal.SIGTERM)
        out, rest = process.communicate(timeout=30)
        assert process.returncode == 0, rest
        assert "\x1b" not in out + first + wrong + rest
        assert "Traceback" not in first + wrong + rest
    finally:
        process.kill()
        process.communicate()
    assert running(toy) == []


@pytest.mark.slow
def test_files_beside_docs(toy: Path) -> None:
    """A file beside docs that a page includes, or a folder that conf.py names, makes the pages anew when it changes, also as editors put a new one in its place."""
    shared, templates = toy / "shared.md", toy / "templates"
    shared.write_text("One.\n", encoding="utf-8")
    templates.mkdir()
    with (toy / "docs/conf.py").open("a", encoding="utf-8") as conf:
        conf.write("templates_path = ['../templates']\n")
    page = toy / "docs/how-to-read.md"
    page.write_text("# A\n\n```{include} ../shared.md\n```\n", encoding="utf-8")
    process = program(toy, "--port", "0")
    try:
        said_until(process, "The site is in")
        # Watched from the end of the first build on, which a browser need not wait for.
        time.sleep(3)
        for word in ("Two.", "Three."):
            new = toy / "new"
            new.write_text(f"{word}\n", encoding="utf-8")
            new.replace(shared)
            said_until(process, "The site is in")
            assert word in (toy / "docs/_build/html/how-to-read.html").read_text(encoding="utf-8")
            time.sleep(1)
        (templates / "other.html").write_text("", encoding="utf-8")
        said_until(process, "Something changed")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def running(folder: Path) -> list[str]:
    """The processes whose command names a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = path.read_bytes().decode(errors="replace")
            if str(folder) in words:
                found.append(words.replace("\0", " "))
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="children are looked for in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all(toy: Path, number: signal.Signals) -> None:
    """A signal in the middle of a build ends the server and everything that the build began."""
    process = program(toy, "--port", "0")
    try:
        said_until(process, "Serving")
        deadline = time.monotonic() + 30
        while len(running(toy)) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(running(toy)) >= 2, "no build has begun"
        process.send_signal(number)
        _out, said = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "Traceback" not in said
        assert running(toy) == []
    finally:
        process.kill()
        process.communicate()


WORKER = """
import pathlib, sys
folder = pathlib.Path(sys.argv[1])
def work():
    print('{"written": "site"}', flush=True)
    if not (folder / "b").exists():
        (folder / "b").write_text("x")
    (folder / "c").write_text("x")
    print('{"status": 0, "said": ["ran"]}', flush=True)
work()
for line in sys.stdin:
    work()
"""


def told(said: list[str]) -> watching.BuildListener:
    return watching.BuildListener(
        lambda _site, _warnings: said.append("made"), lambda _problems, _made: None, said.append
    )


def test_a_change_during_a_run_is_not_missed(tmp_path: Path) -> None:
    """A file that changes while the process works is a reason to work again; an unwanted one is none."""
    said: list[str] = []

    async def main() -> None:
        command = [sys.executable, "-c", WORKER, str(tmp_path)]
        await asyncio.wait_for(watching.keep_built(command, [tmp_path], lambda p: p.name == "b", told(said)), 4)

    with pytest.raises(TimeoutError):
        asyncio.run(main())
    assert [line for line in said if line in ("ran", "made")] == ["made", "ran"] * 2


def test_children_that_do_not_listen_end_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ignores the signal, and a child of it, are ended all the same."""
    monkeypatch.setattr(watching, "PATIENCE", 0.5)
    script = f"trap '' TERM; (trap '' TERM; echo child; sleep 300 {tmp_path}) & echo here; wait"
    said: list[str] = []

    async def main() -> None:
        command = ["sh", "-c", script]
        task = asyncio.ensure_future(watching.keep_built(command, [tmp_path], lambda _path: False, told(said)))
        while len(said) < 2:
            await asyncio.sleep(0.02)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert running(tmp_path) == []


def test_a_taken_port_is_said_at_once(toy: Path) -> None:
    """A port that another program has is one message, before any page is made."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = program(toy, "--port", str(port))
        _out, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.startswith(f"handbook: port {port} cannot be had: Address already in use (name another with --port)")
    assert len(said.splitlines()) == 1
    assert not (toy / "docs/_build").exists()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("seeds/registry/actors/alba.yml", True), ("seeds/loaded-terms.txt", True), ("docs/about/method.md", True), ("docs/conf.py", True), ("docs/actors/alba.md", True),
        ("docs/_build/html/index.html", False), ("seeds/.lock", False), ("seeds/.adding/1", False), ("seeds/registry/actors/.alba.yml.swp", False), ("docs/.index.md.1.tmp", False),
    ],
)  # fmt: skip
def test_what_is_watched(name: str, wanted: bool, tmp_path: Path) -> None:
    """A change of what people write makes pages anew; what builds and editors leave beside does not, or it would never end."""
    root = tmp_path / ".hidden" / "project"
    made = (root / "docs/_build",)
    assert written_by_people(root / "docs", root / "seeds", made, root / name) is wanted
