"""Drafts of agreements are decided on beside what is known: confirmed, merged, turned back, with their parties."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook import publish
from handbook.kinds import Review

from .adding_articles import run

ADD = ("--publication", "The Post", "--published", "2024-05-02", "--consulted", "2024-06-01")
PACT = "Borealis and Alba signed a defence pact in April 2024."


@pytest.fixture
def told(toy: Path) -> Path:
    """A toy project to which an article was added: one pact with Alba, one memorandum with a new bank."""
    path = toy / "told.txt"
    path.write_text(
        f"A headline\n\n{PACT}\n\nBorealis signed a memorandum on loans with the Harbour Bank in April 2024.\n",
        encoding="utf-8",
    )
    said = run(toy, "add", str(path), *ADD)
    assert "new treaty: Defence treaty: Alba and Borealis (2024) (90%)" in said
    return toy


def finish(toy: Path) -> None:
    """Write the statements of the source and confirm it."""
    digest = toy / "seeds/articles/the-post-2024.md"
    text = digest.read_text(encoding="utf-8")
    text = text.replace("2a. [pending]", "2a. Alba and Borealis signed a pact on defence.\n  when: 2024-04")
    text = text.replace(
        "3a. [pending]", "3a. Borealis and the Harbour Bank signed a memorandum on loans.\n  when: 2024-04"
    )
    digest.write_text(text, encoding="utf-8")
    run(toy, "review", "confirm", "the-post-2024")


TREATY = "defence-treaty-alba-and-borealis-2024"


MEMORANDUM = "economic-memorandum-borealis-and-harbour-bank-2024"


def parties(toy: Path, agreement: str) -> list[str]:
    context, report = publish.read(toy / "seeds")
    assert report.problems == [], report.sorted()
    return [p.actor for p in context.corpus.agreements[agreement].parties]


def test_review_shows_what_is_known(told: Path) -> None:
    """Beside a draft stands what it says, and the registered agreement that it may be."""
    items = {i["id"]: i for i in json.loads(run(told, "review", "--format", "json"))}
    assert items[TREATY]["compared"][0] == "defence, between alba, borealis; signed 2024-04"
    assert items[TREATY]["compared"][1].startswith("perhaps north-pact: North Pact")
    assert items[TREATY]["choices"] == ["north-pact"]
    assert items[MEMORANDUM]["compared"][1].startswith("new: ")
    assert publish.read(told / "seeds")[1].problems == []


def test_confirm(told: Path) -> None:
    """A draft agreement is confirmed after its source and its parties, with a description; the seeds are then sound."""
    assert "the-post-2024 first" in run(told, "review", "confirm", MEMORANDUM, "A text.", status=1)
    finish(told)
    assert "confirm harbour-bank first" in run(told, "review", "confirm", MEMORANDUM, "A text.", status=1)
    run(told, "review", "confirm", "harbour-bank", "A bank.")
    run(told, "review", "confirm", MEMORANDUM, "A memorandum of a state and a bank.")
    run(told, "review", "rename", TREATY, "South Pact")
    run(told, "review", "confirm", "south-pact", "A pact of two states.")
    context, report = publish.read(told / "seeds")
    assert report.problems == [], report.sorted()
    assert context.corpus.agreements["south-pact"].review is Review.CONFIRMED
    assert TREATY not in context.corpus.agreements


def test_drafts_of_two_articles_are_one(told: Path) -> None:
    """A second article's draft is shown beside the first one's; merged, they wait for both sources."""
    path = told / "second.txt"
    path.write_text(f"Another headline\n\n{PACT} It was a fine day.\n", encoding="utf-8")
    run(told, "add", str(path), "--publication", "Daily", "--published", "2024-05-03", "--consulted", "2024-06-01")
    items = {i["id"]: i for i in json.loads(run(told, "review", "--format", "json"))}
    assert items[f"{TREATY}-2"]["choices"] == [TREATY, "north-pact"]
    run(told, "review", "merge", f"{TREATY}-2", TREATY)
    (step,) = publish.read(told / "seeds")[0].corpus.agreements[TREATY].stages
    assert [str(c) for c in step.cite] == ["the-post-2024/2a", "daily-2024/2a"]
    finish(told)
    assert "daily-2024 first" in run(told, "review", "confirm", TREATY, "A pact.", status=1)


def test_merge_keeps_the_evidence(told: Path) -> None:
    """A draft that is a registered agreement gives it its steps; what people wrote in that file stays as it is."""
    pact = told / "seeds/registry/agreements/north-pact.yml"
    text = pact.read_text(encoding="utf-8").replace("claims:\n", "claims:\n  # as reported\n")
    pact.write_text(text, encoding="utf-8")
    assert "stages would be lost" in run(told, "review", "merge", TREATY, "north-pact", status=1)
    assert "no agreement" in run(told, "review", "merge", TREATY, "alba", status=1)
    finish(told)
    run(told, "review", "merge", TREATY, "north-pact")
    lines = pact.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in text.splitlines()] == [
        "  signed-2024-04: {stage: signed, date: 2024-04, for: [the-post-2024/2a]}"
    ]
    assert [line for line in text.splitlines() if line not in lines] == []
    context, report = publish.read(told / "seeds")
    # Two days of one signature cannot both be true, which check says from now on.
    assert [p.code for p in report.problems] == ["HB321"]
    assert [str(s.date) for s in context.corpus.agreements["north-pact"].stages] == ["2024-02", "2024-04"]


@pytest.mark.parametrize(
    ("written", "merged"),
    [
        ("claims:\n signed: {stage: signed, date: 2024-02, for: [gazette-2024/2a]}\n PARTY\n", "\n signed-2024-04: {stage: signed, date: 2024-04, for: [the-post-2024/2a]}\n"),
        ("claims:  # two\n    signed:\n      stage: signed\n      date: 2024-02\n      for: [gazette-2024/2a]\n    PARTY\n", "\n    signed-2024-04: {stage: signed, date: 2024-04, for: [the-post-2024/2a]}\n"),
        ("claims:\n  signed: {stage: signed, date: 2024-02,\n     for: [gazette-2024/2a]}\n  PARTY\n", "\n  signed-2024-04: {stage: signed, date: 2024-04, for: [the-post-2024/2a]}\n"),
        ("claims: {signed: {stage: signed, date: 2024-02, for: [gazette-2024/2a]}, PARTY}\n", ""),
    ],
)  # fmt: skip
def test_merge_into_any_hand(told: Path, written: str, merged: str) -> None:
    """A step is added in the style of the file, or the decision is refused and nothing changes."""
    pact = told / "seeds/registry/agreements/north-pact.yml"
    text = pact.read_text(encoding="utf-8")
    start, end = text.index("claims:\n"), text.index("history:\n")
    written = written.replace("PARTY", "party-alba: {party: alba, for: [gazette-2024/2a]}")
    pact.write_text(text[:start] + written + text[end:], encoding="utf-8")
    finish(told)
    before = pact.read_text(encoding="utf-8")
    said = run(told, "review", "merge", TREATY, "north-pact", status=0 if merged else 1)
    # Two days of one signature cannot both be true, which check says from now on.
    assert {p.code for p in publish.read(told / "seeds")[1].problems} == ({"HB321"} if merged else set())
    if merged:
        assert merged in pact.read_text(encoding="utf-8")
    else:
        assert "do not stand in lines of their own" in said
        assert pact.read_text(encoding="utf-8") == before


def test_merge_adds_a_citation_to_a_step(told: Path) -> None:
    """A step of the same stage and date gets a citation more."""
    pact = told / "seeds/registry/agreements/north-pact.yml"
    finish(told)
    pact.write_text(
        pact.read_text(encoding="utf-8").replace(
            "  amount:", "  signed-2024-04: {stage: signed, date: 2024-04, for: [the-post-2024/2a]}\n  amount:"
        ),
        encoding="utf-8",
    )
    before = pact.read_text(encoding="utf-8")
    run(told, "review", "merge", TREATY, "north-pact")
    assert pact.read_text(encoding="utf-8") == before
    pact.write_text(before.replace("2024-04, for: [the-post-2024/2a]", "2024-04, for: [gazette-2024/2a]"), "utf-8")
    run(told, "review", "merge", MEMORANDUM, "north-pact")
    assert "date: 2024-04, for: [gazette-2024/2a, the-post-2024/3a]}" in pact.read_text(encoding="utf-8")


def test_parties_follow_decisions(told: Path) -> None:
    """A party that is renamed, merged or rejected is so in draft agreements too."""
    run(told, "review", "rename", "harbour-bank", "Bank of the Harbour")
    assert parties(told, MEMORANDUM) == ["borealis", "bank-of-the-harbour"]
    run(told, "review", "merge", "bank-of-the-harbour", "alba")
    assert parties(told, MEMORANDUM) == ["borealis", "alba"]


def test_rejected_party_goes(told: Path) -> None:
    """A party that is no entry leaves the draft; a rejected draft leaves the folder."""
    run(told, "review", "reject", "harbour-bank")
    assert parties(told, MEMORANDUM) == ["borealis"]
    run(told, "review", "reject", MEMORANDUM)
    assert MEMORANDUM not in publish.read(told / "seeds")[0].corpus.agreements
    run(told, "review", "reject", "the-post-2024")
    assert list(publish.read(told / "seeds")[0].corpus.agreements) == ["north-pact"]


@pytest.mark.parametrize(
    "draft", [TREATY, "signature-by-alba-and-borealis-in-nairobi-28-april-2024"], ids=["agreement", "event"]
)
def test_a_draft_place_is_confirmed_first(toy: Path, draft: str) -> None:
    """What was signed at a place that is a draft is confirmed, or merged into what is confirmed, after that."""
    path = toy / "told.txt"
    path.write_text(
        "A headline\n\nBorealis and Alba signed a defence pact in Nairobi on 28 April 2024.\n", encoding="utf-8"
    )
    run(toy, "add", str(path), *ADD)
    digest = toy / "seeds/articles/the-post-2024.md"
    text = digest.read_text(encoding="utf-8")
    digest.write_text(
        text.replace("2a. [pending]", "2a. Alba and Borealis signed a pact in Nairobi."), encoding="utf-8"
    )
    run(toy, "review", "confirm", "the-post-2024")
    said = run(toy, "review", "confirm", draft, "A text.", status=1)
    assert f"'{draft}' names draft entries: nairobi (handbook review confirm nairobi first)" in said
    if draft == TREATY:
        assert "nairobi first" in run(toy, "review", "merge", draft, "north-pact", status=1)
    run(toy, "review", "confirm", "nairobi", "A city.")
    run(toy, "review", "confirm", draft, "A text.")
    report = publish.read(toy / "seeds")[1]
    assert report.problems == [], report.sorted()
