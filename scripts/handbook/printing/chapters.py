"""The chapters of a book in order, each made of independent units (entries, sources, years, letters)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from handbook.blocks import Block
from handbook.model import Event, Paged
from handbook.pages.wordings import still_open
from handbook.printing import entries, index, lists, sources
from handbook.printing.disagreements import conflict_blocks
from handbook.printing.entry_numbers import Printed, letter


class Unit(NamedTuple):
    """A part of a chapter: its letter, its anchor, the number and name by which page heads refer to it, its blocks.

    A unit that ``flows`` (a year or a letter) may break across columns even if it is short, and has no anchor among its blocks.
    """

    letter: str
    anchor: str
    number: str
    name: str
    blocks: tuple[Block, ...]
    flows: bool = False


class Chapter(NamedTuple):
    """A chapter: its key, title and introduction, its units, the number of its columns, and its range of numbers for the contents.

    ``written`` is the text (Typst or XHTML) of a hand-written page, which has no units.
    """

    key: str
    title: str
    intro: str = ""
    units: Callable[[], Iterable[Unit]] = tuple
    columns: int = 2
    range: str = ""
    written: str = ""


#: The chapters that can be printed alone.
PARTS = ("actors", "agreements", "events", "sources")


def chapters(printed: Printed, written_chapters: Iterable[Chapter] = ()) -> list[Chapter]:
    """All chapters that are not empty; the hand-written ones (``written_chapters``) come before the index."""
    view, _ = printed.view, printed.view.translate
    corpus = view.corpus
    entry_chapters: tuple[tuple[str, str, str, Sequence[Paged]], ...] = (
        (
            "actors",
            _("Actors"),
            _("People, states, organisations, companies and armed groups, A to Z."),
            printed.actors,
        ),
        (
            "agreements",
            _("Agreements"),
            _("Treaties, pledges, deliveries, proposals and measures, A to Z, each with how far it got, and when."),
            printed.agreements,
        ),
        ("events", _("Events"), _("All events in order of time."), printed.events),
    )
    in_order = [
        Chapter(key, title, intro, partial(_entries, printed, listed), 2, _range(printed, listed))
        for key, title, intro, listed in entry_chapters
        if listed
    ]
    if not printed.only and printed.terms:
        intro = _("Names that the handbook recognises and explains in a line.")
        in_order.append(
            Chapter(
                "terms",
                _("Places, works and other terms"),
                intro,
                lambda: _terms(printed),
                2,
                _range(printed, printed.terms),
            )
        )
    if not printed.only and printed.conflicts:
        intro = _(
            "Nothing is silently overwritten: each side stands with its sources, and an editors’ note says what is known."
        )
        intro = f"{intro} {still_open(view)}".rstrip()
        numbers = [printed.numbers[f"conflict {c.id}"] for c in printed.conflicts]
        in_order.append(
            Chapter("conflicts", _("Where the sources disagree"), intro, lambda: _conflicts(printed), 2, spread(numbers[0], numbers[-1]))
        )  # fmt: skip
    if not printed.only and (printed.events or printed.agreements):
        intro = _("Events and the steps of agreements, by year.")
        in_order.append(Chapter("chronology", _("Chronology"), intro, lambda: _chronology(printed)))
    if corpus.sources:
        intro = _(
            "By the labels with which they are cited. Under each source stand its statements: its paragraphs, restated in our own words."
        )
        in_order.append(Chapter("sources", _("Sources"), intro, lambda: _sources(printed)))
    if printed.only:
        in_order = [chapter for chapter in in_order if chapter.key == printed.only]
    else:
        in_order += written_chapters
    intro = _("Numbers are those of entries; that of the entry itself is in bold.")
    in_order.append(Chapter("index", _("Index"), intro, lambda: _index(printed), 3))
    return in_order


def _range(printed: Printed, listed: Iterable[object]) -> str:
    numbers = [n for e in listed if (n := printed.numbers.get(getattr(e, "id", "")))]
    return spread(numbers[0], numbers[-1]) if numbers else ""


def spread(first: int, last: int) -> str:
    """A range of numbers as text."""
    return str(first) if first == last else f"{first}–{last}"


def _entries(printed: Printed, listed: Iterable[Paged]) -> Iterator[Unit]:
    for entry in listed:
        blocks = entries.entry_blocks(printed, entry)
        number = str(printed.numbers.get(entry.id, ""))
        yield Unit(_group(printed, entry), entry.id, number, printed.headword(entry), blocks)


def _group(printed: Printed, entry: Paged) -> str:
    """The group of an entry in its chapter: the year of an event, the letter of other entries."""
    if isinstance(entry, Event):
        date = entry.dates[0].date
        return "" if date.shape == "unknown" else str(date.sort_key[0].year)
    return printed.letter(entry)


def _terms(printed: Printed) -> Iterator[Unit]:
    for term in printed.terms:
        number = str(printed.numbers.get(term.id, ""))
        yield Unit(printed.letter(term), term.id, number, printed.headword(term), entries.term_blocks(printed, term))


def _conflicts(printed: Printed) -> Iterator[Unit]:
    for conflict in printed.conflicts:
        number = str(printed.numbers[f"conflict {conflict.id}"])
        yield Unit("", f"conflict.{conflict.id}", number, "", conflict_blocks(printed, conflict))


def _sources(printed: Printed) -> Iterator[Unit]:
    for source in sources.ordered(printed):
        name = source.header.short
        yield Unit(letter(name), f"source.{source.id}", "", name, sources.source_blocks(printed, source))


def _chronology(printed: Printed) -> Iterator[Unit]:
    for year, blocks in lists.chronology(printed):
        yield Unit(year, f"chronology.{year}", "", year, blocks, flows=True)


def _index(printed: Printed) -> Iterator[Unit]:
    for index_letter, blocks in index.index_blocks(printed):
        anchor = index_letter if index_letter.isascii() else f"u{ord(index_letter[0]):x}"
        yield Unit(index_letter, f"index.{anchor}", "", index_letter, blocks, flows=True)
