"""The findings of the extractors: spans of a text with their meaning.  Offsets are characters, end exclusive."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import ClassVar, Protocol, TypeVar

from handbook.extraction.languages.data import NOTHING, Words, any_of, load, read


class Evidence(StrEnum):
    """The evidence for a name, in the words shown to people; rules that depend on it compare members, not their words."""

    PART = "part of a name"
    ORGANISATION_WORD = "a head word of organisations"
    PLACE_WORD = "a head word of places"
    LAST_NAME = "a person's last name"
    ACRONYM = "an acronym"
    KNOWN_SURNAME = "a family name that news give alone"
    PERSONS_NAME = "a person's first or family name"
    GIVEN_NAME = "a given name"
    INITIALS = "initials"
    CALLED_BODY = "what it is called: a firm, an agency"
    APPOSED = "after an office and a comma"
    TITLE = "a title before it"
    PARTICLE = "a particle of family names"
    SAYING = "a verb of saying"
    CALLED_PLACE = "what it is called: a port, a town"
    PREPOSITION = "a preposition of place"
    PROGRAMME = "an article or the words of a programme"
    CAPITALISED = "two or three capitalised words"
    LISTED = "among places"
    ACTS = "what only people do"
    FAMILY_NAME = "a family name in use"
    RESULT = "a line of results"
    CLUB = "a club of a town"
    SURNAME_ENDING = "the ending of a family name"
    QUOTED = "a name in quotation marks"
    CAPITAL = "a capital inside a sentence"
    DATELINE = "the place of a dateline"
    STATE_STYLE = "what a state calls itself before its name"
    NAMED_SO = "named so in the article"
    SHORT_FORM = "its short form in brackets behind it"
    BRACKETED = "in brackets behind the name that it stands for"
    WITH_REGION = "an organisation with a region in its name"
    KNOWN_PLACE = "a state, region or large city"
    KNOWN_BODY = "a body known by its name"
    REGION = "a region before a noun"
    REGISTERED = "registered"
    ISO = "the ISO code of a registered state"


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A name: ``entry`` is its registry id, empty for an unregistered one; ``ner`` is PER, ORG, GPE or NORP."""

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
    """A date or duration: ``value`` is EDTF, an ISO 8601 duration, or empty if it cannot be resolved."""

    start: int
    end: int
    surface: str
    value: str
    kind: str = "DATE"
    relative: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """A quantity with its unit, its approximation and the counted things, as far as the words beside it tell."""

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
    """Words in quotation marks: direct, direct-partial, scare-quote or title; and their speaker, if one is named.

    A speaker who is not ``sure`` is only the likeliest one.
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
    """A sentence about an agreement, pledge or delivery, and the stage that its words suggest.

    ``usual`` means that it was taken for words typical of such sentences (``words``), not for a verb of a stage.
    """

    start: int
    end: int
    stage: str
    words: str
    usual: bool = False

    def reason(self, words: str) -> str:
        """Why the sentence was taken, for people; ``words`` are those of the cue, shortened and marked as needed."""
        return f"words usual in such sentences: {words}" if self.usual else f"the word {words}"


class Placed(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)
#: Where a sentence may end; abbreviations and initials do not end one.
_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[^\W\da-zа-яà-ÿ_])|(?<=[.!?][\"”»])(?=[^\W\da-z_])")


@dataclass(frozen=True)
class Short:
    """Abbreviations with a full stop in a language."""

    TABLE: ClassVar[str] = "sentences.sentences"
    language: str
    short: Words
    #: Abbreviations whose case does not matter.
    any_case: Words


@cache
def short_words(language: str) -> frozenset[str]:
    """The abbreviations with a full stop in a language, before names and elsewhere."""
    return load(Short, language).short


@cache
def _abbreviation(language: str) -> re.Pattern[str]:
    """A full stop that ends no sentence: of an abbreviation, or of an initial; of an ordinal, where a language has no rules."""
    has_rules = bool(read(language, "sentences"))
    words = load(Short, language if has_rules else "latin")
    # Am 12. Juni: many languages write first, second so.
    ordinal = NOTHING if has_rules else r"(?<![\d.,])\d{1,2}\."
    short = rf"\b(?:{any_of(words.short)}|(?i:{any_of(words.any_case)}))\."
    return re.compile(rf"(?:{short}|\b[^\W\d_a-zà-ÿа-я]\.|{ordinal})$")


def longest(candidates: Iterable[P]) -> list[P]:
    """Spans that do not overlap: the earliest first, and of those with the same start the longest."""
    spans: list[P] = []
    for span in sorted(candidates, key=lambda s: (s.start, -s.end)):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return spans


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as spans; one may also begin right after a closing quotation mark."""
    cuts, short = [0], _abbreviation(language)
    for match in _END.finditer(text):
        if not short.search(text[max(0, match.start() - 12) : match.start()]):
            cuts.append(match.end())
    cuts.append(len(text))
    return [(a, b) for a, b in itertools.pairwise(cuts) if text[a:b].strip()]
