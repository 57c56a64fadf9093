"""Lists and pictures of the real handbook in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import LONG

pytestmark = pytest.mark.slow


def test_statement_to_paragraph_and_back(page: Page) -> None:
    """From an entry's citation mark to the highlighted statement and back to the entry."""
    page.goto("agreements/free-grain-and-fertilizers.html")
    page.locator(".hb-evidence-fold > summary").first.click()
    page.locator(".hb-evidence-fold[open] .hb-cite a").first.click()
    page.wait_for_url("**/sources/*#p*")
    statement = page.locator(".hb-statement:target")
    assert statement.is_visible()
    statement.get_by_role("link", name="Free grain and fertilizers for Mali").first.click()
    page.wait_for_url("**/agreements/free-grain-and-fertilizers.html")


def test_filters(page: Page) -> None:
    """The glossary narrows by kind, stage, state, sector and year; the address keeps the choice and a link restores it."""
    page.goto("agreements/index.html")
    everything = page.locator(".hb-row:visible").count()
    page.select_option("select[name=status]", "signed")
    shown = page.locator(".hb-row:visible").count()
    assert 0 < shown < everything
    assert "status=signed" in page.url
    page.goto("agreements/index.html?status=signed")
    assert page.locator(".hb-row:visible").count() == shown
    for name, value in (("state", "chad"), ("sector", "energy"), ("year", "2021"), ("kind", "treaty")):
        page.goto(f"agreements/index.html?{name}={value}")
        assert 0 < page.locator(".hb-row:visible").count() < everything, name
    page.goto("actors/index.html?kind=person")
    assert set(page.locator(".hb-row:visible .hb-kind").all_inner_texts()) == {"Person"}


@pytest.mark.parametrize("folder", ["", "fr/"])
def test_what_a_filter_shows_is_counted_in_sight(page: Page, folder: str) -> None:
    """The number of entries shown stands within the box of the filters, and no name of a control runs into the next."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{folder}agreements/index.html")
    box, count = page.locator(".hb-filter").bounding_box(), page.locator(".hb-filter [role=status]").bounding_box()
    assert box is not None
    assert count is not None
    assert count["x"] + count["width"] <= box["x"] + box["width"]
    assert page.eval_on_selector_all(
        ".hb-filter label", "all => all.filter(label => label.scrollWidth > label.clientWidth).map(l => l.textContent)"
    ) == []  # fmt: skip


@pytest.mark.parametrize(("width", "size"), [(320, 100), (390, 100), (390, 200), (768, 100)])
def test_words_of_totals_are_whole(page: Page, width: int, size: int) -> None:
    """In the table of totals no word and no number is broken, in no window and with large letters; where there are no columns each number says what it counts."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("dossiers/food-and-fuel.html")
    page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
    columns = page.eval_on_selector("table.hb-totals td", "cell => getComputedStyle(cell).display") == "table-cell"
    assert page.eval_on_selector_all(f"table.hb-totals {':is(th, td)' if columns else 'td'}", BROKEN) == []
    labels = page.locator("table.hb-totals .hb-cell-label")
    assert labels.count() >= 3
    assert labels.first.is_visible() != columns


def test_what_wraps_on_a_phone_begins_at_the_edge(page: Page) -> None:
    """In a list no part that goes on in another line is set in; beside the number of a paragraph stands how to cite it."""
    page.set_viewport_size({"width": 390, "height": 800})
    for name in ("events", "agreements", "actors"):
        page.goto(f"{name}/index.html")
        # A part is set in a little, or stands behind another one.
        assert page.eval_on_selector_all(
            ".hb-row-head > span:not([hidden]), .hb-row-gloss > span",
            "all => all.filter(part => { const x = part.getClientRects()[0].x - part.parentElement.getBoundingClientRect().x; return x > 1 && x < 12; }).length",
        ) == 0, name  # fmt: skip
    page.goto("sources/klomegah-2024.html")
    mark, cite = page.locator(".hb-mark a").first.bounding_box(), page.locator(".hb-mark button").first.bounding_box()
    assert mark is not None
    assert cite is not None
    assert abs(mark["y"] + mark["height"] / 2 - cite["y"] - cite["height"] / 2) < 12


#: The words that stand in more than one line, within cells.
BROKEN = r"""cells => cells.flatMap(cell => {
    const broken = [], words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let node; node = words.nextNode();) for (const word of node.data.matchAll(/[\p{L}\p{N},]+/gu)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(box => Math.round(box.y))).size > 1) broken.push(word[0]);
    }
    return broken;
})"""


#: Whether nothing around what has the focus cuts its ring off.
WHOLE = """() => {
    for (let at = document.activeElement; at; at = at.parentElement) if (getComputedStyle(at).contentVisibility === "auto") return false;
    return document.activeElement !== document.body;
}"""


def test_what_is_drawn_when_seen_is_drawn_whole(page: Page) -> None:
    """Of the items that are drawn when they are seen, which cuts them at their edge, nothing is cut: not the points of the timeline, not the ring of the focus."""
    page.goto("timeline.html")
    lefts = "item => ['::before', '::after'].map(part => parseFloat(getComputedStyle(item, part).left))"
    assert all(left >= 0 for left in page.eval_on_selector("li.timeline", lefts))
    for name, where in (("timeline.html", "li.timeline"), ("genindex.html", ".hb-index"), ("agreements/aes-charter.html", ".hb-claim"), ("sources/klomegah-2024.html", ".hb-mark")):  # fmt: skip
        page.goto(name)
        page.locator(f"{where} a").first.focus()
        assert page.evaluate(WHOLE), name


def test_words_of_buttons_are_whole(page: Page) -> None:
    """On a phone the button that closes how to cite holds its word, also in French."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("fr/agreements/wheat-purchase-2024.html")
    page.locator(".hb-cite-open").first.click()
    buttons = "all => all.filter(button => button.scrollWidth > button.clientWidth).map(button => button.textContent)"
    page.locator(".hb-cite-head button").wait_for()
    assert page.eval_on_selector_all(".hb-cite-dialog button", buttons) == []


def test_sorting(page: Page) -> None:
    """The list can be put in order of time or evidence, and back into its alphabet."""
    page.goto("agreements/index.html")
    alphabet = page.locator(".hb-row-name").all_inner_texts()
    page.select_option("select[name=sort]", "date")
    dates = page.locator(".hb-row .hb-facet-sort.hb-value-date").all_text_contents()
    assert dates == sorted(dates, reverse=True)
    assert page.locator(".hb-row-name").all_inner_texts() != alphabet
    page.select_option("select[name=sort]", "")
    assert page.locator(".hb-row-name").all_inner_texts() == alphabet


def test_timeline_filters(page: Page) -> None:
    """The timeline narrows by actor, kind and year, and its picture with it, on a phone too: what is not in the list has no row, and no gap; without any row there is no picture."""
    page.goto("timeline.html")
    drawn, picture = page.locator("svg.hb-wide .hb-tl-row:visible"), page.locator("svg.hb-wide")
    high = (picture.bounding_box() or {})["height"]
    rows = drawn.count()
    everything = page.locator("li.timeline:visible").count()
    page.select_option("select[name=actor]", "abdoulaye-diop")
    titles = page.locator("li.timeline:visible").all_text_contents()
    assert 0 < len(titles) < everything
    assert any("November 2021" in t for t in titles)
    assert 0 < drawn.count() <= len(titles) < rows
    assert (picture.bounding_box() or {})["height"] < high * 2 * (len(titles) + 5) / rows
    page.select_option("select[name=year]", "2022")
    assert page.locator("li.timeline:visible").count() == 1
    assert drawn.count() == 1
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.locator("svg.hb-narrow .hb-tl-row:visible").all_text_contents()[0] == "2022"
    assert page.locator("svg.hb-narrow .hb-tl-row:visible").count() == 2
    # An award, which has no row in the picture: without any row there is no picture.
    page.locator(".hb-filter-fold").click()
    page.select_option("select[name=actor]", "kester-kenn-klomegah")
    page.select_option("select[name=year]", "2009")
    assert page.locator("li.timeline:visible").count() == 1
    assert page.locator(".hb-figure:visible").count() == 0
    page.select_option("select[name=actor]", "")
    page.select_option("select[name=year]", "2022")
    assert page.locator("svg.hb-narrow .hb-tl-row:visible").count() > 1


def test_pictures_link(page: Page) -> None:
    """Pictures have a title and a description, and what is in them leads to its page."""
    page.goto("timeline.html")
    picture = page.locator("svg.hb-wide")
    assert picture.locator("> title").text_content() == "Events in time"
    assert picture.locator("> desc").text_content()
    picture.locator("a", has_text="Signature of the Liptako-Gourma Charter").click()
    page.wait_for_url("**/events/aes-charter-signed.html")
    page.goto("reference/overview.html")
    page.locator("svg.hb-wide a", has_text="Energy").first.click()
    page.wait_for_url("**/agreements/index.html?sector=energy")
    page.goto("reference/overview.html")
    cell = page.locator("svg.hb-wide a", has_text="Energy, Agreed or signed")
    count = int(cell.locator("text").text_content() or "")
    cell.click()
    page.wait_for_url("**/agreements/index.html?sector=energy&status=agreed.*")
    assert page.locator(".hb-row:visible").count() == count > 1


def test_pointing_at_an_actor_shows_its_arcs(page: Page) -> None:
    """By mouse and by keyboard, without any script of ours: the arcs of one actor are seen and all others fade."""
    page.goto("reference/network.html")
    actor = page.locator("svg.hb-wide > a", has=page.get_by_text("Rosatom", exact=True)).first
    lit = actor.locator(".hb-lit")
    assert not lit.is_visible()
    actor.locator("circle").first.hover()
    assert lit.is_visible()
    assert page.locator("svg.hb-wide .hb-lit:visible").count() == 1
    page.mouse.move(0, 0)
    assert not lit.is_visible()
    page.keyboard.press("Tab")
    actor.focus()
    assert lit.is_visible()
    page.goto("actors/sergey-lavrov.html")
    link = page.locator("svg.hb-wide a").first
    colour = "e => getComputedStyle(e).stroke"
    before = link.locator("path").evaluate(colour)
    link.locator("circle").hover()
    assert link.locator("path").evaluate(colour) != before


#: Texts of pictures that are cut, or stand beyond the edge of their picture.
CUT = """() => [...document.querySelectorAll("svg.hb-svg")].filter(svg => svg.checkVisibility()).flatMap(svg => {
    const edge = svg.getBoundingClientRect();
    const within = box => box.left >= edge.left - 1 && box.right <= edge.right + 1 && box.top >= edge.top - 1 && box.bottom <= edge.bottom + 1;
    const high = (box, upright) => upright ? box.width : box.height;
    const small = text => high(text.getBoundingClientRect(), text.closest("[transform*=rotate]")) < 9.5 || edge.right > innerWidth;
    return [...svg.querySelectorAll("text")].filter(text => text.getBoundingClientRect().height).filter(text => text.textContent.includes("…") || small(text) || !within(text.getBoundingClientRect())).map(text => text.textContent);
})"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_labels_of_pictures_are_whole(page: Page, site: Path, width: int) -> None:
    """No label of a picture is cut, none stands beyond its edge, and none is smaller than it can be read, also on a phone: in the relations of every actor, the timeline, the overview."""
    page.set_viewport_size({"width": width, "height": 800})
    pictured = [p for p in sorted((site / "actors").glob("*.html")) if "hb-svg" in p.read_text(encoding="utf-8")]
    assert len(pictured) > 40
    for name in [
        "timeline.html",
        "reference/overview.html",
        "as-of/2024-network.html",
        *(f"actors/{p.name}" for p in pictured[:: 1 if LONG else 8]),
    ]:
        page.goto(name)
        assert page.locator("svg.hb-svg text:visible").count(), name
        assert page.evaluate(CUT) == [], name


def test_nothing_stands_at_a_wrong_year(page: Page) -> None:
    """An event of before the axis begins stands before its first year, with its date."""
    page.goto("timeline.html")
    early = page.locator("svg.hb-wide a", has_text="End of the Soviet era")
    assert "1991" in (early.locator("text").text_content() or "")
    first = page.locator("svg.hb-wide > text", has_text="2019").first
    # A year of which no day is known has a capsule.
    dot, year = early.locator("circle, rect").first.bounding_box(), first.bounding_box()
    assert dot is not None
    assert year is not None
    assert dot["x"] + dot["width"] < year["x"]
