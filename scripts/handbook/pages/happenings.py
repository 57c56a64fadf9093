"""Agreements and events together in order of time, for dossiers and for the pages of years."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from handbook.blocks import Inlines, Link, spaced, span, text
from handbook.model import Agreement, Event
from handbook.pages.view import View
from handbook.partial_date import PartialDate

#: A date that spans more days than this belongs to no month.
MONTH = 31


class Happening(NamedTuple):
    """A step of an agreement, or an event: its date, its entry, and its line."""

    date: PartialDate
    entry: str
    label: str
    line: Inlines

    @property
    def year(self) -> int:
        """The year under which it is told."""
        return year_of(self.date)

    @property
    def month(self) -> int:
        """Its month in that year, or 0."""
        return month_of(self.date)


def year_of(date: PartialDate) -> int:
    """The year under which a date is told: the one in which it begins, or by which it was; 0 without a date."""
    day = date.earliest or date.latest
    return day.year if day else 0


def month_of(date: PartialDate) -> int:
    """The month of a date in that year, or 0 if the date is wider than a month."""
    first, last = date.earliest, date.latest
    if first is None or last is None:
        return 0
    return first.month if (last - first).days <= MONTH and first.year == last.year else 0


def dates(agreements: Iterable[Agreement], events: Iterable[Event]) -> list[PartialDate]:
    """The dates of everything dated, in no order: enough for counting, without making any lines."""
    all_dates = [claim.date for agreement in agreements for claim in agreement.stages if claim.date]
    all_dates += [event.dates[0].date for event in events]
    return [date for date in all_dates if date.earliest or date.latest]


def happenings(view: View, agreements: Iterable[Agreement], events: Iterable[Event]) -> list[Happening]:
    """Everything dated, in order of time."""
    _ = view.translate
    listed: list[Happening] = []
    for agreement in agreements:
        for claim in agreement.stages:
            if claim.date and (claim.date.earliest or claim.date.latest):
                stage = span(view.word("stages", claim.stage), "hb-stage", "hb-stage-" + claim.stage)
                when = span((Link("claim", f"{agreement.id}#{claim.label}", text(view.date(claim.date))),), "hb-when")
                mark = view.contradiction(agreement, claim)
                note = (span(view.record_text(claim.note), "hb-note"),) if claim.note else ()
                line = spaced((when,), (view.link(agreement.id), view.colon.rstrip()), (stage,), mark, note)
                listed.append(Happening(claim.date, agreement.id, claim.label, line))
    for event in events:
        date = event.dates[0].date
        if date.earliest or date.latest:
            kind = span(view.word("events", event.kind), "hb-kind")
            line = spaced((view.when(date),), (view.link(event.id),), (kind,))
            listed.append(Happening(date, event.id, "", line))
    return sorted(listed, key=lambda h: (h.date.sort_key, h.entry, h.label))
