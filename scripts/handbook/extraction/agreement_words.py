"""The words of agreements in a language: papers, goods, verbs by the stage that they tell, and groups of words that such sentences have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import ClassVar

from handbook.extraction.languages.data import Codes, Pattern, Patterns, Source, Words, WordsByName, load
from handbook.kinds import Stage

#: Stages in the order in which a sentence is tried for them.
ORDER = (
    Stage.RATIFIED, Stage.DENOUNCED, Stage.ENDED, Stage.SUSPENDED, Stage.UNHEEDED, Stage.SIGNED, Stage.DELIVERED, Stage.FUNDED, Stage.IN_FORCE, Stage.AGREED, Stage.PROMISED,
    Stage.ANNOUNCED, Stage.PROPOSED, Stage.DISCUSSED,
)  # fmt: skip


#: So long is what stands before a verb with its subject, in characters; and what divides clauses.
_SUBJECT = 160
_CLAUSE = re.compile(r"[.,;:!?]\s")


@dataclass(frozen=True)
class Agreeing:
    """The words of agreements in a language."""

    TABLE: ClassVar[str] = "agreements.agreements"
    language: str
    #: A paper itself, and what is agreed on besides papers: goods, fields of cooperation, bodies.
    paper: Source
    objects: Source
    #: Verbs by the stage that they tell.
    stages: Patterns
    #: What several have agreed on, and verbs that say by themselves that something was agreed on.
    together: Source
    alone: Pattern
    #: Verbs that do so where two states are named.
    between: Pattern
    #: A paper whose words say what it does; a certain paper, whatever is said of it.
    says: Pattern
    named: Pattern
    #: What makes of something given something to come: its ending, the words before it and behind it.
    future: Pattern
    coming: Pattern
    coming_behind: Pattern
    #: Before a verb, what says that it was not done.
    denied: Pattern
    #: Meetings, and what stands behind a verb of ending that has no object: a session ended, and no agreement.
    meetings: Source
    without_object: Pattern
    #: What speaks of actors named before: the paper, or its parties.
    reference: Pattern
    #: What goes on with the paper of the sentence before.
    goes_on: Pattern
    #: Quantities of goods are deliveries without a name in the sentence.
    goods: Pattern
    #: What is said of ties and does nothing about them, and the stages that such a sentence does not have.
    opinion: Pattern
    weak: Pattern
    #: What makes of such a sentence a decision all the same.
    resolve: Pattern
    #: Verbs that tell of a deal only if an actor stands before them, and what may stand there for one.
    by_actor: Pattern
    for_actor: Pattern
    #: Letters that are written in two ways, as the patterns have them.
    written: Codes

    @cached_property
    def verbs(self) -> tuple[tuple[Stage, re.Pattern[str]], ...]:
        return tuple((stage, self.stages[stage.value]) for stage in ORDER if stage.value in self.stages)

    @cached_property
    def spelling(self) -> Mapping[int, str]:
        return str.maketrans(dict(self.written))

    @cached_property
    def paper_name(self) -> re.Pattern[str]:
        """The end of a name that is a paper's: the Free Trade Agreement, the FTA."""
        return re.compile(rf"\b(?:{self.paper})$", re.IGNORECASE)

    @cached_property
    def papers(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.paper})\b", re.IGNORECASE)

    @cached_property
    def agreed_on(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.paper}|{self.objects})\b", re.IGNORECASE)

    @cached_property
    def _meeting(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.meetings})\b", re.IGNORECASE)

    def ends_a_meeting(self, sentence: str, verb: re.Match[str]) -> bool:
        """Whether what a verb ends is its subject, a meeting, and not what is agreed on."""
        if not self.without_object.match(sentence, verb.end()):
            return False
        clause = _CLAUSE.split(sentence[max(0, verb.start() - _SUBJECT) : verb.start()])[-1]
        meeting, other = self._meeting.search(clause), self.agreed_on.search(clause)
        return meeting is not None and (other is None or meeting.start() <= other.start())


@cache
def agreeing(language: str) -> Agreeing:
    return load(Agreeing, language)


@dataclass(frozen=True)
class WordGroups:
    """Words of one sense, by the name of the group: giving, asking, visiting; a word that ends in ``*`` stands for all that begin so."""

    TABLE: ClassVar[str] = "agreement_words.words"
    language: str
    groups: WordsByName
    #: Words that a sentence may begin with, each of which says something of it: it, they, this.
    openings: Words

    @cached_property
    def of_whole(self) -> Mapping[str, tuple[str, ...]]:
        """The groups of words that are given in full."""
        return self._by_word(stems=False)

    @cached_property
    def of_stems(self) -> Mapping[str, tuple[str, ...]]:
        """The groups of beginnings of words."""
        return self._by_word(stems=True)

    def _by_word(self, stems: bool) -> dict[str, tuple[str, ...]]:
        by_word: dict[str, tuple[str, ...]] = {}
        for name in sorted(self.groups):
            for word in sorted(self.groups[name]):
                if word.endswith("*") is stems:
                    by_word[word.rstrip("*")] = (*by_word.get(word.rstrip("*"), ()), name)
        return by_word


@cache
def word_groups(language: str) -> WordGroups:
    return load(WordGroups, language)


@lru_cache(maxsize=4096)
def groups_of(word: str, language: str) -> tuple[str, ...]:
    """The groups that a word in small letters belongs to, in alphabetical order."""
    words = word_groups(language)
    beginnings = (word[:end] for end in range(2, len(word) + 1))
    named = {*words.of_whole.get(word, ()), *(group for start in beginnings for group in words.of_stems.get(start, ()))}
    return tuple(sorted(named))
