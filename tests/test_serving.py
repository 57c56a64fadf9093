"""What ``handbook serve`` answers: this machine only, and by the policies of the public site."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from handbook.serving import run as serving
from handbook.serving.guard import POLICIES, refusal
from handbook.serving.site import LAST_GOOD, PROBLEMS_PATH, SCRIPT_PATH, SOCKET_PATH, WARNED, Site

from .asking import ask
from .browsing import Tabs
from .conftest import PROJECT

PAGE = "<!DOCTYPE html><html lang='en'><head><title>T</title></head><body><p>One</p></body></html>"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Site, int, Any]]:
    """A site of one page, its port, and how to call its ``reload`` from here."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not of the site", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    made, listening = Site(folder), serving.bound(0)
    ready, inner = threading.Event(), {}

    async def work() -> None:
        inner["loop"], inner["end"] = asyncio.get_running_loop(), asyncio.Event()
        ready.set()
        await inner["end"].wait()

    async def main() -> None:
        # Signals belong to the main thread.
        with contextlib.suppress(Exception):
            await serving._run(made.app, listening, work)

    held, signal.signal = signal.signal, lambda *_: None
    thread = threading.Thread(target=lambda: asyncio.run(_without_signals(main)), daemon=True)
    thread.start()
    assert ready.wait(20)
    yield made, listening.getsockname()[1], lambda: inner["loop"].call_soon_threadsafe(made.reload)
    inner["loop"].call_soon_threadsafe(inner["end"].set)
    thread.join(20)
    signal.signal = held


async def _without_signals(main: Any) -> None:
    asyncio.get_running_loop().add_signal_handler = lambda *_: None
    await main()


def test_a_page_as_the_public_gets_it(site: Any) -> None:
    """A page comes with the documented policies, and with the script that waits for changes as a file of its own."""
    _made, port, _reload = site
    answer = ask(port, "/")
    assert answer.status == 200
    text = answer.read().decode()
    assert text == PAGE + f'\n<script src="{SCRIPT_PATH}"></script>\n'
    document = (PROJECT / "docs/about/security.md").read_text(encoding="utf-8")
    for name, value in POLICIES.items():
        assert answer.getheader(name) == value
        assert f"{name}: {value}" in document
    assert "'unsafe-inline'" not in answer.getheader("Content-Security-Policy", "")
    for path, status in (
        (SCRIPT_PATH, 200),
        ("/none.html", 404),
        ("/link.txt", 404),
        ("/../secret.txt", 404),
        ("/%2e%2e/secret.txt", 404),
    ):
        answer = ask(port, path)
        assert answer.status == status, path
        assert answer.getheader("Content-Security-Policy") == POLICIES["Content-Security-Policy"]
        assert b"not of the site" not in answer.read()
    head = ask(port, "/", method="HEAD")
    assert (head.getheader("Content-Length"), head.read()) == (str(len(text)), b"")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("LOCALHOST:9999", 200), ("127.0.0.1:1", 200), ("[::1]:8000", 200), ("evil.example", 421), ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:8000", 421), ("evil.example#localhost", 421), ("0.0.0.0:8000", 421), ("192.168.1.7", 421), ("localhost:8000@evil.example", 421), ("localhost\tx", 421),
    ],
)  # fmt: skip
def test_a_foreign_host_is_refused(site: Any, host: str, status: int) -> None:
    """A request under another host's name, as DNS rebinding makes it, gets no page."""
    _made, port, _reload = site
    answer = ask(port, "/", host)
    assert answer.status in ((status, 400) if status == 421 else (status,))
    assert (b"One" in answer.read()) == (status == 200)


def test_no_host_or_two() -> None:
    """A request without a host, or with two, is refused."""
    for headers in ([], [(b"host", b"localhost"), (b"host", b"evil.example")]):
        assert refusal({"type": "http", "method": "GET", "headers": headers}) is not None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_only_reading(site: Any, method: str) -> None:
    """Nothing can be asked but to show pages."""
    assert ask(site[1], "/", method=method).status == 405


def test_a_socket_of_our_own_pages(site: Any) -> None:
    """A page of the site hears of a change."""
    _made, port, reload = site
    with connect(f"ws://127.0.0.1:{port}{SOCKET_PATH}", origin=f"http://127.0.0.1:{port}", proxy=None) as opened:
        time.sleep(0.3)
        reload()
        assert opened.recv(timeout=20) == "changed"
        reload()
        assert opened.recv(timeout=20) == "changed"


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}", "http://localhost:{port}", None],
)
def test_a_foreign_socket_is_refused(site: Any, origin: str | None) -> None:
    """A page of another origin, or a program that names none, cannot listen."""
    _made, port, _reload = site
    given = origin.format(port=port) if origin else None
    with (
        pytest.raises(InvalidStatus) as caught,
        connect(f"ws://127.0.0.1:{port}{SOCKET_PATH}", origin=given, proxy=None),
    ):
        pass
    assert caught.value.response.status_code == 403


def test_this_machine_only() -> None:
    """The port is open on the address of this machine for itself and on no other."""
    with serving.bound(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_browser_loads_again(tabs: Tabs, site: Any, tmp_path: Path) -> None:
    """Under the policies a browser opens the socket, loads the page again after a change, and has nothing to complain of."""
    _made, port, reload = site
    page = tabs.page()
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "favicon" not in message.location.get("url", ""):
            faults.append(message.text)

    page.on("console", hear)
    with page.expect_websocket():
        page.goto(f"http://127.0.0.1:{port}/")
    page.wait_for_timeout(500)
    (tmp_path / "site/index.html").write_text(PAGE.replace("One", "Two"), encoding="utf-8")
    reload()
    page.get_by_text("Two").wait_for(timeout=20_000)
    page.remove_listener("console", hear)
    assert faults == []


def test_what_is_wrong_is_said_as_it_is(site: Any) -> None:
    """Pages that were made in spite of warnings are not called the last good ones."""
    made, port, _reload = site

    def heading() -> str:
        return str(json.load(ask(port, PROBLEMS_PATH))["heading"])

    made.show(["how-to-read.md:3: WARNING"], True)
    assert heading() == WARNED
    made.show(["how-to-read.md:3: HB103"], False)
    assert heading() == LAST_GOOD
    made.show([], True)
    assert heading() == ""
    assert json.load(ask(port, PROBLEMS_PATH))["lines"] == []
    script = ask(port, SCRIPT_PATH).read().decode()
    assert 'wrong.heading + "\\n" + wrong.lines.join("\\n")' in script
