"""The mentions in the statements of sources, as they are saved; unpickled only for the sources that are asked for."""

from __future__ import annotations

import pickle
from collections.abc import Container, Iterator, Mapping

from handbook.linking.find import LinkingResult
from handbook.model import Citation, Source

#: The mentions in statements, by citation.
Links = Mapping[Citation, LinkingResult]


class SavedMentions(Mapping[Citation, LinkingResult]):
    """The mentions in all statements of ``sources``: those of some sources are in memory (``read``), the others ``pickled``; both by source."""

    def __init__(self, sources: Mapping[str, Source], pickled: Mapping[str, bytes], read: Mapping[str, Links]) -> None:
        self._sources, self._pickled = sources, pickled
        self._read: dict[str, Links] = dict(read)

    def of(self, source: str) -> Links:
        """The mentions in one source, loaded when they are first asked for.

        Raises:
            KeyError: there is no such source.
        """
        links = self._read.get(source)
        if links is None:
            links = self._read[source] = unpickled(self._sources[source], self._pickled[source])
        return links

    def read_without(self, sources: Container[str]) -> dict[str, Links]:
        """The mentions that are loaded already, by source, without those of ``sources``."""
        return {name: links for name, links in self._read.items() if name not in sources}

    def __getitem__(self, cite: Citation) -> LinkingResult:
        return self.of(cite.source)[cite]

    def __iter__(self) -> Iterator[Citation]:
        for name in self._sources:
            yield from self.of(name)

    def __len__(self) -> int:
        return sum(len(source.statements) for source in self._sources.values())


def unpickled(source: Source, raw: bytes) -> Links:
    """The mentions in the statements of a source, from their pickle."""
    return dict(zip((s.citation for s in source.statements), pickle.loads(raw), strict=True))
