"""Make the pictures of the desk in ``docs/about``: ``python -m handbook.desk.pictures SEEDS SOURCE FOLDER``.

They show a copy of a project in Chromium (Playwright, of the extra ``[bench]``; Pillow makes them small).  Those of the handbook
show the article of ``tests/adding_articles.py``, added to the toy corpus of the tests.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from handbook.desk.app import Desk
from handbook.serving import run

#: The number of colours in a picture, which needs few.
COLOURS = 128


@contextmanager
def _served(seeds: Path) -> Generator[str]:
    """Serve the desk for a folder while pictures are taken; the address includes the token."""
    listening = run.bound(0)
    port = listening.getsockname()[1]
    desk = Desk(seeds, port)
    server = uvicorn.Server(uvicorn.Config(desk.app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield f"http://{run.HOST}:{port}/?token={desk.keys.token}"
    finally:
        server.should_exit = True
        thread.join(20)


def take_all(seeds: Path, source: str, target: Path, browser: Any, statements: dict[str, str]) -> list[Path]:
    """Take a picture of each step of an article that was added; ``statements`` has the statements to type, by label.

    ``browser`` is one of Playwright's; the seeds are copied, and stay as they are.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project" / "seeds"
        shutil.copytree(seeds, copy)
        with _served(copy) as address:
            return list(_pictures(browser, address, source, target, statements))


def _pictures(browser: Any, address: str, source: str, target: Path, statements: dict[str, str]) -> Iterator[Path]:
    base = address.partition("?")[0]
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    for name, step, scheme, width, height in (
        ("desk-write", "write", "light", 1280, 800), ("desk-names", "names", "light", 1280, 800),
        ("desk-claims", "claims", "dark", 1280, 800), ("desk-new-claim", "claim", "light", 1280, 800), ("desk-add", "add", "light", 1280, 700),
        ("desk-phone", "names", "light", 390, 844),
    ):  # fmt: skip
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{base}add" if step == "add" else f"{base}article/{source}/{step}")
        page.wait_for_timeout(800)
        if step == "claim":
            _choose(page, next(iter(statements), ""))
        if step == "write":
            page.keyboard.press("i")
            for label, text in statements.items():
                if page.evaluate(_SELECT, f"{label}. [pending]"):
                    page.keyboard.type(f"{label}. {text}")
            _until_saved(page)
        page.wait_for_timeout(300)
        yield _small(page.screenshot(), target / f"{name}.png")
    context.close()


#: Selects words in the text; returns whether they are there.
_SELECT = """words => {
    const text = document.getElementById("text"), place = text.value.indexOf(words);
    if (place >= 0) { text.setSelectionRange(place, place + words.length); }
    return place >= 0;
}"""


def _choose(page: Any, label: str) -> None:
    """Open the form of a new claim on a statement: for the first entry offered, with a step."""
    page.goto(f"{page.url}?at={label}")
    page.locator("a.pick").first.click()
    page.locator("#claiming").wait_for()
    field = page.locator("#f-note")
    if field.count():
        field.fill("Of ships.")
        page.locator("#result > *").first.wait_for()


def _until_saved(page: Any) -> None:
    end = time.monotonic() + 20
    page.wait_for_timeout(600)
    while page.evaluate("document.getElementById('saved').textContent") != "Saved" and time.monotonic() < end:
        page.wait_for_timeout(50)


def _small(raw: bytes, path: Path) -> Path:
    """Write a picture with few colours to a file."""
    from PIL import Image

    Image.open(io.BytesIO(raw)).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    return path


def main(seeds: str, source: str, target: str, *statements: str) -> None:
    """Make the pictures in a folder; each of ``statements`` is a statement with its label, ``3a. Alba spoke.``."""
    from playwright.sync_api import sync_playwright

    texts = dict(re.split(r"\. ", line, maxsplit=1) for line in statements)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take_all(Path(seeds), source, Path(target), browser, texts)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
