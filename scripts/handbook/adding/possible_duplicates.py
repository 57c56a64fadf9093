"""Whether entries can be the same thing under two names, by what they are and by their names.  Pure."""

from __future__ import annotations

import difflib
from enum import Enum, auto

from handbook.extraction.across import sounds_like
from handbook.folding import name_words
from handbook.kinds import ActorKind, TermKind
from handbook.model import Actor, Agreement, Entry, Event, Term

#: For things other than people: the least likeness of two names, and the least share of long words in common.
_SPELT, _SHARED = 0.75, 0.3
#: The least letters of a word that counts when two names share it.
_LONG = 4


class _Nature(Enum):
    """The nature of an entry; nothing of one nature is ever the same as something of another."""

    PERSON = auto()
    PLACE = auto()
    BODY = auto()
    AGREEMENT = auto()
    EVENT = auto()
    OTHER = auto()


def _natures(entry: Entry) -> frozenset[_Nature]:
    """The natures that an entry may turn out to have: a state is also a place, an unknown body perhaps a work or an award."""
    if isinstance(entry, Actor):
        if entry.kind == ActorKind.PERSON:
            return frozenset({_Nature.PERSON})
        if entry.kind == ActorKind.STATE:
            return frozenset({_Nature.PLACE, _Nature.BODY})
        unknown = entry.kind in (ActorKind.NGO, ActorKind.GROUP)
        return frozenset({_Nature.BODY, _Nature.OTHER} if unknown else {_Nature.BODY})
    if isinstance(entry, Term):
        return frozenset({_Nature.PLACE if entry.kind in (TermKind.PLACE, TermKind.STATE) else _Nature.OTHER})
    if isinstance(entry, Agreement):
        return frozenset({_Nature.AGREEMENT})
    return frozenset({_Nature.EVENT if isinstance(entry, Event) else _Nature.OTHER})


def can_be_same(one: Entry, other: Entry) -> bool:
    """Whether two entries can be the same by their kinds: a person is no company and no place, a place is no company."""
    return bool(_natures(one) & _natures(other))


def has_name(entry: Entry, name: str) -> bool:
    """Whether an entry has exactly this name, whatever its accents and case."""
    sought = name_words(name)
    return bool(sought) and any(name_words(text) == sought for text in (entry.name, *(n.text for n in entry.names)))


def likeness(one: Entry, other: Entry) -> float:
    """How alike the name of one entry is to the names of another; 0 if it is not, or if the two cannot be the same."""
    if not can_be_same(one, other):
        return 0.0
    person = isinstance(one, Actor) and one.kind == ActorKind.PERSON
    alike = _likeness_of_people if person else _likeness_of_others
    own_words = name_words(one.name)
    return max(alike(own_words, name_words(text)) for text in (other.name, *(n.text for n in other.names)))


def _likeness_of_people(one: list[str], other: list[str]) -> float:
    """People are alike by family name, or by all their names as they sound; a shared given name does not count."""
    shared = {w for w in set(one) & set(other) if len(w) >= _LONG}
    if one[:1] == other[:1] and len(one) > 1 < len(other):
        shared -= {one[0]}
    return max(sounds_like(one, other), len(shared) / max(len(set(one) | set(other)), 1))


def _likeness_of_others(one: list[str], other: list[str]) -> float:
    long, other_long = ({w for w in words if len(w) >= _LONG} for words in (one, other))
    shared = len(long & other_long) / max(len(long | other_long), 1)
    matcher = difflib.SequenceMatcher(None, " ".join(other), " ".join(one))
    # The quick ratios are never below the real one, which takes far longer.
    near = matcher.ratio() if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _SPELT else 0.0
    return max(near if near >= _SPELT else 0.0, shared if shared >= _SHARED else 0.0)
