"""A corpus whose statements are linked with the help of what is known of another: only what a difference can touch is done anew.

The other one is that of the last run, or the one of which this one is the published part.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from handbook.checks.register import Context
from handbook.corpus import Corpus
from handbook.folding import WORD, fold
from handbook.incremental import invalidation
from handbook.incremental.invalidation import Changes
from handbook.incremental.mentions import KeptMentions, Links, unpickled
from handbook.incremental.state import Linked, pickled
from handbook.model import Ruling, Source
from handbook.pages.look_ups import LookUps, Tables

T = TypeVar("T")
#: What was found before and now in sources whose statements or mentions differ.
Relinked = Mapping[str, tuple[Links, Links]]


@dataclass(frozen=True)
class Known:
    """What is known of a corpus that was linked: what is kept of it, and what this process has of its look-ups and mentions."""

    kept: Linked
    made: LookUps | None = None
    mentions: KeptMentions | None = None

    @cached_property
    def look_ups(self) -> LookUps | None:
        """Its look-ups, as they are here, or as they were kept."""
        if self.made or not self.kept.look_ups:
            return self.made
        tables: Tables = pickle.loads(self.kept.look_ups)
        return LookUps.of(Corpus(), {}, tables)


@dataclass(frozen=True)
class LinkedCorpus:
    """A corpus, linked, and how it differs from that of the last run.

    ``kept`` is what the next run may use; ``relinked`` has what was found before and now in each source whose statements or
    mentions differ.  ``whole`` is True where something changed that touches every page, or nothing is known of the last run: then
    neither this nor ``changed`` says anything.
    """

    context: Context
    look_ups: LookUps | None = None
    kept: Linked = field(default_factory=Linked)
    changed: Changes = field(default_factory=dict)
    relinked: Relinked = field(default_factory=dict)
    whole: bool = True
    same_rulings: bool = False

    @property
    def is_as_it_was(self) -> bool:
        """Whether it is the corpus of the last run."""
        return self.same_rulings and not (self.whole or self.changed or self.relinked)

    def known(self) -> Known:
        """What a later run in this process may use: look-ups only if all were made."""
        links, look_ups = self.context.links, self.look_ups
        made = look_ups if look_ups and look_ups.are_made else None
        return Known(self.kept, made, links if isinstance(links, KeptMentions) else None)

    def keep_look_ups(self) -> None:
        """Keep look-ups, if all were made and they are not those that were kept."""
        if self.look_ups and self.look_ups.are_made and not self.kept.look_ups:
            self.kept.look_ups = pickled(self.look_ups.tables)


class Once(Generic[T]):
    """What is made when it is first asked for."""

    def __init__(self, make: Callable[[], T] | None, made: T | None = None) -> None:
        self._make = make
        #: What was made, or None.
        self.made = made

    @classmethod
    def of(cls, made: T) -> Once[T]:
        """What is made already."""
        return cls(None, made)

    def __call__(self) -> T:
        if self._make is not None:
            # What it was made of need not be held.
            self.made, self._make = self._make(), None
        assert self.made is not None
        return self.made


def linked(
    context: Context, known: Known, changed: Changes, words: Mapping[str, str], whole: bool = False, alike: Linked | None = None
) -> LinkedCorpus:  # fmt: skip
    """A corpus that differs from one that is ``known`` in the records of ``changed``; of that which is not linked yet ``context`` is.

    ``words`` are the folded words of all sources.  With ``whole`` something else differs, which touches every page.  Mentions that are
    the same in a corpus that is ``alike`` are kept once.
    """
    corpus, before = context.corpus, known.kept
    still = {name: raw for name, raw in before.mentions.items() if name in corpus.sources}
    kept = Linked(still, pickled(corpus.rulings), repr(corpus.latest_source))
    again = _touched(changed, words)
    if before.rulings and before.rulings != kept.rulings:
        again |= _ruled(pickle.loads(before.rulings), corpus.rulings)
    fresh = {name: context.link(corpus.sources[name]) for name in sorted(again & corpus.sources.keys())}
    for name, links in fresh.items():
        raw, same = pickled(tuple(links.values())), alike.mentions.get(name) if alike else None
        kept.mentions[name] = same if same == raw else raw
    relinked = dict(_differing(corpus, before, changed, fresh))
    gone = before.mentions.keys() - corpus.sources.keys()
    read = known.mentions.known_without(gone) if known.mentions else {}
    mentions = KeptMentions(corpus.sources, kept.mentions, {**read, **fresh})
    look_ups = LookUps(corpus, mentions)
    if known.look_ups:
        look_ups = known.look_ups.mended(corpus, mentions, changed, relinked)
        if look_ups.tables is known.look_ups.tables:
            kept.look_ups = before.look_ups
    context = Context(corpus, context.loaded_terms, context.vocabulary, mentions)
    whole = whole or before.latest_source != kept.latest_source
    return LinkedCorpus(context, look_ups, kept, changed, relinked, whole, before.rulings == kept.rulings)


def _touched(changed: Changes, words: Mapping[str, str]) -> set[str]:
    """The sources that changed, and those with the first word of a name that came or went."""
    touched = {name for name, change in changed.items() if isinstance(change.now, Source)}
    if marks := [f"\n{word}\n" for word in invalidation.names(changed)]:
        touched |= {name for name, its in words.items() if any(mark in its for mark in marks)}
    return touched


def _ruled(before: Sequence[Ruling], now: Sequence[Ruling]) -> set[str]:
    """The sources about which rulings came, went or stand in another order."""
    sides = [
        {s: [r for r in rulings if r.source == s] for s in {r.source for r in rulings}} for rulings in (before, now)
    ]
    return {s for s in {*sides[0], *sides[1]} if s and sides[0].get(s) != sides[1].get(s)}


def _differing(
    corpus: Corpus, before: Linked, changed: Changes, fresh: Mapping[str, Links]
) -> Iterator[tuple[str, tuple[Links, Links]]]:
    """What was found before and now in the sources that changed, and in those that were linked anew to something else."""
    for name in {*fresh, *(n for n, c in changed.items() if isinstance(c.before, Source))}:
        old = changed[name].before if name in changed else corpus.sources[name]
        was = unpickled(old, before.mentions[name]) if isinstance(old, Source) else {}
        if name in changed or was != fresh[name]:
            yield name, (was, fresh.get(name, {}))


def words_of(source: Source) -> str:
    """The folded words of the statements of a source, each between ends of lines."""
    words = dict.fromkeys(fold(t) for s in source.statements for t in WORD.findall(s.text))
    return "\n".join(["", *words, ""])
