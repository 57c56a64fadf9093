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
class MarkedSentence:
    """A sentence, and whether it tells of an agreement."""

    text: str
    tells: bool


@dataclass(frozen=True)
class Example:
    """The signs of a sentence, and whether it tells of an agreement."""

    signs: frozenset[str]
    tells: bool


@dataclass(frozen=True)
class ThresholdResult:
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


def articles(text: str, name: str) -> list[tuple[str, list[MarkedSentence]]]:
    """The articles of a lot, each with its headline, which may be empty; ``name`` is the name of the file.

    Raises:
        LotError: a line has no mark, or stands before the first ``#doc``; no sentence is marked.
    """
    lot: list[tuple[str, list[MarkedSentence]]] = []
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
            lot[-1][1].append(MarkedSentence(sentence.strip(), mark == "1"))
    if not any(marked for _headline, marked in lot):
        raise LotError(f"{name}:1: no sentence is marked: write '1 ' or '0 ' before each")
    return lot


def examples(
    lot: Iterable[tuple[str, Sequence[MarkedSentence]]], annotator: Annotator, language: str
) -> Iterator[Example]:
    """The marked sentences of a lot with their signs; names are found as in any article."""
    for headline, marked in lot:
        paragraphs = annotator.article([headline or "-", *(m.text for m in marked)], _ANY_DAY, language)[1:]
        actor_before = False
        for sentence, paragraph in zip(marked, paragraphs, strict=True):
            parsed = Sentence(sentence.text, 0, paragraph.named, actor_before, language)
            actor_before = actor_before or bool(parsed.actors)
            yield Example(signs(parsed), sentence.tells)


def learnt(training_examples: Sequence[Example], threshold: float = 0.0) -> Weights:
    """Learn the weights that best separate the sentences; the fewer sentences have a sign, the closer its weight stays to zero."""
    often = Counter(sign for example in training_examples for sign in example.signs)
    having: dict[str, list[int]] = {sign: [] for sign in sorted(often) if often[sign] >= LEAST}
    for row, example in enumerate(training_examples):
        for sign in example.signs & having.keys():
            having[sign].append(row)
    odds = [0.0] * len(training_examples)
    everywhere = list(range(len(training_examples)))
    weights = dict.fromkeys(having, 0.0)
    bias = 0.0
    for _round in range(_ROUNDS):
        step = _step(training_examples, odds, everywhere, 0.0, 0.0)
        bias += step
        largest_step = abs(step)
        for sign, rows in having.items():
            step = _step(training_examples, odds, rows, weights[sign], RIDGE)
            weights[sign] += step
            largest_step = max(largest_step, abs(step))
        if largest_step < _CHANGE:
            break
    return Weights({sign: round(weight, 3) for sign, weight in weights.items()}, round(bias, 3), threshold)


def _step(
    training_examples: Sequence[Example], odds: list[float], rows: Sequence[int], weight: float, ridge: float
) -> float:
    """Do one step of Newton's method for one weight, and update the ``odds`` of the sentences that have its sign."""
    slope, curve = ridge * weight, ridge
    for row in rows:
        chance = 1 / (1 + math.exp(-odds[row]))
        slope += chance - training_examples[row].tells
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
        other_weights = learnt(
            [example for other_name, other_lot in lots.items() if other_name != name for example in other_lot]
        )
        odds[name] = [(other_weights.odds(example.signs), example.tells) for example in lot]
    return odds


def result_at(odds: Sequence[tuple[float, bool]], threshold: float) -> ThresholdResult:
    """The result of taking all sentences from a threshold on."""
    selected = [tells for odd, tells in odds if odd >= threshold]
    return ThresholdResult(
        threshold, sum(selected), len(selected) - sum(selected), sum(tells for _odd, tells in odds) - sum(selected)
    )


def reaching(odds: Sequence[tuple[float, bool]], recall: float) -> ThresholdResult:
    """The result at the highest threshold, in steps of a hundredth, that reaches a recall (0 to 1)."""
    thresholds = (step / 100 for step in range(400, -401, -1))
    return next((at for t in thresholds if (at := result_at(odds, t)).recall >= recall), result_at(odds, -math.inf))
