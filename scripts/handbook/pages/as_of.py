"""The record as it stood at the end of a year: agreements with their state, and boards of offices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from handbook.agreement_state import headline, on_day
from handbook.blocks import (
    Block,
    Contents,
    Inlines,
    Link,
    Page,
    Paragraph,
    Table,
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
)
from handbook.claims import FactClaim, StageClaim
from handbook.filing import SPLIT
from handbook.model import Actor, Agreement
from handbook.pages.dividing import ORIGIN
from handbook.pages.recipe import Recipe, recipe
from handbook.pages.view import View
from handbook.partial_date import PartialDate

INDEX = "as-of/index"
#: The kinds of facts that stand on boards.
OFFICES = ("office",)


class Holding(NamedTuple):
    """That an actor held an office: the claim, and whose it is."""

    actor: Actor
    claim: FactClaim


def pages(view: View) -> dict[str, Recipe]:
    """What is known now, and a page for the end of each year from the first to the last that the record tells of."""
    plain = view.everything()
    years = _years(plain)
    made = {INDEX: recipe(partial(_page, view, None, years), years)}
    return made | {f"as-of/{year}": recipe(partial(_page, view, year, years), years) for year in years}


def _years(view: View) -> list[int]:
    dates = [c.date for a in view.corpus.agreements.values() for c in a.stages if c.date]
    dates += [h.claim.as_of for h in _holdings(view) if h.claim.as_of]
    ends = [day.year for date in dates if (day := date.latest)]
    return sorted(set(ends))


def _holdings(view: View) -> list[Holding]:
    return [
        Holding(actor, claim)
        for actor in view.corpus.actors.values()
        for claim in actor.facts
        if claim.field in OFFICES
    ]


def _page(view: View, year: int | None, years: Sequence[int]) -> Page:
    """The record at the end of a year; without one, as it is known now."""
    _ = view.translate
    day = dt.date(year, 12, 31) if year else None
    title = _("As it stood at the end of {year}").format(year=year) if year else _("As it is known now")
    about = _(
        "What is certain by that day, by all that the handbook knows today. What is imprecise counts from its latest possible day."
    )
    blocks: list[Block] = [heading(1, title), _control(view, year, years), paragraph(about)]
    blocks += _agreements(view, day)
    blocks += _board(view, day)
    if year is None:
        blocks.append(Contents(tuple(f"as-of/{y}" for y in years)))
    return Page(f"as-of/{year}" if year else INDEX, ORIGIN, tuple(blocks), orphan=year is None)


def _control(view: View, year: int | None, years: Sequence[int]) -> Block:
    """Links to the other days: a control that needs no script."""
    _ = view.translate
    choices: list[Inlines] = []
    for other in (*years, None):
        words = str(other) if other else _("now")
        here = other == year
        choices.append(
            (span(words, "hb-chosen") if here else Link("doc", f"as-of/{other}" if other else INDEX, words),)
        )
    return Paragraph((_("At the end of:") + " ", *joined(" · ", choices)), ("hb-days",))


def _agreements(view: View, day: dt.date | None) -> list[Block]:
    _ = view.translate
    corpus = view.corpus
    found: list[tuple[Agreement, StageClaim]] = []
    for agreement in corpus.agreements.values():
        state = on_day(corpus, agreement, day) if day else headline(corpus, agreement)
        if state is not None:
            found.append((agreement, state.claim))
    found.sort(key=lambda pair: (view.word("sectors", pair[0].sector), _date(pair[1]).sort_key, pair[0].id))
    said = _("{count} of {all} agreements had a state by then.").format(count=len(found), all=len(corpus.agreements))
    rows = tuple(
        (
            (span((view.link(agreement.id),), "hb-row-name"),),
            (view.word("sectors", agreement.sector),),
            _state(view, agreement, claim),
        )
        for agreement, claim in found[:SPLIT]
    )
    blocks: list[Block] = [heading(2, _("Agreements"), "agreements"), paragraph(said), *_shortened(view, len(found))]
    head = ((_("Agreement"),), (_("Sector"),), (_("Stands at"),))
    return [*blocks, *([Table(head, rows, ("hb-table",))] if rows else [])]


def _shortened(view: View, count: int) -> list[Block]:
    """That a table has only the first of very many rows."""
    if count <= SPLIT:
        return []
    said = view.translate("The first {shown} of {count}; all of them by handbook query --as-of.")
    return [paragraph(said.format(shown=SPLIT, count=f"{count:,}"))]


def _date(claim: StageClaim) -> PartialDate:
    return claim.date or PartialDate.parse("")


def _state(view: View, agreement: Agreement, claim: StageClaim) -> Inlines:
    stage = span(view.word("stages", claim.stage), "hb-stage", "hb-stage-" + claim.stage)
    date = text(view.date(claim.date)) if claim.date else view.translate("undated")
    return spaced((stage,), (Link("claim", f"{agreement.id}#{claim.label}", date),))


def _board(view: View, day: dt.date | None) -> list[Block]:
    """Who held what: each office with whom a source names in it by that day, the latest first named; or that none does."""
    _ = view.translate
    offices: dict[tuple[str, str], list[Holding]] = {}
    for holding in _holdings(view):
        offices.setdefault((holding.claim.of or "", holding.claim.value), []).append(holding)
    rows: list[tuple[Inlines, ...]] = []
    for (of, value), holdings in sorted(
        offices.items(), key=lambda item: (_body(view, item[0][0]).casefold(), item[0][1])
    ):
        known = [h for h in holdings if _begun(h.claim, day)]
        known.sort(key=lambda h: _attested(h.claim).sort_key, reverse=True)
        body: Inlines = (view.link(of),) if of in view.named else (text(of or "–"),)
        office = view.told(value)
        who = (
            joined(view.semicolon, [_holder(view, h, day) for h in known])
            if known
            else (span(_("no source says"), "hb-nothing"),)
        )
        rows.append((body, office, who))
    if not rows:
        return []
    head = ((_("State or body"),), (_("Office"),), (_("Held by"),))
    about = _(
        "Dates are those of the first and the last source that names somebody in an office; nobody begins or leaves by them."
    )
    blocks: list[Block] = [heading(2, _("Board of offices"), "offices"), paragraph(about), *_shortened(view, len(rows))]
    return [*blocks, Table(head, tuple(rows[:SPLIT]), ("hb-table",))]


def _body(view: View, of: str) -> str:
    return view.name_of(view.named[of]) if of in view.named else of


def _attested(claim: FactClaim) -> PartialDate:
    return claim.as_of or PartialDate.parse("")


def _begun(claim: FactClaim, day: dt.date | None) -> bool:
    """Whether the office is attested on some day up to that one."""
    if day is None:
        return True
    date = claim.as_of
    first = (
        (date.start.latest if date.start else date.latest)
        if date and date.shape == "interval"
        else date.latest
        if date
        else None
    )
    return first is not None and first <= day


def _holder(view: View, holding: Holding, day: dt.date | None) -> Inlines:
    """Who, and by which days sources name him or her; that the last of them was before that day, if it was."""
    _ = view.translate
    date = holding.claim.as_of
    attested = _("attested {date}").format(date=view.date(date)) if date else _("undated")
    link = Link("claim", f"{holding.actor.id}#{holding.claim.label}", text(attested))
    late = (
        (span(_("not named later by then"), "hb-nothing"),)
        if day and date and date.latest and date.latest < day
        else ()
    )
    return spaced((view.link(holding.actor.id),), ("(", link, ")"), late)
