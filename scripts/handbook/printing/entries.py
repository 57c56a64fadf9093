"""A printed entry: what it is, how it stands, its lead, its claims each once with notes to their sources, what else refers to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from handbook.addresses import kind_of
from handbook.blocks import (
    Block,
    Box,
    Claim,
    Fields,
    Inline,
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
    words_of,
)
from handbook.claims import Claim as Record
from handbook.claims import FactClaim, PartClaim, RelationClaim, Wording, in_language
from handbook.fields import pointing
from handbook.kinds import NameKind
from handbook.leads import BASIS
from handbook.model import Actor, Agreement, Citation, Conflict, Entry, Event, Term
from handbook.pages import claims, labels
from handbook.pages.direction import runs_right_to_left
from handbook.pages.entries import draft_note, kind_words
from handbook.pages.evidence import MOST_ALSO, also_said
from handbook.printing.printed import Printed
from handbook.printing.quoting import curled

Paged = Actor | Agreement | Event
NO_BREAK = "\u00a0"


def entry_blocks(printed: Printed, entry: Paged) -> tuple[Block, ...]:
    """All that the book has of an actor, agreement or event."""
    view = printed.view
    blocks: list[Block] = [*_head(printed, entry), *draft_note(view, entry.review)]
    if isinstance(entry, Agreement):
        blocks.append(claims.status(view, entry))
    blocks.append(_lead(printed, entry))
    blocks.append(Box(("hb-claims",), tuple(_claims(printed, entry))))
    blocks += _disagreements(printed, entry)
    blocks += _related(printed, entry)
    blocks += _also(printed, entry)
    blocks += _notes(printed, entry)
    return tuple(curled(blocks, view.language))


def term_blocks(printed: Printed, term: Term) -> tuple[Block, ...]:
    """A place, work or the like: its line, and the entries that refer to it."""
    view = printed.view
    kind = view.translate(labels.TERM[term.kind])
    line = paragraph(view.as_written(text(term.gloss)), (span(notes(printed, term.cite), "hb-cite"),))
    return tuple(curled([*_titled(printed, term, (kind,)), line, *_related(printed, term)], view.language))


def conflict_blocks(printed: Printed, conflict: Conflict) -> tuple[Block, ...]:
    """A question that sources answer differently: each side with its sources, the editors' note, the entries."""
    view, _ = printed.view, printed.view.translate
    number = printed.numbers.get(f"conflict {conflict.id}")
    blocks: list[Block] = [
        Object("conflict", conflict.id, text(conflict.question)),
        heading(2, conflict.question, f"conflict.{conflict.id}", str(number or "")),
        Paragraph((_(labels.STATUS[conflict.status]),), ("hb-line",)),
    ]
    for side in conflict.sides:
        said = spaced(view.as_written(text(side.says)), (span(notes(printed, side.cite), "hb-cite"),))
        blocks.append(Paragraph(("– ", *said), ("hb-dated",)))
    blocks.append(paragraph((span(_("Editors’ note:"), "hb-label"),), view.as_written(text(conflict.note))))
    about: list[Inlines] = [(view.link(e),) for e in conflict.about]
    blocks.append(Paragraph(spaced((span(_("Concerns:"), "hb-label"),), joined(", ", about)), ("hb-small",)))
    return tuple(curled(blocks, view.language))


def _titled(printed: Printed, entry: Entry, line: Inlines) -> list[Block]:
    """The headword with its number, and the line under it: kind and further names."""
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
    """Further names, each in its language and direction; one that is the headword is not told again."""
    view = printed.view
    told = {printed.headword(entry), view.name_of(entry)}
    names: list[Inlines] = []
    if view.name_of(entry) != entry.name and entry.name not in told:
        names.append((Span((text(entry.name),), lang=view.corpus.handbook.content),))
    for name in entry.names:
        if name.kind in (NameKind.DEMONYM, NameKind.DESCRIPTION) or name.text in told:
            continue
        names.append((Span((text(name.text),), (), name.lang or "", runs_right_to_left(name.text)),))
    return joined("; ", names)


def _lead(printed: Printed, entry: Paged) -> Block:
    view = printed.view
    wording = in_language(entry.lead, view.language)
    if wording is None:
        return paragraph(view.as_written(text(entry.gloss)), (span(notes(printed, entry.cite), "hb-cite"),))
    inner = _told(printed, entry, wording)
    return Paragraph(inner if wording.lang == view.language else (Span(inner, lang=wording.lang),), ("hb-lead",))


def _told(printed: Printed, entry: Paged, wording: Wording) -> Inlines:
    """A lead; behind each sentence the numbers of its claims, those of other entries behind the entry's number."""
    content: list[Inline] = []
    at = 0
    for match in BASIS.finditer(wording.text):
        content.append(text(wording.text[at : match.start()]))
        keys = [label.strip() for label in match[1].split(",") if label.strip()]
        links = list(_basis(printed, entry, keys))
        if links:
            content.append(span((NO_BREAK, "[", *joined(", ", ((link,) for link in links)), "]"), "hb-basis"))
        at = match.end()
    content.append(text(wording.text[at:]))
    return tuple(part for part in content if part)


def _basis(printed: Printed, entry: Paged, keys: Iterable[str]) -> Iterator[Link]:
    """References to claims: own ones by number, three and more that follow each other as a range."""
    order = printed.order(entry)
    own: dict[int, str] = {}
    others: list[Link] = []
    for key in keys:
        name, _, label = key.rpartition("#")
        if name in ("", entry.id):
            own[order[label]] = f"{entry.id}#{label}"
        elif number := printed.claim_number(key):
            others.append(Link("claim", key, number))
    for run in _runs(sorted(own)):
        if len(run) > 2:
            yield Link("claim", own[run[0]], f"{run[0]}–{run[-1]}")
        else:
            yield from (Link("claim", own[number], str(number)) for number in run)
    yield from others


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    for _step, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [number for _index, number in run]


def notes(printed: Printed, cites: Iterable[Citation]) -> Inlines:
    """Notes to sources: the label of each source once, with its paragraphs."""
    by_source: dict[str, list[Citation]] = {}
    for cite in cites:
        by_source.setdefault(cite.source, []).append(cite)
    notes_: list[Inlines] = []
    for name, own in by_source.items():
        source = printed.view.corpus.sources.get(name)
        label = source.header.short if source else name
        first, *rest = own
        marks: list[Inlines] = [
            (Link("statement", str(first), text(label).replace(" ", NO_BREAK) + f"{NO_BREAK}¶{first.label}"),)
        ]
        marks += [(Link("statement", str(cite), cite.label),) for cite in rest]
        notes_.append(joined(", ", marks))
    return joined("; ", notes_)


def _claims(printed: Printed, entry: Paged) -> Iterator[Claim]:
    """All claims in the order of their numbers; parts and relations with the same sources stand together."""
    by_label = {c.label: c for c in entry.claims}
    ordered = [by_label[label] for label in printed.order(entry)]
    for _key, group in groupby(ordered, key=_together):
        yield _claim(printed, entry, list(group))


def _together(claim: Record) -> tuple[object, ...]:
    """What claims have in common that are told in one line."""
    if isinstance(claim, PartClaim | RelationClaim) and not claim.against:
        word = claim.role if isinstance(claim, PartClaim) else claim.kind
        return type(claim).__name__, word, claim.cite, claim.settled
    return (claim.label,)


def _claim(printed: Printed, entry: Paged, group: Sequence[Record]) -> Claim:
    view, _ = printed.view, printed.view.translate
    order, claim = printed.order(entry), group[0]
    key = f"{entry.id}#{claim.label}"
    numbers = tuple(Link("claim", f"{entry.id}#{c.label}", str(order[c.label])) for c in group)
    said = _said(printed, group)
    support: list[Inlines] = [notes(printed, claim.cite)]
    publications, origins = view.corpus.publications(claim.cite), view.corpus.origins(claim.cite, entry.id)
    if len(origins) < len(publications):
        support.append(_whole(_("1 origin") if len(origins) == 1 else _("{count} origins").format(count=len(origins))))
    marks: Inlines = (" ", span(_("disputed"), "hb-contested")) if view.corpus.disputed(entry, claim) else ()
    behind: Inlines = joined(" · ", support)
    if claim.against:
        behind = (*behind, " ", span(_("Against:"), "hb-see"), " ", *notes(printed, claim.against))
    if claim.settled:
        behind = (*behind, " ", span(_("Settled:"), "hb-see"), " ", *view.as_written(text(claim.settled)))
    return Claim(key, words_of(said), (span(numbers, "hb-number"), *said, *marks), behind, ())


def _whole(words: str) -> Inlines:
    return (words.replace(" ", NO_BREAK),)


def _said(printed: Printed, group: Sequence[Record]) -> Inlines:
    """The sentence of a claim, or of several parts or relations of one kind."""
    view, _, claim = printed.view, printed.view.translate, group[0]
    if isinstance(claim, PartClaim):
        actors = joined(", ", ((view.link(c.actor),) for c in group if isinstance(c, PartClaim)))
        word = _("party") if claim.role == "party" else claim.role
        return (*actors, text(f" ({word})"))
    if isinstance(claim, RelationClaim):
        others = joined(", ", ((view.link(c.to),) for c in group if isinstance(c, RelationClaim)))
        return (text(claim.kind + ": "), *others)
    said = claims.sentence(view, claim)
    if isinstance(claim, FactClaim) and claim.as_of:
        # When it held stands behind the value; a value that is a date says it itself.
        *value, _blank, when = said
        return tuple(value) if view.date(claim.as_of) in words_of(tuple(value)) else (*value, " (", when, ")")
    return said


def _disagreements(printed: Printed, entry: Entry) -> list[Block]:
    view, _ = printed.view, printed.view.translate
    about = view.corpus.conflicts_about.get(entry.id, [])
    # An entry by itself has them below it.
    if not about or not printed.numbers:
        return []
    links: list[Inlines] = [view.as_written(Link("conflict", c.id, text(c.question))) for c in about]
    words = span(_("Where the sources disagree") + ":", "hb-label")
    return [Paragraph(spaced((words,), joined(" · ", links)), ("hb-small",))]


def _related(printed: Printed, entry: Entry) -> list[Block]:
    """The entries that refer to this one and that it does not name itself, by kind, with the word for what it is to them."""
    view, _ = printed.view, printed.view.translate
    own = {target for target, _word in pointing(entry)} | {entry.id}
    words: dict[str, dict[str, None]] = {}
    for other, word in view.incoming.get(entry.id, []):
        if other.id not in own:
            words.setdefault(other.id, {})[word] = None
    titles = {Actor: _("Actors"), Agreement: _("Agreements"), Event: _("Events"), Term: _("Terms")}
    rows: list[tuple[str, tuple[Inlines, ...]]] = []
    for kind, title in titles.items():
        values: list[tuple[int, Inlines]] = []
        for id_, kinds in words.items():
            other = view.corpus.entries[id_]
            if isinstance(other, kind):
                role = ", ".join(view.pointed(word) for word in kinds if word and word not in ("party", "place"))
                values.append((printed.numbers.get(id_, 0), (view.link(id_), *((text(f" ({role})"),) if role else ()))))
        if values:
            rows.append((title, tuple(said for _number, said in sorted(values, key=lambda pair: pair[0]))))
    return [Fields(tuple(rows))] if rows else []


def _also(printed: Printed, entry: Paged) -> list[Block]:
    """Notes to the statements that mention an entry and support none of its claims."""
    view, _ = printed.view, printed.view.translate
    # Without a lead its own sources stand behind the gloss.
    told = () if entry.lead else entry.cite
    cites = [statement.citation for statement in also_said(view, entry) if statement.citation not in told]
    # Of an entry that is named everywhere they would be a page of numbers.
    if not 0 < len(cites) <= MOST_ALSO:
        return []
    label = span(_("Also mentioned in:"), "hb-label")
    return [Paragraph(spaced((label,), notes(printed, cites)), ("hb-small",))]


def _notes(printed: Printed, entry: Paged) -> list[Block]:
    view, _ = printed.view, printed.view.translate
    blocks: list[Block] = []
    for source, note in view.corpus.notes.get(entry.id, []):
        where = source.header.short + (f" ¶{note.paragraph}" if note.paragraph else "")
        label = span(_("Editors’ note:"), "hb-label")
        cite = span((Link("source", source.id, text(where)),), "hb-cite")
        blocks.append(Paragraph(spaced((label,), view.as_written(text(note.text)), (cite,)), ("hb-small",)))
    for change in sorted(entry.history, key=lambda c: c.date.sort_key, reverse=True):
        label = span(_(labels.CHANGE[change.kind]) + ":", "hb-label")
        said = view.as_written(text(f"{change.what} {change.why}"))
        blocks.append(Paragraph(spaced((label,), (view.date(change.date) + ".",), said), ("hb-small",)))
    return blocks
