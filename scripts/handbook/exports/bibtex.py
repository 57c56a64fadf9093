"""BibTeX of all sources: the file that sphinxcontrib-bibtex reads."""

from __future__ import annotations

from collections.abc import Iterable

from handbook.citing import formats
from handbook.citing.items import source_item
from handbook.model import Source
from handbook.pages.dates import Translate, date_words


def bibtex(sources: Iterable[Source], _: Translate) -> str:
    """One entry for each source, sorted by key."""
    return "\n".join(_entry(s, _) for s in sorted(sources, key=lambda s: s.id))


def _entry(source: Source, _: Translate) -> str:
    """A source as it is displayed: with its date once, in words, which BibTeX's own fields cannot hold."""
    header = source.header
    item = source_item(source) | {"note": _("Read {date}").format(date=date_words(header.consulted, _))}
    # The note has that day in words.
    item.pop("accessed", None)
    # BibTeX's article needs an author; a work without one is miscellaneous.
    csl_item = item if header.authors else item | {"type": "webpage"}
    entry = formats.bibtex(csl_item, date_words(header.published, _))
    # The sign is harmless between braces, and pybtex does not know its command.
    return entry.replace(r"{\textquotedbl}", '"')
