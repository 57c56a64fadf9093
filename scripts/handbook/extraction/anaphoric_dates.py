"""Dates counted from another date of the text: the following year, two days later, le lendemain, cette année-là.

A date counted from the day of publication (``relative_dates``) needs only that day; these need the
date mentioned last in the same paragraph.  Without one they are not resolved.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from functools import cache

from handbook.extraction.date_words import Language, compiled, language_of
from handbook.extraction.spans import Dated
from handbook.folding import matches


@cache
def _rules(language: str) -> tuple[re.Pattern[str], ...]:
    words = language_of(language)
    return tuple(compiled(row, words) for row in words.anaphoric)


_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
#: A quarter or half of a year, or a season, as one of its months.
_MONTHS = re.compile(r"\[(\d{4})-(\d\d)\.\.(\d{4})-(\d\d)\]")


def anaphoric(text: str, mentioned: Sequence[Dated], language: Language) -> Iterator[Dated]:
    """Dates counted from the nearest date before them, in ``mentioned`` or among these, in order of their places.

    The value is empty if the earlier date is not exact enough: three months after 2020.
    """
    if not mentioned or not language.hint.search(text):
        return
    # Sorted by their ends; of two with the same end the one that was found first.
    days_told = sorted(
        (d.end, -n, d.value) for n, d in enumerate(mentioned) if d.kind == "DATE" and _PLAIN.fullmatch(d.value)
    )
    periods = sorted((d.end, d.value) for d in mentioned if d.kind == "DATE" and _MONTHS.fullmatch(d.value))
    for match in sorted(
        (m for rule in _rules(language.language) for m in matches(rule, text)), key=lambda m: m.start()
    ):
        if match.groupdict().get("q"):
            yield from _period(match, periods, language)
            continue
        earlier = bisect_right(days_told, (match.start(), 1, ""))
        if not earlier:
            continue
        dated = Dated(
            match.start(), match.end(), match[0], _value(match, days_told[earlier - 1][2], language), relative=True
        )
        if dated.value:
            insort(days_told, (dated.end, -len(mentioned) - len(days_told), dated.value))
        yield dated


def _period(match: re.Match[str], earlier_dates: Sequence[tuple[int, str]], language: Language) -> Iterator[Dated]:
    """The quarter mentioned last, or the same quarter of another year: the quarter, the year-earlier quarter."""
    earlier_count = bisect_right(earlier_dates, (match.start(), "~"))
    period = _MONTHS.fullmatch(earlier_dates[earlier_count - 1][1]) if earlier_count else None
    if not period:
        return
    groups = match.groupdict()
    word = " ".join((groups.get("w") or "").lower().replace("’", "'").replace("-", " ").split())
    first, last = int(period[1]), int(period[3])
    moved = int(match["y"]) - first if groups.get("y") else language.steps[word] if word else 0
    value = f"[{first + moved:04}-{period[2]}..{last + moved:04}-{period[4]}]"
    yield Dated(match.start(), match.end(), match[0], value, relative=True)


def _value(match: re.Match[str], anchor_date: str, language: Language) -> str:
    groups = match.groupdict()
    word = " ".join((groups.get("w") or groups.get("w2") or "").lower().replace("’", "'").split())
    unit = (groups.get("u") or "").lower()
    number = groups.get("n")
    count = 1 if not number else int(number) if number.isdecimal() else language.numbers.get(number.lower(), 1)
    return _moved(
        anchor_date,
        language.units.get(unit, "D"),
        language.steps[word] * count * language.many.get(unit, 1),
        whole_unit=not number,
    )


def _moved(anchor_date: str, unit: str, steps: int, whole_unit: bool) -> str:
    """A plain EDTF date moved by units; ``whole_unit`` asks for the whole unit (the week after) rather than a single day."""
    match = _PLAIN.fullmatch(anchor_date)
    assert match
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if unit == "Y":
            return f"{year + steps:04}"
        if not month:
            return ""
        if unit == "M":
            months = year * 12 + month - 1 + steps
            return f"{months // 12:04}-{months % 12 + 1:02}"
        if not day:
            return ""
        moved_day = dt.date(year, month, day) + dt.timedelta(days=steps * (7 if unit == "W" else 1))
        if unit == "W" and whole_unit:
            monday = moved_day - dt.timedelta(days=moved_day.weekday())
            return f"[{monday.isoformat()}..{(monday + dt.timedelta(days=6)).isoformat()}]"
        return moved_day.isoformat()
    except (ValueError, OverflowError):
        return ""
