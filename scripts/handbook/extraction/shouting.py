"""Capitals that say nothing: names that a dateline has in capitals, in ordinary letters (Москва for МОСКВА), and headings."""

from __future__ import annotations

import re
from functools import lru_cache

from handbook.extraction.naming_words import Naming
from handbook.extraction.places import iso_code, places
from handbook.extraction.runs import Token
from handbook.folding import WORD, fold

#: Shorter ones in capitals are abbreviations: USA, UAE.
_SHORTEST = 4


def spoken(surface: str, ner: str, language: str) -> str:
    """The name of a place or person in ordinary letters if it is in capitals; other names as they are."""
    if ner not in ("GPE", "PER") or not surface.isupper() or len(surface) < _SHORTEST or iso_code(surface, language):
        return surface
    if ner == "GPE" and (listed_name := _by_capitals(language).get(surface)):
        return listed_name
    return WORD.sub(lambda word: word[0].capitalize(), surface)


@lru_cache(maxsize=16)
def _by_capitals(language: str) -> dict[str, str]:
    return {name.upper(): name for name in places(language)}


#: The fewest words of four letters or more that make a line in which all have capitals a heading: fewer may be a name.
_HEADING = 5
#: The most words of a heading; a longer line without a mark is a list, or a sentence that was cut.
_LONGEST_HEADING = 12


def is_heading(text: str, tokens: list[Token], of: Naming) -> bool:
    """Whether a line is a heading whose words have capitals whatever they are: Sample's Security Concerns Drive Foreign Engagement."""
    words = [t[0] for t in tokens]
    if len(words) > _LONGEST_HEADING or re.search(r"[.,:;!?…»”\"()]", text):
        return False
    long = [word for word in words if len(word) > 3]
    # Names of people and of bodies may stand in a line of their own.
    named = any(fold(w) in of.given or fold(w) in of.organisations or of.is_title(w) for w in words)
    return len(long) >= _HEADING and all(word[0].isupper() for word in long) and not named
