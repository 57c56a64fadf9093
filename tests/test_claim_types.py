"""Whoever adds a type of claim is told where else it has to be known."""

from __future__ import annotations

import pytest

from handbook.adding.claiming import label_for, types_of
from handbook.claims import CLAIM_TYPES
from handbook.corpus import Corpus
from handbook.desk import forms
from handbook.model import Actor, Agreement, Event

from .conftest import TOY, book_of

#: What a claim of each type says, as its line has it.
SAID = {
    "stage": "signed", "fact": "office", "amount": "20", "party": "alba", "relation": "partner of", "date": "2024-02",
    "says": {"en": "Ships sailed north."},
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return book_of(TOY / "seeds", "en").read.corpus


def test_every_type_is_of_an_entry() -> None:
    """Each type of claim may stand in an entry of some kind, and no entry has a type that there is not."""
    assert {name for entry in (Actor, Agreement, Event) for name in entry.CLAIM_TYPES} == set(CLAIM_TYPES)


@pytest.mark.parametrize("name", CLAIM_TYPES)
def test_the_desk_offers_every_type(name: str, corpus: Corpus) -> None:
    """Each type has its words and its fields in the form of the desk, for the entries that may have it."""
    holder = next(e for e in corpus.entries.values() if name in types_of(e))
    assert name in forms.TYPES
    assert name in [field.name.partition("-")[0] for field in forms.fields_of(corpus, holder, name)]


@pytest.mark.parametrize("name", CLAIM_TYPES)
def test_every_type_has_a_label_of_its_own(name: str, corpus: Corpus) -> None:
    """The label of a new claim says something of what the claim says, and is not the last resort."""
    label = label_for(corpus.entries["port-alba"], {name: SAID[name]})
    assert label != "claim"
