"""Names in languages that inflect them: the forms of a name, and the keys that two forms of one name share."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import ClassVar

from handbook.extraction.languages.data import Codes, Folded, Rows, load
from handbook.folding import contains, fold, words


@dataclass(frozen=True)
class Inflection:
    """How a language inflects names; a language without inflection has no rows.

    A row has an ending (``from``) and its forms case by case, separated by blanks; alternatives within
    a case are separated by strokes (/), and a hyphen stands for no ending.
    """

    TABLE: ClassVar[str] = "names.inflection"
    language: str
    nouns: Rows
    adjectives: Rows
    #: Family names of women.
    women: Rows
    #: Nouns whose forms drop a vowel: Египет, Египта.
    irregular: Rows
    #: Endings whose removal makes two forms of a name equal.
    endings: Folded
    #: The commonest endings of cases, with those of the nominative.
    base_endings: Codes


@cache
def inflection(language: str) -> Inflection:
    return load(Inflection, language)


def _cases(word: str, rows: Rows) -> tuple[tuple[str, ...], ...]:
    """The forms of a word, case by case; empty if no row has its ending."""
    small = word.lower()
    fitting = [row for row in rows if small.endswith(row["from"])]
    if not fitting:
        return ()
    row = max(fitting, key=lambda r: len(r["from"]))
    stem = word[: len(word) - len(row["from"])]
    return tuple(tuple(stem + ending.replace("-", "") for ending in case.split("/")) for case in row["forms"].split())


def by_case(word: str, language: str) -> tuple[tuple[str, ...], ...]:
    """The forms of a one-word noun or name, case by case, the nominative first; the word alone if it has no forms."""
    of = inflection(language)
    return _cases(word, of.irregular) or _cases(word, of.nouns) or ((word,),)


@lru_cache(maxsize=8192)
def forms(name: str, language: str) -> frozenset[str]:
    """All forms of the name of a place, person or body: Москва, Москвы, Москве; just the name in a language without inflection."""
    of = inflection(language)
    if not of.nouns:
        return frozenset({name})
    words = name.split(" ")
    columns = []
    for at, word in enumerate(words):
        cases = _cases(word, of.irregular)
        if not cases and at < len(words) - 1:
            cases = _cases(word, of.adjectives)
        columns.append(cases or _cases(word, of.nouns) or ((word,),))
    # Words after the head noun are in the genitive and do not change: Альянса государств Сахеля.
    head = next((at for at, word in enumerate(words) if not _cases(word, of.adjectives)), len(words) - 1)
    fixed = [c if at <= head else ((words[at],),) for at, c in enumerate(columns)]
    inflected = {name}
    for case in range(max(map(len, columns))):
        for row in (columns, fixed):
            inflected.update(" ".join(f) for f in itertools.product(*(c[case] if case < len(c) else c[0] for c in row)))
    return frozenset(inflected)


def name_test(name: str, language: str) -> Callable[[str], bool]:
    """Tells whether a text has a name, whatever its accents and capitals, in any of its forms: Chad's, but not Chadian for Chad."""
    spellings = [spelling for form in forms(name, language) if (spelling := words(form))]

    def has_name(text: str) -> bool:
        have = words(text)
        return any(contains(have, spelling) for spelling in spellings)

    return has_name


@lru_cache(maxsize=65536)
def keys(word: str, language: str) -> frozenset[str]:
    """The keys that two forms of a name share: the folded word, and its stems without an ending."""
    folded = fold(word)
    endings = inflection(language).endings
    return frozenset(
        {folded, *(folded.removesuffix(e) for e in endings if folded.endswith(e) and len(folded) - len(e) >= 3)}
    )


def inflects(language: str) -> bool:
    return bool(inflection(language).nouns)


#: The most letters of an acronym, and of the ending of its case.
_ACRONYM, _ENDING = 6, 2


def without_ending(word: str, language: str) -> str:
    """An acronym without the ending of its case in small letters: МИД for МИДа; empty for any other word."""
    endings = inflection(language).endings
    for at in range(1, _ENDING + 1):
        acronym, ending = word[:-at], word[-at:]
        if 2 <= len(acronym) <= _ACRONYM and acronym.isalpha() and acronym.isupper() and ending in endings:
            return acronym
    return ""
