"""What happened in a year: agreements and events together, by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from handbook.blocks import Block, Contents, Inlines, Items, Link, Page, heading, paragraph
from handbook.filing import SPLIT
from handbook.i18n import number
from handbook.pages.dividing import ORIGIN
from handbook.pages.happenings import Happening, dates, happenings, month_of, year_of
from handbook.pages.recipe import Recipe, recipe
from handbook.pages.view import View
from handbook.partial_date import PartialDate

INDEX = "years/index"


def pages(view: View) -> dict[str, Recipe]:
    """A page for each year in which something happened, and their list; a very full year has a page for each month."""
    plain = view.everything()
    count = Counter((year_of(date), month_of(date)) for date in _dates(plain))
    years = sorted({year for year, _month in count}, reverse=True)
    by_document = {INDEX: recipe(partial(_index, view), sorted(count.items()))}
    for year in years:
        many = sum(n for (y, _m), n in count.items() if y == year) > SPLIT
        by_document[f"years/{year}"] = recipe(partial(_year, view, year, many), year, many)
        months = sorted({month for y, month in count if y == year}) if many else []
        for month in months:
            by_document[_of_month(year, month)] = recipe(partial(_month, view, year, month), year, month)
    return by_document


def years_of(view: View) -> list[int]:
    """The years in which something happened, the latest first."""
    return sorted(set(map(year_of, _dates(view))), reverse=True)


def _dates(view: View) -> list[PartialDate]:
    return dates(view.corpus.agreements.values(), view.corpus.events.values())


def _all(view: View) -> list[Happening]:
    return view.without_glosses().shared("happenings", None, _happenings)


def _happenings(view: View, _about: None) -> list[Happening]:
    return happenings(view, view.corpus.agreements.values(), view.corpus.events.values())


def _index(view: View) -> Page:
    _ = view.translate
    count = Counter(h.year for h in _all(view) if h.year)
    years = sorted(count, reverse=True)
    rows: list[Inlines] = [
        (Link("doc", f"years/{y}", _title(view, y)), f" ({number(count[y], view.language)})") for y in years
    ]
    about = _("Steps of agreements and events together, by year and month.")
    blocks = (
        heading(1, _("Year by year")),
        paragraph(about),
        Items(tuple(rows)),
        Contents(tuple(f"years/{y}" for y in years)),
    )
    return Page(INDEX, ORIGIN, blocks, orphan=True)


def _title(view: View, year: int) -> str:
    return view.translate("What happened in {year}").format(year=year)


def _of_month(year: int, month: int) -> str:
    return f"years/{year}-{month:02}"


def _month_name(view: View, year: int, month: int) -> str:
    if not month:
        return view.translate("In the course of the year")
    name = view.date(PartialDate.parse(f"{year}-{month:02}"))
    # It heads a page, a part or a line: there a capital begins it in languages, too, that write months small.
    return name[:1].upper() + name[1:]


def _by_month(happenings: Sequence[Happening]) -> list[tuple[int, list[Happening]]]:
    """Happenings by month; those of no month come last."""
    ordered = sorted(happenings, key=lambda h: (h.month or 13, h.date.sort_key, h.entry, h.label))
    return [(month, list(group)) for month, group in groupby(ordered, key=lambda h: h.month)]


def _year(view: View, year: int, many: bool) -> Page:
    """The page of a year: its months or, if they are very full, links to them."""
    happened = [h for h in _all(view) if h.year == year]
    blocks: list[Block] = [heading(1, _title(view, year))]
    months = _by_month(happened)
    if many:
        rows: list[Inlines] = [
            (
                Link("doc", _of_month(year, month), _month_name(view, year, month)),
                f" ({number(len(month_happenings), view.language)})",
            )
            for month, month_happenings in months
        ]
        tree = tuple(_of_month(year, month) for month, _happened in months)
        return Page(f"years/{year}", ORIGIN, (*blocks, Items(tuple(rows)), Contents(tree)))
    for month, month_happenings in months:
        blocks.append(heading(2, _month_name(view, year, month), f"month-{month}"))
        blocks.append(Items(tuple(h.line for h in month_happenings), ("hb-happenings",)))
    return Page(f"years/{year}", ORIGIN, tuple(blocks))


def _month(view: View, year: int, month: int) -> Page:
    happened = [h for h in _all(view) if (h.year, h.month) == (year, month)]
    title = f"{_title(view, year)}: {_month_name(view, year, month)}" if not month else _month_name(view, year, month)
    return Page(
        _of_month(year, month), ORIGIN, (heading(1, title), Items(tuple(h.line for h in happened), ("hb-happenings",)))
    )
