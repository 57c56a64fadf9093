"""How long an edit takes from the saved file to the new page in an open browser, with each tool's development server."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from handbook.bench.search import chromium
from handbook.programs import python

#: Seconds that a server may take to answer, per thousand entries and at least once; and seconds until an edit must be seen.
_BEGIN, _EDIT_SEEN = 120, 300
_GLOSS = "A synthetic actor"


@dataclass(frozen=True)
class Live:
    """Edits of one entry under a tool's server: median seconds until the page is seen, and median CPU seconds of all its processes."""

    tool: str
    entries: int
    seconds: float
    cpu: float
    slowest: float


@dataclass(frozen=True)
class Server:
    """A tool that serves and rebuilds: its name, dialect and package, its command for a project and a port, the page of an entry's file."""

    name: str
    dialect: str
    package: str
    command: Callable[[Path, int], Sequence[str]]
    page: Callable[[Path], str]


def _folder_page(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}/"


SERVERS = (
    Server("handbook serve", "seeds", "sphinx", lambda p, port: python("handbook", "serve", "--seeds", str(p / "seeds"), "--docs", str(p / "docs"), "--out", str(p / "out"), "--port", str(port)), lambda file: f"actors/{file.stem}.html"),
    Server("mkdocs serve", "mkdocs", "mkdocs-material", lambda p, port: python("mkdocs", "serve", "--livereload", "-f", str(p / "mkdocs/mkdocs.yml"), "-a", f"127.0.0.1:{port}"), _folder_page),
    Server("zensical serve", "mkdocs", "zensical", lambda p, port: python("zensical", "serve", "-f", str(p / "mkdocs/mkdocs.yml"), "-a", f"127.0.0.1:{port}"), _folder_page),
    Server("hugo server", "hugo", "hugo", lambda p, port: python("hugo", "server", "-s", str(p / "hugo"), "-p", str(port), "--bind", "127.0.0.1"), lambda file: _folder_page(file).lower()),
)  # fmt: skip


def live(server: Server, entries: int, place: Path, rounds: int) -> Live:
    """Serve the project in ``place``, open the page of an entry, and edit the entry ``rounds`` times.

    Raises:
        RuntimeError: the server does not come up, or an edit is not seen.
    """
    from playwright.sync_api import TimeoutError as Late
    from playwright.sync_api import sync_playwright

    file = sorted((place / server.dialect).rglob("actor-*"))[0]
    text = file.read_text(encoding="utf-8")
    seconds, used = list[float](), list[float]()
    with _serving(server, place) as (address, group), sync_playwright() as play:
        page_address = address + server.page(file)
        _wait_for_page(page_address, _BEGIN * max(1, entries // 1000), server.name)
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        try:
            page = browser.new_page()
            page.set_default_timeout(_EDIT_SEEN * 1000)
            page.goto(page_address)
            page.get_by_text(_GLOSS).first.wait_for()
            for number in range(rounds):
                _wait_until_idle(group)
                words = f"An edited actor of round {number + 1}"
                before, start = _cpu(group), time.monotonic()
                file.write_text(text.replace(_GLOSS, words), encoding="utf-8")
                page.get_by_text(words).first.wait_for()
                seconds.append(time.monotonic() - start)
                used.append(_cpu(group) - before)
        except Late:
            raise RuntimeError(
                f"{server.name}, {entries} entries: an edit was not seen in {_EDIT_SEEN} seconds"
            ) from None
        finally:
            browser.close()
    return Live(server.name, entries, statistics.median(seconds), statistics.median(used), max(seconds))


@contextmanager
def _serving(server: Server, place: Path) -> Generator[tuple[str, int]]:
    """Run a server; gives its address, and the session of its processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (place / "log.txt").open("wb") as log:
        process = subprocess.Popen(server.command(place, port), stdout=log, stderr=log, start_new_session=True)
        try:
            yield f"http://127.0.0.1:{port}/", process.pid
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_for_page(address: str, patience: float, name: str) -> None:
    """Wait until the page is there."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with (
            suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(address, timeout=60),
        ):
            return
        time.sleep(0.2)
    raise RuntimeError(f"{name}: no page at {address} in {patience:.0f} seconds")


def _wait_until_idle(session: int) -> None:
    """Wait until the processes of a session are idle, so that the last edit is over."""
    last, since = _cpu(session), time.monotonic()
    while time.monotonic() - since < 2:
        time.sleep(0.25)
        current = _cpu(session)
        if current - last > 0.1:
            last, since = current, time.monotonic()


def _cpu(session: int) -> float:
    """CPU seconds of a server's processes, including ended ones, if the system has ``/proc``; else 0.

    ``handbook serve`` starts a session of its own for the process that makes pages.
    """
    ticks, sessions = 0, {session}
    for _attempt in range(2):
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError, ValueError):
                values = stat.read_text().rpartition(")")[2].split()
                parent, its_session = int(values[1]), int(values[3])
                if its_session in sessions or parent == session:
                    sessions.add(its_session)
                    ticks += sum(map(int, values[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def table(measured: Sequence[Live]) -> list[str]:
    """The lines for the page of results."""
    lines = [
        "", "## Edits under a server", "",
        "From saving an entry's file to its new text on the page that is open in Chromium, with the server that each tool has for writing.",
        "CPU: of all processes of the server until then.", "",
        "| entries | tool | seconds | slowest | CPU s |", "|---:|---|---:|---:|---:|",
    ]  # fmt: skip
    return lines + [f"| {m.entries:,} | {m.tool} | {m.seconds:.2f} | {m.slowest:.2f} | {m.cpu:.2f} |" for m in measured]
