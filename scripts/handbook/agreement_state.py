"""The state of an agreement: the last stage that sources report, now and at a day."""

from __future__ import annotations

import datetime as dt

from handbook.model import Agreement, StageStep


def last_stage(agreement: Agreement) -> StageStep:
    """The last stage that a source reports: the one with the latest date, an undated one only if all are."""
    dated = [s for s in agreement.stages if s.date] or list(agreement.stages)
    return max(dated, key=lambda s: s.date.sort_key if s.date else ())


def stage_at(agreement: Agreement, day: dt.date | None) -> StageStep | None:
    """The last stage that certainly was reached by a day, by what is known now; undated ones count only alone.

    A stage whose date is imprecise counts from its upper bound.
    """
    if day is None:
        return None
    reached = [s for s in agreement.stages if s.date and s.date.latest and s.date.latest <= day]
    return max(reached, key=lambda s: s.date.sort_key if s.date else ()) if reached else None
