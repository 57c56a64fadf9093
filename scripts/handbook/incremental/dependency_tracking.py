"""A view that logs, as keys, everything that is looked up in it.

A key stands for something that a change can affect: ``alba`` for the whole record of that id,
``brief alba`` for the kind and name that a link to it shows, ``on alba`` for the statements on
its page, ``in alba`` for the entries that link to it, ``states alba`` for its states, ``notes alba`` and ``conf alba`` for notes
and disagreements about it, ``cited post-2024`` for the entries that cite a source's statements,
``*actors`` for all records of a kind, ``*but glosses`` for anything but glosses and leads of entries,
and ``*`` for anything at all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeVar

from handbook.addresses import Addresses
from handbook.blocks import Inline
from handbook.corpus import Corpus
from handbook.model import Citation, Statement
from handbook.pages.name_pieces import Piece
from handbook.pages.view import View

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")
T = TypeVar("T")

#: The tables of a corpus whose records have ids.
TABLES = ("actors", "agreements", "events", "terms", "conflicts", "sources", "dossiers")
ENTRIES = TABLES[:4]


class Log:
    """The keys that were looked at since it was last emptied."""

    __slots__ = ("keys",)

    def __init__(self) -> None:
        self.keys: set[str] = set()


class Tracked(Mapping[K, V]):
    """A mapping that logs a key for each look-up, and the ``iteration_keys`` when it is iterated over."""

    __slots__ = ("_iteration_keys", "_log", "_mapping", "_prefix")

    def __init__(self, mapping: Mapping[K, V], log: Log, prefix: str, iteration_keys: tuple[str, ...]) -> None:
        self._mapping, self._log, self._prefix, self._iteration_keys = mapping, log, prefix, iteration_keys

    def __getitem__(self, name: Any) -> V:
        self._log.keys.add(self._prefix + name)
        return self._mapping[name]

    def get(self, name: Any, default: Any = None) -> Any:
        self._log.keys.add(self._prefix + name)
        return self._mapping.get(name, default)

    def __contains__(self, name: Any) -> bool:
        self._log.keys.add(self._prefix + name)
        return name in self._mapping

    def __iter__(self) -> Iterator[K]:
        self._log.keys.update(self._iteration_keys)
        return iter(self._mapping)

    def __len__(self) -> int:
        self._log.keys.update(self._iteration_keys)
        return len(self._mapping)

    def values(self) -> Any:
        self._log.keys.update(self._iteration_keys)
        return self._mapping.values()

    def items(self) -> Any:
        self._log.keys.update(self._iteration_keys)
        return self._mapping.items()


class Entries(Tracked[str, V]):
    """Entries by id; a test whether one exists logs only the key of its kind and name."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        self._log.keys.add(f"brief {name}")
        return name in self._mapping


class _Keyed(Tracked[K, V]):
    """A mapping whose log keys come from a method; ``Tracked`` saves that call, since its look-ups are the most frequent."""

    __slots__ = ()

    def _key(self, name: Any) -> str:
        raise NotImplementedError

    def __getitem__(self, name: K) -> V:
        self._log.keys.add(self._key(name))
        return self._mapping[name]

    def get(self, name: K, default: Any = None) -> Any:
        self._log.keys.add(self._key(name))
        return self._mapping.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._log.keys.add(self._key(name))
        return name in self._mapping


class Cited(_Keyed[Citation, V]):
    """A mapping by citation; it logs the key of the citation's source."""

    __slots__ = ()

    def _key(self, name: Any) -> str:
        return f"{self._prefix}{name.source}"


class Lists(Tracked[str, V]):
    """Lists by name, whose lengths can also be asked for."""

    __slots__ = ()

    def count(self, name: str) -> int:
        self._log.keys.add(self._prefix + name)
        return self._mapping.count(name)  # pyrefly: ignore[missing-attribute]  # the mapping is of ``SortedLists``


class Objects(_Keyed[str, V]):
    """A mapping that any record can change: each look-up logs ``*``."""

    __slots__ = ()

    def _key(self, name: Any) -> str:
        return "*"


def _star(*tables: str) -> tuple[str, ...]:
    return tuple(f"*{name}" for name in tables)


class Tracking:
    """The state of a watched view: the plain view, the log, and the keys that statements and shared parts were found to need."""

    def __init__(self, plain: View, log: Log) -> None:
        self.plain, self.log = plain, log
        self.pieces: dict[Citation, list[str]] = {}
        self.shared: dict[tuple[Hashable, int], tuple[object, Any, tuple[str, ...]]] = {}


class TrackedView(View):
    """A view whose look-ups log; a statement logs the links in it at each use, though it is cut into pieces only once."""

    _tracking: Tracking

    def __init__(self, plain: View, log: Log) -> None:
        mentions = Cited(plain.mentions, log, "", _star("sources"))
        super().__init__(
            TrackedCorpus(plain.corpus, log), mentions, plain.translate, plain.edition, plain.language, plain.earlier
        )
        object.__setattr__(self, "_tracking", Tracking(plain, log))

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses of the plain view, without logging: if they differ from the last run's, all pages are made again."""
        return self._tracking.plain.addresses

    @cached_property
    def named(self) -> Any:
        return Tracked(self._tracking.plain.named, self._tracking.log, "brief ", ("*",))

    @cached_property
    def cited_by(self) -> Any:
        return Cited(self._tracking.plain.cited_by, self._tracking.log, "cited ", ("*",))

    @cached_property
    def statements_on(self) -> Any:
        return Lists(self._tracking.plain.statements_on, self._tracking.log, "on ", ("*",))

    @cached_property
    def incoming(self) -> Any:
        return Tracked(self._tracking.plain.incoming, self._tracking.log, "in ", ("*",))

    @cached_property
    def states(self) -> Any:
        return Tracked(self._tracking.plain.states, self._tracking.log, "states ", ("*",))

    def everything(self) -> View:
        self._tracking.log.keys.add("*")
        return self._tracking.plain

    def without_glosses(self) -> View:
        self._tracking.log.keys.add("*but glosses")
        return self._tracking.plain.without_glosses()

    def link(self, target: str, words: str = "") -> Inline:
        """A link to an entry; the link is cached, and the key of the entry's name is logged each time."""
        self._tracking.log.keys.add(f"brief {target}")
        return super().link(target, words)

    def pieces(self, statement: Statement) -> list[Piece]:
        pieces = super().pieces(statement)
        cite = statement.citation
        keys = self._tracking.pieces.get(cite)
        if keys is None:
            keys = [cite.source, *(f"brief {piece.entry}" for piece in pieces if piece.entry)]
            self._tracking.pieces[cite] = keys
        self._tracking.log.keys.update(keys)
        return pieces

    def shared(self, name: Hashable, record: R, make: Callable[[View, R], T]) -> T:
        """A cached part that several pages show; the keys logged while it is made are logged for each of these pages."""
        log, key = self._tracking.log, (name, id(record))
        entry = self._tracking.shared.get(key)
        if entry is None:
            before, log.keys = log.keys, set()
            # Keep the record alive, so that no other object gets its ``id()``.
            entry = self._tracking.shared[key] = record, make(self, record), tuple(log.keys)
            log.keys = before
        log.keys.update(entry[2])
        shared: T = entry[1]
        return shared


class TrackedCorpus(Corpus):
    """A corpus whose tables and look-ups log."""

    _plain: Corpus
    _log: Log

    def __init__(self, plain: Corpus, log: Log) -> None:
        tables: dict[str, Any] = {field.name: getattr(plain, field.name) for field in fields(plain)}
        for name in TABLES:
            tables[name] = (Entries if name in ENTRIES else Tracked)(tables[name], log, "", _star(name))
        super().__init__(**tables)
        object.__setattr__(self, "_plain", plain)
        object.__setattr__(self, "_log", log)

    @cached_property
    def entries(self) -> Any:
        return Entries(self._plain.entries, self._log, "", _star(*ENTRIES))

    @cached_property
    def statements(self) -> Any:
        return Cited(self._plain.statements, self._log, "", _star("sources"))

    @cached_property
    def notes(self) -> Any:
        return Tracked(self._plain.notes, self._log, "notes ", ("*",))

    @cached_property
    def conflicts_about(self) -> Any:
        return Tracked(self._plain.conflicts_about, self._log, "conf ", ("*",))

    @cached_property
    def objects(self) -> Any:
        return Objects(self._plain.objects, self._log, "", ("*",))

    @cached_property
    def latest_source(self) -> Any:
        """The date of the latest source, without logging: if it changes, all pages are made again (``incremental.relinking``)."""
        return self._plain.latest_source

    @cached_property
    def words(self) -> Any:
        """The handbook's own words, without logging: if handbook.toml changes, everything is made again."""
        return self._plain.words

    @cached_property
    def translated(self) -> Any:
        """The translations, without logging: if they change, everything is made again."""
        return self._plain.translated

    @cached_property
    def edition_date(self) -> Any:
        """The date of the edition, without logging: recipes that show it have it as a precondition."""
        return self._plain.edition_date

    @cached_property
    def consulted_through(self) -> Any:
        """The last day on which a source was read, without logging: recipes that show it have it as a precondition."""
        return self._plain.consulted_through

    @cached_property
    def claims(self) -> Any:
        """Not available: a page has to look a claim up in its entry, which is logged."""
        raise AttributeError("pages do not go through all claims")

    @cached_property
    def paged(self) -> Any:
        """Not available: exports iterate over all entries with a page; in a page that would not be logged, so it fails."""
        raise AttributeError("pages do not go through all entries")


def watched(view: View, log: Log) -> View:
    """The view with a corpus and look-ups that log."""
    return TrackedView(view, log)
