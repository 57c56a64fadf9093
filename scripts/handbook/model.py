"""The records of the handbook: frozen, keyword-only, made of plain values.

``reading`` fills them from the seeds and publishes their JSON Schema; every
other module only reads them.  Field names follow FollowTheMoney (actors),
UNTS/ATOP (agreements) and PLOVER (events) where those have one.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import Field

from handbook.citations import ID_PATTERN as ID_PATTERN
from handbook.citations import RESERVED_IDS as RESERVED_IDS
from handbook.citations import Citation as Citation
from handbook.citations import Cites, EntryId, Name_, Text, of_vocabulary, record
from handbook.claims import (
    AmountClaim,
    Claims,
    DateClaim,
    FactClaim,
    PartClaim,
    PlainClaim,
    Quantity,
    RelationClaim,
    StageClaim,
    Wordings,
    of_type,
)
from handbook.kinds import (
    ChangeKind,
    ConflictStatus,
    NameKind,
    Review,
    Rights,
    Role,
    RulingKind,
    Scope,
    StatementKind,
    TermKind,
)
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


def _only(claims: Claims, kinds: tuple[type, ...], what: str) -> None:
    """Refuse claims of a type that a kind of entry does not have, and a label that two have.

    Raises:
        ValueError: a claim is of another type, or its label is taken.
    """
    labels: set[str] = set()
    for claim in claims:
        if claim.label in labels:
            raise ValueError(f"{what} has two claims '{claim.label}'")
        labels.add(claim.label)
        if not isinstance(claim, kinds):
            raise ValueError(
                f"{what} has no claim such as '{claim.label}' ({type(claim).__name__.removesuffix('Claim').lower()})"
            )


@record
class Actor:
    """A person, state, organisation, company, armed group or group of these."""

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
        _only(self.claims, (FactClaim, RelationClaim, PlainClaim), "an actor")

    @property
    def facts(self) -> tuple[FactClaim, ...]:
        return of_type(self.claims, FactClaim)

    @property
    def relations(self) -> tuple[RelationClaim, ...]:
        return of_type(self.claims, RelationClaim)


@record
class Agreement:
    """A treaty, pledge, delivery, proposal or measure, with its stage history."""

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
        _only(self.claims, (StageClaim, AmountClaim, PartClaim, RelationClaim, PlainClaim), "an agreement")
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
        _only(self.claims, (DateClaim, AmountClaim, PartClaim, RelationClaim, PlainClaim), "an event")
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


@record
class Side:
    """What some statements say in a conflict."""

    says: Text
    cite: Cites


#: A claim as it is cited: entry, number sign, label.
ClaimKey = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$", max_length=161)]


@record
class Conflict:
    """A question that sources answer differently; all sides are kept."""

    id: EntryId
    question: Text
    about: Annotated[tuple[EntryId, ...], Field(min_length=1)]
    status: ConflictStatus
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    claims: tuple[ClaimKey, ...] = ()
    note: Text


@record
class Original:
    """The text that a digest was read from: file name and SHA-256 of its bytes."""

    name: Annotated[str, Field(pattern=r"^[^/\\]+$", max_length=200)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@record
class EditorNote:
    """A public note of the editors on a paragraph of a source (0: on the whole)."""

    paragraph: Annotated[int, Field(ge=0)] = 0
    kind: Name_
    text: Text
    about: tuple[EntryId, ...] = ()


@record
class Statement:
    """A sentence of ours that restates a paragraph of a source."""

    source: str
    label: str
    paragraph: int
    text: str
    kind: StatementKind
    speaker: str = ""
    when: PartialDate | None = None
    resolved_from: str = ""
    origin: str = ""
    quotation: str = ""
    drawn_from: tuple[int, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    line: int = 0

    @property
    def citation(self) -> Citation:
        return Citation(self.source, self.paragraph, self.label)


@record
class Paragraph:
    """A paragraph of the original: its statements, or why it has none."""

    number: int
    statements: tuple[Statement, ...] = ()
    silent: str = ""
    line: int = 0


@record
class Header:
    """The front matter of an article file: the bibliography of a source."""

    id: EntryId
    title: Name_
    short: Name_
    authors: tuple[Name_, ...] = ()
    publication: Name_
    origin: Annotated[str, Field(max_length=200)] = ""
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    published: PartialDate
    published_basis: str = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"'`\\]+$", max_length=500)] | None = None
    role: Role
    rights: Rights = Rights.RESTRICTED
    licence: str = ""
    original: Original | None = None
    extent: str = ""
    consulted: PartialDate
    notes: tuple[EditorNote, ...] = ()
    review: Review = Review.CONFIRMED
    history: tuple[Change, ...] = ()


@record
class Source:
    """One publication: its bibliography and its digest, paragraph by paragraph."""

    header: Header
    paragraphs: tuple[Paragraph, ...]
    path: str = ""

    @property
    def id(self) -> str:
        return self.header.id

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(s for p in self.paragraphs for s in p.statements)


@record
class Ruling:
    """A person's decision about identity: reversible, dated, with its reason."""

    kind: RulingKind
    entries: tuple[EntryId, ...] = ()
    source: EntryId | None = None
    paragraphs: tuple[Annotated[int, Field(ge=1)], ...] = ()
    text: str = ""
    entry: EntryId | None = None
    scope: Scope = Scope.BOTH
    date: PartialDate
    reason: Text


@record
class Synonym:
    """Words that mean the same to a reader who searches; with ``entry``, further names of that entry, which no source need use."""

    words: Annotated[tuple[Name_, ...], Field(min_length=1)]
    entry: EntryId | None = None


@record
class Translation:
    """A text of records (a note, an office, a unit, the words of an editor) in other languages; wherever it stands, it is read so."""

    text: Text
    into: Annotated[Wordings, Field(min_length=1)]


ObjectName = Annotated[
    str,
    Field(
        pattern=r"^(actor|agreement|event|topic|source|statement|conflict) [a-z0-9]+(-[a-z0-9]+)*(/[0-9]+[a-z]+)?$"
        r"|^claim [a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$"
    ),
]


@record
class Redirect:
    """What became of an id of an earlier edition: another one (``to``), or nothing, with the reason.

    Objects are written as kind and id: ``actor ann-example``, ``statement gazette-2024/3a``,
    ``claim north-pact#signed``.
    """

    gone: ObjectName
    to: ObjectName | None = None
    name: Name_
    date: PartialDate
    reason: Text


class Mention(NamedTuple):
    """A span of text, offsets in characters, end exclusive, that names an entry."""

    start: int
    end: int
    surface: str
    entry: str
    form: str


Entry = Actor | Agreement | Event | Term


def claims_of(entry: Entry) -> Claims:
    """The claims of an entry; a term has none."""
    return () if isinstance(entry, Term) else entry.claims
