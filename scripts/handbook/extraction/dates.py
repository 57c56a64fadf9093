"""Dates in a text, as EDTF; relative ones are resolved against the day of publication.

"Late February 2024" is one day of a set, ``[2024-02-21..2024-02-29]``: early is the
1st to 10th, mid the 11th to 20th, late the 21st to the end.  A month without a year
is the last such month up to publication; a quarter is one of its months.

The words and rules of each language are in ``languages/*/dates.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from handbook.extraction import date_values, relative_dates
from handbook.extraction.anaphoric_dates import anaphoric
from handbook.extraction.date_words import Anchor, Language, Maker, ValueAndKind, compiled, language_of
from handbook.extraction.languages.data import DataError
from handbook.extraction.spans import Dated, longest
from handbook.folding import matches
from handbook.partial_date import PartialDate

#: The functions that make the values of rules, by the names used in the data.
VALUES: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        date_values.full, date_values.span, date_values.months, date_values.month_before, date_values.numeric, date_values.iso, date_values.month_year,
        date_values.part_of_year, date_values.season, date_values.year, date_values.years, date_values.decade, date_values.century,
        relative_dates.near_day, relative_dates.weekday, relative_dates.weekday_and_day, relative_dates.weekend, relative_dates.near_unit, relative_dates.ago, relative_dates.ahead_by, relative_dates.duration,
        relative_dates.and_half, relative_dates.half, relative_dates.vague,
    )
}  # fmt: skip
#: A pattern, the function for its value, and the kind of word without which it cannot match.
Rule = tuple[re.Pattern[str], Maker, str]


@cache
def rules(code: str) -> tuple[Rule, ...]:
    """The rules of a language, in the order of its file.

    Raises:
        DataError: a rule names a value function that does not exist.
    """
    language, rules_of_language = language_of(code), list[Rule]()
    for row in language.rules:
        pattern = compiled(row, language)
        if row["value"] not in VALUES:
            raise DataError(f"{code}/dates.toml: no value '{row['value']}' for {row['pattern'][:60]}")
        kinds = (("m", "month"), ("u", "unit"), ("day", "weekday"))
        needs = next((kind for group, kind in kinds if group in pattern.groupindex), "")
        rules_of_language.append((pattern, VALUES[row["value"]], needs))
    return tuple(rules_of_language)


def dates(text: str, published: PartialDate | None = None, language: str = "en") -> list[Dated]:
    """Every date and duration in ``text``, in order, none inside another; none in a language without rules."""
    words = language_of(language)
    dated = longest(_all(text, Anchor.of(published), words, rules(language)))
    return longest([*anaphoric(text, dated, words), *dated])


def _all(text: str, anchor: Anchor, language: Language, rules: tuple[Rule, ...]) -> Iterator[Dated]:
    small = text.lower()
    has = {kind: any(word in small for word in words) for kind, words in language.keys.items()}
    for pattern, make, needs in rules:
        # Most patterns have nothing to look for in most paragraphs.
        for match in matches(pattern, text) if not needs or has[needs] else ():
            dated = _within(make, match, anchor, language)
            if dated is not None:
                value, kind = dated
                start, end = match.span("x") if "x" in pattern.groupindex else match.span()
                absolute = kind == "DATE" and re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", text[start:end]) is not None
                yield Dated(start, end, text[start:end], value, kind, not absolute and kind == "DATE")


def _within(make: Maker, match: re.Match[str], anchor: Anchor, language: Language) -> ValueAndKind:
    """The value that a rule makes of its match; a date beyond the calendar (900,000 days ago) is one that cannot be resolved."""
    try:
        value = make(match, anchor, language)
        if value is not None and value[1] == "DATE" and value[0]:
            PartialDate.parse(value[0])
    except (OverflowError, ValueError):
        return "", "DATE"
    return value
