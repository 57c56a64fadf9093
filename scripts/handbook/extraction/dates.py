"""Dates in English and French text, as EDTF; relative ones are resolved against the day of publication.

"Late February 2024" is one day of a set, ``[2024-02-21..2024-02-29]``: early is the
1st to 10th, mid the 11th to 20th, late the 21st to the end.  A month without a year
is the last such month up to publication.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handbook.extraction.spans import Dated, longest
from handbook.partial_date import PartialDate

_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
}  # fmt: skip
_SHORT = {
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
_DAYS = {
    "en": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    "quinze": 15, "vingt": 20, "trente": 30,
}  # fmt: skip
_UNITS = {
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "Y",
    "jour": "D",
    "semaine": "W",
    "mois": "M",
    "an": "Y",
    "année": "Y",
    "décennie": "Y",
    "hour": "H",
    "heure": "H",
}
_PARTS = {
    "early": (1, 10), "mid": (11, 20), "late": (21, 0), "the beginning of": (1, 10), "beginning of": (1, 10), "the end of": (21, 0), "end of": (21, 0), "the start of": (1, 10),
    "début": (1, 10), "mi": (11, 20), "fin": (21, 0),
}  # fmt: skip


@dataclass(frozen=True)
class _Language:
    months: dict[str, int]
    days: dict[str, int]
    ahead: tuple[re.Pattern[str], ...]
    rules: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Anchor, _Language], tuple[str, str] | None]], ...]


@dataclass(frozen=True)
class _Anchor:
    """The publication date: its last possible day, and how precise it is."""

    day: dt.date | None
    precise: bool

    @classmethod
    def of(cls, date: PartialDate | None) -> _Anchor:
        if date is None or date.shape == "unknown":
            return cls(None, False)
        day = date.latest or date.earliest
        return cls(day, bool(day) and date.earliest == date.latest)


def dates(text: str, published: PartialDate | None = None, language: str = "en") -> list[Dated]:
    """Every date and duration in ``text``, in order, none inside another."""
    return longest(_all(text, _Anchor.of(published), _LANGUAGES.get(language, _LANGUAGES["en"])))


def _all(text: str, anchor: _Anchor, language: _Language) -> Iterator[Dated]:
    for pattern, make in language.rules:
        for match in pattern.finditer(text):
            made = make(match, anchor, language)
            if made is not None:
                value, kind = made
                start, end = match.span("x") if "x" in pattern.groupindex else match.span()
                absolute = kind == "DATE" and re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", text[start:end]) is not None
                yield Dated(start, end, text[start:end], value, kind, not absolute and kind == "DATE")


# -- values


def _month(match: re.Match[str], language: _Language, group: str = "m") -> int:
    return language.months[match[group].lower().rstrip(".")]


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


#: What is said of days to come.
_AHEAD = re.compile(
    r"\b(?:will|shall|is to|are to|set to|due to|plans? to|expected to|scheduled (?:to|for)|slated for|planned for|set for|sera|seront|doit|doivent|devrait|devraient|prévue?s?|invit(?:ed|es|é|és|e|ée|er)|se tiendr(?:a|ont)|aur(?:a|ont) lieu|upcoming)\b[^.;]{0,90}$"
)


#: The future tense of French verbs: elle arrivera, ils se rendront.
_FUTURE = re.compile(r"\b\w+[eidv]r(?:a|ont)\b[^.;]{0,90}$")


_SHORT_TITLE = re.compile(r"\b(?:M|MM|Mr|Mrs|Ms|Dr|Gen)\.")


def _ahead(match: re.Match[str], language: _Language) -> bool:
    """Whether the words before a date speak of what is to come."""
    before = _SHORT_TITLE.sub(" ", match.string[max(0, match.start() - 140) : match.start()])
    return any(pattern.search(before) for pattern in language.ahead)


def _year_of(month: int, anchor: _Anchor, day: int = 1, ahead: bool = False) -> int | None:
    """The year of a month without one: the last such month up to publication, or the next of what is to come."""
    if anchor.day is None:
        return None
    if ahead:
        return anchor.day.year if (month, day) >= (anchor.day.month, anchor.day.day) else anchor.day.year + 1
    return anchor.day.year if (month, day) <= (anchor.day.month, anchor.day.day) else anchor.day.year - 1


def _full(match: re.Match[str], anchor: _Anchor, language: _Language) -> tuple[str, str] | None:
    month, day = _month(match, language), int(re.sub(r"\D", "", match["d"]))
    year = int(match["y"]) if match["y"] else _year_of(month, anchor, day, _ahead(match, language))
    if year is None:
        return None
    first = _valid(year, month, day)
    second = match.groupdict().get("d2")
    if first and second:
        last = _valid(year, month, int(re.sub(r"\D", "", second)))
        return (f"{first}/{last}", "DATE") if last and last > first else None
    return (first, "DATE") if first else None


def _span(match: re.Match[str], anchor: _Anchor, language: _Language) -> tuple[str, str] | None:
    """From a day of one month to a day of another: 28 May to 2 June."""
    months = _month(match, language), _month(match, language, "m2")
    days = [int(re.sub(r"\D", "", match[group])) for group in ("d", "d2")]
    last = int(match["y"]) if match["y"] else _year_of(months[1], anchor, days[1], _ahead(match, language))
    if last is None:
        return None
    first = last - (months[0] > months[1])
    bounds = _valid(first, months[0], days[0]), _valid(last, months[1], days[1])
    return (f"{bounds[0]}/{bounds[1]}", "DATE") if all(bounds) and months[0] != months[1] else None


def _iso(match: re.Match[str], _anchor: _Anchor, _language: _Language) -> tuple[str, str] | None:
    made = _valid(int(match["y"]), int(match["mm"]), int(match["dd"]))
    return (made, "DATE") if made else None


def _month_year(match: re.Match[str], anchor: _Anchor, language: _Language) -> tuple[str, str] | None:
    month = _month(match, language)
    word = (match.groupdict().get("when") or "").lower()
    said = match.groupdict().get("y")
    year = int(said) if said else _year_of(month, anchor)
    if year is None or (word == "next" and anchor.day is None):
        return None
    if not said and word in ("next", "prochain"):
        year += 1
    if anchor.day and (of := (match.groupdict().get("of") or "").lower()):
        year = anchor.day.year + (-1 if of in _LAST else 1 if of in _NEXT else 0)
    part = (match.groupdict().get("part") or "").lower().rstrip("-").strip()
    if part in _PARTS:
        first, last = _PARTS[part]
        last = last or calendar.monthrange(year, month)[1]
        return f"[{year}-{month:02}-{first:02}..{year}-{month:02}-{last:02}]", "DATE"
    return f"{year}-{month:02}", "DATE"


#: What a number of four digits counts or names instead of a year.
_NUMBERED = re.compile(
    r"(?:\b(?:resolutions?|résolutions?|articles?|law|loi|décret|decree|no\.|n°|number|room|flight|(?-i:Agenda|Vision|Horizon|Plan|Simandou))\s+)$",
    re.I,
)


def _year(match: re.Match[str], _anchor: _Anchor, _language: _Language) -> tuple[str, str] | None:
    return None if _NUMBERED.search(match.string[max(0, match.start() - 20) : match.start()]) else (match["y"], "DATE")


def _years(match: re.Match[str], _anchor: _Anchor, _language: _Language) -> tuple[str, str] | None:
    first, last = match["y"], match["y2"]
    last = first[: 4 - len(last)] + last
    return (f"{first}/{last}", "DATE") if int(first) < int(last) <= int(first) + 200 else None


def _decade(match: re.Match[str], _anchor: _Anchor, _language: _Language) -> tuple[str, str]:
    return match["y"][:3] + "X", "DATE"


_STEPS = {
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "hier": -1,
    "aujourd’hui": 0,
    "aujourd'hui": 0,
    "demain": 1,
    "avant-hier": -2,
}
_LAST = ("last", "past", "previous", "dernier", "dernière", "passé", "passée")
_NEXT = ("next", "coming", "prochain", "prochaine")


def _near_day(match: re.Match[str], anchor: _Anchor, _language: _Language) -> tuple[str, str] | None:
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    return (anchor.day + dt.timedelta(days=_STEPS[match[0].lower()])).isoformat(), "DATE"


def _weekday(match: re.Match[str], anchor: _Anchor, language: _Language) -> tuple[str, str] | None:
    if anchor.day is None or not anchor.precise:
        return "", "DATE"
    number, word = language.days[match["day"].lower()], (match["w"] or "").lower()
    if word in _NEXT or (word not in _LAST and _ahead(match, language)):
        return (anchor.day + dt.timedelta(days=(number - anchor.day.weekday() - 1) % 7 + 1)).isoformat(), "DATE"
    back = (anchor.day.weekday() - number) % 7
    return (anchor.day - dt.timedelta(days=back or (7 if word in _LAST else 0))).isoformat(), "DATE"


def _near_unit(match: re.Match[str], anchor: _Anchor, _language: _Language) -> tuple[str, str] | None:
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


def _count(words: str) -> int | None:
    words = words.lower().strip()
    return int(words) if words.isdecimal() else _NUMBERS.get(words)


def _ago(match: re.Match[str], anchor: _Anchor, _language: _Language) -> tuple[str, str] | None:
    count, unit = _count(match["n"]), _UNITS[match["u"].lower()]
    if count is None or anchor.day is None:
        return "", "DATE"
    count *= 10 if match["u"].lower().startswith(("decade", "décennie")) else 1
    if unit == "Y":
        return str(anchor.day.year - count), "DATE"
    if unit == "M":
        months = anchor.day.year * 12 + anchor.day.month - 1 - count
        return f"{months // 12}-{months % 12 + 1:02}", "DATE"
    if not anchor.precise or unit == "H":
        return "", "DATE"
    return (anchor.day - dt.timedelta(days=count * (7 if unit == "W" else 1))).isoformat(), "DATE"


def _duration(match: re.Match[str], _anchor: _Anchor, _language: _Language) -> tuple[str, str] | None:
    count, unit = _count(match["n"]), match["u"].lower()
    if count is None:
        return None
    count *= 10 if unit.startswith(("decade", "décennie")) else 1
    return f"P{'T' if _UNITS[unit] == 'H' else ''}{count}{_UNITS[unit]}", "DURATION"


def _half(match: re.Match[str], _anchor: _Anchor, _language: _Language) -> tuple[str, str]:
    return ("P15Y" if match["u"].lower() == "decade" else "P18M"), "DURATION"


def _and_half(match: re.Match[str], _anchor: _Anchor, _language: _Language) -> tuple[str, str] | None:
    """Three and a half years: P3Y6M."""
    count = _count(match["n"])
    if count is None:
        return None
    return (f"P{count}Y6M" if match["u"].lower() == "year" else f"P{count}M15D"), "DURATION"


def _vague(_match: re.Match[str], _anchor: _Anchor, _language: _Language) -> tuple[str, str]:
    return "", "DURATION"


# -- rules


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


def _rule(
    pattern: str, make: Callable[..., tuple[str, str] | None], flags: int = re.I
) -> tuple[re.Pattern[str], Callable[..., tuple[str, str] | None]]:
    return re.compile(pattern, flags), make


_Y = r"(?P<y>(?:1[5-9]|20)\d\d)(?!\d|[.,]\d|\s*(?:%|per cent|percent))"
_BEFORE = r"(?<![\w.,$€£-])"


def _english() -> _Language:
    months = {m.lower(): i for i, m in enumerate(_MONTHS["en"], 1)} | _SHORT
    names = "(?P<m>" + "|".join([*_MONTHS["en"], *(rf"{s.capitalize()}\b\.?" for s in _SHORT)]) + ")"
    names2 = names.replace("?P<m>", "?P<m2>")
    weekday = rf"(?:(?:{_any(_DAYS['en'])}),?\s+(?:the\s+)?)?"
    d = r"(?P<d>\d{1,2}(?:st|nd|rd|th)?)"
    d2 = r"(?P<d2>\d{1,2}(?:st|nd|rd|th)?)"
    number = rf"(?P<n>\d{{1,3}}|{_any(n for n in _NUMBERS if n not in ('un', 'une'))})"
    unit = r"(?P<u>day|week|month|year|decade|hour)"
    rules = (
        _rule(rf"\b{weekday}{d}(?:\s+of)?\s+{names}(?:,?\s+{_Y})?(?!\w)", _full),
        _rule(rf"\b{weekday}{names}\s+{d}(?:,?\s+{_Y})?(?![\w,]\d|\w)", _full),
        _rule(rf"\b(?:from\s+)?{d}\s*(?:-|–|to|and)\s*{d2}\s+{names}(?:,?\s+{_Y})?(?!\w)", _full),
        _rule(rf"\b(?:from\s+)?{d}\s+{names}\s*(?:-|–|to|until)\s*{d2}\s+{names2}(?:,?\s+{_Y})?(?!\w)", _span),
        _rule(rf"\b(?:from\s+)?{names}\s+{d}\s*(?:-|–|to|until)\s*{names2}\s+{d2}(?:,?\s+{_Y})?(?!\w)", _span),
        _rule(rf"\b{names}\s+{d}\s*(?:-|–|to|and)\s*{d2}(?:,?\s+{_Y})?(?!\w)", _full),
        _rule(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<mm>\d\d)-(?P<dd>\d\d)(?!\d)", _iso),
        _rule(rf"\b(?P<part>early|mid|late|(?:the )?(?:beginning|end|start) of)[\s-]+{names}(?:,?\s+(?:of\s+)?{_Y})?(?!\w)", _month_year),
        _rule(rf"\b{names},?\s+(?:of\s+)?{_Y}", _month_year),
        _rule(rf"\b{names}\s+(?:of\s+)?(?P<of>this|last|next)\s+year\b", _month_year),
        _rule(rf"\b(?:(?:past|last|next|coming)\s+)(?P<x>{number}\s+{unit}s?)\b", _duration),
        _rule(rf"\b(?P<when>[Ll]ast|[Nn]ext|[Tt]his)\s+{names}(?!\s*\d|\w)", _month_year, 0),
        _rule(rf"\b(?:[Tt]he|[Aa])\s+(?P<x>{names})(?=\s+[a-z])", _month_year, 0),
        _rule(rf"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Dd]uring|[Uu]ntil|till|[Bb]efore|[Aa]fter|of|for|[Ff]rom|through)\s+(?P<x>{names})(?!\s*\d|\w)", _month_year, 0),
        _rule(rf"{_BEFORE}{_Y}(?:\s*[-–/]\s*|\s+(?:to|and|until)\s+)(?P<y2>(?:19|20)?\d\d)(?![\w-])", _years),
        _rule(rf"{_BEFORE}(?:the\s+)?(?P<y>(?:1[5-9]|20)\d0)['’]?s\b", _decade),
        _rule(rf"{_BEFORE}{_Y}(?![\w-]*\w|\s+(?:tons?|tonnes?|people|men|soldiers|troops|km|kilometres))", _year),
        _rule(r"\b(?:yesterday|today|tonight|tomorrow)\b", _near_day),
        _rule(rf"\b(?:(?P<w>last|next|this|past|coming)\s+)?(?P<day>{_any(_DAYS['en'])})\b", _weekday),
        _rule(r"\b(?:earlier |later )?(?P<w>last|next|this|past|previous|coming)\s+(?P<u>week|month|year)\b", _near_unit),
        _rule(rf"\b{number}\s+{unit}s?\s+(?:ago|earlier)\b", _ago),
        _rule(r"\b(?:over\s+)?a\s+(?P<u>decade|year)\s+and\s+a\s+half\b", _half),
        _rule(rf"\b(?:(?:more than|over|about|nearly|almost)\s+)?{number}\s+and\s+a\s+half\s+(?P<u>year|month)s\b", _and_half),
        _rule(rf"\b(?!one day,?\s(?:we|they|he|she|it|will|may)\b){number}[\s-]+{unit}s?\b(?!\s+(?:ago|earlier))(?!-old)", _duration),
        _rule(r"\b(?:the\s+)?(?:past|last|next|coming)\s+(?:few|several)\s+(?:days|weeks|months|years)\b|\bover\s+the\s+years\b", _vague),
    )  # fmt: skip
    return _Language(months, {day: i for i, day in enumerate(_DAYS["en"])}, (_AHEAD,), rules)


def _french() -> _Language:
    months = {m.lower(): i for i, m in enumerate(_MONTHS["fr"], 1)} | {"fevrier": 2, "aout": 8, "decembre": 12}
    names = "(?P<m>" + _any(months) + r")\b"
    names2 = names.replace("?P<m>", "?P<m2>")
    weekday = rf"(?:(?:{_any(_DAYS['fr'])})\s+)?"
    d = r"(?P<d>\d{1,2}(?:er)?)"
    number = rf"(?P<n>\d{{1,3}}|{_any(n for n in _NUMBERS if n not in ('a', 'an', 'one'))})"
    unit = r"(?P<u>jour|semaine|mois|année|an|décennie|heure)"
    rules = (
        _rule(rf"\b{weekday}{d}\s+{names}(?:\s+{_Y})?(?!\w)", _full),
        _rule(rf"\b(?:du\s+)?{d}\s+{names}\s+(?:au|-|–)\s+(?P<d2>\d{{1,2}}(?:er)?)\s+{names2}(?:\s+{_Y})?(?!\w)", _span),
        _rule(rf"\b(?:du\s+)?{d}\s+(?:au|et(?:\s+le)?|-|–)\s+(?P<d2>\d{{1,2}}(?:er)?)\s+{names}(?:\s+{_Y})?(?!\w)", _full),
        _rule(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<mm>\d\d)-(?P<dd>\d\d)(?!\d)", _iso),
        _rule(rf"\b(?P<part>début|mi|fin)[\s-]+{names}(?:\s+{_Y})?(?!\w)", _month_year),
        _rule(rf"\b{names}\s+(?P<when>dernier|prochain)\b(?P<y>(?!))?", _month_year),
        _rule(rf"\b{names}\s+{_Y}", _month_year),
        _rule(rf"\b{names}\s+(?:de\s+cette\s+année|de\s+l[’']an(?:née)?\s+(?P<of>dernière?|passée?|prochaine?))\b", _month_year),
        _rule(rf"\b{number}\s+(?:derni(?:ère|er)s|prochaine?s|premi(?:ère|er)s)\s+{unit}s?\b", _duration),
        _rule(r"(?<![\d/])(?P<dd>\d{1,2})[/.](?P<mm>\d{1,2})[/.](?P<y>(?:19|20)\d\d)(?![\d/])", _iso),
        _rule(rf"\b(?:en|depuis|de|d’|d'|jusqu’en|au mois de|au mois d’)\s*(?P<x>{names})(?P<y>(?!))?(?!\s*\d)", _month_year),
        _rule(rf"{_BEFORE}{_Y}(?:\s*[-–/]\s*|\s+(?:à|et)\s+)(?P<y2>(?:19|20)?\d\d)(?![\w-])", _years),
        _rule(r"\b(?:les\s+)?années\s+(?P<y>(?:1[5-9]|20)\d0)\b", _decade),
        _rule(rf"{_BEFORE}{_Y}(?![\w-]*\w|\s+(?:tonnes?|personnes|hommes|soldats|km))", _year),
        _rule(r"\b(?:hier|avant-hier|aujourd[’']hui|demain)\b", _near_day),
        _rule(rf"\b(?P<day>{_any(_DAYS['fr'])})(?:\s+(?P<w>dernier|prochain|passé))?\b", _weekday),
        _rule(r"\b(?:la|le|l[’'])\s*(?P<u>semaine|mois|année|an)\s+(?P<w>dernière|dernier|prochaine|prochain|passée|passé)\b", _near_unit),
        _rule(r"\b(?P<w>cette|ce)\s+(?P<u>semaine|mois|année)\b", _near_unit),
        _rule(rf"\bil\s+y\s+a\s+{number}\s+{unit}s?\b", _ago),
        _rule(rf"\b{number}\s+{unit}s?\b", _duration),
    )  # fmt: skip
    return _Language(months, {day: i for i, day in enumerate(_DAYS["fr"])}, (_AHEAD, _FUTURE), rules)


_LANGUAGES = {"en": _english(), "fr": _french()}
