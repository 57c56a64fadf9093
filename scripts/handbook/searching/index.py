"""The index of the search: weighed words, in files of which a browser loads those that a query needs.

There are two indexes, of entries and of passages, so that entries come first and soon.  An index is sorted
by key and cut into pieces; what a reader sees of the documents is cut likewise.  All are scripts that
hand over data: a page opened from ``file://`` can load those, and a policy without ``unsafe-eval`` lets them.
Weights are those of BM25F, computed here: a browser only adds them up.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log, log2
from typing import Any, NamedTuple

from handbook.folding import fold
from handbook.pages.view import View
from handbook.searching import words
from handbook.searching.documents import Document

#: How much a word counts by the field in which it stands, and how much the length of that field matters (0 to 1).
WEIGHTS: dict[str, tuple[float, float]] = {
    "name": (10, 0.5), "office": (7, 0.3), "title": (6, 0.3), "label": (5, 0.0), "gloss": (4, 0.5), "lead": (3, 0.5),
    "year": (3, 0.0), "claim": (1.5, 0.5), "evidence": (0.4, 0.5), "passage": (4, 0.6),
}  # fmt: skip
#: Texts in which words that say nothing are left out; in names and titles they may be initials (UN, AU).
RUNNING = frozenset({"gloss", "lead", "claim", "evidence", "passage"})
#: Fields of few words: when all words of a query stand in one of them, the document is about just that.
#: Each has a bit, by which its postings say that a key stands in it.
TELLING = {"name": 1, "title": 1, "office": 2, "gloss": 4, "label": 8, "year": 8}
BITS = 16
SATURATION = 4.0
SCALE = 20
#: Characters of a piece of the index, and documents of a piece of what is shown.
PIECE = 6_000
SHOWN = {"entries": 24, "passages": 24}
FOLDER = "data/search"

#: By key, a document's number, and the weight of the key in it times ``BITS`` with the bits of its telling fields.
Postings = dict[str, list[tuple[int, int]]]


class Indexed(NamedTuple):
    """A document as the index has it, apart from all others.

    ``shown`` is what a reader sees of it: address, name, kind, gloss, type.  ``counts`` has for each field
    how often each key stands there, ``names`` the keys of whole names; ``facets`` and ``weight`` are the document's.
    """

    shown: tuple[str, str, str, str, str]
    counts: Mapping[str, Mapping[str, int]]
    names: tuple[str, ...]
    facets: tuple[tuple[str, str, str], ...]
    weight: int


def indexed(document: Document, same: Mapping[str, str]) -> Indexed:
    """A document with its keys; those that mean the ``same`` as another are that one."""
    shown = document.address, document.name, document.kind, document.gloss, document.type
    counts = _counts(document, same)
    return Indexed(shown, counts, tuple(sorted(_whole_names(document, same))), document.facets, document.weight)


def joined(
    view: View, same: Mapping[str, str], entries: Sequence[Indexed], passages: Sequence[Indexed]
) -> dict[str, str]:
    """The files of the index of such documents: file name in the site to content."""
    files: dict[str, str] = {}
    about: dict[str, Any] = {
        "stop": sorted(words.stop_words()), "same": same, "latin": words.LATIN,
        "types": {kind: view.translate(name) for kind, name in TYPES.items()},
    }  # fmt: skip
    for name, chosen in (("entries", entries), ("passages", passages)):
        pieces = _pieces(postings(chosen))
        about[name] = {"first": [next(iter(piece), "") for piece in pieces], "size": len(chosen), "shown": SHOWN[name]}
        files |= {f"{FOLDER}/{name}-{n}.js": _script(f"{name}-{n}", _packed(piece)) for n, piece in enumerate(pieces)}
        files |= {
            f"{FOLDER}/{name}-shown-{n // SHOWN[name]}.js": _script(
                f"{name}-shown-{n // SHOWN[name]}", [document.shown for document in chosen[n : n + SHOWN[name]]]
            )
            for n in range(0, len(chosen), SHOWN[name])
        }
    files[f"{FOLDER}/about.js"] = _script("about", about)
    files[f"{FOLDER}/names.js"] = _script("names", _names(view))
    files[f"{FOLDER}/facets.js"] = _script("facets", _facets(entries, same))
    return files


def N_(text: str) -> str:
    """Marks a string for extraction; it is translated where it is used."""
    return text


#: What kinds of things are found, in the plural.
TYPES = {
    "actor": N_("Actors"), "agreement": N_("Agreements"), "event": N_("Events"), "topic": N_("Places and terms"),
    "source": N_("Sources"), "statement": N_("Statements"), "conflict": N_("Disagreements"),
}  # fmt: skip


def postings(chosen: Sequence[Indexed]) -> Postings:
    """The documents of each key, by number, each with its weight."""
    lengths: dict[str, int] = defaultdict(int)
    having: Counter[str] = Counter()
    for document in chosen:
        for field, keys in document.counts.items():
            lengths[field] += sum(keys.values())
            having[field] += 1
    shares: dict[str, dict[int, float]] = defaultdict(dict)
    telling: dict[str, dict[int, int]] = defaultdict(dict)
    for number, document in enumerate(chosen):
        for field, keys in document.counts.items():
            boost, normal = WEIGHTS[field]
            relative = sum(keys.values()) / (lengths[field] / having[field])
            each, bit = boost / (1 - normal + normal * relative), TELLING.get(field, 0)
            for key, times in keys.items():
                by_number = shares[key]
                by_number[number] = by_number.get(number, 0) + each * times
                if bit:
                    bits = telling[key]
                    bits[number] = bits.get(number, 0) | bit
    attested = [1 + 0.03 * log2(1 + document.weight) for document in chosen]
    no_bits: dict[int, int] = {}
    by_key: Postings = {}
    for key, by_number in shares.items():
        # More for a rare key, and a little more for a document that is well attested.
        rarity = SCALE * log(1 + (len(chosen) - len(by_number) + 0.5) / (len(by_number) + 0.5))
        bits_of = telling.get(key, no_bits).get
        # Documents came in the order of their numbers.
        by_key[key] = [
            (number, (round(rarity * share / (share + SATURATION) * attested[number]) or 1) * BITS + bits_of(number, 0))
            for number, share in by_number.items()
        ]
    for number, document in enumerate(chosen):
        for key in document.names:
            by_key.setdefault(key, []).append((number, SCALE * BITS))
    return by_key


def _counts(document: Document, same: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """How often each key stands in each field of a document."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for text in document.texts:
        field = counts[text.field]
        if text.field in RUNNING:
            for key, times in _running_keys(text.words, text.language):
                _count(field, same.get(key, key), times)
            continue
        for word in words.words(text.words):
            key = words.key(word, text.language)
            _count(field, same.get(key, key))
            if text.field in ("name", "title") and key not in same:
                # A name in another language or script is found by its letters too.
                for other in {same.get(other, other) for other in words.all_keys(word)} - {key}:
                    _count(field, other)
    for label, language, year in document.steps:
        if len(tokens := words.words(label)) == 1:
            key = words.key(tokens[0], language)
            counts["label"][f"{same.get(key, key)}~{year}"] = 1
    return {field: keys for field, keys in counts.items() if keys}


def _count(field: dict[str, int], key: str, times: int = 1) -> None:
    field[key] = field.get(key, 0) + times


@lru_cache(1 << 15)
def _running_keys(text: str, language: str) -> tuple[tuple[str, int], ...]:
    """How often each key stands in a running text; kept, because a statement is a passage and the evidence of entries."""
    telling = [word for word in words.words(text) if not words.says_nothing(word)]
    return tuple(Counter([words.key(word, language) for word in telling]).items())


def _whole_names(document: Document, same: Mapping[str, str]) -> set[str]:
    """The keys of a document's whole names."""
    names = set()
    for name, language in document.names:
        tokens = words.words(name)
        telling = [w for w in tokens if not words.says_nothing(w)] or tokens
        for lang in {language, "en"}:
            keys = [words.key(w, lang) for w in telling]
            names.add(words.exact(same.get(k, k) for k in keys))
    return names - {"="}


def _pieces(all_postings: Postings) -> list[dict[str, list[tuple[int, int]]]]:
    """The index in the order of its keys, cut into pieces of about ``PIECE`` characters."""
    pieces: list[dict[str, list[tuple[int, int]]]] = [{}]
    size = 0
    for key in sorted(all_postings):
        # As it will be written: the key, and about six characters for a document.
        weight = len(key) + 5 + 6 * len(all_postings[key])
        if size and size + weight > PIECE:
            pieces.append({})
            size = 0
        pieces[-1][key] = all_postings[key]
        size += weight
    return pieces


def _packed(piece: Mapping[str, list[tuple[int, int]]]) -> dict[str, list[int]]:
    """Postings as flat lists, each document by its distance from the one before."""
    packed = {}
    for key, pairs in piece.items():
        flat: list[int] = []
        last = 0
        for number, weight in pairs:
            flat += (number - last, weight)
            last = number
        packed[key] = flat
    return packed


def _names(view: View) -> list[str]:
    """The words of all names, folded, for slips of the pen: Cyrillic ones also in Latin letters."""
    names = [name for e in view.corpus.entries.values() for name in (e.name, *(n.text for n in e.names))]
    names += [word for row in view.corpus.synonyms if row.entry for word in row.words]
    words_of_names = {word for name in names for word in words.words(name) if len(word) > 3}
    words_of_names |= {words.in_latin(word) for word in words_of_names if words.CYRILLIC.search(word)}
    return sorted({fold(word) for word in words_of_names})


def _facets(chosen: Sequence[Indexed], same: Mapping[str, str]) -> dict[str, Any]:
    """By what found entries are narrowed.

    A table of values (name, value, words), for each the keys by which a query may mean it, and for each
    entry its type and the places of its values in the table.
    """
    table = sorted({facet for document in chosen for facet in document.facets})
    place = {facet: number for number, facet in enumerate(table)}
    rows = [[document.shown[4], *(place[facet] for facet in document.facets)] for document in chosen]
    meant = [[w for w in words.words(label) if not words.says_nothing(w)] for _name, _value, label in table]
    keys = [sorted({same.get(k, k) for word in some for k in words.all_keys(word)}) for some in meant]
    return {"values": table, "rows": rows, "keys": keys}


def _script(name: str, value: object) -> str:
    """A script that hands over data under its name."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = body.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.handbookData=window.handbookData||{{}})[{json.dumps(name)}]={safe};\n"
