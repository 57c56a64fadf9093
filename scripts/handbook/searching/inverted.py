"""The inverted index: for each key the documents that contain it; made anew, or updated where documents differ.

Stored for the next run are the inputs of the weights, and each key's postings as they are written.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import sub
from typing import NamedTuple

from handbook.searching.index import Indexed
from handbook.searching.weights import Lengths, Share, packed, rarity, rounded_up, shares

#: Characters of a piece of the index.
PIECE = 6_000


#: The postings of a key: arrays of document numbers, strengths and bits (one byte each), as bytes, and the text to write.
#: A plain tuple, since there is one for each word of the handbook, and all are stored, and read at each edit.
Postings = tuple[bytes, bytes, bytes, str]


class Edited(NamedTuple):
    """A document before and now, and its number."""

    number: int
    before: Indexed
    after: Indexed


@dataclass
class Inverted:
    """An index of ``documents`` documents, and the lengths of their fields."""

    documents: int = 0
    lengths: Lengths = field(default_factory=Lengths)
    keys: dict[str, Postings] = field(default_factory=dict)

    def update(self, edited: Iterable[Edited]) -> bool:
        """Update the index if only some of its documents differ; False if all of it must be made again."""
        edited = list(edited)
        before = self.lengths.averages()
        self.lengths.add((edit.before for edit in edited), -1)
        self.lengths.add(edit.after for edit in edited)
        averages = self.lengths.averages()
        if averages != before:
            return False
        changes: dict[str, dict[int, Share | None]] = {}
        for number, old_document, after in edited:
            old, new = shares(old_document, averages), shares(after, averages)
            for key in old.keys() | new.keys():
                if old.get(key) != new.get(key):
                    changes.setdefault(key, {})[number] = new.get(key)
        for key, by_number in changes.items():
            self._change(key, by_number)
        return True

    def _change(self, key: str, by_number: Mapping[int, Share | None]) -> None:
        postings = self.keys.get(key, (b"", b"", b"", ""))
        numbers, strengths, bits = array("I", postings[0]), array("d", postings[1]), bytearray(postings[2])
        for number, share in by_number.items():
            index = bisect_left(numbers, number)
            if index < len(numbers) and numbers[index] == number:
                del numbers[index], strengths[index], bits[index]
            if share is not None:
                strength, its_bits = share
                numbers.insert(index, number)
                strengths.insert(index, strength)
                bits.insert(index, its_bits)
        if numbers:
            self.keys[key] = _postings(key, numbers, strengths, bits, self.documents)
        else:
            self.keys.pop(key, None)

    def pieces(self) -> Iterator[list[str]]:
        """The keys in order, cut into pieces of about ``PIECE`` characters."""
        piece: list[str] = []
        size = 0
        for key in sorted(self.keys):
            # The size as written: the key, and about six characters for each document.
            weight = len(key) + 5 + 6 * len(self.keys[key][2])
            if size and size + weight > PIECE:
                yield piece
                piece = []
                size = 0
            piece.append(key)
            size += weight
        yield piece

    def text(self, piece: Iterable[str]) -> str:
        """The postings of some keys, as JSON."""
        quoted = json.encoder.encode_basestring
        return "{" + ",".join([f"{quoted(key)}:{self.keys[key][3]}" for key in piece]) + "}"


def inverted(documents: Sequence[Indexed]) -> Inverted:
    """The index of documents, which are numbered in this order."""
    index = Inverted(len(documents))
    index.lengths.add(documents)
    averages = index.lengths.averages()
    postings: dict[str, list[tuple[int, Share]]] = {}
    postings_of = postings.get
    for number, document in enumerate(documents):
        for key, share in shares(document, averages).items():
            shares_of_key = postings_of(key)
            if shares_of_key is None:
                postings[key] = [(number, share)]
            else:
                shares_of_key.append((number, share))
    for key, rows in postings.items():
        numbers = array("I", [number for number, _share in rows])
        strengths = array("d", [share[0] for _number, share in rows])
        bits = bytearray([share[1] for _number, share in rows])
        index.keys[key] = _postings(key, numbers, strengths, bits, index.documents)
    return index


def _postings(key: str, numbers: array[int], strengths: array[float], bits: bytearray, documents: int) -> Postings:
    """Postings as stored and as written: a flat list in which each document is given by its distance from the one before."""
    weights = packed(key, strengths, bits, rarity(rounded_up(documents), len(numbers)))
    distances = map(sub, numbers, chain((0,), numbers))
    text = ",".join([f"{distance},{weight}" for distance, weight in zip(distances, weights, strict=True)])
    return numbers.tobytes(), strengths.tobytes(), bytes(bits), f"[{text}]"
