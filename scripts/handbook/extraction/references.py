"""Expressions for no definite time, and for repetition: "now", "recently", "each Thursday", "annual".

TimeML marks them like dates: ``PRESENT_REF``, ``PAST_REF`` and ``FUTURE_REF``, and sets such as
``P1Y`` or ``XXXX-WXX-4``.  No draft or statement takes them for a date; only the comparison with texts
annotated in TimeML (:mod:`handbook.extraction.timeml`) uses them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from handbook.extraction.date_words import Language, compiled, language_of
from handbook.extraction.spans import Dated, longest
from handbook.folding import matches

#: The kind of such expressions, beside DATE and DURATION.
KIND = "REFERENCE"


@cache
def _rules(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern and TimeML's value, for each rule of a language."""
    language = language_of(code)
    return tuple((compiled(row, language), str(row["value"])) for row in language.references)


def references(text: str, language: str = "en") -> list[Dated]:
    """Every such expression in ``text``, in order, none inside another, with TimeML's value; none in a language without rules."""
    words = language_of(language)
    return longest(
        _reference(match, value, words) for pattern, value in _rules(language) for match in matches(pattern, text)
    )


def _reference(match: re.Match[str], value: str, language: Language) -> Dated:
    group = "x" if match.groupdict().get("x") else 0
    return Dated(*match.span(group), match[group], value.format(**_parts(match, language)), KIND)


def _parts(match: re.Match[str], language: Language) -> Mapping[str, object]:
    """The values of a rule's groups: the letter of a unit, a number, a weekday from 1 (Monday), and a month."""
    group_texts = {re.sub(r"\d+$", "", name): text.lower() for name, text in match.groupdict().items() if text}
    parts: dict[str, object] = {}
    if unit := group_texts.get("u"):
        parts["u"] = language.units[unit]
    if number := group_texts.get("n"):
        parts["n"] = int(number) if number.isdecimal() else language.numbers.get(number, "X")
    if day := group_texts.get("day"):
        parts["day"] = language.day_numbers[day] + 1
    if month := group_texts.get("m"):
        parts["m"] = f"{language.month_numbers[month.rstrip('.')]:02}"
    return parts
