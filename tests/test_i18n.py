"""French: every fixed string and every reader's page is translated, with its placeholders."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from handbook import i18n, recipes
from handbook.blocks import Numbers, Span
from handbook.checks.translations import texts
from handbook.citing.items import cited, page_item
from handbook.counted import counted
from handbook.exports.tables import TABLES
from handbook.fields import PARTY, PLACE, SIGNED_BY
from handbook.kinds import WHOLE
from handbook.pages.dates import date_words
from handbook.pages.dividing import listed
from handbook.pages.site import home
from handbook.partial_date import PartialDate
from handbook.printing.entry_numbers import Printed
from handbook.printing.guide import imprint
from handbook.printing.sources import work
from handbook.render import myst
from handbook.searching.documents import passages

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


def test_french_pages_of_a_source() -> None:
    """What was read of a source is told in the language of the page, and a colon has its blank before it, in the site and in the book."""
    book = book_of(TOY / "seeds", "fr")
    source = next(iter(book.view.corpus.sources.values()))
    assert source.header.extent == WHOLE
    page = myst_of(book.view)[f"sources/{source.id}.md"].replace("\\", "")
    assert "(en entier)" in page
    # Why a paragraph has no statement, where handbook add says it.
    assert "pas d’énoncé (titre)" in page
    assert "whole" not in page.partition("checksum")[0]
    # Words of an amount that nobody translated are marked as English.
    assert re.search(r"\[nearly 20 ships[^\]]*\]\{\.language-en\}", page)
    said = [page, *imprint(book)]
    assert [
        text for text in said if re.search(r"(?:Pour citer ce livre|Source de [a-zé]+|Article de [a-zé]+):", text)
    ] == []
    assert any("Pour citer ce livre\u00a0: " in text for text in said)


def test_words_of_a_source_in_french(toy: Path) -> None:
    """What editors say of a source is in French where translated, in the site and in the book: the kind of a note, the origin, what was counted; a translation in the same words is not marked as English, nor is a number."""
    article = toy / "seeds/articles/gazette-2024.md"
    digest = article.read_text(encoding="utf-8").replace("language: en", "language: en\norigin: Agency of Alba", 1)
    article.write_text(digest.replace("of aid", "of food, counted by Alba"), encoding="utf-8")
    said = {
        "Agency of Alba": "Agence d’Alba", "number": "nombre", "ships": "navires", "food": "vivres", "Alba": "Alba",
        "nearly": "près de",
    }  # fmt: skip
    rows = [{"text": words, "into": {"fr": french}} for words, french in said.items()]
    (toy / "seeds/translations.yml").write_text(json.dumps(rows), encoding="utf-8")
    book = book_of(toy / "seeds", "fr")
    # None of the rows is taken for one that no record needs.
    assert set(said) <= set(texts(book.view.corpus))
    pages = {name: page.replace("\\", "") for name, page in myst_of(book.view).items()}
    page = pages["sources/gazette-2024.md"]
    assert "Agence d’Alba" in page
    assert "[nombre]" in page
    assert "près de 20 navires (vivres), selon Alba" in page
    assert "{.language-en}" not in page.partition("près de 20 navires")[2].partition("\n")[0]
    assert "Agence d’Alba" in pages["sources/index.md"]
    printed = work(Printed(book.view), book.view.corpus.sources["gazette-2024"])
    assert "Agence d’Alba" in printed
    assert book.view.record_text("Alba") == ("Alba",)
    assert book.view.record_text("60") == ("60",)


def test_data_are_described_in_french() -> None:
    """The page of data files says in French what each file, table and column holds."""
    page = recipes.REFERENCE["reference/exports"](book_of(TOY / "seeds", "fr").view)
    said = myst.page(page).replace("\\", "")
    assert "# Données pour d’autres logiciels" in said
    english = [m for t in TABLES for m in (t.row_meaning, *(meaning for _column, meaning in t.columns))]
    assert [m for m in english if re.search(rf"(?::|est) {re.escape(m)}\.?$", said, re.M)] == []


@pytest.mark.parametrize(
    ("own", "page", "marked"), [("", "en", "fr"), ("", "fr", ""), ("en", "en", ""), ("en", "fr", "en")]
)
def test_titles_of_sources_carry_their_language(toy: Path, own: str, page: str, marked: str) -> None:
    """A title of a French source is marked as French on English pages, or as English on French ones if it is in the editors' words: on its page, in the list of sources and in the book."""
    article = toy / "seeds/articles/gazette-2024.md"
    digest = article.read_text(encoding="utf-8")
    named = f"language: fr\ntitle_language: {own}" if own else "language: fr"
    article.write_text(digest.replace("language: en", named), encoding="utf-8")
    book = book_of(toy / "seeds", page)
    header = book.view.corpus.sources["gazette-2024"].header
    site = myst_of(book.view)
    title = f"[{header.title}]{{.language-{marked}}}" if marked else header.title
    assert f"\n# {title}\n" in site["sources/gazette-2024.md"]
    assert re.findall(r'"gloss_lang": "(\w+)"', site["sources/index.md"]) == ([marked] if marked else [])
    printed = work(Printed(book.view), book.view.corpus.sources["gazette-2024"])
    assert [part.lang for part in printed if isinstance(part, Span) and part.lang] == ([marked] if marked else [])


def test_descriptions_of_sources_are_translated(toy: Path) -> None:
    """What editors write in place of a title that they did not see is in French where translated: on its page, in the list of sources, in the book, in search and citations; a title of the source's own is never translated."""
    article = toy / "seeds/articles/gazette-2024.md"
    digest = article.read_text(encoding="utf-8")
    rows = [{"text": "Two States Agree", "into": {"fr": "Article sur deux États"}}]
    (toy / "seeds/translations.yml").write_text(json.dumps(rows), encoding="utf-8")
    for described in (False, True):
        if described:
            article.write_text(digest.replace("language: en", "language: en\ntitle_language: en"), encoding="utf-8")
        view = book_of(toy / "seeds", "fr").view
        source = view.corpus.sources["gazette-2024"]
        shown, language = ("Article sur deux États", "fr") if described else ("Two States Agree", "en")
        assert (source.header.title in set(texts(view.corpus))) is described
        pages = myst_of(view)
        assert f"\n# {shown if described else f'[{shown}]{{.language-en}}'}\n" in pages["sources/gazette-2024.md"]
        assert shown in pages["sources/index.md"]
        assert shown in str(work(Printed(view), source))
        assert [d.gloss.startswith(shown) for d in passages(view) if d.name == "Gazette 2024"] == [True]
        item = page_item(cited(view, "", "sources/gazette-2024", source))
        assert (item["title"], item["language"]) == (shown, language)


def test_the_bibliography_has_french_colons(real_site: Path) -> None:
    """In the French bibliography no line can break before a colon, and each colon of ours has its blank before it."""
    folder = real_site / "fr/reference"
    files = [folder / "bibliography.html", *sorted(folder.glob("bibliography/*.html"))]  # a long one has several pages
    pages = [BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in files]
    lines = [line.get_text() for page in pages for line in page.select(".citation")]
    assert len(lines) > 100
    assert [line for line in lines if re.search(r" :(?!//)|URL: ", line)] == []
    assert sum("URL\u00a0: http" in line for line in lines) > 100


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
