"""The state of an agreement on two axes, computed from its claims: how far it progressed, and whether it ended.

Progress goes from talk to delivery; the headline is the furthest step that undisputed claims support,
unless the agreement ended later.  Talk after that step is *later talk*, never a step back.
Pages, lists, filters, figures, queries and exports all use the same function (``docs/about/method.md``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from handbook.claims import StageClaim
from handbook.corpus import Corpus
from handbook.model import Agreement
from handbook.settings.vocabulary import Vocabularies

#: The package's own stages, for callers that do not pass the vocabularies of a handbook.
_PACKAGE = Vocabularies()


class State(NamedTuple):
    """The state of an agreement: the claim of its headline, the furthest step that it ``reached``, and later talk."""

    claim: StageClaim
    reached: StageClaim
    later: tuple[StageClaim, ...] = ()

    @property
    def stage(self) -> str:
        return self.claim.stage


def headline(corpus: Corpus, agreement: Agreement) -> State:
    """The state of an agreement by all its claims; disputed ones count only if there are no others."""
    return state(agreement, lambda claim: corpus.in_doubt(agreement, claim), corpus.words)


def on_day(corpus: Corpus, agreement: Agreement, day: dt.date | None) -> State | None:
    """The state of an agreement on a day, by the same rule; None if no claim's date is certainly on or before it."""
    return state_at(agreement, day, lambda claim: corpus.in_doubt(agreement, claim), corpus.words)


def state(
    agreement: Agreement, disputed: Callable[[StageClaim], bool] | None = None, words: Vocabularies = _PACKAGE
) -> State:
    """The state of an agreement by all its claims; those for which ``disputed`` holds count only if there are no others."""
    return _state(_sound(agreement.stages, disputed), words)


def state_at(
    agreement: Agreement, day: dt.date | None, disputed: Callable[[StageClaim], bool] | None = None, words: Vocabularies = _PACKAGE
) -> State | None:  # fmt: skip
    """The state of an agreement on a day, by what is known now: by the claims whose date is certainly on or before it.

    An imprecise date counts by its upper bound; an undated claim never counts.  None if there is no such claim.
    """
    if day is None:
        return None
    certain = [s for s in agreement.stages if s.date and s.date.latest and s.date.latest <= day]
    return _state(_sound(certain, disputed), words) if certain else None


def _sound(claims: Sequence[StageClaim], disputed: Callable[[StageClaim], bool] | None) -> Sequence[StageClaim]:
    """The claims that are not disputed; if all are disputed, all of them."""
    return [s for s in claims if not (disputed and disputed(s))] or claims


def _state(claims: Iterable[StageClaim], words: Vocabularies) -> State:
    claims = list(claims)
    steps = [s for s in claims if not words.is_end(s.stage)]
    ends = [s for s in claims if words.is_end(s.stage)]
    # A stage that is not in the vocabulary is reported by a rule of its own; here it gets the lowest rank.
    rank = words.progress.get
    furthest = max(steps, key=lambda s: (rank(s.stage, 0), *_tightness(s)), default=None)
    end = max(ends, key=_time, default=None)
    if furthest is None:
        assert end is not None  # an agreement has a stage
        return State(end, end)
    if end and not _later(furthest, end):
        return State(end, furthest)
    later = [
        s
        for s in steps
        if words.is_talk(s.stage) and rank(s.stage, 0) < rank(furthest.stage, 0) and _later(s, furthest)
    ]
    return State(furthest, furthest, tuple(sorted(later, key=_time)))


def _time(claim: StageClaim) -> tuple[dt.date, dt.date]:
    """The sort key of a claim: the latest, then the earliest day of its date; undated claims come first."""
    date = claim.date
    return (
        (date.latest or date.earliest or dt.date.min, date.earliest or dt.date.min)
        if date
        else (dt.date.min, dt.date.min)
    )


def _tightness(claim: StageClaim) -> tuple[bool, dt.date, int, str]:
    """The sort key among claims of the same rank: dated before undated, then the later, then the more precise wins."""
    date = claim.date
    if date is None or date.latest is None:
        return False, dt.date.min, 0, claim.label
    span = (date.latest - date.earliest).days if date.earliest else 10**6
    return True, date.latest, -span, claim.label


def _later(first: StageClaim, second: StageClaim) -> bool:
    """Whether a claim is certainly later than another."""
    begins = first.date.earliest if first.date else None
    ends = (second.date.latest or second.date.earliest) if second.date else None
    return bool(begins and ends and begins > ends)
