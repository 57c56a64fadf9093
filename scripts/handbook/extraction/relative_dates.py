"""Dates counted from the day of publication, and durations: yesterday, last week, three years ago, half a century."""

from __future__ import annotations

import datetime as dt
import re

from handbook.extraction.date_words import Anchor, Language, ValueAndKind
from handbook.extraction.date_years import ahead, before
from handbook.extraction.numerals import numerals


def near_day(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """Yesterday, this morning, the day after tomorrow."""
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    return (
        anchor.day + dt.timedelta(days=language.near_days[" ".join(match[0].lower().replace("’", "'").split())])
    ).isoformat(), "DATE"


def weekday(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """A weekday: the last one up to the day of publication or, for the future, the next."""
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    number, word = language.day_numbers[match["day"].lower()], (match["w"] or "").lower()
    if word not in language.next | language.last and ahead(match, language):
        # "He will arrive on Monday" in a Monday's paper means today.
        return (anchor.day + dt.timedelta(days=(number - anchor.day.weekday()) % 7)).isoformat(), "DATE"
    if word in language.next:
        return (anchor.day + dt.timedelta(days=(number - anchor.day.weekday() - 1) % 7 + 1)).isoformat(), "DATE"
    back = (anchor.day.weekday() - number) % 7
    return (anchor.day - dt.timedelta(days=back or (7 if word in language.last else 0))).isoformat(), "DATE"


def weekday_and_day(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """Ce vendredi 2: the day with that number and weekday that is nearest to publication, at most 31 days away."""
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    number, day = language.day_numbers[match["day"].lower()], int(match["d"])
    near = (anchor.day + dt.timedelta(days=days) for distance in range(32) for days in (-distance, distance))
    date = next((d for d in near if d.day == day and d.weekday() == number), None)
    return (date.isoformat(), "DATE") if date else None


def weekend(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """A Saturday and its Sunday: the last weekend that began by the day of publication, or the next."""
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    word = (match["w"] or match.groupdict().get("w2") or "").lower()
    saturday = anchor.day - dt.timedelta(days=(anchor.day.weekday() - 5) % 7)
    if word in language.next or (
        word not in language.last and ahead(match, language) and saturday < anchor.day - dt.timedelta(days=1)
    ):
        saturday += dt.timedelta(days=7)
    elif word in language.last and anchor.day.weekday() >= 5:
        saturday -= dt.timedelta(days=7)
    return f"[{saturday.isoformat()}..{(saturday + dt.timedelta(days=1)).isoformat()}]", "DATE"


def near_unit(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """Last week, this month, next year."""
    if anchor.day is None:
        return "", "DATE"
    word, unit = match["w"].lower(), language.units[match["u"].lower()]
    step = -1 if word in language.last else 1 if word in language.next else 0
    if unit == "Y":
        return str(anchor.day.year + step), "DATE"
    if unit == "M":
        months = anchor.day.year * 12 + anchor.day.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}", "DATE"
    if not anchor.precise:
        return "", "DATE"
    monday = anchor.day - dt.timedelta(days=anchor.day.weekday()) + dt.timedelta(weeks=step)
    return f"[{monday.isoformat()}..{(monday + dt.timedelta(days=6)).isoformat()}]", "DATE"


def _count(words: str, language: Language) -> int | None:
    words = words.lower().strip()
    figures = re.sub(r"[,\s]", "", words)
    return int(figures) if figures.isdecimal() else language.numbers.get(words)


def ago(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """A number of days, months or years before publication."""
    count, unit = _count(match["n"], language) if match["n"] else 1, match["u"].lower()
    if count is None or anchor.day is None:
        return "", "DATE"
    return moved(anchor.day, language.units[unit], -count * language.many.get(unit, 1), anchor.precise), "DATE"


def moved(day: dt.date, unit: str, count: int, precise: bool) -> str:
    """A day moved by a number of units, as exact as the unit; empty if the day is not known exactly or out of reach."""
    if unit == "Y":
        return str(day.year + count) if abs(count) < 1000 else ""
    if unit == "M":
        months = day.year * 12 + day.month - 1 + count
        return f"{months // 12}-{months % 12 + 1:02}"
    if not precise or unit.startswith("T"):
        return ""
    return (day + dt.timedelta(days=count * (7 if unit == "W" else 1))).isoformat()


def ahead_by(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """A number of days, months or years after publication: через три дня."""
    count, unit = _count(match["n"], language) if match["n"] else 1, match["u"].lower()
    if count is None or anchor.day is None:
        return "", "DATE"
    return moved(anchor.day, language.units[unit], count * language.many.get(unit, 1), anchor.precise), "DATE"


def duration(match: re.Match[str], _anchor: Anchor, language: Language) -> ValueAndKind:
    """A number of days or years; "the past year" is one."""
    number = match.groupdict().get("n") or ""
    unit = match["u"].lower()
    count = _count(number, language) if number else 1
    letter = language.units[unit]
    if count == 1 and letter == "D" and language.some_day.search(before(match)):
        return None
    if count is None or (
        number.lower() in numerals(language.language).articles and language.rate.search(before(match))
    ):
        return None
    # PT10M are minutes, P10M months.
    return f"P{letter[:-1]}{count * language.many.get(unit, 1)}{letter[-1]}", "DURATION"


def and_half(match: re.Match[str], _anchor: Anchor, language: Language) -> ValueAndKind:
    """Three and a half years: P3Y6M; one and a half: P18M; a decade and a half: P15Y."""
    count = _count(match["n"], language)
    unit = match["u"].lower()
    if count is None or language.units[unit] not in ("M", "Y"):
        return None
    if unit in language.many:
        return f"P{count * language.many[unit] + language.many[unit] // 2}Y", "DURATION"
    if language.units[unit] == "Y":
        return ("P18M" if count == 1 else f"P{count}Y6M"), "DURATION"
    return f"P{count}M15D", "DURATION"


def half(match: re.Match[str], _anchor: Anchor, language: Language) -> tuple[str, str]:
    """Half a century: P50Y."""
    unit = match["u"].lower()
    return (f"P{language.many[unit] // 2}Y" if unit in language.many else "P6M"), "DURATION"


def vague(_match: re.Match[str], _anchor: Anchor, _language: Language) -> tuple[str, str]:
    return "", "DURATION"
