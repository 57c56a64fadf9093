"""A desk at work on a copy of the toy, for the tests that ask it."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
import uvicorn
from playwright.sync_api import Page

from handbook.desk.app import Desk
from handbook.serving import run as serving

from .adding_articles import ADD, TEXT, run, snapshot
from .browsing import Tabs, faults_of

ID = "the-post-2024"
#: What a person writes into the draft of TEXT.
SAYS = {"3a": "Dora Delegate promised Alba ships of Borealis.", "4a": "Ann Exampel attended."}
#: A page that a browser saved, as it is added at the desk.
HTML = b"""<html><head><meta property="og:title" content="Grain for Alba"></head><body><article><h1>Grain for Alba</h1>
<p>Borealis delivered 300 tons of grain to Alba on 30 April 2024, its ministry said.</p></article></body></html>"""
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"


@dataclass
class Running:
    """A desk at work on a copy of the toy, and how to ask it."""

    seeds: Path
    desk: Desk
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def way_in(self) -> str:
        return f"{self.address}?token={self.desk.keys.token}"

    @property
    def digest(self) -> Path:
        return self.seeds / "articles" / f"{ID}.md"

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> http.client.HTTPResponse:
        """A request of a browser that came in; an empty header is left out."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        own = {"Host": f"127.0.0.1:{self.port}", "Cookie": f"handbook-desk-{self.port}={self.desk.keys.session}"}
        if method == "POST":
            own |= {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
            own["Content-Length"] = str(len(body))
        link.putrequest(method, path, skip_host=True)
        for name, value in (own | {n.replace("_", "-"): v for n, v in headers.items()}).items():
            if value:
                link.putheader(name, value)
        link.endheaders(body.encode() if body else None)
        return link.getresponse()

    def post(self, path: str, **fields: str) -> http.client.HTTPResponse:
        return self.ask(path, "POST", urlencode({"form": self.desk.keys.form} | fields))

    def page(self, path: str) -> str:
        answer = self.ask(path)
        assert answer.status == 200, answer.read()
        return answer.read().decode()


@contextlib.contextmanager
def running(seeds: Path, port: int = 0) -> Iterator[Running]:
    listening = serving.bound(port)
    port = listening.getsockname()[1]
    desk = Desk(seeds, port)
    server = uvicorn.Server(uvicorn.Config(desk.app, log_level="error", lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield Running(seeds, desk, port)
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def draft(toy: Path) -> Path:
    """A copy of the toy with an article that was added; its seeds."""
    (toy / "ships.txt").write_text(TEXT, encoding="utf-8")
    run(toy, "add", str(toy / "ships.txt"), *ADD)
    return toy / "seeds"


def with_statements(toy: Path) -> Path:
    """The toy with an article whose statements are written; its seeds."""
    (toy / "ships.txt").write_text(TEXT, encoding="utf-8")
    run(toy, "add", str(toy / "ships.txt"), *ADD)
    digest = toy / "seeds" / "articles" / f"{ID}.md"
    digest.write_text(written(digest.read_text(encoding="utf-8")), encoding="utf-8")
    return toy / "seeds"


@pytest.fixture
def desk(draft: Path) -> Iterator[Running]:
    with running(draft) as made:
        yield made


def written(text: str) -> str:
    """A draft with its statements written."""
    for label, says in SAYS.items():
        text = text.replace(f"{label}. [pending]", f"{label}. {says}")
    return text


def hostile(toy: Path) -> Path:
    """The toy with an article whose text, title, names and notes are markup."""
    text = f"""Ships {EVIL} leave

Foreign Minister Dora <b>Delegate</b> of Borealis said on Monday: "We will {EVIL} send 30 ships."

Ann Exampel{EVIL} signed a memorandum with the Harbour <i>Bank</i> in April.
"""
    (toy / "evil.txt").write_text(text, encoding="utf-8")
    run(toy, "add", str(toy / "evil.txt"), "--id", ID, "--publication", f"Post {EVIL}", *ADD[2:])
    actor = next((toy / "seeds/registry/actors").glob("dora*.yml"), None) or toy / "seeds/registry/actors/alba.yml"
    raw = actor.read_text(encoding="utf-8")
    actor.write_text(re.sub(r"^gloss: .*(?:\n  .*)*", lambda _: "gloss: " + json.dumps(f"A {EVIL} person."), raw, flags=re.M), encoding="utf-8")  # fmt: skip
    return toy / "seeds"


def come_in(page: Page, desk: Running, way: str = "") -> None:
    """Come in by the address with the token, or by what leads there."""
    page.goto(way or desk.way_in)
    page.wait_for_url(desk.address)


@contextlib.contextmanager
def opened(tabs: Tabs, desk: Running, scripts: bool = True) -> Iterator[Page]:
    """A page of the desk that fails its test on a console error, a dialog, or a request to elsewhere."""
    page = tabs.page(scripts=scripts)
    with faults_of(page, desk.address):
        come_in(page, desk)
        yield page


def seeds_of(desk: Running) -> dict[str, bytes]:
    """The seeds without the desk's own folder."""
    return {name: raw for name, raw in snapshot(desk.seeds).items() if not name.startswith(".desk/")}
