"""Claims: each is one proposition about one entry, with the statements for and against it.

A typed claim expresses its proposition by its fields, so that its sentence can be made in every language of the
interface; a plain claim has sentences that editors wrote.  How to write claims: ``docs/about/adding-an-entry.md``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_type_hints

from pydantic import BeforeValidator, Discriminator, Field, GetJsonSchemaHandler, Tag, WithJsonSchema

from handbook.citations import ID_PATTERN, VOCABULARY, Citation, Cites, EntryId, Name_, Text, of_vocabulary, record
from handbook.number_form import Number
from handbook.partial_date import PartialDate


@record
class Quantity:
    """A number as its source gives it: ``approx`` keeps words such as "nearly"."""

    value: Number
    unit: Name_
    of: Name_
    approx: str = ""
    by: str = ""


@record
class Wording:
    """A text in one language of the handbook; records write them as ``{en: ..., fr: ...}``."""

    lang: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    text: Text


def _by_language(value: Any) -> Any:
    """Turn ``{en: text}`` into a list of wordings; leave anything else for the validator to refuse."""
    return [{"lang": k, "text": v} for k, v in value.items()] if isinstance(value, dict) else value


def _texts_schema() -> Any:
    text = {"type": "string", "minLength": 1, "maxLength": 4000}
    return {
        "type": "object",
        "patternProperties": {"^[a-z]{2,3}$": text},
        "additionalProperties": False,
        "minProperties": 1,
    }


#: A text in the languages of the handbook.
Wordings = Annotated[
    tuple[Wording, ...], BeforeValidator(_by_language), WithJsonSchema(_texts_schema(), mode="validation")
]
ClaimLabel = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]


@record
class _Claim:
    """The fields that all claims have: a permanent label, the statements for it (``cite``, written ``for``) and against it.

    ``settled`` is the reason why the statements against the claim do not disprove it; ``supersedes`` is the label
    of the claim of the same entry that this one replaced; ``detail`` marks a claim that a summary of the entry can omit.
    """

    label: ClaimLabel
    cite: Annotated[Cites, Field(alias="for")]
    against: tuple[Citation, ...] = ()
    settled: str = ""
    supersedes: ClaimLabel | None = None
    detail: bool = False


StageName = Annotated[str, of_vocabulary("stages")]


@record
class StageClaim(_Claim):
    """A step in the life of an agreement: reached on a date, at a place, by the hand of some (``by``)."""

    stage: StageName
    date: PartialDate | None = None
    place: EntryId | None = None
    by: tuple[EntryId, ...] = ()
    note: str = ""


@record
class FactClaim(_Claim):
    """One structured field of an actor with its time: an office, a rank, a membership, a number."""

    field: Annotated[str, Field(alias="fact", pattern=r"^[a-z][a-z -]{1,40}$")]
    value: Name_
    of: EntryId | None = None
    as_of: PartialDate | None = None
    quantity: Quantity | None = None


@record
class AmountClaim(_Claim):
    """A number of an agreement (written ``amount``), its unit, what is counted, and who counted it."""

    value: Annotated[Number, Field(alias="amount")]
    unit: Name_
    of: Name_
    approx: str = ""
    by: str = ""


@record
class PartClaim(_Claim):
    """The part of an actor in an agreement or event."""

    actor: Annotated[EntryId, Field(alias="party")]
    role: Annotated[str, Field(min_length=1, max_length=300, json_schema_extra={VOCABULARY: "roles"})] = "party"


@record
class RelationClaim(_Claim):
    """A link to another entry, with the word for it (written ``relation``)."""

    kind: Annotated[
        str, Field(alias="relation", min_length=1, max_length=300, json_schema_extra={VOCABULARY: "relations"})
    ]
    to: EntryId


@record
class DateClaim(_Claim):
    """The date of an event."""

    date: PartialDate
    note: str = ""


@record
class PlainClaim(_Claim):
    """A proposition in a sentence of ours, in the languages of the handbook."""

    says: Annotated[Wordings, Field(min_length=1)]
    date: PartialDate | None = None


Claim = StageClaim | FactClaim | AmountClaim | PartClaim | RelationClaim | DateClaim | PlainClaim
#: The field that identifies each type of claim, in the order in which the fields are looked for.
CLAIM_TYPES: dict[str, type[Any]] = {
    "stage": StageClaim, "fact": FactClaim, "amount": AmountClaim, "party": PartClaim,
    "relation": RelationClaim, "says": PlainClaim, "date": DateClaim,
}  # fmt: skip


def _claim_type(value: Any) -> str | None:
    """The field of ``CLAIM_TYPES`` that gives the type of a claim; None if it has no such field."""
    if isinstance(value, dict):
        return next((name for name in CLAIM_TYPES if name in value), None)
    return next((name for name, kind in CLAIM_TYPES.items() if type(value) is kind), None)


def _labelled(value: Any) -> Any:
    """Turn a mapping ``label: claim`` into a list of claims with labels; leave anything else for the validator to refuse.

    Raises:
        ValueError: a claim in the mapping has another ``label`` inside.
    """
    if not isinstance(value, dict):
        return value
    for label, claim in value.items():
        if isinstance(claim, dict) and "label" in claim:
            raise ValueError(f"'{label}' has a second label, '{claim['label']}': a claim is written 'label: {{...}}'")
    return [{"label": label, **claim} if isinstance(claim, dict) else claim for label, claim in value.items()]


class _ByLabel:
    """Describes claims, in the JSON Schema of seeds, as a mapping by label."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core)
        if handler.mode != "validation":
            return schema
        names = {"pattern": ID_PATTERN, "maxLength": 80}
        return {"type": "object", "additionalProperties": schema["items"], "propertyNames": names}


Claims = Annotated[
    tuple[
        Annotated[
            Annotated[StageClaim, Tag("stage")] | Annotated[FactClaim, Tag("fact")] | Annotated[AmountClaim, Tag("amount")]
            | Annotated[PartClaim, Tag("party")] | Annotated[RelationClaim, Tag("relation")]
            | Annotated[PlainClaim, Tag("says")] | Annotated[DateClaim, Tag("date")],
            Discriminator(_claim_type, custom_error_type="claim_type", custom_error_message="it is of no type"),
        ],
        ...,
    ],
    BeforeValidator(_labelled),
    _ByLabel,
]  # fmt: skip


@cache
def _hints(record: Any) -> dict[str, Any]:
    """The types of a record's fields by name; cached, since looking them up takes long."""
    return get_type_hints(record, include_extras=True)


def written_name(claim: type[Any], field: str) -> str:
    """The name that a field of a type of claim has in seeds (its alias, if it has one)."""
    hint = _hints(cast(Hashable, claim))[field]
    aliases = (getattr(part, "alias", None) for part in getattr(hint, "__metadata__", ()))
    return next((alias for alias in aliases if alias), field)


def in_language(wordings: tuple[Wording, ...], language: str) -> Wording | None:
    """The wording in a language, else the first one; None without any."""
    return next((w for w in wordings if w.lang == language), wordings[0] if wordings else None)


C = TypeVar("C")


def of_type(claims: Claims, kind: type[C]) -> tuple[C, ...]:
    """The claims of one type, in their order."""
    # No type has others below it.  A list is made in half the time of a generator, and this is asked of every entry again and again.
    return tuple([claim for claim in claims if type(claim) is kind])


def claim_label(used: set[str], *words: str) -> str:
    """A label that none of ``used`` has, which then has it: of the first word, of more of them, or numbered."""
    parts = [part for word in words if (part := re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-"))] or ["claim"]
    candidates = ["-".join(parts[: n + 1])[:76].strip("-") for n in range(len(parts))]
    label = next((w for w in candidates if w not in used), "")
    number = 2
    while not label or label in used:
        label, number = f"{candidates[-1]}-{number}", number + 1
    used.add(label)
    return label
