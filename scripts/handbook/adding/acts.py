"""Explicit acts in a sentence: something was signed, ratified, agreed, promised, given or ended; and of what.

What is to come, is denied, compared or only talked about is no act.  A sentence that has the words of one
all the same says why it is none, so that a person can be asked.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from handbook.adding import act_words as words
from handbook.kinds import Stage

#: Words between a verb and what it is done on, behind it and before it.
_BEHIND, _BEFORE = 11, 14
#: Words before a passive verb: its subject may be a long name.
_LONG = 60
_ACTS = tuple(
    (stage, re.compile(rf"(?<![\w’'-])(?:{verbs})(?![\w’'-])", re.I), re.compile(rf"(?<![\w-])(?:{on})(?![\w’'-])", re.I), weak)
    for stage, verbs, on, weak in (*((*act, False) for act in words.ACTS), (*words.WEAK, True))
)  # fmt: skip
#: Stages whose participle beside a paper says it: the accord signed.
_PLAIN = (Stage.SIGNED, Stage.RATIFIED)
_PAPER = re.compile(rf"(?<![\w-])(?:{words.PAPER})(?![\w’'-])", re.I)
_NOT_DONE = re.compile(rf"(?<![\w’'-])(?:{words.NOT_DONE})(?:[\s,]+[\w’'-]+){{0,3}}[\s,]*$", re.I)
_UNSURE = re.compile(rf"\b(?:{words.UNSURE})\b", re.I)
#: As promised under the agreement.
_AS = re.compile(r"\b(?:as|comme)\s+$", re.I)
#: The signing of such papers will help: nothing is signed yet.
_NOUN = re.compile(r"signing|signature|ratification", re.I)
#: Whoever witnesses a signing does not sign.
_WITNESS = re.compile(
    r"\b(?:witness\w*|attend\w*|applaud\w*|assist\w* à)\s+(?:(?:the|la|une?|an?)\s+)?(?:\w+\s+)?$", re.I
)
_WILL = re.compile(r"\b(?:will|would|could|permettr\w+|devr\w+|pourr\w+)\b", re.I)
_COMPARES = re.compile(words.COMPARES)
_JOINS = re.compile(words.JOINS)
_ANOTHER = re.compile(words.ANOTHER, re.I)
_MANY = re.compile(words.MANY, re.I)
_PLURAL = re.compile(r"s$|x$|memoranda$|mémoranda$", re.I)
_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|deux|trois|quatre|cinq|sept|huit|neuf|dix|dizaines?|centaines?|milliers?)\b", re.I)  # fmt: skip
_NEW = re.compile(rf"\b(?:an?|new|un|une|nouve\w+)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{words.PAPER})\b", re.I)
_SUM = re.compile(rf"\b(?:{words.MONEY}|{words.BODIES})\b", re.I)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|est|sont|était|étaient|été|that|which|qui|que|qu[’'][\w’']+|ont|a|is|are|it)\b", re.I
)
_AUXILIARY = re.compile(r"\b(?:was|were|been|été|est|sont)\s+(?:\w+(?:ly|ment)\s+)?$", re.I)
#: A visit that is concluded is no paper, whatever is said behind it.
_MEETING = re.compile(
    r"\b(?:visits?|talks|meetings?|summits?|tours?|visites?|entretiens?|pourparlers|réunions?|sommets?|tournées?)\b",
    re.I,
)
_WORD = re.compile(r"\S+")
#: A verb that says "no" in French stands between "n'" and "pas"; the second half follows it.
_DENIED = re.compile(r"^\s*(?:pas|jamais|aucun\w*|ni)\b|^(?:\s+\w+)?\s+(?:no|neither)\b", re.I)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is acted on, by the words of it; ``general`` for "several agreements" without what they are on."""

    text: str
    general: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What a sentence says was done: the stage, the verb with its place in the sentence, and on what."""

    stage: Stage
    start: int
    end: int
    verb: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of an act that is none, or may be none, and why: a person is asked."""

    stage: Stage
    verb: str
    why: str


def act(sentence: str, bare: str) -> Act | Doubt | None:
    """The act of a sentence, or why what looks like one is none.

    ``bare`` is the sentence with the names in it blanked out, as long as it: a name is not what is said about it.
    """
    doubt: Doubt | None = None
    for stage, verbs, on, weak in _ACTS:
        for verb in verbs.finditer(bare):
            span = _on(sentence, verb, on, stage)
            if span is None or (weak and not _NUMBER.search(sentence, *span)):
                continue
            if stage in (Stage.AGREED, Stage.ANNOUNCED) and not _definite(sentence, span, stage):
                continue
            why = _why_not(sentence, bare, verb)
            if not why:
                part = sentence[slice(*span)]
                # Only papers are signed by the list; what is agreed on or given at once is one thing.
                items = tuple(_items(part)) if stage in _PLAIN else (Item(part),)
                return Act(stage, verb.start(), verb.end(), verb[0], items)
            doubt = doubt or Doubt(stage, verb[0], why)
    return doubt


def _on(sentence: str, verb: re.Match[str], on: re.Pattern[str], stage: Stage) -> tuple[int, int] | None:
    """The part of a sentence that has what is acted on: all behind the verb, or before it where that is said first."""
    behind = list(_WORD.finditer(sentence, verb.end()))[:_BEHIND]
    far = behind[-1].end() if behind else verb.end()
    clause = re.compile(r"[.;!?]\s").search(sentence, verb.end(), far)
    found = on.search(sentence, verb.end(), clause.start() if clause else far)
    if found is not None and not _MEETING.search(sentence, verb.end(), found.start()):
        return verb.end(), len(sentence)
    passive = _AUXILIARY.search(sentence, max(0, verb.start() - 25), verb.start())
    before = list(_WORD.finditer(sentence, 0, verb.start()))[-(_LONG if passive else _BEFORE) :]
    near = before[0].start() if before else verb.start()
    last = next(iter(deque(on.finditer(sentence, near, verb.start()), 1)), None)
    if last is None:
        return None
    between = sentence[last.end() : verb.start()]
    # The accord signed by both, a deal between the two signed on Friday.
    beside = stage in _PLAIN and (len(between) < 3 or re.match(r"\s+(?:between|entre)\b", between))
    return (near, verb.start()) if beside or _PASSIVE.search(between) else None


def _definite(sentence: str, span: tuple[int, int], stage: Stage) -> bool:
    """Whether what is agreed on or announced is a paper, a sum or a number of something: not better ties, nor "the agreements"."""
    part = sentence[slice(*span)]
    if stage == Stage.ANNOUNCED:
        return bool(_NUMBER.search(part[:60]) or _NEW.search(part))
    return bool(_NUMBER.search(part) or _PAPER.search(part) or _SUM.search(part))


def _why_not(sentence: str, bare: str, verb: re.Match[str]) -> str:
    before = bare[max(0, verb.start() - 60) : verb.start()]
    if _AS.search(before):
        return "it is only recalled"
    if _NOT_DONE.search(re.split(r"[.;:!?]\s", before)[-1]) or _DENIED.search(bare[verb.end() : verb.end() + 20]):
        return "it is still to come, or is not said to be done"
    if _NOUN.match(verb[0]) and _WITNESS.search(before):
        return "it is not said who did it"
    if _NOUN.match(verb[0]) and _WILL.search(bare, verb.end(), verb.end() + 70):
        return "it is still to come, or is not said to be done"
    if _COMPARES.search(sentence):
        return "the sentence compares"
    if _UNSURE.search(bare):
        return "the sentence is not sure of it"
    return "it asks" if sentence.rstrip(' "”»').endswith("?") else ""


def _items(text: str) -> Iterator[Item]:
    """What is acted on, each thing of a list by itself; what follows a paper belongs to it until the next one."""
    parts: list[str] = []
    for part in _JOINS.split(text):
        head = _PAPER.search(part)
        fresh = head is not None and len(_WORD.findall(part[: head.start()])) <= 6
        if not parts or fresh or _ANOTHER.match(part):
            parts.append(part)
        else:
            parts[-1] += ", " + part
    while len(parts) > 1 and not _PAPER.search(parts[0]):
        parts[:2] = [f"{parts[0]}, {parts[1]}"]
    listed = len(parts) > 1
    for number, part in enumerate(parts):
        general = _general(part)
        # "Three agreements, one on trade, another on defence": the first part announces the others.
        if not (general and listed and number == 0 and any(_ANOTHER.match(p) for p in parts[1:])):
            yield Item(part, general)


def _general(part: str) -> bool:
    head = _PAPER.search(part)
    if head is None or not _PLURAL.search(head[0]):
        return False
    return _MANY.search(part[: head.start()]) is not None or not re.search(r"[a-zà-ÿ]", part[: head.start()])
