"""How well statements are supported: corroborated, contradicted, or known from one origin only.

A statement is corroborated if a claim that it supports is also supported by a statement of
another origin.  It is contradicted if a statement of another origin is against a claim that it supports,
or supports a claim that it is against, or stands on another side of a disagreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.claims import Claim, PartClaim, RelationClaim
from handbook.corpus import Corpus
from handbook.model import Citation, Entry, claims_of


@dataclass(frozen=True)
class Support:
    """How well the whole corpus supports one statement."""

    corroborated: bool = False
    contradicted: bool = False

    @property
    def single(self) -> bool:
        """Whether no other origin corroborates or contradicts it."""
        return not (self.corroborated or self.contradicted)


def propositions(entry: Entry) -> list[Claim]:
    """The claims of an entry that can be true or false by themselves: all but parts and relations."""
    return [c for c in claims_of(entry) if not isinstance(c, PartClaim | RelationClaim)]


def measure(corpus: Corpus) -> dict[Citation, Support]:
    """The support of every statement of the corpus."""
    corroborated: set[Citation] = set()
    contradicted: set[Citation] = set()
    for entry in corpus.entries.values():
        for claim in propositions(entry):
            corroborated.update(_of_other_origin(corpus, claim.cite, claim.cite))
            contradicted.update(_of_other_origin(corpus, claim.cite, claim.against))
            contradicted.update(_of_other_origin(corpus, claim.against, claim.cite))
    for conflict in corpus.conflicts.values():
        for side in conflict.sides:
            against = [c for opposite in conflict.sides if opposite is not side for c in opposite.cite]
            contradicted.update(_of_other_origin(corpus, side.cite, against))
    return {c: Support(c in corroborated, c in contradicted) for c in corpus.statements}


def placed(corpus: Corpus) -> set[Citation]:
    """The statements that support a claim or speak against one."""
    return {cite for entry in corpus.entries.values() for cite in evidence(entry)}


def evidence(entry: Entry) -> set[Citation]:
    """The statements for and against the claims of an entry."""
    return {cite for claim in claims_of(entry) for cite in (*claim.cite, *claim.against)}


def _of_other_origin(corpus: Corpus, cites: Iterable[Citation], compared: Iterable[Citation]) -> Iterator[Citation]:
    """Those of ``cites`` for which the statements ``compared`` have a different origin."""
    origins = set(corpus.origins(compared))
    if origins:
        yield from (cite for cite in cites if origins - set(corpus.origins([cite])))
