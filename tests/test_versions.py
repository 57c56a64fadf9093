"""Another version of an article is noticed, by its address, its words or what it tells, and added as one of the same origin."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook import publish
from handbook.adding import versions

from .running import handbook

FIRST = """Ships for Port Alba

Alba and Borealis signed the North Pact in February 2024 in Port Alba, where 1,250 guests and Ann Example listened to speeches of both sides.

Borealis announced that it would send nearly 340 ships with 25,600 tonnes of grain to Port Alba in the following month, as the minister told reporters at the harbour.
"""
#: Another paper prints it with a beginning and an end of its own.
REPRINT = (
    "Grain ships to sail\n\nReaders of the Mirror asked for it.\n\n"
    + "\n\n".join(FIRST.split("\n\n")[1:])
    + "\n\nAlso read: the tides.\n"
)
FRENCH = """Des navires pour Port Alba

Alba et Borealis ont signé le North Pact en février 2024 à Port Alba devant 1 250 invités, dont Ann Example.

Borealis enverra près de 340 navires et 25 600 tonnes de blé à Port Alba le mois suivant.
"""
OTHER = """A quiet day in town

Ann Example opened a school in Port Alba for 90 pupils, and nobody spoke of ships, of grain or of any pact at all on that day.

The weather in Alba stayed fine all week long, said 17 fishermen who had been asked by the paper on the quay.
"""


def add(toy: Path, name: str, text: str, *options: str, status: int = 0) -> str:
    """Add an article; what was said."""
    path = toy / name
    path.write_text(text, encoding="utf-8")
    done = handbook("add", path, "--consulted", "2024-06-01", *options, "--seeds", toy / "seeds", cwd=toy)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def first(toy: Path) -> Path:
    add(
        toy,
        "first.txt",
        FIRST,
        "--publication",
        "The Wire",
        "--published",
        "2024-03-05",
        "--url",
        "https://www.wire.example/a/1?utm_source=x",
    )
    return toy


@pytest.mark.parametrize(
    ("text", "options", "why"),
    [
        (OTHER, ("--url", "http://m.wire.example/a/1/#top"), "the same address"),
        (REPRINT, (), "of the same runs of words"),
    ],
)
def test_a_version_is_noticed(first: Path, text: str, options: tuple[str, ...], why: str) -> None:
    """The same page, and the same text elsewhere, are not added as something new unless a person says so; nothing is written."""
    before = {p: p.read_bytes() for p in (first / "seeds").rglob("*") if p.is_file()}
    said = add(first, "second.txt", text, "--publication", "Mirror", "--published", "2024-03-07", *options, status=1)
    assert "another version of the-wire-2024" in said
    assert why in said
    assert "--version-of the-wire-2024" in said
    assert {p: p.read_bytes() for p in (first / "seeds").rglob("*") if p.is_file()} == before
    said = add(first, "second.txt", text, "--publication", "Mirror", "--published", "2024-03-07", *options, "--new")
    assert "wrote" in said


def test_a_translation_is_noticed(first: Path) -> None:
    """A text of another language that names and counts the same rare things within days is said to be a translation, perhaps."""
    said = add(first, "second.txt", FRENCH, "--publication", "Le Miroir", "--published", "2024-03-06")
    assert "note: it looks like another version of the-wire-2024 (Ships for Port Alba): a translation, perhaps" in said
    late = add(first, "third.txt", FRENCH + "Fin.\n", "--publication", "Le Soir", "--published", "2023-09-06", "--new")
    assert "translation" not in late


def test_another_article_is_no_version(first: Path) -> None:
    """An article that names the same people and places is not taken for a version."""
    assert "version" not in add(first, "second.txt", OTHER, "--publication", "Mirror", "--published", "2024-03-07")


def test_a_version_is_of_the_same_origin(first: Path) -> None:
    """Added as a version it counts as one origin with the first, and its digest says which statements stand there too."""
    said = add(
        first,
        "second.txt",
        REPRINT,
        "--publication",
        "Mirror",
        "--published",
        "2024-03-07",
        "--version-of",
        "the-wire-2024",
    )
    assert "2 of its paragraphs stand there too" in said
    corpus = publish.read(first / "seeds")[0].corpus
    assert corpus.sources["mirror-2024"].header.origin == "The Wire"
    cites = [s.citation for s in corpus.statements.values() if s.source in ("mirror-2024", "the-wire-2024")]
    assert corpus.origins(cites) == ["The Wire"]
    digest = (first / "seeds/articles/mirror-2024.md").read_text(encoding="utf-8")
    assert "3a. [pending]\n  # stands in the-wire-2024 too: 2a\n" in digest
    assert "did you mean 'the-wire-2024'?" in add(
        first, "x.txt", OTHER, "--publication", "P", "--version-of", "the-wire-24", status=1
    )


PAPER = """A paper is signed

Alba and Borealis signed a memorandum on fisheries in Port Alba on 4 March 2024, with Ann Example and 300 guests looking on from the quay.

The fishermen of the coast waited for 11 years, as they told reporters at the harbour, and some had left the trade.
"""


def test_a_version_drafts_no_agreement_again(toy: Path) -> None:
    """An agreement that the other version was drafted with is said to be there and is not drafted again; one of a paragraph of its own is."""
    options = ("--published", "2024-03-05", "--publication")
    assert "new memorandum: " in add(toy, "first.txt", PAPER, *options, "The Wire")
    folder = toy / "seeds/registry/agreements"
    drafted = next(p.stem for p in folder.glob("*memorandum*"))
    before = set(folder.iterdir())
    more = PAPER + "\nAlba and Borealis signed a treaty on power plants in Port Alba on 1 March 2024.\n"
    said = add(toy, "second.txt", more, *options, "Mirror", "--version-of", "the-wire-2024")
    assert f"note: {drafted} rests on the same paragraphs of the-wire-2024 and is not drafted again" in said
    assert "new memorandum" not in said
    assert "new treaty" in said
    assert len(set(folder.iterdir()) - before) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.example/x/", "http://a.example/x", True),
        ("https://a.example/x?utm_medium=m&id=3&fbclid=z", "https://m.a.example/x?id=3#c", True),
        ("https://a.example/x/amp", "https://amp.a.example/x/index.html", True),
        ("https://a.example/x?id=3", "https://a.example/x?id=4", False),
        ("https://a.example/x", "https://a.example/y", False),
    ],
)
def test_addresses(one: str, other: str, same: bool) -> None:
    """What tracks readers, or is for their telephones, makes no other page; what names an article does."""
    assert (versions.address(one) == versions.address(other)) is same
