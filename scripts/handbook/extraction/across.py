"""Match names in another language or alphabet to registered entries: each match is a question, with its evidence.

Three kinds of evidence: how a name sounds, whatever the transcription (Choïgou, Shoigu, Шойгу); the names
of one body in several languages (CEDEAO, ЭКОВАС); and the initials of a registered name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import ClassVar

from handbook.extraction.inflection import forms, inflection, inflects
from handbook.extraction.languages.data import Codes, Lines, load
from handbook.extraction.naming_words import naming
from handbook.folding import WORD, fold
from handbook.kinds import ActorKind, TermKind
from handbook.linking.gazetteer import forms_of
from handbook.model import Actor, Entry, Term

#: How alike the sounds of two words with the same beginning must be, and those of whole names.
ALIKE = 0.72
#: How many consonants a name of one word must have to be asked about.
ENOUGH = 3
_VOWELS = re.compile(r"[aeiou]+")


@dataclass(frozen=True)
class Exonyms:
    """Names of bodies in several languages, and how sounds are written."""

    TABLE: ClassVar[str] = "names.exonyms"
    language: str
    #: Names of one body, separated by strokes (|).
    same: Lines
    #: Latin letters for those of other alphabets, and one sign for each sound.
    letters: Codes
    english: Codes
    sounds: Codes


@cache
def _exonyms() -> Exonyms:
    return load(Exonyms, "all")


@cache
def _bodies() -> Mapping[str, frozenset[str]]:
    """The other names of a body by each of its names, without accents."""
    by_letters: dict[str, frozenset[str]] = {}
    for row in _exonyms().same:
        names = [name.strip() for name in row.split("|")]
        spellings = {key(form) for name in names for form in (name, *(forms(name, "ru") if _cyrillic(name) else ()))}
        for spelling in spellings:
            by_letters[spelling] = by_letters.get(spelling, frozenset()) | {key(name) for name in names}
    return by_letters


def other_names(name: str) -> frozenset[str]:
    """The names of a body that has this one, by their keys: of EU, European Union; empty if no list has it."""
    return _bodies().get(key(name), frozenset())


def key(name: str) -> str:
    return " ".join(fold(word) for word in WORD.findall(name))


def roman(word: str) -> str:
    """A folded word in Latin letters, as English writes it: Шойгу as shoigu; letters of unknown alphabets stay."""
    of = _exonyms()
    return "".join(of.english.get(letter, of.letters.get(letter, letter)) for letter in fold(word))


def _cyrillic(name: str) -> bool:
    return any("а" <= letter <= "я" for letter in name.casefold())


@lru_cache(maxsize=32768)
def sound(word: str) -> str:
    """How a word sounds, much the same in every transcription: Poutine and Путин, Shoigu and Choïgou."""
    of = _exonyms()
    phonetic = "".join(of.letters.get(letter, letter) for letter in fold(word))
    for spelling, replacement in of.sounds.items():
        phonetic = phonetic.replace(spelling, replacement)
    # C is hard before a, o, u and consonants, and soft before e and i; h is often not written.
    phonetic = re.sub(r"c(?=[ei])", "s", phonetic).replace("c", "k").replace("h", "")
    phonetic = re.sub(r"(?<=[aeiou])i(?=[aeou])|(?<=[aeou])i(?=[aeou])", "", phonetic)
    phonetic = re.sub(r"(.)\1+", r"\1", phonetic)
    # Poutine, Medvedeva: a mute or inflected vowel at the end says little.
    return re.sub(r"(?<=[^aeiou])[aeiou]$", "", phonetic) if len(phonetic) > 3 else phonetic


def _skeleton(sounds: str) -> str:
    """The consonants of a word, with a mark if it begins with a vowel."""
    return ("+" if _VOWELS.match(sounds) else "") + _VOWELS.sub("", sounds)


def _same_word(one: str, other: str) -> float:
    """How alike two words sound; 0 if they begin differently or share too few consonants."""
    a, b = sound(one), sound(other)
    if not a or not b or _skeleton(a)[:1] != _skeleton(b)[:1]:
        return 0.0
    if _skeleton(a) == _skeleton(b):
        return max(0.8, difflib.SequenceMatcher(None, a, b, autojunk=False).ratio())
    ratio = difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
    return ratio if ratio >= ALIKE and min(len(a), len(b)) > 3 else 0.0


def sounds_like(name: list[str], registered: list[str]) -> float:
    """How alike two names of people sound, word for word from the end; a last name alone must have enough consonants."""
    if len(name) > len(registered):
        name, registered = registered, name
    if not name or _same_word(name[-1], registered[-1]) < 0.8:
        return 0.0
    if len(name) == 1:
        # A family name alone is only asked about if it is long enough and sounds the same throughout.
        same_sound = len(_VOWELS.sub("", sound(name[0]))) >= ENOUGH and _same_word(name[0], registered[-1]) >= 0.85
        return 0.85 if same_sound else 0.0
    other_ratios = [_same_word(a, b) for a, b in zip(name[:-1], registered[-len(name) : -1], strict=True)]
    first_ratio = _same_word(name[0], registered[0])
    return min(1.0, (min(other_ratios) + 1) / 2) if min(other_ratios) >= ALIKE else 0.8 if first_ratio >= 0.8 else 0.0


def initials(name: str, language: str) -> str:
    """The initials of a name, without its small words: UEA for Union des États d'Alba."""
    small = {fold(word) for word in naming(language).joining} | {"l", "d"}
    return "".join(word[0] for word in (fold(w) for w in WORD.findall(name)) if word not in small)


def _spellings(surface: str, language: str) -> Iterator[list[str]]:
    """The words of a name as a registry may have them: as written, and in the nominative as far as the endings show it."""
    words = WORD.findall(surface)
    yield words
    if inflects(language) and words:
        yield [_nominative(word, language) for word in words]


def _nominative(word: str, language: str) -> str:
    """A word without its case ending, by the commonest endings: Гойтой, Лаврова; words without one stay as they are."""
    for ending, instead in inflection(language).base_endings.items():
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: len(word) - len(ending)] + instead
    return word


def same_in_other_languages(surface: str, ner: str, language: str, entries: Iterable[Entry]) -> dict[str, str]:
    """Registered entries that a name may denote in other letters or another language, with the reason, the likeliest first.

    States are never among them: their names are known by their ISO codes.
    """
    sought = _Sought(surface, ner, language)
    likely: dict[str, tuple[float, str]] = {}
    for entry in entries:
        if isinstance(entry, Actor) and entry.kind in (ActorKind.STATE, ActorKind.GROUP):
            continue
        likenesses = (sought.likeness(entry, text, form) for text, form, _exact in forms_of(entry) if form != "demonym")
        score, reason = max(likenesses, default=_UNLIKE)
        if score:
            likely[entry.id] = score, reason
    ordered = sorted(likely, key=lambda entry: (-likely[entry][0], entry))
    return {entry: likely[entry][1] for entry in ordered[:3]}


#: How alike two names are that have nothing in common, and no reason.
_UNLIKE = (0.0, "")


class _Sought:
    """A name that is sought among those of entries in other letters and languages."""

    def __init__(self, surface: str, ner: str, language: str) -> None:
        self._surface, self._ner = surface, ner
        self._spellings = list(_spellings(surface, language))
        keys = {key(surface)} | {key(" ".join(words)) for words in self._spellings}
        self._other_names = frozenset().union(*(_bodies().get(name, frozenset()) for name in keys))
        self._acronym = fold(surface) if surface.isupper() and 2 < len(surface) < 9 and surface.isalpha() else ""

    def likeness(self, entry: Entry, text: str, form: str) -> tuple[float, str]:
        """How likely it denotes an entry that has a name in some form, and why."""
        if isinstance(entry, Actor) and entry.kind == ActorKind.PERSON:
            if self._ner not in ("PER", "ORG"):
                return _UNLIKE
            return self._score(sounds_like, text, f"Sounds like {text}.")
        if self._ner != "PER" and key(text) in self._other_names:
            return 1.0, f"Another name of {text}."
        if self._acronym and form == "name" and initials(text, "en") == self._acronym:
            return 0.9, f"The first letters of {text}."
        if form == "name" and _cyrillic(self._surface) != _cyrillic(text) and _can_be(self._ner, entry):
            return self._score(_in_other_letters, text, f"{text} in other letters.")
        return _UNLIKE

    def _score(self, alike: Callable[[list[str], list[str]], float], text: str, reason: str) -> tuple[float, str]:
        score = max(alike(words, WORD.findall(text)) for words in self._spellings)
        return (score, reason) if score else _UNLIKE


def _can_be(ner: str, entry: Entry) -> bool:
    """Whether a name of this type can denote an entry other than a person: towns are no bodies."""
    place = isinstance(entry, Term) and entry.kind == TermKind.PLACE
    return place if ner == "GPE" else ner == "ORG" and not place


def _in_other_letters(name: list[str], registered: list[str]) -> float:
    """How alike two names of bodies in different alphabets sound, word for word."""
    if len(name) != len(registered) or not name:
        return 0.0
    if [roman(word) for word in name] == [roman(word) for word in registered]:
        return 1.0
    scores = [_same_word(a, b) for a, b in zip(name, registered, strict=True)]
    enough = sum(len(_VOWELS.sub("", sound(word))) for word in name) > ENOUGH
    return min(scores) if min(scores) >= 0.8 and enough else 0.0
