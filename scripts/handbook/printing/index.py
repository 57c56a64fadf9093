"""The index, by the Chicago manual: names in one alphabet, the principal locator first, subentries by kind, see references, subjects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from handbook.addresses import kind_of
from handbook.blocks import Block, Inlines, Link, Paragraph, Span, joined, span, text
from handbook.folding import fold
from handbook.kinds import NameKind
from handbook.model import Actor, Agreement, Conflict, Entry, Event, Term
from handbook.pages import labels
from handbook.pages.direction import runs_right_to_left
from handbook.printing.entry_numbers import Printed, filed, letter

#: Fewer locators than this stand in one line, without subentries.
SINGLE_LINE = 6
#: More locators of one kind than these are divided further.
UNDIVIDED = 8


class Heading(NamedTuple):
    """A heading of the index: its words and their language, its principal locators, other locators in groups, cross-references."""

    words: str
    lang: str = ""
    main: tuple[Link, ...] = ()
    groups: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    see: Link | None = None
    also: tuple[Link, ...] = ()


def headings(printed: Printed) -> list[Heading]:
    """All headings of the index, sorted."""
    unsorted = [*_entries(printed), *_subjects(printed)]
    return sorted(unsorted, key=lambda h: (filed(h.words), h.see is not None, h.main))


def index_blocks(printed: Printed) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The letters of the index, each with the blocks of its headings."""
    _ = printed.view.translate
    current = ""
    blocks: list[Block] = []
    for line in headings(printed):
        initial = letter(line.words)
        if initial != current:
            if blocks:
                yield current, tuple(blocks)
            current = initial
            blocks = [Paragraph((initial,), ("hb-ix-letter",))]
        blocks += _line(line, _("see"), _("see also"))
    if blocks:
        yield current, tuple(blocks)


def _line(line: Heading, see: str, also: str) -> Iterator[Block]:
    words: Inlines = (Span((text(line.words),), (), line.lang, runs_right_to_left(line.words)),)
    if line.see:
        yield Paragraph((*words, ". ", span(see.capitalize(), "hb-see"), " ", *_located((line.see,))), ("hb-ix",))
        return
    main: Inlines = (", ", span(_located(line.main), "hb-main")) if line.main else ()
    count = sum(len(links) for _name, links in line.groups)
    cross_references: Inlines = (
        (". ", span(also.capitalize(), "hb-see"), " ", *_located(line.also)) if line.also else ()
    )
    if count < SINGLE_LINE:
        locators = [link for _name, links in line.groups for link in links]
        yield Paragraph(
            (*words, *main, *((", ", *_located(locators)) if locators else ()), *cross_references), ("hb-ix",)
        )
        return
    yield Paragraph((*words, *main, *cross_references), ("hb-ix",))
    for name, links in line.groups:
        yield Paragraph((text(name), ", ", *_located(links)), ("hb-ix-sub",))


def _located(links: Iterable[Link]) -> Inlines:
    return (span(joined(", ", ((link,) for link in links)), "hb-locator"),)


def _entries(printed: Printed) -> Iterator[Heading]:
    view, _ = printed.view, printed.view.translate
    corpus = view.corpus
    listed: list[Entry] = [*printed.actors, *printed.agreements, *printed.events, *printed.terms]
    for entry in listed:
        number = printed.numbers.get(entry.id)
        if not number:
            continue
        words = text(printed.headword(entry))
        main = Link(kind_of(entry).name, entry.id, str(number))
        yield Heading(words, "", (main,), tuple(_referring(printed, entry)))
        for name, lang in _variants(printed, entry):
            yield Heading(text(name), lang, see=Link(main.kind, main.target, f"{words}, {number}"))
    if not printed.only and corpus.conflicts:
        first_link, last_link = (
            _conflict_link(printed, printed.conflicts[0]),
            _conflict_link(printed, printed.conflicts[-1]),
        )
        spread = (
            first_link if first_link == last_link else first_link._replace(text=f"{first_link.text}–{last_link.text}")
        )
        yield Heading(_("Disagreements between sources"), main=(spread,))


def _conflict_link(printed: Printed, conflict: Conflict) -> Link:
    return Link("conflict", conflict.id, str(printed.numbers[f"conflict {conflict.id}"]))


def _referring(printed: Printed, entry: Entry) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """The entries that refer to one, by kind."""
    view, _ = printed.view, printed.view.translate
    referring = {record.id: record for record, _word in view.incoming.get(entry.id, []) if record.id != entry.id}
    titles: tuple[tuple[type, str], ...] = (
        (Agreement, _("agreements")),
        (Event, _("events")),
        (Actor, _("persons and organisations")),
        (Term, _("places and works")),
    )
    for kind, title in titles:
        records = [o for o in referring.values() if isinstance(o, kind) and o.id in printed.numbers]
        records.sort(key=lambda o: printed.numbers[o.id])
        divided: dict[str, list[Entry]] = {}
        for record in records:
            divided.setdefault(
                f"{title}{view.colon}{_sort_of(printed, record)}" if len(records) > UNDIVIDED else title, []
            ).append(record)
        for name, group in sorted(divided.items()):
            yield name, tuple(Link(kind_of(o).name, o.id, str(printed.numbers[o.id])) for o in group)
    if not printed.only and (conflicts := view.corpus.conflicts_about.get(entry.id)):
        yield _("disagreements"), tuple(_conflict_link(printed, c) for c in conflicts)


def _sort_of(printed: Printed, entry: Entry) -> str:
    """The word by which many locators of one kind are divided further: the sector of an agreement, the kind of other entries."""
    _ = printed.view.translate
    if isinstance(entry, Agreement):
        return printed.view.word("sectors", entry.sector).lower()
    if isinstance(entry, Term):
        return _(labels.TERM[entry.kind]).lower()
    return printed.view.word("actors" if isinstance(entry, Actor) else "events", entry.kind).lower()


def _variants(printed: Printed, entry: Entry) -> Iterator[tuple[str, str]]:
    """Other names that readers may look up, with their languages; without those that sort next to the headword anyway."""
    head = fold(printed.headword(entry))
    listed = {head, fold(entry.name) if entry.sort else ""}
    names = [(n.text, n.lang or "") for n in entry.names if n.kind not in (NameKind.DEMONYM, NameKind.DESCRIPTION)]
    if printed.view.name_of(entry) != entry.name and not entry.sort:
        names.append((entry.name, printed.view.corpus.handbook.content))
    for name, lang in names:
        folded = fold(name)
        if folded not in listed and not head.startswith(f"{folded},") and not head.startswith(f"{folded} "):
            listed.add(folded)
            yield name, lang


def _subjects(printed: Printed) -> Iterator[Heading]:
    """Headings of subjects, which no name would lead to: agreements by sector, and events by kind."""
    _ = printed.view.translate
    sectors: dict[str, list[Link]] = {}
    for agreement in printed.agreements:
        if number := printed.numbers.get(agreement.id):
            link = Link("agreement", agreement.id, str(number))
            sectors.setdefault(printed.view.word("sectors", agreement.sector), []).append(link)
    kinds: dict[str, list[Link]] = {}
    for event in printed.events:
        if number := printed.numbers.get(event.id):
            kinds.setdefault(printed.view.word("events", event.kind), []).append(Link("event", event.id, str(number)))
    for name in dict.fromkeys((*sectors, *kinds)):
        groups = ((_("agreements"), sectors.get(name)), (_("events"), kinds.get(name)))
        yield Heading(name, groups=tuple((title, tuple(links)) for title, links in groups if links))
