"""The words of bylines, which are data (``bylines.toml``).

The bylines of a page may be in another language than its article, so the words of all languages are tried at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.date_words import language_of
from handbook.extraction.languages.data import FOLDER, NOTHING, Folded, Lines, Source, any_of, load
from handbook.folding import fold


@dataclass(frozen=True)
class BylineWords:
    """The words of the first lines of an article, in a language."""

    TABLE: ClassVar[str] = "bylines.bylines"
    language: str
    #: Words before the name of an author; words before the day of publication or of change, and between these and the day.
    by: Source
    published: Source
    on: Source
    updated: Source
    #: Parts of a line that tell neither author nor date; how a part of a line begins after a comma; what follows a time.
    aside: Source
    part: Source
    zones: Source
    #: Words between an author and the place that he writes from, and before the people who wrote or edited, at the end of an article.
    place: Source
    credit: Source
    #: "And" between two authors.
    joint: Source
    #: How lines begin that only point to another article, or that stand below an article; what is said there of its author.
    pointers: Source
    boilerplate: Source
    author_box: Source
    #: Articles, with which no name begins.
    articles: Folded
    no_name: Folded
    #: Words in the names of newspapers.
    papers: Folded
    agencies: Lines


@dataclass(frozen=True)
class Bylines:
    """The words of all languages together, as patterns."""

    by: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    #: Words between a place and a day: le, on.
    on: re.Pattern[str]
    aside: re.Pattern[str]
    #: What divides the parts of a line, and authors from each other.
    parts: re.Pattern[str]
    joints: re.Pattern[str]
    #: The place behind an author: in Port Alba, à Port Alba; and in a line in capitals: IN PORT ALBA.
    place: re.Pattern[str]
    shouted_place: re.Pattern[str]
    #: The beginning of a line of credits.
    credit: re.Pattern[str]
    #: A line that only points to another article, wherever it stands.
    pointer: re.Pattern[str]
    #: The beginning of a line below an article that is no part of it, and what such a line says of the author.
    boilerplate: re.Pattern[str]
    author_box: re.Pattern[str]
    #: A time of day at the end of a date, and a weekday at its beginning.
    time: re.Pattern[str]
    weekday: re.Pattern[str]
    #: Folded words that are never part of a person's name.
    no_name: frozenset[str]
    #: Articles that a name has only inside it and with a capital: Jean Le Goff.
    articles: frozenset[str]
    #: Folded words in the names of newspapers.
    papers: frozenset[str]
    #: Agencies by their folded names.
    agencies: Mapping[str, str]


@cache
def bylines() -> Bylines:
    """The words of bylines in all languages that have a file of them."""
    languages_words = [load(BylineWords, path.parent.name) for path in sorted(FOLDER.glob("*/bylines.toml"))]
    calendars = [language_of(words.language) for words in languages_words]
    days = any_of({day for of in calendars for day in of.days})
    months = {month for of in calendars for month in of.months}

    def any_language(get: Callable[[BylineWords], str]) -> str:
        return "|".join(text for words in languages_words if (text := get(words)) != NOTHING) or NOTHING

    zones = any_language(lambda words: words.zones)
    on = any_language(lambda words: words.on)
    place = rf"\s*,?\s+(?:{any_language(lambda words: words.place)})\s+"
    return Bylines(
        by=_ignoring_case(rf"^(?:{any_language(lambda words: words.by)})\b\s*:?\s+"),
        published=_ignoring_case(rf"^(?:{any_language(lambda words: words.published)})\b(?: (?:{on})\b)?\s*:?\s*"),
        updated=_ignoring_case(rf"^(?:{any_language(lambda words: words.updated)})\b"),
        on=_ignoring_case(rf"^(?:{on})\s+"),
        aside=_ignoring_case(
            rf"^(?:\d{{1,2}}\s*[h:.]\s*(?:\d{{2}})?(?:\s*(?:{zones}))*|{any_language(lambda words: words.aside)})$"
        ),
        parts=_ignoring_case(rf"\s*[|•·]\s*|\s+[–—-]\s+|\s*[,;]\s*(?=(?:{any_language(lambda words: words.part)}))"),
        joints=_ignoring_case(rf"\s*(?:,|;|&|\b(?:{any_language(lambda words: words.joint)})\b|/)\s*"),
        place=re.compile(rf"{place}(?=[^\W\d_a-zà-ÿа-яё]).*$"),
        shouted_place=_ignoring_case(rf"{place}(?=[^\W\d_]).*$"),
        credit=_ignoring_case(rf"^\W{{0,2}}(?:{any_language(lambda words: words.credit)})\b"),
        pointer=_ignoring_case(rf"^\W*(?:{any_language(lambda words: words.pointers)})\s*[:|>»–—-]"),
        boilerplate=_ignoring_case(rf"^\W*(?:©|{any_language(lambda words: words.boilerplate)})"),
        author_box=_ignoring_case(any_language(lambda words: words.author_box)),
        time=_ignoring_case(
            rf"[\s,]*(?:(?:{on}|à|-|–|@)\s*)?\d{{1,2}}\s*(?:h|:|\.)\s*(?:\d{{2}})?(?::\d{{2}})?(?:\s*(?:{zones}))*\.?$"
        ),
        weekday=_ignoring_case(rf"^(?:(?:{on})\s+)?(?:{days}),?\s+"),
        no_name=frozenset().union(
            *(words.no_name for words in languages_words), _folded(months), _folded(days.split("|"))
        ),
        articles=frozenset().union(*(words.articles for words in languages_words)),
        papers=frozenset().union(*(words.papers for words in languages_words)),
        agencies={fold(agency): agency for words in languages_words for agency in words.agencies},
    )


def _ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)
