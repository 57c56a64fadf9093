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
    circle: Circle, text: str, named: Sequence[Named], start: int, sentence_act: Act | Doubt | None
) -> ItemParties:
    """The items' own parties in a sentence that begins at ``start``: two that the item names, or one beside the sentence's subject if every item names one."""
    if not isinstance(sentence_act, Act) or len(sentence_act.items) < 2:
        return ItemParties()
    inside = [[n for n in named if start + i.start <= n.start and n.end <= start + i.end] for i in sentence_act.items]
    with_whom: list[set[Actor]] = [
        circle.between(text, names, True) if circle.mutual(text, start + item.start, start + item.end) else set()
        for item, names in zip(sentence_act.items, inside, strict=True)
    ]
    parties_by_item = {at: _ids(actors) for at, actors in enumerate(with_whom) if len(actors) > 1}
    before = circle.between(text, [n for n in named if n.end <= start + sentence_act.start], True)
    if not parties_by_item and before and all(with_whom):
        parties_by_item = {at: _ids(actors | before) for at, actors in enumerate(with_whom)}
    return ItemParties(parties_by_item, frozenset(n for at in parties_by_item for n in inside[at]))


def _ids(actors: set[Actor]) -> tuple[str, ...]:
    return tuple(sorted(a.id for a in actors))
