"""Events that are drafted from articles, and what is filled in of statements: places, dates, quantities, claims."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook import publish
from handbook.desk import articles
from handbook.desk.state import Project

from .adding_articles import run, snapshot
from .drafting import drafted


def test_doubts_stand_in_the_digest(toy: Path) -> None:
    """A sentence that may tell of an agreement is a note with its reason, and no draft."""
    made, _, digest = drafted(toy, "Alba and Borealis will sign a defence pact on Friday.")
    assert made == []
    assert "# uncertain: signed by the word 'sign', between alba and borealis? Not proposed: it is still to come" in digest  # fmt: skip


# -- events


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Ann Example arrived in Port Alba on 28 April 2024.", "Visit of Ann Example to Port Alba (28 April 2024)", "port-alba"),
        ("Alba and Borealis signed a defence pact in Port Alba on 28 April 2024.", "Signature by Alba and Borealis in Port Alba (28 April 2024)", "port-alba"),
        ("Five soldiers were killed in an attack near Port Alba on 28 April 2024.", "Attack in Port Alba (28 April 2024)", "port-alba"),
    ],
)  # fmt: skip
def test_events(toy: Path, text: str, name: str, place: str) -> None:
    """What happened, with its date and place in words, is a draft event."""
    _, (made,), _ = drafted(toy, text)
    assert (made.name, made.place) == (name, place)
    assert str(made.dates[0].date) == "2024-04-28"


def test_an_agreement_takes_over_the_place_of_its_signature(toy: Path) -> None:
    """A draft agreement was signed where the draft event of its sentence was; a sentence without a place lends none."""
    (made,), (event,), _ = drafted(toy, "Alba and Borealis signed a defence pact in Port Alba on 28 April 2024.")
    assert event.place == "port-alba"
    assert [s.place for s in made.stages] == ["port-alba"]
    (made,), events, _ = drafted(toy, "Alba and Borealis signed a defence pact on 28 April 2024.")
    assert events == []
    assert [s.place for s in made.stages] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Example will visit Port Alba on 28 May 2024.",
        "Ann Example arrived in Port Alba.",
        "Ann Example arrived on 28 April 2024.",
        "An attack near Port Alba was foiled on 28 April 2024; nobody was killed.",
        "Ann Example spoke in Port Alba of ships on 28 April 2024.",
        # Where a thing is built is not where its paper was signed.
        "Alba and Borealis signed a contract on 28 April 2024 for a solar plant in Port Alba.",
        "Alba and Borealis signed a contract on 28 April 2024 for a mill near Port Alba.",
    ],
)
def test_what_is_no_event(toy: Path, text: str) -> None:
    """What is to come, has no date or no place, or did not happen, is none."""
    assert drafted(toy, text)[1] == []


def test_an_event_is_reviewed(toy: Path) -> None:
    """A draft event is shown, confirmed after its source, and merged into one that is there; undo gives the files back."""
    (toy / "told.txt").write_text(
        "A headline\n\nAnn Example arrived in Port Alba on 28 April 2024.\n", encoding="utf-8"
    )
    run(toy, "add", "told.txt", "--publication", "The Post", "--published", "2024-05-02", "--consulted", "2024-06-01")
    identity = "visit-of-ann-example-to-port-alba-28-april-2024"
    listed = run(toy, "review", "--list")
    assert f"[draft {identity}]" in listed
    project = Project(toy / "seeds")
    waiting = next(
        w for w in articles.Article(project, project.snapshot(), "the-post-2024").open_items if w.id == identity
    )
    # At the desk it stands beside its sentence, and stays an event.
    assert [s.text for s in waiting.sentences] == ["Ann Example arrived in Port Alba on 28 April 2024."]
    assert "visit" in dict(waiting.kinds)
    run(toy, "review", "kind", identity, "talks")
    assert publish.read(toy / "seeds")[0].corpus.events[identity].kind == "talks"
    run(toy, "undo")
    assert "2024-04-28, in port-alba; ann-example (guest)" in listed
    digest = toy / "seeds/articles/the-post-2024.md"
    digest.write_text(digest.read_text(encoding="utf-8").replace("2a. [pending]", "2a. Ann Example came to Port Alba."), encoding="utf-8")  # fmt: skip
    run(toy, "review", "confirm", "the-post-2024")
    before = snapshot(toy / "seeds")
    run(toy, "review", "confirm", identity, "A visit.")
    assert publish.read(toy / "seeds")[1].problems == []
    run(toy, "undo")
    run(toy, "review", "merge", identity, "pact-signed")
    held = publish.read(toy / "seeds")[0].corpus.events["pact-signed"]
    assert "2024-04-28" in [str(d.date) for d in held.dates]
    run(toy, "undo")
    assert {n: c for n, c in snapshot(toy / "seeds").items() if "journal" not in n} == {n: c for n, c in before.items() if "journal" not in n}  # fmt: skip


# -- what is filled in, and which claims are near


def test_places_for_statements_are_filled_in(toy: Path) -> None:
    """The one date, the quantities, the kind of quotation and the paragraph of a speaker's name stand at the place for a statement."""
    text = [
        'Ann Example of Alba said: "We come with ships and with grain."',
        '"We will send nearly 30 ships of grain soon," she said in April 2024. "They are ready."',
        "It will come on 3 June 2024, or on 4 June 2024.",
    ]
    _, _, digest = drafted(toy, *text)
    place = digest.partition("3a. [pending]")[2].partition("4a.")[0]
    assert "  when: 2024-04\n" in place
    assert "  quotation: direct\n" in place
    assert "  also-from: 2\n" in place
    assert "  quantity: nearly 30 ships of" in place
    assert "when:" not in digest.partition("4a. [pending]")[2]


def test_the_day_of_a_report_is_not_filled_in(toy: Path) -> None:
    """The day in a dateline is that of the report: what was done is dated by the other day of its sentence, and so is what is drafted."""
    told = "PORT ALBA, 2 May 2024 - Alba and Borealis signed a treaty on defence on Monday."
    agreements, _, digest = drafted(toy, told)
    assert "  when: 2024-04-29 (from" in digest
    assert [str(step.date) for made in agreements for step in made.stages] == ["2024-04-29"]


def test_a_quantity_keeps_its_approximation_or_is_not_filled_in(toy: Path) -> None:
    """A number whose "up to" has no place in a digest stays a note: without it another number would stand there."""
    _, _, digest = drafted(toy, "Борей доставил до 300 тонн зерна.", "Борей доставил 300 тонн зерна.", language="ru")
    first, second = digest.partition("2a. [pending]")[2].split("3a. [pending]")
    assert "  quantity:" not in first
    assert "  quantity: 300 t of" in second


@pytest.mark.parametrize("licence", [(), ("--licence", "CC-BY-4.0")])
@pytest.mark.parametrize(
    ("published", "text", "when"),
    [
        (("--published", "2024-05-02"), "Alba and Borealis plan to meet again in spring 2025.", ""),
        (("--published", "2024-05-02"), "Borealis built the ships by the end of March 2024.", "../2024-03-31"),
        (("--published", "2024-05-02"), "Borealis will build the ships by the end of March 2025.", ""),
        (("--published", "2024-05-02"), "Alba and Borealis met on 3 April 2024.", "2024-04-03"),
        # Nothing says when it was published: what is planned may be still to come.
        ((), "Alba and Borealis plan to meet again in March 2024.", ""),
        ((), "Alba and Borealis met on 3 April 2024.", "2024-04-03"),
    ],
)  # fmt: skip
def test_a_plan_has_no_date(
    toy: Path, licence: tuple[str, ...], published: tuple[str, ...], text: str, when: str
) -> None:
    """A day to come is no date of a statement, and what was done by a day was done on it or before; in a source that may be copied too."""
    (toy / "told.txt").write_text(f"A headline\n\n{text}\n", encoding="utf-8")
    run(toy, "add", "told.txt", "--publication", "The Post", "--consulted", "2024-06-01", *published, *licence)
    (digest,) = (toy / "seeds/articles").glob("the-post*.md")
    assert re.findall(r"^  when: '?(.*?)'?$", digest.read_text(encoding="utf-8"), re.M) == ([when] if when else [])


def test_only_goods_and_money_are_filled_in(toy: Path) -> None:
    """Countries, ministers and sides that a paragraph counts are no quantities; what is delivered and paid is, and of it no whole of which a part came, and nothing of itself."""
    paragraphs = (
        "The two countries and three ministers met twice.",
        "Borealis delivered 300 tons of grain.",
        "Borealis will deliver 40 refrigerated ships.",
        "Alba received 18 of the 50 wagons of wheat and two helicopters.",
    )
    text = drafted(toy, *paragraphs)[2]
    assert re.findall(r"^  quantity: (.*)$", text, re.M) == [
        "300 t of grain",
        "40 ships of refrigerated ships",
        "18 wagons of wheat",
    ]


def test_claims_that_a_paragraph_may_support(toy: Path) -> None:
    """A paragraph that tells what a claim says has it as a note, and programs get it with the statement to be written."""
    text = "In February 2024 the North Pact was signed by Alba and Borealis."
    assert "# claim? north-pact#" in drafted(toy, text)[2]
    (toy / "told.txt").write_text(f"A headline\n\n{text}\n", encoding="utf-8")
    said = run(toy, "add", "told.txt", "--publication", "The Post", "--consulted", "2024-06-01", "--published", "2024-05", "--format", "json")  # fmt: skip
    assert '"statement": "the-post-2024/2a"' in said
    assert '"claim": "north-pact#' in said


# -- speakers
