"""The words of events in a language: data (``occurrences.toml``)."""

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
    #: A visit has its place right behind these words.
    visit: Pattern
    summit: Pattern
    talks: Pattern
    #: An attack is one where somebody was hurt.
    attack: Pattern
    hurt: Pattern
    signature: Pattern
    #: Before the place at which it was; between a state and its capital.
    at: Pattern
    capital: Pattern
    #: Before words of an event that is another one, or has not been; anywhere in a sentence that is not sure.
    not_yet: Pattern
    doubtful: Pattern


@cache
def occurrence_words(language: str) -> OccurrenceWords:
    of = act_words(language)
    return load(OccurrenceWords, language, {"paper": of.paper, "not_done": of.not_done, "unsure": of.unsure})
