"""The record as it stood at the end of a year: agreements with their state, boards of offices, who dealt with whom.

All of these pages, and those of today, share one control, which consists of links only: it leads from one year to the
others and to the present, and from one subject to the others on the same day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from handbook.agreement_state import on_day
from handbook.blocks import (
    ANY_DAY,
    Block,
    Box,
    Contents,
    Figure,
    Inlines,
    Link,
    Page,
    Paragraph,
    Table,
    heading,
    joined,
    paragraph,
    span,
)
from handbook.claims import StageClaim
from handbook.filing import SPLIT
from handbook.model import Agreement
from handbook.pages.agreement_rows import order_of, standing_row
from handbook.pages.boards import board, holdings_of, shortened
from handbook.pages.dividing import ORIGIN
from handbook.pages.labels import N_
from handbook.pages.recipe import Recipe, recipe
from handbook.pages.view import View
from handbook.partial_date import PartialDate

INDEX, NETWORK = "as-of/index", "reference/network"
#: The class of a box whose content depends on the day.
ON_DAY = ("hb-on-day",)
#: Draws who deals with whom, on a day or as known now (None), and tells the same in words.
Drawing = Callable[[View, dt.date | None], tuple[Figure, Sequence[Block]]]


class Subject(NamedTuple):
    """A subject that can be seen as of a day.

    Its name in the control, the titles of its pages (of a year, of a year that is not over, of a day), its page of today,
    the suffix of its pages of a year, and the name of the file with its rows by day.
    """

    name: str
    title: str
    title_so_far: str
    title_of_day: str
    today: str
    ending: str
    file: str


AGREEMENTS = Subject(
    N_("Agreements"),
    N_("Agreements at the end of {year}"),
    N_("Agreements until the latest source ({day})"),
    N_("Agreements on {day}"),
    "agreements/index",
    "",
    "agreements",
)
OFFICES = Subject(
    N_("Offices"),
    N_("Offices at the end of {year}"),
    N_("Offices until the latest source ({day})"),
    N_("Offices on {day}"),
    INDEX,
    "-offices",
    "offices",
)
DEALINGS = Subject(
    N_("Who deals with whom"),
    N_("Who dealt with whom by the end of {year}"),
    N_("Who dealt with whom until the latest source ({day})"),
    N_("Who had dealt with whom by {day}"),
    NETWORK,
    "-network",
    "network",
)
SUBJECTS = (AGREEMENTS, OFFICES, DEALINGS)


def document(subject: Subject, year: int | None) -> str:
    """The document of a subject at the end of a year; without a year, that of today."""
    return f"as-of/{year}{subject.ending}" if year else subject.today


def pages(view: View, draw: Drawing) -> dict[str, Recipe]:
    """The boards of today, who deals with whom today, and all subjects at the end of each year in the record."""
    years = years_of(view.everything())
    recipes = {
        INDEX: recipe(partial(_offices_today, view, years), years),
        NETWORK: recipe(partial(_network_today, view, draw, years), years),
    }
    for year in years:
        recipes[document(AGREEMENTS, year)] = recipe(partial(_agreements, view, years, year), years)
        recipes[document(OFFICES, year)] = recipe(partial(_offices, view, years, year), years)
        recipes[document(DEALINGS, year)] = recipe(partial(_network, view, draw, years, year), years)
    return recipes


def years_of(view: View) -> list[int]:
    """The years in which agreements and offices have dates, the earliest first."""
    dates = [c.date for a in view.corpus.agreements.values() for c in a.stages if c.date]
    dates += [h.claim.as_of for h in holdings_of(view) if h.claim.as_of]
    return sorted({day.year for date in dates if (day := date.latest)})


def control(view: View, subject: Subject, years: Sequence[int], year: int | None = None) -> list[Block]:
    """Links to the same subject at the ends of ``years`` and today, and to other subjects on the same day; empty without years."""
    _ = view.translate
    if not years:
        return []
    subjects = [
        _choice(_(listed_subject.name), document(listed_subject, year), listed_subject is subject)
        for listed_subject in SUBJECTS
    ]
    days = [
        (*_choice(str(listed_year), document(subject, listed_year), listed_year == year), *_so_far(view, listed_year))
        for listed_year in years
    ]
    days.append(_choice(_("now"), document(subject, None), year is None))
    what: Inlines = (span(_("As of a day:"), "hb-label"), " ", *joined(" · ", subjects))
    when: Inlines = (span(_("At the end of:"), "hb-label"), " ", *joined(" · ", days))
    return [Box(("hb-days", f"hb-days-{subject.file}"), (Paragraph(what), Paragraph(when), any_day(view)))]


def unfinished(view: View, year: int) -> PartialDate | None:
    """The date of the latest source, if neither the edition's day nor that source reaches the end of the year; else None."""
    latest = view.corpus.latest_source
    edition_date = dt.date.fromisoformat(view.corpus.handbook.date) if view.corpus.handbook.date else dt.date.min
    if latest is not None and max(edition_date, latest.latest or edition_date) < end_of(year):
        return latest
    return None


def _so_far(view: View, year: int) -> Inlines:
    """The words after a year that is not over."""
    latest = unfinished(view, year)
    return (view.translate(" (until {day})").format(day=view.date(latest)),) if latest else ()


def any_day(view: View) -> Paragraph:
    """Where the script of the page puts a field for a day; invisible without scripts."""
    return Paragraph((view.translate("On any day:"),), (ANY_DAY,))


def _choice(words: str, target: str, chosen: bool) -> Inlines:
    return (span(words, "hb-chosen") if chosen else Link("doc", target, words),)


def _head(view: View, subject: Subject, years: Sequence[int], year: int) -> list[Block]:
    """The title, the control, and a note on what the end of a year means."""
    about = view.translate(
        "What is certain by that day, by all that the handbook knows today. What is imprecise counts from its latest possible day."
    )
    latest = unfinished(view, year)
    words = view.translate(subject.title_so_far if latest else subject.title)
    title = heading(1, words.format(year=year, day=view.date(latest) if latest else ""))
    return [title, *control(view, subject, years, year), paragraph(about)]


def end_of(year: int) -> dt.date:
    """The last day of a year."""
    return dt.date(year, 12, 31)


def _page(docname: str, *blocks: Block) -> Page:
    return Page(docname, ORIGIN, blocks)


def _offices_today(view: View, years: Sequence[int]) -> Page:
    view = view.without_glosses()
    _ = view.translate
    about = _("The record as it stood on a day: choose what, and when. Below, the offices as they are known now.")
    tree = [document(subject, year) for year in years for subject in SUBJECTS]
    rows = board(view, None)
    title = [heading(2, _("Board of offices"), "offices")] if rows else []
    blocks = (heading(1, _("As of a day")), *control(view, OFFICES, years), paragraph(about), *title, *rows)
    return Page(INDEX, ORIGIN, (*blocks, Contents((NETWORK, *tree))), orphan=True)


def _offices(view: View, years: Sequence[int], year: int) -> Page:
    view = view.without_glosses()
    rows = board(view, end_of(year))
    return _page(document(OFFICES, year), *_head(view, OFFICES, years, year), Box(ON_DAY, tuple(rows)))


def _network_today(view: View, draw: Drawing, years: Sequence[int]) -> Page:
    view = view.without_glosses()
    figure, in_words = draw(view, None)
    title = heading(1, view.translate(DEALINGS.name))
    return _page(NETWORK, title, *control(view, DEALINGS, years), figure, *in_words)


def _network(view: View, draw: Drawing, years: Sequence[int], year: int) -> Page:
    view = view.without_glosses()
    figure, in_words = draw(view, end_of(year))
    return _page(document(DEALINGS, year), *_head(view, DEALINGS, years, year), figure, Box(ON_DAY, tuple(in_words)))


def agreements_head(view: View) -> list[str]:
    """The column headings of the table of agreements."""
    _ = view.translate
    return [_("Agreement"), _("Sector"), _("Stands at")]


def _agreements(view: View, years: Sequence[int], year: int) -> Page:
    view = view.without_glosses()
    _ = view.translate
    corpus, day = view.corpus, end_of(year)
    standing: list[tuple[Agreement, StageClaim]] = []
    for agreement in corpus.agreements.values():
        state = on_day(corpus, agreement, day)
        if state is not None:
            standing.append((agreement, state.claim))
    standing.sort(key=lambda pair: order_of(view, *pair))
    counted = _("Agreements that had a state by then: {count} of {all}.").format(
        count=len(standing), all=len(corpus.agreements)
    )
    rows = tuple(standing_row(view, agreement, claim) for agreement, claim in standing[:SPLIT])
    head = tuple((words,) for words in agreements_head(view))
    table = [Table(head, rows, ("hb-table",))] if rows else []
    summary = Box(ON_DAY, (paragraph(counted), *shortened(view, len(standing)), *table))
    return _page(document(AGREEMENTS, year), *_head(view, AGREEMENTS, years, year), summary)
