"""The words around the name of a party, and around names of others, in a language; they are data (``parties.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import Cased, Pattern, Source, load


@dataclass(frozen=True)
class PartyWords:
    """The words around parties in a language; they stand before the name unless noted otherwise."""

    TABLE: ClassVar[str] = "parties.parties"
    language: str
    article: Source
    #: Before the name of a reporter; before one between commas; and the verb after it.
    says: Pattern
    clause: Pattern
    said: Pattern
    #: After the name of somebody who comments on others' acts, or who brought them together.
    comments: Pattern
    #: After an adjective of origin: where a company or its goods are from.
    origin: Pattern
    #: After the name of a paper.
    paper: Pattern
    #: After a body whose members are meant, each on its own.
    members: Pattern
    #: After an adjective that does not mean a state: English-speaking.
    tongue: Pattern
    #: Before the place of the act, or before a destination.
    where: Cased
    #: Before somebody who watched, helped or is only compared; before the target of an act.
    beside: Pattern
    against: Pattern
    #: Before and after a state in which, or against which, a war is waged.
    at_war: Pattern
    war: Pattern
    #: Between an act and the actor to whom something else is proposed, in another clause.
    proposed_to: Pattern
    joined: Pattern
    #: From the end of a paper to the first of those between whom it is.
    shared: Pattern
    #: Between the names of parties that act together.
    together: Pattern
    #: Words for something between parties rather than from one to another.
    mutual: Pattern
    money: Pattern
    #: In the name of a news agency, and in names of things that are no bodies.
    news: Pattern
    no_body: Pattern
    #: Before a body of unknown kind that acts.
    acts: Cased


@cache
def party_words(language: str) -> PartyWords:
    return load(PartyWords, language)
