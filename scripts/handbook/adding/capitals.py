"""Capitals that stand for their states: "Paris agreed" is about France, "in Paris" about the town.

Nothing is decided here: a person is asked, and shown the ruling that would say which state is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.languages.data import Cased, Table, load
from handbook.extraction.spans import Named

#: How many characters before and after a name are looked at.
_NEAR = 60


@dataclass(frozen=True)
class Capitals:
    """The ISO codes of states by the names of their capitals, in any language."""

    TABLE: ClassVar[str] = "capitals.capitals"
    language: str
    names: Table


@dataclass(frozen=True)
class Acting:
    """How a language says that a town acts: the verbs after its name, and the words before it that make it only a place."""

    TABLE: ClassVar[str] = "parties.capitals"
    language: str
    acts: Cased
    place: Cased


@dataclass(frozen=True, slots=True)
class ActingCapital:
    """A capital that may stand for a state: its name, the state's id, and the paragraphs in which it acts."""

    surface: str
    state: str
    paragraphs: tuple[int, ...]

    def ruling(self, source: str, paragraph: int) -> str:
        """The ruling that says so for one paragraph, ready to be copied."""
        return (
            f"{{kind: mention, source: {source}, paragraphs: [{paragraph}], text: {self.surface}, entry: {self.state}, "
            "scope: original, date: ..., reason: The capital stands for its state.}"
        )


@cache
def _codes() -> Mapping[str, str]:
    return load(Capitals, "all").names


@cache
def _acting(language: str) -> Acting:
    return load(Acting, language)


def acting_capitals(corpus: Corpus, annotated: Iterable[Annotated], language: str) -> list[ActingCapital]:
    """The capitals that act in an article, if the registry has their states."""
    states = {actor.iso: actor.id for actor in corpus.actors.values() if actor.iso}
    paragraphs_of: dict[tuple[str, str], dict[int, None]] = {}
    for part in annotated:
        for named in part.named:
            state = states.get(_codes().get(named.surface, ""), "")
            if state and named.entry != state and _acts(part.text, named, language):
                paragraphs_of.setdefault((named.surface, state), {})[part.number] = None
    return [ActingCapital(surface, state, tuple(numbers)) for (surface, state), numbers in paragraphs_of.items()]


def notes(capitals: Sequence[ActingCapital], source: str) -> dict[int, list[str]]:
    """The lines to print at each paragraph, by its number."""
    by_number: dict[int, list[str]] = {}
    for capital in capitals:
        for number in capital.paragraphs:
            line = f"uncertain: {capital.surface} acts here: if {capital.state} is meant, rule it: - {capital.ruling(source, number)}"
            by_number.setdefault(number, []).append(line)
    return by_number


def _acts(text: str, named: Named, language: str) -> bool:
    of = _acting(language)
    if of.place.search(text, max(0, named.start - _NEAR), named.start):
        return False
    return of.acts.match(text, named.end, named.end + _NEAR) is not None
