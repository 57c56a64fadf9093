"""Find the year of a day or month given without one: from the words around it, which speak of the past or the future."""

from __future__ import annotations

import datetime as dt
import re

from handbook.extraction.date_words import Anchor, Language


def month_of(match: re.Match[str], language: Language, group: str = "m") -> int:
    return language.month_numbers[(match[group] or match["m1"]).lower().rstrip(".")]


def valid(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def ahead(match: re.Match[str], language: Language) -> bool:
    """Whether the words beside a date are about the future."""
    return is_ahead(match.string, match.start(), match.end(), language)


def is_ahead(text: str, start: int, end: int, language: Language) -> bool:
    """Whether the words beside the date at this place of a text are about the future."""
    lead = re.split(r"[\"”»]", text[max(0, start - 140) : start])[-1]
    lead = re.sub(r"(?<=\d)\.(?=\d)", ",", language.short_titles.sub(" ", lead))
    if language.said.search(lead):
        return False
    if language.ahead.search(lead) or language.ahead_beside.match(text, end, end + 40):
        return True
    # In July the ministers will meet: a date at the beginning of a sentence depends on what follows.
    begins = re.search(r"(?:^|[.;:!?]\s)\s*(?:\w+\s+){0,2}$", lead)
    return bool(begins and language.ahead_behind.match(text, end, end + 90))


#: A day without a year that is at most so many days after publication is taken as future.
_SOON = 60


def year_of(month: int, anchor: Anchor, day: int = 1, ahead: bool = False, due: bool = False) -> int | None:
    """The year of a month without one: the last such month up to publication or, if ``ahead``, the next.

    After "by" and "until" (``due``) it is the nearest such month.
    """
    if anchor.day is None:
        return None
    year = anchor.day.year
    passed = (month, day) <= (anchor.day.month, anchor.day.day)
    if ahead:
        return year if not passed or (month, day) == (anchor.day.month, anchor.day.day) else year + 1
    if due:
        days = {y: abs((dt.date(y, month, min(day, 28)) - anchor.day).days) for y in (year - 1, year, year + 1)}
        return min(days, key=lambda y: days[y])
    return year if passed else year - 1


def due(match: re.Match[str], language: Language) -> bool:
    return bool(language.due.search(match.string[max(0, match.start("m") - 40) : match.start("m")]))


def day_year(match: re.Match[str], month: int, day: int, anchor: Anchor, language: Language) -> int | None:
    """The year of a day without one; a day that comes soon is taken as future rather than nearly a year ago."""
    year = year_of(month, anchor, day, ahead(match, language), bool(language.due.search(before(match))))
    if year is None or anchor.day is None or not anchor.precise or language.since.search(before(match)):
        return year
    coming = valid(year + 1, month, day)
    soon = coming and 0 < (dt.date.fromisoformat(coming) - anchor.day).days <= _SOON
    return year + 1 if soon else year


def before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 40) : match.start()]
