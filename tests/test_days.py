"""The record as of any day: what a browser picks from the rows of all days is what the engine says of that day."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.agreement_state import on_day
from handbook.blocks import Inlines, Link, Span, words_of
from handbook.book import Book
from handbook.exports import by_day
from handbook.figures import network, overview
from handbook.pages import as_of, boards, days, dossier_steps, dossiers
from handbook.pages.agreement_rows import order_of, standing_row
from handbook.pages.happenings import happenings
from handbook.pages.view import View

from .browsing import Tabs, until
from .conftest import TOY, book_of

DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2027, 12, 31))


def agreements_of(view: View, day: dt.date) -> list[tuple[Inlines, ...]]:
    standing = [(a, state.claim) for a in view.corpus.agreements.values() if (state := on_day(view.corpus, a, day))]
    return [standing_row(view, *pair) for pair in sorted(standing, key=lambda pair: order_of(view, *pair))]


def offices_of(view: View, day: dt.date) -> list[tuple[Inlines, ...]]:
    return [boards.office_row(view, office, holdings, day) for office, holdings in boards.holdings_by_office(view)]


def check_day(view: View, day: dt.date) -> None:
    """Compare all subjects on a day with what is computed for that day alone."""
    assert days.on(days.agreements(view), day) == agreements_of(view, day)
    assert days.on(days.offices(view), day) == offices_of(view, day)
    together = network.ranked(network.pairs(view, day))
    told = [words_of(cells[0]) for cells in days.on(overview.dealings_by_day(view), day)]
    assert told == [
        f"{view.name_of(view.named[a])} – {view.name_of(view.named[b])}: {count} agreements and events"
        for (a, b), count in together
        if count > 1
    ]
    for dossier in view.corpus.dossiers.values():
        listed = dossiers.agreements_of(view, dossier)
        shown = dossier_steps.steps_shown(view, listed)
        rows = (dossier_steps.step_row(view, agreement, shown, day) for agreement in listed)
        assert days.on(days.steps(view, dossier), day) == [row for row in rows if row]
        happened = happenings(view, listed, dossiers.events_of(view, dossier, listed))
        certain = [(h.line,) for h in happened if h.date.latest and h.date.latest <= day]
        assert days.on(days.times(view, dossier), day) == certain


@given(DAYS)
def test_rows_of_a_day(day: dt.date) -> None:
    """Rows that are put together from changes are those of the day; so are the arcs of the picture."""
    view = book_of(TOY / "seeds").view
    check_day(view, day)
    arcs = network.arcs_by_day(view, dt.date(2027, 12, 31))
    counts = [sum(met <= day for met in days_) for days_ in arcs]
    assert sorted(count for count in counts if count) == sorted(network.pairs(view, day).values())


def test_rows_of_days_of_the_handbook(real_book: Book) -> None:
    """The same of the handbook: on each of some random days, and on those before and after a change."""
    view = real_book.view
    changes = [row.since for row in (*days.agreements(view), *days.offices(view)) if row.since]
    chosen = random.Random(25).sample(changes, 6)
    for day in chosen:
        for near in (day, day - days.DAY, day + days.DAY):
            check_day(view, near)


def test_days_after_the_latest_source_are_told(real_book: Book) -> None:
    """Each file of days has the last day of which a source can tell, and the words for later ones, which say it in words."""
    view = real_book.view
    latest = view.corpus.latest_source
    assert latest is not None
    assert latest.latest is not None
    made = [text for recipe in by_day.recipes(view).values() for text in recipe.make().values()]
    assert made
    for text in made:
        assert f'"last":"{latest.latest.isoformat()}"' in str(text)
        assert f'"late":"Latest source: {view.date(latest)}. What came after it is not known."' in str(text)


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from("abc-"))))
def test_spans(changes: list[tuple[int, str]]) -> None:
    """For each day the span that has it has the value of that day; spans do not overlap, and neighbours differ."""
    start = dt.date(2024, 1, 1)
    values = dict(sorted(changes))

    def value(day: dt.date) -> str | None:
        past = [v for number, v in values.items() if start + dt.timedelta(number) <= day]
        return None if not past or past[-1] == "-" else past[-1]

    made = list(days.spans(value, [start + dt.timedelta(number) for number in values]))
    for number in range(-1, 32):
        day = start + dt.timedelta(number)
        assert [v for v, since, until in made if days.DayRow((), since, until).on(day)] == (
            [value(day)] if value(day) else []
        )
    assert all(one[2] != two[1] or one[0] != two[0] for one, two in pairwise(made))


def shown(inner: Inlines) -> str:
    """Inline content as a reader sees it, links with where they lead."""
    said = []
    for part in inner:
        if isinstance(part, Span):
            said.append(shown(part.inner))
        else:
            said.append(part if isinstance(part, str) else part.text if isinstance(part, Link) else part.address)
    return "".join(said)


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["", "fr/"])
def test_a_browser_says_what_the_engine_says(tabs: Tabs, base: str, real_site: Path, real_book: Book, folder: str) -> None:  # fmt: skip
    """A reader who chooses a day sees the rows of that day, as text and as links; the address keeps it, and other subjects lead to the same day."""
    view = real_book.view
    last = as_of.years_of(view)[-1]
    page = tabs.page()
    for day in (dt.date(2023, 9, 15), dt.date(2024, 2, 29)):
        page.goto(f"{base}{folder}agreements/index.html")
        page.locator(".hb-any-day input").fill(day.isoformat())
        page.wait_for_url(f"**/{folder}as-of/{last}.html?day={day}")
        page.wait_for_selector(".hb-day-chosen")
        rows = page.locator(".hb-on-day tbody tr").all_inner_texts()
        wanted = agreements_of(view, day)
        assert len(rows) == len(wanted)
        if not folder:
            assert ["".join(row.split()) for row in rows] == [
                "".join("".join(map(shown, row)).split()) for row in wanted
            ]
            assert f"Agreements on {day.day} {day:%B %Y}" in page.locator("h1").inner_text()
        # The year whose page it is can be had again.
        own = page.locator(".hb-days a", has_text=str(last)).get_attribute("href") or ""
        assert own.endswith(f"as-of/{last}.html")
        links = page.eval_on_selector_all(".hb-on-day tbody a", "all => all.map(link => link.href)")
        for link in links[:4]:
            assert (real_site / link.partition(base)[2].partition("#")[0]).is_file(), link
        page.get_by_role("link", name="Offices" if not folder else "Fonctions", exact=True).first.click()
        page.wait_for_selector(".hb-day-chosen")
        assert len(page.locator(".hb-on-day tbody tr").all()) == len(offices_of(view, day))
        page.locator(".hb-any-day input").fill("")
        page.wait_for_selector(".hb-days:not(.hb-day-chosen)")
        assert "day=" not in page.url
    # Beyond the latest source the page says that it knows no more; before it, it says nothing.
    page.goto(f"{base}{folder}as-of/{last}.html?day=2099-01-01")
    page.wait_for_selector(".hb-day-chosen")
    late = "Latest source: " if not folder else "Source la plus récente"
    assert page.locator(".hb-day-said").inner_text().startswith(late)
    page.locator(".hb-any-day input").fill("2023-09-15")
    until(page, "!document.querySelector('.hb-day-said').textContent")
    page.goto(f"{base}{folder}as-of/{last}-network.html?day=2020-01-01")
    page.wait_for_selector(".hb-day-chosen")
    drawn = page.eval_on_selector_all(
        ".hb-arcs path", "all => all.filter(arc => arc.style.display !== 'none' && arc.id.startsWith('net-w')).length"
    )
    assert drawn == len([d for d in network.arcs_by_day(view, as_of.end_of(last)) if d and d[0] <= dt.date(2020, 1, 1)])
    page.goto(f"{base}{folder}dossiers/{next(iter(view.corpus.dossiers))}.html?day=2023-06-01")
    page.wait_for_selector(".hb-day-chosen")
    dossier = next(iter(view.corpus.dossiers.values()))
    assert page.locator(".hb-steps tbody tr").count() == len(days.on(days.steps(view, dossier), dt.date(2023, 6, 1)))
    assert page.locator(".hb-happenings li").count() == len(days.on(days.times(view, dossier), dt.date(2023, 6, 1)))
