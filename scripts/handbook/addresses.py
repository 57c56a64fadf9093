"""The address of every object: the document of its page, and its anchor there.

An entry or source has its own page, a statement an anchor on the page of its source.
Terms and disagreements share a page; if there are very many, they are divided among several pages, and the
permanent address (``reference/terms.html#topic-alba``) leads to the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, TypeVar

from handbook import filing
from handbook.anchors import object_anchor
from handbook.corpus import Corpus
from handbook.kinds import TermKind
from handbook.model import Actor, Agreement, Conflict, Entry, Event, Paged, Source, Term

TERMS = "reference/terms"
CONFLICTS = "reference/conflicts"
S = TypeVar("S", Term, Conflict)


class EntryKind(NamedTuple):
    """A kind of entry: its name in roles and addresses, its record class, the folder of its pages and seeds, its table in the corpus."""

    name: str
    record: type[Entry]
    folder: str
    table: str


#: Every kind of entry; those with a page of their own come first.
ENTRY_KINDS = (
    EntryKind("actor", Actor, "actors", "actors"),
    EntryKind("agreement", Agreement, "agreements", "agreements"),
    EntryKind("event", Event, "events", "events"),
    EntryKind("topic", Term, TERMS, "terms"),
)
_BY_RECORD = {kind.record: kind for kind in ENTRY_KINDS}
#: The folder of pages, by the name of each kind of object that has a page of its own.
PAGE_FOLDERS = {kind.name: kind.folder for kind in ENTRY_KINDS if kind.record is not Term} | {"source": "sources"}


def kind_of(entry: Entry) -> EntryKind:
    """The kind of an entry."""
    return _BY_RECORD[type(entry)]


def document(record: Paged | Source) -> str:
    """The document of the page of an entry or source that has its own page."""
    return f"sources/{record.id}" if isinstance(record, Source) else f"{kind_of(record).folder}/{record.id}"


def path(record: Paged | Source) -> str:
    """The address in the site of the page of an entry or source that has its own page."""
    return f"{document(record)}.html"


def entry_path(entry: Entry) -> str:
    """The permanent address in the site, by which any entry is cited."""
    return f"{TERMS}.html#{object_anchor('topic', entry.id)}" if isinstance(entry, Term) else path(entry)


def statement_path(source: str, label: str) -> str:
    """The address of a statement in the site."""
    return f"sources/{source}.html#{object_anchor('statement', f'{source}/{label}')}"


class Shared(NamedTuple):
    """A page shared by several objects.

    ``group`` is the kind or letter that they have in common, ``ids`` are theirs; ``pages`` is the number of pages of that group.
    """

    docname: str
    group: str
    ids: tuple[str, ...]
    pages: int = 1


class Addresses:
    """The addresses of the objects of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @cached_property
    def terms(self) -> list[Shared]:
        """The pages of terms: one page, or if there are many terms, one or more for each kind."""
        order = list(TermKind)
        terms = self._corpus.terms.values()
        ordered = sorted(terms, key=lambda t: (order.index(t.kind), filing.sort_name(t), t.id))
        return _shared_pages(TERMS, ordered, lambda t: t.kind.value)

    @cached_property
    def conflicts(self) -> list[Shared]:
        """The pages of disagreements: one page, or if there are many, one or more for each letter of the entries they are about."""
        conflicts = list(self._corpus.conflicts.values())
        if len(conflicts) > filing.SPLIT:
            conflicts.sort(key=lambda c: (self.letter(c), filing.sort_name(self._first(c)), c.id))
        return _shared_pages(CONFLICTS, conflicts, self.letter)

    def letter(self, conflict: Conflict) -> str:
        """The letter under which the first entry that a disagreement is about is filed."""
        return filing.letter_of(self._first(conflict))

    def _first(self, conflict: Conflict) -> Entry:
        return self._corpus.entries[conflict.about[0]]

    @cached_property
    def shared(self) -> dict[str, str]:
        """The document of every term (``topic-alba``) and disagreement (``conflict-dates``), by its anchor."""
        return {
            object_anchor(kind, id_): page.docname
            for kind, pages in (("topic", self.terms), ("conflict", self.conflicts))
            for page in pages
            for id_ in page.ids
        }

    @cached_property
    def moved_anchors(self) -> dict[str, str]:
        """The terms and disagreements of ``shared`` that are not on the page of their permanent address."""
        return {anchor: docname for anchor, docname in self.shared.items() if docname not in (TERMS, CONFLICTS)}

    def of(self, kind: str, target: str) -> tuple[str, str]:
        """The document and anchor (empty for the page itself) of an object, or of a page (``doc``).

        A term or disagreement that no longer exists has its permanent address.
        """
        if kind == "doc":
            return target, ""
        if kind == "statement":
            return "sources/" + target.partition("/")[0], object_anchor(kind, target)
        if kind == "claim":
            entry = self._corpus.entries[target.partition("#")[0]]
            return f"{kind_of(entry).folder}/{entry.id}", object_anchor(kind, target)
        if kind in PAGE_FOLDERS:
            return f"{PAGE_FOLDERS[kind]}/{target}", ""
        anchor = object_anchor(kind, target)
        return self.shared.get(anchor, TERMS if kind == "topic" else CONFLICTS), anchor


def _shared_pages(docname: str, ordered: Sequence[S], group: Callable[[S], str]) -> list[Shared]:
    if len(ordered) <= filing.SPLIT:
        return [Shared(docname, "", _ids(ordered))]
    shared_pages = []
    for name, members in groupby(ordered, key=group):
        pieces = filing.chunks(list(members), filing.SPLIT)
        for number, piece in enumerate(pieces, 1):
            shared_pages.append(Shared(f"{docname}/{filing.file_of(name, number)}", name, _ids(piece), len(pieces)))
    return shared_pages


def _ids(records: Iterable[Term | Conflict]) -> tuple[str, ...]:
    return tuple(record.id for record in records)
