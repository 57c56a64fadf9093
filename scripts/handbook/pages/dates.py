"""Dates in words, exactly as precise as their source."""

from __future__ import annotations

import calendar
from collections.abc import Callable

from handbook.pages.labels import N_
from handbook.partial_date import PartialDate, Point

Translate = Callable[[str], str]
MONTHS = [
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
]  # fmt: skip
_THIRDS = {
    "0X": N_("early {month} {year}"),
    "1X": N_("mid {month} {year}"),
    "2X": N_("late {month} {year}"),
    "3X": N_("the end of {month} {year}"),
}
_QUALIFIED = {"~": N_("about {date}"), "?": N_("{date} (uncertain)"), "%": N_("about {date} (uncertain)")}
#: The same for a day, since some languages put an article before it.
_QUALIFIED_DAY = _QUALIFIED | {
    "~": N_("about {day} {month} {year}"),
    "%": N_("about {day} {month} {year} (uncertain)"),
}


def date_words(date: PartialDate | None, _: Translate) -> str:
    """ "late February 2024", "on or before 28 July 2025", "December 2023 (about) to March 2024"."""
    if date is None or date.shape == "unknown":
        return _("date unknown")
    start, end = date.start, date.end
    if date.shape == "set" and start and end:
        third = _third(start, end)
        if third:
            return _(third).format(month=_(MONTHS[start.earliest.month - 1]), year=start.earliest.year)
        return _("one day from {start} to {end}").format(start=_point(start, _), end=_point(end, _))
    if date.shape == "point" and start:
        return _point(start, _)
    if start is None and end is not None:
        return (
            _("on or before {date}").format(date=_point(end, _))
            if end.day
            else _("in or before {date}").format(date=_point(end, _))
        )
    if end is None and start is not None:
        return (
            _("on or after {date}").format(date=_point(start, _))
            if start.day
            else _("in or after {date}").format(date=_point(start, _))
        )
    if start is None or end is None:
        return _("date unknown")
    if start.day.isdigit() and end.day.isdigit() and not start.qualifier + end.qualifier and start.year == end.year:
        if start.month == end.month:
            return _("{first} to {last} {month} {year}").format(
                first=day_words(start.earliest.day, _),
                last=end.earliest.day,
                month=_(MONTHS[end.earliest.month - 1]),
                year=end.earliest.year,
            )
        return _("{first} {month} to {end}").format(
            first=day_words(start.earliest.day, _), month=_(MONTHS[start.earliest.month - 1]), end=_point(end, _)
        )
    # Before a day some languages have another word than before a month or a year.
    if end.day.isdigit() and not end.qualifier:
        return _("{start} to {day}").format(start=_point(start, _), day=_point(end, _))
    return _("{start} to {end}").format(start=_point(start, _), end=_point(end, _))


def _third(start: Point, end: Point) -> str:
    """The words for a set that is exactly the early, middle or late part of a month; empty otherwise."""
    a, b = start.earliest, end.latest
    if (a.year, a.month) != (b.year, b.month):
        return ""
    last = calendar.monthrange(a.year, a.month)[1]
    return {(1, 10): _THIRDS["0X"], (11, 20): _THIRDS["1X"], (21, last): _THIRDS["2X"]}.get((a.day, b.day), "")


def day_words(day: int, _: Translate) -> str:
    """The day of a month; some languages write the first one differently."""
    return _("1") if day == 1 else str(day)


def _point(point: Point, _: Translate) -> str:
    if "X" in point.year:
        words = (
            _("the {decade}s").format(decade=point.earliest.year)
            if point.year[:3].isdigit()
            else _("the years {first} to {last}").format(first=point.earliest.year, last=point.latest.year)
        )
    elif not point.month or "X" in point.month:
        words = f"{point.earliest.year}"
    else:
        month, year = _(MONTHS[point.earliest.month - 1]), point.earliest.year
        if point.day in _THIRDS:
            words = _(_THIRDS[point.day]).format(month=month, year=year)
        elif not point.day or "X" in point.day:
            words = _("{month} {year}").format(month=month, year=year)
        else:
            day = _QUALIFIED_DAY.get(point.qualifier, "{date}")
            template = _(day).replace("{date}", _("{day} {month} {year}"))
            return template.format(day=day_words(point.earliest.day, _), month=month, year=year)
    return _(_QUALIFIED[point.qualifier]).format(date=words) if point.qualifier else words
