"""Names of places and people that a dateline or headline has in capitals, in ordinary letters: Москва for МОСКВА."""

from __future__ import annotations

from functools import lru_cache

from handbook.extraction.places import iso_code, places
from handbook.folding import WORD

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
