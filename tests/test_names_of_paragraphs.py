"""Whom a paragraph of an original names is said by the digest (HB505)."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from handbook import originals, publish
from handbook.problems import Report

from .test_originals import HEAD

TEXT = "A visit\nAnn Example came to Alba.\nThe minister spoke of ships.\nThe next day Example left.\n"
BODY = "1. [no statement: headline]\n\n2a. Somebody came.\n\n3a. {}\n\n4a. {}\n"


def names_missing(toy: Path, text: str, body: str, rulings: str = "") -> list[str]:
    """The HB505 of a digest of ``text``, each with its mend."""
    (toy / "originals" / "gazette.txt").write_text(text, encoding="utf-8")
    if rulings:
        with (toy / "seeds" / "rulings.yml").open("a", encoding="utf-8") as file:
            file.write(rulings)
    head = HEAD % hashlib.sha256(text.encode()).hexdigest()
    (toy / "seeds" / "articles" / "gazette-2024.md").write_text(head + body, encoding="utf-8")
    context, _ = publish.read(toy / "seeds")
    report = originals.verify_all(context, Report(), toy / "originals")
    return [f"{p.message} ({p.mend})" for p in report.sorted() if p.code == "HB505"]


def test_whom_a_paragraph_names_is_said(toy: Path) -> None:
    """The mend names the paragraph that has the name, and the line to write."""
    (said,) = names_missing(toy, TEXT, BODY.format("Ann Example spoke.", "Somebody left."))
    assert "3a names 'Ann Example', which paragraph 3 does not" in said
    assert "paragraphs 2, 4 do: write 'also-from: 2' below the statement" in said
    assert names_missing(toy, TEXT, BODY.format("Ann Example spoke.\n  also-from: 2", "Somebody left.")) == []


def test_a_last_name_that_add_linked_is_the_name(toy: Path) -> None:
    """A last name alone names whom the article names in full elsewhere, as ``handbook add`` links it."""
    path = toy / "seeds" / "registry" / "actors" / "ann-example.yml"
    path.write_text(re.sub(r"^names:\n(?: .*\n)+", "", path.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    assert names_missing(toy, TEXT, BODY.format("Somebody spoke.", "Ann Example left.")) == []


def test_a_name_that_was_ruled_the_same_is_the_name(toy: Path) -> None:
    """A spelling that a person ruled to be an entry names that entry; before, the words are offered for a ruling."""
    text = TEXT.replace("The minister spoke", "Anne Exampel spoke")
    body = BODY.format("Ann Example spoke.", "Somebody left.")
    other = text.replace("Ann Example came to Alba", "Bo Writer came").replace("Example left", "he left")
    (said,) = names_missing(toy, other, body)
    assert "no paragraph does; if 'Anne Exampel' means ann-example, rule it: - {kind: mention, source: gazette-2024, paragraphs: [3], text: 'Anne Exampel', entry: ann-example" in said  # fmt: skip
    ruling = "- {kind: same, text: Anne Exampel, entry: ann-example, date: 2024, reason: Spelt so there.}\n"
    assert names_missing(toy, other, body, ruling) == []


def test_one_paragraph_mends_all_names_of_a_statement(toy: Path) -> None:
    """Of two names that a paragraph lacks both mends are the one line, with a paragraph before it that has both."""
    text = "A visit\nAnn Example came to Alba.\nAlba has ships.\nThe minister spoke of ships.\nExample left Alba.\n"
    body = "1. [no statement: headline]\n\n2a. Somebody came.\n\n3a. Ships.\n\n4a. Ann Example spoke in Alba.\n\n5a. Left.\n"
    said = names_missing(toy, text, body)
    assert len(said) == 2
    assert all("write 'also-from: 2' below the statement" in one for one in said)


def test_a_hyphenated_family_name_alone_is_the_name(toy: Path) -> None:
    """A family name of two parts alone names whom the article names in full elsewhere."""
    (toy / "seeds/registry/actors/kwesi-ofori-baah.yml").write_text(
        "id: kwesi-ofori-baah\nkind: person\nname: Kwesi Ofori-Baah\ngloss: A person.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )  # fmt: skip
    text = TEXT.replace("Ann Example", "Kwesi Ofori-Baah").replace("Example left", "Ofori-Baah left")
    assert names_missing(toy, text, BODY.format("Somebody spoke.", "Kwesi Ofori-Baah left.")) == []
