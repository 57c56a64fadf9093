"""Pages on paper, from a stick, and without a network."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from .browsing import served, until
from .running import built, sphinx


@pytest.mark.slow
def test_paper_has_references(page: Page, tmp_path: Path) -> None:
    """An entry prints with the numbered list of what its claims refer to; no sheet of a page is empty or has the licence alone, whether its text fills a sheet or not."""
    names = ("agreements/aes-charter", "actors/index", "actors/maria-zakharova", "actors/toumani-kone", "as-of/2003")
    for name in (*names, "sources/maliweb-2025", "about/measured-extraction"):
        page.goto(f"{name}.html")
        page.pdf(path=tmp_path / "page.pdf", format="A4")
        sheets = pypdfium2.PdfDocument(tmp_path / "page.pdf")
        texts = [sheet.get_textpage().get_text_bounded() for sheet in sheets]
        sizes = [len(text) for text in texts]
        # The last sheet has what is left of the text, but never nothing or the licence alone.
        assert min(sizes[:-1], default=301) > 300, (name, sizes)
        assert sizes[-1] > 100, (name, sizes)
        if name.startswith("agreements"):
            printed = " ".join(" ".join(texts).split())
            assert "references 1, 2, 3, 4, 5" in printed
            assert re.search(
                r"References \(\d+\) 1\. The Nation \(Pakistan\) 2023\. Mali, Niger, Burkina sign", printed
            )
            assert "Cite: " not in printed
        sheets.close()


def test_the_timeline_can_be_read_on_paper(page: Page) -> None:
    """The picture with a row for each event takes most of a sheet: its words are as large as the smallest print."""
    page.set_viewport_size({"width": 700, "height": 1000})
    page.emulate_media(media="print")
    page.goto("timeline.html")
    rows = page.evaluate(
        """() => [...document.querySelectorAll(".hb-figure .hb-svg")].filter(e => e.getBoundingClientRect().height).flatMap(
            e => [...e.querySelectorAll("text")].map(t => t.getBoundingClientRect().height))"""
    )
    assert len(rows) > 40
    # CSS pixels: six of them are 4.5 points.
    assert min(rows) > 6


@pytest.mark.slow
def test_from_a_stick(browser: Browser, site: Path) -> None:
    """Opened from a folder: previews, filters with an address, citing, saving and the saved list work, and no request leaves the folder."""
    context = browser.new_context()
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    opened.on("request", lambda r: faults.append(r.url) if not r.url.startswith((site.as_uri(), "blob:")) else None)
    opened.goto((site / "agreements/aes-charter.html").as_uri())
    opened.locator(".hb-card a", has_text="Niger").first.hover()
    opened.locator("#hb-preview").wait_for()
    opened.locator("#claim-signed > .hb-cite-open").click()
    dialog = opened.get_by_role("dialog")
    dialog.get_by_role("button", name="Save to my list").click()
    opened.keyboard.press("Escape")
    opened.goto((site / "agreements/index.html").as_uri() + "?status=signed")
    assert 0 < opened.locator(".hb-row:visible").count() < opened.locator(".hb-row").count()
    opened.goto((site / "reference/saved.html").as_uri())
    opened.locator(".hb-saved-page[data-ready]").wait_for()
    assert opened.get_by_text("claim signed").first.is_visible()
    with opened.expect_download() as download:
        opened.get_by_role("button", name="Download").click()
    assert "claim signed" in Path(download.value.path()).read_text(encoding="utf-8")
    opened.goto((site / "reference/search.html").as_uri() + "?q=wheat")
    opened.locator(".hb-results a").first.wait_for()
    assert faults == []
    context.close()


@pytest.mark.slow
def test_without_a_network(browser: Browser, toy: Path) -> None:
    """With ``offline = true`` what was visited is read without a network, search and citing work, what was not visited says so; a new edition takes its place; switched off, the worker goes."""
    settings = toy / "handbook.toml"
    settings.write_text("offline = true\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    out = toy / "out" / "html"
    built(sphinx(toy / "docs", out))
    first = (out / "offline.js").read_bytes()
    context = browser.new_context()
    opened = context.new_page()
    ready = "navigator.serviceWorker.ready.then(known => known.active.state === 'activated' || new Promise(done => known.active.addEventListener('statechange', done)))"
    with served(out) as port:
        root = f"http://127.0.0.1:{port}/"
        opened.goto(root + "index.html")
        opened.evaluate(ready)
        opened.goto(root + "agreements/north-pact.html")
        opened.wait_for_load_state("networkidle")
    opened.goto(root + "agreements/north-pact.html?from=nowhere")
    assert opened.locator("h1").inner_text().startswith("North Pact")
    opened.locator(".hb-claim > .hb-cite-open").first.click()
    assert "[via" not in opened.locator(".hb-cite-dialog dd").first.inner_text()
    opened.keyboard.press("Escape")
    opened.keyboard.press("/")
    opened.fill("#hb-search-input", "north pact")
    opened.locator("#hb-search-results .hb-hit").first.wait_for()
    opened.goto(root + "actors/alba.html")
    assert opened.get_by_text("was not visited while there was a network").is_visible()
    # A new edition: the pages that were visited are fetched anew without being opened.
    settings.write_text(settings.read_text(encoding="utf-8").replace('"2026.1"', '"2026.2"'), encoding="utf-8")
    built(sphinx(toy / "docs", out))
    assert (out / "offline.js").read_bytes() != first
    with served(out, port):
        opened.goto(root + "index.html")
        opened.evaluate(
            "navigator.serviceWorker.getRegistration().then(known => known.update()).then(() => new Promise(done => { const timer = setInterval(() => caches.keys().then(names => { if (names.length === 1) { clearInterval(timer); done(); } }), 50); }))"
        )
        until(
            opened,
            "caches.match(new URL('agreements/north-pact.html', location.href).href).then(kept => kept && kept.text()).then(text => text && text.includes('Edition 2026.2'))",
        )
    opened.goto(root + "agreements/north-pact.html")
    assert "Edition 2026.2" in opened.locator("#cite").inner_text()
    settings.write_text(settings.read_text(encoding="utf-8").replace("offline = true\n", ""), encoding="utf-8")
    built(sphinx(toy / "docs", out))
    assert not (out / "offline.js").exists()
    with served(out, port):
        opened.goto(root + "index.html")
        until(opened, "navigator.serviceWorker.getRegistration().then(known => !known)")
    context.close()
