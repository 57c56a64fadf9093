"""Sources on French pages: their words, the language of their titles, the bibliography."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from handbook.blocks import Span
from handbook.checks.translations import texts
from handbook.citing.items import cited, page_item
from handbook.kinds import WHOLE
from handbook.printing.entry_numbers import Printed
from handbook.printing.guide import imprint
from handbook.printing.sources import work
from handbook.searching.documents import passages

from .conftest import TOY, book_of
from .test_pages import myst_of


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
