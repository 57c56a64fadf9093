"""Find explicit acts in a sentence: something was signed, ratified, agreed, promised, given or ended; and its object.

Something that is to come, denied, compared or only talked about is not an act.  If a sentence has the words of an
act all the same, the reason why it is none is given, so that a person can be asked.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.adding.act_words import ActWords, act_words
from handbook.extraction.agreement_words import agreeing
from handbook.kinds import Stage

#: Words looked at between a verb and its object: after the verb, and before it.
_BEHIND, _BEFORE = 11, 14
#: Words looked at before a passive verb: its subject may be a long name.
_LONG = 60
#: Stages that a bare participle beside a paper tells: the accord signed.
_PLAIN = (Stage.SIGNED, Stage.RATIFIED)
#: Why something that is to come is not an act.
_TO_COME = "it is still to come, or is not said to be done"
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Item:
    """One object of an act, by its words; ``general`` if it is only "several agreements" without a subject."""

    text: str
    general: bool = False
    #: The place in the sentence.
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """An act that a sentence reports: the stage, the verb with its place in the sentence, and the objects."""

    stage: Stage
    start: int
    end: int
    verb: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that look like an act but are none, or may be none, and why; a person is asked."""

    stage: Stage
    verb: str
    why: str


def act(sentence: str, bare: str, language: str) -> Act | Doubt | None:
    """Find the act in a sentence, or the reason why words that look like one are none.

    ``bare`` is the sentence with its names blanked out, of the same length, so that words inside a name do not count.
    """
    words = act_words(language)
    doubt: Doubt | None = None
    for stage, verbs, on, counted in words.rules:
        for verb in verbs.finditer(bare):
            if stage is Stage.ENDED and agreeing(language).ends_a_meeting(sentence, verb):
                continue
            span = _object_span(sentence, verb, on, stage, words)
            if span is None or (counted and not words.counted.search(sentence, *span)):
                continue
            if stage in (Stage.AGREED, Stage.ANNOUNCED) and not _definite(sentence, span, stage, words):
                continue
            why = _reason_against(sentence, bare, verb, words)
            if not why:
                # Only papers that are signed or ratified are divided into a list; everything else is one object.
                whole_object = (Item(sentence[slice(*span)], False, *span),)
                items = tuple(_items(sentence, span, words)) if stage in _PLAIN else whole_object
                return Act(stage, verb.start(), verb.end(), verb[0], items)
            doubt = doubt or Doubt(stage, verb[0], why)
    return doubt or _unreached(sentence, bare, words)


def _unreached(sentence: str, bare: str, words: ActWords) -> Doubt | None:
    """The doubt about an act whose verb form says that it is to come: must ratify, livrera."""
    for stage, forms, on in words.unreached:
        for verb in forms.finditer(bare):
            coming = words.future.search(verb[0]) or _undone(bare, verb, words)
            if coming and _object_span(sentence, verb, on, stage, words) is not None:
                return Doubt(stage, verb[0], _TO_COME)
    return None


def _undone(bare: str, verb: re.Match[str], words: ActWords) -> bool:
    """Whether the words before a verb, in the same clause, say that the act is to come or was not done."""
    before = bare[max(0, verb.start() - 60) : verb.start()]
    return words.undone.search(re.split(r"[.;:!?]\s", before)[-1]) is not None


def _object_span(
    sentence: str, verb: re.Match[str], on: re.Pattern[str], stage: Stage, words: ActWords
) -> tuple[int, int] | None:
    """The part of a sentence that has the object of a verb: all after the verb, or the words before it."""
    behind = list(_WORD.finditer(sentence, verb.end()))[:_BEHIND]
    last_position = behind[-1].end() if behind else verb.end()
    clause = re.compile(r"[.;!?]\s").search(sentence, verb.end(), last_position)
    object_word = on.search(sentence, verb.end(), clause.start() if clause else last_position)
    if object_word is not None and not words.meeting.search(sentence, verb.end(), object_word.start()):
        return verb.end(), len(sentence)
    passive = words.auxiliary.search(sentence, max(0, verb.start() - 25), verb.start())
    before = list(_WORD.finditer(sentence, 0, verb.start()))[-(_LONG if passive else _BEFORE) :]
    near = before[0].start() if before else verb.start()
    last = next(iter(deque(on.finditer(sentence, near, verb.start()), 1)), None)
    if last is None:
        return None
    between = sentence[last.end() : verb.start()]
    # The accord signed by both, a deal between the two signed on Friday.
    beside = stage in _PLAIN and (len(between) < 3 or words.between.match(between))
    return (near, verb.start()) if beside or words.passive.search(between) else None


def _definite(sentence: str, span: tuple[int, int], stage: Stage, words: ActWords) -> bool:
    """Whether the object of "agreed" or "announced" is definite, a paper, a sum or a number: not better ties, nor "the agreements"."""
    part = sentence[slice(*span)]
    if stage == Stage.ANNOUNCED:
        return bool(words.counted.search(part[:60]) or words.fresh.search(part))
    return bool(words.counted.search(part) or words.papers.search(part) or words.sums_or_bodies.search(part))


def _reason_against(sentence: str, bare: str, verb: re.Match[str], words: ActWords) -> str:
    before = bare[max(0, verb.start() - 60) : verb.start()]
    if words.recalled.search(before):
        return "it is only recalled"
    if _undone(bare, verb, words) or words.denied.search(bare[verb.end() : verb.end() + 20]):
        return _TO_COME
    if words.noun.match(verb[0]) and words.witness.search(before):
        return "it is not said who did it"
    if words.noun.match(verb[0]) and words.coming.search(bare, verb.end(), verb.end() + 70):
        return _TO_COME
    if words.compares.search(sentence):
        return "the sentence compares"
    if words.doubtful.search(bare):
        return "the sentence is not sure of it"
    return "it asks" if sentence.rstrip(' "”»').endswith("?") else ""


def _items(sentence: str, span: tuple[int, int], words: ActWords) -> Iterator[Item]:
    """Divide the objects of a verb into a list; the words after a paper belong to it until the next paper begins."""
    parts: list[tuple[int, int]] = []
    for start, end in _divided(sentence, span, words.joins):
        part = sentence[start:end]
        head = words.papers.search(part)
        if parts and head is not None and words.undoing.search(part, 0, head.start()):
            # "..., but did not sign the treaty": the list of what was signed has ended.
            break
        fresh = head is not None and len(_WORD.findall(part[: head.start()])) <= 6
        if not parts or fresh or words.another.match(part):
            parts.append((start, end))
        else:
            parts[-1] = parts[-1][0], end
    while len(parts) > 1 and not words.papers.search(sentence, *parts[0]):
        parts[:2] = [(parts[0][0], parts[1][1])]
    listed = [sentence[slice(*part)] for part in parts]
    for number, (part, text) in enumerate(zip(parts, listed, strict=True)):
        general = _general(text, words)
        # "Three agreements, one on trade, another on defence": the first part announces the others.
        if not (general and len(parts) > 1 and number == 0 and any(words.another.match(p) for p in listed[1:])):
            yield Item(text, general, *part)


def _divided(sentence: str, span: tuple[int, int], joins: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The places of the parts of a sentence between the words that join them."""
    start, last = span
    for join in joins.finditer(sentence, start, last):
        yield start, join.start()
        start = join.end()
    yield start, last


def _general(part: str, words: ActWords) -> bool:
    head = words.papers.search(part)
    if head is None or not words.plural.search(head[0]):
        return False
    return words.many.search(part[: head.start()]) is not None or not any(map(str.islower, part[: head.start()]))
