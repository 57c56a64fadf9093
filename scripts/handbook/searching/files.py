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
class Kept:
    """An index as stored for the next run: where each part's documents begin, and the display data, facets and spellings of each document."""

    starts: dict[str, int]
    index: Inverted
    shown: list[str]
    facets: list[tuple[Any, ...]]
    spellings: list[tuple[str, ...]]

    def put(self, number: int, document: Indexed) -> None:
        """Store a document under its number."""
        self.shown[number] = _json(document.shown)
        self.facets[number] = (document.shown[4], *document.facets)
        self.spellings[number] = document.spellings


def kept_of(sections: Sections, section: str) -> Kept:
    """The index of a section, updated where its documents differ from those of the last run, or made anew."""
    differing = sections.differing(section)
    held = sections.note(section, "index") if differing is not None else None
    if isinstance(held, Kept) and differing is not None:
        edited = [
            Edited(held.starts[name] + at, Indexed(*was), Indexed(*its))
            for name, before, now in differing
            if len(before) == len(now)
            for at, (was, its) in enumerate(zip(before, now, strict=True))
        ]
        if all(len(before) == len(now) for _name, before, now in differing) and held.index.mend(edited):
            for number, _before, now in edited:
                held.put(number, now)
            return held
    return _made(sections, section)


def _made(sections: Sections, section: str) -> Kept:
    starts, documents = dict[str, int](), list[Indexed]()
    for name, some in zip(sections.names(section), sections.of(section), strict=True):
        starts[name] = len(documents)
        documents += map(Indexed._make, some)
    size = len(documents)
    made = Kept(starts, inverted(documents), [""] * size, [()] * size, [()] * size)
    for number, document in enumerate(documents):
        made.put(number, document)
    return made


def entries(sections: Sections, same: Mapping[str, str]) -> dict[str, str]:
    """The index of entries, by file name in the site, with the spellings of their names and their facets."""
    kept, files = _index(sections, "entries")
    spellings = sorted(set(chain.from_iterable(kept.spellings)))
    return files | {
        f"{FOLDER}/names.js": script("names", _json(spellings)),
        f"{FOLDER}/facets.js": script("facets", _json(_facets(kept.facets, same))),
    }


def passages(sections: Sections) -> dict[str, str]:
    """The index of passages."""
    return _index(sections, "passages")[1]


def about(view: View, same: Mapping[str, str], sections: Sections) -> dict[str, str]:
    """The facts about both indexes that the script needs first, in order to know where to look."""
    known: dict[str, Any] = {
        "stop": sorted(words.stop_words()), "same": same, "latin": words.LATIN,
        "types": {kind: view.translate(name) for kind, name in TYPES.items()},
    }  # fmt: skip
    for section in ("entries", "passages"):
        if (outline := sections.note(section, "outline")) is None:
            outline = _outline(kept_of(sections, section))
        known[section] = {"first": outline[0], "size": outline[1], "shown": SHOWN}
    return {f"{FOLDER}/about.js": script("about", _json(known))}


def _index(sections: Sections, name: str) -> tuple[Kept, dict[str, str]]:
    kept = kept_of(sections, name)
    sections.keep(name, "index", kept)
    sections.keep(name, "outline", _outline(kept))
    return kept, dict(chain(_pieces(name, kept.index), _shown(name, kept.shown)))


def _outline(kept: Kept) -> tuple[list[str], int]:
    """The first key of each piece, and the number of documents."""
    return [next(iter(piece), "") for piece in kept.index.pieces()], len(kept.shown)


def _pieces(name: str, index: Inverted) -> Iterator[tuple[str, str]]:
    for number, piece in enumerate(index.pieces()):
        yield f"{FOLDER}/{name}-{number}.js", script(f"{name}-{number}", index.text(piece))


def _shown(name: str, shown: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number in range(0, len(shown), SHOWN):
        part = f"{name}-shown-{number // SHOWN}"
        yield f"{FOLDER}/{part}.js", script(part, f"[{','.join(shown[number : number + SHOWN])}]")


def _facets(rows: Sequence[tuple[Any, ...]], same: Mapping[str, str]) -> dict[str, Any]:
    """The filters of the search.

    A table of their values (name, value, words), the keys of queries that select each value, and for each
    entry its type and the places of its values in the table.
    """
    table = sorted({facet for _type, *facets in rows for facet in facets})
    place = {facet: number for number, facet in enumerate(table)}
    places = [[kind, *(place[facet] for facet in facets)] for kind, *facets in rows]
    meant = [[w for w in words.words(label) if not words.says_nothing(w)] for _name, _value, label in table]
    keys = [sorted({same.get(k, k) for word in some for k in words.all_keys(word)}) for some in meant]
    return {"values": table, "rows": places, "keys": keys}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def script(name: str, body: str) -> str:
    """A script that hands over data, in JSON, under its name."""
    safe = body.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.handbookData=window.handbookData||{{}})[{json.dumps(name)}]={safe};\n"
