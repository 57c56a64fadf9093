"""A view that notes what is looked at in it.

A key stands for something that a change can touch: ``alba`` for all of a record,
``brief alba`` for the kind and name that a link shows, ``on alba`` for the statements on
its page, ``in alba`` for what links to it, ``states alba`` for its states, ``notes`` and ``conf`` for notes and
disagreements about it, ``cited post-2024`` for what cites a source's statements,
``*actors`` for all records of a kind, and ``*`` for anything at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from handbook.corpus import Corpus
from handbook.model import Citation, Statement
from handbook.pages.view import View

K = TypeVar("K")
V = TypeVar("V")

#: The tables of a corpus whose records have ids.
TABLES = ("actors", "agreements", "events", "terms", "conflicts", "sources")
ENTRIES = TABLES[:4]
#: What a view computes for pages.
LOOK_UPS = ("named", "cited_by", "statements_on", "incoming", "states")


class Log:
    """The keys that were looked at since it was last emptied."""

    __slots__ = ("keys",)

    def __init__(self) -> None:
        self.keys: set[str] = set()


class Seen(Mapping[K, V]):
    """A mapping that logs: a key for what is looked up, and others when it is gone through."""

    __slots__ = ("_all", "_held", "_log", "_prefix")

    def __init__(self, held: Mapping[K, V], log: Log, prefix: str, every: tuple[str, ...]) -> None:
        self._held, self._log, self._prefix, self._all = held, log, prefix, every

    def __getitem__(self, name: K) -> V:
        self._log.keys.add(self._prefix + name)  # type: ignore[operator]
        return self._held[name]

    def get(self, name: K, default: Any = None) -> Any:
        self._log.keys.add(self._prefix + name)  # type: ignore[operator]
        return self._held.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._log.keys.add(self._prefix + name)  # type: ignore[operator]
        return name in self._held

    def __iter__(self) -> Iterator[K]:
        self._log.keys.update(self._all)
        return iter(self._held)

    def __len__(self) -> int:
        self._log.keys.update(self._all)
        return len(self._held)

    def values(self) -> Any:
        self._log.keys.update(self._all)
        return self._held.values()

    def items(self) -> Any:
        self._log.keys.update(self._all)
        return self._held.items()


class Entries(Seen[str, V]):
    """Entries by id: whether there is one of the kind is seen by its kind and name."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        self._log.keys.add(f"brief {name}")
        return name in self._held


class _Keyed(Seen[K, V]):
    """What is looked up under a key of its own; the others save the call, for their look-ups are the most frequent."""

    __slots__ = ()

    def _key(self, name: Any) -> str:
        raise NotImplementedError

    def __getitem__(self, name: K) -> V:
        self._log.keys.add(self._key(name))
        return self._held[name]

    def get(self, name: K, default: Any = None) -> Any:
        self._log.keys.add(self._key(name))
        return self._held.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._log.keys.add(self._key(name))
        return name in self._held


class Cited(_Keyed[Citation, V]):
    """What is looked up by a citation: the key is that of its source."""

    __slots__ = ()

    def _key(self, name: Any) -> str:
        return self._prefix + name.source  # type: ignore[no-any-return]


class Objects(_Keyed[str, V]):
    """What any record can change."""

    __slots__ = ()

    def _key(self, name: Any) -> str:
        return "*"


def _star(*tables: str) -> tuple[str, ...]:
    return tuple(f"*{name}" for name in tables)


class Watched(View):
    """A view whose statements log the links in them though they are written only once."""

    def all(self) -> View:
        self.__dict__["log"].keys.add("*")
        plain: View = self.__dict__["plain"]
        return plain

    def pieces(self, statement: Statement) -> list[tuple[str, str, str]]:
        made = super().pieces(statement)
        noted: dict[Citation, list[str]] = self.__dict__.setdefault("noted", {})
        cite = statement.citation
        if cite not in noted:
            noted[cite] = [cite.source, *(f"brief {entry}" for entry, _linked, _own in made if entry)]
        self.__dict__["log"].keys.update(noted[cite])
        return made

    def around(self, statement: Statement, make: Callable[[View, Statement], tuple[str, str]]) -> tuple[str, str]:
        """The same; what is looked at while it is made is noted for every page that shows it."""
        looked: dict[Citation, set[str]] = self.__dict__.setdefault("looked", {})
        log: Log = self.__dict__["log"]
        cite = statement.citation
        if cite not in looked:
            before, log.keys = log.keys, set()
            super().around(statement, make)
            looked[cite], log.keys = log.keys, before
        log.keys.update(looked[cite])
        return super().around(statement, make)


def corpus_of(corpus: Corpus, log: Log) -> Corpus:
    """The corpus with tables and look-ups that log."""
    tables: dict[str, Any] = {
        name: (Entries if name in ENTRIES else Seen)(getattr(corpus, name), log, "", _star(name)) for name in TABLES
    }
    shown = replace(corpus, **tables)
    shown.__dict__.update(
        entries=Entries(corpus.entries, log, "", _star(*ENTRIES)),
        statements=Cited(corpus.statements, log, "", _star("sources")),
        notes=Seen(corpus.notes, log, "notes ", ("*",)),
        conflicts_about=Seen(corpus.conflicts_about, log, "conf ", ("*",)),
        objects=Objects(corpus.objects, log, "", ("*",)),
        # Exports go through it; a page that did would not be noted, so it fails.
        paged=None,
    )
    return shown


def view_of(view: View, log: Log, for_pages: bool = True) -> View:
    """The view with a corpus and look-ups that log; data files do without those that only pages need."""
    corpus = view.corpus
    found = Cited(view.found, log, "", _star("sources"))
    shown = Watched(corpus_of(corpus, log), found, view.translate, view.edition, view.language)
    shown.__dict__.update(log=log, plain=view)
    if not for_pages:
        # Whoever looks there fails, rather than not being noted.
        shown.__dict__.update(dict.fromkeys(LOOK_UPS))
        return shown
    shown.__dict__.update(
        named=Seen(corpus.entries, log, "brief ", ("*",)),
        cited_by=Cited(view.cited_by, log, "cited ", ("*",)),
        statements_on=Seen(view.statements_on, log, "on ", ("*",)),
        incoming=Seen(view.incoming, log, "in ", ("*",)),
        states=Seen(view.states, log, "states ", ("*",)),
    )
    return shown
