"""Misspelt fields: which known one each of them was meant to be, so that a slip is one message and not several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from handbook.claims import CLAIM_TYPES, written_name
from handbook.problems import nearest


class Slip(NamedTuple):
    """A field that a claim cannot have, and the one that was probably meant; empty if none is near."""

    field: str
    meant: str


def types_of(kind: type[Any]) -> tuple[str, ...]:
    """The types of claim that a kind of record has, each by its key field."""
    return getattr(kind, "CLAIM_TYPES", tuple(CLAIM_TYPES))


def fields_of(claim_type: str) -> list[str]:
    """The fields that a type of claim has in seeds."""
    claim = CLAIM_TYPES[claim_type]
    return [written_name(claim, f.name) for f in fields(claim) if f.name != "label"]


def key_of_claim(kind: type[Any], claim: Mapping[str, Any]) -> Slip | None:
    """The field of a claim that misspells the one by which its type is known; None if it has that one, and no other looks like it.

    A claim without any type has its first unknown field instead, with whatever field is near.
    """
    allowed = types_of(kind)
    chosen = next((name for name in CLAIM_TYPES if name in claim), None)
    claim_fields = {field for name in CLAIM_TYPES for field in fields_of(name)}
    unknown = [field for field in claim if field not in claim_fields]
    chosen_fields = fields_of(chosen) if chosen else []
    # Of two types whose key fields are there the one is not meant to be the other.
    missing = [name for name in allowed if name not in claim and name not in chosen_fields]
    for field in unknown:
        near = nearest(field, [*missing, *chosen_fields])
        if near in missing:
            return Slip(field, near)
    if chosen is None and unknown:
        return Slip(unknown[0], nearest(unknown[0], sorted(claim_fields)))
    return None
