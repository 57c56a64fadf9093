"""Numbers in words, English and French: one to a hundred, and what is counted in dozens."""

from __future__ import annotations

import re
from collections.abc import Iterable

_EN = (
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
)  # fmt: skip
_EN_TENS = {
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
}
_FR = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}


def _english() -> dict[str, int]:
    made = {word: n for n, word in enumerate(_EN, 1)}
    for ten, word in _EN_TENS.items():
        made[word] = ten
        made |= {f"{word}-{unit}": ten + n for n, unit in enumerate(_EN[:9], 1)}
    return made | {"hundred": 100}


def _french() -> dict[str, int]:
    made = {word: n for n, word in enumerate(_FR, 1)} | {"une": 1}
    for ten, word in _FR_TENS.items():
        made[word] = ten
        made |= {f"{word}-{unit}": ten + n for n, unit in enumerate(_FR[:9], 1)}
        made |= {f"{word}{joint}un": ten + 1 for joint in ("-et-", " et ")}
    made |= {f"soixante-{unit}": 60 + n for n, unit in enumerate(_FR, 1) if n >= 10}
    made |= {"soixante et onze": 71, "soixante-et-onze": 71, "quatre-vingts": 80, "quatre-vingt": 80}
    made |= {f"quatre-vingt-{unit}": 80 + n for n, unit in enumerate(_FR, 1)}
    return made | {"cent": 100}


def pattern_of(words: Iterable[str]) -> str:
    """Any of the words, longest first, as a regular expression that shares beginnings: a word of a text is tried against few."""
    by_first: dict[str, list[str]] = {}
    for word in words:
        first, joint, rest = re.split(r"(-| )", word, maxsplit=1) if re.search(r"[- ]", word) else (word, "", "")
        by_first.setdefault(first, []).append(joint + rest)
    made = []
    for first in sorted(by_first, key=len, reverse=True):
        rests = sorted(by_first[first], key=len, reverse=True)
        more = "|".join(re.escape(rest) for rest in rests if rest)
        made.append(re.escape(first) + (f"(?:{more}){'?' if '' in rests else ''}" if more else ""))
    return "|".join(made)


ENGLISH = _english()
FRENCH = _french()
#: About as many: une dizaine, a dozen.
ROUND = {
    "dozen": 12, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "millier": 1000,
}  # fmt: skip
