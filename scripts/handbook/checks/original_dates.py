"""Whether the dates that a digest gives its statements stand in the original."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from handbook.extraction.dates import dates
from handbook.folding import fold, words
from handbook.linking.unknown import CALENDAR, MONTHS
from handbook.model import Source, Statement
from handbook.partial_date import PartialDate, Point

NOT_OF_PUBLICATION = "says that it is dated by the publication, which has another date"


def can_be_the_same(a: PartialDate, b: PartialDate) -> bool:
    """Whether two dates can be the same."""
    return (a.earliest or dt.date.min) <= (b.latest or dt.date.max) and (b.earliest or dt.date.min) <= (
        a.latest or dt.date.max
    )


def wrong_dates(source: Source, statement: Statement, text: str, texts: list[str]) -> Iterator[str]:
    """What is wrong with a statement's dates, as ends of a sentence."""
    have = set(words(text))
    published = source.header.published
    dated = {MONTHS[int(p) - 1] for p in _months(statement.when)}
    for month in sorted(CALENDAR):
        if re.search(rf"\b{month}\b", statement.text) and fold(month) not in have and month not in dated:
            yield f"says {month}, which its paragraph does not"
    if statement.when is None:
        return
    from_paragraph = re.fullmatch(r"paragraph (\d+)", statement.resolved_from)
    if from_paragraph:
        number = int(from_paragraph[1])
        if number > len(texts):
            yield f"resolves its date from paragraph {number}, which the original lacks"
            return
        if _resolved_there(source, statement, number):
            return
        have |= set(words(texts[number - 1]))
        text += "\n" + texts[number - 1]
    elif statement.resolved_from == "publication":
        if not can_be_the_same(statement.when, published):
            yield NOT_OF_PUBLICATION
        return
    elif statement.resolved_from:
        if not contains(words(text), words(statement.resolved_from)):
            yield f"resolves its date from '{statement.resolved_from}', which its paragraph does not say"
        return
    # "On Saturday", resolved against the publication, gives the year and month that the words do not.
    resolved = [PartialDate.parse(d.value) for d in dates(text, published) if d.kind == "DATE" and d.value]
    for point in {p for p in (statement.when.start, statement.when.end) if p}:
        if any(_same(point, p) for d in resolved for p in (d.start, d.end) if p):
            continue
        if point.year.isdigit() and point.year not in have:
            yield f"is dated {statement.when}: its paragraph has no {point.year}"
        elif point.month.isdigit() and fold(MONTHS[int(point.month) - 1]) not in have:
            yield f"is dated {statement.when}: its paragraph has no {MONTHS[int(point.month) - 1]}"


def _resolved_there(source: Source, statement: Statement, number: int) -> bool:
    """Whether a statement of the paragraph has the same date and says itself from which words it is resolved."""
    return any(
        other.when == statement.when and other.resolved_from and not other.resolved_from.startswith("paragraph ")
        for other in source.statements
        if other.paragraph == number and other is not statement
    )


def _months(date: PartialDate | None) -> set[str]:
    return {p.month for p in (date.start, date.end) if p and p.month.isdecimal()} if date else set()


def _same(point: Point, there: Point) -> bool:
    """Whether a date of the original has what a statement's date has: its year, month and day as far as it gives them."""
    return (point.year, point.month or there.month, point.day or there.day) == (there.year, there.month, there.day)


def contains(text: list[str], phrase: list[str]) -> bool:
    """Whether the words of a phrase stand in a row in those of a text."""
    return any(text[i : i + len(phrase)] == phrase for i in range(len(text) - len(phrase) + 1))
