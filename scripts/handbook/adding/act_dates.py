"""The date of the act in a sentence: the one near its verb, never one in a dateline or a name."""

from __future__ import annotations

import re

from handbook.adding.byline_words import bylines
from handbook.adding.bylines import dateline
from handbook.extraction.article import Annotated
from handbook.extraction.spans import Dated
from handbook.partial_date import PartialDate

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
#: How far from its verb the date of an act may stand, in characters.
_NEAR = 60


def date_in(part: Annotated, start: int, length: int, verb: int, language: str) -> PartialDate | None:
    """The date of an act: the only date in its sentence, else the one nearest to the verb; dates in quoted titles do not count."""
    quoted = [m.span() for m in _QUOTED.finditer(part.text)]
    # The day on which a report was sent is not the day of the act it reports.
    sent = dateline(part.text, language)
    candidates = [
        d for d in part.dates
        if d.start >= sent and start <= d.start < start + length and d.kind == "DATE" and d.value and not any(a <= d.start < b and not a <= verb < b for a, b in quoted)
    ]  # fmt: skip
    if len({d.value for d in candidates}) > 1:
        candidates.sort(key=lambda d: _far(d, verb))
        near = _far(candidates[0], verb) <= _NEAR and _far(candidates[0], verb) * 2 <= _far(candidates[1], verb)
        # On 3 May and 4 June they signed two contracts: neither day is that of both.
        listed = any(_joined(part.text, candidates[0], other) for other in candidates[1:])
        candidates = candidates[:1] if near and not listed else []
    return PartialDate.parse(candidates[0].value) if candidates else None


def _far(date: Dated, verb: int) -> int:
    return min(abs(date.start - verb), abs(date.end - verb))


def _joined(text: str, one: Dated, other: Dated) -> bool:
    """Whether only "and" or a comma stands between two dates."""
    first, second = sorted((one, other), key=lambda d: d.start)
    return bylines().joints.fullmatch(text, first.end, second.start) is not None
