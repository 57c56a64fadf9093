"""Sentences about agreements, pledges and deliveries, and the stage that their words suggest.

Two methods decide.  By the rules a sentence counts if it says what is done (a verb of a stage) about an object of
agreements (a paper, goods, a field of cooperation), and by whom: an actor named in it or, if it speaks of the paper
itself ("the charter binds ..."), anywhere before it.  Where a language has weights
(:mod:`handbook.extraction.agreement_weights`), these decide which sentences count, and the rules only say which
stage each of them tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handbook.extraction.agreement_sentences import Sentence, parted
from handbook.extraction.agreement_signs import signs, usual_words
from handbook.extraction.agreement_weights import Weights, weights
from handbook.extraction.agreement_words import Agreeing
from handbook.extraction.spans import Cue, Named
from handbook.kinds import Stage

#: A number of delivered things.
_NUMBER = re.compile(r"\s\d[\d.,\s]{0,36}\s[^\W\d]{3,}")
#: Stages whose verbs by themselves mean that something was agreed on.
_PLAIN = (Stage.RATIFIED, Stage.SIGNED)
#: Stages that a sentence may have without an object.
_ALONE = (*_PLAIN, Stage.DELIVERED)
#: Stages of giving.
_DONE = (Stage.DELIVERED, Stage.FUNDED)
#: The most words that a reason names.
_NAMED_WORDS = 4
#: Stages that are facts: something still to come, or not done, has not reached them.
_FACTS = (Stage.RATIFIED, Stage.DENOUNCED, Stage.ENDED, Stage.SUSPENDED)
#: Stages that a denied act has not reached.
_DENIABLE = (*_FACTS, *_DONE, Stage.SIGNED)
#: Stages of an end.
_ENDS = (Stage.ENDED, Stage.SUSPENDED)


def agreements(text: str, named: Sequence[Named], before: bool = False, language: str = "en") -> list[Cue]:
    """The sentences of a paragraph that tell of something agreed, pledged, given, offered or negotiated.

    ``before`` says whether a state or an organisation was named in an earlier paragraph.
    """
    learnt = weights(language)
    if learnt is None:
        return by_rules(text, named, before, language)
    cues = (_by_weights(sentence, learnt) for sentence in parted(text, named, before, language))
    return [cue for cue in cues if cue]


def by_rules(text: str, named: Sequence[Named], before: bool = False, language: str = "en") -> list[Cue]:
    """The same by the rules alone, as in a language without weights."""
    cues = (_by_rules(sentence) for sentence in parted(text, named, before, language))
    return [cue for cue in cues if cue]


def _by_weights(sentence: Sentence, learnt: Weights) -> Cue | None:
    """The cue of a sentence, if the weights of its signs say so: the rules' cue, else one with the typical words it has."""
    if not (sentence.actors or sentence.actor_before):
        return None
    if sentence.refers and not sentence.actors and (cue := _by_rules(sentence)):
        # A sentence about a paper or goods whose parties were named before has few signs of its own.
        return cue
    # A sentence without a nameable reason never counts, whatever its signs sum to; this also rules most sentences out early.
    usual = usual_words(sentence, learnt.telling)
    if not usual and not sentence.words.papers.search(sentence.bare):
        return None
    if not learnt.tells(signs(sentence)):
        return None
    if cue := _by_rules(sentence):
        return cue
    words = ", ".join(usual[:_NAMED_WORDS])
    return Cue(sentence.start, sentence.end, Stage.UNKNOWN.value, words, usual=True) if words else None


def _by_rules(sentence: Sentence) -> Cue | None:
    """The cue of a sentence that names an actor, an object of agreement, and what is done about it."""
    if not sentence.actors and not sentence.refers:
        return None
    words, text, bare = sentence.words, sentence.text, sentence.bare
    sentence_facts = _SentenceFacts(bare, sentence.objects, sentence.first_actor_at, len(sentence.states) > 1)
    hit = next(
        (
            (Stage.PROMISED if stage in _DONE and _coming(bare, m, words) else stage, m[0])
            for stage, pattern in words.verbs
            if (m := next((m for m in pattern.finditer(bare) if _tells(stage, m, sentence_facts, words)), None))
        ),
        None,
    )
    if hit is None:
        # A sentence about ratifying to come, or about not signing, is still about an agreement, at an unknown stage.
        facts = (
            m for stage, pattern in words.verbs if stage in (*_FACTS, Stage.SIGNED) for m in pattern.finditer(bare)
        )
        spoken_of = next((m for m in facts if _unreal(bare, m, words) and sentence_facts.objects), None)
        hit = (Stage.UNKNOWN, spoken_of[0]) if spoken_of else None
    if hit and words.weak.search(hit[0].value) and words.opinion.search(text):
        hit = hit if words.resolve.search(text) else None
    if hit is None and (goes_on := words.goes_on.match(text)):
        hit = Stage.UNKNOWN, goes_on["verb"]
    if hit is None and (says := words.says.search(text) or words.named.search(bare)):
        hit = Stage.UNKNOWN, says[0]
    return Cue(sentence.start, sentence.end, hit[0].value, hit[1]) if hit else None


@dataclass(frozen=True)
class _SentenceFacts:
    """A sentence without its names, the places of the objects of agreement in it, and where its first actor stands."""

    bare: str
    objects: Sequence[tuple[int, int]]
    first_actor_at: int
    #: Whether two or more states are named in it.
    several: bool


def _tells(stage: Stage, verb: re.Match[str], sentence_facts: _SentenceFacts, words: Agreeing) -> bool:
    """Whether a verb tells something of an agreement: it has an object, and somebody does it."""
    if words.alone.search(verb[0]):
        return True
    if stage in _DENIABLE and words.denied.search(sentence_facts.bare, max(0, verb.start() - 60), verb.start()):
        return False
    if stage in _FACTS and _unreal(sentence_facts.bare, verb, words):
        return False
    if stage in _ENDS and words.ends_a_meeting(sentence_facts.bare, verb):
        return False
    if not sentence_facts.objects and stage not in _ALONE:
        return sentence_facts.several and words.between.search(verb[0]) is not None
    if words.by_actor.search(verb[0]) and sentence_facts.first_actor_at >= verb.start():
        before = sentence_facts.bare[max(0, verb.start() - 60) : verb.start()]
        if not words.for_actor.search(before):
            return False
    return (
        stage in _PLAIN
        or any(a >= verb.end() or b <= verb.start() for a, b in sentence_facts.objects)
        or (stage is Stage.DELIVERED and bool(_NUMBER.search(sentence_facts.bare, verb.end(), verb.end() + 40)))
    )


def _unreal(sentence: str, verb: re.Match[str], words: Agreeing) -> bool:
    """Whether the words before a verb say that it is still to come, or was not done: must ratify, did not sign."""
    before = max(0, verb.start() - 60), verb.start()
    return bool(words.coming.search(sentence, *before) or words.denied.search(sentence, *before))


def _coming(sentence: str, verb: re.Match[str], words: Agreeing) -> bool:
    """Whether a verb of giving is about the future: "hopes to deliver", "deliveries will begin", "livrera"."""
    return bool(
        words.future.search(verb[0])
        or words.coming.search(sentence, max(0, verb.start() - 60), verb.start())
        or words.coming_behind.search(sentence, verb.end(), verb.end() + 90)
    )
