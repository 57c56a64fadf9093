"""The timeline as a picture: exact dates as points, imprecise ones as spans."""

from __future__ import annotations

import datetime as dt

from handbook.addresses import document
from handbook.blocks import Figure
from handbook.figures.svg import BRAND, PAPER, RULE, link, picture, stacked, tag, width, words, wrapped
from handbook.kinds import EventKind
from handbook.model import Event
from handbook.pages.view import View
from handbook.partial_date import PartialDate

WIDTH, LEFT, RIGHT, ROW, TOP = 860.0, 16.0, 16.0, 21.0, 44.0
#: The column of what was before the axis begins.
EARLIER = 84.0
#: A picture of more rows is no picture: the events with most evidence are shown.
MOST = 60


def timeline_figure(view: View) -> Figure:
    """All events (at most 60, those with most statements) on an axis of years."""
    _ = view.translate
    dated = [
        e
        for e in view.corpus.events.values()
        if not view.corpus.words.is_like("events", e.kind, EventKind.AWARD) and e.dates[0].date.shape != "unknown"
    ]
    dated.sort(key=lambda e: (-len(view.statements_on.get(e.id, ())), e.id))
    events = sorted(dated[:MOST], key=lambda e: (e.dates[0].date.sort_key, e.id))
    title, description = (
        _("Events in time"),
        _(
            "Each row is an event. A point is a known day, a bar the span in which the day lies, an open bar has no known beginning or end."
        ),
    )
    if not events:
        return picture("timeline", "timeline", WIDTH, TOP, title, description, [])
    years = sorted({e.dates[0].date.sort_key[0].year for e in events})
    # A lone early event would squeeze all others: the axis starts where events lie close together.
    first = next((y for y, after in zip(years, [*years[1:], years[-1]], strict=True) if after - y <= 3), years[-1])
    last = max(_end(e.dates[0].date).year for e in events)
    start, end = dt.date(first, 1, 1), dt.date(last, 12, 31)
    # What was before stands in a column of its own, never at a year in which it was not.
    before = any(_end(e.dates[0].date) < start for e in events)
    left = LEFT + (EARLIER if before else 0)
    scale = (WIDTH - left - RIGHT) / max((end - start).days, 1)

    def at(day: dt.date) -> float:
        return left + max(0, (min(day, end) - start).days) * scale if day >= start or not before else LEFT + 6

    height = TOP + ROW * len(events) + 10
    shapes = []
    for year in range(first, last + 1):
        x = at(dt.date(year, 1, 1))
        shapes.append(tag("line", x1=x, x2=x, y1=28, y2=height - 6, stroke=RULE, stroke_width=1, class_="hb-rule"))
        shapes.append(words(str(year), x + 3, 22, 12, css="hb-muted"))
    if before:
        shapes.append(words(_("before {year}").format(year=first), LEFT, 22, 12, css="hb-muted"))
    for row, event in enumerate(events):
        shapes.append(_row(view, event, TOP + ROW * row + 12, at, start))
    return picture("timeline", "timeline", WIDTH, height, title, description, shapes)


def _end(date: PartialDate) -> dt.date:
    return date.latest or date.earliest or dt.date.min


def _row(view: View, event: Event, y: float, at: object, start: dt.date) -> str:
    assert callable(at)
    date = event.dates[0].date
    low, high = date.earliest or date.latest or start, _end(date)
    a, b = at(low), at(high)
    shapes = []
    early = high < start
    if date.earliest is None or date.latest is None:
        # Open: a dashed line of a few weeks towards the unknown side.
        a, b = (a - 26, b) if date.earliest is None else (a, b + 26)
        shapes.append(
            tag(
                "line",
                x1=max(a, 2),
                x2=b,
                y1=y,
                y2=y,
                stroke=BRAND,
                stroke_width=3,
                stroke_dasharray="3 3",
                class_="hb-mark-line",
            )
        )
        shapes.append(
            tag("circle", cx=b if date.earliest is None else a, cy=y, r=3.6, fill=BRAND, class_="hb-mark-fill")
        )
    elif b - a < 4:
        shapes.append(tag("circle", cx=(a + b) / 2, cy=y, r=4.6, fill=BRAND, class_="hb-mark-fill"))
    else:
        shapes.append(
            tag(
                "rect",
                x=a,
                y=y - 4,
                width=b - a,
                height=8,
                rx=4,
                fill=PAPER,
                stroke=BRAND,
                stroke_width=1.6,
                class_="hb-mark-span",
            )
        )
    when = view.date(date)
    label = view.name_of(event) + (f" ({when})" if early else "")
    right, left = WIDTH - max(a, b) - 10, min(a, b) - 10
    fits = width(label, 12) < right or right > left
    x, anchor = (max(a, b) + 9, "start") if fits else (min(a, b) - 9, "end")
    lines = wrapped(label, 12, right if fits else left)
    if len(lines) > 1:
        # Two small lines in the place of one.
        lines = wrapped(label, 9.5, right if fits else left)
    size = 12 if len(lines) == 1 else 9.5
    shapes.append(stacked(lines, x, y + 4 - 5 * (len(lines) - 1), size, anchor))
    return link(document(event), "".join(shapes), f"{view.name_of(event)}, {when}")
