"""An entry page: card, stages, conflicts, what the sources say, links, notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from handbook.addresses import document, kind_of
from handbook.agreement_state import stage_at
from handbook.blocks import (
    Block,
    Box,
    Fields,
    Figure,
    Inlines,
    Items,
    Link,
    Object,
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
from handbook.claims import AmountClaim, FactClaim, PartClaim, Quantity
from handbook.fields import citations_of
from handbook.kinds import NameKind, Review
from handbook.model import Actor, Agreement, Change, Conflict, Entry, Event, Statement
from handbook.pages import labels
from handbook.pages.direction import runs_right_to_left
from handbook.pages.view import View
from handbook.partial_date import PartialDate

Paged = Actor | Agreement | Event
UNDATED = PartialDate.parse("")


def entry_page(view: View, entry: Paged, picture: Figure | None = None) -> Page:
    """The page of an actor, agreement or event, with a ``picture`` of its relations if it has one."""
    blocks: list[Block] = [heading(1, view.name_of(entry)), entry_object(view, entry, kind_words(view, entry))]
    blocks.append(_lead(view, entry))
    blocks += draft_note(view, entry.review, entry.found.evidence if isinstance(entry, Actor) and entry.found else "")
    blocks.append(_card(view, entry))
    blocks += in_english(view)
    if isinstance(entry, Agreement):
        blocks += _stages(view, entry)
    blocks += conflicts(view, view.corpus.conflicts_about.get(entry.id, []), entry.id)
    blocks += _says(view, entry)
    if picture:
        blocks += [heading(2, view.translate("Relations")), picture]
    blocks += _related(view, entry)
    blocks += _linked_from(view, entry)
    blocks += _notes(view, entry)
    blocks += history(view, entry.history)
    return Page(document(entry), view.corpus.paths.get(entry.id, ""), tuple(blocks))


def entry_object(view: View, entry: Entry, kind: str) -> Object:
    """The declaration of an entry, with the names under which the index has it."""
    names = tuple(text(name) for name in index_names(entry))
    return Object(kind_of(entry).name, entry.id, text(view.name_of(entry)), names, text(entry.gloss))


def in_english(view: View) -> list[Block]:
    """On pages of another language: that statements and notes are in English."""
    if view.language == "en":
        return []
    return [paragraph(view.translate("Statements and editors’ notes are written in English."))]


def draft_note(view: View, review: Review, evidence: str = "") -> list[Block]:
    """A plain mark on what no person has confirmed, and what it rests on."""
    _ = view.translate
    if review is not Review.DRAFT:
        return []
    said = _("Draft: a program proposed this from an article; no person has confirmed it. Do not cite it.")
    why = " " + _("Proposed for:") + f" {evidence}." if evidence else ""
    return [Box(("hb-draft-note",), (paragraph((draft_mark(view),), text(said + why)),))]


def draft_mark(view: View) -> Span:
    """The word for a draft, as a mark."""
    return span(view.translate("draft"), "hb-badge", "hb-draft")


def index_names(entry: Entry) -> list[str]:
    """The names under which an entry stands in the index; the filing form of its name too."""
    further = [n.text for n in entry.names if n.kind not in (NameKind.DEMONYM, NameKind.DESCRIPTION)]
    return list(dict.fromkeys([entry.name, *([entry.sort] if entry.sort else []), *further]))


def kind_words(view: View, entry: Paged) -> str:
    """The word for an entry's kind."""
    if isinstance(entry, Actor):
        return view.translate(labels.ACTOR[entry.kind])
    return view.translate(labels.AGREEMENT[entry.kind] if isinstance(entry, Agreement) else labels.EVENT[entry.kind])


def _lead(view: View, entry: Paged) -> Block:
    badges = [view.badge(citations_of(entry))]
    if contested := view.contested(entry.id):
        badges.append(span(contested, "hb-badge", "hb-contested"))
    return Box(
        ("hb-lead",),
        (paragraph(view.english(text(entry.gloss)), view.cite(entry.cite)), paragraph(*((b,) for b in badges))),
    )


def _card(view: View, entry: Paged) -> Block:
    _ = view.translate
    rows: list[tuple[str, Inlines]] = [(_("Kind"), (kind_words(view, entry),))]
    by_kind = sorted(entry.names, key=lambda n: list(labels.NAME).index(n.kind))
    for kind, names in groupby(by_kind, key=lambda n: n.kind):
        said = [spaced(shown_name(view, n.text, n.lang), view.cite(n.cite)) for n in names]
        rows.append((_("Name ({kind})").format(kind=_(labels.NAME[kind])), joined("; ", said)))
    if isinstance(entry, Actor):
        rows += [(_(labels.FIELD.get(f.field, f.field.capitalize())), _fact(view, f)) for f in entry.facts]
    if isinstance(entry, Agreement):
        rows.append((_("Sector"), (_(labels.SECTOR[entry.sector]),)))
        rows.append((_("Parties"), _taking_part(view, entry.parties)))
        rows += [(_("Amount"), spaced((quantity(view, a),), view.cite(a.cite))) for a in entry.amounts]
    if isinstance(entry, Event):
        for dated in entry.dates:
            note: Inlines = (text(f"({dated.note})"),) if dated.note else ()
            rows.append((_("Date"), spaced((view.when(dated.date),), note, view.cite(dated.cite))))
        if entry.place:
            rows.append((_("Place"), (view.link(entry.place),)))
        if entry.participants:
            rows.append((_("Taking part"), _taking_part(view, entry.participants)))
    return Box(("hb-card",), (Fields(grouped(rows)),))


def _taking_part(view: View, parties: tuple[PartClaim, ...]) -> Inlines:
    """Parties with their roles; citations that all of them share stand once, at the end."""
    names = [(view.link(p.actor), *((text(f" ({p.role})"),) if p.role != "party" else ())) for p in parties]
    if len({p.cite for p in parties}) == 1:
        return spaced(joined("; ", names), view.cite(parties[0].cite))
    return joined("; ", (spaced(name, view.cite(p.cite)) for name, p in zip(names, parties, strict=True)))


def grouped(rows: Iterable[tuple[str, Inlines]]) -> tuple[tuple[str, tuple[Inlines, ...]], ...]:
    """Rows of one name as one row with several values."""
    values: dict[str, list[Inlines]] = {}
    for name, value in rows:
        values.setdefault(text(name), []).append(value)
    return tuple((name, tuple(found)) for name, found in values.items())


def shown_name(view: View, name: str, lang: str | None) -> Inlines:
    """A name with its language, marked as such."""
    shown = Span((text(name),), ("hb-name",), lang or "", runs_right_to_left(name))
    return (shown, f" ({view.translate(labels.LANGUAGE.get(lang, lang))})") if lang else (shown,)


def _fact(view: View, fact: FactClaim) -> Inlines:
    same = fact.of and fact.value == _name(view, fact.of)
    said: Inlines = (view.link(fact.of, fact.value),) if fact.of and same else (text(fact.value),)
    if fact.of and not same:
        said = (*said, ", ", view.link(fact.of))
    when: Inlines = (span(_when(view, fact.field, fact.as_of), "hb-when"),) if fact.as_of else ()
    return spaced(said, when, view.cite(fact.cite))


def _when(view: View, field: str, date: PartialDate) -> str:
    """The words for when a fact held.

    An interval of an office or rank runs from the first to the last source that names it:
    it does not say that the person began or left then.
    """
    _, shown = view.translate, view.date(date)
    if date.shape != "interval" or not (date.start and date.end):
        return _("as of {date}").format(date=shown)
    return _("attested {date}").format(date=shown) if field in ("office", "rank") else shown


def _name(view: View, entry: str) -> str:
    known = view.named.get(entry)
    return known.name if known else entry


def quantity(view: View, amount: Quantity | AmountClaim) -> str:
    """A quantity with its approximation, unit, what is counted and who counted it."""
    number = f"{amount.value:,f}".rstrip("0").rstrip(".") if "." in f"{amount.value}" else f"{amount.value:,}"
    said = f"{amount.approx + ' ' if amount.approx else ''}{number} {amount.unit} ({amount.of})"
    if amount.by:
        said += ", " + view.translate("according to {who}").format(who=amount.by)
    return text(said)


def _stages(view: View, entry: Agreement) -> list[Block]:
    _ = view.translate
    steps = []
    for step in sorted(entry.stages, key=lambda s: (s.date or UNDATED).sort_key):
        stage = span(_(labels.STAGE[step.stage]), "hb-stage", "hb-stage-" + step.stage)
        when: Inlines = (view.when(step.date), *((text(": " + step.note),) if step.note else ()))
        steps.append(spaced((stage,), when, view.cite(step.cite), (view.badge(step.cite),)))
    listed = Items(tuple(steps), ("hb-stages",), ordered=True)
    return [heading(2, _("Stage history")), listed, *_as_of_sources(view, entry)]


def _as_of_sources(view: View, entry: Agreement) -> list[Block]:
    """The last stage known by the date of each source that the entry rests on; nothing for a single source."""
    _ = view.translate
    cited = dict.fromkeys(c.source for c in citations_of(entry))
    sources = [view.corpus.sources[name] for name in cited if name in view.corpus.sources]
    rows = []
    for source in sorted(sources, key=lambda s: (s.header.published.latest or dt.date.max, s.id)):
        state = stage_at(entry, source.header.published.latest)
        if state:
            link = Link("source", source.id, text(source.header.short))
            known: Inlines = (span(_(labels.STAGE[state.stage]), "hb-stage"),)
            dated: Inlines = (view.date(state.date),) if state.date else ()
            rows.append(spaced((view.when(source.header.published),), (link, ":"), known, dated))
    if len(rows) < 2:
        return []
    return [heading(3, _("State at the date of each source")), Items(tuple(rows), ("hb-says",))]


def conflicts(view: View, about: Iterable[Conflict], own: str) -> list[Block]:
    """Where sources disagree, for an entry page: each question with its sides."""
    boxes: list[Block] = []
    for conflict in about:
        question = Paragraph(view.english(span(text(conflict.question), "hb-question")))
        boxes.append(Box(("hb-conflict",), (question, *conflict_body(view, conflict, own))))
    return [heading(2, view.translate("Where the sources disagree")), *boxes] if boxes else []


def conflict_body(view: View, conflict: Conflict, own: str = "") -> list[Block]:
    """Status, all sides with their evidence, the editors' note and the entries concerned."""
    _ = view.translate
    status = span(_(labels.STATUS[conflict.status]), "hb-badge", f"hb-{conflict.status}")
    sides = tuple(
        spaced(view.english(text(side.says)), view.cite(side.cite), (view.badge(side.cite),)) for side in conflict.sides
    )
    note = paragraph((span(_("Editors’ note:"), "hb-label"),), view.english(text(conflict.note)))
    blocks: list[Block] = [paragraph((status,)), Items(sides), note]
    others: list[Inlines] = [(view.link(e),) for e in conflict.about if e != own]
    if others:
        blocks.append(paragraph((span(_("Concerns:"), "hb-label"),), joined(", ", others)))
    return blocks


def _says(view: View, entry: Paged) -> list[Block]:
    _ = view.translate
    statements = view.statements_on.get(entry.id, [])
    if not statements:
        return []
    blocks: list[Block] = [heading(2, _("What the sources say"))]
    for year, group in groupby(statements, key=_year):
        years = heading(3, str(year), f"year-{year}") if year else heading(3, _("Undated"))
        blocks += [years, Items(tuple(said(view, s, entry.id) for s in group), ("hb-says",))]
    return blocks


def _year(statement: Statement) -> int:
    return statement.when.sort_key[0].year if statement.when and statement.when.shape != "unknown" else 0


def said(view: View, statement: Statement, own: str) -> Inlines:
    """A statement on an entry page: when, what, who says so and where."""
    when, who_and_where = view.frame(statement, _frame)
    return spaced(when, view.statement_text(statement, own), who_and_where)


def _frame(view: View, statement: Statement) -> tuple[Inlines, Inlines]:
    """What stands before and behind a statement, the same on every page."""
    when: Inlines = (view.when(statement.when),) if statement.when else ()
    if speaker := view.speaker(statement):
        kind = span(speaker, "hb-speaker")
    else:
        kind = span(view.translate(labels.STATEMENT[statement.kind]), "hb-kind", f"hb-{statement.kind}")
    return when, spaced((kind,), view.cite([statement.citation]))


def _related(view: View, entry: Paged) -> list[Block]:
    _ = view.translate
    groups: dict[str, dict[str, Inlines]] = {}
    for relation in entry.relations:
        if relation.to != entry.id:
            word: Inlines = (text(f"({relation.kind})"),) if relation.kind and relation.kind != "party" else ()
            said = spaced((view.link(relation.to),), word, view.cite(relation.cite))
            groups.setdefault(_("Related"), {}).setdefault(relation.to, said)
    mentioned: dict[str, int] = {}
    for statement in view.statements_on.get(entry.id, []):
        for target in {m.entry for m in view.mentions[statement.citation].mentions}:
            mentioned[target] = mentioned.get(target, 0) + 1
    shown = {t for group in groups.values() for t in group} | {entry.id}
    often = sorted(
        (t for t in mentioned if t not in shown and t in view.corpus.actors), key=lambda t: (-mentioned[t], t)
    )[:8]
    if often:
        groups[_("Often named with it")] = {target: (view.link(target),) for target in often}
    if not groups:
        return []
    rows = tuple((group, (joined("; ", links.values()),)) for group, links in groups.items())
    return [heading(2, _("Related entries")), Box(("hb-related",), (Fields(rows),))]


def _linked_from(view: View, entry: Paged) -> list[Block]:
    """What links here: the entries whose fields name this one, by kind, with the word for it."""
    _ = view.translate
    groups: dict[str, dict[Inlines, None]] = {}
    for other, word in sorted(view.incoming.get(entry.id, []), key=lambda pair: (type(pair[0]).__name__, pair[0].id)):
        group = {Actor: _("Actors"), Agreement: _("Agreements"), Event: _("Events")}.get(type(other), _("Terms"))
        said: Inlines = (view.link(other.id), *((text(f" ({word})"),) if word and word != "party" else ()))
        groups.setdefault(group, {})[said] = None
    if not groups:
        return []
    rows = tuple((group, (joined("; ", links),)) for group, links in groups.items())
    return [heading(2, _("What links here")), Box(("hb-related",), (Fields(rows),))]


def _notes(view: View, entry: Paged) -> list[Block]:
    _ = view.translate
    notes = view.corpus.notes.get(entry.id, [])
    if not notes:
        return []
    items = []
    for source, note in notes:
        where = source.header.short + (f" ¶{note.paragraph}" if note.paragraph else "")
        cite = span((Link("source", source.id, text(where)),), "hb-cite")
        items.append(spaced((span(text(note.kind), "hb-label"),), view.english(text(note.text)), (cite,)))
    return [heading(2, _("Editors’ notes")), Box(("hb-notes",), (Items(tuple(items)),))]


def history(view: View, changes: Iterable[Change]) -> list[Block]:
    """The public changes of an entry or source, the latest first."""
    _ = view.translate
    rows = [
        spaced(
            (view.when(c.date),),
            (span(_(labels.CHANGE[c.kind]), "hb-badge"),),
            view.english(text(c.what)),
            view.english(text(c.why)),
        )
        for c in sorted(changes, key=lambda c: c.date.sort_key, reverse=True)
    ]
    return [heading(2, _("Changes")), Items(tuple(rows))] if rows else []
