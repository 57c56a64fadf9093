"""Which year is meant by a day or month without one: by what is said before it, of the past or of what is to come."""

from __future__ import annotations

import datetime as dt
import re

from handbook.extraction.date_words import Anchor, Language


def month_of(match: re.Match[str], language: Language, group: str = "m") -> int:
    return language.months[(match[group] or match["m1"]).lower().rstrip(".")]


def valid(year: int, month: int, day: int) -> str | None:
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


def ahead(match: re.Match[str], language: Language) -> bool:
    """Whether the words before a date speak of what is to come."""
    lead = re.split(r"[\"”»]", match.string[max(0, match.start() - 140) : match.start()])[-1]
    lead = re.sub(r"(?<=\d)\.(?=\d)", ",", _SHORT_TITLE.sub(" ", lead))
    if _SAID.search(lead):
        return False
    if any(pattern.search(lead) for pattern in language.ahead):
        return True
    # In July the ministers will meet: what begins a sentence is told by what follows.
    begins = re.search(r"(?:^|[.;:!?]\s)\s*(?:\w+\s+){0,2}$", lead)
    later = _SERA if language.day_first else _WILL
    return bool(begins and later.match(match.string, match.end(), match.end() + 90))


#: Words after which the nearest such day is meant, before or after publication.
DUE = re.compile(
    r"\b(?:by|until|till|d[’']ici(?: à| la| le)?|jusqu[’'](?:au|en|à la|à)|avant|before)\s+(?:the\s+|le\s+)?(?:(?:end|start|beginning|middle) of\s+|fin\s+|mi-|mid-|début\s+)?$",
    re.I,
)
#: So many days after publication a day without a year is taken to be still to come.
_SOON = 60


def year_of(month: int, anchor: Anchor, day: int = 1, ahead: bool = False, due: bool = False) -> int | None:
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


def due(match: re.Match[str]) -> bool:
    return bool(DUE.search(match.string[max(0, match.start("m") - 40) : match.start("m")]))


_SINCE = re.compile(r"\b(?:since|depuis(?: le)?)\s+$", re.I)


def day_year(match: re.Match[str], month: int, day: int, anchor: Anchor, language: Language) -> int | None:
    """The year of a day without one: one that comes soon is rather to come than a year ago."""
    year = year_of(month, anchor, day, ahead(match, language), bool(DUE.search(before(match))))
    if year is None or anchor.day is None or not anchor.precise or _SINCE.search(before(match)):
        return year
    coming = valid(year + 1, month, day)
    soon = coming and 0 < (dt.date.fromisoformat(coming) - anchor.day).days <= _SOON
    return year + 1 if soon else year


def before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 40) : match.start()]
