"""A corpus that lists one record only but can look up all: code that makes a list of all records then makes one record's part.

Lists of all records are put together from such parts, so that after an edit only the parts that looked at
something changed are made again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from types import UnionType
from typing import Any, TypeVar

from handbook.addresses import Addresses
from handbook.blocks import Inline
from handbook.corpus import Corpus
from handbook.dossiers import Dossier
from handbook.model import Actor, Agreement, Conflict, Entry, Event, Paged, Source, Statement, Term
from handbook.pages.dates import Translate
from handbook.pages.name_pieces import Piece
from handbook.pages.view import View

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")
T = TypeVar("T")
Record = Entry | Conflict | Dossier | Source

#: The tables of a corpus, in the order in which files list them, with the records that they hold.
TABLES: dict[str, type[Any]] = {
    "actors": Actor, "agreements": Agreement, "events": Event, "terms": Term, "sources": Source,
    "conflicts": Conflict, "dossiers": Dossier,
}  # fmt: skip


def records(corpus: Corpus) -> Iterator[Record]:
    """All records that have a part in lists, in their order."""
    for table in TABLES:
        yield from getattr(corpus, table).values()


class Current:
    """Holds the current record."""

    def __init__(self) -> None:
        self.record: Record | None = None


class _Table(Mapping[K, V]):
    """A table in which everything can be looked up, but which lists only the current record."""

    __slots__ = ("_listed", "_table")

    def __init__(self, table: Mapping[K, V], listed: Callable[[], Mapping[K, V]]) -> None:
        self._table, self._listed = table, listed

    def __getitem__(self, name: K) -> V:
        return self._table[name]

    def get(self, name: K, default: Any = None) -> Any:
        return self._table.get(name, default)

    def __contains__(self, name: object) -> bool:
        return name in self._table

    def __iter__(self) -> Iterator[K]:
        return iter(self._listed())

    def __len__(self) -> int:
        return len(self._listed())

    def values(self) -> Any:
        return self._listed().values()

    def items(self) -> Any:
        return self._listed().items()


class OneCorpus(Corpus):
    """A corpus that lists the current record only."""

    _wide: Corpus
    _current: Current

    def __init__(self, wide: Corpus, current: Current) -> None:
        tables: dict[str, Any] = {field.name: getattr(wide, field.name) for field in fields(wide)}
        for name, kind in TABLES.items():
            tables[name] = _Table(tables[name], _listing(current, tables[name], kind))
        super().__init__(**tables)
        object.__setattr__(self, "_wide", wide)
        object.__setattr__(self, "_current", current)

    @property
    def paged(self) -> Any:
        """The current record, if it is an entry with a page of its own."""
        record = self._current.record
        return [self.entries[record.id]] if isinstance(record, Paged) else []

    @cached_property
    def entries(self) -> Any:
        return _Table(self._wide.entries, _listing(self._current, self._wide.entries, Entry))

    @cached_property
    def statements(self) -> Any:
        wide = self._wide.statements

        def listed() -> dict[Any, Statement]:
            record = self._current.record
            return {s.citation: wide[s.citation] for s in record.statements} if isinstance(record, Source) else {}

        return _Table(wide, listed)

    @cached_property
    def words(self) -> Any:
        return self._wide.words

    @cached_property
    def notes(self) -> Any:
        return self._wide.notes

    @cached_property
    def conflicts_about(self) -> Any:
        return self._wide.conflicts_about

    @cached_property
    def objects(self) -> Any:
        return self._wide.objects

    @cached_property
    def latest_source(self) -> Any:
        return self._wide.latest_source

    @cached_property
    def edition_date(self) -> Any:
        return self._wide.edition_date

    @cached_property
    def consulted_through(self) -> Any:
        return self._wide.consulted_through

    @cached_property
    def claims(self) -> Any:
        """Not available: a claim is looked up in its entry."""
        raise AttributeError("the part of one record does not go through all claims")


def _listing(
    current: Current, table: Mapping[str, Any], kind: type[Any] | UnionType
) -> Callable[[], Mapping[str, Any]]:
    def listed() -> Mapping[str, Any]:
        record = current.record
        # Looked up in the table, so that a table that notes access notes this one.
        return {record.id: table[record.id]} if isinstance(record, kind) else {}

    return listed


class OneView(View):
    """A view of such a corpus, in the language of the wide view or in another."""

    _wide: View

    def __init__(
        self, wide: View, corpus: OneCorpus, translate: Translate | None = None, language: str | None = None
    ) -> None:
        super().__init__(
            corpus,
            wide.mentions,
            translate or wide.translate,
            wide.edition,
            wide.language if language is None else language,
            wide.earlier,
        )
        object.__setattr__(self, "_wide", wide)

    @cached_property
    def addresses(self) -> Addresses:
        return self._wide.addresses

    @cached_property
    def cited_by(self) -> Any:
        return self._wide.cited_by

    @cached_property
    def named(self) -> Any:
        return self._wide.named

    @cached_property
    def statements_on(self) -> Any:
        return self._wide.statements_on

    @cached_property
    def states(self) -> Any:
        return self._wide.states

    @cached_property
    def incoming(self) -> Any:
        return self._wide.incoming

    def everything(self) -> View:
        return self._wide.everything()

    def link(self, target: str, words: str = "") -> Inline:
        """Made by the wide view, which may note access; in another language it is made each time, so that each access is noted."""
        return self._wide.link(target, words) if self.language == self._wide.language else self._link(target, words)

    def pieces(self, statement: Statement) -> list[Piece]:
        return self._wide.pieces(statement)

    def shared(self, name: Hashable, record: R, make: Callable[[View, R], T]) -> T:
        """Shared through the wide view, which may note access; in its language the result is made from it, for pages and files alike."""
        if self.language == self._wide.language:
            return self._wide.shared(name, record, make)
        return self._wide.shared((name, self.language), record, lambda _wide, shared_record: make(self, shared_record))
