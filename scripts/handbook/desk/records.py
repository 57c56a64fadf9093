"""Read the seeds repeatedly in one process: only changed files are parsed, and only sources that may have changed are linked.

Unlike ``incremental`` this runs no rules: unfinished work has problems most of the time, and must be as quick to read
as sound records.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from handbook.checks.register import Context
from handbook.corpus import Corpus
from handbook.kinds import RulingKind
from handbook.linking.find import LinkingResult
from handbook.linking.gazetteer import Gazetteer, build
from handbook.model import Citation, Source
from handbook.problems import Report
from handbook.reading import seeds
from handbook.reading.seeds import Lines
from handbook.reading.words import read_words

Links = dict[Citation, LinkingResult]


class Reader:
    """Reads one seeds folder; to be called in one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, tuple[bytes, Any, Lines]] = {}
        self._links: dict[str, tuple[Source, Links]] = {}
        self._names_digest: bytes = b""
        self._gazetteer: Gazetteer | None = None

    def recall(self, name: str, raw: bytes) -> tuple[Any, Lines] | None:
        """The record of a file with unchanged bytes (the ``Memory`` for ``seeds.read``)."""
        remembered = self._files.get(name)
        return remembered[1:] if remembered and remembered[0] == hashlib.sha256(raw).digest() else None

    def keep(self, name: str, raw: bytes, record: Any, lines: Lines) -> None:
        """Remember the record of a file."""
        self._files[name] = hashlib.sha256(raw).digest(), record, lines

    def read(self) -> tuple[Context, Report]:
        """The records as they are now, linked, and the problems of unreadable ones."""
        corpus, report = seeds.read(self._folder, self)
        names_digest = names_of(corpus)
        if names_digest != self._names_digest:
            self._names_digest, self._gazetteer = names_digest, None
            self._links = {}
        loaded = read_words(self._folder / "loaded-terms.txt", True)
        context = Context(corpus, loaded, read_words(self._folder / "vocabulary.txt", False))
        self._gazetteer = self._gazetteer or build(corpus)
        # As long as names are unchanged, so is the gazetteer.
        context.__dict__["gazetteer"] = self._gazetteer
        links = {}
        for source in corpus.sources.values():
            remembered = self._links.get(source.id)
            links[source.id] = remembered if remembered and remembered[0] is source else (source, context.link(source))
        self._links = links
        context.__dict__["mentions"] = {
            cite: links_there for _source, of_source in links.values() for cite, links_there in of_source.items()
        }
        return context, report


def names_of(corpus: Corpus) -> bytes:
    """A digest of the linker's inputs: the names of entries, and people's rulings on them."""
    digest = hashlib.sha256()
    for entry in corpus.entries.values():
        digest.update(repr((entry.id, entry.name, entry.names, entry.review, getattr(entry, "kind", ""))).encode())
    digest.update(repr([r for r in corpus.rulings if r.kind is not RulingKind.QUESTION]).encode())
    return digest.digest()
