"""Whose family name it is: that of a registered person, or of somebody else with the same one."""

from __future__ import annotations

from difflib import SequenceMatcher

from handbook.extraction.across import roman
from handbook.extraction.naming_words import naming
from handbook.extraction.spans import Named
from handbook.folding import WORD, fold
from handbook.model import Entry

#: From how alike on two given names may be one in two spellings: Yevgeny, Evgueni.
_ALIKE = 0.6


def is_another_person(named: Named, entry: Entry, language: str) -> bool:
    """Whether a family name stands behind a given name that its registered bearer has in no form of his names."""
    first, _, last = named.surface.partition(" ")
    if named.ner != "PER" or not last or named.form == "nominal" or fold(first) not in naming(language).given:
        return False
    bearer_words = {roman(word) for name in (entry.name, *(n.text for n in entry.names)) for word in WORD.findall(name)}
    return not any(SequenceMatcher(None, roman(first), word).ratio() >= _ALIKE for word in bearer_words)
