"""What the extractors find: spans of a text with their meaning.  Offsets are characters, end exclusive."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from handbook.extraction.words import SHORT_TITLES


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A name: ``entry`` is its registry id, or empty for one that is not registered; ``ner`` is PER, ORG, GPE or NORP."""

    start: int
    end: int
    surface: str
    entry: str
    ner: str
    form: str = "name"
    confidence: float = 1.0
    evidence: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A date or duration: ``value`` is EDTF, an ISO 8601 duration, or empty where it cannot be resolved."""

    start: int
    end: int
    surface: str
    value: str
    kind: str = "DATE"
    relative: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """A quantity with its unit, approximation and what is counted, as far as the words beside it tell."""

    start: int
    end: int
    surface: str
    value: Decimal
    unit: str
    of: str
    approx: str = ""
    kind: str = "count"


@dataclass(frozen=True, slots=True, order=True)
class Quoted:
    """Words in quotation marks: direct, direct-partial, scare-quote or title; who says them, if that is said.

    A speaker who is not ``sure`` is the likeliest one; no verb of saying has him as its subject.
    """

    start: int
    end: int
    kind: str
    speaker: str
    speaker_surface: str
    cue: str
    sure: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """A sentence that speaks of an agreement, pledge or delivery, and the stage that its words suggest."""

    start: int
    end: int
    stage: str
    words: str


class Placed(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)
#: Where a sentence may end; abbreviations and initials do not end one.
_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[^\W\da-zа-яà-ÿ_])|(?<=[.!?][\"”»])(?=[^\W\da-z_])")
_ABBREVIATION = re.compile(
    rf"(?:\b(?:{'|'.join(SHORT_TITLES)}|No|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|U\.S|U\.N|art|approx)\.|\b[A-Z]\.)$"
)


def longest(found: Iterable[P]) -> list[P]:
    """Spans that do not overlap: the earliest, of those the longest."""
    kept: list[P] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as spans; also where a closing quotation mark stands right before a capital."""
    cuts = [0]
    for match in _END.finditer(text):
        if not _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start()]):
            cuts.append(match.end())
    cuts.append(len(text))
    return [(a, b) for a, b in itertools.pairwise(cuts) if text[a:b].strip()]
