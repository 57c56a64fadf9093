"""A printed entry: its head, its status, its lead, its claims, and what else refers to it."""

from __future__ import annotations

from handbook.addresses import kind_of
from handbook.blocks import (
    Block,
    Box,
    Fields,
    Inlines,
    Link,
    Object,
    Paragraph,
    Span,
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
)
from handbook.fields import pointing
from handbook.kinds import NameKind
from handbook.model import Actor, Agreement, Entry, Event, Paged, Term
from handbook.pages import labels
from handbook.pages.claims import status
from handbook.pages.direction import runs_right_to_left
from handbook.pages.entries import draft_note, kind_words
from handbook.pages.evidence import MOST_ALSO, also_said
from handbook.pages.wordings import gloss, question
from handbook.printing.claims import claims
from handbook.printing.entry_numbers import NO_BREAK, Printed
from handbook.printing.leads import lead
from handbook.printing.notes import notes
from handbook.printing.quoting import curled


def entry_blocks(printed: Printed, entry: Paged) -> tuple[Block, ...]:
    """The blocks of an actor, agreement or event in the book."""
    view = printed.view
    blocks: list[Block] = [*_head(printed, entry), *draft_note(view, entry.review)]
    if isinstance(entry, Agreement):
        blocks.append(status(view, entry))
    blocks.append(lead(printed, entry))
    claim_blocks = tuple(claims(printed, entry))
    # An empty list would leave a gap.
    blocks += [Box(("hb-claims",), claim_blocks)] if claim_blocks else []
    blocks += _disagreements(printed, entry)
    blocks += _related(printed, entry)
    blocks += _also(printed, entry)
    blocks += _notes(printed, entry)
    return tuple(curled(blocks, view.language))


def term_blocks(printed: Printed, term: Term) -> tuple[Block, ...]:
    """The blocks of a place, work or other term: its gloss, and the entries that refer to it."""
    view = printed.view
    kind = view.translate(labels.TERM[term.kind])
    line = paragraph(gloss(view, term), (span(notes(printed, term.cite), "hb-cite"),))
    return tuple(curled([*_titled(printed, term, (kind,)), line, *_related(printed, term)], view.language))


def _titled(printed: Printed, entry: Entry, line: Inlines) -> list[Block]:
    """The headword with its number, and the line under it with kind and further names."""
    number = printed.numbers.get(entry.id)
    name = text(printed.headword(entry))
    names = _names(printed, entry)
    return [
        Object(kind_of(entry).name, entry.id, name),
        heading(2, name, entry.id, str(number or "")),
        Paragraph(joined(" · ", [line, *([names] if names else [])]), ("hb-line",)),
    ]


def _head(printed: Printed, entry: Paged) -> list[Block]:
    view, _ = printed.view, printed.view.translate
    line: list[Inlines] = []
    if isinstance(entry, Event):
        line.append((view.date(entry.dates[0].date),))
    line.append((kind_words(view, entry),))
    if isinstance(entry, Agreement):
        line.append((view.word("sectors", entry.sector),))
    if isinstance(entry, Event) and entry.place:
        line.append((view.link(entry.place),))
    return _titled(printed, entry, joined(" · ", line))


def _names(printed: Printed, entry: Entry) -> Inlines:
    """Further names, each marked with its language and direction; the headword is not repeated."""
    view = printed.view
    shown_names = {printed.headword(entry), view.name_of(entry)}
    names: list[Inlines] = []
    if view.name_of(entry) != entry.name and entry.name not in shown_names:
        names.append((Span((text(entry.name),), lang=view.corpus.handbook.content),))
    for name in entry.names:
        if name.kind in (NameKind.DEMONYM, NameKind.DESCRIPTION) or name.text in shown_names:
            continue
        names.append((Span((text(name.text),), (), name.lang or "", runs_right_to_left(name.text)),))
    return joined(view.semicolon, names)


def _disagreements(printed: Printed, entry: Entry) -> list[Block]:
    view, _ = printed.view, printed.view.translate
    conflicts = view.corpus.conflicts_about.get(entry.id, [])
    # A leaflet, whose entries have no numbers, shows the disagreements themselves below the entry.
    if not conflicts or not printed.numbers:
        return []
    links: list[Inlines] = [question(view, c) for c in conflicts]
    words = span(_("Where the sources disagree") + view.colon.rstrip(), "hb-label")
    return [Paragraph(spaced((words,), joined(" · ", links)), ("hb-small",))]


def _related(printed: Printed, entry: Entry) -> list[Block]:
    """The entries that refer to this one and to which it does not point itself, by kind, each with the word for the relation."""
    view, _ = printed.view, printed.view.translate
    pointed_to = {target for target, _word in pointing(entry)} | {entry.id}
    words: dict[str, dict[str, None]] = {}
    for referring, word in view.incoming.get(entry.id, []):
        if referring.id not in pointed_to:
            words.setdefault(referring.id, {})[word] = None
    titles = {Actor: _("Actors"), Agreement: _("Agreements"), Event: _("Events"), Term: _("Terms")}
    rows: list[tuple[str, tuple[Inlines, ...]]] = []
    for kind, title in titles.items():
        values: list[tuple[int, Inlines]] = []
        for id_, kinds in words.items():
            referring = view.corpus.entries[id_]
            if isinstance(referring, kind):
                role = ", ".join(view.pointed(word) for word in kinds if word and word not in ("party", "place"))
                values.append((printed.numbers.get(id_, 0), (view.link(id_), *((text(f" ({role})"),) if role else ()))))
        if values:
            rows.append((title, tuple(value for _number, value in sorted(values, key=lambda pair: pair[0]))))
    return [Fields(tuple(rows))] if rows else []


def _also(printed: Printed, entry: Paged) -> list[Block]:
    """Notes to the statements that mention an entry and support none of its claims."""
    view, _ = printed.view, printed.view.translate
    # Without a lead the entry's own citations follow its gloss.
    cited = () if entry.lead else entry.cite
    cites = [statement.citation for statement in also_said(view, entry) if statement.citation not in cited]
    # For an entry that is mentioned everywhere the list would be a page of numbers.
    if not 0 < len(cites) <= MOST_ALSO:
        return []
    label = span(_("Also mentioned in:"), "hb-label")
    return [Paragraph(spaced((label,), notes(printed, cites)), ("hb-small",))]


def _notes(printed: Printed, entry: Paged) -> list[Block]:
    view, _ = printed.view, printed.view.translate
    blocks: list[Block] = []
    for source, note in view.corpus.notes.get(entry.id, []):
        locator = (source.header.short + (f" ¶{note.paragraph}" if note.paragraph else "")).replace(" ", NO_BREAK)
        label = span(_("Editors’ note:"), "hb-label")
        cite = span((Link("source", source.id, text(locator)),), "hb-cite")
        blocks.append(Paragraph(spaced((label,), view.record_text(note.text), (cite,)), ("hb-small",)))
    for change in sorted(entry.history, key=lambda c: c.date.sort_key, reverse=True):
        label = span(_(labels.CHANGE[change.kind]) + view.colon.rstrip(), "hb-label")
        change_words = spaced(
            (view.date(change.date) + ".",), view.record_text(change.what), view.record_text(change.why)
        )
        blocks.append(Paragraph(spaced((label,), change_words), ("hb-small",)))
    return blocks
