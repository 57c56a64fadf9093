"""The index data of one document, independent of all others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from handbook.folding import fold
from handbook.searching import words
from handbook.searching.documents import Document

#: Fields in which stop words are left out; in names and titles these may be initials (UN, AU).
RUNNING_TEXT = frozenset({"gloss", "lead", "claim", "evidence", "passage"})


class Indexed(NamedTuple):
    """A document as the index has it.

    ``shown`` is what a reader sees of it: address, name, kind, gloss, type.  ``counts`` has the number of occurrences
    of each key in each field, ``names`` the keys of whole names; ``facets`` and ``weight`` are the document's;
    ``spellings`` are the folded words of its names, for correcting misspelt queries.
    """

    shown: tuple[str, str, str, str, str]
    counts: Mapping[str, Mapping[str, int]]
    names: tuple[str, ...]
    facets: tuple[tuple[str, str, str], ...]
    weight: int
    spellings: tuple[str, ...]


def indexed(document: Document, same_keys: Mapping[str, str]) -> Indexed:
    """A document with its keys; a key that means the same as others is replaced by the key that they share (``same_keys``)."""
    shown = document.address, document.name, document.kind, document.gloss, document.type
    counts, names = _counts(document, same_keys), tuple(sorted(_whole_names(document, same_keys)))
    return Indexed(shown, counts, names, document.facets, document.weight, _spellings(document))


def _counts(document: Document, same_keys: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """The number of occurrences of each key in each field of a document."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    shared_key_of = same_keys.get
    for name, language, text in document.texts:
        field = counts[name]
        number_of = field.get
        if name in RUNNING_TEXT:
            for key, times in _running_keys(text, language):
                shared_key = shared_key_of(key, key)
                field[shared_key] = number_of(shared_key, 0) + times
            continue
        for word in words.words(text):
            key = words.key(word, language)
            shared_key = shared_key_of(key, key)
            field[shared_key] = number_of(shared_key, 0) + 1
            if name in ("name", "title") and (key not in same_keys or words.CYRILLIC.search(word)):
                # A name in another language or script is found by its letters too: Камара by Kamara, though it means Camara.
                for variant in {shared_key_of(variant, variant) for variant in words.all_keys(word)} - {
                    key,
                    shared_key,
                }:
                    field[variant] = number_of(variant, 0) + 1
    for label, language, year in document.steps:
        if len(tokens := words.words(label)) == 1:
            key = words.key(tokens[0], language)
            counts["label"][f"{same_keys.get(key, key)}~{year}"] = 1
    return {field: keys for field, keys in counts.items() if keys}


@lru_cache(1 << 15)
def _running_keys(text: str, language: str) -> tuple[tuple[str, int], ...]:
    """The keys in a running text with their numbers; cached, because a statement is both a passage and the evidence of entries."""
    keys = [key for word in words.words(text) if (key := words.text_key(word, language))]
    return tuple(Counter(keys).items())


def _whole_names(document: Document, same_keys: Mapping[str, str]) -> set[str]:
    """The keys of a document's whole names."""
    names = set()
    for name, language in document.names:
        tokens = words.words(name)
        significant = [w for w in tokens if not words.is_stop_word(w)] or tokens
        for lang in {language, "en"}:
            keys = [words.key(w, lang) for w in significant]
            names.add(words.exact(same_keys.get(k, k) for k in keys))
    return names - {"="}


def _spellings(document: Document) -> tuple[str, ...]:
    """The words of its names, folded; Cyrillic ones in Latin letters too."""
    words_of_names = {word for name in document.spoken for word in words.words(name) if len(word) > 3}
    words_of_names |= {words.in_latin(word) for word in words_of_names if words.CYRILLIC.search(word)}
    return tuple(sorted({fold(word) for word in words_of_names}))
