"""The sentences of a paragraph that may be about an agreement: the actors named in each, and its words without names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from handbook.extraction.agreement_words import Agreeing, agreeing
from handbook.extraction.spans import Named, sentences

#: How many letters distinguish one state from another: Malaysia, Malaysian.
_STEM = 4
#: The types of names that are actors of agreements.
_ACTORS = ("GPE", "NORP", "ORG")


@dataclass(frozen=True)
class Sentence:
    """A sentence with the names in it; ``start`` is its first character in the paragraph."""

    text: str
    start: int
    named: Sequence[Named]
    #: Whether an actor was named before the sentence.
    actor_before: bool
    language: str

    @property
    def end(self) -> int:
        return self.start + len(self.text.rstrip())

    @property
    def words(self) -> Agreeing:
        return agreeing(self.language)

    @cached_property
    def actors(self) -> list[Named]:
        return [n for n in self.named if n.ner in _ACTORS]

    @cached_property
    def bare(self) -> str:
        """The sentence with people and bodies blanked out: "World Trade Organization" must not count as trade."""
        plain = list(self.text)
        for n in self.named:
            within = n.end <= self.start + len(self.text)
            if within and n.ner in ("ORG", "PER") and not self.words.paper_name.search(n.surface):
                plain[n.start - self.start : n.end - self.start] = " " * (n.end - n.start)
        return "".join(plain)

    @cached_property
    def objects(self) -> list[tuple[int, int]]:
        """The places of possible objects of an agreement."""
        return [m.span() for m in self.words.agreed_on.finditer(self.text)]

    @cached_property
    def first_actor_at(self) -> int:
        """Where the first actor stands; the length of the sentence if it has none."""
        return min((n.start - self.start for n in self.actors), default=len(self.text))

    @cached_property
    def states(self) -> frozenset[str]:
        """The first letters of the names of states and peoples in the sentence."""
        return frozenset(n.surface.lower()[:_STEM] for n in self.named if n.ner in ("GPE", "NORP"))

    @property
    def refers(self) -> bool:
        """Whether it refers to actors named before it: through a person, their paper, or delivered goods."""
        return self.actor_before and (
            any(n.ner == "PER" for n in self.named)
            or self.words.reference.search(self.text) is not None
            or self.words.goods.search(self.text) is not None
        )


def parted(text: str, named: Sequence[Named], before: bool, language: str) -> Iterator[Sentence]:
    """The sentences of a paragraph in order; ``before`` says whether an actor was named in an earlier paragraph."""
    text = text.translate(agreeing(language).spelling)
    ordered = sorted(named, key=_start)
    actor_before = before
    for start, end in sentences(text, language):
        inside = ordered[bisect_left(ordered, start, key=_start) : bisect_left(ordered, end, key=_start)]
        sentence = Sentence(text[start:end], start, inside, actor_before, language)
        actor_before = actor_before or bool(sentence.actors)
        yield sentence


def _start(name: Named) -> int:
    return name.start
