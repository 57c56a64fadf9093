"""Phrases of rulings: found as a regular expression says, in time that grows as the text."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.linking.phrases import places

WORDS = st.lists(st.sampled_from(["a", "b", "ab", "a b", ".", "\n", "  ", ",", "x" * 700]), max_size=14)


def by_expression(phrase: str, text: str) -> list[tuple[int, int]]:
    """What is meant, in a way that may take for ever."""
    parts = [r"\s+".join(map(re.escape, part.split())) for part in phrase.split("…")]
    whole = r"[^.\n]{0,1000}?".join(f"\\s*{p}\\s*" if i else p for i, p in enumerate(parts))
    found = re.finditer(rf"(?<!\w){whole}(?!\w)", text)
    return [(m.start(), m.start() + len(m[0].rstrip())) for m in found]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(["a", "b", "a b", "ab"]), min_size=1, max_size=4), WORDS, st.sampled_from(["", " "]))
def test_as_the_expression_says(parts: list[str], words: list[str], joined: str) -> None:
    """The spans are those of the expression that says what is meant."""
    phrase, text = " … ".join(parts), joined.join(words)
    assert places(phrase, text) == by_expression(phrase, text)


def test_many_gaps_in_a_long_text() -> None:
    """A phrase with twenty gaps, which does not stand in a text of ten thousand words, is not found, and soon."""
    assert places(" … ".join(["a"] * 20 + ["z"]), "a " * 10_000) == []
    assert places(" … ".join(["a"] * 3), "a " * 6) == [(0, 5), (6, 11)]


def test_dots_at_an_end_say_nothing() -> None:
    """``…`` before the first words or behind the last adds nothing to them."""
    assert places("… men of …", "old men of Mali") == [(4, 10)]
    assert places(" … ", "old men") == []
