"""French: every fixed string and every reader's page is translated, with its placeholders."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from handbook import i18n, recipes
from handbook.blocks import Numbers
from handbook.counted import counted
from handbook.exports.tables import TABLES
from handbook.fields import PARTY, PLACE, SIGNED_BY
from handbook.pages.dates import date_words
from handbook.pages.dividing import listed
from handbook.pages.site import home
from handbook.partial_date import PartialDate
from handbook.render import myst

from .conftest import PROJECT, TOY, book_of
from .running import sphinx_build
from .test_pages import myst_of

#: Words for what pages count, in the plural.
ENDING_IN_S = {
    "en": "actors|agreements|events|sources|statements|paragraphs|entries|terms|disagreements",
    "fr": "acteurs|accords|événements|énoncés|paragraphes|fiches|termes|désaccords",
}
#: The pages for readers; the guides for contributors are in English.
PAGES = ("index.md", "how-to-read.md", "timeline.md", "about/index.md", "about/method.md")


@pytest.mark.parametrize("language", i18n.languages()[1:])
def test_catalogue_is_complete(language: str) -> None:
    """The catalogue of each language has every fixed string of the package and nothing else."""
    assert set(i18n.catalogue(language)) == set(i18n.extract())


@pytest.mark.parametrize("language", i18n.languages()[1:])
def test_placeholders_are_kept(language: str) -> None:
    """A translation has the same placeholders as its original."""
    for english, translated in i18n.catalogue(language).items():
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", translated)), english


def test_unknown_language_is_english() -> None:
    """A language without a catalogue shows English."""
    assert i18n.translator("xx")("Actors") == "Actors"
    assert i18n.translator("fr")("Actors") == "Acteurs"


def test_no_fixed_string_hides_in_an_f_string() -> None:
    """No call of a translator stands inside an f-string, where no extractor finds it."""
    for path in (PROJECT / "scripts" / "handbook").rglob("*.py"):
        assert not re.search(r"\{[^{}\"]*(?:_|translate)\('", path.read_text(encoding="utf-8")), path


def test_words_between_entries_are_translated() -> None:
    """Why one entry points to another is said in the language of the page, also where the word is the engine's own."""
    view = book_of(TOY / "seeds", "fr").view
    words = {word: view.pointed(word) for word in (PARTY, PLACE, SIGNED_BY)}
    assert words == {PARTY: "partie", PLACE: "lieu", SIGNED_BY: "signé par"}


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2025-07-28~", "vers le 28 juillet 2025"),
        ("2025-08-01~", "vers le 1er août 2025"),
        ("2025-07~", "vers juillet 2025"),
        ("2025~", "vers 2025"),
        ("2025-07-28?", "28 juillet 2025 (incertain)"),
        ("2020-11/2025-12-20", "novembre 2020 au 20 décembre 2025"),
        ("2025-09-03/2026-01", "3 septembre 2025 à janvier 2026"),
    ],
)
def test_french_dates(date: str, words: str) -> None:
    """About a day and up to a day have their article in French, of a month or a year they have none."""
    assert date_words(PartialDate.parse(date), i18n.translator("fr")) == words


@pytest.mark.parametrize(
    ("language", "value", "unit", "words"),
    [
        ("en", "62", "%", "62%"),
        ("en", "7.5", "%", "7.5%"),
        ("fr", "62", "%", "62\xa0%"),
        ("en", "25000", "t", "25,000 t"),
    ],
)
def test_amounts(language: str, value: str, unit: str, words: str) -> None:
    """A number stands before its unit with a blank, before a sign of per cent as its language has it."""
    assert i18n.amount(Decimal(value), unit, language) == words


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("de 25 000 à 1 000 000 tonnes", "de 25~000 à 1~000~000 tonnes"),
        ("En juin 2025 300 soldats", "En juin 2025 300 soldats"),
        ("le 5 2024", "le 5 2024"),
        ("« 300 000 » : combien ?", "«~300~000~»~: combien~?"),
    ],
)
def test_lines_do_not_break_within_french_numbers(words: str, kept: str) -> None:
    """In French no line ends between the digits of a number, nor before a colon and the like; a year before a number stays apart."""
    assert i18n.unbroken(words, "fr") == kept.replace("~", "\xa0")


def test_counts_in_french() -> None:
    """Pages write how many of something there are as their language does: on the home page, and beside the pages of a divided list."""
    view = book_of(TOY / "seeds", "fr").view
    conflict = next(iter(view.corpus.conflicts.values()))
    many = {str(number): conflict for number in range(1021)}
    counting = replace(view, corpus=replace(view.corpus, conflicts=many))
    (numbers,) = [block for block in home(counting).blocks if isinstance(block, Numbers)]
    assert ("1\u202f021", "désaccords", "reference/conflicts") in numbers.rows
    assert listed(view, "sources/2024", "2024", 1021)[1] == " (1\u202f021)"
    assert listed(book_of(TOY / "seeds").view, "sources/2024", "2024", 1021)[1] == " (1,021)"


def test_data_are_described_in_french() -> None:
    """The page of data files says in French what each file, table and column holds."""
    page = recipes.REFERENCE["reference/exports"](book_of(TOY / "seeds", "fr").view)
    said = myst.page(page).replace("\\", "")
    assert "# Données pour d’autres logiciels" in said
    english = [m for t in TABLES for m in (t.row_meaning, *(meaning for _column, meaning in t.columns))]
    assert [m for m in english if re.search(rf"(?::|est) {re.escape(m)}\.?$", said, re.M)] == []


def test_one_is_no_plural() -> None:
    """One of a thing is told in the singular, on pages in English and in French, in pictures and in messages."""
    for language, one, two in (("en", "1 event", "2 events"), ("fr", "1 événement", "2 événements")):
        view = book_of(TOY / "seeds", language).view
        _ = view.translate
        assert [view.counted(n, _("1 event"), _("{count} events")) for n in (1, 2)] == [one, two]
        book = "\n".join(myst_of(view).values()) + "\n".join(str(draw(view)) for draw in recipes.DRAWINGS.values())
        wrong = re.findall(rf"(?<![\d.,/-])1 (?:{ENDING_IN_S[language]})\b", re.sub(r"<[^>]+>", "", book))
        assert wrong == []
    assert [counted(n, "entry", "entries") for n in (1, 2)] == ["1 entry", "2 entries"]
    assert counted(1, "file") == "1 file"


@pytest.mark.slow
def test_pages_are_translated(tmp_path: Path) -> None:
    """Every paragraph of the pages for readers has its French text."""
    # Over another handbook's seeds: the texts of these pages are the same, and only they are of interest here.
    others = ",".join(f"{part}/**" for part in ("_build", "actors", "agreements", "events", "sources", "reference"))
    done = sphinx_build(
        "-b",
        "gettext",
        "-d",
        tmp_path / "d",
        "-D",
        f"exclude_patterns={others}",
        "-D",
        f"handbook_seeds={TOY / 'seeds'}",
        PROJECT / "docs",
        tmp_path / "pot",
    )
    assert done.returncode == 0, done.stderr
    assert {p.stem for p in (tmp_path / "pot").glob("*.pot")} >= {"index", "how-to-read", "timeline", "about"}
    missing = []
    for pot in sorted((tmp_path / "pot").glob("*.pot")):
        po = PROJECT / "docs" / "locales" / "fr" / "LC_MESSAGES" / f"{pot.stem}.po"
        known = {m.id for m in read_po(po.open("rb"))} if po.is_file() else set()
        for message in read_po(pot.open("rb")):
            pages = {page for location, _ in message.locations for page in PAGES if location.endswith("docs/" + page)}
            alternative = any(fixed in message.id for fixed in i18n.catalogue("fr") if len(fixed) > 40)
            generated = alternative or (
                "{event}" in message.id
                or ("{statement}`" in message.id and ".hb-cite" in message.id)
                or "{hb:data}" in message.id
            )
            if message.id and pages and not generated and message.id not in known:
                missing.append((sorted(pages), message.id))
    assert missing == []


# The first of many tests that want it built.
@pytest.mark.long
@pytest.mark.slow
def test_french_site(real_site: Path) -> None:
    """The French site says so, names entries in French where registered, and marks its content as English."""
    out = real_site / "fr"
    page = BeautifulSoup((out / "agreements" / "aes-charter.html").read_text(encoding="utf-8"), "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "fr"
    heading = page.find("h1")
    assert heading is not None
    assert heading.get_text().startswith("Charte du Liptako-Gourma")
    assert "Langue des énoncés et de ce qui n’est pas traduit\u00a0: anglais." in page.get_text()
    statement = page.select_one(".hb-says [lang=en]")
    assert statement is not None
    assert "ECOWAS" in statement.get_text()
    home = (out / "index.html").read_text(encoding="utf-8")
    assert "Partenariat Russie–Mali\u00a0: un ouvrage sourcé</h1>" in re.sub(r"<a class=\"headerlink.*?</a>", "", home)
    assert "Ways in" not in home
