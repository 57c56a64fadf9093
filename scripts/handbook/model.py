"""The records of the handbook: frozen, keyword-only, made of plain values.

``reading`` fills them from the seeds and publishes their JSON Schema; every
other module only reads them.  Field names follow FollowTheMoney (actors),
UNTS/ATOP (agreements) and PLOVER (events) where those have one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, TypeVar, dataclass_transform

from pydantic import ConfigDict, Field

from handbook.kinds import (
    ActorKind,
    AgreementKind,
    ChangeKind,
    ConflictStatus,
    EventKind,
    NameKind,
    Review,
    Rights,
    Role,
    RulingKind,
    Scope,
    Sector,
    Stage,
    StatementKind,
    TermKind,
)
from handbook.partial_date import PartialDate

T = TypeVar("T")
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
#: Ids that nothing can have: a page ``index`` is that of a list, and Windows has no files of the others' names.
RESERVED_IDS = frozenset(
    ("index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
EntryId = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Name_ = Annotated[str, Field(min_length=1, max_length=300)]


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen, slotted, keyword-only dataclass that takes no unknown field."""
    made = dataclass(frozen=True, kw_only=True, slots=True)(cls)
    made.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    # What dataclasses do looks the fields up for every object; ten thousand kept records have a hundred thousand.
    names = [field.name for field in fields(made)]  # type: ignore[arg-type]  # it is a dataclass
    setters = [getattr(made, name).__set__ for name in names]

    def state_of(self: T) -> list[Any]:
        return [getattr(self, name) for name in names]

    def restore(self: T, state: list[Any]) -> None:
        for set_, value in zip(setters, state, strict=True):
            set_(self, value)

    made.__getstate__, made.__setstate__ = state_of, restore  # type: ignore[method-assign,assignment,attr-defined]
    return made


_CITATION = re.compile(r"(?P<source>[a-z0-9]+(?:-[a-z0-9]+)*)/(?P<label>(?P<paragraph>[1-9][0-9]{0,5})[a-z]{1,2})")


class Citation(NamedTuple):
    """A statement of a source, written ``source-id/3a``: paragraph 3, first statement."""

    source: str
    paragraph: int
    label: str

    def __str__(self) -> str:
        return f"{self.source}/{self.label}"

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read ``source-id/3a``.

        Raises:
            ValueError: the text has another form.
        """
        found = _CITATION.fullmatch(text.strip())
        if not found:
            raise ValueError(f"'{text}' is not a citation such as klomegah-2024/3a (source id, slash, statement label)")
        return cls(found["source"], int(found["paragraph"]), found["label"])

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            cls.parse, core_schema.str_schema(), serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_CITATION.pattern}$".replace("?P<source>", "").replace("?P<label>", "").replace("?P<paragraph>", ""),
                "description": "A statement of a source: source-id/3a is the first statement of paragraph 3."}  # fmt: skip


Cites = Annotated[tuple[Citation, ...], Field(min_length=1)]


@record
class Name:
    """A name other than the preferred one, and the statements that use it."""

    text: Name_
    kind: NameKind = NameKind.VARIANT
    lang: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")] | None = None
    cite: tuple[Citation, ...] = ()


@record
class Quantity:
    """A number as its source gives it: ``approx`` keeps words such as "nearly"."""

    value: Decimal
    unit: Name_
    of: Name_
    approx: str = ""
    by: str = ""
    cite: tuple[Citation, ...] = ()


@record
class Fact:
    """One structured field of an actor, with its evidence and its time."""

    field: Annotated[str, Field(pattern=r"^[a-z][a-z -]{1,40}$")]
    value: Name_
    of: EntryId | None = None
    as_of: PartialDate | None = None
    quantity: Quantity | None = None
    cite: Cites


@record
class Party:
    """An actor's part in an agreement or event."""

    actor: EntryId
    role: Name_ = "party"
    cite: Cites


@record
class Relation:
    """A link to another entry, with the word for it."""

    to: EntryId
    kind: Name_
    cite: Cites


@record
class StageStep:
    """A step in the life of an agreement, as one or more statements report it."""

    stage: Stage
    date: PartialDate | None = None
    note: str = ""
    cite: Cites


@record
class Dated:
    """A date that statements give an event."""

    date: PartialDate
    note: str = ""
    cite: Cites


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


@record
class Actor:
    """A person, state, organisation, company, armed group or group of these."""

    id: EntryId
    kind: ActorKind
    name: Name_
    sort: str = ""
    minor: bool = False
    names: tuple[Name, ...] = ()
    gloss: Text
    cite: Cites
    iso: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    review: Review = Review.CONFIRMED
    found: Found | None = None
    history: tuple[Change, ...] = ()


@record
class Agreement:
    """A treaty, pledge, delivery, proposal or measure, with its stage history."""

    id: EntryId
    kind: AgreementKind
    name: Name_
    sort: str = ""
    names: tuple[Name, ...] = ()
    gloss: Text
    cite: Cites
    sector: Sector
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    stages: Annotated[tuple[StageStep, ...], Field(min_length=1)]
    amounts: tuple[Quantity, ...] = ()
    relations: tuple[Relation, ...] = ()
    review: Review = Review.CONFIRMED
    found: Found | None = None
    history: tuple[Change, ...] = ()


@record
class Event:
    """Something that happened on a date that may be imprecise."""

    id: EntryId
    kind: EventKind
    name: Name_
    sort: str = ""
    names: tuple[Name, ...] = ()
    gloss: Text
    cite: Cites
    dates: Annotated[tuple[Dated, ...], Field(min_length=1)]
    place: EntryId | None = None
    participants: tuple[Party, ...] = ()
    relations: tuple[Relation, ...] = ()
    review: Review = Review.CONFIRMED
    found: Found | None = None
    history: tuple[Change, ...] = ()


@record
class Term:
    """A place, work, award or language: recognised and explained, without a page of its own."""

    id: EntryId
    kind: TermKind
    name: Name_
    sort: str = ""
    names: tuple[Name, ...] = ()
    gloss: Text
    cite: Cites
    review: Review = Review.CONFIRMED
    found: Found | None = None


@record
class Side:
    """What some statements say in a conflict."""

    says: Text
    cite: Cites


@record
class Conflict:
    """A question that sources answer differently; all sides are kept."""

    id: EntryId
    question: Text
    about: Annotated[tuple[EntryId, ...], Field(min_length=1)]
    status: ConflictStatus
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
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
    wire: str = ""
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


ObjectName = Annotated[
    str,
    Field(pattern=r"^(actor|agreement|event|topic|source|statement|conflict) [a-z0-9]+(-[a-z0-9]+)*(/[0-9]+[a-z]+)?$"),
]


@record
class Redirect:
    """What became of an id of an earlier edition: another one (``to``), or nothing, with the reason.

    Objects are written as kind and id: ``actor sergey-lavrov``, ``statement klomegah-2024/3a``.
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
