"""Vocabularies: the words that kinds, sectors, stages, relations and roles can be, and how the engine treats each.

The package's words are in ``kinds``.  A handbook that names its own words replaces them; a word that is ``like``
one of the package's behaves like that word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from handbook.citations import ID_PATTERN, record
from handbook.kinds import ActorKind, AgreementKind, EventKind, Sector, Stage
from handbook.settings.words import Texts

#: How far an agreement got, by rank; stages of the same rank are not steps towards each other.
PROGRESS: Mapping[str, int] = {
    Stage.UNKNOWN: 0, Stage.DISCUSSED: 1, Stage.PROPOSED: 1, Stage.PROMISED: 2, Stage.ANNOUNCED: 2, Stage.AGREED: 3,
    Stage.SIGNED: 4, Stage.RATIFIED: 5, Stage.FUNDED: 6, Stage.IN_FORCE: 6, Stage.DELIVERED: 7,
}  # fmt: skip
#: Stages that end an agreement.
ENDS = frozenset((Stage.SUSPENDED, Stage.ENDED, Stage.DENOUNCED, Stage.UNHEEDED))
#: Stages that are only talk.
TALK = frozenset((Stage.DISCUSSED, Stage.PROPOSED))

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


@record
class Word:
    """A word of a vocabulary: its label, and the word of the package that it behaves like."""

    #: The label on pages; a word of the package has one already.
    label: Texts = ()
    #: The word of the package that it behaves like: a kind of actor like `state` is on the map.
    like: Annotated[str, Field(max_length=80)] = ""
    #: Its colour in pictures, as #rrggbb.
    colour: Colour | None = None


@record
class StageWord(Word):
    """A stage in the life of an agreement: how far it is, or that it is an end."""

    #: How far along it is, 0 to 99; stages with the same number are not steps towards each other.
    progress: Annotated[int, Field(ge=0, le=99)] | None = None
    #: Whether it ends the agreement.
    end: bool | None = None
    #: Whether it is only talk, which takes nothing back.
    talk: bool | None = None


def _pattern(value: Any) -> Any:
    """The words of a table, each checked to be an id, since keys have no field.

    Raises:
        ValueError: a word is not an id.
    """
    for word in value if isinstance(value, dict) else ():
        if not re.fullmatch(ID_PATTERN, str(word)):
            raise ValueError(f"'{word}' is no word: small letters, digits and single hyphens, such as space-agency")
    return value


Words = Annotated[dict[str, Word], BeforeValidator(_pattern)]
StageWords = Annotated[dict[str, StageWord], BeforeValidator(_pattern)]


@record
class Tables:
    """The vocabularies that a handbook names itself; one that it leaves out is that of the package."""

    #: Kinds of actors.
    actors: Words | None = None
    #: Kinds of agreements.
    agreements: Words | None = None
    #: Kinds of events.
    events: Words | None = None
    #: Sectors of agreements.
    sectors: Words | None = None
    #: Stages of agreements, on two axes: progress and end.
    stages: StageWords | None = None
    #: Words for relations between entries; without this table any word may be used.
    relations: Words | None = None
    #: Parts that actors have in agreements and events; without this table any word may be used.
    roles: Words | None = None


Labels = Annotated[dict[str, Texts], WithJsonSchema({"type": "object"}, mode="validation")]


@record
class LabelTables:
    """Labels in the place of those of the package, by word."""

    #: Labels of kinds of actors.
    actors: Labels | None = None
    #: Labels of kinds of agreements.
    agreements: Labels | None = None
    #: Labels of kinds of events.
    events: Labels | None = None
    #: Labels of sectors.
    sectors: Labels | None = None
    #: Labels of stages.
    stages: Labels | None = None


#: The words of the package, by vocabulary.
PACKAGE: Mapping[str, tuple[str, ...]] = {
    "actors": tuple(ActorKind), "agreements": tuple(AgreementKind), "events": tuple(EventKind),
    "sectors": tuple(Sector), "stages": tuple(Stage),
}  # fmt: skip
#: Vocabularies that are open unless a handbook closes them.
OPEN = ("relations", "roles")


class Vocabularies:
    """The words in force, by vocabulary."""

    def __init__(self, tables: Tables | None = None, labels: LabelTables | None = None) -> None:
        self._tables, self._labels = tables or Tables(), labels or LabelTables()
        # Pages ask for words thousands of times: the tables are made once.
        self._in_force_tables = {name: self._in_force(name) for name in TABLES}
        self._package_words = {name: dict(self._pairs_of_package(name)) for name in PACKAGE}

    def _pairs_of_package(self, name: str) -> Iterator[tuple[str, str]]:
        for word, word_settings in self._in_force_tables[name].items():
            yield word, str(word_settings.like or (word if word in PACKAGE[name] else ""))

    def _in_force(self, name: str) -> Mapping[str, Word]:
        table: Mapping[str, Word] | None = getattr(self._tables, name)
        return table if table is not None else {str(word): Word() for word in PACKAGE.get(name, ())}

    def closed(self, name: str) -> bool:
        """Whether only the words of a vocabulary may be used."""
        return name not in OPEN or getattr(self._tables, name) is not None

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a vocabulary, in their order."""
        return tuple(self._in_force_tables[name])

    def word(self, name: str, word: str) -> Word:
        """The settings of a word; the defaults for an unknown word."""
        return self._in_force_tables[name].get(word, _NO_SETTINGS)

    def label(self, name: str, word: str) -> Texts:
        """The label that the handbook gives a word; empty if it gives none."""
        table: Mapping[str, Texts] | None = getattr(self._labels, name, None)
        return (table or {}).get(word) or self.word(name, word).label

    def is_like(self, name: str, word: str, *package_words: str) -> bool:
        """Whether a word behaves like one of some words of the package."""
        return self._package_words[name].get(word, word) in package_words

    def part(self, name: str, word: str) -> str:
        """The word of the package that a word behaves like; the word itself if it names none, empty if that is no word of the package."""
        return self._package_words[name].get(word, word)

    def nearest(self, name: str, word: str) -> str:
        """The word in force that behaves like a word of the package, else the first one."""
        if word in self._package_words[name]:
            return word
        return next(
            (own_word for own_word, package_word in self._package_words[name].items() if package_word == word),
            next(iter(self._package_words[name]), word),
        )

    @cached_property
    def progress(self) -> Mapping[str, int]:
        """How far along each stage is, without the ends."""
        ranks = {}
        for stage in self.words("stages"):
            declared_rank = getattr(self.word("stages", stage), "progress", None)
            rank = declared_rank if declared_rank is not None else PROGRESS.get(self.part("stages", stage))
            if not self.is_end(stage):
                ranks[stage] = rank or 0
        return ranks

    def is_end(self, stage: str) -> bool:
        """Whether a stage ends the agreement."""
        declared_end = getattr(self.word("stages", stage), "end", None)
        return declared_end if declared_end is not None else self.part("stages", stage) in ENDS

    def is_talk(self, stage: str) -> bool:
        """Whether a stage is only talk."""
        declared_talk = getattr(self.word("stages", stage), "talk", None)
        return declared_talk if declared_talk is not None else self.part("stages", stage) in TALK


_NO_SETTINGS = Word()
TABLES = tuple(field.name for field in fields(Tables))
