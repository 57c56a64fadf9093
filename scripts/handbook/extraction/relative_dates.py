"""What the words of a date say that is counted from the day of publication, and durations: yesterday, last week, three years ago, half a century."""

from __future__ import annotations

import datetime as dt
import re

from handbook.extraction.date_words import LAST, MANY, NEXT, UNIT_OF, Anchor, Language, Made
from handbook.extraction.date_years import ahead, before

_STEPS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1,
    "the day after tomorrow": 2, "avant-hier": -2, "hier": -1, "aujourd’hui": 0, "aujourd'hui": 0, "ce matin": 0, "cet après-midi": 0, "ce soir": 0, "demain": 1, "après-demain": 2,
}  # fmt: skip
#: The phrases for a near day, by language.
NEAR = {
    "en": [p for p in _STEPS if p.split()[0] in ("the", "yesterday", "last", "today", "tonight", "this", "tomorrow")],
    "fr": [
        p
        for p in _STEPS
        if p.split()[0] in ("avant-hier", "hier", "aujourd’hui", "ce", "cet", "demain", "après-demain")
    ],
}


def near_day(match: re.Match[str], anchor: Anchor, _language: Language) -> Made:
    """Yesterday, this morning, the day after tomorrow."""
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    return (anchor.day + dt.timedelta(days=_STEPS[" ".join(match[0].lower().split())])).isoformat(), "DATE"


def weekday(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """A day of the week: the last by the day of publication, or the next of what is to come."""
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    number, word = language.days[match["day"].lower()], (match["w"] or "").lower()
    if word not in (*NEXT, *LAST) and ahead(match, language):
        # He will arrive on Monday, as a Monday's paper says, is today.
        return (anchor.day + dt.timedelta(days=(number - anchor.day.weekday()) % 7)).isoformat(), "DATE"
    if word in NEXT:
        return (anchor.day + dt.timedelta(days=(number - anchor.day.weekday() - 1) % 7 + 1)).isoformat(), "DATE"
    back = (anchor.day.weekday() - number) % 7
    return (anchor.day - dt.timedelta(days=back or (7 if word in LAST else 0))).isoformat(), "DATE"


def weekend(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """A Saturday and its Sunday: the last that began by the day of publication, or the next."""
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    word = (match["w"] or match.groupdict().get("w2") or "").lower()
    saturday = anchor.day - dt.timedelta(days=(anchor.day.weekday() - 5) % 7)
    if word in NEXT or (word not in LAST and ahead(match, language) and saturday < anchor.day - dt.timedelta(days=1)):
        saturday += dt.timedelta(days=7)
    elif word in LAST and anchor.day.weekday() >= 5:
        saturday -= dt.timedelta(days=7)
    return f"[{saturday.isoformat()}..{(saturday + dt.timedelta(days=1)).isoformat()}]", "DATE"


def near_unit(match: re.Match[str], anchor: Anchor, _language: Language) -> Made:
    """Last week, this month, next year."""
    if anchor.day is None:
        return "", "DATE"
    word, unit = match["w"].lower(), UNIT_OF[match["u"].lower()]
    step = -1 if word in LAST else 1 if word in NEXT else 0
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


def ago(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """So many days, months or years before publication."""
    count, said = _count(match["n"], language), match["u"].lower()
    if count is None or anchor.day is None:
        return "", "DATE"
    count, unit = count * MANY.get(said, 1), UNIT_OF[said]
    if unit == "Y":
        return (str(anchor.day.year - count), "DATE") if count < 1000 else ("", "DATE")
    if unit == "M":
        months = anchor.day.year * 12 + anchor.day.month - 1 - count
        return f"{months // 12}-{months % 12 + 1:02}", "DATE"
    if not anchor.precise or unit.startswith("T"):
        return "", "DATE"
    return (anchor.day - dt.timedelta(days=count * (7 if unit == "W" else 1))).isoformat(), "DATE"


#: What is so many a day or a year is a rate.
_RATE = re.compile(
    r"(?:\b(?:once|twice|times|tons?|tonnes|barrels|litres|liters|percent|people|dollars|euros|rubles|roubles|million|billion|thousand|hours|days|MW|GWh|kWh)|[%\d])\s+$",
    re.I,
)


#: One day he will: some time.
_SOME_DAY = re.compile(r"\b(?:he|she|they|we|it|I|you|who|will|would|could|might|may|can|to)\s+$")


def duration(match: re.Match[str], _anchor: Anchor, language: Language) -> Made:
    """So many days or years; a past year is one."""
    number = match.groupdict().get("n") or "one"
    unit = match["u"].lower()
    count = 1 if number == "one" else _count(number, language)
    if number.lower() == "one" and unit == "day" and _SOME_DAY.search(before(match)):
        return None
    if count is None or (number.lower() == "a" and _RATE.search(before(match))):
        return None
    letter = UNIT_OF[unit]
    # PT10M: of a day a part, P10M: months.
    return f"P{letter[:-1]}{count * MANY.get(unit, 1)}{letter[-1]}", "DURATION"


def and_half(match: re.Match[str], _anchor: Anchor, language: Language) -> Made:
    """Three and a half years: P3Y6M; one and a half: P18M; a decade and a half: P15Y."""
    count = _count(match["n"], language)
    unit = match["u"].lower()
    if count is None or UNIT_OF[unit] not in ("M", "Y"):
        return None
    if unit in MANY:
        return f"P{count * MANY[unit] + MANY[unit] // 2}Y", "DURATION"
    if UNIT_OF[unit] == "Y":
        return ("P18M" if count == 1 else f"P{count}Y6M"), "DURATION"
    return f"P{count}M15D", "DURATION"


def half(match: re.Match[str], _anchor: Anchor, _language: Language) -> tuple[str, str]:
    """Half a century: P50Y."""
    unit = match["u"].lower()
    return (f"P{MANY[unit] // 2}Y" if unit in MANY else "P6M"), "DURATION"


def vague(_match: re.Match[str], _anchor: Anchor, _language: Language) -> tuple[str, str]:
    return "", "DURATION"
