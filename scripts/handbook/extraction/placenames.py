"""States, regions, cities and bodies that texts name without saying what they are, as data; CLDR adds names of states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.extraction.languages.data import NOTHING, Codes, Flag, Lines, Pattern, Table, Words, load, read


@dataclass(frozen=True)
class Places:
    """The names of places in a language."""

    TABLE: ClassVar[str] = "places.places"
    language: str
    #: ISO codes of states by names that CLDR does not have.
    states: Codes
    #: ISO codes by adjectives, or by stems that take any of the endings; adjectives that belong to no state.
    adjectives: Table
    endings: Words
    more_adjectives: Lines
    #: Stems that are not adjectives when capitalised.
    small_only: Words
    #: Suffixes that turn a name into an adjective, and an adjective into a plural, by the last letter.
    adjective_of: Codes
    plural_of: Codes
    #: Peoples without a state; regions, disputed lands, cities, bodies and news agencies.
    peoples: Lines
    regions: Lines
    disputed: Lines
    cities: Lines
    agencies: Lines
    more_agencies: Lines
    seas: Lines
    #: Whether CLDR's names of cities are used in this language.
    cldr_cities: Flag
    #: The style of a state, before or after its name.
    style: Pattern
    part: Pattern
    kind_of_adjective: Pattern
    kind_before: Pattern
    kind_behind: Pattern
    water: Pattern


@cache
def placenames(language: str) -> Places:
    return load(Places, language)


def borrowed(language: str) -> tuple[str, ...]:
    """A language, and the languages whose names of places its texts use too."""
    return tuple(dict.fromkeys((language, *read(language, "places").get("also", ()))))


@cache
def stems(language: str) -> str:
    """The adjectives of states with the endings they have in French names of bodies, as an expression: Banque italienne."""
    of = placenames(language)
    words = sorted({*of.adjectives, *of.more_adjectives}, key=len, reverse=True)
    return "|".join(stem + "(?:e|ne)?" for stem in words) if of.endings else NOTHING
