"""The numbers of a printed book: one series over all entries, by which readers find the targets of references on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from handbook.addresses import kind_of
from handbook.filing import surname_first
from handbook.folding import fold
from handbook.model import Actor, Agreement, Conflict, Entry, Event, Paged, Term
from handbook.pages.claims import Order, ordered
from handbook.pages.view import View
from handbook.render.typst import Marks, Place

#: The prefix of addresses within the book; ``placing`` turns them into named destinations.
BOOK_SCHEME = "hb:"
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Printed:
    """A view of the corpus as a book shows it: entries in order, each with its number.

    ``only`` names the single part that is printed; empty for the whole book.
    """

    view: View
    only: str = ""

    @cached_property
    def actors(self) -> list[Actor]:
        return sorted(self.view.corpus.actors.values(), key=self.key)

    @cached_property
    def agreements(self) -> list[Agreement]:
        return sorted(self.view.corpus.agreements.values(), key=self.key)

    @cached_property
    def events(self) -> list[Event]:
        """Events in chronological order."""
        return sorted(self.view.corpus.events.values(), key=lambda e: (e.dates[0].date.sort_key, e.id))

    @cached_property
    def terms(self) -> list[Term]:
        return sorted(self.view.corpus.terms.values(), key=self.key)

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """Disagreements as on the site: those still open first, else in the order of the entry that each is first of all about."""
        numbers = self._entry_numbers
        return sorted(
            self.view.corpus.conflicts.values(),
            key=lambda c: (c.settled, numbers.get(c.about[0], 0), c.id),
        )

    @cached_property
    def _entry_numbers(self) -> dict[str, int]:
        parts: dict[str, Iterable[Entry]] = {
            "actors": self.actors,
            "agreements": self.agreements,
            "events": self.events,
            "terms": self.terms,
        }
        printed = (e.id for part, entries in parts.items() if self.only in ("", part) for e in entries)
        return {id_: number for number, id_ in enumerate(printed, 1)}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of every entry and disagreement, by id."""
        numbered = dict(self._entry_numbers)
        if not self.only:
            numbered |= {f"conflict {c.id}": number for number, c in enumerate(self.conflicts, len(numbered) + 1)}
        return numbered

    def headword(self, entry: Entry) -> str:
        """The name under which an entry is printed and filed; a person's has the surname first."""
        title = self.view.title_of(entry)
        return surname_first(entry.sort, title) if title else entry.sort or self.view.name_of(entry)

    def key(self, entry: Entry) -> tuple[bool, str, str]:
        """The key for sorting an entry within its chapter, by headword."""
        return filed(self.headword(entry), entry.id)

    def letter(self, entry: Entry) -> str:
        """The letter under which an entry is filed."""
        return letter(self.headword(entry))

    @cached_property
    def _orders(self) -> dict[str, Order]:
        return {}

    def order(self, entry: Paged) -> Order:
        """The numbers of the claims of an entry."""
        if entry.id not in self._orders:
            self._orders[entry.id] = ordered(entry)
        return self._orders[entry.id]

    def claim_number(self, key: str) -> str:
        """The number by which other entries refer to a claim: ``95.2`` is the second claim of entry 95; empty if it is not printed."""
        name, _, label = key.partition("#")
        entry = self.view.corpus.entries.get(name)
        if entry is None or isinstance(entry, Term) or name not in self.numbers:
            return ""
        return f"{self.numbers[name]}.{self.order(entry)[label]}"

    def place(self, kind: str, target: str) -> Place | None:
        """The place of an object in the book; None if the book does not have it."""
        corpus = self.view.corpus
        if kind == "source":
            anchor = f"source.{target}"
            return (
                Place(BOOK_SCHEME + anchor, "", anchor) if self._prints_sources and target in corpus.sources else None
            )
        if kind == "statement":
            source, _, label = target.partition("/")
            anchor = f"source.{source}.{label}"
            return (
                Place(BOOK_SCHEME + anchor, "", anchor) if self._prints_sources and source in corpus.sources else None
            )
        if kind == "claim":
            name, _, label = target.partition("#")
            return Place(BOOK_SCHEME + f"{name}.{label}", "", f"{name}.{label}") if name in self.numbers else None
        key = f"conflict {target}" if kind == "conflict" else target
        number = self.numbers.get(key)
        anchor = key.replace(" ", ".")
        return Place(BOOK_SCHEME + anchor, str(number), anchor) if number else None

    @property
    def marks(self) -> Marks:
        """The punctuation between parts of a line."""
        return Marks(self.view.colon, self.view.semicolon)

    @property
    def _prints_sources(self) -> bool:
        return self.only in ("", "sources")

    def address(self, entry: Entry) -> str:
        """The kind of an entry, as links name it."""
        return kind_of(entry).name


def filed(words: str, id_: str = "") -> tuple[bool, str, str]:
    """The sort key of words, letter by letter, ignoring punctuation; numbers come before letters."""
    plain = "".join(c for c in fold(words) if c.isalnum() or c == " ").strip()
    return plain[:1].isalpha(), plain, id_


def letter(words: str) -> str:
    """The letter under which words are filed."""
    initial = next((c for c in fold(words) if c.isalnum()), "#")
    return initial.upper() if initial.isalpha() else "0–9"
