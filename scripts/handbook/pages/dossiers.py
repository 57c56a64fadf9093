"""Dossiers: of one field what was promised, signed and delivered, who, when, and what is disputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from handbook import i18n
from handbook.agreement_state import headline
from handbook.blocks import (
    Block,
    Box,
    Contents,
    Inline,
    Inlines,
    Items,
    Link,
    Page,
    Paragraph,
    Span,
    Table,
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
)
from handbook.claims import AmountClaim, in_language
from handbook.dossiers import Dossier, Shipment, Total
from handbook.i18n import unbroken
from handbook.kinds import Stage
from handbook.leads import BASIS, sentences
from handbook.model import Agreement, Conflict, Event
from handbook.pages import as_of, labels
from handbook.pages.dividing import ORIGIN
from handbook.pages.dossier_steps import NOTHING, steps_table, when
from handbook.pages.happenings import happenings
from handbook.pages.view import View

INDEX = "dossiers/index"
#: Actors that have a part in fewer agreements and events of a dossier than this are not counted on it.
MOST_ACTORS = 12


#: Stages by which what was promised has come.
_CAME = (Stage.FUNDED, Stage.IN_FORCE, Stage.DELIVERED)


def document(dossier: Dossier) -> str:
    """The document of a dossier."""
    return f"dossiers/{dossier.id}"


def name_of(view: View, dossier: Dossier) -> str:
    """The name of a dossier in the language of the pages."""
    wording = in_language(dossier.name, view.language)
    assert wording is not None  # a dossier has a name
    return text(unbroken(wording.text, wording.lang))


def agreements_of(view: View, dossier: Dossier) -> list[Agreement]:
    """Those of its sectors and those that it names, the latest headline first."""
    corpus = view.corpus
    named = {i for i in dossier.entries if i in corpus.agreements}
    chosen = [a for a in corpus.agreements.values() if a.id in named or a.sector in dossier.sectors]
    return sorted(chosen, key=lambda a: (when(headline(corpus, a).claim).sort_key, a.id), reverse=True)


def events_of(view: View, dossier: Dossier, agreements: Iterable[Agreement]) -> list[Event]:
    """The events that it names, and those that its agreements are linked with."""
    corpus = view.corpus
    ids = {i for i in dossier.entries if i in corpus.events}
    for agreement in agreements:
        ids |= {other.id for other, _word in view.incoming.get(agreement.id, ()) if isinstance(other, Event)}
        ids |= {r.to for r in agreement.relations if r.to in corpus.events}
    return [corpus.events[i] for i in sorted(ids)]


def index(view: View) -> Page:
    """The list of dossiers, each with the first sentence of its lead."""
    _ = view.translate
    rows: list[Inlines] = []
    for dossier in view.corpus.dossiers.values():
        wording = in_language(dossier.lead, view.language)
        first = next(iter(sentences(wording.text)), None) if wording else None
        said: Inlines = (text(unbroken(first.text, view.language) + "."),) if first else ()
        if wording and wording.lang != view.language and said:
            said = (Span(said, lang=wording.lang),)
        link = span((Link("doc", document(dossier), name_of(view, dossier)),), "hb-row-name")
        rows.append(spaced((link,), said))
    about = _("A page for each field: what was promised, signed and delivered, who, when, and what is disputed.")
    blocks: list[Block] = [heading(1, _("Dossiers")), paragraph(about)]
    blocks += [Items(tuple(rows), ("hb-dossiers",))] if rows else [paragraph(_("There are no dossiers yet."))]
    blocks.append(Contents(tuple(document(d) for d in view.corpus.dossiers.values())))
    return Page(INDEX, ORIGIN, tuple(blocks), orphan=True)


def page(view: View, dossier: Dossier) -> Page:
    """The page of a dossier."""
    _ = view.translate
    agreements = agreements_of(view, dossier)
    events = events_of(view, dossier, agreements)
    blocks: list[Block] = [heading(1, name_of(view, dossier)), Box(("hb-lead",), (Paragraph(_lead(view, dossier)),))]
    if totals := [row for total in dossier.totals if (row := _total(view, total))]:
        head = (_("What"), _("Promised or announced"), _("of it: no delivery reported"), _("Delivered"))
        blocks += [
            heading(2, _("How much"), "totals"),
            paragraph(
                _(
                    "Each shipment counts once, however many entries and sources tell of it; sources that differ make a range."
                )
            ),
            Table(tuple((cell,) for cell in head), tuple(totals), ("hb-table", "hb-totals")),
        ]
    if agreements:
        field = Box(("hb-days", f"hb-days-dossier-{dossier.id}"), (as_of.any_day(view),))
        blocks += [heading(2, _("How far each got"), "agreements"), field, *steps_table(view, agreements)]
    blocks += _who(view, agreements, events)
    if told := happenings(view, agreements, events):
        blocks += [heading(2, _("When"), "when"), Items(tuple(h.line for h in told), ("hb-happenings",))]
    blocks += _disputed(view, agreements, events)
    return Page(document(dossier), view.corpus.paths.get(dossier.id, ""), tuple(blocks))


def _lead(view: View, dossier: Dossier) -> Inlines:
    """The lead, with numbers that lead to the claims of its sentences."""
    wording = in_language(dossier.lead, view.language)
    assert wording is not None  # a dossier has a lead
    content: list[Inline] = []
    numbers: dict[str, int] = {}
    at = 0
    told = unbroken(wording.text, wording.lang)
    for match in BASIS.finditer(told):
        content.append(text(told[at : match.start()]))
        keys = [key.strip() for key in match[1].split(",") if key.strip()]
        links: list[Inlines] = [
            (Link("claim", key, str(numbers.setdefault(key, len(numbers) + 1))),)
            for key in keys
            if key.partition("#")[0] in view.named
        ]
        content.append(span((" ", *joined(" ", links)), "hb-basis"))
        at = match.end()
    content.append(text(told[at:]))
    inner = tuple(part for part in content if part)
    return inner if wording.lang == view.language else (Span(inner, lang=wording.lang),)


def _total(view: View, total: Total) -> tuple[Inlines, ...] | None:
    """A row of totals: what, promised, promised without any delivery reported, delivered."""
    wording = in_language(total.of, view.language)
    assert wording is not None  # a total says of what
    said: Inlines = (text(unbroken(wording.text, wording.lang)),)
    what = (span(said if wording.lang == view.language else (Span(said, lang=wording.lang),), "hb-row-name"),)
    waiting = [shipment for shipment in total.promised if not _came(view, shipment)]
    return (
        what,
        _sum(view, total.unit, total.promised),
        _sum(view, total.unit, waiting),
        _sum(view, total.unit, total.delivered),
    )


def _came(view: View, shipment: Shipment) -> bool:
    """Whether a delivery of what was promised is reported: its agreement is in force or delivered by some claim."""
    agreement = view.corpus.agreements.get(shipment[0].partition("#")[0])
    return agreement is not None and any(
        view.corpus.words.is_like("stages", claim.stage, *_CAME) for claim in agreement.stages
    )


def _amounts(view: View, shipment: Shipment) -> list[tuple[str, AmountClaim]]:
    """The amounts of a shipment, the smallest first, with the keys of their claims."""
    amounts = []
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
    """The sum of shipments, and what it is made of."""
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
    words = text(" ".join([*vague, size, unit]))
    if len(sizes) == 1 and len(sizes[0]) == 1:
        return (span((Link("claim", sizes[0][0][0], words),), "hb-sum"),)
    parts: list[Inlines] = [
        joined("–", [(Link("claim", key, number(view, claim.value)),) for key, claim in amounts]) for amounts in sizes
    ]
    return (span(words, "hb-sum"), " = ", *joined(" + ", parts))


def number(view: View, value: Decimal) -> str:
    """A number as the language of the pages writes it."""
    return i18n.number(value, view.language)


def _who(view: View, agreements: Sequence[Agreement], events: Sequence[Event]) -> list[Block]:
    _ = view.translate
    counted = Counter(p.actor for a in agreements for p in a.parties)
    counted.update(p.actor for e in events for p in e.participants)
    signed = Counter(actor for a in agreements for c in a.stages for actor in c.by)
    counted.update(signed)
    often = sorted((a for a in counted if a in view.corpus.actors), key=lambda a: (-counted[a], a))[:MOST_ACTORS]
    if not often:
        return []
    rows: list[Inlines] = [(view.link(a), f" ({counted[a]})") for a in often]
    about = _("Parties, participants and signatories, with the number of their parts.")
    return [heading(2, _("Who"), "who"), paragraph(about), Paragraph(joined(" · ", rows), ("hb-who",))]


def _question(view: View, conflict: Conflict) -> Inlines:
    said = view.say(conflict.question)
    link = Link("conflict", conflict.id, text(said))
    return (link,) if said != conflict.question else view.as_written(link)


def _disputed(view: View, agreements: Sequence[Agreement], events: Sequence[Event]) -> list[Block]:
    """The disagreements about its entries, each once."""
    ids = [*(a.id for a in agreements), *(e.id for e in events)]
    conflicts = {c.id: c for i in ids for c in view.corpus.conflicts_about.get(i, ())}
    if not conflicts:
        return []
    rows: list[Inlines] = [
        spaced(
            _question(view, c),
            (span(view.translate(labels.STATUS[c.status]), "hb-badge", f"hb-{c.status}"),),
        )
        for c in conflicts.values()
    ]
    return [heading(2, view.translate("What is disputed"), "disputed"), Items(tuple(rows))]
