"""Records of the handbook's sources: their bibliography, digests and statements."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from handbook.citations import Citation, EntryId, Name_, Text, WebAddress, record
from handbook.claims import Quantity
from handbook.kinds import Review, Rights, Role, StatementKind
from handbook.model.entries import Change
from handbook.partial_date import PartialDate


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
    #: The language of a title that is in the editors' words, because the source's own was not seen; empty for the source's own.
    title_language: Annotated[str, Field(pattern=r"^([a-z]{2,3})?$")] = ""
    url: WebAddress | None = None
    role: Role
    rights: Rights = Rights.RESTRICTED
    licence: str = ""
    original: Original | None = None
    extent: str = ""
    consulted: PartialDate
    notes: tuple[EditorNote, ...] = ()
    review: Review = Review.CONFIRMED
    history: tuple[Change, ...] = ()

    @property
    def titled_in(self) -> str:
        """The language of the title: the source's, unless the editors gave it one in their own words."""
        return self.title_language or self.language

    @property
    def described(self) -> bool:
        """Whether the title is the editors' description of a source whose own title was not seen."""
        return bool(self.title_language)


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
