"""All recorded changes of entries and sources, the latest first: on one page or, if they are many, by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from handbook.anchors import slug
from handbook.blocks import Block, Inlines, Items, Link, Page, Url, heading, paragraph, spaced, span, text
from handbook.corpus import Corpus
from handbook.filing import SPLIT
from handbook.model import Change, Paged, Source, Term
from handbook.pages import dividing, labels
from handbook.pages.dividing import ORIGIN
from handbook.pages.recipe import Recipe, recipe
from handbook.pages.view import View
from handbook.partial_date import PartialDate

DOCUMENT = "reference/changes"


class ChangeReference(NamedTuple):
    """Where a change is recorded: its month as ISO 8601, its date as written, the kind and id of what changed, and its number in that history."""

    month: str
    date: str
    kind: str
    id: str
    number: int


def pages(view: View) -> dict[str, Recipe]:
    """The page of all changes; of more than ``SPLIT`` pages of a year each, under their list."""
    references = ordered(view.everything().corpus)
    if len(references) <= SPLIT:
        return {DOCUMENT: recipe(partial(_page, view, DOCUMENT, "", references), references)}
    by_document: dict[str, Recipe] = {}
    lines: list[tuple[Link, str]] = []
    for year, group in groupby(references, key=lambda reference: reference.month[:4]):
        of_year = list(group)
        for docname, part_title, row_slice in dividing.divisions(
            view, DOCUMENT, year, [_month(view, t) for t in of_year]
        ):
            piece = of_year[row_slice]
            lines.append(dividing.listed(view, docname, part_title, len(piece)))
            by_document[docname] = recipe(partial(_page, view, docname, part_title, piece), part_title, piece)
    by_document[DOCUMENT] = recipe(partial(_index, view, lines, list(by_document)), lines)
    return by_document


def ordered(corpus: Corpus) -> list[ChangeReference]:
    """All changes, the latest first; those of one day by what changed."""
    dated = [
        (
            (change.date.sort_key, change.date.text),
            ChangeReference(change.date.sort_key[0].isoformat()[:7], change.date.text, kind, record.id, number),
        )
        for record, kind in _recorded(corpus)
        for number, change in enumerate(history_of(record))
    ]
    dated.sort(key=lambda pair: (pair[1].kind, pair[1].id, pair[1].number))
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [reference for _date, reference in dated]


def _recorded(corpus: Corpus) -> Iterator[tuple[Paged | Source, str]]:
    for entry in corpus.paged:
        yield entry, "entry"
    for source in corpus.sources.values():
        yield source, "source"


def history_of(record: Paged | Source) -> Sequence[Change]:
    """The recorded changes of an entry or source, as they stand in its file."""
    return record.header.history if isinstance(record, Source) else record.history


def _title(view: View) -> str:
    return view.translate("What changed")


def _about(view: View) -> Block:
    """What the page has, and where a reader is told of further changes."""
    _ = view.translate
    about = _("What was added, corrected and brought up to date, with the reasons, the latest first.")
    # The page of ``editions``, which needs modules that need this one.
    earlier = (Link("doc", "reference/editions", _("What changed since earlier editions")),) if view.earlier else ()
    return paragraph(about, (_("To be told of changes:"), " ", Url("feed.xml", _("feed of all changes")), "."), earlier)


def _page(view: View, docname: str, part_title: str, references: Sequence[ChangeReference]) -> Page:
    view = view.without_glosses()
    blocks: list[Block] = [
        dividing.part_heading(view, _title(view), part_title) if part_title else heading(1, _title(view)),
        _about(view),
    ]
    if not references:
        blocks.append(paragraph(view.translate("No changes are recorded yet.")))
    for month, of_month in groupby(references, key=lambda reference: reference.month):
        days = [(date, list(of_day)) for date, of_day in groupby(of_month, key=lambda reference: reference.date)]
        blocks.append(heading(2, _month(view, days[0][1][0]), f"changes-{month}"))
        for date, of_day in days:
            # A date that is no day has the month's name, which stands above.
            if date != month:
                blocks.append(heading(3, view.date(PartialDate.parse(date)), slug(f"changes-{date}")))
            blocks.append(Items(tuple(row(view, *recorded(view.corpus, t)) for t in of_day)))
    return Page(docname, ORIGIN, tuple(blocks))


def _index(view: View, lines: Sequence[tuple[Link, str]], tree: Sequence[str]) -> Page:
    page = dividing.index_of(DOCUMENT, _title(view), [], lines, tree, before=(_about(view),))
    return page._replace(orphan=True)


def _month(view: View, reference: ChangeReference) -> str:
    name = view.date(PartialDate.parse(reference.month))
    return name[:1].upper() + name[1:]


def recorded(corpus: Corpus, reference: ChangeReference) -> tuple[Change, Paged | Source]:
    """A change as it is recorded, and the entry or source that has it."""
    record: Paged | Source
    if reference.kind == "source":
        record = corpus.sources[reference.id]
    else:
        entry = corpus.entries[reference.id]
        assert not isinstance(entry, Term)
        record = entry
    return history_of(record)[reference.number], record


def row(view: View, change: Change, record: Paged | Source | None = None) -> Inlines:
    """A change: its kind, what changed and why, with a link to ``record``, unless that is the page on which it stands."""
    kind = span(view.translate(labels.CHANGE[change.kind]), "hb-change")
    return spaced((kind,), change_text(view, change, record), view.record_text(change.why))


def change_text(view: View, change: Change, record: Paged | Source | None = None) -> Inlines:
    """What changed, after a link to ``record``."""
    if record is None:
        return view.record_text(change.what)
    link = Link("source", record.id, text(record.header.short)) if isinstance(record, Source) else view.link(record.id)
    return (link, view.colon, *view.record_text(change.what))
