"""Translate drafts into the handbook's vocabulary: an unknown kind, sector or stage becomes the word with the same role."""

from __future__ import annotations

from dataclasses import replace

from handbook.claims import StageClaim
from handbook.model import Actor, Agreement, Entry, Event
from handbook.settings.vocabulary import Vocabularies


def in_words(record: Entry, words: Vocabularies) -> Entry:
    """The record in the words in force; a value without a counterpart gets the first word, for a person to change."""
    if isinstance(record, Actor):
        return replace(record, kind=words.nearest("actors", str(record.kind)))
    if isinstance(record, Event):
        return replace(record, kind=words.nearest("events", str(record.kind)))
    if isinstance(record, Agreement):
        claims = tuple(
            replace(c, stage=words.nearest("stages", str(c.stage))) if isinstance(c, StageClaim) else c
            for c in record.claims
        )
        kind, sector = words.nearest("agreements", str(record.kind)), words.nearest("sectors", str(record.sector))
        return replace(record, kind=kind, sector=sector, claims=claims)
    return record
