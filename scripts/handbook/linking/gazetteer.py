"""The gazetteer: every name in the registry, keyed by its first folded word.

A text of n words costs n dictionary look-ups however many names there are, so nothing more elaborate
than a dictionary of word sequences is needed.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from handbook.corpus import Corpus
from handbook.folding import WORD, fold, plain
from handbook.kinds import ActorKind, NameKind
from handbook.model import Actor, Entry

FORMS = {
    NameKind.VARIANT: "name",
    NameKind.SHORT: "name",
    NameKind.ABBREVIATION: "name",
    NameKind.NATIVE: "name",
    NameKind.TRANSLATION: "name",
    NameKind.DEMONYM: "demonym",
    NameKind.DESCRIPTION: "nominal",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A name as folded words and the folded signs between them."""

    words: tuple[str, ...]
    signs: tuple[str, ...]
    text: str
    form: str
    exact: bool
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by first word, the longest first; ``nominals`` may contain names."""

    names: dict[str, list[Pattern]]
    nominals: dict[str, list[Pattern]]


def sign(between: str) -> str:
    """The text between two words, folded: a hyphen counts as a space."""
    return plain(between).replace("-", "")


def forms_of(entry: Entry) -> Iterable[tuple[str, str, bool]]:
    """Each name of an entry: its text, its form, and whether it must match exactly, including case.

    A group ("Alban companies") has no name of its own, only a description.
    """
    group = isinstance(entry, Actor) and entry.kind == ActorKind.GROUP
    yield entry.name, "nominal" if group else "name", entry.name.isupper()
    for name in entry.names:
        yield name.text, FORMS[name.kind], name.kind is NameKind.ABBREVIATION


def first_words(entry: Entry) -> frozenset[tuple[str, tuple[str, str, bool], str]]:
    """Each name of an entry with everything that decides where it is found, and its first word, folded."""
    beginnings = ((form, WORD.search(form[0])) for form in forms_of(entry))
    return frozenset((type(entry).__name__, form, fold(word[0])) for form, word in beginnings if word)


def build(corpus: Corpus) -> Gazetteer:
    """The gazetteer of a corpus; a name that two entries share keeps both, for a ruling."""
    forms: dict[tuple[tuple[str, ...], tuple[str, ...], str, str, bool], dict[str, None]] = {}
    for entry in corpus.entries.values():
        for text, form, exact in forms_of(entry):
            tokens = list(WORD.finditer(text))
            if not tokens:
                continue
            keys = tuple(fold(t[0]) for t in tokens)
            signs = tuple(sign(text[a.end() : b.start()]) for a, b in itertools.pairwise(tokens))
            forms.setdefault((keys, signs, text if exact else "", form, exact), {})[entry.id] = None
    tables: tuple[dict[str, list[Pattern]], dict[str, list[Pattern]]] = (defaultdict(list), defaultdict(list))
    capital = {key: _capital(corpus, key[0], entries) for key, entries in forms.items()}
    for key, entries in forms.items():
        words, signs, text, form, exact = key
        shown = text or ("A" if capital[key] else "a")
        tables[form == "nominal"][words[0]].append(Pattern(words, signs, shown, form, exact, tuple(entries)))
    for table in tables:
        for patterns in table.values():
            patterns.sort(key=lambda p: (-len(p.words), not p.exact, p.words))
    return Gazetteer(dict(tables[0]), dict(tables[1]))


def _capital(corpus: Corpus, words: tuple[str, ...], entries: Iterable[str]) -> bool:
    """Whether every registered spelling of these words starts with a capital."""
    for entry in entries:
        for text, form, _ in forms_of(corpus.entries[entry]):
            tokens = WORD.findall(text)
            if tuple(fold(t) for t in tokens) == words and (form == "nominal" or not tokens[0][:1].isupper()):
                return False
    return True
