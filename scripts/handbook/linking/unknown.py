"""Capitalised words in our own digests that no entry explains.

Digests are ours, so a name in them that the registry does not know is either a
missing entry or a spelling mistake; the few capitalised words that are not
names stand in ``seeds/vocabulary.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from handbook.folding import WORD

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
CALENDAR = frozenset((*MONTHS, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))


def unknown_names(text: str, covered: Iterable[tuple[int, int]], vocabulary: frozenset[str]) -> list[tuple[int, str]]:
    """Runs of capitalised words outside ``covered`` spans: (offset, run).

    A capital at the start of a sentence or a quotation proves nothing, so such
    a word counts only when another capitalised word follows it.
    """
    spans = sorted(covered)
    runs: list[list[re.Match[str]]] = []
    for token in WORD.finditer(text):
        word = token[0]
        inside = any(a <= token.start() < b for a, b in spans)
        if inside or not word[:1].isupper() or word in CALENDAR or word in vocabulary:
            continue
        if runs and text[runs[-1][-1].end() : token.start()] in (" ", "-"):
            runs[-1].append(token)
        else:
            runs.append([token])
    found = []
    for run in runs:
        if _starts_sentence(text, run[0].start()):
            run = run[1:]
        if run:
            found.append((run[0].start(), text[run[0].start() : run[-1].end()]))
    return found


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"“‘'«([")
    return not before or before[-1] in ".:!?" or (before != text[:at].rstrip() and text[:at].rstrip()[-1:] in "\"“‘'«")
