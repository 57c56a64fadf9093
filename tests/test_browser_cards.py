"""Cards of links of the real handbook in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from .browsing import Tabs, until

pytestmark = pytest.mark.slow


def test_preview_by_mouse(page: Page) -> None:
    """Resting on a link shows a card with name, kind and gloss; Escape closes it; nothing moves."""
    page.goto("agreements/free-grain-and-fertilizers.html")
    before = page.locator("h2").last.bounding_box()
    page.locator(".hb-card a", has_text="Russia").first.hover()
    card = page.locator("#hb-preview")
    card.wait_for()
    assert "Partner of Mali" in card.inner_text()
    assert page.locator("h2").last.bounding_box() == before
    page.keyboard.press("Escape")
    assert card.count() == 0


def test_preview_by_keyboard(page: Page) -> None:
    """Focus on a citation mark shows the statement; the link is described by the card; leaving closes it."""
    page.goto("agreements/free-grain-and-fertilizers.html")
    page.locator("#furo-main-content a").first.focus()
    for _ in range(500):
        page.keyboard.press("Tab")
        # Evidence unfolds by the keyboard as it does by a click.
        if page.evaluate("document.activeElement.matches('.hb-evidence-fold:not([open]) > summary')"):
            page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.hash") == "#p10a":
            break
    assert page.evaluate("document.activeElement.hash") == "#p10a"
    card = page.locator("#hb-preview")
    card.wait_for()
    assert "Putin promised Mali grain" in card.inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "hb-preview"
    page.keyboard.press("Escape")
    assert card.count() == 0


def test_a_card_is_of_the_link_in_focus(page: Page) -> None:
    """While a card's text is fetched the card of the link before is gone; and what arrives when the reader has left shows nothing."""
    page.goto("agreements/free-grain-and-fertilizers.html")
    page.locator(".hb-evidence-fold > summary").first.click()
    state, mark = (
        page.locator(".hb-card a", has_text="Mali").first,
        page.locator(".hb-evidence-fold[open] .hb-cite a").first,
    )
    card = page.locator("#hb-preview")
    page.keyboard.press("Tab")  # what has the focus by the keyboard is marked, and only that shows a card
    state.focus()
    card.wait_for()
    fetched: list[Route] = []
    page.route("**/data/statements/*.js", lambda route: fetched.append(route))
    with page.expect_request("**/data/statements/*.js"):
        mark.focus()
    assert card.count() == 0
    state.focus()
    card.wait_for()
    with page.expect_response("**/data/statements/*.js"):
        fetched[0].continue_()
    until(page, "document.querySelector('script[data-of^=\"data/statements/\"]').dataset.done")
    assert "Landlocked state" in card.inner_text()
    page.evaluate("document.activeElement.blur()")
    mark.focus()
    card.wait_for()
    assert "Landlocked state" not in card.inner_text()


def test_preview_by_touch(tabs: Tabs, base: str) -> None:
    """A first tap shows the card with a link to open; a second tap on the same link follows it."""
    opened = tabs.page(base, 390, 800, touch=True)
    opened.goto("agreements/aes-charter.html")
    link = opened.locator(".hb-card a", has_text="Mali").first
    link.tap()
    opened.locator("#hb-preview").wait_for()
    assert opened.url.endswith("aes-charter.html")
    opened.locator("#hb-preview a").tap()
    opened.wait_for_url("**/actors/mali.html")
