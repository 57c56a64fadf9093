"""The words of events in a language, which are data (``occurrences.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.adding.act_words import act_words
from handbook.extraction.languages.data import Pattern, load


@dataclass(frozen=True)
class OccurrenceWords:
    """The words of visits, summits, talks, attacks and signatures."""

    TABLE: ClassVar[str] = "occurrences.occurrences"
    language: str
    #: Words right before the place of a visit.
    visit: Pattern
    summit: Pattern
    talks: Pattern
    #: An attack only counts if somebody was hurt.
    attack: Pattern
    hurt: Pattern
    signature: Pattern
    #: Words before the place of an event; words between a state and its capital.
    at: Pattern
    capital: Pattern
    #: Words before the place of what a signed paper is about: a power plant in, near.
    built: Pattern
    #: Words before the mention of another event, or of one that has not happened; words that make a whole sentence unsure.
    not_yet: Pattern
    doubtful: Pattern


@cache
def occurrence_words(language: str) -> OccurrenceWords:
    of = act_words(language)
    return load(OccurrenceWords, language, {"paper": of.paper, "not_done": of.not_done, "unsure": of.unsure})
