"""Dossiers: for one field, what was promised, signed and delivered, who took part, when, and what is disputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

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
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
)
from handbook.claims import in_language
from handbook.dossiers import Dossier
from handbook.i18n import unbroken
from handbook.leads import BASIS, sentences
from handbook.model import Agreement, Event
from handbook.pages import as_of, labels
from handbook.pages.dividing import ORIGIN
from handbook.pages.dossier_steps import steps_table, when
from handbook.pages.dossier_totals import totals_table
from handbook.pages.happenings import happenings
from handbook.pages.labels import N_
from handbook.pages.view import View
from handbook.pages.wordings import question

INDEX = "dossiers/index"
#: How many actors a dossier names, those with the most parts in its agreements and events.
MOST_ACTORS = 12
ABOUT = N_("A page for each field: what was promised, signed and delivered, who, when, and what is disputed.")


def document(dossier: Dossier) -> str:
    """The document of a dossier."""
    return f"dossiers/{dossier.id}"


def name_of(view: View, dossier: Dossier) -> str:
    """The name of a dossier in the language of the pages."""
    wording = in_language(dossier.name, view.language)
    assert wording is not None  # a dossier has a name
    return text(unbroken(wording.text, wording.lang))


def first_sentence_of(view: View, dossier: Dossier) -> str:
    """The first sentence of its lead in the language of the pages, or else in the one in which it is written."""
    wording = in_language(dossier.lead, view.language)
    first = next(iter(sentences(wording.text)), None) if wording else None
    return text(unbroken(first.text, view.language) + ".") if first else ""


def agreements_of(view: View, dossier: Dossier) -> list[Agreement]:
    """The agreements of its sectors and those that it names, the latest headline first."""
    corpus = view.corpus
    named = {i for i in dossier.entries if i in corpus.agreements}
    chosen = [a for a in corpus.agreements.values() if a.id in named or a.sector in dossier.sectors]
    return sorted(chosen, key=lambda a: (when(headline(corpus, a).claim).sort_key, a.id), reverse=True)


def events_of(view: View, dossier: Dossier, agreements: Iterable[Agreement]) -> list[Event]:
    """The events that it names, and those linked with its agreements."""
    corpus = view.corpus
    ids = {i for i in dossier.entries if i in corpus.events}
    for agreement in agreements:
        ids |= {
            referring.id for referring, _word in view.incoming.get(agreement.id, ()) if isinstance(referring, Event)
        }
        ids |= {r.to for r in agreement.relations if r.to in corpus.events}
    return [corpus.events[i] for i in sorted(ids)]


def index(view: View) -> Page:
    """The list of dossiers, each with the first sentence of its lead."""
    _ = view.translate
    rows: list[Inlines] = []
    for dossier in view.corpus.dossiers.values():
        wording = in_language(dossier.lead, view.language)
        first = first_sentence_of(view, dossier)
        sentence: Inlines = (first,) if first else ()
        if wording and wording.lang != view.language and sentence:
            sentence = (Span(sentence, lang=wording.lang),)
        link = span((Link("doc", document(dossier), name_of(view, dossier)),), "hb-row-name")
        rows.append(spaced((link,), sentence))
    about = _(ABOUT)
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
    if dossier.totals:
        blocks += [
            heading(2, _("How much"), "totals"),
            paragraph(
                _(
                    "Each shipment counts once, however many entries and sources tell of it; sources that differ make a range."
                )
            ),
            paragraph(
                _(
                    "A delivery may belong to another agreement than the promises beside it: the numbers of a row need not add up."
                )
            ),
            totals_table(view, dossier.totals),
        ]
    if agreements:
        field = Box(("hb-days", f"hb-days-dossier-{dossier.id}"), (as_of.any_day(view),))
        blocks += [heading(2, _("How far each got"), "agreements"), field, *steps_table(view, agreements)]
    blocks += _who(view, agreements, events)
    if lines := happenings(view, agreements, events):
        blocks += [heading(2, _("When"), "when"), Items(tuple(h.line for h in lines), ("hb-happenings",))]
    blocks += _disputed(view, agreements, events)
    return Page(document(dossier), view.corpus.paths.get(dossier.id, ""), tuple(blocks))


def _lead(view: View, dossier: Dossier) -> Inlines:
    """The lead, with numbers that link to the claims of its sentences."""
    wording = in_language(dossier.lead, view.language)
    assert wording is not None  # a dossier has a lead
    content: list[Inline] = []
    numbers: dict[str, int] = {}
    at = 0
    lead = unbroken(wording.text, wording.lang)
    for match in BASIS.finditer(lead):
        content.append(text(lead[at : match.start()]))
        keys = [key.strip() for key in match[1].split(",") if key.strip()]
        links: list[Inlines] = [
            (Link("claim", key, str(numbers.setdefault(key, len(numbers) + 1))),)
            for key in keys
            if key.partition("#")[0] in view.named
        ]
        content.append(span(("\u00a0", *joined(" ", links)), "hb-basis"))
        at = match.end()
    content.append(text(lead[at:]))
    inner = tuple(part for part in content if part)
    return inner if wording.lang == view.language else (Span(inner, lang=wording.lang),)


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


def _disputed(view: View, agreements: Sequence[Agreement], events: Sequence[Event]) -> list[Block]:
    """The disagreements about its entries, each once."""
    ids = [*(a.id for a in agreements), *(e.id for e in events)]
    conflicts = {c.id: c for i in ids for c in view.corpus.conflicts_about.get(i, ())}
    if not conflicts:
        return []
    rows: list[Inlines] = [
        spaced(
            question(view, c),
            (span(view.translate(labels.STATUS[c.status]), "hb-badge", f"hb-{c.status}"),),
        )
        for c in conflicts.values()
    ]
    return [heading(2, view.translate("What is disputed"), "disputed"), Items(tuple(rows))]
