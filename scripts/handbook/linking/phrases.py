"""Find where the phrase of a ruling stands in a text, in time that grows only as fast as the text.

``…`` in a phrase stands for any words of one sentence.  With one regular expression, two of them took
seconds in a paragraph of some hundred words, and three never ended.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

#: The longest text that ``…`` may stand for, in characters.
GAP = 1000
_STOP = re.compile(r"[.\n]")


def places(phrase: str, text: str) -> list[tuple[int, int]]:
    """The spans of a phrase, from left to right, none inside another; each is the shortest from its beginning."""
    parts = [words for part in phrase.split("…") if (words := part.split())]
    if not parts:
        return []
    stops = [stop.start() for stop in _STOP.finditer(text)] if len(parts) > 1 else []
    ends: dict[int, int] = {}
    for number in range(len(parts) - 1, -1, -1):
        starts = _occurrences(parts[number], text, at_start=number == 0, at_end=number == len(parts) - 1)
        if number < len(parts) - 1:
            later = sorted(ends)
            starts = {
                start: reached for start, end in starts.items() if (reached := _reached(text, number > 0, end, later, ends, stops)) is not None
            }  # fmt: skip
        ends = starts
    spans: list[tuple[int, int]] = []
    for start in sorted(ends):
        if not spans or start >= spans[-1][1]:
            spans.append((start, ends[start]))
    return spans


def _occurrences(words: Sequence[str], text: str, at_start: bool, at_end: bool) -> dict[int, int]:
    """Ends of the words' occurrences, by their starts; the first words begin at a word boundary, the last end at one."""
    spaced = r"\s+".join(map(re.escape, words))
    pattern = re.compile((r"(?<!\w)" if at_start else "") + f"(?=({spaced})" + (r"(?!\w)" if at_end else "") + ")")
    return {match.start(): match.end(1) for match in pattern.finditer(text)}


def _reached(
    text: str, inner: bool, end: int, later: Sequence[int], ends: dict[int, int], stops: Sequence[int]
) -> int | None:
    """The end of the nearest later part, if only words of one sentence are in between; farther parts need not be tried."""
    index = bisect_left(later, end)
    if index == len(later):
        return None
    low, high = end, later[index]
    # Blanks beside a part may be line ends.
    while inner and low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    if high - low > GAP:
        return None
    stop = bisect_left(stops, low)
    return None if stop < len(stops) and stops[stop] < high else ends[later[index]]
