"""The date of the act in a sentence: the one near its verb, never one in a dateline or a name."""

from __future__ import annotations

import re

from handbook.adding.byline_words import bylines
from handbook.adding.bylines import dateline
from handbook.extraction.article import Annotated
from handbook.extraction.saying import Saying, cues, saying
from handbook.extraction.spans import Dated
from handbook.kinds import Stage
from handbook.partial_date import PartialDate

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
#: How far from its verb the date of an act may stand, in characters.
_NEAR = 60
#: How far from a verb of saying its date may stand: right beside it, and with its subject between, in characters.
_BESIDE, _INVERTED = 14, 60
#: The stages that are reached by saying so.
_BY_SAYING = (Stage.PROPOSED, Stage.DISCUSSED, Stage.PROMISED, Stage.ANNOUNCED, Stage.AGREED, Stage.DENOUNCED)
_PAUSE = re.compile(r"[,;:()–—\"“”«»]")


def date_in(
    part: Annotated, start: int, length: int, verb: int, language: str, stage: Stage | None = None
) -> PartialDate | None:
    """The date of an act: the only date in its sentence, else the one nearest to the verb.

    Dates in quoted titles do not count, nor does the day on which somebody said what was done: They signed a pact, the
    ministry said on Tuesday.  A ``stage`` that is reached by saying it, as a promise is, has that day.
    """
    quoted = [m.span() for m in _QUOTED.finditer(part.text)]
    # The day on which a report was sent is not the day of the act it reports.
    sent = dateline(part.text, language)
    candidates = [
        d for d in part.dates
        if d.start >= sent and start <= d.start < start + length and d.kind == "DATE" and d.value and not any(a <= d.start < b and not a <= verb < b for a, b in quoted)
    ]  # fmt: skip
    if stage not in _BY_SAYING:
        of = saying(language)
        candidates = [d for d in candidates if not _day_of_saying(part.text, start, start + length, d, verb, of)]
    if len({d.value for d in candidates}) > 1:
        candidates.sort(key=lambda d: _far(d, verb))
        near = _far(candidates[0], verb) <= _NEAR and _far(candidates[0], verb) * 2 <= _far(candidates[1], verb)
        # On 3 May and 4 June they signed two contracts: neither day is that of both.
        listed = any(_joined(part.text, candidates[0], other) for other in candidates[1:])
        candidates = candidates[:1] if near and not listed else []
    return PartialDate.parse(candidates[0].value) if candidates else None


def _day_of_saying(text: str, start: int, end: int, date: Dated, verb: int, of: Saying) -> bool:
    """Whether a date in a sentence belongs to a verb of saying, and the verb of the act stands elsewhere."""
    # A date is never looked for far behind a verb, so a long sentence of many dates takes no longer in proportion.
    for cue in cues(text, max(start, date.start - 2 * _INVERTED), date.start, of):
        between = text[cue.end() : date.start]
        # The subject may stand between them only where what was said stands before: they signed it, said the ministry on Tuesday.
        farthest = _INVERTED if verb < cue.start() else _BESIDE
        apart = _PAUSE.search(between) or of.boundary.search(between) or cue.start() <= verb < date.start
        if len(between) <= farthest and not apart:
            return True
    for cue in cues(text, date.end, min(end, date.end + _INVERTED), of):
        # In May, he said, they signed it: the day is that of the act.
        aside = text.startswith(",", cue.end())
        return not aside and cue.end() < verb and not _PAUSE.search(text[date.end : cue.start()].lstrip(",)"))
    return False


def _far(date: Dated, verb: int) -> int:
    return min(abs(date.start - verb), abs(date.end - verb))


def _joined(text: str, one: Dated, other: Dated) -> bool:
    """Whether only "and" or a comma stands between two dates."""
    first, second = sorted((one, other), key=lambda d: d.start)
    return bylines().joints.fullmatch(text, first.end, second.start) is not None
