"""The language of a text, as people and archives write it; which languages have rules, and for what.

The rules are data, in a folder for each language (:mod:`handbook.extraction.languages.data`);
``docs/about/adding-a-language.md`` tells how to add one.
"""

from __future__ import annotations

import re
from functools import cache

from handbook.extraction.languages.data import FOLDER, read

#: The topics that a language may have rules for, by the name of the file, with the words for messages.
TOPICS = {
    "names": "names",
    "dates": "dates",
    "quantities": "quantities",
    "speaking": "speakers",
    "agreements": "agreements",
    "acts": "drafts of agreements",
    "parties": "parties",
    "occurrences": "events",
}
#: Folders of data that several languages share.
SHARED = ("all", "latin")
_TAG = re.compile(r"(?P<primary>[A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,8}")
#: Three-letter codes of languages that have a two-letter code.
_SHORT = {
    "eng": "en", "fra": "fr", "fre": "fr", "rus": "ru", "por": "pt", "spa": "es", "ara": "ar", "deu": "de", "ger": "de", "tur": "tr", "ita": "it", "zho": "zh", "chi": "zh",
}  # fmt: skip


@cache
def has(language: str) -> frozenset[str]:
    """The topics that a language has rules for."""
    folder = FOLDER / language
    if language in SHARED or not re.fullmatch(r"[a-z]{2,3}", language) or not folder.is_dir():
        return frozenset()
    return frozenset(topic for topic in TOPICS if (folder / f"{topic}.toml").is_file())


#: Languages that have rules for everything.
RULES = tuple(sorted(f.name for f in FOLDER.iterdir() if f.is_dir() and has(f.name) == frozenset(TOPICS)))


def primary(tag: str) -> str:
    """The language of a tag without country, script or case: ``en`` for en-GB, EN and eng.

    Raises:
        ValueError: the text does not have the form of a language tag.
    """
    match = _TAG.fullmatch(tag.strip())
    if match is None:
        raise ValueError(f"'{tag[:40]}' is not a language tag such as en, fr or en-GB")
    code = match["primary"].lower()
    return _SHORT.get(code, code)


def has_capital_nouns(language: str) -> bool:
    """Whether a language writes every noun with a capital, as German does, so that one tells no name."""
    return language in read("all", "detection")["writing"]["capital_nouns"].split()


def unruled(language: str) -> str:
    """A message about a text whose language has no rules, or only some; empty for a language with all of them."""
    if language in RULES:
        return ""
    topics = has(language)
    if not topics:
        return f"no rules for the language '{language}': nothing is looked for but the names of entries"
    lacking = [words for topic, words in TOPICS.items() if topic not in topics]
    return f"the rules for the language '{language}' are begun: {', '.join(lacking)} are not looked for"


def unsure(language: str, other: str = "") -> str:
    """A message about a text whose language was guessed and is not certain."""
    besides = f" or '{other}'" if other and other != language else ""
    return f"which language it is in is not certain, '{language}'{besides}: say it with --language"
