"""Sentences that speak of agreements, pledges and deliveries, and the stage that their words suggest.

A sentence counts that says what is done (a verb of a stage) about something that is
agreed on (a paper, goods, a field of cooperation), by someone: an actor named in it,
or, where it speaks of the paper itself ("the charter binds ..."), anywhere before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from handbook.extraction.languages.data import Codes, Pattern, Patterns, Source, load
from handbook.extraction.spans import Cue, Named, sentences
from handbook.kinds import Stage

#: Stages in the order in which a sentence is tried for them.
ORDER = (
    Stage.RATIFIED, Stage.DENOUNCED, Stage.ENDED, Stage.UNHEEDED, Stage.SIGNED, Stage.DELIVERED, Stage.FUNDED, Stage.IN_FORCE, Stage.AGREED, Stage.PROMISED,
    Stage.ANNOUNCED, Stage.PROPOSED, Stage.DISCUSSED,
)  # fmt: skip
#: So many of whatever was delivered.
_NUMBER = re.compile(r"\s\d[\d.,\s]{0,36}\s[^\W\d]{3,}")
#: Stages whose verbs say by themselves that something was agreed on.
_PLAIN = (Stage.RATIFIED, Stage.SIGNED)
#: Stages that a sentence may have without an object.
_ALONE = (*_PLAIN, Stage.DELIVERED)
#: So many letters tell a state from another one: Malaysia, Malaysian.
_STEM = 4
#: Stages of what was given.
_DONE = (Stage.DELIVERED, Stage.FUNDED)


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
    def agreed_on(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.paper}|{self.objects})\b", re.IGNORECASE)


@cache
def agreeing(language: str) -> Agreeing:
    return load(Agreeing, language)


def agreements(text: str, named: Sequence[Named], before: bool = False, language: str = "en") -> list[Cue]:
    """The sentences of a paragraph that name an actor, something agreed on, and what is done about it.

    ``before``: whether a state or an organisation was named in an earlier paragraph.
    """
    words = agreeing(language)
    text = text.translate(words.spelling)
    cues = []
    ordered = sorted(named, key=_start)
    known = before
    for start, end in sentences(text, language):
        sentence = text[start:end]
        inside = ordered[bisect_left(ordered, start, key=_start) : bisect_left(ordered, end, key=_start)]
        actors = [n for n in inside if n.ner in ("GPE", "NORP", "ORG")]
        cues_told, known = known, known or bool(actors)
        if not actors and not (
            cues_told
            and (
                any(n.ner == "PER" for n in inside) or words.reference.search(sentence) or words.goods.search(sentence)
            )
        ):
            continue
        # A name is not what is said about it: the World Trade Organization is no trade.
        plain = list(sentence)
        for n in inside:
            if n.end <= end and n.ner in ("ORG", "PER") and not words.paper_name.search(n.surface):
                plain[n.start - start : n.end - start] = " " * (n.end - n.start)
        bare = "".join(plain)
        first = min((n.start - start for n in actors), default=len(bare))
        states = {n.surface.lower()[:_STEM] for n in inside if n.ner in ("GPE", "NORP")}
        said = _Said(bare, [m.span() for m in words.agreed_on.finditer(sentence)], first, len(states) > 1)
        hit = next(
            (
                (Stage.PROMISED if stage in _DONE and _coming(bare, m, words) else stage, m[0])
                for stage, pattern in words.verbs
                if (m := next((m for m in pattern.finditer(bare) if _tells(stage, m, said, words)), None))
            ),
            None,
        )
        if hit and words.weak.search(hit[0].value) and words.opinion.search(sentence):
            hit = hit if words.resolve.search(sentence) else None
        if hit is None and (goes_on := words.goes_on.match(sentence)):
            hit = Stage.UNKNOWN, goes_on["verb"]
        if hit is None and (says := words.says.search(sentence) or words.named.search(bare)):
            hit = Stage.UNKNOWN, says[0]
        if hit:
            cues.append(Cue(start, start + len(sentence.rstrip()), hit[0].value, hit[1]))
    return cues


@dataclass(frozen=True)
class _Said:
    """A sentence without its names, the places of what is agreed on in it, and where its first actor stands."""

    bare: str
    objects: Sequence[tuple[int, int]]
    first: int
    #: Whether two states or more are named in it.
    several: bool


def _tells(stage: Stage, verb: re.Match[str], said: _Said, words: Agreeing) -> bool:
    """Whether a verb tells something of an agreement: it has an object, and somebody does it."""
    if words.alone.search(verb[0]):
        return True
    if not said.objects and stage not in _ALONE:
        return said.several and words.between.search(verb[0]) is not None
    if words.by_actor.search(verb[0]) and said.first >= verb.start():
        before = said.bare[max(0, verb.start() - 60) : verb.start()]
        if not words.for_actor.search(before):
            return False
    return (
        stage in _PLAIN
        or any(a >= verb.end() or b <= verb.start() for a, b in said.objects)
        or (stage is Stage.DELIVERED and bool(_NUMBER.search(said.bare, verb.end(), verb.end() + 40)))
    )


def _coming(sentence: str, verb: re.Match[str], words: Agreeing) -> bool:
    """Whether what a verb of giving says is still to come: "hopes to deliver", "deliveries will begin", "livrera"."""
    return bool(
        words.future.search(verb[0])
        or words.coming.search(sentence, max(0, verb.start() - 60), verb.start())
        or words.coming_behind.search(sentence, verb.end(), verb.end() + 90)
    )


def _start(name: Named) -> int:
    return name.start
