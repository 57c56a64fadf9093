"""The words for explicit acts in a language: verbs, their objects, and words that show that nothing was done.

They are data (``extraction/languages/*/acts.toml``); names of papers are shared with the words for agreements, and
numbers in words with those for quantities, so that no word is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from handbook.extraction.agreement_words import agreeing
from handbook.extraction.languages.data import Cased, Pattern, Source, WholeWords, load
from handbook.extraction.numerals import numbers, pattern_of
from handbook.kinds import AgreementKind, Sector, Stage


@dataclass(frozen=True)
class ActWords:
    """The words for acts in a language."""

    TABLE: ClassVar[str] = "acts.acts"
    language: str
    #: Objects of acts: papers, goods, sums of money, bodies that are founded, ties between states, sanctions.
    paper: Source
    goods: Source
    money: Source
    bodies: Source
    ties: Source
    sanctions: Source
    #: Verbs, as whole words.
    ratified: Source
    signed: Source
    lifted: Source
    denounced: Source
    suspended: Source
    ended: Source
    delivered: Source
    funded: Source
    promised: Source
    agreed: Source
    reached: Source
    announced: Source
    #: Verbs of giving that count as an act only beside a number.
    given: Source
    #: Forms of verbs that by themselves do not say that a stage was reached (ratify), and those that say it is to come.
    forms: WholeWords
    future: Pattern
    #: Words before a verb that say an act is to come, may happen or did not; words that make a whole sentence unsure.
    not_done: Source
    unsure: Source
    compares: Cased
    #: Words that join papers in a list, and words that begin another paper in it.
    joins: Pattern
    another: Pattern
    #: Words before several papers whose subject is not told.
    many: Pattern
    #: Words that refer to the parties of the sentence before.
    both: Pattern
    #: Words that refer to them at the beginning of a sentence: they.
    they: Pattern
    #: Words before a verb that only recalls an act: as promised.
    recalled: Pattern
    #: An act as a noun; words for somebody who watches an act; words after the noun that say that it is to come.
    noun: Pattern
    witness: Pattern
    coming: Pattern
    plural: Pattern
    counted: Pattern
    #: Words for a paper that is new here.
    fresh: Pattern
    #: Words between an object and the verb before or after it.
    passive: Pattern
    auxiliary: Pattern
    between: Pattern
    meeting: Pattern
    #: Words of denial after a verb.
    denied: Pattern

    @cached_property
    def rules(self) -> tuple[tuple[Stage, re.Pattern[str], re.Pattern[str], bool], ...]:
        """Rows of stage, verbs, objects, and whether a number must stand beside the object; in the order in which they are tried."""
        papers_and_ties = f"{self.paper}|{self.ties}"
        what_is_given = f"{self.goods}|{self.money}|{self.paper}"
        rows = (
            (Stage.RATIFIED, self.ratified, self.paper, False),
            (Stage.SIGNED, self.signed, self.paper, False),
            (Stage.ENDED, self.lifted, self.sanctions, False),
            (Stage.DENOUNCED, self.denounced, papers_and_ties, False),
            (Stage.SUSPENDED, self.suspended, papers_and_ties, False),
            (Stage.ENDED, self.ended, papers_and_ties, False),
            (Stage.DELIVERED, self.delivered, self.goods, False),
            (Stage.FUNDED, self.funded, self.money, False),
            (Stage.PROMISED, self.promised, what_is_given, False),
            (Stage.AGREED, self.reached, self.paper, False),
            (Stage.AGREED, self.agreed, f"{self.bodies}|{what_is_given}", False),
            (Stage.ANNOUNCED, self.announced, what_is_given, False),
            (Stage.DELIVERED, self.given, self.goods, True),
        )
        return tuple(
            (
                stage,
                re.compile(rf"(?<![\w’'-])(?:{verbs})(?![\w’'-])", re.IGNORECASE),
                re.compile(rf"(?<![\w-])(?:{on})(?![\w’'-])", re.IGNORECASE),
                counted,
            )
            for stage, verbs, on, counted in rows
        )

    @cached_property
    def unreached(self) -> tuple[tuple[Stage, re.Pattern[str], re.Pattern[str]], ...]:
        """Rows of stage, verb forms that never say that the stage was reached, and their objects."""
        said_of = {stage: on for stage, _verbs, on, _counted in reversed(self.rules)}
        return tuple((Stage(name), forms, said_of[Stage(name)]) for name, forms in self.forms.items())

    @cached_property
    def signing(self) -> re.Pattern[str]:
        return next(verbs for stage, verbs, _on, _counted in self.rules if stage is Stage.SIGNED)

    @cached_property
    def papers(self) -> re.Pattern[str]:
        return next(on for stage, _verbs, on, _counted in self.rules if stage is Stage.SIGNED)

    @cached_property
    def sums_or_bodies(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.money}|{self.bodies})\b", re.IGNORECASE)

    @cached_property
    def undone(self) -> re.Pattern[str]:
        """Words at the end of the text before a verb that say the act is to come, or was not done."""
        return re.compile(rf"(?<![\w’'-])(?:{self.not_done})(?:[\s,]+[\w’'-]+){{0,3}}[\s,]*$", re.IGNORECASE)

    @cached_property
    def undoing(self) -> re.Pattern[str]:
        """The same words anywhere in a text."""
        return re.compile(rf"(?<![\w’'-])(?:{self.not_done})(?![\w’'-])", re.IGNORECASE)

    @cached_property
    def doubtful(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.unsure})\b", re.IGNORECASE)

    @cached_property
    def sanctioned(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.sanctions})\b", re.IGNORECASE)


@dataclass(frozen=True)
class TellingWords:
    """The words by which a language tells what an act is about."""

    TABLE: ClassVar[str] = "acts.telling"
    language: str
    #: Refers to a paper mentioned before.
    that_paper: Pattern
    #: Marks a paragraph that belongs to a list of papers.
    listed: Pattern
    #: Stands before a verb of lifting that has no subject.
    lifted_by_nobody: Pattern
    #: Words for papers by kind, and words by field; the first match wins.
    papers: WholeWords
    fields: WholeWords

    @cached_property
    def kinds(self) -> tuple[tuple[AgreementKind, re.Pattern[str]], ...]:
        return tuple((AgreementKind(kind), pattern) for kind, pattern in self.papers.items())

    @cached_property
    def sectors(self) -> tuple[tuple[Sector, re.Pattern[str]], ...]:
        return tuple((Sector(field), pattern) for field, pattern in self.fields.items())


@cache
def act_words(language: str) -> ActWords:
    return load(ActWords, language, _shared(language))


@cache
def telling_words(language: str) -> TellingWords:
    of = act_words(language)
    return load(TellingWords, language, {"paper": of.paper, "sanctions": of.sanctions})


def _shared(language: str) -> Mapping[str, str]:
    """Patterns shared with other files of a language: names of papers, and numbers from two to twenty in words."""
    several = [word for word, number in numbers(language).items() if 1 < number <= 20]
    return {"agreement": agreeing(language).paper, "number": pattern_of(several)}
