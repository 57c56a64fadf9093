"""What the words of a date say: EDTF values and ISO 8601 durations, for the rules of :mod:`handbook.extraction.dates`.

Each function takes the match of a rule, the day of publication and the language, and
gives the value and DATE or DURATION, or None where the words are no date after all.
An empty value says that there is a date that cannot be resolved.
"""

from __future__ import annotations

import calendar
import re

from handbook.extraction.date_words import LAST, NEXT, PARTS, Anchor, Language, Made
from handbook.extraction.date_years import DUE, ahead, before, day_year, due, month_of, valid, year_of


def full(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """A day, or two of one month: 5 June, 5 and 6 June."""
    month, day = month_of(match, language), int(re.sub(r"\D", "", match["d"]))
    when = match.groupdict().get("when")
    if when:
        year = year_of(month, anchor, day, ahead=when == "prochain")
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


def span(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """From a day of one month to a day of another: 28 May to 2 June."""
    months = month_of(match, language), month_of(match, language, "m2")
    days = [int(re.sub(r"\D", "", match[group])) for group in ("d", "d2")]
    last = int(match["y"]) if match["y"] else year_of(months[1], anchor, days[1], ahead(match, language))
    if last is None:
        return None
    first = last - (months[0] > months[1])
    bounds = valid(first, months[0], days[0]), valid(last, months[1], days[1])
    return (f"{bounds[0]}/{bounds[1]}", "DATE") if all(bounds) and months[0] != months[1] else None


def months(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """From a month to another: between June and August 2023."""
    first, last = month_of(match, language), month_of(match, language, "m2")
    year = int(match["y"]) if match["y"] else year_of(last, anchor, 1, ahead(match, language), due=True)
    if year is None or first == last:
        return None
    return f"{year - (first > last)}-{first:02}/{year}-{last:02}", "DATE"


def month_before(match: re.Match[str], _anchor: Anchor, language: Language) -> Made:
    """A month whose year stands behind the next one: in June and July 2023."""
    first, last = month_of(match, language), month_of(match, language, "m2")
    return (f"{match['y']}-{first:02}", "DATE") if first < last else None


def numeric(match: re.Match[str], _anchor: Anchor, language: Language) -> Made:
    """03/06/2024: day first in French; in English only where one number cannot be a month, else the year alone is certain."""
    one, two, year = int(match["a"]), int(match["b"]), int(match["y"])
    if language.day_first or one > 12 or one == two:
        made = valid(year, two, one)
    elif two > 12:
        made = valid(year, one, two)
    else:
        return (str(year), "DATE") if one >= 1 and two >= 1 else None
    return (made, "DATE") if made else None


def iso(match: re.Match[str], _anchor: Anchor, _language: Language) -> Made:
    made = valid(int(match["y"]), int(match["mm"]), int(match["dd"]))
    return (made, "DATE") if made else None


def month_year(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """A month, or a part of one; without a year the last one, or the next of what is to come."""
    month = month_of(match, language)
    word = (match.groupdict().get("when") or "").lower()
    said = match.groupdict().get("y")
    words = re.split(r"[\s-]+", (match.groupdict().get("part") or "").lower())
    part = next((w for w in words if w in PARTS), "")
    # They will meet in May, as is said in May: this year.
    to_come = not word and ahead(match, language) and not (anchor.day and month == anchor.day.month)
    year = int(said) if said else year_of(month, anchor, PARTS.get(part, (1, 1))[0], to_come, not word and due(match))
    if year is None or (word == "next" and anchor.day is None):
        return None
    if not said and word in ("next", "prochain"):
        year += 1
    if anchor.day and (of := (match.groupdict().get("of") or "").lower()):
        year = anchor.day.year + (-1 if of in LAST else 1 if of in NEXT else 0)
    if part in PARTS:
        first, last = PARTS[part]
        last = last or calendar.monthrange(year, month)[1]
        return f"[{year}-{month:02}-{first:02}..{year}-{month:02}-{last:02}]", "DATE"
    return f"{year}-{month:02}", "DATE"


_ORDER = {
    "first": 1, "1st": 1, "premier": 1, "1er": 1, "second": 2, "2nd": 2, "deuxième": 2, "2e": 2, "2ème": 2, "third": 3, "3rd": 3,
    "troisième": 3, "3e": 3, "3ème": 3, "fourth": 4, "4th": 4, "quatrième": 4, "4e": 4, "4ème": 4, "last": 0, "final": 0, "dernier": 0,
}  # fmt: skip


def part_of_year(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """A month of a quarter or half of a year; without a year the last that has begun, or the next of what is to come."""
    groups = match.groupdict()
    half = groups.get("h")
    length, parts = (6, 2) if half else (3, 4)
    word = (half or groups.get("q") or "").lower()
    number = (_ORDER[word] or parts) if word else int(groups["q2"])
    first = (number - 1) * length + 1
    if number > parts:
        return None
    if groups["y"]:
        year: int | None = int(groups["y"])
    elif anchor.day is None:
        return "", "DATE"
    elif of := (groups["of"] or "").lower():
        year = anchor.day.year + (-1 if of in LAST else 1)
    elif re.search(r"\b(?:the|this|cette)\s(?:year|année)$", match[0], re.I):
        year = anchor.day.year
    else:
        year = year_of(first, anchor, 1, ahead(match, language), bool(DUE.search(before(match))))
    return f"[{year}-{first:02}..{year}-{first + length - 1:02}]", "DATE"


#: What a number of four digits counts or names instead of a year: words before it, and behind it.
_NUMBERED = re.compile(
    r"(?:\b(?:resolutions?|résolutions?|articles?|law|loi|décret|decree|no\.|n°|number|room|flight|some|nearly|almost|more than|at least|près de|plus de|au moins|environ|quelque|(?-i:Agenda|Vision|Horizon|Plan|Simandou|Roadmap|Strategy|Stratégie|Programme|Program|Project))\s+)$",
    re.I,
)
_COUNTED = re.compile(
    r"\s*(?:%|m²)|\s+(?:per cent|percent|pour cent|GMT|UTC|hours|heures|tons?|tonnes?|people|personnes|men|hommes|women|femmes|children|enfants|soldiers|soldats|troops|fighters|combattants|km|kilomet(?:re|er)s|kilomètres|met(?:re|er)s|mètres|miles|"
    r"[MGk]Wh?|m[eé]gawatts?|hectares?|ha|vehicles?|véhicules?|barrels?|barils?|jobs|emplois|students|étudiants|elèves|schools|écoles|houses|logements|families|familles|members|membres|workers|travailleurs|employees|euros?|dollars?|francs?|rand|roubles|rubles|litres|bags|sacs|"
    r"refugees|réfugiés|delegates|délégués|participants|civilians|civils|policiers|gendarmes|pages|villages|communes|units|unités|companies|entreprises|(?-i:Agenda|Vision))\b",
    re.I,
)


_IN = re.compile(r"\b(?:in|en|since|depuis|from|between|entre|by|until|après|after|avant|before)\s+$", re.I)


def year(match: re.Match[str], _anchor: Anchor, _language: Language) -> Made:
    counted = _NUMBERED.search(before(match)) or _COUNTED.match(match.string, match.end())
    # A number below 1800 is a count more often than a year.
    return None if counted or (match["y"] < "1800" and not _IN.search(before(match))) else (match["y"], "DATE")


def years(match: re.Match[str], _anchor: Anchor, _language: Language) -> Made:
    first, last = match["y"], match["y2"]
    last = first[: 4 - len(last)] + last
    return (f"{first}/{last}", "DATE") if int(first) < int(last) <= int(first) + 200 else None


def decade(match: re.Match[str], _anchor: Anchor, _language: Language) -> tuple[str, str]:
    """The 1990s: 199X."""
    said = match["y"]
    return (said if len(said) == 4 else f"19{said}")[:3] + "X", "DATE"


_ROMAN = {"XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21}


def century(match: re.Match[str], _anchor: Anchor, _language: Language) -> tuple[str, str]:
    """The 19th century: 18XX."""
    number = _ROMAN.get(match["n"].upper()) or int(match["n"])
    return f"{number - 1:02}XX", "DATE"
