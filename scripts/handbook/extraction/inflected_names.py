"""The registry's names in all their inflected forms: Лавров is also found as Лаврова and Лавровым."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from handbook.extraction.inflection import forms
from handbook.extraction.languages.data import read
from handbook.folding import WORD, fold
from handbook.linking.gazetteer import Gazetteer, Pattern, forms_of, sign
from handbook.model import Entry


def inflected(gazetteer: Gazetteer, entries: Iterable[Entry], language: str) -> Gazetteer:
    """Extend a gazetteer with the inflected forms of names that are written in the letters of the language.

    A form that two entries share is left to a ruling, as any name is.
    """
    letters = frozenset(read(language, "names").get("letters", ""))
    registered = {e for rows in gazetteer.names.values() for pattern in rows for e in pattern.entries}
    names_by_form: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, bool, dict[str, None]]] = {}
    for entry in (e for e in entries if e.id in registered):
        for text, form, exact in forms_of(entry):
            if form == "nominal" or not letters & set(text.casefold()):
                continue
            for spelling in {text} if exact else forms(text, language):
                tokens = list(WORD.finditer(spelling))
                words = tuple(fold(t[0]) for t in tokens)
                signs = tuple(sign(spelling[a.end() : b.start()]) for a, b in itertools.pairwise(tokens))
                names_by_form.setdefault((words, signs), (form, exact, {}))[2][entry.id] = None
    names = {first: list(rows) for first, rows in gazetteer.names.items()}
    for (words, signs), (form, exact, ids) in names_by_form.items():
        words_of_patterns = {pattern.words for pattern in names.get(words[0], ()) if not pattern.exact}
        if words not in words_of_patterns and not exact:
            names.setdefault(words[0], []).append(Pattern(words, signs, "A", form, False, tuple(ids)))
    for rows in names.values():
        rows.sort(key=lambda p: (-len(p.words), not p.exact, p.words))
    return Gazetteer(names, gazetteer.nominals)
