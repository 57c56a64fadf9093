"""Linking a corpus with the help of another that is linked already: only what differs can need new links.

The other corpus is that of the last run, or the whole corpus of which this one is the published part.
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
from handbook.incremental.mentions import Links, SavedMentions, unpickled
from handbook.incremental.state import Linked, pickled
from handbook.model import Ruling, Source
from handbook.pages.look_ups import LookUps, Tables

T = TypeVar("T")
#: The mentions before and now in each source whose statements or mentions differ.
Relinked = Mapping[str, tuple[Links, Links]]


@dataclass(frozen=True)
class EarlierCorpus:
    """What is known of a linked corpus: its saved state, and the look-ups and mentions that this process has in memory."""

    saved: Linked
    look_ups_in_memory: LookUps | None = None
    mentions: SavedMentions | None = None

    @cached_property
    def look_ups(self) -> LookUps | None:
        """Its look-ups: those in memory, or else the saved ones."""
        if self.look_ups_in_memory or not self.saved.look_ups:
            return self.look_ups_in_memory
        tables: Tables = pickle.loads(self.saved.look_ups)
        return LookUps.of(Corpus(), {}, tables)


@dataclass(frozen=True)
class LinkedCorpus:
    """A linked corpus, and how it differs from that of the last run.

    ``saved`` is the state to save; ``changed`` has the records that changed; ``relinked`` the mentions before and now in each source
    whose statements or mentions differ.  ``affects_all_pages`` is True if something changed that affects every page, or nothing is known of the
    last run: then ``changed`` and ``relinked`` mean nothing.
    """

    context: Context
    look_ups: LookUps | None = None
    saved: Linked = field(default_factory=Linked)
    changed: Changes = field(default_factory=dict)
    relinked: Relinked = field(default_factory=dict)
    affects_all_pages: bool = True
    same_rulings: bool = False

    @property
    def is_as_it_was(self) -> bool:
        """Whether it equals the corpus of the last run."""
        return self.same_rulings and not (self.affects_all_pages or self.changed or self.relinked)

    def as_earlier(self) -> EarlierCorpus:
        """What a later run in this process may use; the look-ups only if all were made."""
        links, look_ups = self.context.links, self.look_ups
        look_ups_in_memory = look_ups if look_ups and look_ups.are_made else None
        return EarlierCorpus(self.saved, look_ups_in_memory, links if isinstance(links, SavedMentions) else None)

    def keep_look_ups(self) -> None:
        """Add the look-ups to the state to save, if all were made and it does not have them yet."""
        if self.look_ups and self.look_ups.are_made and not self.saved.look_ups:
            self.saved.look_ups = pickled(self.look_ups.tables)


class Once(Generic[T]):
    """A value that is made when it is first asked for, by calling the object."""

    def __init__(self, make: Callable[[], T] | None, value: T | None = None) -> None:
        self._make = make
        #: The value if it was made, or None.
        self.value = value

    @classmethod
    def of(cls, value: T) -> Once[T]:
        """A value that is made already."""
        return cls(None, value)

    def __call__(self) -> T:
        if self._make is not None:
            # Drop ``make``, with everything that it refers to.
            self.value, self._make = self._make(), None
        assert self.value is not None
        return self.value


def linked(
    context: Context, earlier: EarlierCorpus, changed: Changes, words: Mapping[str, str], affects_all_pages: bool = False, alike: Linked | None = None
) -> LinkedCorpus:  # fmt: skip
    """Link the corpus of ``context``, which differs from an ``earlier`` one in the records of ``changed``.

    ``words`` are the folded words of all sources.  ``affects_all_pages`` says whether something else differs too that affects every page.  A pickle
    of mentions that equals one of ``alike``, a similar corpus, is shared with it.
    """
    corpus, before = context.corpus, earlier.saved
    remaining_mentions = {name: raw for name, raw in before.mentions.items() if name in corpus.sources}
    saved = Linked(remaining_mentions, pickled(corpus.rulings), repr(corpus.latest_source))
    names_to_link = _touched(changed, words)
    if before.rulings and before.rulings != saved.rulings:
        names_to_link |= _ruled(pickle.loads(before.rulings), corpus.rulings)
    fresh = {name: context.link(corpus.sources[name]) for name in sorted(names_to_link & corpus.sources.keys())}
    for name, links in fresh.items():
        raw, same = pickled(tuple(links.values())), alike.mentions.get(name) if alike else None
        saved.mentions[name] = same if same == raw else raw
    relinked = dict(_differing(corpus, before, changed, fresh))
    removed_names = before.mentions.keys() - corpus.sources.keys()
    read = earlier.mentions.read_without(removed_names) if earlier.mentions else {}
    mentions = SavedMentions(corpus.sources, saved.mentions, {**read, **fresh})
    look_ups = LookUps(corpus, mentions)
    if earlier.look_ups:
        look_ups = earlier.look_ups.mended(corpus, mentions, changed, relinked)
        if look_ups.tables is earlier.look_ups.tables:
            saved.look_ups = before.look_ups
    context = Context(corpus, context.loaded_terms, context.vocabulary, mentions)
    affects_all_pages = affects_all_pages or before.latest_source != saved.latest_source
    return LinkedCorpus(context, look_ups, saved, changed, relinked, affects_all_pages, before.rulings == saved.rulings)


def _touched(changed: Changes, words: Mapping[str, str]) -> set[str]:
    """The sources that changed, and those that contain the first word of a name that was added or removed."""
    touched = {name for name, change in changed.items() if isinstance(change.now, Source)}
    if marks := [f"\n{word}\n" for word in invalidation.names(changed)]:
        touched |= {name for name, text in words.items() if any(mark in text for mark in marks)}
    return touched


def _ruled(before: Sequence[Ruling], now: Sequence[Ruling]) -> set[str]:
    """The sources for which rulings were added, removed or reordered."""
    sides = [
        {s: [r for r in rulings if r.source == s] for s in {r.source for r in rulings}} for rulings in (before, now)
    ]
    return {s for s in {*sides[0], *sides[1]} if s and sides[0].get(s) != sides[1].get(s)}


def _differing(
    corpus: Corpus, before: Linked, changed: Changes, fresh: Mapping[str, Links]
) -> Iterator[tuple[str, tuple[Links, Links]]]:
    """The mentions before and now in sources that changed, and in sources that were linked again with a different result."""
    for name in {*fresh, *(n for n, c in changed.items() if isinstance(c.before, Source))}:
        old = changed[name].before if name in changed else corpus.sources[name]
        was = unpickled(old, before.mentions[name]) if isinstance(old, Source) else {}
        if name in changed or was != fresh[name]:
            yield name, (was, fresh.get(name, {}))


def words_of(source: Source) -> str:
    """The folded words of the statements of a source, each between line breaks."""
    words = dict.fromkeys(fold(t) for s in source.statements for t in WORD.findall(s.text))
    return "\n".join(["", *words, ""])
