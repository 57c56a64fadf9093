"""What tests in a browser rest on: pages that are used again are as new, faults are heard, and axe finds what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .accessibility import in_both_schemes, unfolded
from .browsing import Quiet, Tabs, faults_of, served
from .conftest import LONG

ROWS = "".join(f"<li class='row'>Row {number}</li>" for number in range(20))
# It names its icon: a browser that looks for one by itself says that there is none, at any moment.
PAGE = f"""<!doctype html><html lang="en"><head><title>T</title><link rel="icon" href="data:,"><style>
body {{ background: #fff; color: #111 }} @media (prefers-color-scheme: dark) {{ .pale {{ color: #eee }} }}
</style></head><body><main><h1>T</h1><ul>{ROWS}<li class="row"><b class="pale">Pale</b></li></ul></main></body></html>"""


def test_a_page_is_as_new(tabs: Tabs, tmp_path: Path) -> None:
    """A test finds nothing that the one before it left in its page: no cookie, nothing stored, no media, no window of another size."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    left = "() => [document.cookie, localStorage.length, innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, scrollX, location.hash]"
    with served(tmp_path, handler=Quiet) as port:
        address = f"http://127.0.0.1:{port}/page.html"
        first = tabs.page()
        first.goto(address)
        new = first.evaluate(left)
        first.evaluate("document.cookie = 'a=b'; localStorage.setItem('a', 'b')")
        first.emulate_media(color_scheme="dark")
        first.set_viewport_size({"width": 300, "height": 300})
        assert first.evaluate(left) != new
        tabs.take_back()
        again = tabs.page()
        assert again is first
        again.goto(address)
        assert again.evaluate(left) == new


def visit(page: Page, address: str, script: str = "", event: str = "") -> None:
    """Open the page; run a script on it that brings an event about, and wait for that."""
    with faults_of(page, address):
        page.goto(f"{address}page.html")
        if script:
            with page.expect_event(event):
                page.evaluate(script)


@pytest.mark.parametrize(
    ("fault", "event"),
    [
        ("console.error('bad')", "console"),
        ("setTimeout(() => { throw new Error('bad') })", "pageerror"),
        # What the browser says of a request that it refuses comes last.
        ("fetch('http://127.0.0.1:9/').catch(() => 0)", "console"),
        ("alert('bad')", "dialog"),
    ],
)
def test_faults_are_heard(tabs: Tabs, tmp_path: Path, fault: str, event: str) -> None:
    """A message, an error, a request to elsewhere or a dialog fails a test, and not the next one."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    page = tabs.page()
    with served(tmp_path, handler=Quiet) as port:
        address = f"http://127.0.0.1:{port}/"
        with pytest.raises(AssertionError, match="assert"):
            visit(page, address, f"() => {{ {fault} }}", event)
        visit(page, address)


def test_axe_finds_a_row_that_is_made_otherwise(tabs: Tabs, tmp_path: Path) -> None:
    """Of rows that are made alike one is left, of others none goes: colours that cannot be read in dark are found in the last one."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    page = tabs.page()
    with served(tmp_path, handler=Quiet) as port:
        page.goto(f"http://127.0.0.1:{port}/page.html")
        unfolded(page)
        assert page.locator("li").count() == (21 if LONG else 2)
        found = in_both_schemes(page)
    assert [(one[0], one[1]) for one in found] == [("dark", "color-contrast")]
