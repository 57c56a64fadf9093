"""Whom an article means by "they", "the two ministers" and a list without names, from one paragraph to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.adding.about import About
from handbook.model import Agreement

from .drafting import drafted


def parties(agreement: Agreement) -> set[str]:
    """The ids of the parties of an agreement."""
    return {part.actor for part in agreement.parties}


@pytest.mark.parametrize(
    ("language", "paragraphs"),
    [
        ("en", ("Ministers of Alba and Borealis met.", "The two ministers toured a port. They also signed a pact on trade.")),
        ("en", ("Alba and Borealis opened a port.", "In the evening, they signed a memorandum on trade.")),
        ("fr", ("Alba et Borealis ont ouvert un port.", "Les deux ministres étaient là.", "Ils ont signé un accord commercial.")),
        ("ru", ("Alba и Borealis открыли порт.", "Два министра были там. Они подписали договор о торговле.")),
    ],
)  # fmt: skip
def test_they_are_those_whom_the_article_was_about(toy: Path, language: str, paragraphs: tuple[str, ...]) -> None:
    """A sentence that begins with "they" has the parties of the sentences before it, in the paragraph before too."""
    ((agreement,), _events, _digest) = drafted(toy, *paragraphs, language=language)
    assert parties(agreement) == {"alba", "borealis"}


def test_they_are_nobody_where_nobody_was_named(toy: Path) -> None:
    """Two paragraphs on, "they" is somebody else: nothing is drafted."""
    made, _events, _digest = drafted(
        toy, "Alba and Borealis opened a port.", "Rain fell.", "Farmers wept.", "They signed a pact on trade."
    )
    assert made == []


@pytest.mark.parametrize(
    "announced",
    [
        ("Alba and Borealis signed two agreements on 28 April 2024.", "The papers are:"),
        ("Alba and Borealis opened a port.", "The two sides also signed:"),
        ("Alba and Borealis signed the following documents on 28 April 2024:",),
    ],
)
def test_a_list_that_names_nobody_has_the_parties_before_it(toy: Path, announced: tuple[str, ...]) -> None:
    """The papers of a list are one agreement each, between those who were named before the list."""
    made, _events, _digest = drafted(toy, *announced, "- a memorandum on fisheries;", "- a treaty on railways.")
    assert [parties(agreement) for agreement in made] == [{"alba", "borealis"}] * 2
    assert {str(agreement.sector) for agreement in made} == {"food", "infrastructure"}


def test_an_item_in_a_paragraph_of_its_own_has_its_own_parties(toy: Path) -> None:
    """What a list has between two bodies is theirs, and not of the states that signed the rest."""
    made, _events, _digest = drafted(
        toy,
        "Alba and Borealis signed the following documents on 28 April 2024:",
        "- a memorandum on fisheries;",
        "- a contract on power between the company Volga Turbine and Harbour Mining.",
    )
    assert sorted(map(sorted, map(parties, made))) == [["alba", "borealis"], ["harbour-mining", "volga-turbine"]]


def test_two_that_were_only_named_together_are_not_those_who_signed() -> None:
    """ "The two countries" are, further on, those who did something together; right behind them, those just named."""
    about = About()
    about.act(2, ("alba", "borealis"))
    about.note_named(5, frozenset({"corvia", "dunmark"}), says_both=False)
    assert about.pair_meant(6) == ("corvia", "dunmark")
    assert about.pair_meant(8) == ("alba", "borealis")
    assert about.pair_meant(6, frozenset({"alba"})) == ("alba", "borealis")
    assert about.they(6) == ("corvia", "dunmark")
    assert about.they(8) == ()


def test_what_is_listed_rests_on_the_line_that_says_what_was_done(toy: Path) -> None:
    """The step of a paper in a list cites both its own paragraph and the one that says that it was signed, and when."""
    made, _events, _digest = drafted(
        toy, "Alba and Borealis signed two agreements on 28 April 2024:", "- a memorandum on fisheries;", "- a treaty on railways."
    )  # fmt: skip
    assert [[cite.paragraph for cite in agreement.stages[0].cite] for agreement in made] == [[3, 2], [4, 2]]


def test_no_other_state_takes_the_place_of_an_unknown_one(toy: Path) -> None:
    """Where a sentence has its other party by an adjective of a state that the article names nowhere, nobody of the sentence before is it."""
    opened = "Alba and Borealis opened a port."
    made, _events, _digest = drafted(toy, f"{opened} Alba and the Ugandan government signed a pact on trade.")
    assert made == []
    ((agreement,), _events, _digest) = drafted(toy, f"{opened} Alba signed a pact on trade.")
    assert parties(agreement) == {"alba", "borealis"}
