"""Compare mentions with an annotation: exact span and entry, precision, recall and F1.

A concordance translates the annotation's own identifiers (annotation id to entry id).  Mentions that the
annotation marks as optional count neither way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook.model import Mention


@dataclass(slots=True)
class Score:
    """Counts of right, spurious and missed mentions."""

    right: int = 0
    spurious: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score(
    mentions: Iterable[Mention], gold: Iterable[Mapping[str, Any]], concordance: Mapping[str, str], into: Score
) -> Score:
    """Add one document's comparison to ``into``.

    A gold id without a line in the concordance can only be missed: it is never dropped from the count.  A
    name without an id belongs to no entry: it must not be linked.
    """
    expected, optional = dict[tuple[int, int], tuple[str, str]](), set[tuple[int, int]]()
    for item in gold:
        span = (item["start"], item["end"])
        if item.get("optional"):
            optional.add(span)
        elif item["id"]:
            expected[span] = (concordance.get(item["id"], f"?{item['id']}"), item.get("surface", ""))
    for mention in mentions:
        span = (mention.start, mention.end)
        if span in expected and expected[span][0] == mention.entry:
            into.right += 1
            del expected[span]
        elif span not in optional:
            into.spurious += 1
            into.errors.append(f"spurious {span[0]}: {mention.surface} = {mention.entry}")
    into.missed += len(expected)
    into.errors += [f"missed {start}: {surface} = {entry}" for (start, _), (entry, surface) in expected.items()]
    return into
