"""Names of people and towns that ``scripts/gather_names.py`` has gathered: what texts name without saying what it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import Lines, Words, load, read

#: The languages that share one list: those written in Latin letters.
_SHARED = "latin"


@dataclass(frozen=True)
class Gathered:
    """Given and family names, folded, and towns as they are written; all empty where a language has no list."""

    TABLE: ClassVar[str] = "gathered.gathered"
    language: str
    given: Words
    family: Words
    #: Family names that are words too.
    family_words: Words
    towns: Lines


@cache
def gathered(language: str) -> Gathered:
    """The gathered names that texts in a language may have."""
    return _list(_SHARED if _SHARED in (language, *read(language, "names").get("also", ())) else language)


@cache
def _list(name: str) -> Gathered:
    """A list, held once however many languages share it."""
    return load(Gathered, name)
