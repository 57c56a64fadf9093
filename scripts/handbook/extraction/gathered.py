"""Names of people and towns gathered by ``scripts/gather_names.py``, which texts use without saying what they denote."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import Lines, Words, load, read

#: The languages that share one list: those written in Latin letters.
_SHARED = "latin"


@dataclass(frozen=True)
class GatheredNames:
    """Given and family names, folded, and towns as written; all empty for a language without a list."""

    TABLE: ClassVar[str] = "gathered.gathered"
    language: str
    given: Words
    family: Words
    #: Family names that are ordinary words too.
    family_words: Words
    towns: Lines


@cache
def gathered(language: str) -> GatheredNames:
    """The gathered names that texts in a language may have."""
    return _list(_SHARED if _SHARED in (language, *read(language, "names").get("also", ())) else language)


@cache
def _list(name: str) -> GatheredNames:
    """A list, kept once however many languages share it."""
    return load(GatheredNames, name)
