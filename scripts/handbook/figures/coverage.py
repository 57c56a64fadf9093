"""When the sources of a handbook appeared: a square for each month, the darker the more of them."""

from __future__ import annotations

from collections import Counter

from handbook.blocks import Figure
from handbook.figures.svg import BRAND, RULE, picture, tag, words
from handbook.i18n import month_names
from handbook.pages.view import View

#: Width of the years, side of a square, what is between two, width of the sums.
_LEFT, _SIDE, _GAP, _SUMS = 46, 34, 4, 96
_TOP = 30
#: So many years stand each on a row; of more only those in which a source appeared.
_MOST = 30
#: From so many sources on a square is so dark that its number is light.
_DARK = 8


def months(view: View) -> tuple[Counter[tuple[int, int]], Counter[int]]:
    """The number of sources by year and month, and by year of those that give no month."""
    by_month: Counter[tuple[int, int]] = Counter()
    only_year: Counter[int] = Counter()
    for source in view.corpus.sources.values():
        date = source.header.published
        first, last = date.earliest, date.latest
        if first and last and (first.year, first.month) == (last.year, last.month):
            by_month[first.year, first.month] += 1
        elif day := first or last:
            only_year[day.year] += 1
    return by_month, only_year


def months_figure(view: View) -> Figure | None:
    """The picture; none for a handbook without dated sources."""
    _ = view.translate
    by_month, only_year = months(view)
    known = {year for year, _month in by_month} | set(only_year)
    if not known:
        return None
    years = list(range(min(known), max(known) + 1)) if max(known) - min(known) < _MOST else sorted(known)
    step = _SIDE + _GAP
    shapes = [
        words(name[:3], _LEFT + number * step + _SIDE / 2, _TOP - 10, 11, "middle", "hb-muted")
        for number, name in enumerate(month_names(view.language))
    ]
    sums = _LEFT + 12 * step
    shapes.append(words(_("no month"), sums + _SIDE, _TOP - 10, 11, "middle", "hb-muted"))
    shapes.append(words(_("all"), sums + _SUMS - 4, _TOP - 10, 11, "end", "hb-muted"))
    for row, year in enumerate(years):
        top = _TOP + row * (24 + _GAP)
        shapes.append(words(str(year), 0, top + 16, 12))
        for month in range(1, 13):
            shapes += _square(_LEFT + (month - 1) * step, top, by_month[year, month])
        if only_year[year]:
            shapes.append(words(str(only_year[year]), sums + _SIDE, top + 16, 12, "middle"))
        total = only_year[year] + sum(by_month[year, month] for month in range(1, 13))
        shapes.append(words(str(total) if total else "–", sums + _SUMS - 4, top + 16, 12, "end", font_weight=600))
    title = _("Sources by month of publication")
    said = _("{count} sources from {first} to {last}; a month without a square is one in which none appeared.")
    description = said.format(count=len(view.corpus.sources), first=years[0], last=years[-1])
    height = _TOP + len(years) * (24 + _GAP)
    return picture("coverage", "hb-months", sums + _SUMS, height, title, description, shapes)


def _square(left: float, top: float, count: int) -> list[str]:
    """A month: empty, or filled and with its number."""
    if not count:
        return [tag("circle", cx=left + _SIDE / 2, cy=top + 12, r=1.5, fill=RULE, class_="hb-dot-none")]
    dark = count >= _DARK
    made = tag(
        "rect", x=left, y=top, width=_SIDE, height=24, rx=3, fill=BRAND, class_="hb-mark-fill",
        fill_opacity="1" if dark else f"{0.1 + 0.04 * count:.2f}",
    )  # fmt: skip
    return [made, words(str(count), left + _SIDE / 2, top + 16, 12, "middle", "hb-on-mark" if dark else "")]
