"""Reading seeds into a checked corpus with the help of saved state: only what a change can affect is done again."""

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
from handbook.incremental.published_corpus import published
from handbook.incremental.relinking import EarlierCorpus, LinkedCorpus, Once, linked, words_of
from handbook.incremental.state import File, Linked, Products, Records, SavedLines, State, digest, pickled
from handbook.model import Entry, Source
from handbook.problems import Report
from handbook.publish import keeping
from handbook.reading import seeds, settings_file
from handbook.reading.seeds import Lines

#: The shared lists whose change affects every page.  So does the date of the latest source, which ``relinking`` compares.
_EVERYWHERE = ("redirects", "editions", "synonyms", "translations", "handbook")


@dataclass(frozen=True)
class Reading:
    """The result of reading and checking the seeds.

    ``everything`` is the whole corpus; ``without_drafts`` makes the published corpus when it is first asked for.  Both say how they
    differ from the last good run, whose state is ``before``; ``now`` is the state of this run.
    ``records`` has the records of all files, for a later reading in the same process.
    """

    everything: LinkedCorpus
    without_drafts: Once[LinkedCorpus]
    report: Report
    now: State = field(default_factory=State)
    before: State | None = None
    records: Mapping[str, Any] = field(default_factory=dict)

    @property
    def context(self) -> Context:
        """The context of the whole corpus."""
        return self.everything.context

    @property
    def published(self) -> LinkedCorpus:
        """The corpus without drafts; the same object as ``everything`` if there are and were no drafts."""
        return self.without_drafts()


class _Memory:
    """The files and records of the last good run, and those of this one."""

    def __init__(self, before: State, in_memory: Mapping[str, Any], prefetch: Prefetch | None) -> None:
        self.before, self._prefetch = before.files, prefetch
        self.earlier = Records(before.records, in_memory)
        self.now: dict[str, File] = {}
        self.records: dict[str, Any] = {}

    def recall(self, name: str, raw: bytes) -> tuple[Any, Lines] | None:
        stored, file_digest = self.before.get(name), digest(raw)
        if stored is None or stored.digest != file_digest:
            return self._prefetched(name, file_digest)
        self.now[name] = stored
        record = self.records[name] = self.earlier[name]
        return record, SavedLines(stored.lines)

    def _prefetched(self, name: str, file_digest: bytes) -> tuple[Any, Lines] | None:
        ready = self._prefetch.take(name, file_digest) if self._prefetch else None
        if ready is None:
            return None
        self.now[name], self.records[name] = File(file_digest, ready.lines), ready.record
        return ready.record, SavedLines(ready.lines)

    def keep(self, name: str, raw: bytes, record: Any, lines: Lines) -> None:
        self.now[name] = File(digest(raw), pickled(lines))
        self.records[name] = record


@keeping()
def read(folder: Path, path: Path | None, prefetch: Prefetch | None = None, last: Reading | None = None) -> Reading:
    """Read and check a seeds folder; ``path`` is the file with the saved state, which need not exist.

    The ``last`` good reading in this process takes its place, if given.  Records of ``prefetch`` are used if they have
    arrived by the time they are needed.
    """
    before = last.now if last else state.load(path, State) if path else None
    memory = _Memory(before or State(), last.records if last else {}, prefetch)
    corpus, report = seeds.read(folder, memory)
    context = Context(corpus, *publish.word_lists(folder, corpus))
    if report.problems:
        # Rules still check the records that could be read; nothing of this run is saved.
        checks.judge(context, report)
        return Reading(LinkedCorpus(context), Once(partial(_unlinked, context)), report)
    changed = _changes(memory) if before else {i: Change(None, source) for i, source in corpus.sources.items()}
    words = before.words if before else {}
    now = State(
        files=memory.now,
        records=memory.earlier.after(memory.records, memory.before),
        words={i: words_of(source) if i in changed else words[i] for i, source in corpus.sources.items()},
        shared=_shared(folder, context),
    )
    affects_all_pages = before is None or any(before.shared.get(name) != now.shared[name] for name in _EVERYWHERE)
    earlier, earlier_published = _earlier(before, last)
    everything = linked(context, earlier, changed, now.words, affects_all_pages)
    now.everything = everything.saved
    without_drafts = _without_drafts(everything, earlier, earlier_published, now.words, affects_all_pages)
    checks.judge(_focused(everything, before is None or before.shared != now.shared), report)
    return Reading(everything, without_drafts, report, now, before, memory.records)


def to_keep(reading: Reading, products: Products) -> State:
    """The state to save of a reading from which ``products`` were made."""
    now, published = reading.now, reading.without_drafts.value
    now.products = products
    for corpus in (reading.everything, published):
        if corpus:
            corpus.keep_look_ups()
    now.published = published.saved if published else None
    return now


def _shared(folder: Path, context: Context) -> dict[str, bytes]:
    """Digests of the lists that concern all records, in the whole and in the published corpus."""
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


def _earlier(before: State | None, last: Reading | None) -> tuple[EarlierCorpus, EarlierCorpus | None]:
    """What is known of the whole corpus of the last run, and of the published one: the same object if there were no drafts."""
    if before is None:
        return EarlierCorpus(Linked()), None
    earlier = last.everything.as_earlier() if last else EarlierCorpus(before.everything)
    if before.published is None or before.published is before.everything:
        return earlier, earlier if before.published else None
    return earlier, last.published.as_earlier() if last else EarlierCorpus(before.published)


def _without_drafts(
    everything: LinkedCorpus,
    earlier: EarlierCorpus,
    earlier_published: EarlierCorpus | None,
    words: Mapping[str, str],
    affects_all_pages: bool,
) -> Once[LinkedCorpus]:
    """The published corpus, made on demand; ``earlier`` is the whole corpus of the last run, ``earlier_published`` the published one."""
    corpus = everything.context.corpus.published()
    if corpus is everything.context.corpus and (earlier_published is None or earlier_published is earlier):
        return Once.of(everything if earlier_published else replace(everything, affects_all_pages=True))
    return Once(partial(published, everything, corpus, earlier_published, words, affects_all_pages))


def _unlinked(context: Context) -> LinkedCorpus:
    return LinkedCorpus(Context(context.corpus.published(), context.loaded_terms, context.vocabulary))


def _changes(memory: _Memory) -> Changes:
    """The changes of records whose files were added, removed or edited."""
    sides: dict[str, list[Any]] = {}
    records_before = {n: memory.earlier[n] for n, stored in memory.before.items() if memory.now.get(n) is not stored}
    records_now = {n: memory.records[n] for n, stored in memory.now.items() if memory.before.get(n) is not stored}
    for side, records in enumerate((records_before, records_now)):
        for record in records.values():
            sides.setdefault(record.id, [None, None])[side] = record
    return {name: Change(*pair) for name, pair in sides.items() if pair[0] != pair[1]}


def _focused(everything: LinkedCorpus, lists_differ: bool) -> Context:
    """The context for rules, with a focus on the records that may have got a problem, unless something changed that concerns all."""
    context, changed = everything.context, everything.changed
    if lists_differ or everything.affects_all_pages or not invalidation.settled(changed):
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
