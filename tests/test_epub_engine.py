"""The EPUB in the engine of a reader: epub.js in Chromium opens it, and shows each chapter and entry of its contents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Error

from .browsing import Quiet, Tabs, served
from .conftest import PROJECT, toy_project
from .running import handbook

PAGE = '<!doctype html><meta charset="utf-8"><title>Reader</title><script src="jszip.min.js"></script><script src="epub.min.js"></script><div id="area"></div>'
#: Open the book, go to each place of its contents, and say what was there: the title, the words of contents, and how many characters each shows.
READ = """async () => {
    const book = ePub("handbook.epub");
    await book.ready;
    const view = book.renderTo("area", {width: 700, height: 900, allowScriptedContent: false});
    const places = book.navigation.toc.flatMap(place => [place, ...place.subitems]), shown = {};
    for (const place of places) {
        await view.display(place.href);
        shown[place.label.trim()] = view.getContents()[0].document.body.textContent.trim();
    }
    return [(await book.loaded.metadata).title, shown];
}"""


def test_a_reader_shows_every_chapter(tabs: Tabs, tmp_path: Path) -> None:
    """Each place of the contents opens, with the text of its entry, and no script fails."""
    modules = PROJECT / ".ci/node/node_modules"
    scripts = [modules / "epubjs/dist/epub.min.js", modules / "jszip/dist/jszip.min.js"]
    if not all(script.is_file() for script in scripts):
        pytest.skip("epub.js is not installed (npm install --prefix .ci/node epubjs jszip; they run in Chromium)")
    toy = toy_project(tmp_path / "toy")
    done = handbook("epub", "--seeds", toy / "seeds", "--docs", toy / "docs", "--out", tmp_path / "reader")
    assert done.returncode == 0, done.stderr
    for script in scripts:
        shutil.copy(script, tmp_path / "reader")
    (tmp_path / "reader" / "page.html").write_text(PAGE, encoding="utf-8")
    page = tabs.page()
    faults: list[str] = []

    def hear(error: Error) -> None:
        faults.append(str(error))

    # epub.js asks for files that a book may have and this one need not; a script that fails is a fault.
    page.on("pageerror", hear)
    with served(tmp_path / "reader", handler=Quiet) as port:
        page.goto(f"http://127.0.0.1:{port}/page.html")
        title, shown = page.evaluate(READ)
    page.remove_listener("pageerror", hear)
    assert title == "Toy"
    assert {"Actors", "Agreements", "Events", "Sources", "Index", "North Pact", "Alba"} <= shown.keys()
    assert "Alba and Borealis signed the North Pact" in shown["North Pact"]
    assert "" not in shown.values()
    assert faults == []
