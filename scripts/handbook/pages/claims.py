"""Claims on pages: the sentence of each, its support, its evidence folded under it; and the status that they give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from handbook import agreement_state, i18n
from handbook.blocks import (
    Block,
    Box,
    Claim,
    Fields,
    Fold,
    Inlines,
    Items,
    Link,
    Paragraph,
    Span,
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
    words_of,
)
from handbook.claims import (
    AmountClaim,
    DateClaim,
    FactClaim,
    PartClaim,
    PlainClaim,
    Quantity,
    RelationClaim,
    StageClaim,
    in_language,
)
from handbook.claims import Claim as Record
from handbook.model import Actor, Agreement, Citation, Event, Paged
from handbook.pages import labels
from handbook.pages.ageing import is_stale
from handbook.pages.statements import statement_line
from handbook.pages.view import View
from handbook.partial_date import PartialDate

UNDATED = PartialDate.parse("")
#: The number of each claim on its page, by label, in the order of the page.
Order = dict[str, int]


def date_of(claim: Record) -> PartialDate:
    """When a claim holds or happened; undated if it does not say."""
    return getattr(claim, "date", None) or getattr(claim, "as_of", None) or UNDATED


def is_detail(claim: Record) -> bool:
    """Whether an entry can be told without the claim: parts and relations are in its card and related entries."""
    return claim.detail or isinstance(claim, (PartClaim, RelationClaim))


def ordered(entry: Paged) -> Order:
    """The claims of an entry in the order of its page: when an event was, main claims by time, then parts, relations and details.

    What is told of an event has often an earlier or a less precise date than the event itself, and would stand before it.
    """
    main = sorted(
        (c for c in entry.claims if not is_detail(c)), key=lambda c: (not isinstance(c, DateClaim), date_of(c).sort_key)
    )
    details = [c for c in entry.claims if is_detail(c)]
    return {claim.label: number for number, claim in enumerate((*main, *details), 1)}


def claim_blocks(view: View, entry: Paged, order: Order, shown_cites: set[Citation], works: Order) -> list[Block]:
    """All claims, each once, with a number; ``shown_cites`` collects the statements that unfold under them.

    ``works`` are the numbers of sources in the list of references of the page.
    """
    _ = view.translate
    by_label = {c.label: c for c in entry.claims}
    claims = [by_label[label] for label in order]
    blocks: list[Block] = []
    if main := [c for c in claims if not is_detail(c)]:
        blocks.append(heading(2, _("What is known")))
        blocks += [_claim(view, entry, c, order, shown_cites, works) for c in main]
    if details := [c for c in claims if is_detail(c)]:
        summary = (_("Parts, relations and details, with their evidence ({count})").format(count=len(details)),)
        inner = tuple(_claim(view, entry, c, order, shown_cites, works) for c in details)
        blocks.append(Fold(summary, inner, ("hb-details",)))
    return blocks


def _claim(view: View, entry: Paged, claim: Record, order: Order, shown_cites: set[Citation], works: Order) -> Block:
    _ = view.translate
    key, words = f"{entry.id}#{claim.label}", sentence(view, claim)
    number: Inlines = (Link("claim", key, str(order[claim.label])),)
    marks = view.contradiction(entry, claim)
    if claim.settled:
        marks = (span(_("settled for it"), "hb-badge", "hb-resolved"),)
    if is_stale(view, entry, claim):
        marks = (*marks, span(_("last attested long ago"), "hb-badge", "hb-stale"))
    support = [view.evidence(claim.cite, entry.id)]
    if claim.against:
        count = len(claim.against)
        support.append(_("1 statement against") if count == 1 else _("{count} statements against").format(count=count))
    inner: list[Block] = [Items(tuple(_statements(view, claim.cite, entry.id, shown_cites)), ("hb-says",))]
    if claim.against:
        inner.append(paragraph((span(_("Against:"), "hb-label"),)))
        inner.append(Items(tuple(_statements(view, claim.against, entry.id, shown_cites)), ("hb-says", "hb-against")))
    if claim.settled:
        inner.append(paragraph((span(_("Settled:"), "hb-label"),), view.record_text(claim.settled)))
    classes = ("hb-disputed",) if view.corpus.disputed(entry, claim) else ()
    # On paper nothing unfolds: there the numbers of the sources stand for the statements.
    numbers = sorted({works[c.source] for c in (*claim.cite, *claim.against)})
    printed = _("references {numbers}").format(numbers=", ".join(map(str, numbers)))
    return Claim(
        key,
        words_of(words),
        spaced((span(number, "hb-number"),), words, marks),
        (" · ".join(support), span(" · " + printed, "hb-refs")),
        tuple(inner),
        classes,
    )


def _statements(
    view: View, cites: Iterable[Citation], page_entry: str, shown_cites: set[Citation]
) -> Iterator[Inlines]:
    """Statements with their sources; a statement that is shown further up on the page is only pointed to."""
    for cite in cites:
        statement = view.corpus.statements.get(cite)
        if statement is None:
            continue
        if cite in shown_cites:
            yield spaced((view.translate("also in"),), view.cite([cite]))
        else:
            shown_cites.add(cite)
            yield statement_line(view, statement, page_entry)


def sentence(view: View, claim: Record) -> Inlines:
    """The sentence of a claim: made from the fields of a typed claim in the language of the pages; a plain claim as written."""
    return view.shared("sentence", claim, _sentence)


def _sentence(view: View, claim: Record) -> Inlines:
    _ = view.translate
    if isinstance(claim, StageClaim):
        return _stage(view, claim)
    if isinstance(claim, FactClaim):
        name = field_name(view, claim.field)
        return (text(name), view.colon, *fact(view, claim))
    if isinstance(claim, AmountClaim):
        return (_("Amount"), view.colon, quantity(view, claim))
    if isinstance(claim, PartClaim):
        return (
            view.link(claim.actor),
            view.colon,
            text(_("party") if claim.role == "party" else view.word("roles", claim.role)),
        )
    if isinstance(claim, RelationClaim):
        return (text(view.word("relations", claim.kind)), view.colon, view.link(claim.to))
    if isinstance(claim, DateClaim):
        return (_("Date"), view.colon, *dated(view, claim))
    if isinstance(claim, PlainClaim):
        wording = in_language(claim.says, view.language)
        assert wording is not None  # a plain claim has words
        words = text(i18n.unbroken(wording.text, wording.lang))
        return (words,) if wording.lang == view.language else (Span((words,), lang=wording.lang),)
    assert_never(claim)


def _stage(view: View, claim: StageClaim) -> Inlines:
    _ = view.translate
    words: list[Inlines] = [(span(view.word("stages", claim.stage), "hb-stage", "hb-stage-" + claim.stage),)]
    if claim.date:
        words.append((view.when(claim.date),))
    if claim.place:
        words.append(("(", view.link(claim.place), ")"))
    if claim.by:
        words.append((_("by") + " ", *joined(", ", ((view.link(a),) for a in claim.by))))
    parts = spaced(*words)
    return (*parts, view.colon, *view.record_text(claim.note)) if claim.note else parts


def field_name(view: View, field: str) -> str:
    """The name of the field of a fact."""
    label = labels.FIELD.get(field)
    return view.translate(label) if label else view.say(field).capitalize()


def fact(view: View, claim: FactClaim) -> Inlines:
    """The value of a fact, the entry that it refers to, and when it held."""
    named_entry = view.named.get(claim.of) if claim.of else None
    same = claim.of and claim.value == (named_entry.name if named_entry else claim.of)
    value: Inlines = (view.link(claim.of),) if claim.of and same else view.record_text(claim.value)
    if claim.of and not same:
        value = (*value, ", ", view.link(claim.of))
    when: Inlines = (span(_time_of_fact(view, claim.field, claim.as_of), "hb-when"),) if claim.as_of else ()
    return spaced(value, when)


def _time_of_fact(view: View, field: str, date: PartialDate) -> str:
    """The words for when a fact held.

    The interval of an office or rank runs from the first to the last source that names it; it does not say
    that the person began or left then.
    """
    _, date_text = view.translate, view.date(date)
    if date.shape == "interval" and not date.start:
        # "On or before" a day already says how far it reaches.
        return date_text
    if date.shape != "interval" or not (date.start and date.end):
        return _("as of {date}").format(date=date_text)
    return _("attested {date}").format(date=date_text) if field in ("office", "rank") else date_text


def dated(view: View, claim: DateClaim) -> Inlines:
    """The date of an event, with its note."""
    return spaced((view.when(claim.date),), ("(", *view.record_text(claim.note), ")") if claim.note else ())


def taking_part(view: View, parts: tuple[PartClaim, ...]) -> Inlines:
    """Actors with their roles."""
    return joined(
        view.semicolon,
        (
            (view.link(p.actor), *((text(f" ({view.word('roles', p.role)})"),) if p.role != "party" else ()))
            for p in parts
        ),
    )


def quantity(view: View, amount: Quantity | AmountClaim) -> str:
    """A quantity with its approximation and unit, the counted things and who counted them."""
    value = amount.value.normalize() if amount.value % 1 else amount.value.to_integral_value()
    counted = i18n.amount(value, view.say(amount.unit), view.language)
    amount_words = f"{view.say(amount.approx) + ' ' if amount.approx else ''}{counted} ({view.say(amount.of)})"
    if amount.by:
        amount_words += ", " + view.translate("according to {who}").format(who=view.say(amount.by))
    return text(amount_words)


def status(view: View, agreement: Agreement) -> Block:
    """The headline of an agreement: the stage it reached, who reports it, and any later talk."""
    _ = view.translate
    state = agreement_state.headline(view.corpus, agreement)
    head = (*_stage(view, state.claim), " · ", view.evidence(state.claim.cite, agreement.id))
    parts: list[Inlines] = [head]
    if state.reached is not state.claim:
        parts.append((_("Before:") + " ", *_stage(view, state.reached)))
    if state.later:
        stage = view.word("stages", state.later[-1].stage)
        parts.append((_("Later only talked about:") + " ", stage, " ", view.when(state.later[-1].date)))
    return Box(("hb-status",), tuple(Paragraph(part) for part in parts))


def parts_of(view: View, actor: Actor) -> list[Block]:
    """The agreements and events in which an actor has a part, by year, with their status or date."""
    _ = view.translate
    rows: list[tuple[int, dt.date, Inlines]] = []
    words: dict[str, dict[str, None]] = {}
    for referring, word in view.incoming.get(actor.id, []):
        if isinstance(referring, Agreement | Event):
            words.setdefault(referring.id, {})[word] = None
    for name, kinds in words.items():
        record = view.corpus.entries[name]
        if isinstance(record, Agreement):
            claim = agreement_state.headline(view.corpus, record).claim
            date, stage = claim.date, span(view.word("stages", claim.stage), "hb-stage", "hb-stage-" + claim.stage)
            mark: Inlines = (stage, *((" ", view.when(date)) if date else ()))
        else:
            assert isinstance(record, Event)
            date = record.dates[0].date
            mark = (view.when(date),)
        role = ", ".join(view.pointed(word) for word in kinds if word not in ("party", ""))
        part_row = spaced((view.link(name),), (text(f"({role})"),) if role else (), mark)
        begins = date.sort_key[0] if date and date.shape != "unknown" else dt.date.max
        rows.append((begins.year if begins != dt.date.max else 0, begins, part_row))
    rows.sort(key=lambda row: (-row[0], row[1], words_of(row[2])))
    fields = [
        (
            view.date(PartialDate.parse(str(year))) if year else _("Undated"),
            tuple(part_row for _year, _begins, part_row in group),
        )
        for year, group in groupby(rows, key=lambda row: row[0])
    ]
    if not fields:
        return []
    return [heading(2, _("Agreements and events")), Box(("hb-card", "hb-parts"), (Fields(tuple(fields)),))]
