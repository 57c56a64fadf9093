"""Eight journeys of readers, walked in a browser: what each takes in clicks, keys and screens scrolled.

``python -m tests.journeys docs/_build/html`` walks them on the built site of this handbook and prints a table.
A journey that does not come to its answer ends the run with a message and status 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Error, Locator, Page, sync_playwright

from handbook.bench.search import chromium
from handbook.bench.served import served

WIDTHS = {"desk": (1280, 800), "phone": (390, 844)}


class Reader:
    """Somebody with a browser, who counts what it takes."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.clicks, self.keys, self.scrolled = 0, 0, 0.0

    def begin(self) -> None:
        """Open the first page."""
        self.page.goto(self.base + "index.html")

    def see(self, place: Locator) -> str:
        """Scroll until something is seen, and read it."""
        place.wait_for(state="attached")
        before = self.page.evaluate("scrollY")
        place.scroll_into_view_if_needed()
        self.scrolled += abs(self.page.evaluate("scrollY") - before) / self.page.evaluate("innerHeight")
        assert place.is_visible()
        return place.inner_text()

    def click(self, place: Locator) -> None:
        """Scroll to something and press it."""
        self.see(place)
        place.click()
        self.clicks += 1

    def go(self, address: str) -> None:
        """Follow a link to a page of the site: in the text, in the navigation beside it, or in the drawer that has it."""
        link = self.page.locator(
            f'main a[href$="{address}"]:visible, .sidebar-drawer:not([inert]) a[href$="{address}"]:visible'
        )
        if not link.count():
            self.click(self.page.locator("button.nav-overlay-icon:visible"))
            link = self.page.locator(f'.sidebar-drawer a[href$="{address}"]')
        self.click(link.first)
        self.page.wait_for_url(f"**/{address}*")

    def ask(self, words: str) -> None:
        """Open the search, type, and take the first hit."""
        self.page.locator(".hb-search-open:visible").first.click()
        self.clicks += 1
        self.page.fill("#hb-search-input", words)
        self.keys += len(words) + 1
        self.page.locator("#hb-search-results a[aria-selected=true]").wait_for()
        was = self.page.url
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url != was)
        self.page.wait_for_load_state()


def who(reader: Reader) -> str:
    """Who is Sergey Lavrov?"""
    reader.ask("lavrov")
    return reader.see(reader.page.locator(".hb-lead p").first)


def how_far(reader: Reader) -> str:
    """How far did nuclear cooperation with Mali get, and who signed?"""
    reader.ask("nuclear signed 2025")
    return reader.see(reader.page.locator(".hb-status p").first)


def how_much(reader: Reader) -> str:
    """How much grain was promised, and how much came?"""
    reader.go("dossiers/index.html")
    reader.go("food-and-fuel.html")
    return reader.see(reader.page.locator("table.hb-totals tbody tr").first)


def which_paragraph(reader: Reader) -> str:
    """Which paragraph of which source says so?"""
    reader.ask("wheat delivered")
    reader.click(reader.page.locator(".hb-claim details summary").first)
    reader.click(reader.page.locator(".hb-claim details[open] .hb-cite a").first)
    reader.page.wait_for_url("**/sources/*.html#p*")
    return reader.see(reader.page.locator(".hb-statement:target"))


def what_happened(reader: Reader) -> str:
    """What happened in 2025?"""
    reader.go("years/index.html")
    reader.go("2025.html")
    return reader.see(reader.page.locator(".hb-happenings li").first)


def who_held(reader: Reader) -> str:
    """Who held the ministry of defence of Mali at the end of 2024?"""
    reader.go("as-of/index.html")
    reader.go("2024-offices.html")
    return reader.see(reader.page.locator("table.hb-table tr", has_text="Sadio Camara").first)


def what_is_disputed(reader: Reader) -> str:
    """On what do sources disagree, and what is still open?"""
    reader.go("reference/conflicts.html")
    return reader.see(
        reader.page.locator("section", has=reader.page.locator("> .hb-conflict .hb-open")).locator("h2").first
    )


def how_to_cite(reader: Reader) -> str:
    """How is the Liptako-Gourma Charter cited?"""
    reader.ask("liptako-gourma charter")
    return reader.see(reader.page.locator("#cite .hb-cite-text").first)


JOURNEYS: tuple[Callable[[Reader], str], ...] = (
    who, how_far, how_much, which_paragraph, what_happened, who_held, what_is_disputed, how_to_cite
)  # fmt: skip


class Walked(NamedTuple):
    """What a journey took."""

    question: str
    width: str
    clicks: int
    keys: int
    screens: float
    answer: str


def walk(site: Path) -> list[Walked]:
    """Walk all journeys at both widths.

    Raises RuntimeError for one that does not come to its answer.
    """
    walked = []
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for width, (wide, high) in WIDTHS.items():
            for journey in JOURNEYS:
                context = browser.new_context(viewport={"width": wide, "height": high}, reduced_motion="reduce")
                reader = Reader(context.new_page(), base)
                question = (journey.__doc__ or "").strip()
                try:
                    reader.begin()
                    answer = " ".join(journey(reader).split())
                except (Error, AssertionError) as error:
                    raise RuntimeError(f"{question} ({width}): {str(error).splitlines()[0]}") from error
                assert answer, question
                walked.append(Walked(question, width, reader.clicks, reader.keys, round(reader.scrolled, 1), answer))
                context.close()
        browser.close()
    return walked


def main() -> int:
    """Print the table of a site's journeys, in Markdown."""
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "index.html").is_file():
        print("usage: python -m tests.journeys SITE (a folder with index.html)", file=sys.stderr)
        return 2
    try:
        walked = walk(Path(sys.argv[1]))
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    print("| question | width | clicks | keys | screens | answer begins |\n|---|---|---|---|---|---|")
    for row in walked:
        print(f"| {row.question} | {row.width} | {row.clicks} | {row.keys} | {row.screens} | {row.answer[:60]} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
