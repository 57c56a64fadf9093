"""The timeline as a picture: exact dates as points, imprecise ones as spans.

Each event is a group of shapes at the height of its row, so that the page's script can close the gaps when
readers narrow the list below (``figures.js``).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from handbook.addresses import document
from handbook.blocks import Figure
from handbook.figures.counting import counted
from handbook.figures.svg import (
    BRAND,
    PAPER,
    RULE,
    Drawing,
    Key,
    Words,
    legend,
    link,
    number,
    picture,
    stacked,
    tag,
    width,
    words,
    wrapped,
)
from handbook.kinds import EventKind
from handbook.model import Event
from handbook.pages.view import View
from handbook.partial_date import PartialDate

WIDTH, LEFT, RIGHT, ROW = 860.0, 16.0, 16.0, 21.0
#: The column for events before the beginning of the axis.
EARLIER = 84.0
#: A picture cannot have more rows: only the events with most statements are shown.
MOST = 60
#: The narrow form: its width, the strip of a year's months, and where names begin.
NARROW, STRIP, NAMES = 340.0, 72.0, 92.0


class Axis(NamedTuple):
    """The time that a strip covers, and its ends on the picture; earlier days are at ``early``."""

    start: dt.date
    end: dt.date
    left: float
    right: float
    early: float

    def at(self, day: dt.date) -> float:
        """The place of a day."""
        if day < self.start:
            return self.early
        days = max((self.end - self.start).days, 1)
        return self.left + min((day - self.start).days, days) * (self.right - self.left) / days


def timeline_figure(view: View) -> Figure:
    """All events but awards (at most 60, those with most statements) on an axis of years; on narrow screens year below year."""
    _ = view.translate
    all_dated = [e for e in view.corpus.events.values() if e.dates[0].date.shape != "unknown"]
    dated = [e for e in all_dated if not view.corpus.words.is_like("events", e.kind, EventKind.AWARD)]
    dated.sort(key=lambda e: (-len(view.statements_on.get(e.id, ())), e.id))
    events = sorted(dated[:MOST], key=lambda e: (e.dates[0].date.sort_key, e.id))
    description = _(
        "Each row is an event. A point is a known day, a bar the span in which the day lies, an open bar has no known beginning or end."
    )
    caption = Words(_("Events in time"), description, _finding(view, all_dated))
    if not events:
        return picture("timeline", "timeline", caption, Drawing(WIDTH, 44, ()))
    return picture("timeline", "timeline", caption, _wide(view, events), _narrow(view, events))


def _finding(view: View, dated: Sequence[Event]) -> str:
    """A year in which at least as many events begin as in any other."""
    if not dated:
        return ""
    years = Counter(_year(event) for event in dated)
    year, count = min(years.items(), key=lambda item: (-item[1], -item[0]))
    finding = view.translate("Dated events of {year}: {count} of {all}; no other year has more.")
    return counted(view, finding.format(count=count, all=len(dated), year=year))


def _year(event: Event) -> int:
    date = event.dates[0].date
    return (date.earliest or _end(date)).year


def _end(date: PartialDate) -> dt.date:
    return date.latest or date.earliest or dt.date.min


def _wide(view: View, events: Sequence[Event]) -> Drawing:
    """An axis of years from left to right, events below each other."""
    years = sorted({e.dates[0].date.sort_key[0].year for e in events})
    # A lone early event would squeeze all others: the axis starts where events lie close together.
    first_year = next((y for y, after in zip(years, [*years[1:], years[-1]], strict=True) if after - y <= 3), years[-1])
    last_year = max(_end(e.dates[0].date).year for e in events)
    start, end = dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)
    # Earlier events have a column of their own, and never stand at a wrong year.
    before = any(_end(e.dates[0].date) < start for e in events)
    left = LEFT + (EARLIER if before else 0)
    axis = Axis(start, end, left, WIDTH - RIGHT, LEFT + 6 if before else left)
    key, legend_height = legend(_keys(view), LEFT, 2, WIDTH - 2 * LEFT)
    top = legend_height + 44
    height = top + ROW * len(events) + 10
    shapes = [key]
    for year in range(first_year, last_year + 1):
        x = axis.at(dt.date(year, 1, 1))
        shapes.append(
            tag("line", x1=x, x2=x, y1=top - 16, y2=height - 6, stroke=RULE, stroke_width=1, class_="hb-rule")
        )
        shapes.append(words(str(year), x + 3, top - 22, 12, css="hb-muted"))
    if before:
        shapes.append(
            words(view.translate("before {year}").format(year=first_year), LEFT, top - 22, 12, css="hb-muted")
        )
    for row, event in enumerate(events):
        shapes.append(_row(top + ROW * row, ROW, _wide_row(view, event, axis)))
    return Drawing(WIDTH, height, tuple(shapes), "hb-follows")


def _wide_row(view: View, event: Event, axis: Axis) -> str:
    date = event.dates[0].date
    a, b, mark = _mark(date, axis, 12, 26)
    date_text = view.date(date)
    label = view.name_of(event) + (f" ({date_text})" if _end(date) < axis.start else "")
    right, left = WIDTH - b - 10, a - 10
    fits = width(label, 12) < right or right > left
    x, anchor = (b + 9, "start") if fits else (a - 9, "end")
    lines = wrapped(label, 12, right if fits else left)
    if len(lines) > 1:
        # Two small lines in place of one.
        lines = wrapped(label, 9.5, right if fits else left)
    size = 12 if len(lines) == 1 else 9.5
    shapes = mark + stacked(lines, x, 16 - 5 * (len(lines) - 1), size, anchor)
    return link(document(event), shapes, f"{view.name_of(event)}, {date_text}")


def _narrow(view: View, events: Sequence[Event]) -> Drawing:
    """Year below year; before each name a strip of the months of its year."""
    months = Key(_strip(-STRIP / 2, STRIP / 2, 0), STRIP, view.translate("January to December"))
    key, y = legend([months, *_keys(view)], 4, 2, NARROW - 8)
    y += 14
    shapes = [key]
    ordered = sorted(events, key=_year)
    for year, group in groupby(ordered, key=_year):
        head = words(str(year), 4, 17, 13, font_weight="bold")
        head += tag("line", x1=44, x2=NARROW - 4, y1=13, y2=13, stroke=RULE, stroke_width=1, class_="hb-rule")
        shapes.append(_row(y, 26, head, "hb-year"))
        y += 26
        axis = Axis(dt.date(year, 1, 1), dt.date(year, 12, 31), 8, STRIP, 8)
        for event in group:
            lines = wrapped(view.name_of(event), 12.5, NARROW - NAMES - 4)
            high = 10 + 14.4 * len(lines)
            middle = high / 2
            strip = _strip(4, STRIP + 4, middle)
            date = event.dates[0].date
            _a, _b, mark = _mark(date, axis, middle, 12)
            name = stacked(lines, NAMES, middle + 4.5 - 7.2 * (len(lines) - 1), 12.5)
            label = f"{view.name_of(event)}, {view.date(date)}"
            shapes.append(_row(y, high, link(document(event), strip + mark + name, label)))
            y += high
    return Drawing(NARROW, y + 8, tuple(shapes), "hb-follows")


def _row(y: float, high: float, inner: str, css: str = "") -> str:
    """A row of the picture with its height, so that the script can move rows together."""
    return tag("g", inner, transform=f"translate(0 {number(y)})", data_high=high, class_=f"hb-tl-row {css}".strip())


#: The least width of the sign of a span, in pixels.
_LEAST_SPAN = 14


def _mark(date: PartialDate, axis: Axis, y: float, open_by: float) -> tuple[float, float, str]:
    """The sign of a date on an axis, with its beginning and end; an open span is extended by ``open_by`` pixels."""
    low, high = date.earliest or date.latest or axis.start, _end(date)
    a, b = axis.at(low), axis.at(high)
    if date.earliest is None or date.latest is None:
        a, b = (max(a - open_by, 2), b) if date.earliest is None else (a, b + open_by)
        return a, b, _open_span(a, b, y, date.earliest is None)
    if low == high:
        return a, b, _point((a + b) / 2, y)
    # A narrower one would look like the point of a known day.
    if b - a < _LEAST_SPAN:
        a, b = (a + b - _LEAST_SPAN) / 2, (a + b + _LEAST_SPAN) / 2
    return a, b, _span(a, b, y)


def _strip(a: float, b: float, y: float) -> str:
    """The line of the months of a year."""
    return tag("line", x1=a, x2=b, y1=y, y2=y, stroke=RULE, stroke_width=1, class_="hb-rule")


def _point(x: float, y: float, radius: float = 4.6) -> str:
    return tag("circle", cx=x, cy=y, r=radius, fill=BRAND, class_="hb-mark-fill")


def _span(a: float, b: float, y: float) -> str:
    return tag(
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


def _open_span(a: float, b: float, y: float, ends: bool) -> str:
    """A dashed line towards the unknown side, with a point at the known one."""
    line = tag(
        "line",
        x1=a,
        x2=b,
        y1=y,
        y2=y,
        stroke=BRAND,
        stroke_width=3,
        stroke_dasharray="3 3",
        class_="hb-mark-line",
    )
    return line + _point(b if ends else a, y, 3.6)


def _keys(view: View) -> list[Key]:
    """The meaning of the signs."""
    _ = view.translate
    return [
        Key(_point(0, 0), 9, _("a known day")),
        Key(_span(-12, 12, 0), 24, _("a day within the span")),
        Key(_open_span(-12, 8.4, 0, True), 24, _("that day or before")),
        Key(_open_span(-8.4, 12, 0, False), 24, _("that day or later")),
    ]
