"""The numbers of a statement and of an original, so that they can be compared; numerals are data of their language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from handbook.extraction.languages.data import any_of
from handbook.extraction.numerals import numbers, numerals
from handbook.folding import plain
from handbook.partial_date import PartialDate

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: A shorter word for a scale may be a unit: 5 m.
_SHORTEST_SCALE = 4


def parts_of_date(date: PartialDate | None) -> set[Decimal]:
    """Years, months and days of a date as numbers."""
    points = [p for p in (date.start, date.end) if p] if date else []
    return {Decimal(part) for p in points for part in (p.year, p.month, p.day) if part.isdecimal()}


def amounts(text: str, language: str = "en") -> list[Decimal]:
    """The numbers in a text, in figures and in words of a language, with "million" multiplied out."""
    text = plain(text)
    scales = _scales(language)
    values = [
        Decimal(m["figures"].replace(",", "").rstrip(".")) * (scales[m["scale"].lower()] if m["scale"] else 1)
        for m in _figures(language).finditer(text)
    ]
    return values + [Decimal(value) for word in _WORD.findall(text.lower()) for value in _in_words(word, language)]


def _in_words(word: str, language: str) -> Iterator[int]:
    """The number that a word says; of words joined by hyphens, that of each if they say none together."""
    known = _numerals(language)
    for part in [word] if word in known else word.split("-"):
        if part in known:
            yield known[part]


@cache
def _numerals(language: str) -> Mapping[str, int]:
    """Numbers in words; one is an article too, and says nothing by itself."""
    scales = _scales(language)
    cardinals = {word: n for word, n in numbers(language).items() if n > 1 and word not in scales}
    return {**numerals(language).ordinals, **cardinals}


@cache
def _scales(language: str) -> Mapping[str, int]:
    return {word: n for word, n in numerals(language).scales.items() if n >= 1000 and len(word) >= _SHORTEST_SCALE}


@cache
def _figures(language: str) -> re.Pattern[str]:
    scale = any_of(_scales(language))
    return re.compile(rf"(?<![\w.])\$?(?P<figures>\d[\d,]*(?:\.\d+)?)(?:\s+(?P<scale>{scale})\b)?(?!\d)", re.I)
