"""Walking over the fields of an entry, in one place for all: what each field cites, and the entries to which it points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from handbook.claims import Claim, FactClaim, PartClaim, RelationClaim, StageClaim
from handbook.kinds import Stage
from handbook.model import Actor, Agreement, Citation, Entry, Event, Term

#: The place of a field in its record, for messages: names and indices.
Path = tuple[str | int, ...]
#: Words for relations between entries that come neither from a record nor from a vocabulary; pages translate them.
PARTY, PLACE, SIGNED_BY = "party", "place", "signed by"
#: The vocabulary that has the kinds of entries.
VOCABULARY_OF_KINDS: dict[type[Entry], str] = {Actor: "actors", Agreement: "agreements", Event: "events"}


class Pointer(NamedTuple):
    """A pointer from a field to an entry: the path of the field, the entry's id, and the word for the relation."""

    path: Path
    target: str
    word: str


class Field(NamedTuple):
    """A field that cites statements or points to entries: its lists of citations with their paths, and its claim or place if it is one."""

    lists: tuple[tuple[Path, tuple[Citation, ...]], ...] = ()
    claim: Claim | None = None
    place: str = ""

    @property
    def cites(self) -> Iterator[tuple[Path, Citation]]:
        """Its citations with their paths."""
        return (((*place, number), cite) for place, cites in self.lists for number, cite in enumerate(cites))

    @property
    def pointers(self) -> Iterator[Pointer]:
        """The entries that it points to."""
        if self.place:
            yield Pointer(("place",), self.place, PLACE)
        if self.claim:
            for where, target, word in _pointers(self.claim):
                yield Pointer(("claims", self.claim.label, *where), target, word)


def walk(entry: Entry) -> Iterator[Field]:
    """Every field of an entry that cites or points to something, in order."""
    yield Field(((("cite",), entry.cite),))
    for number, name in enumerate(entry.names):
        yield Field(((("names", number, "cite"), name.cite),))
    if isinstance(entry, Term):
        return
    if place := getattr(entry, "place", None):
        yield Field(place=place)
    for claim in entry.claims:
        path = ("claims", claim.label)
        lists = ((*path, "for"), claim.cite), ((*path, "against"), claim.against)
        yield Field(lists, claim)


def _pointers(claim: Claim) -> Iterator[tuple[Path, str, str]]:
    """The entries that a claim points to: path within the claim, entry id, word for the relation."""
    if isinstance(claim, FactClaim) and claim.of:
        yield ("of",), claim.of, claim.field
    elif isinstance(claim, PartClaim):
        yield ("party",), claim.actor, claim.role
    elif isinstance(claim, RelationClaim):
        yield ("to",), claim.to, claim.kind
    elif isinstance(claim, StageClaim):
        word = SIGNED_BY if claim.stage == Stage.SIGNED else claim.stage
        yield from ((("by", number), actor, word) for number, actor in enumerate(claim.by))
        if claim.place:
            yield ("place",), claim.place, claim.stage


def pointers(claim: Claim) -> Iterator[tuple[str, str]]:
    """The ids of the entries that a claim points to, each with the word for the relation."""
    return ((target, word) for _path, target, word in _pointers(claim))


def cited(entry: Entry) -> Iterator[tuple[Path, Citation]]:
    """Every citation in an entry with its path, in order of appearance."""
    return (placed for field in walk(entry) for placed in field.cites)


def citations_of(entry: Entry) -> list[Citation]:
    """Every citation in an entry, in order of appearance, each once."""
    # Called several times for every entry, so without computing the paths, which take most of the time.
    return list(dict.fromkeys([cite for field in walk(entry) for _place, cites in field.lists for cite in cites]))


def words_of_entry(entry: Entry) -> Iterator[tuple[Path, str, str]]:
    """Every field of an entry that holds a word of a vocabulary: its path, the vocabulary, the word."""
    if isinstance(entry, Term):
        return
    yield ("kind",), VOCABULARY_OF_KINDS[type(entry)], entry.kind
    if isinstance(entry, Agreement):
        yield ("sector",), "sectors", entry.sector
    for claim in entry.claims:
        path = ("claims", claim.label)
        if isinstance(claim, StageClaim):
            yield (*path, "stage"), "stages", claim.stage
        elif isinstance(claim, PartClaim) and claim.role != PARTY:
            yield (*path, "role"), "roles", claim.role
        elif isinstance(claim, RelationClaim):
            yield (*path, "relation"), "relations", claim.kind


def links_of(entry: Entry) -> list[tuple[Path, str]]:
    """The ids that an entry's fields point to, with the path of each field."""
    return [(pointer.path, pointer.target) for field in walk(entry) for pointer in field.pointers]


def pointing(entry: Entry) -> Iterator[tuple[str, str]]:
    """The ids of the entries that an entry's fields point to, each with the word for the relation."""
    for field in walk(entry):
        if field.place:
            yield field.place, PLACE
        if field.claim:
            yield from pointers(field.claim)
