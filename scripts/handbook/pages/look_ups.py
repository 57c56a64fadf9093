"""Look-ups between records: who cites a statement, what links to an entry, which statements are about it.

They hold ids and citations, never records, so that the look-ups of one run serve the next: it updates them for
changed records, with the same result as making them anew.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from handbook.corpus import Corpus
from handbook.fields import citations_of, pointing
from handbook.linking.find import LinkingResult
from handbook.model import Citation, Entry, Source, Statement

V = TypeVar("V")
#: The speaker of what an article says in its own voice.
ARTICLE = "article"

CitedBy = Mapping[Citation, list[str]]
Incoming = Mapping[str, list[tuple[str, str]]]
StatementsOn = Mapping[str, list[Citation]]
#: The mentions found in statements, by their citations.
Links = Mapping[Citation, LinkingResult]


class Tables(NamedTuple):
    """The ids of citing entries by statement; ids and words of the entries that point to an entry; citations of the statements about one."""

    cited_by: CitedBy
    incoming: Incoming
    statements_on: StatementsOn


class LookUps:
    """The look-ups of a corpus with the ``mentions`` in its statements, each made on first use."""

    def __init__(self, corpus: Corpus, mentions: Links) -> None:
        self._corpus, self._mentions = corpus, mentions

    @classmethod
    def of(cls, corpus: Corpus, mentions: Links, tables: Tables) -> LookUps:
        """Look-ups that are all known already."""
        look_ups = cls(corpus, mentions)
        look_ups.cited_by, look_ups.incoming, look_ups.statements_on = tables
        look_ups.tables = tables
        return look_ups

    @cached_property
    def cited_by(self) -> CitedBy:
        """The entries whose fields cite a statement, in the order of entries."""
        citing: dict[Citation, list[str]] = defaultdict(list)
        for entry in self._corpus.entries.values():
            for cite in citations_of(entry):
                citing[cite].append(sys.intern(entry.id))
        return dict(citing)

    @cached_property
    def incoming(self) -> Incoming:
        """The entries whose fields point to an entry, with the word for it, in the order of entries and fields."""
        incoming: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for entry in self._corpus.entries.values():
            for target, word in pointing(entry):
                # Interned, so that a stored look-up has each text only once.
                incoming[sys.intern(target)].append((sys.intern(entry.id), sys.intern(word)))
        return dict(incoming)

    @cached_property
    def statements_on(self) -> StatementsOn:
        """The statements that mention, speak for or support an entry, in no order."""
        statements: dict[str, list[Citation]] = defaultdict(list)
        for cite, statement in self._corpus.statements.items():
            for entry in entries_of(statement, self._mentions[cite], self.cited_by.get(cite, ())):
                statements[sys.intern(entry)].append(cite)
        return dict(statements)

    @property
    def are_made(self) -> bool:
        """Whether all look-ups were made."""
        return {"cited_by", "incoming", "statements_on"} <= self.__dict__.keys()

    @cached_property
    def tables(self) -> Tables:
        """All look-ups."""
        return Tables(self.cited_by, self.incoming, self.statements_on)

    def mended(
        self, corpus: Corpus, mentions: Links, changes: Mapping[str, tuple[Any, Any]],
        relinked: Mapping[str, tuple[Links, Links]],
    ) -> LookUps:  # fmt: skip
        """The look-ups of another corpus, which differs in the records of ``changes`` (before and now, by id).

        ``relinked`` has the mentions before and now of each source whose statements or mentions differ.
        """
        entries = {name: pair for name, pair in changes.items() if any(isinstance(r, Entry) for r in pair)}
        citing = {name: pair for name, pair in entries.items() if _differs(citations_of, pair)}
        linking = {name: pair for name, pair in entries.items() if _differs(pointing, pair)}
        cited_by = _replaced(
            self.cited_by, citing, corpus, lambda entry: ((c, entry.id) for c in citations_of(entry)), str
        )
        incoming = _replaced(
            self.incoming,
            linking,
            corpus,
            lambda entry: ((t, (entry.id, word)) for t, word in pointing(entry)),
            lambda v: v[0],
        )
        cites = {c for pair in citing.values() for r in pair if isinstance(r, Entry) for c in citations_of(r)}
        statements_on = dict(self.statements_on)
        moved = [m for m in self._moved(corpus, mentions, changes, relinked, cites, cited_by) if m[1] != m[2]]
        if not (citing or linking or moved):
            # The same tables again, so that what is stored of them stays valid.
            return LookUps.of(corpus, mentions, self.tables)
        lost_cites: dict[str, set[Citation]] = defaultdict(set)
        gained_cites: dict[str, list[Citation]] = defaultdict(list)
        for cite, before, now in moved:
            for entry in before - now:
                lost_cites[entry].add(cite)
            for entry in now - before:
                gained_cites[entry].append(cite)
        # Each list is gone through once, however many statements leave it: a source of drafts has many.
        for entry in {*lost_cites, *gained_cites}:
            remaining = [cite for cite in statements_on.get(entry, ()) if cite not in lost_cites.get(entry, ())]
            if merged_cites := [*remaining, *gained_cites.get(entry, ())]:
                statements_on[sys.intern(entry)] = merged_cites
            else:
                del statements_on[entry]
        return LookUps.of(corpus, mentions, Tables(cited_by, incoming, statements_on))

    def _moved(
        self, corpus: Corpus, mentions: Links, changes: Mapping[str, tuple[Any, Any]],
        relinked: Mapping[str, tuple[Links, Links]], cites: Iterable[Citation], cited_by: CitedBy,
    ) -> Iterator[tuple[Citation, set[str], set[str]]]:  # fmt: skip
        """The statements that may be about other entries than before, with the entries before and now."""
        sources = {name for name, pair in changes.items() if any(isinstance(r, Source) for r in pair)} | relinked.keys()
        for name in sources:
            unchanged = corpus.sources.get(name)
            pair = changes.get(name, (unchanged, unchanged))
            old, new = ({s.citation: s for s in r.statements} if isinstance(r, Source) else {} for r in pair)
            mentions_before, mentions_now = relinked.get(name, (mentions, mentions))
            for cite in {**old, **new}:
                before = (
                    entries_of(old[cite], mentions_before[cite], self.cited_by.get(cite, ())) if cite in old else set()
                )
                now = entries_of(new[cite], mentions_now[cite], cited_by.get(cite, ())) if cite in new else set()
                yield cite, before, now
        for cite in cites:
            if cite.source not in sources and (statement := _statement(corpus, cite)):
                before, now = (
                    entries_of(statement, mentions[cite], citing.get(cite, ())) for citing in (self.cited_by, cited_by)
                )
                yield cite, before, now


def entries_of(statement: Statement, mentioned: LinkingResult, citing: Iterable[str]) -> set[str]:
    """The entries on whose pages a statement stands: those that it mentions, its speaker, and those that cite it."""
    entries = {mention.entry for mention in mentioned.mentions}
    entries.update(citing)
    if statement.speaker and statement.speaker != ARTICLE:
        entries.add(statement.speaker)
    return entries


def _statement(corpus: Corpus, cite: Citation) -> Statement | None:
    source = corpus.sources.get(cite.source)
    return next((s for s in source.statements if s.citation == cite), None) if source else None


def _differs(values_of: Callable[[Entry], Iterable[object]], pair: tuple[Any, Any]) -> bool:
    """Whether something about an entry differs from before, or the entry was added, removed or changed its type."""
    before, now = pair
    return type(before) is not type(now) or list(values_of(before)) != list(values_of(now))


def _replaced(
    table: Mapping[Any, list[V]], changes: Mapping[str, tuple[Any, Any]], corpus: Corpus,
    rows_of: Callable[[Entry], Iterable[tuple[Any, V]]], entry_of: Callable[[V], str],
) -> dict[Any, list[V]]:  # fmt: skip
    """Update a table of lists in the order of entries: changed entries get their present rows."""
    mended = dict(table)
    if not changes:
        return mended
    rows: dict[Any, list[V]] = {}
    for pair in changes.values():
        for record in pair:
            if isinstance(record, Entry):
                for key, row in rows_of(record):
                    rows.setdefault(key, [])
                    if record is pair[1]:
                        rows[key].append(row)
    order = {name: number for number, name in enumerate(corpus.entries)}
    for key, new in rows.items():
        unchanged_rows = [row for row in table.get(key, ()) if entry_of(row) not in changes]
        if merged_rows := sorted([*unchanged_rows, *new], key=lambda row: order[entry_of(row)]):
            mended[key] = merged_rows
        else:
            mended.pop(key, None)
    return mended


class Resolved(Mapping[str, list[tuple[Entry, str]]]):
    """The links to an entry as the entries themselves, resolved on request."""

    def __init__(self, incoming: Incoming, entries: Mapping[str, Entry]) -> None:
        self._incoming, self._entries = incoming, entries
        self._resolved: dict[str, list[tuple[Entry, str]]] = {}

    def __getitem__(self, name: str) -> list[tuple[Entry, str]]:
        links = self._resolved.get(name)
        if links is None:
            links = self._resolved[name] = [
                (self._entries[referring_id], word) for referring_id, word in self._incoming[name]
            ]
        return links

    def __iter__(self) -> Iterator[str]:
        return iter(self._incoming)

    def __len__(self) -> int:
        return len(self._incoming)
