"""Titles, dates and names of authors in citations: each as its language and the style want them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rispy
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database import parse_string

from handbook.citing import citable, formats, items, processor, styles
from handbook.citing.people import csl_name
from handbook.pages.view import View
from handbook.plain_text import clean

from .conftest import BASE, TOY, book_of


@pytest.mark.parametrize("title", ["Société des mines : l'or de Loulo", "Qui a signé ?", "“Le blé” est là", "L'or"])
def test_a_title_in_another_language_keeps_its_capitals(title: str) -> None:
    """An English citation of a page with a French title is that of an English one in all but the title, which is as it stands."""
    item = {"id": "x", "type": "entry-encyclopedia", "title": "Grain", "container-title": "A sourced work", "author": [{"literal": "E"}],
            "issued": {"date-parts": [[2026]]}, "URL": "https://e.example/x", "language": "en", "edition": "1"}  # fmt: skip
    english = styles.rendered(item)
    french = styles.rendered(item | {"title": title, "language": "fr"}, "en")
    for (_name, wanted), (_style, shown) in zip(english, french, strict=True):
        stop = "" if title.endswith("?") else "."
        assert processor.plain(shown) == processor.plain(wanted).replace("Grain.", f"{title}{stop}")


def test_parts_are_in_our_language() -> None:
    """A statement of a source in another language is a part of the handbook: its title is in the site's language, and says so."""
    view = book_of(TOY / "seeds").view
    source = next(iter(view.corpus.sources.values()))
    french = replace(source, header=replace(source.header, language="fr"))
    edited = View(replace(view.corpus, sources={source.id: french}), view.mentions, view.translate)
    texts = citable.record(edited, BASE, french)
    assert "LA  - en\r\n" in texts["part"]["ris"]
    assert "LA  - fr\r\n" in texts["original"]["ris"]


@pytest.mark.parametrize(("language", "month"), [("en", "May"), ("fr", "mai")])
def test_a_description_is_no_title(language: str, month: str) -> None:
    """Our description of a source without a title of its own: in square brackets in APA and for programs, plain words in Chicago and MLA."""
    item: items.Item = {
        "id": "k", "type": "article-newspaper", "title": "[News item on grain]", "container-title": "Gazette", "language": "en",
        "issued": items.csl_date(items.PartialDate.parse("2024-05")),
    }  # fmt: skip
    apa, chicago, mla = (
        processor.plain(text) for _name, text in styles.rendered_source(item, language, described=True)
    )
    assert apa == f"[News item on grain]. (2024, {month}). Gazette."
    assert chicago == f"Gazette. News item on grain. {month} 2024."
    assert mla == f"News item on grain. Gazette, {month} 2024."


def test_imprecise_dates_stay_so() -> None:
    """A month has no day, an interval two ends, an approximate date says so, an open one is literal."""
    date = items.PartialDate.parse
    assert items.csl_date(date("2024-02")) == {"date-parts": [[2024, 2]]}
    assert items.csl_date(date("2024-02-21/2024-02-29")) == {"date-parts": [[2024, 2, 21], [2024, 2, 29]]}
    assert items.csl_date(date("2024~")) == {"date-parts": [[2024]], "circa": True}
    assert items.csl_date(date("../2025-07-28")) == {"literal": "../2025-07-28"}


@pytest.mark.parametrize(
    ("day", "language", "texts"),
    [
        ("2026-04-27", "en", ("2026, April 27", "April 27, 2026", "27 Apr. 2026")),
        ("2026-04-27", "fr", ("2026, 27 avril", "27 avril 2026", "27 avril 2026")),
        ("2026-03-01", "fr", ("2026, 1er mars", "1er mars 2026", "1er mars 2026")),
    ],
)
def test_dates_follow_the_language(day: str, language: str, texts: tuple[str, ...]) -> None:
    """In each style a day stands where its language has it: French has it before the month, and the first as "1er"."""
    item: items.Item = {
        "id": "k", "type": "article-newspaper", "title": "T", "container-title": "W", "language": "fr",
        "issued": items.csl_date(items.PartialDate.parse(day)),
    }  # fmt: skip
    shown = [processor.plain(segments) for _name, segments in styles.rendered_source(item, language)]
    assert all(text in one for text, one in zip(texts, shown, strict=True)), shown


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ann Mary Example", {"family": "Example", "given": "Ann Mary"}),
        ("Example, Ann", {"family": "Example", "given": "Ann"}),
        ("Ludwig van Example", {"family": "van Example", "given": "Ludwig"}),
        ("Иван Примеров", {"family": "Примеров", "given": "Иван"}),
        ("The editors of the handbook", {"literal": "The editors of the handbook"}),
        ("Agence Exemple", {"literal": "Agence Exemple"}),
        ("AES Info", {"literal": "AES Info"}),
        ("Example & Sons", {"literal": "Example & Sons"}),
        ("Publié le", {"literal": "Publié le"}),
        ("TASS", {"literal": "TASS"}),
    ],
)
def test_people_and_bodies(author: str, name: dict[str, str]) -> None:
    """A person's name has its family name, a body's is whole, in CSL-JSON, BibTeX and RIS, as reference managers read them."""
    assert csl_name(author) == name
    item = {"id": "k", "type": "article-newspaper", "title": "T", "container-title": "The Gazette", "author": [name],
            "issued": {"date-parts": [[2024, 3, 5]]}}  # fmt: skip
    (entry,) = parse_string(formats.bibtex(item), "bibtex").entries.values()
    assert entry.type == "article"
    assert {key: entry.fields[key] for key in ("journal", "year", "month", "date")} == {
        "journal": "{The Gazette}", "year": "2024", "month": "3", "date": "2024-03-05",
    }  # fmt: skip
    (person,) = entry.persons["author"]
    if "literal" in name:
        assert [*person.last_names] == ["{" + formats.tex(author) + "}"]
        assert not person.first_names
    else:
        assert " ".join([*person.prelast_names, *person.last_names]).replace("{", "").replace("}", "") == name["family"]
    (read,) = rispy.loads(formats.ris(item))
    assert read["authors"] == [name.get("literal") or f"{name['family']}, {name['given']}"]
    assert read["type_of_reference"] == "NEWS"


@given(st.text())
@example("Aa\\ A")
@example("Aa ~ A{b}")
def test_any_author_is_a_name(author: str) -> None:
    """Whatever stands as an author becomes a person or a body, and every letter of it is kept."""
    name = csl_name(author)
    shown = "".join(sorted("".join(name.values()).replace(" ", "")))
    assert sorted(shown) == sorted(
        "".join(ch for ch in clean(author) if not ch.isspace() and (ch != "," or "literal" in name))
    )
