"""The weight of each sign that a sentence tells of an agreement: a file of weights for each language, learnt from marked sentences.

A sentence tells of an agreement if the weights of its signs plus the bias reach the threshold.
``scripts/train_agreements.py`` makes the file.  In a language without one the rules alone decide.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from handbook.extraction.languages.data import DataError, read

#: The name of the file, in the folder of the language.
TOPIC = "agreement_weights"
#: The least weight of a group of words that can be named as a reason.
REASON = 0.3
_KEYS = ("threshold", "all", "weights")
_GROUP = "words of "


@dataclass(frozen=True)
class Weights:
    """The weight of each sign, in log odds; an unknown sign weighs nothing."""

    weights: Mapping[str, float]
    #: The weight that every sentence has.
    bias: float
    #: The sum from which on a sentence is taken.
    threshold: float

    def odds(self, signs: Collection[str]) -> float:
        """The log odds that a sentence with these signs tells of an agreement."""
        # Always in the same order: sums of floating-point numbers depend on it.
        return self.bias + sum(self.weights.get(sign, 0.0) for sign in sorted(signs))

    def tells(self, signs: Collection[str]) -> bool:
        return self.odds(signs) >= self.threshold

    @cached_property
    def telling(self) -> Mapping[str, float]:
        """The groups of words that by themselves are a reason to take a sentence, with their weights."""
        return {
            sign.removeprefix(_GROUP): weight
            for sign, weight in self.weights.items()
            if sign.startswith(_GROUP) and weight >= REASON
        }


@cache
def weights(language: str) -> Weights | None:
    """The weights of a language; None if it has no file of them.

    Raises:
        DataError: the file is wrong; the message says where, and what is expected.
    """
    file = read(language, TOPIC)
    return parsed(file, f"{language}/{TOPIC}.toml") if file else None


def parsed(file: Mapping[str, Any], name: str) -> Weights:
    """The weights in a file; ``name`` is the name of the file in messages.

    Raises:
        DataError: a key is missing or unknown, or a value is not a finite number.
    """
    if missing := [key for key in _KEYS if key not in file]:
        raise DataError(f"{name}: '{missing[0]}' is missing: make the file with scripts/train_agreements.py")
    if unknown := sorted(set(file) - {*_KEYS}):
        raise DataError(f"{name}: nobody reads '{unknown[0]}': take it out")
    table = file["weights"]
    if not isinstance(table, Mapping) or not table:
        raise DataError(f"{name}: 'weights' is no table of signs: write [weights] and a sign with its weight a line")
    numbers = {sign: _number(weight, f"weights.'{sign}'", name) for sign, weight in table.items()}
    return Weights(numbers, _number(file["all"], "all", name), _number(file["threshold"], "threshold", name))


def _number(value: object, key: str, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise DataError(f"{name}: {key} is {value!r}, and a finite number is expected, such as 0.25")
    return float(value)
