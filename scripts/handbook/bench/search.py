"""How long the search of a built site takes in a real browser, from an empty cache to the first hit."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: How a person searches: the key that opens the field, the field, and where hits appear.
FIELDS = {
    "handbook build": ("/", "#hb-search-input", "#hb-search-results .hb-hit"),
    "Sphinx, theme basic": ("", "input[name=q]", "#search-results li a"),
    "mkdocs-material": ("", ".md-search__input", ".md-search-result__item a"),
}
_SECONDS = 60


@dataclass(frozen=True)
class Searched:
    """A cold search: seconds from opening the first page to the first hit, and the megabytes sent."""

    tool: str
    entries: int
    seconds: float
    sent: float


def chromium() -> str:
    """The path of Chromium; empty if it is not installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), "")


def at_hand() -> bool:
    """Whether a browser and Playwright are installed."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return False
    return bool(chromium())


def counting(sent: list[int]) -> type[http.server.SimpleHTTPRequestHandler]:
    """A server's handler that adds the bytes of each file to ``sent[0]``, and logs nothing."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Log nothing."""

        def handle(self) -> None:
            # A browser that has its hit closes the connection, even while data is still being sent.
            with suppress(ConnectionError):
                super().handle()

        def copyfile(self, source: Any, outputfile: Any) -> None:
            sent[0] += os.fstat(source.fileno()).st_size
            super().copyfile(source, outputfile)

    return Handler


def search(tool: str, entries: int, site: Path, word: str) -> Searched:
    """Open the site's first page in an empty browser and search for ``word``.

    Raises RuntimeError if no hit appears within a minute.
    """
    from playwright.sync_api import TimeoutError as Late
    from playwright.sync_api import sync_playwright

    key, field, hit = FIELDS[tool]
    sent = [0]
    handler = functools.partial(counting(sent), directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(_SECONDS * 1000)
            start = time.monotonic()
            page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
            if key:
                page.keyboard.press(key)
            page.fill(field, word)
            page.press(field, "Enter" if tool.startswith("Sphinx") else "End")  # mkdocs-material listens to keys only
            page.locator(hit).first.wait_for()
            seconds = time.monotonic() - start
            browser.close()
    except Late:
        raise RuntimeError(f"{tool}, {entries} entries: no hit for '{word}' in {_SECONDS} seconds") from None
    finally:
        server.shutdown()
        server.server_close()
    return Searched(tool, entries, seconds, sent[0] / 1e6)
