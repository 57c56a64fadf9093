"""Whose name it is: that of a registered entry, or of somebody else with the same family name, of a state with a longer one."""

from __future__ import annotations

from difflib import SequenceMatcher

from handbook.extraction.across import roman
from handbook.extraction.naming_words import naming
from handbook.extraction.places import iso_code
from handbook.extraction.spans import Named
from handbook.folding import WORD, fold
from handbook.model import Actor, Entry

#: From how alike on two given names may be one in two spellings: Yevgeny, Evgueni.
_ALIKE = 0.6


def is_another_person(named: Named, entry: Entry, language: str) -> bool:
    """Whether a family name stands behind a given name that its registered bearer has in no form of his names, or an adjective is of another state.

    South African is of South Africa and not of Africa.
    """
    first, _, last = named.surface.partition(" ")
    if named.ner == "NORP" and last:
        own_code = entry.iso if isinstance(entry, Actor) else None
        return iso_code(named.surface, language) not in ("", own_code)
    if named.ner != "PER" or not last or named.form == "nominal" or fold(first) not in naming(language).given:
        return False
    bearer_words = {roman(word) for name in (entry.name, *(n.text for n in entry.names)) for word in WORD.findall(name)}
    return not any(SequenceMatcher(None, roman(first), word).ratio() >= _ALIKE for word in bearer_words)
