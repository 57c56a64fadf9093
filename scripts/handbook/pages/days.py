"""The record as of any day: rows with the days on which they hold, from which the reader's browser shows those of the chosen day.

A row is made by the same functions as the rows of the pages of years, for each day on which it may change; so a browser
only compares dates, and knows nothing of agreements or offices.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from handbook.agreement_state import on_day
from handbook.blocks import Inlines
from handbook.claims import StageClaim
from handbook.dossiers import Dossier
from handbook.model import Agreement
from handbook.pages import dossier_steps, dossiers
from handbook.pages.agreement_rows import order_of, standing_row
from handbook.pages.boards import holdings_by_office, office_row
from handbook.pages.happenings import happenings
from handbook.pages.view import View
from handbook.partial_date import PartialDate

T = TypeVar("T")
DAY = dt.timedelta(1)


class DayRow(NamedTuple):
    """A row and its days: from ``since`` (None: from the beginning) to the day before ``until`` (None: without end)."""

    cells: tuple[Inlines, ...]
    since: dt.date | None
    until: dt.date | None

    def on(self, day: dt.date) -> bool:
        """Whether the row holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def spans(
    make: Callable[[dt.date], T | None], changes: Iterable[dt.date]
) -> Iterator[tuple[T, dt.date | None, dt.date | None]]:
    """The values that ``make`` returns for days, each with the days from and until which it holds; None is left out.

    The value must be the same on all days between two of the ``changes``.
    """
    days = sorted(set(changes))
    value, since = make(days[0] - DAY if days else dt.date.min), None
    for day in days:
        now = make(day)
        if now == value:
            continue
        if value is not None:
            yield value, since, day
        value, since = now, day
    if value is not None:
        yield value, since, None


def agreements(view: View) -> list[DayRow]:
    """Agreements, with the state of each, in the order of the pages of years."""
    corpus = view.corpus
    rows = []
    for agreement in corpus.agreements.values():

        def claim_on(day: dt.date, agreement: Agreement = agreement) -> StageClaim | None:
            state = on_day(corpus, agreement, day)
            return state.claim if state else None

        for claim, since, until in spans(claim_on, _latest(c.date for c in agreement.stages)):
            row = DayRow(standing_row(view, agreement, claim), since, until)
            rows.append((order_of(view, agreement, claim), row))
    return [row for _order, row in sorted(rows, key=lambda pair: pair[0])]


def offices(view: View) -> list[DayRow]:
    """Offices, with the holders of each."""
    rows: list[DayRow] = []
    for office, holdings in holdings_by_office(view):
        dates = [h.claim.as_of for h in holdings]
        changes = [
            *_latest(dates),
            *(date.start.latest for date in dates if date and date.start and date.start.latest),
            *(day + DAY for day in _latest(dates)),
        ]
        row_spans = spans(partial(office_row, view, office, holdings), changes)
        rows += [DayRow(cells, since, until) for cells, since, until in row_spans]
    return rows


def steps(view: View, dossier: Dossier) -> list[DayRow]:
    """The agreements of a dossier, with the steps that each had certainly taken."""
    listed = dossiers.agreements_of(view, dossier)
    shown_steps = dossier_steps.steps_shown(view, listed)
    rows: list[DayRow] = []
    for agreement in listed:
        row_spans = spans(
            partial(dossier_steps.step_row, view, agreement, shown_steps),
            _latest(c.date for c in agreement.stages),
        )
        rows += [DayRow(cells, since, until) for cells, since, until in row_spans]
    return rows


def times(view: View, dossier: Dossier) -> list[DayRow]:
    """What happened in a dossier, each line from the day by which it had certainly happened."""
    listed = dossiers.agreements_of(view, dossier)
    dossier_happenings = happenings(view, listed, dossiers.events_of(view, dossier, listed))
    return [DayRow((h.line,), h.date.latest, None) for h in dossier_happenings if h.date.latest]


def _latest(dates: Iterable[PartialDate | None]) -> list[dt.date]:
    return [day for date in dates if date and (day := date.latest)]


def on(rows: Sequence[DayRow], day: dt.date) -> list[tuple[Inlines, ...]]:
    """The cells of the rows that hold on a day."""
    return [row.cells for row in rows if row.on(day)]
