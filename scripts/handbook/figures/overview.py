"""The page of pictures, each with the same content in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from handbook.blocks import Block, Box, Figure, Fold, Inlines, Items, Page, heading, joined, paragraph
from handbook.figures import network
from handbook.figures.network import network_figure, pairs, ranked
from handbook.figures.sectors import columns, counts
from handbook.figures.states import states
from handbook.pages import as_of
from handbook.pages.days import DayRow
from handbook.pages.dividing import ORIGIN
from handbook.pages.view import View

MOST_PAIRS = 30


def page(view: View, drawing: Callable[[str], Figure]) -> Page:
    """The page "At a glance"; ``drawing`` returns a picture by its name."""
    _ = view.translate
    intro = _("Pictures of the whole handbook. Everything in them is a link; below each the same stands in words.")
    blocks: list[Block] = [heading(1, _("At a glance")), paragraph(intro)]
    blocks += [heading(2, _("The states concerned")), drawing("map")]
    if concerned := states(view):
        blocks.append(_in_words(view, [(view.link(a.id), f"{view.colon}{count}") for a, count in concerned]))
    blocks += [heading(2, _("Agreements by sector and last reported stage")), drawing("sectors")]
    if rows := _sectors(view):
        blocks.append(_in_words(view, rows))
    figure, in_words = dealings(view, None)
    blocks += [
        heading(2, _("Who deals with whom")),
        *as_of.control(view, as_of.DEALINGS, as_of.years_of(view)),
        figure,
        *in_words,
    ]
    return Page("reference/overview", ORIGIN, tuple(blocks))


def dealings(view: View, day: dt.date | None) -> tuple[Figure, Sequence[Block]]:
    """Who deals with whom, as known now or as it stood on a day: the picture, and the same in words."""
    _ = view.translate
    strongest = ranked(pairs(view, day))[:MOST_PAIRS]
    several = [_pair_line(view, pair, count) for pair, count in strongest if count > 1]
    words = (
        _in_words(view, several)
        if several
        else Box(("hb-words",), (paragraph(_("No two actors share more than one.")),))
    )
    return network_figure(view, day), [words]


def _pair_line(view: View, pair: tuple[str, str], count: int) -> Inlines:
    _ = view.translate
    shared = view.counted(count, _("1 agreement or event"), _("{count} agreements and events"))
    return (view.link(pair[0]), " – ", view.link(pair[1]), f"{view.colon}{shared}")


def dealings_by_day(view: View) -> list[DayRow]:
    """The same in words for any day, of which the first ``MOST_PAIRS`` rows are shown: two actors, and how much they share from one day to the next."""
    rows = []
    for pair, dates in network.meetings(view).items():
        days = sorted(day for day in dates if day is not None)
        for number, (since, until) in enumerate(zip(days, [*days[1:], None], strict=False), 1):
            if number > 1 and since != until:
                rows.append((-number, pair, since, until))
    rows.sort(key=lambda row: row[:2])
    return [DayRow((_pair_line(view, pair, -order),), since, until) for order, pair, since, until in rows]


def _in_words(view: View, rows: list[Inlines]) -> Block:
    summary = view.translate("The same in words")
    return Fold((summary,), (Box(("hb-words",), (Items(tuple(rows)),)),), ("hb-details",))


def _sectors(view: View) -> list[Inlines]:
    numbers = counts(view)
    rows: list[Inlines] = []
    for sector in view.corpus.words.words("sectors"):
        sentences: list[Inlines] = [
            (f"{name}{view.colon}{numbers[sector, i]}",)
            for i, (name, _stages) in enumerate(columns(view))
            if numbers[sector, i]
        ]
        if sentences:
            rows.append((f"{view.word('sectors', sector)}{view.colon}", *joined(view.semicolon, sentences)))
    return rows
