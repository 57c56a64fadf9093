"""Detect the language of a text by its letters and its commonest small words, and whether the result is certain."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from handbook.extraction.languages import has
from handbook.extraction.languages.data import read
from handbook.folding import WORD

#: How much of a text is read for this, in characters and in words.
CHARACTERS = 20_000
WORDS = 2_000
#: How many times the second language's score makes the first certain, and the least score for certainty.
MARGIN = 1.5
EVIDENCE = 2.0
#: The least share of such small words in running text.
SHARE = 0.06


class Detected(NamedTuple):
    """A language, whether it is certain, and the second likeliest, if any."""

    language: str
    sure: bool
    other: str = ""


@cache
def _tables() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, frozenset[str]], Mapping[str, str]]:
    """Languages by small word, the letters of each, and languages by script."""
    tables = read("all", "detection")["detection"]
    by_word: dict[str, list[str]] = {}
    for language, words in tables["words"].items():
        for word in words.split():
            by_word.setdefault(word, []).append(language)
    letters = {language: frozenset(of) for language, of in tables["letters"].items()}
    return {word: tuple(of) for word, of in by_word.items()}, letters, tables["scripts"]


def detect(text: str) -> Detected:
    """The likeliest language of a text; English, unsure, if the text gives no evidence.

    Letters of a script that only one language here has decide; otherwise small words count (less if several
    languages have them), together with letters typical of a language.
    """
    by_word, letters, scripts = _tables()
    small = text[:CHARACTERS].lower()
    script = Counter(
        unicodedata.name(c, "").split(" ")[0] for c in {*small} for _ in range(min(small.count(c), 50)) if c.isalpha()
    )
    if not script:
        return Detected("en", False)
    main = script.most_common(1)[0][0]
    if "HIRAGANA" in script or "KATAKANA" in script:
        main = "HIRAGANA" if main in ("CJK", "HIRAGANA", "KATAKANA") else main
    if main in scripts:
        return Detected(scripts[main], True)
    words = WORD.findall(small)[:WORDS]
    scores: dict[str, float] = {}
    for word in words:
        # A word that many languages have says little.
        for language in by_word.get(word, ()):
            scores[language] = scores.get(language, 0.0) + 1 / len(by_word[word])
    counted = {letter: small.count(letter) for letter in frozenset().union(*letters.values())}
    for language, typical_letters in letters.items():
        number = sum(counted[letter] for letter in typical_letters)
        if number and _script_of(language) == main:
            scores[language] = scores.get(language, 0.0) + min(number, len(words)) / 4
    scores = {language: score for language, score in scores.items() if _script_of(language) == main}
    if not scores:
        return Detected("ru" if main == "CYRILLIC" else "ar" if main == "ARABIC" else "en", False)
    # Of two equally likely languages, the one that has rules.
    ranked = sorted(scores, key=lambda language: (-scores[language], not has(language), language))
    best, other = ranked[0], ranked[1] if len(ranked) > 1 else ""
    second_score = scores[other] if other else 0.0
    sure = scores[best] >= max(EVIDENCE, SHARE * len(words)) and scores[best] >= MARGIN * second_score
    return Detected(best, sure, other)


@cache
def _script_of(language: str) -> str:
    """The script of a language, by its small words."""
    words = read("all", "detection")["detection"]["words"].get(language, "")
    return next((unicodedata.name(c, "").split(" ")[0] for c in words if c.isalpha()), "")
