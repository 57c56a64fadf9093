"""The chronology of a printed book: events and steps of agreements in one chronological list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from handbook.blocks import Block, Inlines, Paragraph, heading, spaced, span
from handbook.printing.entry_numbers import Printed


def chronology(printed: Printed) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The years, each with one line for every dated event and step."""
    view, _ = printed.view, printed.view.translate
    rows: list[tuple[tuple[dt.date, dt.date], int, Inlines]] = []
    for event in printed.events:
        date = event.dates[0].date
        if date.shape != "unknown":
            line = spaced((span(view.date(date), "hb-day"),), (view.link(event.id),))
            rows.append((date.sort_key[:2], printed.numbers.get(event.id, 0), line))
    for agreement in printed.agreements:
        for claim in agreement.stages:
            if claim.date and claim.date.shape != "unknown" and not claim.detail:
                stage = span(view.word("stages", claim.stage), "hb-stage")
                line = spaced((span(view.date(claim.date), "hb-day"),), (view.link(agreement.id),), (stage,))
                rows.append((claim.date.sort_key[:2], printed.numbers.get(agreement.id, 0), line))
    rows.sort(key=lambda row: row[:2])
    for year, group in groupby(rows, key=lambda row: row[0][0].year):
        yield str(year), (heading(2, str(year)), *(Paragraph(line, ("hb-dated",)) for _when, _number, line in group))
