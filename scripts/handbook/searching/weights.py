"""The weight of a key in a document: BM25F, computed here; a browser only adds weights up.

A document's weights depend on the others only through rounded numbers, their count and the average lengths of their
fields, so that an edit of one document leaves the weights of the others unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, frexp, ldexp, log, log2

from handbook.searching.index import Indexed

#: The weight of a word in each field, and how much the length of that field matters (0 to 1).
WEIGHTS: dict[str, tuple[float, float]] = {
    "name": (10, 0.5), "office": (7, 0.3), "title": (6, 0.3), "label": (5, 0.0), "gloss": (4, 0.5), "lead": (3, 0.5),
    "year": (3, 0.0), "claim": (1.5, 0.5), "evidence": (0.4, 0.5), "passage": (4, 0.6),
}  # fmt: skip
#: Fields of few words: if one of them has all words of a query, the document is about just that.
#: Each has a bit, with which postings say that a key stands in it.
SHORT_FIELDS = {"name": 1, "title": 1, "office": 2, "gloss": 4, "label": 8, "year": 8}
BITS = 16
SATURATION = 4.0
SCALE = 20
#: The prefix of the key of a whole name, which has the same weight wherever it stands.
WHOLE_NAME = "="


#: The share of a key in a document: a strength from 0 to about 1, and the bits of the telling fields that contain it.
#: A plain pair, because there are more of these than of anything else in an index.
Share = tuple[float, int]


@dataclass
class Lengths:
    """The total number of words in each field, and the number of documents that have the field."""

    words: dict[str, int] = field(default_factory=dict)
    having: dict[str, int] = field(default_factory=dict)

    def add(self, documents: Iterable[Indexed], sign: int = 1) -> None:
        """Add some documents to the counts, or remove them with ``sign`` -1."""
        for document in documents:
            for name, keys in document.counts.items():
                self.words[name] = self.words.get(name, 0) + sign * sum(keys.values())
                self.having[name] = self.having.get(name, 0) + sign

    def averages(self) -> dict[str, float]:
        """The average length of each field, rounded."""
        return {name: _rounded(self.words[name] / number) for name, number in self.having.items() if number}


def _rounded(value: float) -> float:
    """Round a number by at most an eighth, so that small changes rarely show."""
    mantissa, exponent = frexp(value)
    return ldexp(round(mantissa * 8) / 8, exponent)


def rounded_up(number: int) -> int:
    """Round a number of documents up, by at most a fourth."""
    mantissa, exponent = frexp(number)
    return int(ldexp(ceil(mantissa * 8), exponent - 3)) if exponent > 3 else number


def shares(document: Indexed, averages: Mapping[str, float]) -> dict[str, Share]:
    """The share of each key in a document."""
    sums: dict[str, float] = {}
    bits: dict[str, int] = {}
    sum_of, bits_of = sums.get, bits.get
    for name, keys in document.counts.items():
        boost, normal = WEIGHTS[name]
        relative = sum(keys.values()) / averages[name]
        per_occurrence, bit = boost / (1 - normal + normal * relative), SHORT_FIELDS.get(name, 0)
        for key, times in keys.items():
            sums[key] = sum_of(key, 0) + per_occurrence * times
        if bit:
            for key in keys:
                bits[key] = bits_of(key, 0) | bit
    # A little more for a document that is well attested.
    attested = 1 + 0.03 * log2(1 + document.weight)
    by_key = {key: (share / (share + SATURATION) * attested, bits_of(key, 0)) for key, share in sums.items()}
    by_key.update(dict.fromkeys(document.names, (1, 0)))
    return by_key


def packed(key: str, strengths: Iterable[float], bits: Iterable[int], rarity: float) -> list[int]:
    """The weights of a key in documents times ``BITS``, plus the bits."""
    if key[0] == WHOLE_NAME:
        return [SCALE * BITS for _ in strengths]
    return [(round(rarity * share) or 1) * BITS + bit_mask for share, bit_mask in zip(strengths, bits, strict=True)]


def rarity(documents: int, having: int) -> float:
    """The rarity of a key that ``having`` of ``documents`` documents contain; higher for rare keys."""
    return SCALE * log(1 + (documents - having + 0.5) / (having + 0.5))
