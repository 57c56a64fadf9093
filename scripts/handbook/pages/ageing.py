"""Find facts about the present that grew old: no recent source says that they still hold."""

from __future__ import annotations

import datetime as dt

from handbook.claims import Claim, FactClaim
from handbook.model import Paged
from handbook.pages.view import View
from handbook.partial_date import PartialDate

#: Fields of facts about the present, which may have ended without anybody saying so.
PRESENT = ("office", "rank", "member of", "members", "active in", "population", "size")
#: After so many days, counted to the latest source, such a fact is old.
OLD = 365


def is_stale(view: View, entry: Paged, claim: Claim) -> bool:
    """Whether a claim is about the present and no source of the year before the latest one confirms it; claims that the entry itself shows to be past do not count."""
    if not isinstance(claim, FactClaim) or claim.field not in PRESENT or _is_past(entry, claim):
        return False
    horizon = view.corpus.latest_source
    dates: list[PartialDate] = [claim.as_of] if claim.as_of else []
    dates += [s.when for s in map(view.corpus.statements.get, claim.cite) if s is not None and s.when is not None]
    days = [day for date in dates if (day := date.latest or date.earliest)]
    until = horizon and (horizon.earliest or horizon.latest)
    return bool(until and days and (until - max(days)).days > OLD)


def _is_past(entry: Paged, claim: FactClaim) -> bool:
    """Whether another claim of the entry replaced this one: explicitly, or by a later date for the same field and body."""
    facts = [c for c in entry.claims if isinstance(c, FactClaim)]
    later = (c for c in facts if (c.field, c.of) == (claim.field, claim.of) and c.as_of and claim.as_of)
    return any(c.supersedes == claim.label for c in entry.claims) or any(
        _last(c.as_of) > _last(claim.as_of) for c in later
    )


def _last(date: PartialDate | None) -> dt.date:
    return (date and (date.latest or date.earliest)) or dt.date.min
