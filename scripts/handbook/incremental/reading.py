"""Seeds into a checked corpus with the help of what was kept: only what a change can touch is done anew."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbook import checks, publish
from handbook.checks.register import Context
from handbook.corpus import Corpus
from handbook.folding import WORD, fold
from handbook.incremental import invalidation, state
from handbook.incremental.invalidation import Change, Changes
from handbook.incremental.mentions import KeptMentions, Links, unpickled
from handbook.incremental.prefetch import Prefetch
from handbook.incremental.state import File, KeptLines, Products, Records, State, digest, pickled
from handbook.model import Entry, Ruling, Source
from handbook.pages.look_ups import LookUps, Tables
from handbook.problems import Report
from handbook.publish import keeping
from handbook.reading import seeds, settings_file
from handbook.reading.seeds import Lines


@dataclass(frozen=True)
class Reading:
    """What was read and checked; with ``before``, what is known of the last good run and how this one differs.

    ``relinked`` has what was found before and now in each source whose statements or
    mentions differ; ``whole`` is True where something changed that touches every page.
    ``records`` are those of all files, for a later reading in the same process; ``look_ups`` those of the corpus, ``earlier_look_ups``
    the ones of the last run, where they are known.
    """

    context: Context
    report: Report
    now: State = field(default_factory=State)
    before: State | None = None
    changed: Changes = field(default_factory=dict)
    relinked: Mapping[str, tuple[Links, Links]] = field(default_factory=dict)
    whole: bool = True
    records: Mapping[str, Any] = field(default_factory=dict)
    look_ups: LookUps | None = None
    earlier_look_ups: LookUps | None = None


class _Memory:
    """The files of the last good run, and those of this one."""

    def __init__(self, before: State, known: Mapping[str, Any], prefetch: Prefetch | None) -> None:
        self.before, self._prefetch = before.files, prefetch
        self.known = Records(before.records, known)
        self.now: dict[str, File] = {}
        self.records: dict[str, Any] = {}

    def recall(self, name: str, raw: bytes) -> tuple[Any, Lines] | None:
        known, its = self.before.get(name), digest(raw)
        if known is None or known.digest != its:
            return self._taken(name, its)
        self.now[name] = known
        record = self.records[name] = self.known[name]
        return record, KeptLines(known.lines)

    def _taken(self, name: str, its: bytes) -> tuple[Any, Lines] | None:
        ready = self._prefetch.take(name, its) if self._prefetch else None
        if ready is None:
            return None
        self.now[name], self.records[name] = File(its, ready.lines), ready.record
        return ready.record, KeptLines(ready.lines)

    def keep(self, name: str, raw: bytes, record: Any, lines: Lines) -> None:
        self.now[name] = File(digest(raw), pickled(lines))
        self.records[name] = record


@keeping()
def read(folder: Path, path: Path | None, prefetch: Prefetch | None = None, last: Reading | None = None) -> Reading:
    """Read and check a seeds folder; ``path`` is the file of what was kept, if there may be one.

    In its place may come the ``last`` good reading in this process.  Of what ``prefetch`` reads as much is taken as has come when it is wanted.
    """
    before = last.now if last else state.load(path, State) if path else None
    memory = _Memory(before or State(), last.records if last else {}, prefetch)
    corpus, report = seeds.read(folder, memory)
    loaded, known = publish.word_lists(folder, corpus)
    context = Context(corpus, loaded, known)
    if report.problems:
        # Rules say more of what could be read; nothing of this run is kept.
        checks.judge(context, report)
        return Reading(context, report)
    shared = {
        "handbook": digest(settings_file.raw_of(folder)),
        "loaded-terms": _lines(loaded), "vocabulary": _lines(known), "redirects": digest(repr(corpus.redirects).encode()),
        "latest source": repr((corpus.latest_source, corpus.published().latest_source)).encode(),
        "synonyms": digest(repr(corpus.synonyms).encode()),
        "translations": digest(repr(corpus.translations).encode()),
        "editions": digest(b"".join(_lines(names) + name.encode() for name, names in sorted(corpus.editions.items()))),
    }  # fmt: skip
    now = State(
        files=memory.now,
        records=memory.known.after(memory.records, memory.before),
        rulings=pickled(corpus.rulings),
        shared=shared,
    )
    if before is None:
        links = _keep_links(now, context, corpus.sources)
        # Rules need not link a second time.
        by_statement = {cite: its for mentions in links.values() for cite, its in mentions.items()}
        context = Context(corpus, loaded, known, by_statement)
        checks.judge(context, report)
        return Reading(context, report, now, records=memory.records, look_ups=LookUps(corpus, by_statement))
    changed = _changes(memory)
    mentions, relinked = _links(context, before, now, changed, last)
    context = Context(corpus, loaded, known, mentions)
    earlier = _look_ups(before, last)
    look_ups = earlier.mended(corpus, mentions, changed, relinked) if earlier else LookUps(corpus, mentions)
    context = _focused(context, before.shared != shared, changed, relinked, look_ups)
    checks.judge(context, report)
    everything = any(
        before.shared.get(name) != shared[name]
        for name in ("redirects", "editions", "synonyms", "translations", "handbook", "latest source")
    )
    return Reading(context, report, now, before, changed, relinked, everything, memory.records, look_ups, earlier)


def to_keep(reading: Reading, products: Products) -> State:
    """All that is kept of a reading of which ``products`` were made."""
    now = reading.now
    now.products = products
    look_ups, before = reading.look_ups, reading.earlier_look_ups
    if before and look_ups and look_ups.tables is before.tables and reading.before:
        now.look_ups = reading.before.look_ups
    elif look_ups and look_ups.are_made:
        now.look_ups = pickled(look_ups.tables)
    return now


def _look_ups(before: State, last: Reading | None) -> LookUps | None:
    """The look-ups of the last run, if all of them were made."""
    if last is not None:
        return last.look_ups if last.look_ups and last.look_ups.are_made else None
    if not before.look_ups:
        return None
    tables: Tables = pickle.loads(before.look_ups)
    return LookUps.of(Corpus(), {}, tables)


def _lines(words: Iterable[str]) -> bytes:
    return digest("\n".join(sorted(words)).encode())


def _changes(memory: _Memory) -> Changes:
    """The records of files that came, went or have other bytes."""
    sides: dict[str, list[Any]] = {}
    gone = {n: memory.known[n] for n, stored in memory.before.items() if memory.now.get(n) is not stored}
    come = {n: memory.records[n] for n, stored in memory.now.items() if memory.before.get(n) is not stored}
    for side, records in enumerate((gone, come)):
        for record in records.values():
            sides.setdefault(record.id, [None, None])[side] = record
    return {name: Change(*pair) for name, pair in sides.items() if pair[0] != pair[1]}


def _links(
    context: Context, before: State, now: State, changed: Changes, last: Reading | None
) -> tuple[Links, Mapping[str, tuple[Links, Links]]]:
    """What is found in all statements, and where that is not what was found before."""
    corpus = context.corpus
    again = {name for name, change in changed.items() if isinstance(change.now, Source)}
    if before.rulings != now.rulings:
        again |= _ruled(pickle.loads(before.rulings), corpus.rulings)
    if marks := [f"\n{word}\n" for word in invalidation.names(changed)]:
        again |= {name for name, words in before.words.items() if any(mark in words for mark in marks)}
    sources = {name: corpus.sources[name] for name in sorted(again) if name in corpus.sources}
    now.mentions, now.words = dict(before.mentions), dict(before.words)
    for name in before.mentions.keys() - corpus.sources.keys():
        del now.mentions[name], now.words[name]
    fresh = _keep_links(now, context, sources)
    relinked: dict[str, tuple[Links, Links]] = {}
    for name in {*fresh, *(n for n, c in changed.items() if isinstance(c.before, Source))}:
        old = changed[name].before if name in changed else corpus.sources[name]
        was = unpickled(old, before.mentions[name]) if isinstance(old, Source) else {}
        if name in changed or was != fresh[name]:
            relinked[name] = (was, fresh.get(name, {}))
    linked = last.context.links if last else None
    known = (
        linked.known_without(before.mentions.keys() - corpus.sources.keys()) if isinstance(linked, KeptMentions) else {}
    )
    return KeptMentions(corpus.sources, now.mentions, {**known, **fresh}), relinked


def _ruled(before: Sequence[Ruling], now: Sequence[Ruling]) -> set[str]:
    """The sources about which rulings came, went or stand in another order."""
    sides = [
        {s: [r for r in rulings if r.source == s] for s in {r.source for r in rulings}} for rulings in (before, now)
    ]
    return {s for s in {*sides[0], *sides[1]} if s and sides[0].get(s) != sides[1].get(s)}


def _keep_links(now: State, context: Context, sources: Mapping[str, Source]) -> dict[str, Links]:
    """Link sources, and keep what was found and the words in which it was."""
    by_source: dict[str, Links] = {}
    for name, source in sources.items():
        by_source[name] = context.link(source)
        now.mentions[name] = pickled(tuple(by_source[name].values()))
        words = dict.fromkeys(fold(t) for s in source.statements for t in WORD.findall(s.text))
        now.words[name] = "\n".join(["", *words, ""])
    return by_source


def _focused(context: Context, shared: bool, changed: Changes, relinked: Iterable[str], look_ups: LookUps) -> Context:
    """The context for rules: only what can have got a problem, unless something changed that concerns all."""
    if shared or not invalidation.settled(changed):
        return context
    focus = {name for name, change in changed.items() if change.now is not None} | set(relinked)
    focus |= invalidation.referring(look_ups, changed) | invalidation.leads_with_names(context.corpus, changed)
    same = all(change.before is not None and _same_ids(change) for change in changed.values())
    return Context(context.corpus, context.loaded_terms, context.vocabulary, context.links, frozenset(focus), same)


def _same_ids(change: Change) -> bool:
    if isinstance(change.before, Source) and isinstance(change.now, Source):
        return {s.label for s in change.before.statements} == {s.label for s in change.now.statements}
    return isinstance(change.before, Entry) and type(change.before) is type(change.now)
