"""The words of explicit acts in a language: verbs, what they are done on, and what makes none of them.

They are data (``extraction/languages/*/acts.toml``); names of papers are those of agreements in general, and numbers
in words those of quantities, so that no word is written twice.
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
    """The words of acts in a language."""

    TABLE: ClassVar[str] = "acts.acts"
    language: str
    #: On what something is done: papers, goods, sums, bodies that are founded, ties between states, sanctions.
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
    #: Verbs of giving that say it only beside a number.
    given: Source
    #: Forms of verbs that say of no stage by themselves that it was reached (ratify); and which of them say that it is to come.
    forms: WholeWords
    future: Pattern
    #: What is to be, may be or is not, before a verb; what makes a whole sentence unsure.
    not_done: Source
    unsure: Source
    compares: Cased
    #: What joins papers in a list, and what begins one of them.
    joins: Pattern
    another: Pattern
    #: Before several papers of which it is not said what they are on.
    many: Pattern
    #: The parties of the sentence before, by other words.
    both: Pattern
    #: Before a verb that only recalls: as promised.
    recalled: Pattern
    #: An act as a noun; who watches one; what says behind it that it is to come.
    noun: Pattern
    witness: Pattern
    coming: Pattern
    plural: Pattern
    counted: Pattern
    #: A paper that is new here.
    fresh: Pattern
    #: What stands between a thing and the verb of what is done on it.
    passive: Pattern
    auxiliary: Pattern
    between: Pattern
    meeting: Pattern
    #: What denies behind its verb.
    denied: Pattern

    @cached_property
    def rules(self) -> tuple[tuple[Stage, re.Pattern[str], re.Pattern[str], bool], ...]:
        """Stage, verbs, what they are done on, and whether only a number beside goods says it; in the order in which they are tried."""
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
        """Stages of which a form is known that never says that they were reached, the forms, and what they are said of."""
        said_of = {stage: on for stage, _verbs, on, _counted in reversed(self.rules)}
        return tuple((Stage(name), forms, said_of[Stage(name)]) for name, forms in self.forms.items())

    @cached_property
    def papers(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{self.paper})(?![\w’'-])", re.IGNORECASE)

    @cached_property
    def sums_or_bodies(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.money}|{self.bodies})\b", re.IGNORECASE)

    @cached_property
    def undone(self) -> re.Pattern[str]:
        """At the end of the words before a verb: it is to come, or not done."""
        return re.compile(rf"(?<![\w’'-])(?:{self.not_done})(?:[\s,]+[\w’'-]+){{0,3}}[\s,]*$", re.IGNORECASE)

    @cached_property
    def undoing(self) -> re.Pattern[str]:
        """The same words wherever they stand."""
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
    #: The paper that was told of before.
    that_paper: Pattern
    #: A paragraph of a list of papers.
    listed: Pattern
    #: Before a verb of lifting: nobody is its subject.
    lifted_by_nobody: Pattern
    #: What papers are called by kind, and words by field; the first that is there.
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
    """Words that other files of a language have: names of papers, and numbers of two and more."""
    several = [word for word, number in numbers(language).items() if 1 < number <= 20]
    return {"agreement": agreeing(language).paper, "number": pattern_of(several)}
