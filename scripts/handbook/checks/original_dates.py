"""Check whether the dates of a digest's statements stand in the original."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from handbook.extraction.date_words import language_of
from handbook.extraction.dates import dates
from handbook.folding import contains, words
from handbook.model import Source, Statement
from handbook.partial_date import PartialDate, Point

NOT_OF_PUBLICATION = "says that it is dated by the publication, which has another date"


def can_be_the_same(a: PartialDate, b: PartialDate) -> bool:
    """Whether two dates can be the same."""
    return (a.earliest or dt.date.min) <= (b.latest or dt.date.max) and (b.earliest or dt.date.min) <= (
        a.latest or dt.date.max
    )


def wrong_dates(source: Source, statement: Statement, text: str, texts: list[str]) -> Iterator[str]:
    """What is wrong with a statement's dates, as ends of a sentence; source and statement are in the same language."""
    have = words(text)
    published, language = source.header.published, source.header.language
    months, days = _forms(language_of(language).months), _forms(language_of(language).days)
    dated = {months[int(month)] for month in _months(statement.when) if int(month) in months}
    for forms in (*months.values(), *days.values()):
        word = _month_or_day(statement.text, forms)
        if word and forms not in dated and not _has(have, forms):
            yield f"says {word}, which its paragraph does not"
    if statement.when is None:
        return
    from_paragraph = re.fullmatch(r"paragraph ([0-9]{1,6})", statement.resolved_from)
    if from_paragraph:
        number = int(from_paragraph[1])
        if number > len(texts):
            yield f"resolves its date from paragraph {number}, which the original lacks"
            return
        if _resolved_there(source, statement, number):
            return
        have += words(texts[number - 1])
        text += "\n" + texts[number - 1]
    elif statement.resolved_from == "publication":
        if not can_be_the_same(statement.when, published):
            yield NOT_OF_PUBLICATION
        return
    elif statement.resolved_from:
        if not contains(words(text), words(statement.resolved_from)):
            yield f"resolves its date from '{statement.resolved_from}', which its paragraph does not say"
        return
    # "On Saturday", resolved against the publication, yields the year and month that the words lack.
    resolved = [PartialDate.parse(d.value) for d in dates(text, published, language) if d.kind == "DATE" and d.value]
    for point in {p for p in (statement.when.start, statement.when.end) if p}:
        if any(_agrees(point, p) for d in resolved for p in (d.start, d.end) if p):
            continue
        if point.year.isdigit() and point.year not in have:
            yield f"is dated {statement.when}: its paragraph has no {point.year}"
        elif point.month.isdecimal() and int(point.month) in months and not _has(have, months[int(point.month)]):
            yield f"is dated {statement.when}: its paragraph has no {months[int(point.month)][0]}"


def _forms(numbers: Mapping[str, int]) -> dict[int, tuple[str, ...]]:
    """The words of a language for each month or weekday; empty for a language without rules."""
    return {
        number: tuple(word for word, n in numbers.items() if n == number) for number in sorted(set(numbers.values()))
    }


def _month_or_day(text: str, forms: tuple[str, ...]) -> str:
    """The first of the words that a text has, as the language writes it or capitalised: the verb "may" is no month."""
    return next((f for word in forms for f in (word, word.capitalize()) if re.search(rf"\b{re.escape(f)}\b", text)), "")


def _has(text: list[str], forms: tuple[str, ...]) -> bool:
    """Whether one of the forms of a word is among the words of a text."""
    return any(contains(text, words(form)) for form in forms)


def _resolved_there(source: Source, statement: Statement, number: int) -> bool:
    """Whether a statement of that paragraph has the same date, and names the words from which it was resolved."""
    return any(
        companion.when == statement.when
        and companion.resolved_from
        and not companion.resolved_from.startswith("paragraph ")
        for companion in source.statements
        if companion.paragraph == number and companion is not statement
    )


def _months(date: PartialDate | None) -> set[str]:
    return {p.month for p in (date.start, date.end) if p and p.month.isdecimal()} if date else set()


def _agrees(point: Point, stated: Point) -> bool:
    """Whether a date of the original agrees with a statement's date in year, month and day, as far as the statement gives them."""
    return (point.year, point.month or stated.month, point.day or stated.day) == (stated.year, stated.month, stated.day)
