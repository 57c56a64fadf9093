"""An entry page: status, lead, card, claims, disagreements, related entries, further statements, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from handbook.addresses import document, kind_of
from handbook.blocks import (
    Block,
    Box,
    Fields,
    Figure,
    Fold,
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
from handbook.claims import in_language
from handbook.i18n import language_name
from handbook.kinds import NameKind, Review
from handbook.leads import rests_on
from handbook.model import Actor, Agreement, Change, Citation, Conflict, Entry, Event, Paged
from handbook.pages import claims, labels, lead_text, redirects, references
from handbook.pages.changed_since import since
from handbook.pages.changes import DOCUMENT as CHANGES
from handbook.pages.changes import row
from handbook.pages.direction import runs_right_to_left
from handbook.pages.evidence import also_said_of
from handbook.pages.related import related
from handbook.pages.view import View
from handbook.pages.wordings import gloss


def entry_page(view: View, entry: Paged, picture: Figure | None = None) -> Page:
    """The page of an actor, agreement or event, with a ``picture`` of its relations if it has one.

    First come status, lead, facts, and claims with their evidence folded; then disagreements, related
    entries, and what else sources say.
    """
    _ = view.translate
    order = claims.ordered(entry)
    blocks: list[Block] = [heading(1, view.name_of(entry)), entry_object(view, entry, kind_words(view, entry))]
    blocks += draft_note(view, entry.review, entry.found.evidence if isinstance(entry, Actor) and entry.found else "")
    if isinstance(entry, Agreement):
        blocks.append(claims.status(view, entry))
    blocks.append(_lead(view, entry, order))
    blocks.append(_card(view, entry))
    blocks += written_in(view)
    shown_cites: set[Citation] = set()
    works = references.numbered(view, entry, order)
    blocks += claims.claim_blocks(view, entry, order, shown_cites, works)
    blocks += redirects.on_page(view, "claim", entry.id)
    blocks += conflicts(view, view.corpus.conflicts_about.get(entry.id, []), entry.id)
    if isinstance(entry, Actor):
        blocks += claims.parts_of(view, entry)
    if picture:
        blocks += [heading(2, _("Relations")), picture]
    blocks += related(view, entry)
    blocks += also_said_of(view, entry)
    blocks += _notes(view, entry)
    blocks += history(view, entry.history, since(view, entry))
    blocks += references.listed(view, works)
    return Page(document(entry), view.corpus.paths.get(entry.id, ""), tuple(blocks))


def entry_object(view: View, entry: Entry, kind: str) -> Object:
    """The declaration of an entry, with its names in the index."""
    names = tuple(text(name) for name in index_names(view, entry))
    return Object(kind_of(entry).name, entry.id, text(view.name_of(entry)), names, text(view.gloss_of(entry)))


def written_in(view: View) -> list[Block]:
    """A note, on pages in another language than the content, about the language of statements."""
    content = view.corpus.handbook.content
    if view.language == content:
        return []
    note = view.translate("Language of statements, and of what is not translated: {language}.")
    return [paragraph(note.format(language=language_name(content, view.language)))]


def draft_note(view: View, review: Review, evidence: str = "") -> list[Block]:
    """A plain mark on a record that no person has confirmed, and why it was proposed."""
    _ = view.translate
    if review is not Review.DRAFT:
        return []
    note = _("Draft: a program proposed this from an article; no person has confirmed it. Do not cite it.")
    evidence_note = " " + _("Proposed for:") + f" {evidence}." if evidence else ""
    return [Box(("hb-draft-note",), (paragraph((draft_mark(view),), text(note + evidence_note)),))]


def draft_mark(view: View) -> Span:
    """The word for a draft, as a mark."""
    return span(view.translate("draft"), "hb-badge", "hb-draft")


def index_names(view: View, entry: Entry) -> list[str]:
    """The names of an entry in the index: the one in the pages' language first, and the filing form too."""
    further = [n.text for n in entry.names if n.kind not in (NameKind.DEMONYM, NameKind.DESCRIPTION)]
    return list(dict.fromkeys([view.name_of(entry), entry.name, *([entry.sort] if entry.sort else []), *further]))


def kind_words(view: View, entry: Paged) -> str:
    """The word for an entry's kind."""
    if isinstance(entry, Actor):
        return view.word("actors", entry.kind)
    return view.word("agreements" if isinstance(entry, Agreement) else "events", entry.kind)


def _lead(view: View, entry: Paged, order: claims.Order) -> Block:
    _ = view.translate
    lead = in_language(entry.lead, view.language)
    paragraphs: list[Block] = []
    if lead:
        paragraphs.append(Paragraph(lead_text.inlines(view, entry, lead, order)))
    else:
        paragraphs.append(paragraph(gloss(view, entry), view.cite(entry.cite)))
    supporting_cites = rests_on(view.corpus, entry)
    sources = len({c.source for c in supporting_cites})
    badges = [span(view.counted(sources, _("1 source on this page"), _("{count} sources on this page")), "hb-badge")]
    if contested := view.contested(entry):
        badges.append(span(contested, "hb-badge", "hb-contested"))
    return Box(("hb-lead",), (*paragraphs, paragraph(*((b,) for b in badges))))


def _card(view: View, entry: Paged) -> Block:
    _ = view.translate
    rows: list[tuple[str, Inlines]] = [(_("Kind"), (kind_words(view, entry),))]
    by_kind = sorted(entry.names, key=lambda n: list(labels.NAME).index(n.kind))
    for kind, names in groupby(by_kind, key=lambda n: n.kind):
        names_shown = [spaced(shown_name(view, n.text, n.lang), view.cite(n.cite)) for n in names]
        rows.append((_("Name ({kind})").format(kind=_(labels.NAME[kind])), joined(view.semicolon, names_shown)))
    if isinstance(entry, Actor):
        current = [f for f in entry.facts if not f.detail]
        rows += [(claims.field_name(view, f.field), claims.fact(view, f)) for f in current]
    if isinstance(entry, Agreement):
        rows.append((_("Sector"), (view.word("sectors", entry.sector),)))
        rows.append((_("Parties"), claims.taking_part(view, entry.parties)))
        rows += [(_("Amount"), (claims.quantity(view, a),)) for a in entry.amounts if not a.detail]
    if isinstance(entry, Event):
        rows += [(_("Date"), claims.dated(view, d)) for d in entry.dates]
        if entry.place:
            rows.append((_("Place"), (view.link(entry.place),)))
        if entry.participants:
            rows.append((_("Taking part"), claims.taking_part(view, entry.participants)))
    return Box(("hb-card",), (Fields(grouped(rows)),))


def grouped(rows: Iterable[tuple[str, Inlines]]) -> tuple[tuple[str, tuple[Inlines, ...]], ...]:
    """Merge rows of the same name into one row with several values."""
    values: dict[str, list[Inlines]] = {}
    for name, value in rows:
        values.setdefault(text(name), []).append(value)
    return tuple((name, tuple(contents)) for name, contents in values.items())


def shown_name(view: View, name: str, lang: str | None) -> Inlines:
    """A name with its language, marked as such."""
    name_span = Span((text(name),), ("hb-name",), lang or "", runs_right_to_left(name))
    return (name_span, f" ({language_name(lang, view.language)})") if lang else (name_span,)


def conflicts(view: View, entry_conflicts: Iterable[Conflict], page_entry: str) -> list[Block]:
    """The disagreements for an entry page: each question with its sides."""
    boxes: list[Block] = []
    for conflict in entry_conflicts:
        question = Paragraph((span(view.record_text(conflict.question), "hb-question"),))
        body = conflict_body(view, conflict, page_entry)
        if conflict.settled:
            # A settled question stays visible, but folded, so that open ones stand out.
            body = [
                body[0],
                Fold((view.translate("The sides, and how it was settled"),), tuple(body[1:]), ("hb-settled",)),
            ]
        boxes.append(Box(("hb-conflict",), (question, *body)))
    return [heading(2, view.translate("Where the sources disagree")), *boxes] if boxes else []


def conflict_body(view: View, conflict: Conflict, page_entry: str = "") -> list[Block]:
    """Status, all sides with their evidence, the editors' note and the entries concerned."""
    _ = view.translate
    status = span(_(labels.STATUS[conflict.status]), "hb-badge", f"hb-{conflict.status}")
    sides = tuple(
        spaced(view.record_text(side.says), view.cite(side.cite), (view.badge(side.cite),)) for side in conflict.sides
    )
    note = paragraph((span(_("Editors’ note:"), "hb-label"),), view.record_text(conflict.note))
    blocks: list[Block] = [paragraph((status,)), Items(sides), note]
    other_entries: list[Inlines] = [(view.link(e),) for e in conflict.about if e != page_entry]
    if other_entries:
        blocks.append(paragraph((span(_("Concerns:"), "hb-label"),), joined(", ", other_entries)))
    return blocks


def _notes(view: View, entry: Paged) -> list[Block]:
    _ = view.translate
    notes = view.corpus.notes.get(entry.id, [])
    if not notes:
        return []
    items = []
    for source, note in notes:
        where = source.header.short + (f" ¶{note.paragraph}" if note.paragraph else "")
        cite = span((Link("source", source.id, text(where)),), "hb-cite")
        kind = text(view.say(note.kind))
        label = span(f"{kind[:1].upper()}{kind[1:]}{view.colon.rstrip(' ')}", "hb-label")
        items.append(spaced((label,), view.record_text(note.text), (cite,)))
    return [heading(2, _("Editors’ notes")), Box(("hb-notes",), (Items(tuple(items)),))]


def history(view: View, changes: Iterable[Change], editions: Sequence[Block] = ()) -> list[Block]:
    """The public changes of an entry or source, the latest first, and blocks about ``editions``."""
    _ = view.translate
    rows = [
        spaced((view.when(c.date),), row(view, c)) for c in sorted(changes, key=lambda c: c.date.sort_key, reverse=True)
    ]
    all_of_them = paragraph((Link("doc", CHANGES, _("All changes of the handbook")),))
    blocks_of_changes = [*([Items(tuple(rows)), all_of_them] if rows else []), *editions]
    return [heading(2, _("Changes")), *blocks_of_changes] if blocks_of_changes else []
