"""Dossiers, years, and the record as it stood: what they count and what they leave open."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import publish
from handbook.blocks import Items, Link, Page, Span, Table, walk, words_of
from handbook.checks import Context
from handbook.i18n import number
from handbook.pages import as_of, dossiers, years
from handbook.pages.happenings import happenings
from handbook.pages.view import View

from .conftest import TOY, book_of

DOSSIER = """id: aid
name: {en: Aid, fr: Aide}
sectors: [defence]
lead:
  en: The North Pact was signed in February 2024 [north-pact#signed].
  fr: Le North Pact a été signé en février 2024 [north-pact#signed].
totals:
  - of: {en: Ships, fr: Navires}
    unit: ships
    promised: [[north-pact#amount]]
    delivered: []
"""
PLACE = "seeds/registry/dossiers/aid.yml"


def view_of(toy: Path, text: str = DOSSIER, language: str = "en") -> View:
    """The view of the toy with a dossier."""
    path = toy / PLACE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    book = book_of(toy / "seeds", language)
    assert not book.report.problems, book.report.sorted()
    return book.view


def tables(page: Page) -> list[Table]:
    return [block for block in walk(page.blocks) if isinstance(block, Table)]


def rows_of(table: Table) -> list[list[str]]:
    return [[words_of(cell) for cell in row] for row in table.rows]


def test_a_dossier(toy: Path) -> None:
    """It tells its lead with claims, the totals, how far each agreement got, who and when; in French in French."""
    view = view_of(toy)
    page = dossiers.page(view, view.corpus.dossiers["aid"])
    totals, steps = tables(page)
    assert rows_of(totals) == [["Ships", "nearly 20 ships", "nearly 20 ships", "–"]]
    assert rows_of(steps) == [["North Pact", "Signed February 2024"]]
    assert [words_of(cell) for cell in steps.head] == ["Agreement", "Agreed or signed"]
    french = view_of(toy, language="fr")
    page = dossiers.page(french, french.corpus.dossiers["aid"])
    assert rows_of(tables(page)[0])[0][0] == "Navires"
    assert "Aide" in str(page.blocks[0])


def test_numbers_are_those_of_the_language() -> None:
    """A number is written as readers of the pages write it, without losing a decimal."""
    assert number(Decimal("140500")) == "140,500"
    assert number(Decimal("140500"), "fr") == "140\u202f500"
    assert number(Decimal("0.12345")) == "0.12345"


def test_what_came_is_not_waited_for(toy: Path) -> None:
    """What was promised counts as not reported only while no claim has its agreement delivered."""
    path = toy / "seeds/registry/agreements/north-pact.yml"
    signed = "  signed: {stage: signed, date: 2024-02, for: [gazette-2024/2a]}\n"
    text = path.read_text(encoding="utf-8")
    assert signed in text
    path.write_text(
        text.replace(signed, signed + "  came: {stage: delivered, date: 2024-02, for: [gazette-2024/2a]}\n"),
        encoding="utf-8",
    )
    view = view_of(toy)
    assert rows_of(tables(dossiers.page(view, view.corpus.dossiers["aid"]))[0])[0][2] == "–"


@pytest.mark.parametrize(
    ("was", "wrong", "said"),
    [
        ("sectors: [defence]", "sectors: [defense]", "no agreement is of the sector 'defense'"),
        ("[[north-pact#amount]]", "[[north-pact#signed]]", "is no amount in ships"),
        ("[[north-pact#amount]]", "[[north-pact#amounts]]", "'north-pact#amounts' is no claim"),
        ("[[north-pact#amount]]", "[[north-pact#amount], [north-pact#amount]]", "is counted twice"),
        ("sectors: [defence]", "sectors: [defence]\nentries: [nobody]", "unknown entry 'nobody'"),
        ("signed in February 2024", "signed in 2019", "'2019' in 'The North Pact was signed in ...'"),
        (" [north-pact#signed].\n  fr", ".\n  fr", "names no claim"),
        ("[north-pact#signed].\n  fr", "[signed].\n  fr", "'signed' is no claim"),
    ],
)  # fmt: skip
def test_a_dossier_that_is_wrong(toy: Path, was: str, wrong: str, said: str) -> None:
    """Each fault is one message that names the file, what is wrong and the mend."""
    path = toy / PLACE
    path.parent.mkdir(parents=True)
    assert was in DOSSIER
    path.write_text(DOSSIER.replace(was, wrong), encoding="utf-8")
    problems = publish.read(toy / "seeds")[1].sorted()
    assert [p.place.path for p in problems] == [PLACE] * len(problems)
    assert any(said in p.message for p in problems), problems
    assert all(p.mend for p in problems)


def test_a_year_has_all_that_happened_in_it(toy_context: Context) -> None:
    """Each dated step and event stands on the page of exactly one year, under its month."""
    view = book_of(TOY / "seeds").view
    everything = happenings(view, view.corpus.agreements.values(), view.corpus.events.values())
    made = {name: recipe.make() for name, recipe in years.pages(view).items()}
    lines = [
        words_of(item)
        for name, page in made.items() if name != years.INDEX
        for block in walk(page.blocks) if isinstance(block, Items)
        for item in block.items
    ]  # fmt: skip
    assert sorted(lines) == sorted(words_of(h.line) for h in everything)
    assert f"years/{everything[0].year}" in made


def test_a_full_year_has_a_page_for_each_month(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is more than a reader can look through is divided, and nothing of it is lost."""
    monkeypatch.setattr(years, "SPLIT", 0)
    view = book_of(TOY / "seeds").view
    made = {name: recipe.make() for name, recipe in years.pages(view).items()}
    year = made["years/2024"]
    links = [
        part.target
        for block in year.blocks
        if isinstance(block, Items)
        for item in block.items
        for part in item
        if isinstance(part, Link)
    ]
    assert links
    assert set(links) == {name for name in made if name.startswith("years/2024-")}


@given(st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31)))
def test_boards_know_nobody_before_a_source_does(day: dt.date) -> None:
    """On a day an office is held by those whom a source names in it by then, and by no others."""
    view = book_of(TOY / "seeds").view
    for holding in as_of._holdings(view):
        date = holding.claim.as_of
        first = date.earliest if date else None
        if as_of._begun(holding.claim, day):
            assert first is None or first <= day
        elif date and date.latest:
            assert date.latest > day


def test_as_of_without_scripts() -> None:
    """The control is links: every page leads to all others, and says which one it is."""
    view = book_of(TOY / "seeds").view
    made = {name: recipe.make() for name, recipe in as_of.pages(view).items()}
    assert len(made) > 1
    for name, page in made.items():
        control = page.blocks[1]
        links = {part.target for part in control.inner if isinstance(part, Link)}  # type: ignore[union-attr]
        assert links == made.keys() - {name}
        assert [part for part in control.inner if isinstance(part, Span)]  # type: ignore[union-attr]
