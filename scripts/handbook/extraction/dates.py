"""Dates in English and French text, as EDTF; relative ones are resolved against the day of publication.

"Late February 2024" is one day of a set, ``[2024-02-21..2024-02-29]``: early is the
1st to 10th, mid the 11th to 20th, late the 21st to the end.  A month without a year
is the last such month up to publication; a quarter is one of its months.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from handbook.extraction import date_values as values
from handbook.extraction import relative_dates
from handbook.extraction.anaphoric_dates import anaphoric
from handbook.extraction.date_words import DAYS, MONTHS, NUMBERS, SHORT, UNIT_OF, Anchor, Language, Made, Rule
from handbook.extraction.date_years import AHEAD, FUTURE
from handbook.extraction.numerals import pattern_of
from handbook.extraction.relative_dates import NEAR
from handbook.extraction.spans import Dated, longest
from handbook.partial_date import PartialDate


def dates(text: str, published: PartialDate | None = None, language: str = "en") -> list[Dated]:
    """Every date and duration in ``text``, in order, none inside another."""
    found = longest(_all(text, Anchor.of(published), LANGUAGES.get(language, LANGUAGES["en"])))
    return longest([*anaphoric(text, found, language), *found])


def _all(text: str, anchor: Anchor, language: Language) -> Iterator[Dated]:
    small = text.lower()
    has = {kind: any(word in small for word in words) for kind, words in language.keys.items()}
    for pattern, make, needs in language.rules:
        # Most patterns have nothing to look for in most paragraphs.
        for match in pattern.finditer(text) if not needs or has[needs] else ():
            made = _within(make, match, anchor, language)
            if made is not None:
                value, kind = made
                start, end = match.span("x") if "x" in pattern.groupindex else match.span()
                absolute = kind == "DATE" and re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", text[start:end]) is not None
                yield Dated(start, end, text[start:end], value, kind, not absolute and kind == "DATE")


def _within(
    make: Callable[[re.Match[str], Anchor, Language], Made], match: re.Match[str], anchor: Anchor, language: Language
) -> Made:
    """What a rule makes of its words; beyond the calendar (900,000 days ago) there is a date that cannot be resolved."""
    try:
        made = make(match, anchor, language)
        if made is not None and made[1] == "DATE" and made[0]:
            PartialDate.parse(made[0])
    except (OverflowError, ValueError):
        return "", "DATE"
    return made


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _rule(pattern: str, make: Callable[[re.Match[str], Anchor, Language], Made], flags: int = re.I) -> Rule:
    """A rule, and the kind of word without which it cannot match: by the groups that it has."""
    compiled = re.compile(pattern, flags)
    needs = next(
        (kind for group, kind in (("m", "month"), ("u", "unit"), ("day", "weekday")) if group in compiled.groupindex),
        "",
    )
    return compiled, make, needs


_Y = r"(?P<y>(?:1[5-9]|20)\d\d)(?!\d|[.,]\d|\s*(?:%|per cent|percent))"
_OF_YEAR = rf"(?:{_Y}|(?P<of>this|last|next)\s+year|the\s+year)"
_OF_YEAR_FR = rf"(?:l[’']année\s+)?(?:{_Y}|cette\s+année|l[’']an(?:née)?\s+(?P<of>dernière?|passée?|prochaine?))"
_BEFORE = r"(?:(?<![\w.,$€£-])|(?<=\bmid-)|(?<=\bmi-))"
#: A whole number, not the end of one with a decimal or with thousands.
_WHOLE = r"(?<!\d)(?<!\d[.,\s])(?:[1-9]\d{0,2}[,\u00a0\u202f ]\d{3}|\d{1,4})(?![.,]?\d)"
#: Two and a half in figures: 2.5, 2½, 2 1/2.
_HALVED = r"(?<![\d.,])(?P<n>\d{1,2})(?:\s?½|\s1/2|[.,]5)"
_ISO = r"(?<!\d)(?P<y>(?:19|20)\d\d)[-.](?P<mm>\d\d)[-.](?P<dd>\d\d)(?!\d)"
_NUMERIC = r"(?<![\d/.-])(?P<a>\d{1,2})(?P<by>[/.-])(?P<b>\d{1,2})(?P=by)(?P<y>(?:19|20)\d\d)(?![\d/-])"


def _phrases(language: str) -> str:
    return "|".join(p.replace(" ", r"\s+").replace("’", "[’']") for p in sorted(NEAR[language], key=len, reverse=True))


def _english() -> Language:
    months = {m.lower(): i for i, m in enumerate(MONTHS["en"], 1)} | SHORT
    names = "(?P<m>" + "|".join([*MONTHS["en"], *(rf"{s.capitalize()}\b\.?" for s in SHORT)]) + ")"
    names2 = names.replace("?P<m>", "?P<m2>")
    weekday = rf"(?:(?:(?:this|last|next)\s+)?(?:{_any(DAYS['en'])})(?:\s+(?:morning|afternoon|evening|night))?,?\s+(?:the\s+)?)?"
    d = r"(?P<d>\d{1,2}(?:st|nd|rd|th)?)"
    d2 = r"(?P<d2>\d{1,2}(?:st|nd|rd|th)?)"
    number = rf"(?P<n>{_WHOLE}|(?<![\w-])(?:{pattern_of(NUMBERS['en'])}))"
    unit = r"(?P<u>day|week|fortnight|month|year|decade|hour|minute|century|centurie)"
    rules = (
        _rule(rf"\b{weekday}{d}(?:\s+of)?\s+{names}(?:,?\s+{_Y})?(?!\w)", values.full),
        _rule(rf"\b{weekday}{names}\s+(?:the\s+)?{d}(?!\s+(?:Movement|Brigade|Alliance|Coalition|Square|Street|Avenue|Stadium)\b)(?:,?\s+{_Y})?(?![\w,]\d|\w)", values.full),
        _rule(rf"\b(?:from\s+)?{d}\s*(?:-|–|to|and)\s*{d2}\s+{names}(?:,?\s+{_Y})?(?!\w)", values.full),
        _rule(rf"\b(?:from\s+)?{d}\s+{names}\s*(?:-|–|to|until)\s*{d2}\s+{names2}(?:,?\s+{_Y})?(?!\w)", values.span),
        _rule(rf"\b(?:from\s+)?{names}\s+{d}\s*(?:-|–|to|until)\s*{names2}\s+{d2}(?:,?\s+{_Y})?(?!\w)", values.span),
        _rule(rf"\b{names}\s+{d}\s*(?:-|–|to|and)\s*{d2}(?:,?\s+{_Y})?(?!\w)", values.full),
        _rule(_ISO, values.iso),
        _rule(_NUMERIC, values.numeric),
        _rule(rf"\b(?:[Bb]etween\s+{names}\s+and|(?:[Ff]rom\s+)?{names.replace('<m>', '<m1>')}\s*(?:-|–|to|until))\s*{names2}(?:,?\s+{_Y})?(?!\s*\d|\w)", values.months, 0),
        _rule(rf"\b(?P<x>{names})\s+and\s+{names2},?\s+{_Y}", values.month_before, 0),
        _rule(rf"\b(?:[Ii]n|for|[Dd]uring|of)\s+{names.replace('<m>', '<m0>')}\s+and\s+(?P<x>{names})(?!,?\s*\d|\w)", values.month_year, 0),
        _rule(rf"\b(?P<part>early|mid|late|(?:the )?(?:beginning|middle|end|start) of)[\s-]+{names}(?:,?\s+(?:of\s+)?{_Y})?(?!\w)", values.month_year),
        _rule(rf"\b{names},?\s+(?:of\s+)?{_Y}", values.month_year),
        _rule(rf"\b{names}\s+(?:of\s+)?(?P<of>this|last|next)\s+year\b", values.month_year),
        _rule(rf"\b(?:(?:past|last|next|coming)\s+)(?P<x>{number}\s+{unit}s?)\b", relative_dates.duration),
        _rule(r"\b(?:over|in|during|for|within|throughout|of)\s+the\s+(?P<x>(?:past|last|next|coming)\s+(?P<u>week|month|year|decade|century))\b(?!\s+of)", relative_dates.duration),
        _rule(rf"\b(?P<when>[Ll]ast|[Nn]ext|[Tt]his)\s+{names}(?!\s*\d|\w)", values.month_year, 0),
        _rule(rf"\b(?:[Tt]he|[Aa])\s+(?P<x>{names})(?=\s+[a-z])", values.month_year, 0),
        _rule(rf"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Dd]uring|[Uu]ntil|till|[Bb]efore|[Aa]fter|of|for|[Ff]rom|through)\s+(?P<x>{names})(?!\s*\d|\w)", values.month_year, 0),
        _rule(rf"\b(?:the\s+)?(?:(?P<q>first|second|third|fourth|last|final|1st|2nd|3rd|4th)[\s-]quarter|Q(?P<q2>[1-4]))(?:,?\s+(?:of\s+)?{_OF_YEAR})?\b(?!\s+of\b|-?final)", values.part_of_year),
        _rule(rf"\b(?:the\s+)?(?P<h>first|second|last|1st|2nd)\s+(?:half|six\s+months)\s+of\s+{_OF_YEAR}\b", values.part_of_year),
        _rule(rf"{_BEFORE}{_Y}(?:\s*[-–/]\s*|\s+(?:to|until)\s+|(?:(?<=\bbetween \d\d\d\d)|(?<=\bfor \d\d\d\d))\s+and\s+)(?P<y2>(?:19|20)?\d\d)(?![\w-])", values.years),
        _rule(rf"{_BEFORE}(?:the\s+)?(?P<y>(?:1[5-9]|20)\d0)['’]?s\b", values.decade),
        _rule(r"\bthe\s+(?:early\s+|late\s+|mid-)?['’]?(?P<y>[5-9]0)s\b", values.decade),
        _rule(r"\b(?:the\s+)?(?P<n>1[5-9]|2[01])(?:th|st|nd)[\s-]century\b", values.century),
        _rule(rf"{_BEFORE}{_Y}(?![\w-]*\w)", values.year),
        _rule(rf"\b(?:{_phrases('en')})\b", relative_dates.near_day),
        _rule(rf"\b(?:(?P<w>last|next|this|past|coming)\s+)?(?P<day>{_any(DAYS['en'])})\b(?:\s+(?:morning|afternoon|evening|night)\b)?", relative_dates.weekday),
        _rule(r"\b(?:over\s+the\s+(?:(?P<w2>past|last)\s+)?|(?P<w>last|next|this|past|coming)\s+)week-?end\b", relative_dates.weekend),
        _rule(r"\b(?:earlier |later )?(?P<w>last|next|this|past|previous|coming)\s+(?P<u>week|month|year)\b(?!\s+of\b)", relative_dates.near_unit),
        _rule(rf"\b{number}\s+{unit}s?\s+(?:ago|earlier)\b", relative_dates.ago),
        _rule(r"\b(?:(?:more than|over|about|nearly|almost)\s+)?(?P<n>an?|one)\s+(?P<u>decade|year|month)\s+and\s+a\s+half\b", relative_dates.and_half),
        _rule(rf"\b(?:(?:more than|over|about|nearly|almost)\s+)?{number}\s+and\s+a\s+half\s+(?P<u>year|month|decade)s\b", relative_dates.and_half),
        _rule(rf"{_HALVED}[\s-](?P<u>year|month|decade)s?\b", relative_dates.and_half),
        _rule(r"\bhalf(?:\s+an?\s+|-)(?P<u>century|decade|year)\b", relative_dates.half),
        _rule(r"\b(?P<u>day|week|month|year|decade)-long\b", relative_dates.duration),
        _rule(rf"\b(?!one day,?\s(?:we|they|he|she|it|will|may)\b){number}(?:\s+(?:more|further|additional|consecutive|straight|full|long))?[\s-]+{unit}s?\b(?!\s+(?:ago|earlier))(?!(?:-|\s+)olds?\b)", relative_dates.duration),
        _rule(rf"\b{number}\s+(?:to|or)\s+{number.replace('<n>', '<n2>')}\s+(?:more\s+)?{unit}s?\b", relative_dates.vague),
        _rule(r"\b(?P<m>January|February|July|September|October|November|December)\b(?!\s*\d)", values.month_year, 0),
        _rule(r"\b(?:the\s+)?(?:past|last|next|coming)\s+(?:few|several)\s+(?:days|weeks|months|years)\b|\bover\s+the\s+years\b", relative_dates.vague),
    )  # fmt: skip
    keys = {"month": (*SHORT, "may"), "unit": tuple(UNIT_OF), "weekday": ("day",)}
    return Language(months, {day: i for i, day in enumerate(DAYS["en"])}, NUMBERS["en"], (AHEAD,), rules, keys)


def _french() -> Language:
    months = {m.lower(): i for i, m in enumerate(MONTHS["fr"], 1)} | {"fevrier": 2, "aout": 8, "decembre": 12}
    names = "(?P<m>" + _any(months) + r")\b"
    names2 = names.replace("?P<m>", "?P<m2>")
    weekday = rf"(?:(?:{_any(DAYS['fr'])})(?:\s+(?:matin|après-midi|soir))?\s+)?"
    d = r"(?P<d>\d{1,2}(?:er)?)"
    number = rf"(?P<n>{_WHOLE}|(?<![\w-])(?:{pattern_of(NUMBERS['fr'])}))"
    unit = r"(?P<u>jour|semaine|mois|année|an|décennie|heure|minute|siècle)"
    rules = (
        _rule(rf"\b{weekday}{d}\s+{names}(?:\s+{_Y}|\s+(?P<when>dernier|prochain)\b)?(?!\w)", values.full),
        _rule(rf"\b(?:du\s+)?{d}\s+{names}\s+(?:au|-|–)\s+(?P<d2>\d{{1,2}}(?:er)?)\s+{names2}(?:\s+{_Y})?(?!\w)", values.span),
        _rule(rf"\b(?:du\s+)?{d}\s+(?:au|et(?:\s+le)?|-|–)\s+(?P<d2>\d{{1,2}}(?:er)?)\s+{names}(?:\s+{_Y})?(?!\w)", values.full),
        _rule(_ISO, values.iso),
        _rule(_NUMERIC, values.numeric),
        _rule(rf"\b(?:entre\s+{names}\s+et|(?:de\s+)?{names.replace('<m>', '<m1>')}\s*(?:-|–|à))\s*{names2}(?:\s+{_Y})?(?!\s*\d)", values.months),
        _rule(rf"\b(?P<x>{names})\s+et\s+(?:en\s+)?{names2}\s+{_Y}", values.month_before),
        _rule(rf"\b(?P<part>(?:début|fin)\s+du\s+mois\s+d(?:e|[’'])|début|mi|fin)[\s-]*{names}(?:\s+{_Y}|\s+(?:dernier|prochain)\b)?(?!\w)", values.month_year),
        _rule(rf"\b{names}\s+(?P<when>dernier|prochain)\b(?P<y>(?!))?", values.month_year),
        _rule(rf"\b{names}\s+{_Y}", values.month_year),
        _rule(rf"\b{names}\s+(?:de\s+cette\s+année|de\s+l[’']an(?:née)?\s+(?P<of>dernière?|passée?|prochaine?))\b", values.month_year),
        _rule(rf"\b{number}\s+(?:derni(?:ère|er)s|prochaine?s|premi(?:ère|er)s)\s+{unit}s?\b", relative_dates.duration),
        _rule(rf"\b(?:en|depuis|de|jusqu[’']en|dès|courant|avant|après|vers|au\s+mois\s+de|à\s+partir\s+de|d[’']ici(?:\s+à)?)\s+(?P<x>{names})(?P<y>(?!))?(?!\s*\d)", values.month_year),
        _rule(rf"\bd[’']\s*(?P<x>{names})(?P<y>(?!))?(?!\s*\d)", values.month_year),
        _rule(rf"\b(?:le\s+)?(?:(?P<q>premier|deuxième|second|troisième|quatrième|dernier|1er|2e|3e|4e|2ème|3ème|4ème)\s+trimestre|T(?P<q2>[1-4]))(?:\s+(?:de\s+)?{_OF_YEAR_FR})?(?!\w)", values.part_of_year),
        _rule(rf"\b(?:le\s+)?(?P<h>premier|second|deuxième|dernier|1er|2e|2ème)\s+semestre(?:\s+(?:de\s+)?{_OF_YEAR_FR})?(?!\w)", values.part_of_year),
        _rule(rf"{_BEFORE}{_Y}(?:\s*[-–/]\s*|\s+à\s+|(?<=\bentre \d\d\d\d)\s+et\s+)(?P<y2>(?:19|20)?\d\d)(?![\w-])", values.years),
        _rule(r"\b(?:les\s+)?années\s+(?P<y>(?:1[5-9]|20)\d0|[5-9]0)\b", values.decade),
        _rule(r"\b(?P<n>XVIII|XIX|XXI|XX)(?:e|ème|ᵉ)\s+siècle\b", values.century, 0),
        _rule(rf"{_BEFORE}{_Y}(?![\w-]*\w)", values.year),
        _rule(rf"\b(?:{_phrases('fr')})\b", relative_dates.near_day),
        _rule(rf"\b(?P<day>{_any(DAYS['fr'])})(?:\s+(?:matin|après-midi|soir)\b)?(?:\s+(?P<w>dernier|prochain|passé))?\b", relative_dates.weekday),
        _rule(r"\b(?:le|ce)\s+week-?end(?:\s+(?P<w>dernier|prochain|passé|écoulé))?\b", relative_dates.weekend),
        _rule(r"\b(?:la|le|l[’'])\s*(?P<u>semaine|mois|année|an)\s+(?P<w>dernière|dernier|prochaine|prochain|passée|passé|écoulée|écoulé)\b", relative_dates.near_unit),
        _rule(r"\b(?P<w>cette|ce)\s+(?P<u>semaine|mois|année)\b(?!\s+(?:de|du)\b|\s+d[’'])", relative_dates.near_unit),
        _rule(rf"\bil\s+y\s+a\s+(?:(?:plus|près|moins|un\s+peu\s+plus)\s+de\s+|environ\s+|presque\s+|à\s+peine\s+|déjà\s+|tout\s+juste\s+)?{number}\s+{unit}s?\b(?!\s+et\s+demi)", relative_dates.ago),
        _rule(rf"\b{number}\s+(?P<u>an|année|mois|décennie)s?\s+et\s+demie?\b", relative_dates.and_half),
        _rule(rf"{_HALVED}\s(?P<u>an|année|mois|décennie)s?\b", relative_dates.and_half),
        _rule(r"\b(?:un\s+)?demi-(?P<u>siècle|décennie)\b", relative_dates.half),
        _rule(r"\b(?P<m>janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre)\b(?!\s*\d)", values.month_year, 0),
        _rule(rf"\b{number}\s+(?:à|ou)\s+{number.replace('<n>', '<n2>')}\s+(?:prochaine?s\s+|derni(?:ère|er)s\s+)?{unit}s?\b", relative_dates.vague),
        _rule(rf"(?<!âgé de )(?<!âgée de )(?<!âgés de )(?<!âgées de )\b{number}\s+(?:(?:longu|bonn|nouvell|autr)es\s+|(?:longs|bons|nouveaux|autres)\s+)?{unit}s?\b", relative_dates.duration),
    )  # fmt: skip
    keys = {"month": tuple(months), "unit": tuple(UNIT_OF), "weekday": ("di", "dimanche")}
    days = {day: i for i, day in enumerate(DAYS["fr"])}
    return Language(months, days, NUMBERS["fr"], (AHEAD, FUTURE), rules, keys, day_first=True)


LANGUAGES = {"en": _english(), "fr": _french()}
