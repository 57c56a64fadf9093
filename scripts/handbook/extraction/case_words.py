"""The words and endings that show the case of a name, which are data (``names.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from handbook.extraction.languages.data import Folded, Table, Words, load

#: The number of a case; the nominative comes first in each row of endings.
Case = int
NOMINATIVE: Case = 0


@dataclass(frozen=True)
class Cases:
    """The words and endings that show the case of a name in a language."""

    TABLE: ClassVar[str] = "names.cases"
    language: str
    #: Cases by the prepositions before a name: "1" = "из | от".
    prepositions: Table
    #: Endings that nominatives do not usually have, those of names without forms, and those of names that rarely have none.
    oblique: Words
    fixed: Words
    rarely_fixed: Words
    #: Given names of men with endings typical of women's, and the endings of women's given names.
    men: Folded
    women: Folded
    #: The nominative ending of an adjective by the ending of its noun: "ая" = "а | я"; other nouns take the next two fields.
    adjective_of: Table
    plain_adjective: Words
    #: Letters after which that ending of the adjective is different: русский, новый.
    soft: Words
    #: First letters of endings that never follow those letters.
    hard: Words
    soft_adjective: Words

    @cached_property
    def cases_before(self) -> Mapping[str, tuple[Case, ...]]:
        before: dict[str, tuple[Case, ...]] = {}
        for preposition, cases in self.prepositions.items():
            before[preposition] = tuple(map(int, cases.split()))
        return before


@cache
def cases(language: str) -> Cases:
    return load(Cases, language)
