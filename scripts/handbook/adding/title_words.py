"""Titles before the names of people; their words are data (``speaking.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from handbook.extraction.languages.data import Folded, Pattern, Source, Words, any_of, load
from handbook.folding import name_words

#: The most characters before a name in which its title stands, and those of a word before the title.
_BEFORE, _WORD = 100, 7


@dataclass(frozen=True)
class TitleWords:
    """The words of titles in a language."""

    TABLE: ClassVar[str] = "speaking.titles"
    language: str
    #: The nouns of titles, and the words of ranks.
    heads: Words
    ranks: Words
    #: With one of these a title is another office: a deputy minister is no minister.
    second: Folded
    #: Words that say nothing when titles are compared.
    small: Folded
    #: Between a title and the office's field, and between two words of a field.
    field: Source
    joint: Source
    #: Before an office that is over.
    over: Pattern

    @cached_property
    def _title(self) -> re.Pattern[str]:
        head = rf"(?:[A-Z][\w-]+[^\S\n]+){{0,3}}(?:[A-Z][a-z]+-)?(?:{any_of(self.heads)})"
        of = rf"(?:\s+{self.field}[A-Z][\w-]+(?:(?:{self.joint}|\s)[A-Z][\w-]+){{0,4}}\s?)?"
        return re.compile(rf"(?P<title>{head}{of})[\s,]*$")

    def before(self, text: str, at: int) -> str:
        """The title with which the text before a name at a place ends; empty if there is none, or if the office is over."""
        lead = text[max(0, at - _BEFORE) : at]
        title = self._title.search(lead)
        if title is None or self.over.search(lead, max(0, title.start() - _WORD)):
            return ""
        return " ".join(title["title"].split())

    def is_rank(self, title: str) -> bool:
        """Whether a title is one of ranks alone."""
        return set(title.split()) <= self.ranks

    def alike(self, one: str, other: str) -> bool:
        """Whether two titles can be of the same office."""
        a, b = (set(name_words(title)) - self.small for title in (one, other))
        return bool(a) and a & self.second == b & self.second and (a <= b or b <= a or len(a & b) >= 2)


@cache
def title_words(language: str) -> TitleWords:
    return load(TitleWords, language)
