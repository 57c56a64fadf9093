"""Yes-or-no signs that a sentence tells of an agreement; :mod:`handbook.extraction.agreement_weights` has their weights.

A sign is a readable name: ``words of giving``, ``two states``, ``begins with it``.  It never says which states or
goods these are, so that weights learnt on some countries hold for others.  Signs look at one sentence only: adding
its neighbours was tried, and did not help.
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
#: A sentence with fewer words than the first number is short, one with at least the second is long.
_SHORT, _LONG = 12, 25
#: How many words may come before a paper or a name that still counts as the beginning of a sentence.
_LEADING = 3


def signs(sentence: Sentence) -> frozenset[str]:
    """The signs of a sentence."""
    return frozenset(_signs(sentence))


def usual_words(sentence: Sentence, groups: Mapping[str, float]) -> list[str]:
    """The words of a sentence in groups with a positive weight, the heaviest first; each once."""
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
    """The signs for patterns of the language that match the sentence."""
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
    """The signs for the beginning of the sentence."""
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
    """Whether a word after this text still counts as the beginning of the sentence."""
    return len(_WORD.findall(before)) < _LEADING
