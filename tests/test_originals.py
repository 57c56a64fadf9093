"""Digests against originals: what is not in the paragraph is named, never passed."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest

from handbook import originals, publish
from handbook.checks.copied_words import copied, runs_of
from handbook.checks.original_numbers import amounts, numbers_in
from handbook.problems import Report

HEAD = "---\nid: gazette-2024\ntitle: Two States Agree\nshort: G\npublication: The Gazette\npublished: 2024-03-05\nlanguage: en\nrole: seed\noriginal: {name: gazette.txt, sha256: %s}\nextent: whole\nconsulted: 2024-04-01\n---\n\n"


def verify(toy: Path, body: str, sha: str = "") -> tuple[list[str], dict[str, int]]:
    raw = (toy / "originals" / "gazette.txt").read_bytes()
    text = HEAD % (sha or hashlib.sha256(raw).hexdigest()) + body
    (toy / "seeds" / "articles" / "gazette-2024.md").write_text(text, encoding="utf-8")
    context, _ = publish.read(toy / "seeds")
    report = originals.verify_all(context, Report(), toy / "originals")
    return [f"{p.code} {p.message}" for p in report.sorted()], report.counts


CASES = [
    ("2a. Alba and Borealis signed in February 2024.\n  when: 2024-02", ""),
    ("2a. Alba and Borealis signed in March 2024.", "HB506"),
    ("2a. Alba and Borealis signed in February 2023.", "HB506"),
    ("2a. Alba signed.\n  when: 2024-05", "HB506"),
    ('2a. Alba signed.\n  when: 2024-05 (from "next year")', "HB506"),
    ('3a. Borealis spoke.\n  when: 2024-05 (from "next month")', ""),
    ("3a. Borealis spoke.\n  when: 2024-02 (from paragraph 2)", ""),
    ("3a. Borealis spoke.\n  when: 2024-06 (from paragraph 2)", "HB506"),
    ("3a. Borealis spoke.\n  when: 2024-03 (from publication)", ""),
    ("3a. Borealis spoke.\n  when: 2024-02 (from publication)", "HB506"),
    ("3a. Alba spoke.", "HB505"),
    ("3a. Alba spoke.\n  also-from: 2", ""),
    ("3a. Nearly twenty ships.", ""),
    ("3a. Nearly 30 ships.", "HB506"),
    ("3a. Ships.\n  quantity: nearly 20 ships of aid", ""),
    ("3a. Ships.\n  quantity: nearly 21 ships of aid", "HB506"),
    ('2a. [attributed: ann-example] The Pact is "useful".\n  quotation: direct', ""),
    ('2a. [attributed: ann-example] The Pact is "useless".\n  quotation: direct', "HB507"),
    ("3a. It will be sending nearly 20 ships to the harbour.", "HB504"),
    ("9a. Alba.", "HB503"),
]


@pytest.mark.parametrize(("statement", "code"), CASES)
def test_statement_against_paragraph(toy: Path, statement: str, code: str) -> None:
    """A statement whose name, number, date, quotation or wording does not fit its paragraph fails."""
    others = [f"{n}a. Nothing." for n in (2, 3) if not statement.startswith(f"{n}a")]
    body = "\n\n".join(["1. [no statement: headline]", *sorted([statement, *others])]) + "\n"
    found, counts = verify(toy, body)
    assert [f[:5] for f in found] == ([code] if code else []), found
    assert counts == {"verified": 2 + (statement[0] == "9") - bool(code), **({"failed": 1} if code else {})}


def test_changed_original_and_missing_paragraph(toy: Path) -> None:
    """Another file than the one read fails as a whole; a left-out paragraph is named."""
    found, counts = verify(toy, "1. [no statement: headline]\n\n2a. Alba.\n\n3a. Borealis.\n", sha="0" * 64)
    assert [f[:5] for f in found] == ["HB501"]
    assert counts == {"failed": 2}
    found, _ = verify(toy, "1. [no statement: headline]\n\n2a. Alba.\n")
    assert found == ["HB503 paragraphs 3 of the original are left out"]


def test_not_checked_is_counted(toy: Path) -> None:
    """Without the original, statements are counted as not checked."""
    context, _ = publish.read(toy / "seeds")
    report = originals.verify_all(context, Report(), toy / "seeds")
    assert report.counts == {"not checked": 3}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("25,000 metric tons", [25000]),
        ("$2 million to buy", [2000000]),
        ("nearly 20 million people", [20000000]),
        ("two visits, the second", [2, 2]),
        ("1.5 billion", [Decimal("1500000000.0")]),
        ("a 60-member team of 2024", [60, 2024]),
        ("G5 Sahel", []),
        ("one of them", []),
        ("27th July", [27]),
    ],
)
def test_amounts(text: str, values: list[object]) -> None:
    """Numbers are read from digits, words and scales; a digit inside a name is none."""
    assert amounts(text) == values


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("fr", "7,2 millions d’euros", [7200000]),
        ("fr", "2 500 tonnes, 2\u00a0500 et 2\u202f500", [2500] * 3),
        ("fr", "en 2024 500 soldats", [2024, 500]),
        ("fr", "1,5 milliard", [1500000000]),
        ("ru", "7,2 млн евро и 3 млрд", [7200000, 3000000000]),
        ("ru", "12 500 тонн", [12500]),
        ("pt", "1.200.000 toneladas, 3,5 milhões", [1200000, 3500000]),
        ("en", "20,30 or 1,234.5", [20, 30, Decimal("1234.5")]),
    ],
)
def test_amounts_as_a_language_writes_them(language: str, text: str, values: list[object]) -> None:
    """Thousands and decimals are read by the marks of the language: blanks of every kind and commas as in French."""
    assert amounts(text, language) == values


def test_numbers_of_several_words() -> None:
    """A number of several words is one, whatever it counts: an original that says it gives it."""
    assert Decimal(200) in numbers_in("Two hundred was the first figure.", "en")
    assert Decimal(250) in numbers_in("It was two hundred and fifty, they said.", "en")
    assert Decimal(3000) in numbers_in("Le premier chiffre était trois mille.", "fr")
    assert Decimal(200) not in numbers_in("Two of them came.", "en")


@pytest.mark.parametrize(
    ("language", "text", "joined"),
    [
        ("en", "They freed two hundred of five thousand men.", False),
        ("en", "They freed two hundred or five men.", False),
        ("en", "They freed two hundred and five thousand men.", False),
        ("en", "They freed two hundred and five men.", True),
        ("fr", "Deux mille sur cinq sont venus.", False),
        ("fr", "Deux mille cinq sont venus.", True),
        ("ru", "Две тысячи из пяти пришли.", False),
        ("ru", "Две тысячи пять пришли.", True),
        ("pt", "Dois mil de cinco vieram.", False),
        ("pt", "Dois mil e cinco vieram.", True),
    ],
)
def test_only_and_joins_a_number_to_another(language: str, text: str, joined: bool) -> None:
    """A number behind a scale belongs to it if nothing or the language's "and" stands between, and it has no scale itself."""
    whole = Decimal(205 if language == "en" else 2005)
    assert (whole in numbers_in(text, language)) is joined


@pytest.mark.parametrize("text", ["fıve hundred", "3 mıllion", "3 MİLLION ships", "the fıfth ship"])
def test_letters_that_ignoring_case_confuses(text: str) -> None:
    """A word with a letter that is only like one of a numeral, as a dotless i is, is no numeral, and stops nothing."""
    assert {3, 500, 2000, 3_000_000} & numbers_in(text, "en") <= {3}


def test_a_number_is_one_copied_word() -> None:
    """Thousands that are set apart make no two words: a fact with its number is no copied sentence."""
    original = runs_of("Alba made 2,600 tons of grain in ports this summer.")
    assert copied("Alba made 2\u00a0600 tons of grain in.", (), original) == ""
    assert copied("Alba made 2\u00a0600 tons of grain in ports this", (), original)


def test_article_page_is_literal(tmp_path: Path) -> None:
    """A plain-text article becomes a page on which its markup is text."""
    path = tmp_path / "a.txt"
    path.write_text("# Title {x}\n\n```{include} /etc/passwd\n```\n<script>alert(1)</script>\n", encoding="utf-8")
    page, problem = originals.article_page(path)
    assert problem is None
    assert page.startswith("# \\# Title \\{x\\}\n")
    assert "\n```" not in page
    assert not re.search(r"(?<!\\)<", page)


@pytest.mark.parametrize(("content", "code"), [(b"", "HB112"), (b"  \n\n", "HB112"), (b"a\xff\n", "HB102")])
def test_article_refused(tmp_path: Path, content: bytes, code: str) -> None:
    """An empty or undecodable article is one message."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    page, problem = originals.article_page(path)
    assert page == ""
    assert problem is not None
    assert problem.code == code


def test_missing_article(tmp_path: Path) -> None:
    """A file that is not there is one message."""
    _, problem = originals.article_page(tmp_path / "none.txt")
    assert problem is not None
    assert problem.code == "HB100"


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("{text: the republic of the northern and southern lakes, kind: variant, cite: [gazette-2024/2a]}", []),
        ("", ["HB504"]),
    ],
)
def test_a_long_name_is_one_of_the_words_in_a_row(toy: Path, names: str, codes: list[str]) -> None:
    """Words that are copied are counted without those of names of entries, each of which counts as one."""
    path = toy / "seeds/registry/actors/alba.yml"
    if names:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^names:.*\n(?:[ -].*\n)*", "", text, flags=re.M) + f"names:\n- {names}\n", encoding="utf-8")  # fmt: skip
    original = "Title\nThe republic of the northern and southern lakes and Borealis agreed.\n"
    (toy / "originals/gazette.txt").write_text(original, encoding="utf-8")
    found, _ = verify(
        toy, "1. [no statement: headline]\n\n2a. The republic of the northern and southern lakes and Borealis agreed.\n"
    )
    assert [f[:5] for f in found] == codes, found
