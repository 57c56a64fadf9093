"""``handbook desk`` in a real browser: the keyboard is enough, so are forms without scripts, and nothing of an article runs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from handbook.adding import journal
from handbook.cli.desk import way_in
from handbook.desk import pages, pictures, saving
from handbook.desk.state import Project
from handbook.kinds import Review

from .accessibility import in_both_schemes
from .adding_articles import run, snapshot
from .browsing import Tabs, until
from .conftest import PROJECT
from .desks import ID, SAYS, Running, come_in, hostile, opened, running, written


def test_the_file_leads_in(desk: Running, tabs: Tabs) -> None:
    """The file that a browser is given leads to the desk, though it is a page of elsewhere; loading again and second tabs work."""
    path = way_in(desk.seeds, desk.way_in)
    page = tabs.page()
    come_in(page, desk, path.as_uri())
    page.wait_for_selector(".queue")
    page.reload()
    page.wait_for_selector(".queue")
    second = page.context.new_page()
    second.goto(desk.address)
    second.wait_for_selector(".queue")
    second.close()


def test_an_article_by_keyboard_alone(desk: Running, tabs: Tabs) -> None:
    """From the queue to a confirmed source without a mouse: write, mend, decide, place, finish; then ``handbook check`` is clean."""
    with opened(tabs, desk) as page:
        assert "token" not in page.url
        keys = page.keyboard
        page.wait_for_selector(".queue .item.current, .queue .item")
        # Keys mean something from when the scripts have run.
        page.wait_for_load_state()
        keys.press("j")
        keys.press("Enter")
        page.wait_for_selector("#text")
        page.wait_for_load_state()
        keys.press("i")
        keys.press("Alt+ArrowDown")
        keys.type("Dora Delegate promised Alba 77 ships of Borealis.")
        page.wait_for_selector("#problem-list .later button >> text=line")
        page.wait_for_selector("#at .offered")
        assert page.locator(".sentence.evidence").count() == 1
        assert page.locator("#p3.here").count() == 1
        keys.press("Escape")
        keys.press("p")
        assert page.evaluate("document.getSelection().toString() || document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)").startswith("3a. Dora")  # fmt: skip
        keys.type(f"3a. {SAYS['3a']}")
        keys.press("Alt+ArrowDown")
        keys.type(SAYS["4a"])
        until(page, "document.getElementById('saved').textContent === 'Saved'")
        assert written(desk.digest.read_text(encoding="utf-8")) == desk.digest.read_text(encoding="utf-8")
        assert SAYS["3a"] in desk.digest.read_text(encoding="utf-8")
        keys.press("Escape")
        keys.press("]")
        page.wait_for_selector("body[data-step=names] .item.current")
        assert page.locator(".sentence.evidence").inner_text().strip() == "Ann Exampel was there."
        keys.press("1")
        keys.press("m")
        until(page, "document.querySelector('.item.current h3').textContent.startsWith('Dora')")  # fmt: skip
        keys.press("a")
        keys.type("Foreign minister of Borealis.")
        keys.press("Enter")
        page.wait_for_selector(".item.placed")
        keys.press("j")
        keys.press("r")
        page.wait_for_selector("#said >> text=Rejected")
        keys.press("u")
        page.wait_for_selector("#said >> text=Undone")
        assert page.locator(".pane .item").count() == 3
        page.goto(f"{desk.address}article/{ID}/claims")
        page.wait_for_selector(".item.current")
        keys.press("Shift+Digit1")
        page.wait_for_selector(".item .side-against")
        keys.press("?")
        assert page.locator("#help").is_visible()
        keys.press("Escape")
        keys.press("]")
        page.wait_for_selector("body[data-step=finish]")
        page.locator("button.primary").focus()
        keys.press("Enter")
        page.wait_for_selector("text=The source is confirmed")
    assert run(desk.seeds.parent, "check")
    assert Project(desk.seeds).snapshot().corpus.sources[ID].header.review is Review.CONFIRMED


def test_a_double_click_does_one_thing(desk: Running, tabs: Tabs) -> None:
    """A double click decides once, places once, undoes one change and confirms once, and is never told as refused."""

    def changes() -> int:
        return len(journal.entries(desk.seeds))

    def comes_to(number: int) -> bool:
        """Whether there are so many changes soon, and no more a moment later."""
        deadline = time.monotonic() + 30
        while changes() != number and time.monotonic() < deadline:
            page.wait_for_timeout(50)
        page.wait_for_timeout(500)
        return changes() == number

    desk.digest.write_text(written(desk.digest.read_text(encoding="utf-8")), encoding="utf-8")
    with opened(tabs, desk) as page:

        def twice(button: str, shown: str) -> None:
            page.locator(button).first.dblclick()
            page.wait_for_selector(shown)
            page.wait_for_timeout(300)
            page.wait_for_load_state("networkidle")
            assert page.locator("#said .refused").count() == 0

        page.goto(f"{desk.address}article/{ID}/names")
        before = changes()
        twice(".pane .item button[value=reject]", "#said >> text=Rejected")
        assert comes_to(before + 1)
        page.locator(".pane .item button[value=reject]").first.click()
        assert comes_to(before + 2)
        twice("#undo button", "#said >> text=Undone")
        assert comes_to(before + 1)
        # Two at once, as fast hands on a slow desk send them.
        page.evaluate("(form => { form.requestSubmit(); form.requestSubmit(); })(document.getElementById('undo'))")
        assert comes_to(before)
        page.goto(f"{desk.address}article/{ID}/claims")
        twice(".item button[data-key='s1']", ".item .side-against")
        page.goto(f"{desk.address}article/{ID}/finish")
        # The source, and what was planned for when it is confirmed.
        twice("button.primary", "text=The source is confirmed")
        assert comes_to(before + 2)


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_the_head_has_one_row_of_tools(desk: Running, tabs: Tabs, width: int) -> None:
    """Also on a phone what is to do, Undo, the way to add and Help stand beside each other."""
    with opened(tabs, desk) as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{desk.address}article/{ID}/names")
        middles = page.eval_on_selector_all(
            ".tools > *",
            "all => all.map(one => { const box = one.getBoundingClientRect(); return box.top + box.height / 2; })",
        )
        assert len(middles) == 4
        assert max(middles) - min(middles) < 10, middles
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_forms_do_it(desk: Running, tabs: Tabs) -> None:
    """With scripts off the same pages save, search, decide and place by their forms."""
    with opened(tabs, desk, scripts=False) as page:
        page.click("text=Ships leave for Alba")
        text = written(page.input_value("#text"))
        page.fill("#text", text)
        page.click("button:text-is('Save')")
        page.wait_for_selector("text=Saved.")
        assert desk.digest.read_text(encoding="utf-8") == text
        page.fill("#text", text.replace("4a. ", "4a "))
        page.click("button:text-is('Save')")
        page.wait_for_selector("text=Kept at the desk")
        assert "4a Ann" in page.input_value("#text")
        page.fill("#text", text)
        page.click("button:text-is('Save')")
        page.wait_for_selector("text=Saved.")
        page.click("#step-names")
        dora = page.locator("#d-dora-delegate")
        dora.locator("input[type=search]").fill("borealis")
        dora.locator("button:text-is('Search')").click()
        page.locator("#d-dora-delegate .hits .choice").first.wait_for()
        page.locator("#d-dora-delegate input[name=gloss]").fill("Foreign minister of Borealis.")
        page.locator("#d-dora-delegate button[value=confirm]").click()
        page.wait_for_selector("text=will be confirmed with its source")
        page.click("#step-claims")
        page.locator(".sides button").first.click()
        page.wait_for_selector("text=as soon as the source is confirmed")
        page.click("#step-finish")
        page.wait_for_selector("body[data-step=finish]")
        page.click("button.primary")
        page.wait_for_selector("text=The source is confirmed")


def test_accessible(desk: Running, tabs: Tabs) -> None:
    """axe finds no violation on any page of the desk, wide and narrow, in light and dark, and nothing is wider than a phone."""
    text = desk.digest.read_text(encoding="utf-8").replace("3a. [pending]", "3a. Dora Delegate promised Alba 77 ships of Borealis.")  # fmt: skip
    desk.digest.write_text(text, encoding="utf-8")
    desk.post(f"/article/{ID}/place", statement="3a", claim="north-pact#amount", side="for")
    desk.post(f"/article/{ID}/decide", action="confirm", name="dora-delegate", gloss="Foreign minister.")
    # axe itself adds inline styles while it measures, so the policy's messages do not count here.
    page = tabs.page()
    come_in(page, desk)
    paths = ["", "?q=gazette", "help", *(f"article/{ID}/{step}" for step, _n, _w in pages.STEPS)]
    for path in paths:
        page.goto(desk.address + path)
        page.wait_for_timeout(700 if path.endswith("write") else 50)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            assert in_both_schemes(page) == [], (path, width)
        page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(desk.address)
    page.click("#open-help")
    assert in_both_schemes(page) == []
    saving.store_unsaved(desk.seeds, ID, saving.UnsavedText("elsewhere", "mine\n"))
    page.goto(f"{desk.address}article/{ID}/both")
    assert in_both_schemes(page) == []


def test_hostile_article_in_a_browser(toy: Path, tabs: Tabs) -> None:
    """An article full of markup opens no dialog, runs nothing and asks nobody, on any page."""
    with running(hostile(toy)) as desk, opened(tabs, desk) as page:
        for step, _name, _what in pages.STEPS:
            page.goto(f"{desk.address}article/{ID}/{step}")
            page.wait_for_timeout(300)
            assert page.locator("main img, main script, .original b, .original i").count() == 0


def test_a_text_outlives_the_server(draft: Path, tabs: Tabs) -> None:
    """What is written while the desk does not answer stays in the browser, and is saved when the desk is back."""
    with running(draft) as desk:
        page = tabs.page()
        come_in(page, desk)
        page.goto(f"{desk.address}article/{ID}/write")
        until(page, "document.getElementById('saved').textContent === 'Saved'")
        port = desk.port
    page.keyboard.press("i")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type(SAYS["3a"])
    until(page, "document.getElementById('saved').textContent.includes('kept in this browser')")
    assert SAYS["3a"] not in (draft / "articles" / f"{ID}.md").read_text(encoding="utf-8")
    with running(draft, port) as desk:
        # The page that was left open has the words of the run before.
        until(page, "document.getElementById('saved').textContent.includes('started anew')")
        come_in(page, desk)
        page.goto(f"{desk.address}article/{ID}/write")
        until(page, "document.getElementById('saved').textContent === 'Saved'")
        deadline = time.monotonic() + 20
        while SAYS["3a"] not in desk.digest.read_text(encoding="utf-8") and time.monotonic() < deadline:
            page.wait_for_timeout(100)
        assert SAYS["3a"] in desk.digest.read_text(encoding="utf-8")
        until(page, "localStorage.length === 0")
        # A terminal beside it: its change comes into the open page by itself.
        desk.digest.write_text(desk.digest.read_text(encoding="utf-8").replace("4a. [pending]", f"4a. {SAYS['4a']}"), encoding="utf-8")  # fmt: skip
        until(page, "document.getElementById('text').value.includes('Ann Exampel attended')")


def test_pictures_are_made_anew(draft: Path, tmp_path: Path, browser: Browser) -> None:
    """The pictures of the documentation come from the desk itself, are small, and leave the seeds as they are."""
    before = snapshot(draft)
    made = pictures.take_all(draft, ID, tmp_path, browser, {"3a": SAYS["3a"]})
    assert [path.name for path in made] == [
        f"desk-{name}.png" for name in ("write", "names", "claims", "new-claim", "add", "phone")
    ]
    assert all(2_000 < path.stat().st_size < 100_000 for path in made)
    assert snapshot(draft) == before
    tour = (PROJECT / "docs/about/adding-an-article.md").read_text(encoding="utf-8")
    assert all(f"_media/{path.name})" in tour and (PROJECT / "docs/_media" / path.name).is_file() for path in made)
