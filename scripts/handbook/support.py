"""How well statements are supported: corroborated, contradicted, or known from one publication only.

A statement is corroborated where a field that cites it (a date, a stage, an amount,
a fact) is also supported by another independent publication: in the same field, or in
one of the same kind and value whose date can be the same.  It is contradicted where it
stands on one side of a disagreement and another publication on a further side.
What is independent goes by origins (``Corpus.origins``): those that carry one report count once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from handbook.corpus import Corpus
from handbook.model import Actor, Agreement, Citation, Entry, Event
from handbook.partial_date import PartialDate

#: A field of an entry: what it says (fields alike say the same), when, and where that stands.
Field = tuple[tuple[object, ...], PartialDate | None, tuple[Citation, ...]]


@dataclass(frozen=True)
class Support:
    """What the whole corpus has on one statement."""

    corroborated: bool = False
    contradicted: bool = False

    @property
    def single(self) -> bool:
        """Whether no other publication bears on it."""
        return not (self.corroborated or self.contradicted)


def fields(entry: Entry) -> list[Field]:
    """The fields of an entry that can be true or false of the world, each with its citations."""
    if isinstance(entry, Event):
        return [(("date",), d.date, d.cite) for d in entry.dates]
    if isinstance(entry, Agreement):
        return [
            *((("stage", s.stage), s.date, s.cite) for s in entry.stages),
            *((("amount", a.value, a.unit, a.of), None, a.cite) for a in entry.amounts),
        ]
    if isinstance(entry, Actor):
        return [(("fact", f.field, f.of, f.value), f.as_of, f.cite) for f in entry.facts]
    return []


def measure(corpus: Corpus) -> dict[Citation, Support]:
    """Every statement of the corpus and what supports it."""
    corroborated: set[Citation] = set()
    for entry in corpus.entries.values():
        alike: dict[tuple[object, ...], list[Field]] = defaultdict(list)
        for field in fields(entry):
            alike[field[0]].append(field)
        for rows in alike.values():
            for _, date, cites in rows:
                near = [c for _, other, more in rows if _meet(date, other) for c in more]
                corroborated |= {c for c in cites if _others(corpus, c, near)}
    contradicted: set[Citation] = set()
    for entry in corpus.paged:
        for claim in entry.claims:
            contradicted |= {c for c in claim.cite if _others(corpus, c, claim.against)}
            contradicted |= {c for c in claim.against if _others(corpus, c, claim.cite)}
    for conflict in corpus.conflicts.values():
        for side in conflict.sides:
            against = [c for other in conflict.sides if other is not side for c in other.cite]
            contradicted |= {c for c in side.cite if _others(corpus, c, against)}
    return {c: Support(c in corroborated, c in contradicted) for c in corpus.statements}


def _others(corpus: Corpus, cite: Citation, near: Iterable[Citation]) -> bool:
    """Whether another independent publication is among citations."""
    return bool(set(corpus.origins(near)) - set(corpus.origins([cite])))


def _meet(a: PartialDate | None, b: PartialDate | None) -> bool:
    """Whether two dates can be the same; no date says nothing against it."""
    if a is None or b is None:
        return True
    return (a.earliest or dt.date.min) <= (b.latest or dt.date.max) and (b.earliest or dt.date.min) <= (
        a.latest or dt.date.max
    )
