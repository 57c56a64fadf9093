"""Find capitalised words in the handbook's own digests that no entry explains.

The editors write the digests, so a name in them that the registry does not know is either a missing
entry or a spelling mistake; the few capitalised words that are not names are in
``seeds/vocabulary.txt``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from handbook.folding import WORD

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
CALENDAR = frozenset((*MONTHS, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))


def unknown_names(text: str, covered: Iterable[tuple[int, int]], vocabulary: frozenset[str]) -> list[tuple[int, str]]:
    """Runs of capitalised words outside ``covered`` spans: (offset, run).

    A capital at the start of a sentence or a quotation proves nothing, so such a word counts only if
    another capitalised word follows it.
    """
    spans = union(covered)
    runs: list[list[re.Match[str]]] = []
    for token in WORD.finditer(text):
        word = token[0]
        index = bisect_right(spans, (token.start(), len(text))) - 1
        inside = index >= 0 and token.start() < spans[index][1]
        if inside or not word[:1].isupper() or word in CALENDAR or word in vocabulary:
            continue
        if runs and text[runs[-1][-1].end() : token.start()] in (" ", "-"):
            runs[-1].append(token)
        else:
            runs.append([token])
    unknown = []
    for run in runs:
        if _starts_sentence(text, run[0].start()):
            run = run[1:]
        if run:
            unknown.append((run[0].start(), text[run[0].start() : run[-1].end()]))
    return unknown


def union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, with overlapping ones merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _starts_sentence(text: str, start: int) -> bool:
    # A longer run of signs between two words is no sentence boundary.
    preceding = text[max(0, start - 60) : start]
    before = preceding.rstrip(" \"“‘'«([")
    return not before or before[-1] in ".:!?" or (before != preceding.rstrip() and preceding.rstrip()[-1:] in "\"“‘'«")
