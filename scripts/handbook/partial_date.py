"""Dates with the precision of their source: EDTF strings with exact bounds.

The syntax is the part of ISO 8601-2 / EDTF (Library of Congress, 2019) that
news needs: whole and partial dates, ``?`` ``~`` ``%`` qualifiers, unspecified
digits (``2024-02-2X``), intervals (``a/b``, ``../b``, ``a/..``) and one-of sets
(``[a..b]``).  The string is kept as it was written; only the bounds are
computed.  Existing packages refuse some of these forms, hence our own.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from handbook import date_mends
from handbook.date_mends import NoDate
from handbook.text_schema import text_schema

_DATE = re.compile(r"(?P<y>[0-9X]{4})(?:-(?P<m>[0-9X]{2})(?:-(?P<d>[0-9X]{2}))?)?(?P<q>[?~%]?)")
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One partial date: its digits as written, qualifier and inclusive bounds."""

    year: str
    month: str
    day: str
    qualifier: str
    earliest: dt.date
    latest: dt.date


@dataclass(frozen=True, slots=True)
class PartialDate:
    """An EDTF string and what it says.

    ``shape`` is ``unknown``, ``point``, ``interval`` or ``set``.  ``start`` and
    ``end`` are None where that side is open or the date is unknown.
    """

    text: str
    shape: str
    start: Point | None
    end: Point | None

    @property
    def earliest(self) -> dt.date | None:
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> dt.date | None:
        return self.end.latest if self.end else None

    @property
    def sort_key(self) -> tuple[dt.date, dt.date]:
        """The key for sorting by the lower bound, then the upper.

        If the beginning is open, the upper bound serves for both, since nothing else
        is known; an open end sorts after every closed one; an unknown
        date sorts last.
        """
        return (self.earliest or self.latest or dt.date.max, self.latest or dt.date.max)

    @property
    def years(self) -> range:
        """The years that the date spans; the one known year if a side is open; none if the date is unknown."""
        low, high = self.earliest or self.latest, self.latest or self.earliest
        return range(low.year, high.year + 1) if low and high else range(0)

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return _parse, (self.text,)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read an EDTF string.

        Raises:
            NoDate: the text is not EDTF as supported here, names a day that
                does not exist, or an interval ends before it starts; a ValueError.
        """
        return _parse(text.strip())

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        return text_schema(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {
            "type": ["string", "integer"],
            "title": "EDTF date",
            "description": "An EDTF date: 2024, 2024-02, 2024-02-28, 2024-02-2X, 2024-03?, [2024-02-21..2024-02-29], ../2025-07-28",
            "examples": ["2024-02", "[2024-02-21..2024-02-29]", "../2025-07-28"],
        }


@lru_cache(maxsize=16384)
def _parse(text: str) -> PartialDate:
    if text == UNKNOWN:
        return PartialDate(text, "unknown", None, None)
    if text.startswith("[") and text.endswith("]") and text.count("..") == 1 and "/" not in text:
        first, _, last = text[1:-1].partition("..")
        return _span(text, "set", first, last)
    if text.count("/") == 1 and not date_mends.meant(text):
        first, _, last = text.partition("/")
        if first in ("", "..") and last in ("", ".."):
            raise NoDate(
                f"'{text}' has no date on either side", "write one, as in ../2025-07-28, or leave the field out"
            )
        return _span(text, "interval", "" if first == ".." else first, "" if last == ".." else last)
    point = _point(text)
    return PartialDate(text, "point", point, point)


def _span(text: str, shape: str, first: str, last: str) -> PartialDate:
    start, end = (_point(side) if side else None for side in (first, last))
    if start and end and start.earliest > end.latest:
        raise date_mends.backwards(text, first, last)
    return PartialDate(text, shape, start, end)


def _point(text: str) -> Point:
    match = _DATE.fullmatch(text)
    if not match:
        raise date_mends.no_form(text)
    year, month, day = match["y"], match["m"] or "", match["d"] or ""
    if "X" in year and (month or not re.fullmatch(r"[0-9]+X*", year)):
        raise NoDate(f"'{text}' has an X within the year", "write X at the end of a year that has no month, as in 202X")
    low_year, high_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low_year == 0:
        raise NoDate(f"'{text}': there is no year 0 here", date_mends.FORMS)
    months = _choices(month, 1, 12) if month else range(1, 13)
    if not months:
        raise date_mends.no_such("month", month, text, low_year, 0)
    earliest = latest = None
    if not day or "X" in month:
        if day and day != "XX":
            raise NoDate(f"'{text}' has a day of an unspecified month", f"write {year}-{month}-XX, or {year}-{month}")
        earliest = dt.date(low_year, months[0], 1)
        latest = dt.date(high_year, months[-1], calendar.monthrange(high_year, months[-1])[1])
    else:
        days = _choices(day, 1, calendar.monthrange(low_year, months[0])[1])
        if not days:
            raise date_mends.no_such("day", day, text, low_year, months[0])
        earliest, latest = (dt.date(low_year, months[0], d) for d in (days[0], days[-1]))
    return Point(year, month, day, match["q"], earliest, latest)


def _choices(digits: str, low: int, high: int) -> list[int]:
    """The numbers from ``low`` to ``high`` that match the digits, where X stands for any digit; there may be none."""
    pattern = re.compile(digits.replace("X", "[0-9]"))
    return [n for n in range(low, high + 1) if pattern.fullmatch(f"{n:02d}")]
