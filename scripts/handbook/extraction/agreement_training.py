"""Learn the weights of agreement signs from sentences that people have marked, and measure them on lots they were not learnt from.

A lot is a file of articles, each after a line ``#doc``, one sentence a line, in order: ``1`` and a blank before a sentence that
tells of something agreed, pledged, given, offered or negotiated, ``0`` before any other, ``h`` before a headline::

    #doc
    h Sampleland lends Exampleland ships
    1 Sampleland will lend Exampleland two ships.
    0 Exampleland has a long coast.

Learning is logistic regression with ridge regularisation, one sign at a time; it needs no library and is deterministic.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook.extraction.agreement_sentences import Sentence
from handbook.extraction.agreement_signs import signs
from handbook.extraction.agreement_weights import Weights
from handbook.extraction.article import Annotator
from handbook.partial_date import PartialDate

#: The least number of sentences with a sign; rarer signs say nothing about other sentences.
LEAST = 4
#: The strength of the ridge, which keeps weights near zero.
RIDGE = 6.0
#: The most rounds over all signs, and the least change of a weight that makes another round worthwhile.
_ROUNDS, _CHANGE = 200, 1e-4
#: Dates are not looked at, but an article must have one.
_ANY_DAY = PartialDate.parse("2024-01-01")


class LotError(ValueError):
    """A file of marked sentences cannot be read; the message has the file, the line, what is wrong, and the mend."""


@dataclass(frozen=True)
class Marked:
    """A sentence, and whether it tells of an agreement."""

    text: str
    tells: bool


@dataclass(frozen=True)
class Example:
    """The signs of a sentence, and whether it tells of an agreement."""

    signs: frozenset[str]
    tells: bool


@dataclass(frozen=True)
class Worth:
    """The result of weights with a threshold: sentences taken rightly, taken wrongly, and missed."""

    threshold: float
    right: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.spurious)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def articles(text: str, name: str) -> list[tuple[str, list[Marked]]]:
    """The articles of a lot, each with its headline, which may be empty; ``name`` is the name of the file.

    Raises:
        LotError: a line has no mark, or stands before the first ``#doc``; no sentence is marked.
    """
    lot: list[tuple[str, list[Marked]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        mark, _, sentence = line.strip().partition(" ")
        if not mark:
            continue
        if mark == "#doc":
            lot.append(("", []))
        elif mark not in ("0", "1", "h") or not sentence.strip():
            raise LotError(
                f"{name}:{number}: the line '{line[:40]}' has no mark and sentence: "
                "write '1 ', '0 ' or 'h ' before each, and '#doc' before each article"
            )
        elif not lot:
            raise LotError(f"{name}:{number}: a sentence before the first article: write the line '#doc' before it")
        elif mark == "h":
            lot[-1] = (sentence.strip(), lot[-1][1])
        else:
            lot[-1][1].append(Marked(sentence.strip(), mark == "1"))
    if not any(marked for _headline, marked in lot):
        raise LotError(f"{name}:1: no sentence is marked: write '1 ' or '0 ' before each")
    return lot


def examples(lot: Iterable[tuple[str, Sequence[Marked]]], annotator: Annotator, language: str) -> Iterator[Example]:
    """The marked sentences of a lot with their signs; names are found as in any article."""
    for headline, marked in lot:
        paragraphs = annotator.article([headline or "-", *(m.text for m in marked)], _ANY_DAY, language)[1:]
        known = False
        for sentence, paragraph in zip(marked, paragraphs, strict=True):
            whole = Sentence(sentence.text, 0, paragraph.named, known, language)
            known = known or bool(whole.actors)
            yield Example(signs(whole), sentence.tells)


def learnt(known: Sequence[Example], threshold: float = 0.0) -> Weights:
    """Learn the weights that best separate the sentences; the fewer sentences have a sign, the closer its weight stays to zero."""
    often = Counter(sign for example in known for sign in example.signs)
    having: dict[str, list[int]] = {sign: [] for sign in sorted(often) if often[sign] >= LEAST}
    for row, example in enumerate(known):
        for sign in example.signs & having.keys():
            having[sign].append(row)
    odds = [0.0] * len(known)
    everywhere = list(range(len(known)))
    weights = dict.fromkeys(having, 0.0)
    bias = 0.0
    for _round in range(_ROUNDS):
        step = _step(known, odds, everywhere, 0.0, 0.0)
        bias += step
        changed = abs(step)
        for sign, rows in having.items():
            step = _step(known, odds, rows, weights[sign], RIDGE)
            weights[sign] += step
            changed = max(changed, abs(step))
        if changed < _CHANGE:
            break
    return Weights({sign: round(weight, 3) for sign, weight in weights.items()}, round(bias, 3), threshold)


def _step(known: Sequence[Example], odds: list[float], rows: Sequence[int], weight: float, ridge: float) -> float:
    """Do one step of Newton's method for one weight, and update the ``odds`` of the sentences that have its sign."""
    slope, curve = ridge * weight, ridge
    for row in rows:
        chance = 1 / (1 + math.exp(-odds[row]))
        slope += chance - known[row].tells
        curve += chance * (1 - chance)
    # If all sentences with a sign are of one kind, its weight would grow without bound.
    step = -max(-1.0, min(1.0, slope / max(curve, 1e-9)))
    for row in rows:
        odds[row] += step
    return step


def unseen(lots: Mapping[str, Sequence[Example]]) -> dict[str, list[tuple[float, bool]]]:
    """The odds of each sentence by weights learnt from the other lots, with its mark."""
    odds = {}
    for name, lot in lots.items():
        others = learnt([example for other, known in lots.items() if other != name for example in known])
        odds[name] = [(others.odds(example.signs), example.tells) for example in lot]
    return odds


def worth(odds: Sequence[tuple[float, bool]], threshold: float) -> Worth:
    """The result of taking all sentences from a threshold on."""
    taken = [tells for odd, tells in odds if odd >= threshold]
    return Worth(threshold, sum(taken), len(taken) - sum(taken), sum(tells for _odd, tells in odds) - sum(taken))


def reaching(odds: Sequence[tuple[float, bool]], recall: float) -> Worth:
    """The result at the highest threshold, in steps of a hundredth, that reaches a recall (0 to 1)."""
    thresholds = (step / 100 for step in range(400, -401, -1))
    return next((at for t in thresholds if (at := worth(odds, t)).recall >= recall), worth(odds, -math.inf))
