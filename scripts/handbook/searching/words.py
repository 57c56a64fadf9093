"""When two words are the same in a search: without accents, endings and scripts, and by meaning where people say so.

A *key* represents a word in the index.  English words become keys without accents and endings; French and Russian
words lose the endings of their language; Cyrillic names can be found in Latin letters.  Words that mean the same
(``seeds/synonyms.yml``) share one key.  ``search.js`` does the same with a query.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from importlib import import_module, metadata
from pathlib import Path

from handbook.folding import fold
from handbook.i18n import month_names
from handbook.kinds import NameKind
from handbook.model import Actor, Entry, Synonym

FOLDER = Path(__file__).parent / "words"
WORD = re.compile(r"[^\W_]+")
CYRILLIC = re.compile("[\u0400-\u04ff]")
#: The stemmers of the languages whose endings are known.
STEMMERS = {"en": "english", "fr": "french", "ru": "russian"}
#: The version of Snowball that ``stemmers.js`` has too.
VERSION = "3.0"
#: Cyrillic letters as English spells them; other letters stand for themselves.
LATIN = dict(
    zip("абвгдезийклмнопрстуфыэіґ", "abvgdeziyklmnoprstufyeig", strict=True),
    ж="zh", х="kh", ц="ts", ч="ch", ш="sh", щ="shch", ю="yu", я="ya", ъ="", ь="", ё="e", ї="yi", є="ye",
)  # fmt: skip

#: A key with at most this many letters that is shorter than the word's first key by two or more is no longer a word.
_STUMP = 3
#: Kinds of names that are other words for an entry rather than further names.
_EXONYM_KINDS = (NameKind.NATIVE, NameKind.TRANSLATION, NameKind.DEMONYM)


@cache
def _stem(language: str) -> Callable[[str], str]:
    """The stemmer of a language: Snowball's, compiled if that is installed, which takes a tenth of the time."""
    name = STEMMERS[language]
    with contextlib.suppress(metadata.PackageNotFoundError):
        # With another version words would get other keys than in the reader's browser; the module does not know its own version.
        if metadata.version("PyStemmer").startswith(f"{VERSION}."):
            compiled: Callable[[str], str] = import_module("Stemmer").Stemmer(name).stemWord
            return compiled
    plain: Callable[[str], str] = getattr(
        import_module(f"snowballstemmer.{name}_stemmer"), f"{name.capitalize()}Stemmer"
    )().stemWord
    return plain


@cache
def stop_words() -> frozenset[str]:
    """The words of all languages that are not indexed in running text, folded."""
    lines = (line for path in FOLDER.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(fold(w) for line in lines if not line.startswith("#") for w in line.split())


@lru_cache(maxsize=1 << 16)
def is_stop_word(word: str) -> bool:
    """Whether a word is a stop word, left out of running text."""
    return fold(word) in stop_words()


def in_latin(word: str) -> str:
    """A word in small Cyrillic letters, written in Latin ones: ``петров`` becomes ``petrov``."""
    return "".join(LATIN.get(letter, letter) for letter in word)


def words(text: str) -> list[str]:
    """The words of a text in small letters, accents kept."""
    return WORD.findall(unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=200_000)
def key(word: str, language: str = "en") -> str:
    """The key of a word in small letters in running text of a language; a language without a stemmer is treated as English."""
    if CYRILLIC.search(word):
        return fold(_stem("ru")(word.replace("ё", "е")))
    if language in STEMMERS and language != "en":
        return fold(_stem(language)(word))
    return _stem("en")(fold(word))


@lru_cache(maxsize=200_000)
def text_key(word: str, language: str) -> str:
    """The key of a word in running text; empty for a stop word."""
    return "" if is_stop_word(word) else key(word, language)


def all_keys(word: str) -> list[str]:
    """The keys of a word of unknown language; for a Cyrillic word followed by those in Latin letters."""
    if CYRILLIC.search(word):
        plain = word.replace("ё", "е")
        stemmed = key(word)
        return list(dict.fromkeys([stemmed, key(in_latin(plain)), key(in_latin(_stem("ru")(plain)))]))
    return list(dict.fromkeys(key(word, language) for language in STEMMERS if language != "ru"))


def same_keys(synonyms: Iterable[Synonym], entries: Mapping[str, Entry]) -> Mapping[str, str]:
    """The shared key of each word that means the same as others: the first key of its row, or of its entry's one-word name.

    Months mean the same in all languages.
    """
    shared: dict[str, str] = {}
    rows = [list(row.words) for row in synonyms if not row.entry]
    rows += [list(months) for months in zip(*(month_names(language) for language in STEMMERS), strict=True)]
    exonyms = [(entries[row.entry], list(row.words)) for row in synonyms if row.entry and row.entry in entries]
    exonyms += [(e, [n.text for n in e.names if n.kind in _EXONYM_KINDS]) for e in entries.values()]
    for entry, exonym_words in exonyms:
        single = [word for word in exonym_words if len(words(word)) == 1]
        if single and (name := _one_word(entry)):
            rows.append([name, *single])
    for row in rows:
        keys = [k for word in row for k in _own_keys(word.lower())]
        shared_key = shared.get(keys[0], keys[0])
        for word_key in keys:
            shared.setdefault(word_key, shared_key)
    return shared


def _own_keys(word: str) -> list[str]:
    """The keys of a word itself, without those in another script or those that another language's endings reduce too far.

    As a French verb, visit becomes vis; and so does visa, which means something else.
    """
    if CYRILLIC.search(word):
        return all_keys(word)[:1]
    own_key, *further = all_keys(word)
    return [own_key, *(word_key for word_key in further if len(word_key) > _STUMP or len(own_key) - len(word_key) < 2)]


def _one_word(entry: Entry) -> str:
    """The one-word name by which an entry is known, for a person the surname; empty if there is none."""
    names = [entry.name, entry.sort.partition(",")[0] if isinstance(entry, Actor) else ""]
    names += [n.text for kind in (NameKind.SHORT, NameKind.ABBREVIATION) for n in entry.names if n.kind is kind]
    return next((name for name in names if len(words(name)) == 1), "")


def exact(keys: Iterable[str]) -> str:
    """The key of a whole name, whatever the order of its words."""
    return "=" + "+".join(sorted(set(keys)))
