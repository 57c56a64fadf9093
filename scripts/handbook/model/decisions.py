"""Records of editors' decisions: disagreements, rulings on identity, synonyms, translations, redirects."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from handbook.citations import Cites, EntryId, Name_, Text, record
from handbook.claims import Claim, Wordings
from handbook.kinds import ConflictStatus, RulingKind, Scope
from handbook.partial_date import PartialDate


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

    @property
    def settled(self) -> bool:
        """Whether a side stands; lists have the others first."""
        return self.status is ConflictStatus.RESOLVED

    def is_about(self, key: str, claim: Claim) -> bool:
        """Whether it names the claim with this key, or has statements for the claim on one side and some against it on another."""
        if key in self.claims:
            return True
        for_it, against = (
            {n for n, s in enumerate(self.sides) if {*s.cite} & {*c}} for c in (claim.cite, claim.against)
        )
        return bool(for_it and against and len(for_it | against) > 1)


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
