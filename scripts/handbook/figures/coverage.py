"""When the sources of a handbook appeared: a square for each month, the darker the more sources."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from handbook.blocks import Figure
from handbook.figures.svg import BRAND, RULE, Drawing, Words, picture, tag, words
from handbook.i18n import month_names
from handbook.pages.view import View


class _Form(NamedTuple):
    """Measures of a form in pixels: room for the years, width of a square, room for the sums, letters of a month's name."""

    years: float
    side: float
    sums: float
    letters: int

    @property
    def step(self) -> float:
        return self.side + _GAP


_WIDE, _NARROW = _Form(46, 34, 96, 3), _Form(38, 21, 34, 1)
#: The height of a row, the gap between two squares, the height of the head.
_ROW, _GAP, _TOP = 24, 3, 30
#: Up to this many years each have a row; of more, only those in which a source appeared.
_MOST = 30
#: From this number of sources on a square is so dark that its number is light.
_DARK = 8


def months(view: View) -> tuple[Counter[tuple[int, int]], Counter[int]]:
    """The number of sources by year and month, and by year for sources without a month."""
    by_month: Counter[tuple[int, int]] = Counter()
    only_year: Counter[int] = Counter()
    for source in view.corpus.sources.values():
        date = source.header.published
        earliest, latest = date.earliest, date.latest
        if earliest and latest and (earliest.year, earliest.month) == (latest.year, latest.month):
            by_month[earliest.year, earliest.month] += 1
        elif day := earliest or latest:
            only_year[day.year] += 1
    return by_month, only_year


def months_figure(view: View) -> Figure | None:
    """The picture; None for a handbook without dated sources."""
    _ = view.translate
    by_month, only_year = months(view)
    with_sources = {year for year, _month in by_month} | set(only_year)
    if not with_sources:
        return None
    years = (
        list(range(min(with_sources), max(with_sources) + 1))
        if max(with_sources) - min(with_sources) < _MOST
        else sorted(with_sources)
    )
    described = _("Sources from {first} to {last}: {count}; a month without a square is one in which none appeared.")
    caption = Words(
        _("Sources by month of publication"),
        described.format(count=len(view.corpus.sources), first=years[0], last=years[-1]),
        _finding(view, by_month, only_year),
    )
    forms = (_drawing(view, form, years, by_month, only_year) for form in (_WIDE, _NARROW))
    return picture("coverage", "hb-months", caption, *forms)


def _finding(view: View, by_month: Counter[tuple[int, int]], only_year: Counter[int]) -> str:
    """The year in which most sources appeared, and its strongest month."""
    _ = view.translate
    by_year = Counter(only_year)
    for (year, _month), count in by_month.items():
        by_year[year] += count
    year, highest_count = min(by_year.items(), key=lambda item: (-item[1], item[0]))
    of_year = {month: count for (y, month), count in by_month.items() if y == year}
    if not of_year:
        return ""
    month = min(of_year, key=lambda number: (-of_year[number], number))
    finding = _("Sources that appeared in {year}: {count} of {all}, in no month more than in {month}: {part}.")
    name = month_names(view.language)[month - 1]
    return finding.format(count=highest_count, all=len(view.corpus.sources), year=year, month=name, part=of_year[month])


def _drawing(
    view: View, form: _Form, years: list[int], by_month: Counter[tuple[int, int]], only_year: Counter[int]
) -> Drawing:
    _ = view.translate
    shapes = [
        words(
            name[: form.letters], form.years + number * form.step + form.side / 2, _TOP - 10, 12, "middle", "hb-muted"
        )
        for number, name in enumerate(month_names(view.language))
    ]
    sums = form.years + 12 * form.step
    if form is _WIDE:
        shapes.append(words(_("no month"), sums + 34, _TOP - 10, 12, "middle", "hb-muted"))
    shapes.append(words(_("all"), sums + form.sums - 2, _TOP - 10, 12, "end", "hb-muted"))
    for row, year in enumerate(years):
        top = _TOP + row * (_ROW + _GAP)
        shapes.append(words(str(year), 0, top + 16, 13))
        for month in range(1, 13):
            shapes += _square(form.years + (month - 1) * form.step, top, form.side, by_month[year, month])
        if only_year[year] and form is _WIDE:
            shapes.append(words(str(only_year[year]), sums + 34, top + 16, 13, "middle"))
        total = only_year[year] + sum(by_month[year, month] for month in range(1, 13))
        shapes.append(words(str(total) if total else "–", sums + form.sums - 2, top + 16, 13, "end", font_weight=600))
    return Drawing(sums + form.sums, _TOP + len(years) * (_ROW + _GAP), tuple(shapes))


def _square(left: float, top: float, side: float, count: int) -> list[str]:
    """A month: empty, or filled and with its number."""
    if not count:
        return [tag("circle", cx=left + side / 2, cy=top + _ROW / 2, r=1.5, fill=RULE)]
    dark = count >= _DARK
    square = tag(
        "rect", x=left, y=top, width=side, height=_ROW, rx=3, fill=BRAND, class_="hb-mark-fill",
        fill_opacity="1" if dark else f"{0.1 + 0.04 * count:.2f}",
    )  # fmt: skip
    return [square, words(str(count), left + side / 2, top + 16, 13, "middle", "hb-on-mark" if dark else "")]
