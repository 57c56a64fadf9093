"""Turn the words of a date into EDTF values and ISO 8601 durations, for the rules of :mod:`handbook.extraction.dates`.

Each function takes the match of a rule, the day of publication and the language; it returns the
value and DATE or DURATION, or None if the words are no date after all.  An empty value stands
for a date that cannot be resolved.
"""

from __future__ import annotations

import calendar
import re

from handbook.extraction.date_words import Anchor, Language, ValueAndKind
from handbook.extraction.date_years import ahead, before, day_year, due, month_of, valid, year_of


def full(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """A day, or two of one month: 5 June, 5 and 6 June."""
    month, day = month_of(match, language), int(re.sub(r"\D", "", match["d"]))
    when = match.groupdict().get("when")
    of = (match.groupdict().get("of") or "").lower()
    if when:
        year = year_of(month, anchor, day, ahead=when.lower() in language.next)
    elif of and anchor.day:
        year = anchor.day.year + (-1 if of in language.last else 1 if of in language.next else 0)
    else:
        year = int(match["y"]) if match["y"] else day_year(match, month, day, anchor, language)
    if year is None:
        return None
    first = valid(year, month, day)
    second = match.groupdict().get("d2")
    if first and second:
        last = valid(year, month, int(re.sub(r"\D", "", second)))
        return (f"{first}/{last}", "DATE") if last and last > first else None
    return (first, "DATE") if first else None


def span(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """From a day of one month to a day of another: 28 May to 2 June."""
    months = month_of(match, language), month_of(match, language, "m2")
    days = [int(re.sub(r"\D", "", match[group])) for group in ("d", "d2")]
    last = int(match["y"]) if match["y"] else year_of(months[1], anchor, days[1], ahead(match, language))
    if last is None:
        return None
    first = last - (months[0] > months[1])
    bounds = valid(first, months[0], days[0]), valid(last, months[1], days[1])
    return (f"{bounds[0]}/{bounds[1]}", "DATE") if all(bounds) and months[0] != months[1] else None


def months(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """From one month to another: between June and August 2023."""
    first, last = month_of(match, language), month_of(match, language, "m2")
    year = int(match["y"]) if match["y"] else year_of(last, anchor, 1, ahead(match, language), due=True)
    if year is None or first == last:
        return None
    return f"{year - (first > last)}-{first:02}/{year}-{last:02}", "DATE"


def month_before(match: re.Match[str], _anchor: Anchor, language: Language) -> ValueAndKind:
    """A month whose year stands after the next month: in June and July 2023."""
    first, last = month_of(match, language), month_of(match, language, "m2")
    return (f"{match['y']}-{first:02}", "DATE") if first < last else None


def numeric(match: re.Match[str], _anchor: Anchor, language: Language) -> ValueAndKind:
    """03/06/2024: day first in French; in English only if one number cannot be a month, else just the year is certain."""
    first_number, second_number, year = int(match["a"]), int(match["b"]), int(match["y"])
    if language.day_first or first_number > 12 or first_number == second_number:
        date = valid(year, second_number, first_number)
    elif second_number > 12:
        date = valid(year, first_number, second_number)
    else:
        return (str(year), "DATE") if first_number >= 1 and second_number >= 1 else None
    return (date, "DATE") if date else None


def iso(match: re.Match[str], _anchor: Anchor, _language: Language) -> ValueAndKind:
    date = valid(int(match["y"]), int(match["mm"]), int(match["dd"]))
    return (date, "DATE") if date else None


def month_year(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """A month, or a part of one; without a year the last such month or, for the future, the next."""
    month = month_of(match, language)
    word = (match.groupdict().get("when") or "").lower()
    year_written = match.groupdict().get("y")
    words = re.split(r"[\s-]+", (match.groupdict().get("part") or "").lower())
    part = next((w for w in words if w in language.spans), "")
    # "They will meet in May", said in May: this year.
    to_come = not word and ahead(match, language) and not (anchor.day and month == anchor.day.month)
    year = (
        int(year_written)
        if year_written
        else year_of(month, anchor, language.spans.get(part, (1, 1))[0], to_come, not word and due(match, language))
    )
    if year is None or (word in language.next and anchor.day is None):
        return None
    if not year_written and word in language.next:
        year += 1
    if anchor.day and (of := (match.groupdict().get("of") or "").lower()):
        year = anchor.day.year + (-1 if of in language.last else 1 if of in language.next else 0)
    if part in language.spans:
        first, last = language.spans[part]
        last = last or calendar.monthrange(year, month)[1]
        return f"[{year}-{month:02}-{first:02}..{year}-{month:02}-{last:02}]", "DATE"
    return f"{year}-{month:02}", "DATE"


def part_of_year(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """One month of a quarter or half-year; without a year the last one that has begun or, for the future, the next."""
    groups = match.groupdict()
    half = groups.get("h")
    length, parts = (6, 2) if half else (3, 4)
    word = (half or groups.get("q") or "").lower()
    number = (language.order[word] or parts) if word else int(groups["q2"])
    first = (number - 1) * length + 1
    if number > parts:
        return None
    if groups["y"]:
        year: int | None = int(groups["y"])
    elif anchor.day is None:
        return "", "DATE"
    elif of := (groups["of"] or "").lower():
        year = anchor.day.year + (-1 if of in language.last else 1)
    elif language.this_year.search(match[0]):
        year = anchor.day.year
    else:
        year = year_of(first, anchor, 1, ahead(match, language), bool(language.due.search(before(match))))
    return f"[{year}-{first:02}..{year}-{first + length - 1:02}]", "DATE"


def season(match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """One month of a season; a winter has the year in which it begins.  Without a year the last one that has begun or, for the future, the next."""
    groups, first = match.groupdict(), language.seasons[match["s"].lower()]
    word = (groups.get("w") or "").lower()
    if groups.get("y"):
        begins = int(match["y"])
    elif anchor.day is None:
        return "", "DATE"
    elif word in language.last:
        # The last winter is the one that is over.
        begins = (anchor.day.year * 12 + anchor.day.month - first - 3) // 12
    elif word and word not in language.next:
        begins = anchor.day.year
    else:
        begins = anchor.day.year + (anchor.day.month >= first)
        begins -= not word and not ahead(match, language)
    last = begins * 12 + first + 1
    return f"[{begins}-{first:02}..{last // 12}-{last % 12 + 1:02}]", "DATE"


def year(match: re.Match[str], _anchor: Anchor, language: Language) -> ValueAndKind:
    counted = language.numbered.search(before(match)) or language.counted.match(match.string, match.end())
    # A number below 1800 is more often a count than a year.
    return (
        None if counted or (match["y"] < "1800" and not language.within.search(before(match))) else (match["y"], "DATE")
    )


def years(match: re.Match[str], _anchor: Anchor, _language: Language) -> ValueAndKind:
    first, last = match["y"], match["y2"]
    last = first[: 4 - len(last)] + last
    return (f"{first}/{last}", "DATE") if int(first) < int(last) <= int(first) + 200 else None


def decade(match: re.Match[str], _anchor: Anchor, _language: Language) -> tuple[str, str]:
    """The 1990s: 199X."""
    year = match["y"]
    return (year if len(year) == 4 else f"19{year}")[:3] + "X", "DATE"


_ROMAN = {"XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21}


def century(match: re.Match[str], _anchor: Anchor, _language: Language) -> tuple[str, str]:
    """The 19th century: 18XX."""
    number = _ROMAN.get(match["n"].upper()) or int(match["n"])
    return f"{number - 1:02}XX", "DATE"
