"""Boards of offices: who held which office on a day, by the sources that name the holders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from handbook import i18n
from handbook.blocks import Block, Inlines, Link, Table, joined, paragraph, spaced, span, text
from handbook.claims import FactClaim
from handbook.filing import SPLIT
from handbook.model import Actor
from handbook.pages.view import View
from handbook.partial_date import PartialDate

#: The kinds of facts that boards show.
OFFICES = ("office",)


class Holding(NamedTuple):
    """An office held by an actor: the actor and the claim."""

    actor: Actor
    claim: FactClaim


def holdings_of(view: View) -> list[Holding]:
    """All offices that actors are said to hold or to have held."""
    return view.shared("holdings", None, _holdings)


def _holdings(view: View, _about: None) -> list[Holding]:
    return [
        Holding(actor, claim)
        for actor in view.corpus.actors.values()
        for claim in actor.facts
        if claim.field in OFFICES
    ]


def shortened(view: View, count: int) -> list[Block]:
    """A note that a table has only the first of very many rows."""
    if count <= SPLIT:
        return []
    note = view.translate("The first {shown} of {count}; all of them by handbook query --as-of.")
    return [paragraph(note.format(shown=SPLIT, count=i18n.number(count, view.language)))]


def holdings_by_office(view: View) -> list[tuple[tuple[str, str], list[Holding]]]:
    """The holders of each office, grouped by state or body and office, in the order of their names."""
    offices: dict[tuple[str, str], list[Holding]] = {}
    for holding in holdings_of(view):
        offices.setdefault((holding.claim.of or "", holding.claim.value), []).append(holding)
    return sorted(offices.items(), key=lambda item: (_body(view, item[0][0]).casefold(), item[0][1]))


def office_row(
    view: View, office: tuple[str, str], holdings: Sequence[Holding], day: dt.date | None
) -> tuple[Inlines, ...]:
    """An office with the holders named by that day, the one named latest first; or a note that no source names one."""
    body_id, value = office
    begun_holdings = [h for h in holdings if has_begun(h.claim, day)]
    begun_holdings.sort(key=lambda h: _attested(h.claim).sort_key, reverse=True)
    body: Inlines = (view.link(body_id),) if body_id in view.named else (text(body_id or "–"),)
    nobody: Inlines = (span(view.translate("no source says"), "hb-nothing"),)
    return (
        body,
        view.record_text(value),
        joined(view.semicolon, [_holder(view, h, day) for h in begun_holdings]) if begun_holdings else nobody,
    )


def head(view: View) -> list[str]:
    """The column headings."""
    _ = view.translate
    return [_("State or body"), _("Office"), _("Held by")]


def about(view: View) -> str:
    """A note on what the dates on a board mean."""
    return view.translate(
        "Dates are those of the first and the last source that names somebody in an office; they do not say when it began or ended."
    )


def board(view: View, day: dt.date | None) -> list[Block]:
    """The board: who held each office."""
    rows = [office_row(view, office, holdings, day) for office, holdings in holdings_by_office(view)]
    if not rows:
        return []
    blocks: list[Block] = [paragraph(about(view)), *shortened(view, len(rows))]
    return [*blocks, Table(tuple((words,) for words in head(view)), tuple(rows[:SPLIT]), ("hb-table",))]


def _body(view: View, body_id: str) -> str:
    return view.name_of(view.named[body_id]) if body_id in view.named else body_id


def _attested(claim: FactClaim) -> PartialDate:
    return claim.as_of or PartialDate.parse("")


def has_begun(claim: FactClaim, day: dt.date | None) -> bool:
    """Whether the office is attested on some day up to ``day``."""
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
    """The holder, with the dates on which sources name him or her, and a note if the last of them is before ``day``."""
    _ = view.translate
    date = holding.claim.as_of
    attested = _("attested {date}").format(date=view.date(date)) if date else _("undated")
    link = Link("claim", f"{holding.actor.id}#{holding.claim.label}", text(attested))
    late = (
        (span(_("no later mention by then"), "hb-nothing"),)
        if day and date and date.latest and date.latest < day
        else ()
    )
    return spaced((view.link(holding.actor.id),), ("(", link, ")"), late)
