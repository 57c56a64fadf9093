"""Facts about a present that grew old: nobody said for long that they still are so."""

from __future__ import annotations

import datetime as dt

from handbook.claims import Claim, FactClaim
from handbook.model import Actor, Agreement, Event
from handbook.pages.view import View
from handbook.partial_date import PartialDate

Paged = Actor | Agreement | Event
#: Facts about a present: they may have ended without anybody saying so.
PRESENT = ("office", "rank", "member of", "members", "active in", "population", "size")
#: Days after which such a fact is old, seen from the latest source.
OLD = 365


def is_stale(view: View, entry: Paged, claim: Claim) -> bool:
    """Whether a claim is about a present and no source of the year before the latest one still says so; none is that is past by what the entry says itself."""
    if not isinstance(claim, FactClaim) or claim.field not in PRESENT or _is_past(entry, claim):
        return False
    horizon = view.corpus.latest_source
    dates: list[PartialDate] = [claim.as_of] if claim.as_of else []
    dates += [s.when for s in map(view.corpus.statements.get, claim.cite) if s is not None and s.when is not None]
    days = [day for date in dates if (day := date.latest or date.earliest)]
    until = horizon and (horizon.earliest or horizon.latest)
    return bool(until and days and (until - max(days)).days > OLD)


def _is_past(entry: Paged, claim: FactClaim) -> bool:
    """Whether another claim of an entry took the place of one: expressly, or by a later date of the same field in the same body."""
    facts = [c for c in entry.claims if isinstance(c, FactClaim)]
    later = (c for c in facts if (c.field, c.of) == (claim.field, claim.of) and c.as_of and claim.as_of)
    return any(c.supersedes == claim.label for c in entry.claims) or any(
        _last(c.as_of) > _last(claim.as_of) for c in later
    )


def _last(date: PartialDate | None) -> dt.date:
    return (date and (date.latest or date.earliest)) or dt.date.min
