"""Digests against originals in other languages: numbers, dates and what has no rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import originals, publish
from handbook.problems import Report

from .test_originals import HEAD

NUMBERS = [
    ("fr", "Alba donne 7,2 millions d’euros et 2\u202f500 tonnes de blé.", "Alba donne 7,2 millions d’euros, 2 500 tonnes.", "7,200,000 EUR of aid", "Alba donne 7,3 millions d’euros.", "2,600 t of grain"),
    ("ru", "Альба дала 7,2 млн евро и 2\u00a0500 тонн зерна.", "Дано 7,2 млн евро, 2500 тонн.", "7,200,000 EUR of aid", "Дано 7,3 млн евро.", "2,600 t of grain"),
    ("en", "Alba gave two million euros and 2,500 tons of grain.", "It gave 2,500 tons.", "2,000,000 EUR of aid", "It gave 2,600 tons.", "3,000,000 EUR of aid"),
]  # fmt: skip

GERMAN = "Titel\nAlba zahlte am 12. Juni 2025 für 45 Millionen Euro.\nEs waren 1.250 Boote und 77 Schiffe.\n"


@pytest.mark.parametrize(("language", "paragraph", "good", "quantity", "bad", "wrong"), NUMBERS)
def test_numbers_in_the_language_of_the_handbook(
    toy: Path, language: str, paragraph: str, good: str, quantity: str, bad: str, wrong: str
) -> None:
    """Where handbook and original have one language, numbers are read as it writes them, and wrong ones are found."""
    found = originals_of_language(toy, language, paragraph)
    assert found(f"{good}\n  quantity: {quantity}") == []
    assert found(bad) == ["HB506"]
    assert found(f"{good}\n  quantity: {wrong}") == ["HB506"]


@pytest.mark.parametrize(("language", "paragraph"), [(language, paragraph) for language, paragraph, *_ in NUMBERS[:2]])
def test_a_sentence_that_was_copied_has_the_numbers_of_its_paragraph(toy: Path, language: str, paragraph: str) -> None:
    """Sentences of an open original in another language stand as it writes them: add copied them, and review and check then said that
    their numbers, read as the handbook's language writes numbers, are in no paragraph."""
    text = f"Title\n{paragraph}\n"
    (toy / "originals" / "gazette.txt").write_text(text, encoding="utf-8")
    head = (HEAD % hashlib.sha256(text.encode()).hexdigest()).replace(
        "language: en", f"language: {language}\nrights: open\nlicence: CC BY 4.0"
    )

    def found(statement: str) -> list[str]:
        (toy / "seeds" / "articles" / "gazette-2024.md").write_text(f"{head}2a. {statement}\n", encoding="utf-8")
        context, _ = publish.read(toy / "seeds")
        problems = originals.verify_all(context, Report(), toy / "originals").sorted()
        return [p.code for p in problems if p.message.startswith("2a ")]

    assert found(paragraph) == []
    assert found("Alba gave 9,000 tonnes.") == ["HB506"]


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("2a. Alba paid 45 million euros on 12 June 2025.\n  when: 2025-06-12", ""),
        ("2a. Alba paid 46 million euros.", "no paragraph of the original has it"),
        ("2a. Alba paid.\n  when: 2019", "HB506 2a is dated 2019"),
        ("2a. Alba had 77 ships.", "write 'also-from: 3' below the statement"),
        ("3a. There were 1,250 boats.", ""),
    ],
)
def test_an_original_whose_language_has_no_rules(toy: Path, statement: str, wrong: str) -> None:
    """Of a language that nobody reads here figures and years are compared, in any way of writing them; a mend names the paragraph."""
    (toy / "originals" / "gazette.txt").write_text(GERMAN, encoding="utf-8")
    head = (HEAD % hashlib.sha256(GERMAN.encode()).hexdigest()).replace("language: en", "language: de")
    (toy / "seeds" / "articles" / "gazette-2024.md").write_text(f"{head}{statement}\n", encoding="utf-8")
    context, _ = publish.read(toy / "seeds")
    found = [str(p) for p in originals.verify_all(context, Report(), toy / "originals").sorted() if p.code == "HB506"]
    assert (wrong in found[0] and len(found) == 1) if wrong else found == []


def test_original_in_another_language(toy: Path) -> None:
    """Of a French original dates are compared by value and numbers by digits; what can be compared is counted apart."""
    (toy / "originals/journal.txt").write_text(
        "Titre\nLe 3 mai 2024, Alba a livré 25 000 tonnes de blé.\n", encoding="utf-8"
    )
    digest = hashlib.sha256((toy / "originals/journal.txt").read_bytes()).hexdigest()
    head = f"---\nid: journal-2024\ntitle: Titre\nshort: Journal\npublication: Le Journal\npublished: 2024-05-04\nlanguage: fr\nrole: corroborating\noriginal: {{name: journal.txt, sha256: {digest}}}\nconsulted: 2024\n---\n\n1. [no statement: headline]\n\n"
    path = toy / "seeds/articles/journal-2024.md"

    def checked(statement: str) -> Report:
        path.write_text(head + statement, encoding="utf-8")
        context, report = publish.read(toy / "seeds")
        return originals.verify_all(context, report, toy / "originals")

    good = checked("2a. On 3 May 2024 Alba delivered 25,000 tonnes.\n  when: 2024-05-03\n")
    assert [str(p) for p in good.sorted()] == []
    assert good.counts["verified in part"] == 1
    assert [p.code for p in checked("2a. Alba delivered 25,000 tonnes.\n  when: 2024-04-03\n").sorted()] == ["HB506"]
    assert [p.code for p in checked("2a. Alba delivered 26,000 tonnes.\n").sorted()] == ["HB506"]
    assert checked("2a. Alba delivered 7.2 million tonnes.\n").counts["failed"] == 1
    (toy / "originals/journal.txt").write_text("Titre\nAlba a livré 7,2 millions de tonnes.\n", encoding="utf-8")
    head = head.replace(digest, hashlib.sha256((toy / "originals/journal.txt").read_bytes()).hexdigest())
    assert [str(p) for p in checked("2a. Alba delivered 7.2 million tonnes.\n").sorted()] == []
    assert [str(p) for p in checked("2a. Alba delivered 7,200,000 tonnes.\n").sorted()] == []


@pytest.mark.parametrize(
    ("language", "paragraph", "good", "bad"),
    [
        ("fr", "Alba et Borealis ont signé l’accord le 3 mars 2024.", "Signé le 3 mars 2024.", "Signé en avril 2024."),
        ("ru", "Стороны подписали договор 3 марта 2024 года.", "Договор подписан в марте 2024 года.", "Договор подписан в апреле."),
    ],
)  # fmt: skip
def test_dates_in_the_language_of_the_handbook(toy: Path, language: str, paragraph: str, good: str, bad: str) -> None:
    """Where handbook and original have one language, dates and months are read with its words, not with the English."""
    found = originals_of_language(toy, language, paragraph)
    assert found(f"{good}\n  when: 2024-03-03") == []
    assert found(bad) == ["HB506"]
    assert found(f"{good}\n  when: 2024-04") == ["HB506"]


def originals_of_language(toy: Path, language: str, paragraph: str) -> Callable[[str], list[str]]:
    """A function that says how often numbers and dates of a statement are not in a paragraph of the handbook's language."""
    path = toy / "handbook.toml"
    path.write_text(f'content-language = "{language}"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    text = f"Titre\n{paragraph}\n"
    (toy / "originals" / "gazette.txt").write_text(text, encoding="utf-8")
    head = (HEAD % hashlib.sha256(text.encode()).hexdigest()).replace("language: en", f"language: {language}")

    def found(statement: str) -> list[str]:
        body = f"{head}1. [no statement: headline]\n\n2a. {statement}\n"
        (toy / "seeds" / "articles" / "gazette-2024.md").write_text(body, encoding="utf-8")
        context, _ = publish.read(toy / "seeds")
        return [
            p.code for p in originals.verify_all(context, Report(), toy / "originals").sorted() if p.code == "HB506"
        ]

    return found
