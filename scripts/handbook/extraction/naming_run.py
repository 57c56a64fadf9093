"""A run of capitalised words in its paragraph, and the verdict of a rule on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from handbook.extraction.inflection import keys
from handbook.extraction.languages.data import read
from handbook.extraction.naming_words import Naming, naming
from handbook.extraction.runs import Token, starts_sentence
from handbook.folding import fold

#: Type, confidence and evidence.
Verdict = tuple[str, float, str]
#: The verdict on a run that is no name.
NO_NAME: Verdict = ("", 0.0, "")


@dataclass(frozen=True)
class Run:
    """A run in its paragraph: its tokens, whether an office precedes it, and the folded last words of people named elsewhere."""

    text: str
    group: list[Token]
    titled: bool
    known_last_names: frozenset[str]
    #: Folded words that the article has in small letters.
    ordinary: frozenset[str]
    #: The words of its language.
    of: Naming

    @cached_property
    def start(self) -> int:
        return self.group[0].start()

    @cached_property
    def end(self) -> int:
        return self.group[-1].end()

    @cached_property
    def surface(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def words(self) -> list[str]:
        """The words of the run, folded."""
        return [fold(t[0]) for t in self.group]

    @cached_property
    def is_known(self) -> bool:
        """Whether its last word is the last name, in any form, of a person whom the article names in full."""
        return not self.known_last_names.isdisjoint(keys(self.group[-1][0], self.of.language))

    @cached_property
    def in_own_letters(self) -> bool:
        """Whether it has a letter of its language's alphabet, if the language has its own."""
        letters = read(self.of.language, "names").get("letters", "")
        return not letters or not set(letters).isdisjoint(self.surface.lower())

    @cached_property
    def first(self) -> bool:
        """Whether it begins a sentence, where any word has a capital."""
        return starts_sentence(self.text, self.start)

    @cached_property
    def beside_saying(self) -> bool:
        """Whether a verb of saying stands beside it."""
        after = said_behind(self.of.language).match(self.text, self.end, self.end + 90)
        return bool(after or _said_before(self.of.language).search(self.before(60)))

    def before(self, limit: int) -> str:
        """The text before it, at most ``limit`` characters."""
        return self.text[max(0, self.start - limit) : self.start]


@cache
def said_behind(language: str) -> re.Pattern[str]:
    """A verb of saying right after a name."""
    return re.compile(rf"(?:,[^,.]{{0,60}},)?\s+(?:{naming(language).said.pattern})\b")


@cache
def _said_before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{naming(language).said.pattern})\s+(?:\w+\s+){{0,3}}$")
