"""How much of something was promised and delivered in a field: each shipment counts once, and a range shows where sources differ."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from handbook import i18n
from handbook.blocks import Inlines, Link, Span, Table, joined, span, text
from handbook.claims import AmountClaim, in_language
from handbook.dossiers import Shipment, Total
from handbook.i18n import unbroken
from handbook.kinds import Stage
from handbook.pages.view import View

#: Stages that report a delivery.
_CAME = (Stage.FUNDED, Stage.IN_FORCE, Stage.DELIVERED)


NOTHING: Inlines = (span("–", "hb-nothing"),)


def totals_table(view: View, totals: Sequence[Total]) -> Table:
    """The table of totals; each number has the heading of its column with it, for windows in which columns have no room."""
    _ = view.translate
    head = (
        _("What"),
        _("Promised or announced"),
        _("Of this, in agreements without a reported delivery"),
        _("Delivered"),
    )
    labels = [span((text(words), view.colon), "hb-label", "hb-cell-label") for words in head[1:]]
    rows = [
        (what, *((label, *cell) for label, cell in zip(labels, cells, strict=True)))
        for what, *cells in (_row(view, total) for total in totals)
    ]
    return Table(tuple((cell,) for cell in head), tuple(rows), ("hb-table", "hb-totals"))


def _row(view: View, total: Total) -> tuple[Inlines, ...]:
    """A row of totals: what it is, promised, promised without any reported delivery, delivered."""
    wording = in_language(total.of, view.language)
    assert wording is not None  # a total says what it counts
    name: Inlines = (text(unbroken(wording.text, wording.lang)),)
    what = (span(name if wording.lang == view.language else (Span(name, lang=wording.lang),), "hb-row-name"),)
    waiting = [shipment for shipment in total.promised if not _came(view, shipment)]
    return (
        what,
        _sum(view, total.unit, total.promised),
        _sum(view, total.unit, waiting),
        _sum(view, total.unit, total.delivered),
    )


def _came(view: View, shipment: Shipment) -> bool:
    """Whether a delivery is reported: some claim says that the shipment's agreement is funded, in force or delivered."""
    agreement = view.corpus.agreements.get(shipment[0].partition("#")[0])
    return agreement is not None and any(
        view.corpus.words.is_like("stages", claim.stage, *_CAME) for claim in agreement.stages
    )


def _amounts(view: View, shipment: Shipment) -> list[tuple[str, AmountClaim]]:
    """The amounts of a shipment, the smallest first, with the keys of their claims."""
    amounts: list[tuple[str, AmountClaim]] = []
    for key in shipment:
        entry, _sep, label = key.partition("#")
        agreement = view.corpus.agreements.get(entry)
        amounts += [
            (key, claim)
            for claim in (agreement.claims if agreement else ())
            if isinstance(claim, AmountClaim) and claim.label == label
        ]
    return sorted(amounts, key=lambda pair: (pair[1].value, pair[0]))


def _sum(view: View, unit: str, shipments: Sequence[Shipment]) -> Inlines:
    """The sum of shipments, and its parts."""
    sizes = [amounts for shipment in shipments if (amounts := _amounts(view, shipment))]
    if not sizes:
        return NOTHING
    low = sum((amounts[0][1].value for amounts in sizes), Decimal(0))
    high = sum((amounts[-1][1].value for amounts in sizes), Decimal(0))
    vague = dict.fromkeys(view.say(c.approx) for amounts in sizes for _key, c in amounts if c.approx)
    size = (
        number(view, low)
        if low == high
        else view.translate("{first} to {last}").format(first=number(view, low), last=number(view, high))
    )
    words = text(" ".join([*vague, size, view.say(unit)]))
    if len(sizes) == 1 and len(sizes[0]) == 1:
        return (span((Link("claim", sizes[0][0][0], words),), "hb-sum"),)
    parts: list[Inlines] = [
        joined("–", [(Link("claim", key, number(view, claim.value)),) for key, claim in amounts]) for amounts in sizes
    ]
    return (span(words, "hb-sum"), " = ", *joined(" + ", parts))


def number(view: View, value: Decimal) -> str:
    """A number as the language of the pages writes it."""
    return i18n.number(value, view.language)
