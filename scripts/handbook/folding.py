"""Folding of text for comparison: accents, case, quotes, hyphens and spaces.

``handbook check --originals`` compares texts under exactly this normalisation,
which builds on Unicode NFKC.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import filterfalse

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'") | dict.fromkeys(
    map(ord, "\u201c\u201d\u00ab\u00bb"), '"'
)
#: Letters that NFKD does not decompose, but that readers type in plain letters.
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ё": "е"}
)
WORD = re.compile(r"\w+")
#: Letters that a pattern which ignores case takes for i, s and letters of Cyrillic, though no small letters of theirs are.
_TAKEN_FOR_OTHERS = re.compile("[İıſ\u1c80-\u1c86]")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without accents and case: ``Zoë`` becomes ``zoe``."""
    decomposed = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return (decomposed if decomposed.isascii() else "".join(filterfalse(unicodedata.combining, decomposed))).casefold()


def name_words(name: str) -> list[str]:
    """The folded words of a name."""
    return [fold(w) for w in WORD.findall(name)]


def plain(text: str) -> str:
    """A text in NFKC, with plain hyphens and quotation marks and single spaces."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES)
    return re.sub(r"\s+", " ", text).strip()


def words(text: str) -> list[str]:
    """The folded words of a text, in order, without a possessive 's."""
    if text.isascii() and "'" not in text and "`" not in text:
        return WORD.findall(text.lower())
    return [fold(w) for w in WORD.findall(re.sub(r"'s\b", "", plain(text)))]


def contains(text: list[str], phrase: list[str]) -> bool:
    """Whether the words of a phrase stand in a row in a text."""
    return any(text[i : i + len(phrase)] == phrase for i in range(len(text) - len(phrase) + 1))


def matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that ignores case, whose words in small letters are those of the pattern: "fıve" is no five."""
    return (match for match in pattern.finditer(text) if not _TAKEN_FOR_OTHERS.search(match[0]))
