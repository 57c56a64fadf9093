"""Bibliographic items as CSL-JSON (schema 1.0.2): a page of the handbook, and a source itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handbook import EDITION, EDITION_DATE
from handbook.corpus import Corpus, citations_of
from handbook.model import Entry, Source, Term
from handbook.pages.myst import clean
from handbook.pages.view import FOLDERS, ROLES, View
from handbook.partial_date import PartialDate


def N_(text: str) -> str:
    return text


#: The work that every page is part of.
TITLE = N_("Russia–Mali Partnership: a sourced handbook")
EDITORS = N_("The editors of the handbook")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Item = dict[str, Any]


@dataclass(frozen=True)
class Cited:
    """A page as something to cite.

    ``path`` is its address in the site (``actors/sergey-lavrov.html``), ``url`` the
    whole address or empty when the site's is not known; dates are ISO days.
    """

    record: Entry | Source
    kind: str
    path: str
    title: str
    gloss: str
    language: str
    url: str
    revised: str
    through: str
    sources: int
    publications: int

    @property
    def id(self) -> str:
        return self.record.id


def pages(view: View, base: str) -> dict[str, Cited]:
    """Document name to what is cited, for every actor, agreement, event and source.

    ``base`` is the site's address, or empty.
    """
    through = consulted_through(view.corpus)
    made = {}
    for entry in view.corpus.entries.values():
        if not isinstance(entry, Term):
            cites = citations_of(entry)
            doc = f"{FOLDERS[type(entry)]}/{entry.id}"
            made[doc] = Cited(
                entry, ROLES[type(entry)], f"{doc}.html", clean(view.name_of(entry)), clean(entry.gloss), view.language,
                _url(base, f"{doc}.html"), revised(entry), through,
                len({c.source for c in cites}), len(view.corpus.publications(cites)),
            )  # fmt: skip
    for source in view.corpus.sources.values():
        doc, header = f"sources/{source.id}", source.header
        gloss = ", ".join([*header.authors, header.publication, view.date(header.published)])
        made[doc] = Cited(
            source, "source", f"{doc}.html", clean(header.title), clean(gloss), view.language,
            _url(base, f"{doc}.html"), revised(source), through, 1, 1,
        )  # fmt: skip
    return made


def consulted_through(corpus: Corpus) -> str:
    """The last day on which a source was read, ISO, or empty."""
    days = [s.header.consulted.latest for s in corpus.sources.values()]
    return max((day.isoformat() for day in days if day), default="")


def revised(record: Entry | Source) -> str:
    """The ISO day of the last change of substance: of the history's last line, or of the edition."""
    history = (
        () if isinstance(record, Term) else record.header.history if isinstance(record, Source) else record.history
    )
    days = [c.date.latest for c in history]
    return max((day.isoformat() for day in days if day), default=EDITION_DATE)


def _url(base: str, path: str) -> str:
    return base.rstrip("/") + "/" + path if base else ""


def page_item(cited: Cited, title: str = TITLE, editors: str = EDITORS) -> Item:
    """A page as an entry of an encyclopedia; ``title`` and ``editors`` in the page's language."""
    item: Item = {
        "id": cited.id, "type": "entry-encyclopedia", "title": cited.title, "container-title": title,
        "author": [{"literal": editors}], "edition": EDITION, "issued": csl_date(PartialDate.parse(cited.revised)),
        "language": cited.language,
    }  # fmt: skip
    return item | ({"URL": cited.url} if cited.url else {})


def source_item(source: Source) -> Item:
    """A source as CSL-JSON, with its own date, however imprecise."""
    header = source.header
    item: Item = {
        "id": source.id, "type": "article-newspaper" if header.url is None or header.authors else "webpage",
        "title": clean(header.title), "container-title": clean(header.publication),
        "issued": csl_date(header.published), "language": header.language,
        "accessed": csl_date(header.consulted), "title-short": clean(header.short),
    }  # fmt: skip
    if header.authors:
        item["author"] = [{"literal": clean(a)} for a in header.authors]
    return item | ({"URL": header.url} if header.url else {})


def csl_date(date: PartialDate) -> dict[str, Any]:
    """An EDTF date as a CSL date: parts as precise as it is, a range for an interval, else its literal text."""
    points = [date.start] if date.shape == "point" else [date.start, date.end]
    parts = []
    for point in points:
        if point is None or not point.year.isdigit():
            return {"literal": str(date) or "n.d."}
        numbers = [int(point.year)]
        for part in (point.month, point.day):
            if not part or not part.isdigit() or not 1 <= int(part) <= 31 or (len(numbers) == 1 and int(part) > 12):
                break
            numbers.append(int(part))
        parts.append(numbers)
    circa = any(point and point.qualifier for point in points)
    return {"date-parts": parts} | ({"circa": True} if circa else {})
