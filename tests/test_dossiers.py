"""Dossiers, years, and the record as it stood: what they count and what they leave open."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import publish, recipes
from handbook.blocks import Box, Heading, Items, Link, Page, Paragraph, Table, walk, words_of
from handbook.checks import Context
from handbook.figures import network
from handbook.i18n import number
from handbook.pages import as_of, boards, dossier_steps, dossiers, years
from handbook.pages.happenings import happenings
from handbook.pages.reference_lists import conflicts_pages
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
    waiting = "Of this, in agreements without a reported delivery: nearly 20 ships"
    assert rows_of(totals) == [["Ships", "Promised or announced: nearly 20 ships", waiting, "Delivered: –"]]
    assert rows_of(steps) == [["North Pact", "Signed February 2024"]]
    assert [words_of(cell) for cell in steps.head] == ["Agreement", "Agreed or signed"]
    french = view_of(toy, language="fr")
    page = dossiers.page(french, french.corpus.dossiers["aid"])
    assert rows_of(tables(page)[0])[0][0] == "Navires"
    assert "Aide" in str(page.blocks[0])


def test_units_of_totals_are_translated(toy: Path) -> None:
    """A total in French names its unit in French where the translations have it, as the amounts of entries do."""
    translations = toy / "seeds/translations.yml"
    before = translations.read_text(encoding="utf-8") if translations.exists() else ""
    translations.write_text(before + "- {text: ships, into: {fr: navires}}\n", encoding="utf-8")
    view = view_of(toy, language="fr")
    totals = tables(dossiers.page(view, view.corpus.dossiers["aid"]))[0]
    assert rows_of(totals)[0][1].endswith("20 navires")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Steps that no source reports for any of these agreements: "),
        ("fr", "Étapes qu’aucune source ne rapporte pour aucun de ces accords\u00a0: "),
    ],
)
def test_steps_that_nobody_reports_are_named(toy: Path, language: str, said: str) -> None:
    """A step that none of the agreements reached has no column, and the note below the table says that no source reports it."""
    view = view_of(toy, language=language)
    table, note = dossier_steps.steps_table(view, list(view.corpus.agreements.values()))
    assert isinstance(table, Table)
    columns = {words_of(cell) for cell in table.head[1:]}
    assert isinstance(note, Paragraph)
    named = words_of(note.inner).partition(said)[2].removesuffix(".").split(view.semicolon)
    assert {name.casefold() for name in (*columns, *named)} == {
        step.title.casefold() for step in dossier_steps.steps(view)
    }
    assert len(columns) < len(dossier_steps.steps(view))


def test_open_questions_stand_first(toy: Path) -> None:
    """Of the questions on which sources disagree the open ones come first, and the page says how many they are."""
    file = toy / "seeds/registry/conflicts/how-many-ships.yml"
    settled = file.read_text(encoding="utf-8").replace("how-many-ships", "a-first-question").replace("open", "resolved")
    file.with_name("a-first-question.yml").write_text(settled.replace("How many", "Exactly how many"), encoding="utf-8")
    (made,) = conflicts_pages(book_of(toy / "seeds").view).values()
    page = made.make()
    assert "Still open: 1 of 2" in words_of(next(b for b in page.blocks if isinstance(b, Paragraph)).inner)
    labels = [block.label for block in page.blocks if isinstance(block, Heading) and block.level == 2]
    assert labels == ["conflict-how-many-ships", "conflict-a-first-question"]


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
    assert rows_of(tables(dossiers.page(view, view.corpus.dossiers["aid"]))[0])[0][2].endswith(" delivery: –")


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


def test_months_that_head_a_part_have_a_capital() -> None:
    """A heading begins with a capital in a language, too, that writes its months small."""
    view = book_of(TOY / "seeds", "fr").view
    year = next(recipe.make() for name, recipe in years.pages(view).items() if name == "years/2024")
    headings = [block.text for block in year.blocks if isinstance(block, Heading)]
    assert len(headings) > 1
    assert all(words[:1].isupper() for words in headings)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31)))
def test_boards_know_nobody_before_a_source_does(day: dt.date) -> None:
    """On a day an office is held by those whom a source names in it by then, and by no others."""
    view = book_of(TOY / "seeds").view
    for holding in boards.holdings_of(view):
        date = holding.claim.as_of
        first = date.earliest if date else None
        if boards.has_begun(holding.claim, day):
            assert first is None or first <= day
        elif date and date.latest:
            assert date.latest > day


def links_in(block: object) -> set[str]:
    """The pages to which a control leads."""
    assert isinstance(block, Box)
    return {
        part.target
        for line in block.inner
        if isinstance(line, Paragraph)
        for part in line.inner
        if isinstance(part, Link)
    }


def test_totals_that_seem_to_contradict_are_explained(toy: Path) -> None:
    """Beside totals stands what the column without deliveries counts, and that deliveries may belong to another agreement."""
    view = view_of(toy)
    page = dossiers.page(view, view.corpus.dossiers["aid"])
    said = " ".join(words_of(block.inner) for block in page.blocks if isinstance(block, Paragraph))
    assert "A delivery may belong to another agreement" in said
    (table,) = [b for b in page.blocks if isinstance(b, Table) and "hb-totals" in b.classes]
    assert "Of this, in agreements without a reported delivery" in str(table.head)


@pytest.mark.parametrize(
    ("edition", "title"),
    [
        ("2024-11-22", "Agreements until the latest source (5 March 2024)"),
        ("", "Agreements until the latest source (5 March 2024)"),
        ("2024-12-31", "Agreements at the end of 2024"),
        ("2026-11-22", "Agreements at the end of 2024"),
    ],
)
def test_no_day_to_come_is_offered(toy: Path, edition: str, title: str) -> None:
    """A year that is not over at the edition, or without a day of it at the latest source, is told as far as the latest source; its address stays."""
    path = toy / "handbook.toml"
    day = f"date = {edition}" if edition else ""
    path.write_text(path.read_text(encoding="utf-8").replace("date = 2026-11-22", day), encoding="utf-8")
    view = book_of(toy / "seeds").view
    page = recipes.pages(view)["as-of/2024"].make()
    words = [block.text for block in page.blocks if isinstance(block, Heading)]
    assert words[0] == title
    until = " (until 5 March 2024)" in str(page.blocks)
    assert until == ("until" in title)


def test_as_of_without_scripts() -> None:
    """The control is links: wherever one is, all other years, today and all other subjects are one link away, and what is chosen is no link."""
    view = book_of(TOY / "seeds").view
    pages = {name: planned.make() for name, planned in recipes.pages(view).items() if name.startswith("as-of/")}
    pages |= {name: recipes.pages(view)[name].make() for name in ("agreements/index", as_of.NETWORK)}
    years = as_of.years_of(view)
    assert years
    places = {as_of.document(s, y): (s, y) for s in as_of.SUBJECTS for y in (*years, None)}
    assert places.keys() == pages.keys()
    for name, page in pages.items():
        subject, year = places[name]
        wanted = {as_of.document(subject, other) for other in (*years, None)}
        wanted |= {as_of.document(other, year) for other in as_of.SUBJECTS}
        (control,) = [b for b in page.blocks if isinstance(b, Box) and "hb-days" in b.classes]
        assert links_in(control) == wanted - {name}, name


@given(st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31)))
def test_dealings_of_a_day_only_grow(day: dt.date) -> None:
    """Who deals with whom on a day is a part of who does a year later, and of who does now."""
    view = book_of(TOY / "seeds").view
    then, later, now = (network.pairs(view, when) for when in (day, day + dt.timedelta(365), None))
    assert then <= later <= now
    first = min(e.dates[0].date.latest for e in view.corpus.events.values() if e.dates[0].date.latest)
    assert network.pairs(view, min(first, dt.date(2000, 1, 1)) - dt.timedelta(1)) == {}
