"""A run of capitalised words in its paragraph, and what a rule says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from handbook.extraction.runs import Token, starts_sentence
from handbook.extraction.words import SAID
from handbook.folding import fold

#: Type, confidence and evidence.
Verdict = tuple[str, float, str]
#: The verdict on a run that is no name.
NO_NAME: Verdict = ("", 0.0, "")


@dataclass(frozen=True)
class Run:
    """A run in its paragraph: its tokens, whether an office goes before it, the folded last words of people named elsewhere."""

    text: str
    group: list[Token]
    titled: bool
    known: frozenset[str]
    #: Folded words that the article has in small letters.
    ordinary: frozenset[str]

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
        """Its words, folded."""
        return [fold(t[0]) for t in self.group]

    @cached_property
    def first(self) -> bool:
        """Whether it begins a sentence, where any word has a capital."""
        return starts_sentence(self.text, self.start)

    @cached_property
    def said(self) -> bool:
        """Whether a verb of saying stands beside it."""
        after = re.match(rf"(?:,[^,.]{{0,60}},)?\s+{SAID}\b", self.text[self.end : self.end + 90])
        return bool(after or re.search(rf"{SAID}\s+(?:\w+\s+){{0,3}}$", self.before(60)))

    def before(self, most: int) -> str:
        """The text before it, ``most`` characters at most."""
        return self.text[max(0, self.start - most) : self.start]
