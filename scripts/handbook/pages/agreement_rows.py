"""A row of the table of where agreements stand."""

from __future__ import annotations

from handbook.blocks import Inlines, Link, spaced, span, text
from handbook.claims import StageClaim
from handbook.model import Agreement
from handbook.pages.view import View
from handbook.partial_date import PartialDate


def standing_row(view: View, agreement: Agreement, claim: StageClaim) -> tuple[Inlines, ...]:
    """The agreement, its sector, and the claim that says where it stands."""
    stage = span(view.word("stages", claim.stage), "hb-stage", "hb-stage-" + claim.stage)
    date = text(view.date(claim.date)) if claim.date else view.translate("undated")
    return (
        (span((view.link(agreement.id),), "hb-row-name"),),
        (view.word("sectors", agreement.sector),),
        spaced((stage,), (Link("claim", f"{agreement.id}#{claim.label}", date),)),
    )


def order_of(view: View, agreement: Agreement, claim: StageClaim) -> tuple[object, ...]:
    """The sort key of the row: by sector, then by date."""
    date = claim.date or PartialDate.parse("")
    return view.word("sectors", agreement.sector), date.sort_key, agreement.id
