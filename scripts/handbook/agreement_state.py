"""The state of an agreement on two axes, by its claims: how far it got, and whether it came to an end.

Progress goes from talk to delivery; the headline is the furthest step that undisputed claims support,
unless an end came later.  What was only talked about afterwards is *later talk*, never a step back.
One function serves pages, lists, filters, figures, queries and exports (``docs/about/method.md``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from handbook.claims import StageClaim
from handbook.corpus import Corpus
from handbook.model import Agreement
from handbook.settings.vocabulary import Vocabularies

#: The stages of the package, for whoever does not say of which handbook an agreement is.
_PACKAGE = Vocabularies()


class State(NamedTuple):
    """Where an agreement stands: the claim that the headline rests on, how far it got before (``reached``), later talk."""

    claim: StageClaim
    reached: StageClaim
    later: tuple[StageClaim, ...] = ()

    @property
    def stage(self) -> str:
        return self.claim.stage


def headline(corpus: Corpus, agreement: Agreement) -> State:
    """Where an agreement stands by all that is known and undisputed."""
    return state(agreement, lambda claim: corpus.disputed(agreement, claim), corpus.words)


def on_day(corpus: Corpus, agreement: Agreement, day: dt.date | None) -> State | None:
    """Where it certainly stood on a day, by the same rule; None where no claim is certainly that old."""
    return state_at(agreement, day, lambda claim: corpus.disputed(agreement, claim), corpus.words)


def state(
    agreement: Agreement, disputed: Callable[[StageClaim], bool] | None = None, words: Vocabularies = _PACKAGE
) -> State:
    """Where an agreement stands by all that is known; disputed claims count only where there are no others."""
    return _state(_sound(agreement.stages, disputed), words)


def state_at(
    agreement: Agreement, day: dt.date | None, disputed: Callable[[StageClaim], bool] | None = None, words: Vocabularies = _PACKAGE
) -> State | None:  # fmt: skip
    """Where it certainly stood on a day, by what is known now: claims whose date is certainly on or before it.

    None where no claim's date is: what is imprecise counts from its upper bound, what is undated never.
    """
    if day is None:
        return None
    certain = [s for s in agreement.stages if s.date and s.date.latest and s.date.latest <= day]
    return _state(_sound(certain, disputed), words) if certain else None


def _sound(claims: Sequence[StageClaim], disputed: Callable[[StageClaim], bool] | None) -> Sequence[StageClaim]:
    """The claims that are not disputed; where all are, all of them."""
    return [s for s in claims if not (disputed and disputed(s))] or claims


def _state(claims: Iterable[StageClaim], words: Vocabularies) -> State:
    claims = list(claims)
    steps = [s for s in claims if not words.is_end(s.stage)]
    ends = [s for s in claims if words.is_end(s.stage)]
    # What is no word of the vocabulary is told by its own rule; here it is as good as unknown.
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
    """When a claim ends and begins at the latest, for order; what is undated comes first."""
    date = claim.date
    return (
        (date.latest or date.earliest or dt.date.min, date.earliest or dt.date.min)
        if date
        else (dt.date.min, dt.date.min)
    )


def _tightness(claim: StageClaim) -> tuple[bool, dt.date, int, str]:
    """Of two claims of one rank: the dated one, the later one, the more precise one."""
    date = claim.date
    if date is None or date.latest is None:
        return False, dt.date.min, 0, claim.label
    span = (date.latest - date.earliest).days if date.earliest else 10**6
    return True, date.latest, -span, claim.label


def _later(one: StageClaim, other: StageClaim) -> bool:
    """Whether a claim is certainly later than another."""
    begins = one.date.earliest if one.date else None
    ends = (other.date.latest or other.date.earliest) if other.date else None
    return bool(begins and ends and begins > ends)
