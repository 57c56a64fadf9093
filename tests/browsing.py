"""A site in a real browser, for the tests that look at one: a server with the policy that the site must work under, a page that fails its test on any fault."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import http.server
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Error, Page, sync_playwright

from handbook.bench.search import chromium

CHROMIUM = chromium()
#: No GPU, and nothing that a browser asks of the network by itself.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: The most seconds for which a script or data file is held back. Tests that pass only because a file comes at once fail
#: with ``HANDBOOK_SLOW=0.9``, as they sometimes would on a busy machine.
SLOW = float(os.environ.get("HANDBOOK_SLOW", "0"))
POLICY = "default-src 'self'; script-src 'self'"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        if SLOW and self.path.split("?")[0].endswith((".js", ".json")):
            time.sleep(random.uniform(0, SLOW))
        super().do_GET()


class Handler(Quiet):
    """Serves the site with the policy that it must work under."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


class _Server(http.server.ThreadingHTTPServer):
    """Says nothing of a browser that leaves before it has all of a file."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextlib.contextmanager
def served(folder: Path, port: int = 0, handler: type[Quiet] = Handler) -> Iterator[int]:
    """The port at which a folder is served, under the policy unless the handler is another."""
    with _Server(("127.0.0.1", port), functools.partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


@pytest.fixture(scope="module")
def site(real_site: Path) -> Path:
    return real_site


@pytest.fixture(scope="session")
def base(real_site: Path) -> Iterator[str]:
    """The address of the handbook's own site."""
    with served(real_site) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="session")
def chromium_of_session() -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """A browser, and the loop in which it is spoken to; between tests that loop is not said to run, so that others may run theirs."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (CI installs it)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield started, loop
        asyncio._set_running_loop(loop)
        started.close()


@pytest.fixture
def browser(chromium_of_session: tuple[Browser, asyncio.AbstractEventLoop]) -> Iterator[Browser]:
    """The browser of this process that runs tests."""
    started, loop = chromium_of_session
    asyncio._set_running_loop(loop)
    yield started
    asyncio._set_running_loop(None)


class Tabs:
    """Pages that are used again: to open one, with a process and an empty cache, takes longer than most tests do.

    Each is given out as new: without cookies, permissions and stored items, with the mouse in the corner; what was
    loaded stays in the cache. Listeners are for the test to take away (``faults_of`` does).
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[tuple[str, bool, bool], Page] = {}
        self._lent: list[tuple[tuple[str, bool, bool], Page]] = []

    def page(
        self, base: str = "", width: int = 1280, height: int = 900, *, touch: bool = False, scripts: bool = True, **media: str
    ) -> Page:  # fmt: skip
        """A page for the rest of the test, in a window of this size in pixels, with ``color_scheme`` or ``reduced_motion`` as they are given; addresses are below ``base``."""
        kind = base, touch, scripts
        page = self._free.pop(kind, None)
        if page is None:
            context = self._browser.new_context(base_url=base or None, has_touch=touch, java_script_enabled=scripts)
            page = context.new_page()
        self._lent.append((kind, page))
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**{"media": "null", "color_scheme": "null", "reduced_motion": "null", **media})
        return page

    def take_back(self) -> None:
        """Make pages that were given out as they were before anything was loaded in them."""
        while self._lent:
            kind, page = self._lent.pop()
            try:
                _clean(page)
            except Error:
                # A test failed in a way that its page did not survive.
                page.context.close()
                continue
            if kind in self._free:
                page.context.close()
            else:
                self._free[kind] = page


def _clean(page: Page) -> None:
    origin = "/".join(page.url.split("/")[:3])
    page.unroute_all()
    page.goto("about:blank")
    page.mouse.move(0, 0)
    page.context.clear_cookies()
    page.context.clear_permissions()
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()


@contextlib.contextmanager
def faults_of(page: Page, base: str) -> Iterator[list[str]]:
    """Messages, errors and dialogs of a page, and its requests to other addresses than those below ``base``; at the end there may be none."""
    faults: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    heard: tuple[tuple[Any, Callable[[Any], None]], ...] = (
        ("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None),
        ("pageerror", lambda e: faults.append(str(e))),
        ("dialog", dismissed),
        ("request", lambda r: faults.append(f"request to {r.url}") if not r.url.startswith(base) else None),
    )
    for event, hear in heard:
        page.on(event, hear)
    try:
        yield faults
        # What happened before this question is told before its answer.
        page.evaluate("1")
    finally:
        for event, hear in heard:
            page.remove_listener(event, hear)
    assert faults == []


@pytest.fixture(scope="session")
def tabs_of_session(chromium_of_session: tuple[Browser, asyncio.AbstractEventLoop]) -> Tabs:
    return Tabs(chromium_of_session[0])


@pytest.fixture
def tabs(browser: Browser, tabs_of_session: Tabs) -> Iterator[Tabs]:
    """Pages of the browser of this process, for one test."""
    yield tabs_of_session
    tabs_of_session.take_back()


@pytest.fixture
def page(tabs: Tabs, base: str) -> Iterator[Page]:
    """A page that fails its test on any console error or request to elsewhere."""
    opened = tabs.page(base)
    with faults_of(opened, base):
        yield opened


def until(page: Page, words: str) -> None:
    """Wait until an expression is true, or resolves to what is; Playwright's own way to do so needs a policy that allows eval."""
    deadline = time.monotonic() + 30
    while not page.evaluate(words):
        assert time.monotonic() < deadline, words
        page.wait_for_timeout(50)


def search(page: Page, words: str) -> list[str]:
    page.goto("index.html")
    page.keyboard.press("/")
    page.fill("#hb-search-input", words)
    page.locator("#hb-search-status:not(:empty)").wait_for()
    assert page.locator("#hb-search-input").get_attribute("aria-expanded") in ("true", "false")
    return page.locator("#hb-search-results .hb-hit").all_inner_texts()


#: What ends beyond the edge of the window, and in nothing within the text of the page that scrolls or is cut on purpose.
_BEYOND = """() => [...document.querySelectorAll("article *")].filter(element => {
  const box = element.getBoundingClientRect();
  // Wide tables have the content scroll.
  if (element.closest("table") || !box.width || box.right <= innerWidth + 1 || box.left >= innerWidth) { return false; }
  for (let part = element.parentElement; part.tagName !== "ARTICLE"; part = part.parentElement) {
    if (getComputedStyle(part).overflowX !== "visible") { return false; }
  }
  return getComputedStyle(element).overflowX === "visible";
}).map(element => element.outerHTML.slice(0, 120))"""


def beyond_the_edge(page: Page) -> list[str]:
    """The elements of a page's text that are cut at the edge of the window: the page itself has no bar to scroll sideways."""
    beyond: list[str] = page.evaluate(_BEYOND)
    return beyond
