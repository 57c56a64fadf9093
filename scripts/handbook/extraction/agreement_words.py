"""The words of agreements in a language: papers, goods, verbs by the stage they tell, and groups of typical words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import ClassVar

from handbook.extraction.languages.data import Codes, Pattern, Patterns, Source, Words, WordsByName, load
from handbook.kinds import Stage

#: The stages in the order in which a sentence is tested for them.
ORDER = (
    Stage.RATIFIED, Stage.DENOUNCED, Stage.ENDED, Stage.SUSPENDED, Stage.UNHEEDED, Stage.SIGNED, Stage.DELIVERED, Stage.FUNDED, Stage.IN_FORCE, Stage.AGREED, Stage.PROMISED,
    Stage.ANNOUNCED, Stage.PROPOSED, Stage.DISCUSSED,
)  # fmt: skip


#: How many characters before a verb may hold its subject; and what divides clauses.
_SUBJECT = 160
_CLAUSE = re.compile(r"[.,;:!?]\s")


@dataclass(frozen=True)
class Agreeing:
    """The words of agreements in a language."""

    TABLE: ClassVar[str] = "agreements.agreements"
    language: str
    #: Words for a paper, and for other objects of agreements: goods, fields of cooperation, bodies.
    paper: Source
    objects: Source
    #: Verbs by the stage that they tell.
    stages: Patterns
    #: Words for something that several have agreed on, and verbs that by themselves mean that something was agreed on.
    together: Source
    alone: Pattern
    #: Verbs that do so if two states are named.
    between: Pattern
    #: A paper whose text is reported ("the charter binds ..."); names of well-known papers.
    says: Pattern
    named: Pattern
    #: Signs that something given is still to come: the verb's ending, and words before or after it.
    future: Pattern
    coming: Pattern
    coming_behind: Pattern
    #: Words before a verb that say that it was not done.
    denied: Pattern
    #: Meetings, and what follows a verb of ending without an object: a session ended, not an agreement.
    meetings: Source
    without_object: Pattern
    #: Words that refer to actors named before: the paper, or its parties.
    reference: Pattern
    #: A sentence that continues about the paper of the sentence before.
    goes_on: Pattern
    #: Quantities of goods, which count as deliveries even without a name in the sentence.
    goods: Pattern
    #: Words that merely comment on ties, and the stages that a sentence with them cannot have.
    opinion: Pattern
    weak: Pattern
    #: Words that make a decision of such a sentence all the same.
    resolve: Pattern
    #: Verbs that tell of a deal only after an actor, and words that may stand for the actor.
    by_actor: Pattern
    for_actor: Pattern
    #: Letters with two spellings, mapped to the spelling in the patterns.
    written: Codes

    @cached_property
    def verbs(self) -> tuple[tuple[Stage, re.Pattern[str]], ...]:
        return tuple((stage, self.stages[stage.value]) for stage in ORDER if stage.value in self.stages)

    @cached_property
    def spelling(self) -> Mapping[int, str]:
        return str.maketrans(dict(self.written))

    @cached_property
    def paper_name(self) -> re.Pattern[str]:
        """Matches the end of a name that is a paper's: the Free Trade Agreement, the FTA."""
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
        """Whether a verb of ending ends its subject, a meeting, rather than an object of agreement."""
        if not self.without_object.match(sentence, verb.end()):
            return False
        clause = _CLAUSE.split(sentence[max(0, verb.start() - _SUBJECT) : verb.start()])[-1]
        meeting, agreement = self._meeting.search(clause), self.agreed_on.search(clause)
        return meeting is not None and (agreement is None or meeting.start() <= agreement.start())


@cache
def agreeing(language: str) -> Agreeing:
    return load(Agreeing, language)


@dataclass(frozen=True)
class WordGroups:
    """Words of one sense, by the name of the group: giving, asking, visiting; a word that ends in ``*`` stands for all words with that beginning."""

    TABLE: ClassVar[str] = "agreement_words.words"
    language: str
    groups: WordsByName
    #: Words at the beginning of a sentence that are signs: it, they, this.
    openings: Words

    @cached_property
    def of_whole(self) -> Mapping[str, tuple[str, ...]]:
        """The groups by words that are given in full."""
        return self._by_word(stems=False)

    @cached_property
    def of_stems(self) -> Mapping[str, tuple[str, ...]]:
        """The groups by beginnings of words."""
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
