"""The words of dates in English and French, and what a rule for them is."""

from __future__ import annotations

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
UNIT_OF = {
    "day": "D", "week": "W", "fortnight": "W", "month": "M", "year": "Y", "decade": "Y", "century": "Y", "centurie": "Y", "hour": "TH", "minute": "TM",
    "jour": "D", "semaine": "W", "mois": "M", "an": "Y", "année": "Y", "décennie": "Y", "siècle": "Y", "heure": "TH",
}  # fmt: skip
#: Units that are several of another one.
MANY = {"fortnight": 2, "decade": 10, "décennie": 10, "century": 100, "centurie": 100, "siècle": 100}
PARTS = {
    "early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, 0), "end": (21, 0),
    "début": (1, 10), "mi": (11, 20), "fin": (21, 0),
}  # fmt: skip


LAST = ("last", "past", "previous", "dernier", "dernière", "passé", "passée", "écoulé", "écoulée")
NEXT = ("next", "coming", "prochain", "prochaine")


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
        # "On or before the day on which it was read" says nothing of when that was.
        if date is None or date.earliest is None:
            return cls(None, False)
        day = date.latest or date.earliest
        return cls(day, date.earliest == date.latest)
