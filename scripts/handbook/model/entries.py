"""Records of the handbook's subjects: actors, agreements, events and terms."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from handbook.citations import Citation, Cites, EntryId, Name_, Text, of_vocabulary, record
from handbook.claims import (
    CLAIM_TYPES,
    AmountClaim,
    Claims,
    DateClaim,
    FactClaim,
    PartClaim,
    RelationClaim,
    StageClaim,
    Wordings,
    of_type,
)
from handbook.kinds import ChangeKind, NameKind, Review, TermKind
from handbook.partial_date import PartialDate


@record
class Name:
    """A name other than the preferred one, and the statements that use it."""

    text: Name_
    kind: NameKind = NameKind.VARIANT
    lang: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")] | None = None
    cite: tuple[Citation, ...] = ()


@record
class Change:
    """A line of an entry's public change log."""

    date: PartialDate
    kind: ChangeKind
    what: Text
    why: Text


@record
class Found:
    """Why a program proposed a draft, and how sure it is (0 to 1)."""

    evidence: Text
    confidence: Annotated[float, Field(ge=0, le=1)]


def _only(claims: Claims, types: tuple[str, ...], what: str) -> None:
    """Refuse claims of a type that a kind of entry cannot have, and two claims with the same label.

    Raises:
        ValueError: a claim is of another type, or its label is taken.
    """
    labels: set[str] = set()
    for claim in claims:
        if claim.label in labels:
            raise ValueError(f"{what} has two claims '{claim.label}'")
        labels.add(claim.label)
        if not isinstance(claim, tuple(CLAIM_TYPES[name] for name in types)):
            raise ValueError(
                f"{what} has no claim such as '{claim.label}' ({type(claim).__name__.removesuffix('Claim').lower()})"
            )


@record
class Actor:
    """A person, state, organisation, company, armed group or group of these."""

    #: The types of its claims, each named by its key field, in the order in which the desk offers them.
    CLAIM_TYPES: ClassVar[tuple[str, ...]] = ("fact", "relation", "says")

    id: EntryId
    kind: Annotated[str, of_vocabulary("actors")]
    name: Name_
    titles: Wordings = ()
    sort: str = ""
    minor: bool = False
    names: tuple[Name, ...] = ()
    gloss: Text
    glosses: Wordings = ()
    cite: Cites
    iso: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    lead: Wordings = ()
    claims: Claims = ()
    review: Review = Review.CONFIRMED
    found: Found | None = None
    history: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        _only(self.claims, self.CLAIM_TYPES, "an actor")

    @property
    def facts(self) -> tuple[FactClaim, ...]:
        return of_type(self.claims, FactClaim)

    @property
    def relations(self) -> tuple[RelationClaim, ...]:
        return of_type(self.claims, RelationClaim)


@record
class Agreement:
    """A treaty, pledge, delivery, proposal or measure, with its stage history."""

    #: The types of its claims, each named by its key field, in the order in which the desk offers them.
    CLAIM_TYPES: ClassVar[tuple[str, ...]] = ("stage", "amount", "party", "relation", "says")

    id: EntryId
    kind: Annotated[str, of_vocabulary("agreements")]
    name: Name_
    titles: Wordings = ()
    sort: str = ""
    names: tuple[Name, ...] = ()
    gloss: Text
    glosses: Wordings = ()
    cite: Cites
    sector: Annotated[str, of_vocabulary("sectors")]
    lead: Wordings = ()
    claims: Claims
    review: Review = Review.CONFIRMED
    found: Found | None = None
    history: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        _only(self.claims, self.CLAIM_TYPES, "an agreement")
        if not self.stages or not self.parties:
            raise ValueError("an agreement has a claim with a stage and one with a party")

    @property
    def parties(self) -> tuple[PartClaim, ...]:
        return of_type(self.claims, PartClaim)

    @property
    def stages(self) -> tuple[StageClaim, ...]:
        return of_type(self.claims, StageClaim)

    @property
    def amounts(self) -> tuple[AmountClaim, ...]:
        return of_type(self.claims, AmountClaim)

    @property
    def relations(self) -> tuple[RelationClaim, ...]:
        return of_type(self.claims, RelationClaim)


@record
class Event:
    """Something that happened on a date that may be imprecise."""

    #: The types of its claims, each named by its key field, in the order in which the desk offers them.
    CLAIM_TYPES: ClassVar[tuple[str, ...]] = ("date", "amount", "party", "relation", "says")

    id: EntryId
    kind: Annotated[str, of_vocabulary("events")]
    name: Name_
    titles: Wordings = ()
    sort: str = ""
    names: tuple[Name, ...] = ()
    gloss: Text
    glosses: Wordings = ()
    cite: Cites
    place: EntryId | None = None
    lead: Wordings = ()
    claims: Claims
    review: Review = Review.CONFIRMED
    found: Found | None = None
    history: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        _only(self.claims, self.CLAIM_TYPES, "an event")
        if not self.dates:
            raise ValueError("an event has a claim with its date")

    @property
    def dates(self) -> tuple[DateClaim, ...]:
        return of_type(self.claims, DateClaim)

    @property
    def participants(self) -> tuple[PartClaim, ...]:
        return of_type(self.claims, PartClaim)

    @property
    def relations(self) -> tuple[RelationClaim, ...]:
        return of_type(self.claims, RelationClaim)


@record
class Term:
    """A place, work, award or language: recognised and explained, without a page of its own."""

    id: EntryId
    kind: TermKind
    name: Name_
    titles: Wordings = ()
    sort: str = ""
    names: tuple[Name, ...] = ()
    gloss: Text
    glosses: Wordings = ()
    cite: Cites
    review: Review = Review.CONFIRMED
    found: Found | None = None


#: The entries that have a page of their own.
Paged = Actor | Agreement | Event
Entry = Paged | Term


def claims_of(entry: Entry) -> Claims:
    """The claims of an entry; a term has none."""
    return () if isinstance(entry, Term) else entry.claims
