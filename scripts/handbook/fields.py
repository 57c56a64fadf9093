"""The one walk over the fields of an entry: what each cites, and to which entry it points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from handbook.claims import Claim, FactClaim, PartClaim, RelationClaim, StageClaim
from handbook.kinds import Stage
from handbook.model import Actor, Agreement, Citation, Entry, Term

#: Where a field stands in its record, for messages: names and numbers.
Path = tuple[str | int, ...]


class Pointer(NamedTuple):
    """An entry that a field points to, where that is written, and the word for it."""

    path: Path
    target: str
    word: str


class Field(NamedTuple):
    """A field: the name under which its statements stand, with their places, and the entries that it points to."""

    cites: tuple[tuple[Path, Citation], ...] = ()
    pointers: tuple[Pointer, ...] = ()


def walk(entry: Entry) -> Iterator[Field]:
    """Every field of an entry that cites or points to something, in order."""
    yield Field(_placed(("cite",), entry.cite))
    for number, name in enumerate(entry.names):
        yield Field(_placed(("names", number, "cite"), name.cite))
    if isinstance(entry, Term):
        return
    if place := getattr(entry, "place", None):
        yield Field((), (Pointer(("place",), place, "place"),))
    for claim in entry.claims:
        path = ("claims", claim.label)
        cites = _placed((*path, "for"), claim.cite) + _placed((*path, "against"), claim.against)
        yield Field(cites, tuple(Pointer((*path, *where), target, word) for where, target, word in _pointers(claim)))


def _placed(path: Path, cites: tuple[Citation, ...]) -> tuple[tuple[Path, Citation], ...]:
    return tuple(((*path, number), cite) for number, cite in enumerate(cites))


def _pointers(claim: Claim) -> Iterator[tuple[Path, str, str]]:
    """The entries that a claim points to: where, which, and the word for it."""
    if isinstance(claim, FactClaim) and claim.of:
        yield ("of",), claim.of, claim.field
    elif isinstance(claim, PartClaim):
        yield ("party",), claim.actor, claim.role
    elif isinstance(claim, RelationClaim):
        yield ("to",), claim.to, claim.kind
    elif isinstance(claim, StageClaim):
        word = "signed by" if claim.stage == Stage.SIGNED else claim.stage
        yield from ((("by", number), actor, word) for number, actor in enumerate(claim.by))
        if claim.place:
            yield ("place",), claim.place, claim.stage


def pointers(claim: Claim) -> Iterator[tuple[str, str]]:
    """The entries that a claim points to, each with the word for it."""
    return ((target, word) for _path, target, word in _pointers(claim))


def cited(entry: Entry) -> Iterator[tuple[Path, Citation]]:
    """Every citation of an entry with the path of its place, in order of appearance."""
    return (placed for field in walk(entry) for placed in field.cites)


def citations_of(entry: Entry) -> list[Citation]:
    """Every citation in an entry, in order of appearance, each once."""
    return list(dict.fromkeys(cite for _path, cite in cited(entry)))


def words_of_entry(entry: Entry) -> Iterator[tuple[Path, str, str]]:
    """Every field of an entry that holds a word of a vocabulary: its path, the vocabulary, the word."""
    if isinstance(entry, Term):
        return
    yield ("kind",), {Actor: "actors", Agreement: "agreements"}.get(type(entry), "events"), entry.kind
    if isinstance(entry, Agreement):
        yield ("sector",), "sectors", entry.sector
    for claim in entry.claims:
        path = ("claims", claim.label)
        if isinstance(claim, StageClaim):
            yield (*path, "stage"), "stages", claim.stage
        elif isinstance(claim, PartClaim) and claim.role != "party":
            yield (*path, "role"), "roles", claim.role
        elif isinstance(claim, RelationClaim):
            yield (*path, "relation"), "relations", claim.kind


def links_of(entry: Entry) -> list[tuple[Path, str]]:
    """The ids that an entry's fields point to, with the path of each field."""
    return [(pointer.path, pointer.target) for field in walk(entry) for pointer in field.pointers]


def pointing(entry: Entry) -> Iterator[tuple[str, str]]:
    """The entries that an entry's fields point to, each with the word for it."""
    return ((pointer.target, pointer.word) for field in walk(entry) for pointer in field.pointers)
