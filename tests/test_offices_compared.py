"""Titles in a new source are set beside the offices that entries have, at their time."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import publish
from handbook.adding import review
from handbook.adding.title_words import title_words
from handbook.claims import FactClaim
from handbook.partial_date import PartialDate


def test_offices_are_compared(toy: Path) -> None:
    """A new source's titles are set beside the offices that entries have."""
    corpus = publish.read(toy / "seeds")[0].corpus
    found = review.compare(
        corpus, "gazette-2024", "It was said that Minister Ann Example came. Later Ambassador Ann Example left."
    )
    assert any(f.startswith("confirms ann-example") for f in found)
    assert any("Ambassador" in f and not f.startswith("confirms") for f in found)
    found = review.compare(corpus, "gazette-2024", "Colonel Ann Example came.")
    assert found == ["new ann-example: Gazette 2024 has 'Colonel'; the entry has no rank"]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (
            "Alban Vice-Minister Ann Example came.",
            "contradicts: ann-example: Gazette 2024 has 'Alban Vice-Minister'|perhaps stale",
        ),
        ("Deputy Minister Ann Example came.", "contradicts|perhaps stale"),
        ("The former Minister Ann Example came.", ""),
        ("Ex-Minister Ann Example came.", ""),
    ],
)
def test_a_deputy_is_no_minister(toy: Path, text: str, begins: str) -> None:
    """A vice-minister is not read as a minister, confirms none, and an office that is over says nothing of one that is held."""
    found = review.compare(publish.read(toy / "seeds")[0].corpus, "gazette-2024", text)
    assert [f for f in found if f.startswith("confirms")] == []
    assert bool(found) == bool(begins)
    assert all(f.startswith(tuple(begins.split("|"))) for f in found), found


def test_titles_are_those_of_the_handbook_s_language(toy: Path) -> None:
    """Offices registered in a language without words for titles are set beside no English ones, which would seem to contradict them."""
    corpus = publish.read(toy / "seeds")[0].corpus
    text = "Colonel Ann Example came."
    assert review.compare(corpus, "gazette-2024", text)
    for language in ("fr", "sw"):
        other = replace(corpus, handbook=replace(corpus.handbook, content_language=language))
        assert review.compare(other, "gazette-2024", text) == []


@pytest.mark.parametrize("word", ["A-", "Aa", "AaAa-", "A"])
def test_a_long_word_behind_a_title_is_read_once(word: str) -> None:
    """A word of many capitals is read once, and not divided in every way into the words of an office's field."""
    start = time.process_time()
    for length in range(60, 90):
        text = "Minister of " + (word * length)[:length] + "!"
        assert title_words("en").before(text, len(text)) == ""
    assert time.process_time() - start < 1, (
        "not a timing of speed: a hundredth of it is enough for one way of reading each"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("the Foreign Minister ", "Foreign Minister"),
        ("the Minister of Foreign Affairs and Cooperation, ", "Minister of Foreign Affairs and Cooperation"),
        ("the Vice-Minister of the Economy ", "Vice-Minister of the Economy"),
        ("the Minister of Trade ", "Minister of Trade"),
    ],
)
def test_a_title_is_read_with_its_field(text: str, title: str) -> None:
    """A title before a name has the words of its office's field."""
    assert title_words("en").before(text, len(text)) == title


@pytest.mark.parametrize(
    ("as_of", "begins"),
    [
        ("2021-05/2023-10-15", "contradicts"),
        ("2024-05/2025", "contradicts"),
        ("2021-05/2025", "confirms"),
        ("2021-05/..", "confirms"),
        ("2021", "confirms"),
    ],
)
def test_a_value_that_had_ended_is_not_confirmed(toy: Path, as_of: str, begins: str) -> None:
    """A rank that an entry has for a time is confirmed by a source of that time, and contradicted by one published after it or before it."""
    corpus = publish.read(toy / "seeds")[0].corpus
    ann = corpus.actors["ann-example"]
    cites = ann.facts[0].cite
    rank = FactClaim(label="rank-1", field="rank", value="Colonel", as_of=PartialDate.parse(as_of), cite=cites)
    corpus = replace(corpus, actors={**corpus.actors, ann.id: replace(ann, claims=(*ann.claims, rank))})
    (found,) = review.compare(corpus, "gazette-2024", "Colonel Ann Example came.")
    assert found.startswith(begins), found
    assert as_of in found
