"""A site in a real browser, for the tests that look at one: a server with the policy that the site must work under, a page that fails its test on any fault."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from handbook.bench.search import chromium

CHROMIUM = chromium()
#: No GPU, and nothing that a browser asks of the network by itself.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
POLICY = "default-src 'self'; script-src 'self'"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site with the policy that it must work under."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def site(real_site: Path) -> Path:
    return real_site


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (CI installs it)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """A page that fails its test on any console error or request to elsewhere."""
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda e: faults.append(str(e)))
    opened.on("request", lambda r: faults.append(f"request to {r.url}") if not r.url.startswith(base) else None)
    yield opened
    context.close()
    assert faults == []


def search(page: Page, words: str) -> list[str]:
    page.goto("index.html")
    page.keyboard.press("/")
    page.fill("#hb-search-input", words)
    page.locator("#hb-search-status:not(:empty)").wait_for()
    assert page.locator("#hb-search-input").get_attribute("aria-expanded") in ("true", "false")
    return page.locator("#hb-search-results .hb-hit").all_inner_texts()
