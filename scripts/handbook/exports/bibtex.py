"""BibTeX of all sources: the file that sphinxcontrib-bibtex reads."""

from __future__ import annotations

from collections.abc import Iterable

from handbook.citing import formats
from handbook.citing.items import Item, source_item
from handbook.model import Source


def bibtex(sources: Iterable[Source]) -> str:
    """One entry a source, sorted by key."""
    return "\n".join(formats.bibtex(_noted(s)) for s in sorted(sources, key=lambda s: s.id))


def _noted(source: Source) -> Item:
    """A source as an item that also says its date in full, which BibTeX cannot hold."""
    header = source.header
    item = source_item(source) | {"note": f"Published {header.published}; read {header.consulted}"}
    # BibTeX's article has an author; what names none is miscellaneous.
    return item if header.authors else item | {"type": "webpage"}
