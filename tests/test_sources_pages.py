"""Pages of sources and of the code: for people, with pictures as long as their numbers, to be narrowed."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from handbook.folding import fold

from .browsing import Tabs
from .conftest import PROJECT


@pytest.mark.slow
def test_sources_are_for_people(site: Path) -> None:
    """Dates of the bibliography are in words and said once, sources stand by author or title, and no command of TeX is seen; a source's checksum is folded and explained."""
    bibliography = BeautifulSoup((site / "reference/bibliography.html").read_text(encoding="utf-8"), "lxml")
    works = [work.get_text(" ") for work in bibliography.select(".citation > p")]
    assert len(works) == len(list((PROJECT / "seeds/articles").glob("*.md")))
    for work in works:
        said = re.sub(r"https?://\S+", "", work)
        assert not re.search(r"\\text|\d{4}-\d\d(?!\d)|\d/\.\.|~|\bPublished\b", said), work
    titles = [fold(re.sub(r"\W", "", work)[:3]) for work in works if not work.startswith("Kester")]
    assert sum(one <= two for one, two in itertools.pairwise(titles)) > 0.95 * len(titles)
    assert any("on or after 13 October 2023" in work for work in works)
    source = BeautifulSoup((site / "sources/klomegah-2024.html").read_text(encoding="utf-8"), "lxml")
    (checksum,) = source.select(".hb-hash")
    fold_ = checksum.find_parent("details")
    assert fold_ is not None
    assert "whether it is the one that was read" in fold_.get_text()
    assert "an article that the handbook was begun with" in fold_.get_text()


@pytest.mark.slow
def test_coverage_is_a_picture(site: Path) -> None:
    """When sources appeared is one picture whose numbers add up to all sources; no list has a bar for a single source."""
    soup = BeautifulSoup((site / "reference/coverage.html").read_text(encoding="utf-8"), "lxml")
    sums = [t.get_text() for t in soup.select(".hb-figure svg.hb-wide text[font-weight='600']")]
    assert sum(int(s) for s in sums if s != "–") == len(list((PROJECT / "seeds/articles").glob("*.md")))
    assert all(int(bar.get_text()) > 1 for bar in soup.select(".hb-bar"))
    assert len(soup.select(".hb-bar")) < 40


@pytest.mark.slow
def test_bars_are_as_long_as_their_numbers(site: Path) -> None:
    """A bar has the length of its number in hundredths of the longest, and what is in a line has fewer sources than all that have a bar."""
    soup = BeautifulSoup((site / "reference/coverage.html").read_text(encoding="utf-8"), "lxml")
    for bars in soup.select(".hb-bars"):
        numbers = [int(bar.get_text()) for bar in bars.select(".hb-bar")]
        found = re.findall(
            r"hb-bar-(and-)?(\d+)", " ".join(" ".join(bar["class"]) + "." for bar in bars.select(".hb-bar"))
        )
        assert sum(int(n) * (1 if units else 10) for units, n in found) == sum(
            max(1, round(100 * n / numbers[0])) for n in numbers
        )
        line = bars.find_next_sibling("p")
        rest = re.match(r"With (one|\d+) source", line.get_text()) if line else None
        assert rest is None or int(rest[1].replace("one", "1")) < min(numbers)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rules", "data-model"])
def test_pages_of_the_code_show_no_markup(site: Path, name: str) -> None:
    """What docstrings mark as code is set as code."""
    soup = BeautifulSoup((site / f"reference/{name}.html").read_text(encoding="utf-8"), "lxml")
    assert "``" not in soup.get_text()
    assert soup.select(".hb-code")


@pytest.mark.slow
def test_sources_are_narrowed(tabs: Tabs, base: str) -> None:
    """Sources are narrowed by language, country, publication, origin and year under an address; on a phone the controls unfold and are whole."""
    opened = tabs.page(base, 320, 740)
    opened.goto("sources/index.html")
    everything = opened.locator(".hb-row:visible").count()
    assert opened.locator("select:visible").count() == 0
    opened.get_by_role("button", name="Filter").click()
    for select in opened.locator(".hb-filter select").all():
        box = select.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    opened.locator("select[name=language]").select_option("fr")
    french = opened.locator(".hb-row:visible").count()
    assert 0 < french < everything
    assert "language=fr" in opened.url
    for name, value in (
        ("country", "ML"),
        ("publication", "TASS"),
        ("origin", "Kester Kenn Klomegah (syndicated)"),
        ("year", "2025"),
    ):
        opened.goto(f"sources/index.html?{name}={value}")
        # What narrows the list is to be seen.
        assert opened.locator(f"select[name={name}]").is_visible()
        assert 0 < opened.locator(".hb-row:visible").count() < everything, name
