"""Seeds into a checked corpus with the help of what was kept: only what a change can touch is done anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from handbook import checks, publish
from handbook.checks.register import Context
from handbook.incremental import invalidation, state
from handbook.incremental.invalidation import Change, Changes
from handbook.incremental.prefetch import Prefetch
from handbook.incremental.published import published
from handbook.incremental.relinking import Known, LinkedCorpus, Once, linked, words_of
from handbook.incremental.state import File, KeptLines, Linked, Products, Records, State, digest, pickled
from handbook.model import Entry, Source
from handbook.problems import Report
from handbook.publish import keeping
from handbook.reading import seeds, settings_file
from handbook.reading.seeds import Lines

#: The lists of which another one touches every page; what became of the date of the latest source each corpus says itself.
_EVERYWHERE = ("redirects", "editions", "synonyms", "translations", "handbook")


@dataclass(frozen=True)
class Reading:
    """What was read and checked; with ``before``, what is known of the last good run, from which each corpus says how it differs.

    ``everything`` is the corpus that was read, ``without_drafts`` makes what is published of it when that is first asked for;
    ``records`` are those of all files, for a later reading in the same process.
    """

    everything: LinkedCorpus
    without_drafts: Once[LinkedCorpus]
    report: Report
    now: State = field(default_factory=State)
    before: State | None = None
    records: Mapping[str, Any] = field(default_factory=dict)

    @property
    def context(self) -> Context:
        """Everything."""
        return self.everything.context

    @property
    def published(self) -> LinkedCorpus:
        """The corpus without drafts: everything itself where there are none, nor were."""
        return self.without_drafts()


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
    context = Context(corpus, *publish.word_lists(folder, corpus))
    if report.problems:
        # Rules say more of what could be read; nothing of this run is kept.
        checks.judge(context, report)
        return Reading(LinkedCorpus(context), Once(partial(_unlinked, context)), report)
    changed = _changes(memory) if before else {i: Change(None, source) for i, source in corpus.sources.items()}
    words = before.words if before else {}
    now = State(
        files=memory.now,
        records=memory.known.after(memory.records, memory.before),
        words={i: words_of(source) if i in changed else words[i] for i, source in corpus.sources.items()},
        shared=_shared(folder, context),
    )
    whole = before is None or any(before.shared.get(name) != now.shared[name] for name in _EVERYWHERE)
    known, known_published = _known(before, last)
    everything = linked(context, known, changed, now.words, whole)
    now.everything = everything.kept
    without_drafts = _without_drafts(everything, known, known_published, now.words, whole)
    checks.judge(_focused(everything, before is None or before.shared != now.shared), report)
    return Reading(everything, without_drafts, report, now, before, memory.records)


def to_keep(reading: Reading, products: Products) -> State:
    """All that is kept of a reading of which ``products`` were made."""
    now, published = reading.now, reading.without_drafts.made
    now.products = products
    for corpus in (reading.everything, published):
        if corpus:
            corpus.keep_look_ups()
    now.published = published.kept if published else None
    return now


def _shared(folder: Path, context: Context) -> dict[str, bytes]:
    """Digests of lists that concern every record, of everything and of what is published alike."""
    corpus = context.corpus
    return {
        "handbook": digest(settings_file.raw_of(folder)),
        "loaded-terms": _lines(context.loaded_terms), "vocabulary": _lines(context.vocabulary), "redirects": digest(repr(corpus.redirects).encode()),
        "synonyms": digest(repr(corpus.synonyms).encode()),
        "translations": digest(repr(corpus.translations).encode()),
        "editions": digest(b"".join(_lines(names) + name.encode() for name, names in sorted(corpus.editions.items()))),
    }  # fmt: skip


def _lines(words: Iterable[str]) -> bytes:
    return digest("\n".join(sorted(words)).encode())


def _known(before: State | None, last: Reading | None) -> tuple[Known, Known | None]:
    """What is known of everything at the last run, and of what was published then; the same where nothing was left out."""
    if before is None:
        return Known(Linked()), None
    known = last.everything.known() if last else Known(before.everything)
    if before.published is None or before.published is before.everything:
        return known, known if before.published else None
    return known, last.published.known() if last else Known(before.published)


def _without_drafts(
    everything: LinkedCorpus, known: Known, then: Known | None, words: Mapping[str, str], whole: bool
) -> Once[LinkedCorpus]:
    """What is published of everything, to be made; ``known`` is what is known of everything at the last run, ``then`` of what was published."""
    corpus = everything.context.corpus.published()
    if corpus is everything.context.corpus and (then is None or then is known):
        return Once.of(everything if then else replace(everything, whole=True))
    return Once(partial(published, everything, corpus, then, words, whole))


def _unlinked(context: Context) -> LinkedCorpus:
    return LinkedCorpus(Context(context.corpus.published(), context.loaded_terms, context.vocabulary))


def _changes(memory: _Memory) -> Changes:
    """The records of files that came, went or have other bytes."""
    sides: dict[str, list[Any]] = {}
    gone = {n: memory.known[n] for n, stored in memory.before.items() if memory.now.get(n) is not stored}
    come = {n: memory.records[n] for n, stored in memory.now.items() if memory.before.get(n) is not stored}
    for side, records in enumerate((gone, come)):
        for record in records.values():
            sides.setdefault(record.id, [None, None])[side] = record
    return {name: Change(*pair) for name, pair in sides.items() if pair[0] != pair[1]}


def _focused(everything: LinkedCorpus, lists_differ: bool) -> Context:
    """The context for rules: only what can have got a problem, unless something changed that concerns all."""
    context, changed = everything.context, everything.changed
    if lists_differ or everything.whole or not invalidation.settled(changed):
        return context
    assert everything.look_ups
    focus = {name for name, change in changed.items() if change.now is not None} | set(everything.relinked)
    focus |= invalidation.referring(everything.look_ups, changed)
    focus |= invalidation.leads_with_names(context.corpus, changed)
    same = all(change.before is not None and _same_ids(change) for change in changed.values())
    return replace(context, focus=frozenset(focus), settled=same)


def _same_ids(change: Change) -> bool:
    if isinstance(change.before, Source) and isinstance(change.now, Source):
        return {s.label for s in change.before.statements} == {s.label for s in change.now.statements}
    return isinstance(change.before, Entry) and type(change.before) is type(change.now)
