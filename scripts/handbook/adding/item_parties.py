"""The parties of each item in a list of signed papers: one between a ministry and a company, the others between two states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handbook.adding.acts import Act, Doubt
from handbook.adding.parties import Circle
from handbook.extraction.spans import Named
from handbook.model import Actor


@dataclass(frozen=True)
class ItemParties:
    """The parties of those items of a list that name their own, by number in the list, and the names that say so."""

    of: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    names: frozenset[Named] = frozenset()

    def without(self, named: Sequence[Named]) -> list[Named]:
        """The names of a sentence without those that belong to a single item of its list."""
        return [n for n in named if n not in self.names]


def parties_of_items(
    circle: Circle, text: str, named: Sequence[Named], start: int, done: Act | Doubt | None
) -> ItemParties:
    """The items' own parties in a sentence that begins at ``start``: two that the item names, or one beside the sentence's subject if every item names one."""
    if not isinstance(done, Act) or len(done.items) < 2:
        return ItemParties()
    inside = [[n for n in named if start + i.start <= n.start and n.end <= start + i.end] for i in done.items]
    with_whom: list[set[Actor]] = [
        circle.between(text, names, True) if circle.mutual(text, start + item.start, start + item.end) else set()
        for item, names in zip(done.items, inside, strict=True)
    ]
    own = {at: _ids(who) for at, who in enumerate(with_whom) if len(who) > 1}
    before = circle.between(text, [n for n in named if n.end <= start + done.start], True)
    if not own and before and all(with_whom):
        own = {at: _ids(who | before) for at, who in enumerate(with_whom)}
    return ItemParties(own, frozenset(n for at in own for n in inside[at]))


def _ids(actors: set[Actor]) -> tuple[str, ...]:
    return tuple(sorted(a.id for a in actors))
