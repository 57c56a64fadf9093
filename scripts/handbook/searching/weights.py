"""How much a key counts in a document: BM25F, computed here; a browser only adds weights up.

What a document gives depends on others by few and round numbers, of how many there are and how long their fields are,
so that an edit of one leaves the weights of the others as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, frexp, ldexp, log, log2

from handbook.searching.index import Indexed

#: How much a word counts by the field in which it stands, and how much the length of that field matters (0 to 1).
WEIGHTS: dict[str, tuple[float, float]] = {
    "name": (10, 0.5), "office": (7, 0.3), "title": (6, 0.3), "label": (5, 0.0), "gloss": (4, 0.5), "lead": (3, 0.5),
    "year": (3, 0.0), "claim": (1.5, 0.5), "evidence": (0.4, 0.5), "passage": (4, 0.6),
}  # fmt: skip
#: Fields of few words: when all words of a query stand in one of them, the document is about just that.
#: Each has a bit, by which its postings say that a key stands in it.
TELLING = {"name": 1, "title": 1, "office": 2, "gloss": 4, "label": 8, "year": 8}
BITS = 16
SATURATION = 4.0
SCALE = 20
#: What the key of a whole name begins with: it counts the same wherever it stands.
WHOLE_NAME = "="


#: What a document gives to a key: a number from 0 to about 1, and the bits of the telling fields in which it stands.
#: A plain pair, because there are more of these than of anything else in an index.
Share = tuple[float, int]


@dataclass
class Lengths:
    """How many words of each field there are in all documents together, and how many documents have the field."""

    words: dict[str, int] = field(default_factory=dict)
    having: dict[str, int] = field(default_factory=dict)

    def add(self, documents: Iterable[Indexed], sign: int = 1) -> None:
        """Count some documents in, or with ``sign`` -1 out."""
        for document in documents:
            for name, keys in document.counts.items():
                self.words[name] = self.words.get(name, 0) + sign * sum(keys.values())
                self.having[name] = self.having.get(name, 0) + sign

    def averages(self) -> dict[str, float]:
        """The average length of each field, in round numbers."""
        return {name: _rounded(self.words[name] / number) for name, number in self.having.items() if number}


def _rounded(value: float) -> float:
    """A number that is off by an eighth at most, and seldom another when the exact one is."""
    mantissa, exponent = frexp(value)
    return ldexp(round(mantissa * 8) / 8, exponent)


def rounded_up(number: int) -> int:
    """A number of documents that is a fourth too high at most."""
    mantissa, exponent = frexp(number)
    return int(ldexp(ceil(mantissa * 8), exponent - 3)) if exponent > 3 else number


def shares(document: Indexed, averages: Mapping[str, float]) -> dict[str, Share]:
    """What a document gives to each of its keys."""
    sums: dict[str, float] = {}
    bits: dict[str, int] = {}
    sum_of, bits_of = sums.get, bits.get
    for name, keys in document.counts.items():
        boost, normal = WEIGHTS[name]
        relative = sum(keys.values()) / averages[name]
        each, bit = boost / (1 - normal + normal * relative), TELLING.get(name, 0)
        for key, times in keys.items():
            sums[key] = sum_of(key, 0) + each * times
        if bit:
            for key in keys:
                bits[key] = bits_of(key, 0) | bit
    # A little more for a document that is well attested.
    attested = 1 + 0.03 * log2(1 + document.weight)
    by_key = {key: (share / (share + SATURATION) * attested, bits_of(key, 0)) for key, share in sums.items()}
    by_key.update(dict.fromkeys(document.names, (1, 0)))
    return by_key


def packed(key: str, strengths: Iterable[float], bits: Iterable[int], rarity: float) -> list[int]:
    """The weights of a key in documents times ``BITS``, with the bits."""
    if key[0] == WHOLE_NAME:
        return [SCALE * BITS for _ in strengths]
    return [(round(rarity * share) or 1) * BITS + its for share, its in zip(strengths, bits, strict=True)]


def rarity(documents: int, having: int) -> float:
    """More for a rare key: ``having`` of so many ``documents``, in round numbers, have it."""
    return SCALE * log(1 + (documents - having + 0.5) / (having + 0.5))
