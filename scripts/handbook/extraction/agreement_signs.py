"""Yes-or-no signs that a sentence tells of an agreement; :mod:`handbook.extraction.agreement_weights` has what each counts.

A sign is a name that people can read: ``words of giving``, ``two states``, ``begins with it``.  It says nothing of which
states or goods these are, so that weights learnt on some countries hold for others.  Signs are of one sentence only:
what the sentences around it tell was tried, and added nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from handbook.extraction.agreement_sentences import Sentence
from handbook.extraction.agreement_words import groups_of, word_groups

_WORD = re.compile(r"[^\W\d_]+|[$€£¥]")
_FIGURE = re.compile(r"\d")
_QUOTATION = re.compile(r"[“”«»\"]")
_NUMBERS = ("no", "one", "two", "three or more")
_KINDS = {"GPE": "a state", "NORP": "a state", "ORG": "an organisation", "PER": "a person"}
#: A sentence of fewer words is short, one of so many is long.
_SHORT, _LONG = 12, 25
#: So many words may stand before a paper or a name with which a sentence begins.
_LEADING = 3


def signs(sentence: Sentence) -> frozenset[str]:
    """The signs of a sentence."""
    return frozenset(_signs(sentence))


def usual_words(sentence: Sentence, groups: Mapping[str, float]) -> list[str]:
    """The words of a sentence in groups that count for an agreement, those that count most first; each once."""
    counting = {
        word: max((groups.get(group, 0.0) for group in groups_of(word.lower(), sentence.language)), default=0.0)
        for word in _WORD.findall(sentence.bare)
    }
    return sorted((word for word, weight in counting.items() if weight > 0), key=lambda word: -counting[word])


def _signs(sentence: Sentence) -> Iterator[str]:
    words = [word.lower() for word in _WORD.findall(sentence.bare)]
    for group, times in Counter(g for word in words for g in groups_of(word, sentence.language)).items():
        yield f"words of {group}"
        if times > 1:
            yield f"several words of {group}"
    bodies = {n.surface for n in sentence.named if n.ner == "ORG"}
    people = {n.surface for n in sentence.named if n.ner == "PER"}
    yield f"states: {_NUMBERS[min(len(sentence.states), 3)]}"
    yield f"organisations: {_NUMBERS[min(len(bodies), 2)]}"
    yield f"people: {_NUMBERS[min(len(people), 2)]}"
    yield f"objects: {_NUMBERS[min(len(sentence.objects), 3)]}"
    if not sentence.actors:
        yield "no actor"
    if len(words) < _SHORT:
        yield "short"
    elif len(words) >= _LONG:
        yield "long"
    if _FIGURE.search(sentence.text):
        yield "figure"
    yield from _patterns(sentence)
    yield from _beginning(sentence, words)


def _patterns(sentence: Sentence) -> Iterator[str]:
    """Which patterns of the language find something in it."""
    words = sentence.words
    if words.papers.search(sentence.bare):
        yield "paper"
    if words.named.search(sentence.bare):
        yield "certain paper"
    if words.says.search(sentence.text):
        yield "paper that says"
    if words.reference.search(sentence.text):
        yield "reference"
    if words.opinion.search(sentence.text):
        yield "opinion"


def _beginning(sentence: Sentence, words: list[str]) -> Iterator[str]:
    """What it begins with."""
    if words and words[0] in word_groups(sentence.language).openings:
        yield f"begins with {words[0]}"
    name = next((n for n in sentence.named if n.ner in _KINDS), None)
    if name and _leads(sentence.text[: name.start - sentence.start]):
        yield f"begins with {_KINDS[name.ner]}"
    paper = sentence.words.papers.search(sentence.bare)
    if paper and _leads(sentence.bare[: paper.start()]):
        yield "begins with a paper"
    if quotation := _QUOTATION.search(sentence.text):
        yield "quotation" if sentence.text[: quotation.start()].strip() else "begins with a quotation"


def _leads(before: str) -> bool:
    """Whether what stands behind these words is what a sentence begins with."""
    return len(_WORD.findall(before)) < _LEADING
