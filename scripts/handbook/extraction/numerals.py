"""Numbers in words, in the languages that have a file for them; their parts are data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import Numbers, Rows, Source, load


@dataclass(frozen=True)
class Numerals:
    """The numerals of a language: words for numbers, and how they are combined."""

    TABLE: ClassVar[str] = "numerals.numerals"
    language: str
    words: Numbers
    compounds: Rows
    #: Words for approximate numbers: une dizaine, a dozen.
    round: Numbers
    scales: Numbers
    ordinals: Numbers
    #: Articles that count as one before a unit of time: a year.
    articles: Numbers
    #: "And" between a number and what it has beyond its scale: two hundred and fifty.
    joint: Source
    #: The words after a number that add half of its unit.
    half: Source
    #: In figures: the separator of thousands (a space stands for any blank), and the decimal separator.
    thousands: Source
    decimal: Source


@cache
def numerals(language: str) -> Numerals:
    return load(Numerals, language)


@cache
def numbers(language: str) -> Mapping[str, int]:
    """Every number that a language has in words, with its value: one to a hundred, and combinations."""
    of = numerals(language)
    values = dict(of.words)
    for row in of.compounds:
        tens = [(w, n) for w, n in of.words.items() if row["tens"][0] <= n <= row["tens"][1] and n % 10 == 0]
        ones = [(w, n) for w, n in of.words.items() if row["ones"][0] <= n <= row["ones"][1]]
        # Quatre-vingt-trois is formed without the s.
        values |= {ten + joint + one: n + m for ten, n in tens for joint in row["joints"] for one, m in ones}
    return values


@cache
def counts(language: str) -> Mapping[str, int]:
    """The numbers that count units of time, articles included."""
    return {**numbers(language), **numerals(language).articles}


def pattern_of(words: Iterable[str]) -> str:
    """An expression for any of the words, longest first, with shared beginnings, so that a word of a text is tried against few."""
    by_first: dict[str, list[str]] = {}
    for word in words:
        first, joint, ending = re.split(r"(-| )", word, maxsplit=1) if re.search(r"[- ]", word) else (word, "", "")
        by_first.setdefault(first, []).append(joint + ending)
    parts = []
    for first in sorted(by_first, key=len, reverse=True):
        endings = sorted(by_first[first], key=len, reverse=True)
        continuations = "|".join(re.escape(ending) for ending in endings if ending)
        parts.append(re.escape(first) + (f"(?:{continuations}){'?' if '' in endings else ''}" if continuations else ""))
    return "|".join(parts) or r"(?!)"
