"""The words and rules of dates in a language, and the day that dates are counted from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from handbook.extraction.languages.data import (
    Cased,
    Flag,
    Numbers,
    Pattern,
    Rows,
    Table,
    Words,
    any_of,
    expanded,
    joined,
    load,
    read,
)
from handbook.extraction.numerals import counts, pattern_of
from handbook.partial_date import PartialDate

#: A value, and DATE or DURATION.
ValueAndKind = tuple[str, str] | None


@dataclass(frozen=True)
class Language:
    """The words and rules of dates in a language; a rule has a pattern and the name of the function for its value."""

    TABLE: ClassVar[str] = "dates.dates"
    language: str
    months: Numbers
    #: Abbreviated months, with or without a full stop.
    short_months: Numbers
    #: Weekdays from 0, Monday.
    days: Numbers
    #: D, W, M and Y; TH and TM for hours and minutes.
    units: Table
    #: Units that are several of another unit.
    many: Numbers
    #: The days of a month by the words for its parts: "1-10", or "21-0" up to its end.
    parts: Table
    last: Words
    next: Words
    #: Near days by their distance from publication.
    near: Numbers
    order: Numbers
    #: The month in which a season begins; a season has three months.
    seasons: Numbers
    #: Steps from another date of the text.
    steps: Numbers
    #: Whether numeric dates begin with the day.
    day_first: Flag
    ahead: Cased
    ahead_behind: Cased
    ahead_beside: Cased
    said: Cased
    due: Pattern
    #: Words before the latest possible date of an act: by May.
    no_later: Pattern
    since: Pattern
    within: Pattern
    numbered: Pattern
    counted: Pattern
    rate: Pattern
    some_day: Cased
    this_year: Pattern
    short_titles: Cased
    #: Words before a number of days that point to the past or future: через три дня.
    hint: Pattern
    rules: Rows
    anaphoric: Rows
    #: Words that name no point in time, as TimeML marks them: a pattern, and TimeML's value for it.
    references: Rows

    @cached_property
    def month_numbers(self) -> Mapping[str, int]:
        return {word.lower(): n for word, n in (*self.months.items(), *self.short_months.items())}

    @cached_property
    def day_numbers(self) -> Mapping[str, int]:
        return {word.lower(): n for word, n in self.days.items()}

    @cached_property
    def near_days(self) -> Mapping[str, int]:
        return {phrase.replace("’", "'"): n for phrase, n in self.near.items()}

    @cached_property
    def spans(self) -> Mapping[str, tuple[int, int]]:
        """The first and last day of the parts of a month; a last day of 0 is the end of the month."""
        bounds = ((word, span.split("-")) for word, span in self.parts.items())
        return {word: (int(first), int(last)) for word, (first, last) in bounds}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        return counts(self.language)

    @cached_property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """Words by kind, of which a paragraph must have one to be searched for that kind."""
        return {"month": tuple(self.month_numbers), "unit": tuple(self.units), "weekday": tuple(self.day_numbers)}


@cache
def language_of(code: str) -> Language:
    """The words of dates of a language; empty for one that has no rules."""
    return load(Language, code, terms(code))


#: A whole number, not the end of one with decimals or thousands separators.
_WHOLE = r"(?<!\d)(?<!\d[.,\s])(?:[1-9]\d{0,2}[,\u00a0\u202f ]\d{3}|\d{1,4})(?![.,]?\d)"


@cache
def terms(code: str) -> Mapping[str, str]:
    """Terms that patterns of dates may use besides those of their file: ``{month}``, ``{number}``, ``{year}``."""
    file = read(code, "dates")
    file_terms, words = file.get("terms", {}), file.get("dates", {})

    def forms(table: str) -> list[str]:
        return [form for row in words.get(table, {}).values() for form in row.split(" | ")]

    short = forms("short_months")
    month = rf"(?:{any_of(forms('months'))})\b" + (rf"|(?:{any_of(short)})\b\.?" if short else "")
    number = rf"(?P<n>{_WHOLE}|(?<![\w-])(?:{pattern_of(counts(code))}))"
    percent = file_terms.get("percent", "%")
    before = r"(?:(?<![\w.,$€£-])" + (f"|{file_terms['mid']})" if "mid" in file_terms else ")")
    return {
        "month": f"(?P<m>{month})", "month0": f"(?P<m0>{month})", "month1": f"(?P<m1>{month})", "month2": f"(?P<m2>{month})", "days": any_of(forms("days")), "months": any_of(forms("months")),
        "unit": rf"(?P<u>{any_of(forms('units'))})", "number": number, "number2": number.replace("<n>", "<n2>"), "near": any_of(forms("near")), "season": f"(?P<s>{any_of(forms('seasons'))})",
        "count": rf"(?P<n>\d{{1,3}}|{pattern_of(counts(code))})",
        "year": rf"(?P<y>(?:1[5-9]|20)\d\d)(?!\d|[.,]\d|\s*(?:{percent}))", "before": before,
        # Two and a half in figures: 2.5, 2½, 2 1/2.
        "halved": r"(?<![\d.,])(?P<n>\d{1,2})(?:\s?½|\s1/2|[.,]5)",
        "iso": r"(?<!\d)(?P<y>(?:19|20)\d\d)[-.](?P<mm>\d\d)[-.](?P<dd>\d\d)(?!\d)",
        "numeric": r"(?<![\d/.-])(?P<a>\d{1,2})(?P<by>[/.-])(?P<b>\d{1,2})(?P=by)(?P<y>(?:19|20)\d\d)(?![\d/-])",
    }  # fmt: skip


def compiled(row: Mapping[str, object], language: Language) -> re.Pattern[str]:
    """The compiled pattern of a rule of dates."""
    all_terms: Mapping[str, str] = {**read(language.language, "dates").get("terms", {}), **terms(language.language)}
    text = expanded(joined(str(row["pattern"])), {key: joined(value) for key, value in all_terms.items()})
    return re.compile(text, 0 if row.get("case") else re.IGNORECASE)


#: Makes the value of a rule from its match, the day of publication and the language.
Maker = Callable[[re.Match[str], "Anchor", Language], ValueAndKind]


@dataclass(frozen=True)
class Anchor:
    """The publication date: its last possible day, and whether it is exact."""

    day: dt.date | None
    precise: bool

    @classmethod
    def of(cls, date: PartialDate | None) -> Anchor:
        # "On or before the day on which it was read" does not say when that was.
        if date is None or date.earliest is None:
            return cls(None, False)
        day = date.latest or date.earliest
        return cls(day, date.earliest == date.latest)
