"""The words by which an article calls people beside their names, so that "the minister" is known later on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import ClassVar

from handbook.extraction.inflection import forms, inflects
from handbook.extraction.languages.data import Folded, Groups, Pattern, load, read
from handbook.extraction.naming_words import naming
from handbook.extraction.spans import Named
from handbook.folding import WORD, fold


@dataclass(frozen=True)
class Offices:
    """The words of offices in a language."""

    TABLE: ClassVar[str] = "speaking.offices"
    language: str
    #: Offices, and others that mean the same in the news.
    alike: Groups
    #: Offices, in groups that mean the same in the news.
    somebodys: Folded
    #: Offices that are adjectives too.
    adjectives: Folded
    preposition: Pattern
    articles: Folded
    #: Words that may stand between an office and its holder.
    honorific: Pattern
    #: Text before an office that does not belong to it: the diplomat said he and | Ann Example, talks with his | counterpart Ann Example.
    until: Pattern

    @cached_property
    def all(self) -> frozenset[str]:
        return frozenset(word for group in self.alike for word in group)


@cache
def words_of(language: str) -> Offices:
    words = load(Offices, language)
    if not inflects(language):
        return words
    # Forms are made of the words as written: folding removes letters that inflection needs.
    lines = read(language, "speaking").get("offices", {}).get("alike", "").splitlines()
    groups = (frozenset(fold(f) for word in line.split() for f in forms(word, language)) for line in lines if line)
    return replace(words, alike=tuple(groups))


@dataclass(frozen=True, slots=True)
class Office:
    """The folded words by which an article calls a person beside the name; no words for an organisation, "the group"."""

    words: frozenset[str]
    holder: str


def offices(text: str, named: Iterable[Named], language: str = "en") -> list[Office]:
    """The offices right before or, between commas, right after the names of people in a paragraph; and its organisations."""
    of, mentioned = words_of(language), list[Office]()
    for name in named:
        holder = name.entry or name.surface
        if name.ner == "ORG":
            mentioned.append(Office(frozenset(), holder))
        if name.ner != "PER":
            continue
        before = re.split(r"[.;:!?\"“”«»]\s", text[max(0, name.start - 70) : name.start])[-1].split(",")
        after = re.match(r",\s+([^,.;:]{3,90})[,.;]", text[name.end : name.end + 100])
        # Right before the name, or before a comma: the minister Ann Example; the minister, Ann Example.
        lead = before[-1].strip()
        if not lead or of.honorific.fullmatch(lead):
            lead = "".join(before[-2:-1])
        for words in (lead, after[1] if after else ""):
            folded = [fold(w) for w in WORD.findall(of.until.sub("", words))[-9:]]
            # The chief met | the president Ann Example: her office begins at the last article that has an office after it.
            begins = (
                i for i in reversed(range(len(folded))) if folded[i] in of.articles and of.all & {*folded[i + 1 :]}
            )
            last = frozenset(folded[next(begins, 0) :])
            if last & of.all:
                mentioned.append(Office(last, holder))
    return mentioned


def is_office(phrase: str, language: str = "en") -> bool:
    """Whether a noun phrase is an office: by its head noun, not by just any word in it."""
    of, never = words_of(language), naming(language).never
    head = [fold(w) for w in WORD.findall(of.preposition.split(phrase)[0]) if fold(w) not in never]
    return bool(head) and (head[-1] in of.all or (head[0] in of.all and head[0] not in of.adjectives))


def belongs(between: str, language: str = "en") -> bool:
    """Whether the words between two names make the first one's office the second one's: Example campaign spokesman Ann Other."""
    if not re.fullmatch(r"\s+(?:[a-zà-ÿа-яё][\w’'-]*\s+)+(?:[A-Z][a-z]{1,4}\.\s+)?", between):
        return False
    words = [fold(w) for w in WORD.findall(between) if w[0].islower()]
    of = words_of(language)
    return words[-1] in of.all or words[-1] in of.somebodys


def _stems(words: Iterable[str]) -> set[str]:
    """The beginnings of words, so that suisse matches Suisse, and italienne italien."""
    return {word[:4] for word in words}


def holder(
    phrase: str, mentioned: Sequence[Office], person: str = "", all_words: bool = False, language: str = "en"
) -> str:
    """The holder of an office called so before, with the most words in common; empty if there is none.

    ``person`` is preferred among equals; with ``all_words`` every word of the phrase must have been used.
    """
    alike, never = words_of(language).alike, naming(language).never
    folded = frozenset(fold(w) for w in WORD.findall(phrase) if fold(w) not in never)
    best = (-1, "")
    for office in mentioned:
        if not any(folded & group and office.words & group for group in alike) or (
            all_words and not folded <= office.words
        ):
            continue
        score = 2 * len(_stems(folded) & _stems(office.words)) + (office.holder == person)
        if score >= best[0]:
            best = score, office.holder
    return best[1]


def holders(phrase: str, mentioned: Sequence[Office], language: str = "en") -> set[str]:
    """All holders for whom every word of a phrase was used before."""
    never = naming(language).never
    folded = frozenset(fold(w) for w in WORD.findall(phrase) if fold(w) not in never)
    return {office.holder for office in mentioned if folded and folded <= office.words}
