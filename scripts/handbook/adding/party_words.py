"""What stands around the name of a party, and around names of those who are none, in a language: data (``parties.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import Cased, Pattern, Source, load


@dataclass(frozen=True)
class PartyWords:
    """The words around parties in a language; each before the name, if nothing else is said."""

    TABLE: ClassVar[str] = "parties.parties"
    language: str
    article: Source
    #: Of whoever reports; between commas; and the verb behind it.
    says: Pattern
    clause: Pattern
    said: Pattern
    #: Behind whoever comments on what others did, or brought them together.
    comments: Pattern
    #: Behind an adjective: where a company or its goods are from.
    origin: Pattern
    #: Behind the name of a paper.
    paper: Pattern
    #: Behind a body whose members are meant, each for itself.
    members: Pattern
    #: Behind an adjective that is none of a state: English-speaking.
    tongue: Pattern
    #: Of the place where it was done, or to which somebody travels.
    where: Cased
    #: Of whoever watched, helped, or is only compared with; of whom it is against.
    beside: Pattern
    against: Pattern
    #: Before and behind a state in which, or against which, a war is waged.
    at_war: Pattern
    war: Pattern
    #: Between an act and whoever something else is proposed to, in another clause.
    proposed_to: Pattern
    joined: Pattern
    #: Between the names of parties that act together.
    together: Pattern
    #: What is between parties, and not from one to another.
    mutual: Pattern
    money: Pattern
    #: In the name of a news agency, and of what is no body.
    news: Pattern
    no_body: Pattern
    #: Of a body of unknown kind that acts.
    acts: Cased


@cache
def party_words(language: str) -> PartyWords:
    return load(PartyWords, language)
