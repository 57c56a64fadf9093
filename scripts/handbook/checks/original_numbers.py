"""The numbers of a statement and of an original, for comparing them; numerals are data of their language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from handbook.extraction.languages import RULES
from handbook.extraction.languages.data import any_of
from handbook.extraction.numerals import Numerals, numbers, numerals
from handbook.extraction.quantities import quantities
from handbook.folding import plain
from handbook.model import Statement
from handbook.partial_date import PartialDate

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: The scales that a word after a number may name: one, a thousand, and so on up to 10**12.
_ANY_SCALE = tuple(Decimal(1000) ** power for power in range(5))
#: A shorter word for a scale may be a unit: 5 m.
_SHORTEST_SCALE = 3
#: A word with digits in it: 60th, G5.
_MIXED = re.compile(r"\w*\d\w*[^\W\d_]\w*|\w*[^\W\d_]\w*\d\w*")


def parts_of_date(date: PartialDate | None) -> set[Decimal]:
    """The years, months and days of a date as numbers."""
    points = [p for p in (date.start, date.end) if p] if date else []
    return {Decimal(part) for p in points for part in (p.year, p.month, p.day) if part.isdecimal()}


def amounts(text: str, language: str = "en") -> list[Decimal]:
    """The numbers in a text, in figures and in words of a language, with "million" multiplied out."""
    text = plain(text)
    return [
        *_in_figures(text, language),
        *(Decimal(value) for word in _WORD.findall(text.lower()) for value in _in_words(word, language)),
    ]


def figures(text: str, language: str) -> list[Decimal]:
    """The numbers in figures only, without digits inside words."""
    return list(_in_figures(_MIXED.sub(" ", plain(text)), language))


def numbers_in(text: str, language: str) -> set[Decimal]:
    """Every number that an original can be said to give, including "two million" in words and quantities as English rules read them.

    How a language without numerals here writes thousands or says a million is not known: any reading counts.
    """
    values = {
        *amounts(text, language),
        *_scaled(text, language),
        *(q.value for reading in {language, "en"} for q in quantities(text, None, reading)),
    }
    if numerals(language).words:
        return values
    values |= {number for reading in RULES for number in figures(text, reading)}
    return {number * scale for number in values for scale in _ANY_SCALE}


def advice(number: Decimal, statement: Statement, texts: Sequence[str], language: str) -> str:
    """How to mend a statement with a number that its paragraphs do not have."""
    having = [n for n, text in enumerate(texts, 1) if number in numbers_in(text, language)]
    if not having:
        return "correct it: no paragraph of the original has it"
    nearest = min(having, key=lambda n: (abs(n - statement.paragraph), n))
    drawn = ", ".join(map(str, sorted({*statement.drawn_from, nearest})))
    return f"correct it, or write 'also-from: {drawn}' below the statement"


def _in_figures(text: str, language: str) -> Iterator[Decimal]:
    scales, written_numerals = _scales(language), _written_numerals(language)
    # In small letters: a pattern that ignores case finds words that are none of its own.
    for match in _figures(language).finditer(text.lower()):
        integer = re.sub(written_numerals.thousands, "", match["whole"])
        value = Decimal(f"{integer}.{match['part']}" if match["part"] else integer)
        yield value * (scales[match["scale"]] if match["scale"] else 1)


def _in_words(word: str, language: str) -> Iterator[int]:
    """The number that a word says; for words joined by hyphens, the number of each part if the whole is none."""
    numbers_by_word = _numerals(language)
    for part in [word] if word in numbers_by_word else word.split("-"):
        if part in numbers_by_word:
            yield numbers_by_word[part]


def _scaled(text: str, language: str) -> Iterator[Decimal]:
    """The numbers of a word and a scale, whatever is counted, alone and with what follows them: 200, and 250, of two hundred and fifty."""
    words = _numerals(language)
    for match in _of_several_words(language).finditer(plain(text).lower()):
        value = Decimal(words[match["n"]] * numerals(language).scales[match["scale"]])
        yield value
        if match["rest"]:
            yield value + words[match["rest"]]


@cache
def _of_several_words(language: str) -> re.Pattern[str]:
    scales = any_of(word for word in numerals(language).scales if len(word) >= _SHORTEST_SCALE)
    number, joint = any_of(_numerals(language)), numerals(language).joint
    # What has a scale of its own is another number, or the thousands of the same one.
    second_part = rf"(?:\s+(?:(?:{joint})\s+)?(?P<rest>{number})\b(?![\s-]+(?:{scales})\b))?"
    return re.compile(rf"\b(?P<n>{number})[\s-]+(?P<scale>{scales})\b{second_part}")


@cache
def _numerals(language: str) -> Mapping[str, int]:
    """Numbers in words, without "one", which is an article too."""
    scales = _scales(language)
    cardinals = {word: n for word, n in numbers(language).items() if n > 1 and word not in scales}
    return {**numerals(language).ordinals, **cardinals}


@cache
def _scales(language: str) -> Mapping[str, int]:
    return {word: n for word, n in numerals(language).scales.items() if n >= 1000 and len(word) >= _SHORTEST_SCALE}


@cache
def _figures(language: str) -> re.Pattern[str]:
    scale, written_numerals = any_of(_scales(language)), _written_numerals(language)
    integer = rf"\d{{1,3}}(?:(?:{written_numerals.thousands})\d{{3}})+(?!\d)|\d+"
    part = rf"(?:(?:{written_numerals.decimal})(?P<part>\d+))?"
    return re.compile(rf"(?<![\w.])\$?(?P<whole>{integer}){part}(?:\s+(?P<scale>{scale})\b)?(?!\d)")


def _written_numerals(language: str) -> Numerals:
    """How a language writes its figures; as English does, if it has no numerals of its own."""
    language_numerals = numerals(language)
    return language_numerals if language_numerals.words else numerals("en")
