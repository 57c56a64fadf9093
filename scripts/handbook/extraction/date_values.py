"""What the words of a date say: EDTF values and ISO 8601 durations, for the rules of :mod:`handbook.extraction.dates`.

Each function takes the match of a rule, the day of publication and the language, and
gives the value and DATE or DURATION, or None where the words are no date after all.
An empty value says that there is a date that cannot be resolved.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from handbook.extraction.numerals import ENGLISH, FRENCH
from handbook.partial_date import PartialDate

MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
}  # fmt: skip
SHORT = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
DAYS = {
    "en": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}
NUMBERS = {"en": ENGLISH | {"a": 1, "an": 1}, "fr": FRENCH}
_UNITS = {
    "day": "D", "week": "W", "fortnight": "W", "month": "M", "year": "Y", "decade": "Y", "century": "Y", "centurie": "Y", "hour": "H",
    "jour": "D", "semaine": "W", "mois": "M", "an": "Y", "année": "Y", "décennie": "Y", "siècle": "Y", "heure": "H",
}  # fmt: skip
UNITS = tuple(_UNITS)
#: Units that are several of another one.
_MANY = {"fortnight": 2, "decade": 10, "décennie": 10, "century": 100, "centurie": 100, "siècle": 100}
_PARTS = {
    "early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, 0), "end": (21, 0),
    "début": (1, 10), "mi": (11, 20), "fin": (21, 0),
}  # fmt: skip


#: A value, and DATE or DURATION.
Made = tuple[str, str] | None


#: A pattern, what makes its value, and the kind of word that it needs.
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], "Anchor", "Language"], Made], str]


@dataclass(frozen=True)
class Language:
    """The words and rules of a language: months and days by name, numbers, what speaks of the future, patterns with their values."""

    months: dict[str, int]
    days: dict[str, int]
    numbers: dict[str, int]
    ahead: tuple[re.Pattern[str], ...]
    rules: tuple[Rule, ...]
    #: Words of which a paragraph must have one to be worth looking through, by kind.
    keys: dict[str, tuple[str, ...]]
    day_first: bool = False


@dataclass(frozen=True)
class Anchor:
    """The publication date: its last possible day, and how precise it is."""

    day: dt.date | None
    precise: bool

    @classmethod
    def of(cls, date: PartialDate | None) -> Anchor:
        if date is None or date.shape == "unknown":
            return cls(None, False)
        day = date.latest or date.earliest
        return cls(day, bool(day) and date.earliest == date.latest)


def month_of(match: re.Match[str], language: Language, group: str = "m") -> int:
    return language.months[(match[group] or match["m1"]).lower().rstrip(".")]


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


#: What is said of days to come.
AHEAD = re.compile(
    r"\b(?:will|shall|is to|are to|set to|due to|plans? to|expected to|scheduled (?:to|for)|slated (?:for|to)|starting|(?:agreed|decided|pledged|promised|vowed|planned|agrees?|plans?|convenu|décidé|promis)\b[^.;]{0,40}?\b(?:to|de|d[’'])\s+\w+|planned for|set for|sera|seront|doit|doivent|devrait|devraient|prévue?s?|invit(?:ed|es|é|és|e|ée|er)|se tiendr(?:a|ont)|aur(?:a|ont) lieu|upcoming)\b[^.;]{0,90}$"
)


#: The future tense of French verbs: elle arrivera, ils se rendront.
FUTURE = re.compile(r"\b\w+[eidv]r(?:a|ont)\b[^.;]{0,90}$")


#: The same, behind a date that begins a sentence.
_WILL = re.compile(r"[^.;]{0,60}?\b(?:will|shall|is set to|are set to|is due to|are due to|is to|are to)\b")
_SERA = re.compile(r"[^.;]{0,60}?\b\w+[eidv]r(?:a|ont)\b")


#: The day on which something was said is past, whatever was said of days to come.
_SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|stated|declared|added|wrote|confirmed|annoncé|déclaré|dit|affirmé|indiqué|ajouté|confirmé|précisé)\b(?:\s+[\w’'-]+){0,3},?\s+$"
)


_SHORT_TITLE = re.compile(r"\b(?:M|MM|Mr|Mrs|Ms|Dr|Gen)\.")


def _ahead(match: re.Match[str], language: Language) -> bool:
    """Whether the words before a date speak of what is to come."""
    before = re.split(r"[\"”»]", match.string[max(0, match.start() - 140) : match.start()])[-1]
    before = re.sub(r"(?<=\d)\.(?=\d)", ",", _SHORT_TITLE.sub(" ", before))
    if _SAID.search(before):
        return False
    if any(pattern.search(before) for pattern in language.ahead):
        return True
    # In July the ministers will meet: what begins a sentence is told by what follows.
    begins = re.search(r"(?:^|[.;:!?]\s)\s*(?:\w+\s+){0,2}$", before)
    later = _SERA if language.day_first else _WILL
    return bool(begins and later.match(match.string, match.end(), match.end() + 90))


#: Words after which the nearest such day is meant, before or after publication.
_DUE = re.compile(
    r"\b(?:by|until|till|d[’']ici(?: à| la| le)?|jusqu[’'](?:au|en|à la|à)|avant|before)\s+(?:the\s+|le\s+)?(?:(?:end|start|beginning|middle) of\s+|fin\s+|mi-|mid-|début\s+)?$",
    re.I,
)
#: So many days after publication a day without a year is taken to be still to come.
_SOON = 60


def _year_of(month: int, anchor: Anchor, day: int = 1, ahead: bool = False, due: bool = False) -> int | None:
    """The year of a month without one: the last such month up to publication, or the next of what is to come.

    After "by" and "until" (``due``) it is the nearest.
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


def _due(match: re.Match[str]) -> bool:
    return bool(_DUE.search(match.string[max(0, match.start("m") - 40) : match.start("m")]))


_SINCE = re.compile(r"\b(?:since|depuis(?: le)?)\s+$", re.I)


def _day_year(match: re.Match[str], month: int, day: int, anchor: Anchor, language: Language) -> int | None:
    """The year of a day without one: one that comes soon is rather to come than a year ago."""
    year = _year_of(month, anchor, day, _ahead(match, language), bool(_DUE.search(_before(match))))
    if year is None or anchor.day is None or not anchor.precise or _SINCE.search(_before(match)):
        return year
    coming = _valid(year + 1, month, day)
    soon = coming and 0 < (dt.date.fromisoformat(coming) - anchor.day).days <= _SOON
    return year + 1 if soon else year


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 40) : match.start()]


def full(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """A day, or two of one month: 5 June, 5 and 6 June."""
    month, day = month_of(match, language), int(re.sub(r"\D", "", match["d"]))
    when = match.groupdict().get("when")
    if when:
        year = _year_of(month, anchor, day, ahead=when == "prochain")
    else:
        year = int(match["y"]) if match["y"] else _day_year(match, month, day, anchor, language)
    if year is None:
        return None
    first = _valid(year, month, day)
    second = match.groupdict().get("d2")
    if first and second:
        last = _valid(year, month, int(re.sub(r"\D", "", second)))
        return (f"{first}/{last}", "DATE") if last and last > first else None
    return (first, "DATE") if first else None


def span(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """From a day of one month to a day of another: 28 May to 2 June."""
    months = month_of(match, language), month_of(match, language, "m2")
    days = [int(re.sub(r"\D", "", match[group])) for group in ("d", "d2")]
    last = int(match["y"]) if match["y"] else _year_of(months[1], anchor, days[1], _ahead(match, language))
    if last is None:
        return None
    first = last - (months[0] > months[1])
    bounds = _valid(first, months[0], days[0]), _valid(last, months[1], days[1])
    return (f"{bounds[0]}/{bounds[1]}", "DATE") if all(bounds) and months[0] != months[1] else None


def months(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """From a month to another: between June and August 2023."""
    first, last = month_of(match, language), month_of(match, language, "m2")
    year = int(match["y"]) if match["y"] else _year_of(last, anchor, 1, _ahead(match, language), due=True)
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
        made = _valid(year, two, one)
    elif two > 12:
        made = _valid(year, one, two)
    else:
        return (str(year), "DATE") if one >= 1 and two >= 1 else None
    return (made, "DATE") if made else None


def iso(match: re.Match[str], _anchor: Anchor, _language: Language) -> Made:
    made = _valid(int(match["y"]), int(match["mm"]), int(match["dd"]))
    return (made, "DATE") if made else None


def month_year(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """A month, or a part of one; without a year the last one, or the next of what is to come."""
    month = month_of(match, language)
    word = (match.groupdict().get("when") or "").lower()
    said = match.groupdict().get("y")
    words = re.split(r"[\s-]+", (match.groupdict().get("part") or "").lower())
    part = next((w for w in words if w in _PARTS), "")
    # They will meet in May, as is said in May: this year.
    ahead = not word and _ahead(match, language) and not (anchor.day and month == anchor.day.month)
    year = int(said) if said else _year_of(month, anchor, _PARTS.get(part, (1, 1))[0], ahead, not word and _due(match))
    if year is None or (word == "next" and anchor.day is None):
        return None
    if not said and word in ("next", "prochain"):
        year += 1
    if anchor.day and (of := (match.groupdict().get("of") or "").lower()):
        year = anchor.day.year + (-1 if of in _LAST else 1 if of in _NEXT else 0)
    if part in _PARTS:
        first, last = _PARTS[part]
        last = last or calendar.monthrange(year, month)[1]
        return f"[{year}-{month:02}-{first:02}..{year}-{month:02}-{last:02}]", "DATE"
    return f"{year}-{month:02}", "DATE"


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
    counted = _NUMBERED.search(_before(match)) or _COUNTED.match(match.string, match.end())
    # A number below 1800 is a count more often than a year.
    return None if counted or (match["y"] < "1800" and not _IN.search(_before(match))) else (match["y"], "DATE")


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
_LAST = ("last", "past", "previous", "dernier", "dernière", "passé", "passée", "écoulé", "écoulée")
_NEXT = ("next", "coming", "prochain", "prochaine")


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
    if word not in (*_NEXT, *_LAST) and _ahead(match, language):
        # He will arrive on Monday, as a Monday's paper says, is today.
        return (anchor.day + dt.timedelta(days=(number - anchor.day.weekday()) % 7)).isoformat(), "DATE"
    if word in _NEXT:
        return (anchor.day + dt.timedelta(days=(number - anchor.day.weekday() - 1) % 7 + 1)).isoformat(), "DATE"
    back = (anchor.day.weekday() - number) % 7
    return (anchor.day - dt.timedelta(days=back or (7 if word in _LAST else 0))).isoformat(), "DATE"


def weekend(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """A Saturday and its Sunday: the last that began by the day of publication, or the next."""
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    word = (match["w"] or match.groupdict().get("w2") or "").lower()
    saturday = anchor.day - dt.timedelta(days=(anchor.day.weekday() - 5) % 7)
    if word in _NEXT or (
        word not in _LAST and _ahead(match, language) and saturday < anchor.day - dt.timedelta(days=1)
    ):
        saturday += dt.timedelta(days=7)
    elif word in _LAST and anchor.day.weekday() >= 5:
        saturday -= dt.timedelta(days=7)
    return f"[{saturday.isoformat()}..{(saturday + dt.timedelta(days=1)).isoformat()}]", "DATE"


def near_unit(match: re.Match[str], anchor: Anchor, _language: Language) -> Made:
    """Last week, this month, next year."""
    if anchor.day is None:
        return "", "DATE"
    word, unit = match["w"].lower(), _UNITS[match["u"].lower()]
    step = -1 if word in _LAST else 1 if word in _NEXT else 0
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
    return int(words) if words.isdecimal() else language.numbers.get(words)


def ago(match: re.Match[str], anchor: Anchor, language: Language) -> Made:
    """So many days, months or years before publication."""
    count, said = _count(match["n"], language), match["u"].lower()
    if count is None or anchor.day is None:
        return "", "DATE"
    count, unit = count * _MANY.get(said, 1), _UNITS[said]
    if unit == "Y":
        return (str(anchor.day.year - count), "DATE") if count < 1000 else ("", "DATE")
    if unit == "M":
        months = anchor.day.year * 12 + anchor.day.month - 1 - count
        return f"{months // 12}-{months % 12 + 1:02}", "DATE"
    if not anchor.precise or unit == "H":
        return "", "DATE"
    return (anchor.day - dt.timedelta(days=count * (7 if unit == "W" else 1))).isoformat(), "DATE"


#: What is so many a day or a year is a rate.
_RATE = re.compile(
    r"(?:\b(?:once|twice|times|tons?|tonnes|barrels|litres|liters|percent|people|dollars|euros|rubles|roubles|million|billion|thousand|hours|days|MW|GWh|kWh)|[%\d])\s+$",
    re.I,
)


def duration(match: re.Match[str], _anchor: Anchor, language: Language) -> Made:
    """So many days or years; a past year is one."""
    number = match.groupdict().get("n") or "one"
    unit = match["u"].lower()
    count = 1 if number == "one" else _count(number, language)
    if count is None or (number.lower() == "a" and _RATE.search(_before(match))):
        return None
    return f"P{'T' if _UNITS[unit] == 'H' else ''}{count * _MANY.get(unit, 1)}{_UNITS[unit]}", "DURATION"


def and_half(match: re.Match[str], _anchor: Anchor, language: Language) -> Made:
    """Three and a half years: P3Y6M; one and a half: P18M; a decade and a half: P15Y."""
    count = _count(match["n"], language)
    unit = match["u"].lower()
    if count is None or _UNITS[unit] not in "MY":
        return None
    if unit in _MANY:
        return f"P{count * _MANY[unit] + _MANY[unit] // 2}Y", "DURATION"
    if _UNITS[unit] == "Y":
        return ("P18M" if count == 1 else f"P{count}Y6M"), "DURATION"
    return f"P{count}M15D", "DURATION"


def half(match: re.Match[str], _anchor: Anchor, _language: Language) -> tuple[str, str]:
    """Half a century: P50Y."""
    unit = match["u"].lower()
    return (f"P{_MANY[unit] // 2}Y" if unit in _MANY else "P6M"), "DURATION"


def vague(_match: re.Match[str], _anchor: Anchor, _language: Language) -> tuple[str, str]:
    return "", "DURATION"
