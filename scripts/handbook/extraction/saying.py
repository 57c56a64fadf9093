"""Verbs of saying in a sentence, and where the words that can be their subject end."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from handbook.extraction.languages.data import NOTHING, Pattern, Source, Words, load
from handbook.extraction.naming_words import naming
from handbook.extraction.spans import short_words
from handbook.folding import WORD

#: Bounds that no normal sentence exceeds: verbs of saying, and asides between a subject and its verb.
MANY_VERBS = 16
_MANY_ASIDES = 24
#: The most characters of one such aside.
_LONGEST_ASIDE = 260


@dataclass(frozen=True)
class Saying:
    """The words of saying in a language."""

    TABLE: ClassVar[str] = "speaking.saying"
    language: str
    verbs: Words
    #: Participles, which share the subject of the verb before them.
    participles: Words
    #: Verbs of saying that are nouns too.
    nouns: Words
    phrases: Source
    #: Words that introduce the speaker after them without being a verb; and how they are told from the same words elsewhere.
    according: Source
    according_cue: Source
    #: Words before a noun.
    determiner: Pattern
    #: Words between a subject and its verb, and asides between commas there.
    auxiliary: Pattern
    aside: Pattern
    #: Where the words before a verb no longer belong to its subject.
    boundary: Pattern
    #: Words after an inverted verb after which no subject follows.
    behind: Pattern
    #: How a noun phrase begins.
    starts: Pattern
    subject_pronoun: Pattern
    #: When and how something was said, between an inverted verb and its subject.
    meanwhile: Pattern

    @cached_property
    def cue(self) -> re.Pattern[str]:
        """A phrase of saying, or any word; whether a word is a verb of saying is then looked up, which is faster than alternatives."""
        according = self.according if self.according_cue == NOTHING else self.according_cue
        return re.compile(
            rf"(?<![\w’'-])(?P<cue>{self.phrases}|{according}|(?P<word>[^\W\d_]+))(?![\w’'])", re.IGNORECASE
        )

    @cached_property
    def names_speaker(self) -> re.Pattern[str]:
        return re.compile(self.according, re.IGNORECASE)

    @cached_property
    def all_verbs(self) -> frozenset[str]:
        return self.verbs | self.participles

    @cached_property
    def edge(self) -> re.Pattern[str]:
        """Punctuation and words over which the subject of a later verb does not reach back."""
        return re.compile(rf"[,;:()–—\"”»“«]|[.!?]\s|(?<=\s)-(?=\s)|{self.boundary.pattern}", re.IGNORECASE)

    @cached_property
    def stop(self) -> re.Pattern[str]:
        """Punctuation and words at which the subject after an inverted verb has ended at the latest."""
        short = "".join(rf"(?<!\b{re.escape(word)})" for word in sorted(short_words(self.language)))
        return re.compile(rf"{self.behind.pattern}|[;:!?–—](?:\s|$)|{short}(?<!\b[^\W\d_])\.(?:\s|$)", re.IGNORECASE)


@cache
def saying(language: str) -> Saying:
    return load(Saying, language)


def blank(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """The text without the words inside quotation marks, of the same length; the sentence end of a quotation stays."""
    letters = list(text)
    for start, end in marks:
        inner = text[start + 1 : end - 1].strip(" \u00a0\u202f")
        first = text.index(inner, start)
        letters[first : first + len(inner)] = "_" * len(inner)
        if inner[-1:] in ("!", "?", "…", "."):
            letters[first + len(inner) - 1] = inner[-1]
    return "".join(letters)


def words(bare: str) -> list[str]:
    """The words outside quotations."""
    return WORD.findall(bare.replace("_", ""))


def cues(bare: str, left: int, right: int, of: Saying) -> Iterator[re.Match[str]]:
    """The verbs of saying between two places, without parts of names and nouns ("the states", "une note")."""
    for cue in of.cue.finditer(bare, left, right):
        word = cue["cue"]
        if cue["word"] and word.lower() not in of.all_verbs:
            continue
        if word[0].isupper() and not of.names_speaker.match(word) and bare[left : cue.start()].strip():
            continue
        if word.lower() in of.nouns and of.determiner.search(bare, max(left, cue.start() - 12), cue.start()):
            continue
        yield cue


def latest(bare: str, left: int, right: int, of: Saying) -> list[re.Match[str]]:
    """The last verbs of saying between two places, the very last one first."""
    return list(reversed(deque(cues(bare, left, right, of), MANY_VERBS)))


def before_verb(lead: str, of: Saying) -> str:
    """The words before a verb of saying without auxiliaries, adverbs and asides: they end with its subject."""
    plain = lead.rstrip()
    for _ in range(_MANY_ASIDES):
        shorter = plain
        for words_between in (of.auxiliary, of.aside):
            # These stand at the end, so the text far before it is not searched each time.
            aside = words_between.search(shorter, max(0, len(shorter) - _LONGEST_ASIDE))
            shorter = shorter[: aside.start()] if aside else shorter
        if (shorter := shorter.rstrip()) == plain:
            break
        plain = shorter
    return plain


_PHRASE = re.compile(r"\s*(?P<phrase>[^,;:]*)")


def after_verb(bare: str, start: int, end: int, of: Saying) -> tuple[int, int]:
    """The beginning and end of the noun phrase right after an inverted verb."""
    aside = of.meanwhile.match(bare, start, end)
    match = _PHRASE.match(bare, aside.end() if aside else start, end)
    return (match.start("phrase"), match.start("phrase") + len(match["phrase"].rstrip())) if match else (start, start)


def phrase_start(bare: str, left: int, end: int, names: Iterable[int], of: Saying) -> int:
    """The beginning of the noun phrase that ends at ``end``; ``names`` are the places of names."""
    begin = left + max([0, *(m.end() for m in of.edge.finditer(bare[left:end]) if m.end() < end - left)])
    patterns = (of.starts, of.subject_pronoun)
    firsts = [m.start() for pattern in patterns for m in pattern.finditer(bare, begin, end)]
    firsts += [n for n in names if begin <= n < end]
    if firsts:
        return min(firsts)
    return next((m.start() for m in WORD.finditer(bare, begin, end) if not naming(of.language).never_alone(m[0])), end)
