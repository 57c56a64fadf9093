"""Pages of the real handbook on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .browsing import Tabs, beyond_the_edge

pytestmark = pytest.mark.slow


def test_print(page: Page) -> None:
    """On paper there is the text and no navigation."""
    page.goto("actors/sergey-lavrov.html")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for hidden in (".sidebar-drawer", ".mobile-header", ".skip-to-content", ".related-pages"):
        assert not page.locator(hidden).first.is_visible(), hidden


@pytest.mark.parametrize("width", [620, 1000])
def test_lines_end_on_the_sheet(tabs: Tabs, base: str, width: int) -> None:
    """On paper, upright or across, no line, table or picture goes on beyond the sheet, where it would be cut."""
    opened = tabs.page(base, width, 900, media="print")
    for name in (
        "dossiers/food-and-fuel.html",
        "agreements/aes-charter.html",
        "sources/klomegah-2024.html",
        "index.html",
    ):
        opened.goto(name)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, name
        assert beyond_the_edge(opened) == [], name


@pytest.mark.parametrize("name", ["sources/klomegah-2024.html", "reference/conflicts.html", "agreements/aes-charter.html", "timeline.html", "reference/saved.html"])  # fmt: skip
def test_print_has_no_buttons(page: Page, name: str) -> None:
    """On paper, where nothing can be pressed, there is no button and no control."""
    page.goto(name)
    page.wait_for_load_state("networkidle")
    assert page.locator("button, select, input").count() > 0
    page.emulate_media(media="print")
    assert page.locator("article :is(button, select, input):visible").count() == 0


def test_print_has_all_claims(page: Page) -> None:
    """On paper each number in a lead is that of a claim that is there, folded ones too, and no line says only that something opens."""
    page.goto("agreements/civil-nuclear-development-in-mali.html")
    page.emulate_media(media="print")
    numbers = page.evaluate(
        "[...document.querySelectorAll('.hb-lead .hb-basis a[href^=\"#claim-\"]')].map(a => a.hash.slice(1))"
    )
    assert len(numbers) > 3
    visible = "ids => ids.filter(id => !document.getElementById(id).checkVisibility({contentVisibilityAuto: false}))"
    assert page.evaluate(visible, numbers) == []
    assert page.evaluate("[...document.querySelectorAll('details:not([open]) > .hb-claim')].length") > 0
    page.goto("reference/overview.html")
    assert page.locator("summary:visible").count() == 0
