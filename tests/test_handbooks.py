"""The second handbook of the tests: another subject, language and vocabulary, whole, through the same door as the first."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from handbook import publish

from .conftest import TESTS, book_of, shared
from .running import handbook

LUNA = TESTS / "handbooks" / "luna"


@pytest.fixture(scope="session")
def luna(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the second handbook, built as a person builds it; a test only looks at it."""

    def make(folder: Path) -> None:
        shutil.copytree(LUNA, folder / "luna")
        done = handbook("build", cwd=folder / "luna")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "The interface is not translated into 'es'" in done.stderr

    return shared(tmp_path_factory, "luna", make) / "luna" / "docs/_build/html"


def test_the_second_handbook_is_sound() -> None:
    """Its records keep every rule, and its sentences are those of the originals beside it."""
    done = handbook("check", "--originals", LUNA / "originals", cwd=LUNA)
    assert done.stdout == "originals: 30 verified, 0 failed, 0 not checked\n0 problems\n"
    assert handbook("schema", "--check", cwd=LUNA).returncode == 0
    corpus = book_of(LUNA / "seeds").corpus
    assert len(corpus.sources) >= 8
    assert {s.header.licence for s in corpus.sources.values()} == {"public domain"}


def test_the_second_handbook_is_told_in_its_words(luna: Path) -> None:
    """Kinds, sectors, stages and roles stand on its pages as it names them, its findings are those that it chose, its title is its own."""
    page = BeautifulSoup((luna / "agreements/acuerdos-de-artemis.html").read_text(encoding="utf-8"), "html.parser")
    card = page.select_one(".hb-card")
    status = page.select_one(".hb-status")
    assert card is not None
    assert status is not None
    assert re.search(r"Acuerdo\b.*Exploración.*Uruguay \(firmante\)", card.get_text(" ", strip=True).replace(" )", ")"))
    assert status.get_text().strip().startswith("Firmado 15 February 2024")
    home = BeautifulSoup((luna / "index.html").read_text(encoding="utf-8"), "html.parser")
    findings = home.select(".hb-findings li")
    assert [li.find("a").get_text() for li in findings] == [
        "Acuerdos de Artemis",
        "Misión de Frank Rubio",
        "Artemis II",
    ]
    assert home.title is not None
    assert home.title.get_text() == "La NASA y sus socios: un libro de consulta con fuentes"


def test_open_texts_become_statements_by_themselves(tmp_path: Path) -> None:
    """Of a text in the public domain each sentence is a statement of the draft, in any language."""
    place = tmp_path / "a"
    assert handbook("new", place, "--title", "A", "--language", "es", cwd=tmp_path).returncode == 0
    text = LUNA / "originals" / "nasa-panama-2024.txt"
    given = [
        "--publication",
        "NASA",
        "--published",
        "2024-12",
        "--language",
        "es",
        "--licence",
        "PD",
        "--no-names",
        "--id",
        "nasa-2024",
    ]
    done = handbook("add", text, *given, cwd=place)
    assert done.returncode == 0, done.stdout + done.stderr
    statements = publish.read(place / "seeds")[0].corpus.sources["nasa-2024"].statements
    assert [s.label for s in statements] == ["2a", "2b", "3a", "3b", "4a", "5a"]
    assert statements[0].text.startswith(
        "El miércoles 11 de diciembre, Panamá y Austria firmarán los Acuerdos de Artemis"
    )
