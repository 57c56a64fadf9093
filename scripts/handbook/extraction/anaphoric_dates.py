"""Dates counted from another date of the text: the following year, two days later, le lendemain, cette année-là.

A date counted from the day of publication (``relative_dates``) needs nothing but that day; these
need the date that was told last in the same paragraph.  Where there is none, nothing is made of them.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence

from handbook.extraction.date_words import MANY, NUMBERS, UNIT_OF
from handbook.extraction.numerals import pattern_of
from handbook.extraction.spans import Dated

#: What stands behind words that say when, rather than before or after what: the year before, les deux ans après.
_ENDS = r"(?=\s*(?:[,.;:)\]–—]|$|and\b|but\b|et\b|mais\b))"
_COUNT = {language: rf"(?P<n>\d{{1,3}}|{pattern_of(words)})" for language, words in NUMBERS.items()}

#: Steps forward by the word that says them; ``same`` is 0.
_STEPS = {
    "following": 1, "next": 1, "after": 1, "later": 1, "afterwards": 1, "afterward": 1, "previous": -1, "preceding": -1, "before": -1, "earlier": -1, "same": 0, "that": 0,
    "suivant": 1, "suivante": 1, "plus tard": 1, "après": 1, "d'après": 1, "précédent": -1, "précédente": -1, "plus tôt": -1, "auparavant": -1, "avant": -1, "d'avant": -1,
    "même": 0, "là": 0, "lendemain": 1, "surlendemain": 2, "veille": -1, "avant-veille": -2, "jour même": 0,
}  # fmt: skip

_PATTERNS = {
    "en": (
        r"\bthe\s+(?:very\s+)?(?P<w>next)\s+(?P<u>day)\b(?!\s+of\b)",
        r"\b(?:the|that)\s+(?P<w>following|previous|preceding|same)\s+(?P<u>day|week|month|year)\b(?!\s+(?:of|as)\b)",
        rf"\b(?:the|a)\s+(?P<u>day|week|month|year)\s+(?P<w>before|after|earlier|later){_ENDS}",
        rf"(?<![\w.,-]){_COUNT['en']}\s+(?P<u>day|week|month|year|decade)s?\s+(?P<w>later|afterwards?|earlier)\b(?!\s+than\b)",
        rf"(?<![\w.,-]){_COUNT['en']}\s+(?P<u>day|week|month|year|decade)s?\s+(?P<w>after|before){_ENDS}",
        r"\b(?P<w>that)\s+(?P<u>day|month|year)\b(?!['’]s)",
    ),
    "fr": (
        r"\b(?:le\s+)?(?P<w>lendemain|surlendemain)\b(?!\s+(?:de|du|des)\b|\s+d[’'])",
        r"\b(?:la\s+|l[’'])(?P<w>veille|avant-veille)\b(?!\s+(?:de|du|des)\b|\s+d[’'])",
        r"\ble\s+(?:(?P<w>jour\s+même)|(?P<w2>même)\s+jour)\b",
        r"\b(?:l[’']|la\s+|le\s+)(?P<u>jour|semaine|mois|année|an)\s+(?P<w>suivante?|précédente?|d[’']après|d[’']avant)\b",
        r"\b(?:la|le)\s+(?P<w>même)\s+(?P<u>semaine|mois|année)\b(?!\s+que\b)",
        rf"(?<![\w.,-]){_COUNT['fr']}\s+(?P<u>jour|semaine|mois|année|an|décennie)s?\s+(?P<w>plus\s+tard|plus\s+tôt|auparavant)\b",
        rf"(?<![\w.,-]){_COUNT['fr']}\s+(?P<u>jour|semaine|mois|année|an|décennie)s?\s+(?P<w>après|avant){_ENDS}",
        r"\b(?:cette|ce)\s+(?P<u>jour|mois|année)-(?P<w>là)\b",
    ),
}  # fmt: skip
_RULES = {language: tuple(re.compile(p, re.I) for p in patterns) for language, patterns in _PATTERNS.items()}
#: A paragraph without one of these words has none.
_HINT = {
    "en": re.compile(r"\b(?:next|following|previous|preceding|same|before|after\w*|earlier|later|that)\b", re.I),
    "fr": re.compile(r"lendemain|veille|même|suivant|précédent|\b(?:après|avant|tard|tôt|auparavant)\b|-là\b", re.I),
}
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def anaphoric(text: str, found: Sequence[Dated], language: str) -> Iterator[Dated]:
    """Dates counted from the nearest of ``found`` before them, or from one of their own, in order of their places.

    The value is empty where the date before is not told exactly enough: three months after 2020.
    """
    language = language if language in _RULES else "en"
    if not found or not _HINT[language].search(text):
        return
    # By where they end; of two that end together the one that was found first.
    told = [(d.end, -n, d.value) for n, d in enumerate(found) if d.kind == "DATE" and _PLAIN.fullmatch(d.value)]
    told.sort()
    for match in sorted((m for rule in _RULES[language] for m in rule.finditer(text)), key=lambda m: m.start()):
        earlier = bisect_right(told, (match.start(), 1, ""))
        if not earlier:
            continue
        made = Dated(match.start(), match.end(), match[0], _value(match, told[earlier - 1][2], language), relative=True)
        if made.value:
            insort(told, (made.end, -len(found) - len(told), made.value))
        yield made


def _value(match: re.Match[str], told: str, language: str) -> str:
    groups = match.groupdict()
    word = " ".join((groups.get("w") or groups.get("w2") or "").lower().replace("’", "'").split())
    said = (groups.get("u") or "day").lower()
    number = groups.get("n")
    count = 1 if not number else int(number) if number.isdecimal() else NUMBERS[language].get(number.lower(), 1)
    return _moved(told, UNIT_OF[said], _STEPS[word] * count * MANY.get(said, 1), whole=not number)


def _moved(told: str, unit: str, steps: int, whole: bool) -> str:
    """A plain EDTF date moved by units; ``whole`` asks for the unit itself (the week after), not so much later."""
    found = _PLAIN.fullmatch(told)
    assert found
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if unit == "Y":
            return f"{year + steps:04}"
        if not month:
            return ""
        if unit == "M":
            months = year * 12 + month - 1 + steps
            return f"{months // 12:04}-{months % 12 + 1:02}"
        if not day:
            return ""
        there = dt.date(year, month, day) + dt.timedelta(days=steps * (7 if unit == "W" else 1))
        if unit == "W" and whole:
            monday = there - dt.timedelta(days=there.weekday())
            return f"[{monday.isoformat()}..{(monday + dt.timedelta(days=6)).isoformat()}]"
        return there.isoformat()
    except (ValueError, OverflowError):
        return ""
