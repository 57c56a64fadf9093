"""The files of the search, of which a browser loads those that a query needs.

There are two indexes, one of entries and one of passages, so that entries come first and soon.  An index is sorted by
key and cut into pieces; so is the data that a reader sees of the documents.  All are scripts that hand over data: a
page opened from ``file://`` can load those, and a policy without ``unsafe-eval`` allows them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from handbook.pages.recipe import Sections
from handbook.pages.view import View
from handbook.searching import words
from handbook.searching.index import Indexed
from handbook.searching.inverted import Edited, Inverted, inverted

#: How many documents a piece of the displayed data has.
SHOWN = 24
FOLDER = "data/search"


def N_(text: str) -> str:
    """Mark a string for extraction; it is translated where it is used."""
    return text


#: The kinds of results, in the plural.
TYPES = {
    "actor": N_("Actors"), "agreement": N_("Agreements"), "event": N_("Events"), "topic": N_("Places and terms"), "dossier": N_("Dossiers"),
    "source": N_("Sources"), "statement": N_("Statements"), "conflict": N_("Disagreements"),
}  # fmt: skip


@dataclass
class StoredIndex:
    """An index as stored for the next run: where each part's documents begin, and the display data, facets and spellings of each document."""

    starts: dict[str, int]
    index: Inverted
    shown: list[str]
    facets: list[tuple[Any, ...]]
    spellings: list[tuple[str, ...]]

    def store(self, number: int, document: Indexed) -> None:
        """Store a document under its number."""
        self.shown[number] = _json(document.shown)
        self.facets[number] = (document.shown[4], *document.facets)
        self.spellings[number] = document.spellings


def stored_index(sections: Sections, section: str) -> StoredIndex:
    """The index of a section, updated where its documents differ from those of the last run, or made anew."""
    differing = sections.differing(section)
    stored = sections.note(section, "index") if differing is not None else None
    if isinstance(stored, StoredIndex) and differing is not None:
        edited = [
            Edited(stored.starts[name] + index, Indexed(*old), Indexed(*new))
            for name, before, after in differing
            if len(before) == len(after)
            for index, (old, new) in enumerate(zip(before, after, strict=True))
        ]
        if all(len(before) == len(after) for _name, before, after in differing) and stored.index.update(edited):
            for number, _before, after in edited:
                stored.store(number, after)
            return stored
    return _new_index(sections, section)


def _new_index(sections: Sections, section: str) -> StoredIndex:
    starts, documents = dict[str, int](), list[Indexed]()
    for name, rows in zip(sections.names(section), sections.of(section), strict=True):
        starts[name] = len(documents)
        documents += map(Indexed._make, rows)
    size = len(documents)
    index = StoredIndex(starts, inverted(documents), [""] * size, [()] * size, [()] * size)
    for number, document in enumerate(documents):
        index.store(number, document)
    return index


def entries(sections: Sections, same_keys: Mapping[str, str]) -> dict[str, str]:
    """The index of entries, by file name in the site, with the spellings of their names and their facets."""
    stored, files = _index(sections, "entries")
    spellings = sorted(set(chain.from_iterable(stored.spellings)))
    return files | {
        f"{FOLDER}/names.js": script("names", _json(spellings)),
        f"{FOLDER}/facets.js": script("facets", _json(_facets(stored.facets, same_keys))),
    }


def passages(sections: Sections) -> dict[str, str]:
    """The index of passages."""
    return _index(sections, "passages")[1]


def about(view: View, same_keys: Mapping[str, str], sections: Sections) -> dict[str, str]:
    """The facts about both indexes that the script needs first, in order to know where to look."""
    facts: dict[str, Any] = {
        "stop": sorted(words.stop_words()), "same": same_keys, "latin": words.LATIN,
        "types": {kind: view.translate(name) for kind, name in TYPES.items()},
    }  # fmt: skip
    for section in ("entries", "passages"):
        if (outline := sections.note(section, "outline")) is None:
            outline = _outline(stored_index(sections, section))
        facts[section] = {"first": outline[0], "size": outline[1], "shown": SHOWN}
    return {f"{FOLDER}/about.js": script("about", _json(facts))}


def _index(sections: Sections, name: str) -> tuple[StoredIndex, dict[str, str]]:
    stored = stored_index(sections, name)
    sections.keep(name, "index", stored)
    sections.keep(name, "outline", _outline(stored))
    return stored, dict(chain(_pieces(name, stored.index), _shown(name, stored.shown)))


def _outline(stored: StoredIndex) -> tuple[list[str], int]:
    """The first key of each piece, and the number of documents."""
    return [next(iter(piece), "") for piece in stored.index.pieces()], len(stored.shown)


def _pieces(name: str, index: Inverted) -> Iterator[tuple[str, str]]:
    for number, piece in enumerate(index.pieces()):
        yield f"{FOLDER}/{name}-{number}.js", script(f"{name}-{number}", index.text(piece))


def _shown(name: str, shown: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number in range(0, len(shown), SHOWN):
        part = f"{name}-shown-{number // SHOWN}"
        yield f"{FOLDER}/{part}.js", script(part, f"[{','.join(shown[number : number + SHOWN])}]")


def _facets(rows: Sequence[tuple[Any, ...]], same_keys: Mapping[str, str]) -> dict[str, Any]:
    """The filters of the search.

    A table of their values (name, value, words), the keys of queries that select each value, and for each
    entry its type and the places of its values in the table.
    """
    table = sorted({facet for _type, *facets in rows for facet in facets})
    place = {facet: number for number, facet in enumerate(table)}
    places = [[kind, *(place[facet] for facet in facets)] for kind, *facets in rows]
    label_words = [[w for w in words.words(label) if not words.is_stop_word(w)] for _name, _value, label in table]
    keys = [
        sorted({same_keys.get(k, k) for word in row_words for k in words.all_keys(word)}) for row_words in label_words
    ]
    return {"values": table, "rows": places, "keys": keys}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def script(name: str, body: str) -> str:
    """A script that hands over data, in JSON, under its name."""
    safe = body.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.handbookData=window.handbookData||{{}})[{json.dumps(name)}]={safe};\n"
