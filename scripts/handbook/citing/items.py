"""Bibliographic items as CSL-JSON (schema 1.0.2): a page of the handbook, and a source itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from handbook.addresses import document, kind_of
from handbook.anchors import object_anchor
from handbook.citing.formats import Item, Work
from handbook.citing.people import csl_name
from handbook.dossiers import Dossier
from handbook.fields import citations_of
from handbook.leads import rests_on
from handbook.model import Conflict, Entry, Paged, Source, Term
from handbook.pages import dossiers
from handbook.pages.view import View
from handbook.partial_date import PartialDate
from handbook.plain_text import clean
from handbook.settings.handbook import Handbook, plain

#: What can be cited.
Citable = Entry | Source | Dossier | Conflict


@dataclass(frozen=True)
class Cited:
    """A page as something to cite.

    ``path`` is its address in the site (``actors/ann-example.html``), ``url`` the whole address, or empty if
    the site's is not known; dates are ISO days.
    """

    record: Citable
    kind: str
    path: str
    title: str
    gloss: str
    language: str
    url: str
    revised: str
    latest: str
    sources: int
    publications: int
    #: The work that the page is part of.
    handbook: Handbook = field(default_factory=plain)

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def is_entry(self) -> bool:
        """Whether it is the page of an actor, agreement or event: only these have claims, a feed and a card."""
        return isinstance(self.record, Paged)

    @cached_property
    def work(self) -> Work:
        """The page as an entry of an encyclopedia, with the handbook's title and editors in the language of its content."""
        return Work(page_item(self))


class Pages(Mapping[str, Cited]):
    """The citations of the pages of every actor, agreement, event, dossier and source, by document name.

    ``base`` is the site's address, or empty.
    """

    def __init__(self, view: View, base: str) -> None:
        self._view, self._base = view, base
        self._cited: dict[str, Cited] = {}

    def __getitem__(self, doc: str) -> Cited:
        if doc not in self._cited:
            self._cited[doc] = cited(self._view, self._base, doc, self._records[doc])
        return self._cited[doc]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    @cached_property
    def _records(self) -> dict[str, Citable]:
        corpus = self._view.corpus
        by_document: dict[str, Citable] = {document(e): e for e in corpus.paged}
        by_document.update((document(s), s) for s in corpus.sources.values())
        by_document.update((dossiers.document(d), d) for d in corpus.dossiers.values())
        return by_document


def document_of(view: View, record: Citable) -> str:
    """The document on which a record stands: its own page, or for a disagreement that of its list."""
    if isinstance(record, Conflict):
        return view.addresses.shared[object_anchor("conflict", record.id)]
    if isinstance(record, Dossier):
        return dossiers.document(record)
    assert not isinstance(record, Term)  # terms share a page, which is not cited
    return document(record)


def cited_as(view: View, record: Citable) -> str:
    """The name of a record's texts for citing: its document, or for a disagreement, which has none of its own, ``conflicts/`` and its id."""
    return f"conflicts/{record.id}" if isinstance(record, Conflict) else document_of(view, record)


def cited(view: View, base: str, doc: str, record: Citable) -> Cited:
    """The citation of the page ``doc`` of a record."""
    return view.shared(("cited", base, doc), record, lambda view, record: _cited(view, base, doc, record))


def _cited(view: View, base: str, doc: str, record: Citable) -> Cited:
    path = f"{doc}.html"
    if isinstance(record, Conflict):
        path = f"{path}#{object_anchor('conflict', record.id)}"
    url = base.rstrip("/") + "/" + path if base else ""
    if isinstance(record, Source):
        header = record.header
        gloss = ", ".join([*header.authors, header.publication, view.date(header.published)])
        return Cited(
            record, "source", path, clean(view.title_of_source(header)), clean(gloss), view.language, url, revised(record, view.corpus.edition_date), str(header.published), 1, 1,
            view.corpus.handbook,
        )  # fmt: skip
    if isinstance(record, Dossier | Conflict):
        edition, settings = view.corpus.edition_date, view.corpus.handbook
        kind, title, gloss = (
            ("conflict", view.say(record.question), view.say(record.note))
            if isinstance(record, Conflict)
            else ("dossier", dossiers.name_of(view, record), dossiers.first_sentence_of(view, record))
        )
        return Cited(record, kind, path, clean(title), clean(gloss), view.language, url, edition, "", 0, 0, settings)
    cites = citations_of(record) if isinstance(record, Term) else rests_on(view.corpus, record)
    sources = {c.source for c in cites}
    publication_dates = [view.corpus.sources[name].header.published for name in sources if name in view.corpus.sources]
    # Of two with the same sort key always the same one.
    _key, latest = max(
        ((date.sort_key, date.text) for date in publication_dates if date.shape != "unknown"), default=(None, "")
    )
    return Cited(
        record, kind_of(record).name, path, clean(view.name_of(record)), clean(view.gloss_of(record)), view.language, url,
        revised(record, view.corpus.edition_date), latest, len(sources), len(view.corpus.publications(cites)),
        view.corpus.handbook,
    )  # fmt: skip


def revised(record: Entry | Source, edition: str) -> str:
    """The ISO day of the last substantial change: of the history's last line, or of the edition; empty if neither has a day."""
    history = (
        () if isinstance(record, Term) else record.header.history if isinstance(record, Source) else record.history
    )
    days = [c.date.latest for c in history]
    return max((day.isoformat() for day in days if day), default=edition)


def page_item(cited: Cited, title: str = "", editors: str = "") -> Item:
    """A page as an entry of an encyclopedia; the handbook's ``title`` and ``editors`` are in the language of its content unless given.

    Its language is that of its title, since styles change the capitals of English titles only.
    """
    title, editors = title or cited.handbook.named(), editors or cited.handbook.edited()
    item: Item = {
        "id": cited.id, "type": "entry-encyclopedia", "title": cited.title, "container-title": clean(title),
        "author": [{"literal": clean(editors)}],
        "edition": cited.handbook.edition, "issued": csl_date(PartialDate.parse(cited.revised)),
        "language": _titled_in(cited),
    }  # fmt: skip
    return item | ({"URL": cited.url} if cited.url else {})


def _titled_in(cited: Cited) -> str:
    """The language of a page's title: a source's own title keeps its language, a translated description has the page's."""
    if isinstance(cited.record, Source) and cited.title == clean(cited.record.header.title):
        return cited.record.header.titled_in
    return cited.language


def source_title(source: Source) -> str:
    """The title of a source as libraries give it: one that is not its own, but describes it, stands in square brackets."""
    title = clean(source.header.title)
    return f"[{title}]" if source.header.described else title


def source_item(source: Source) -> Item:
    """A source as CSL-JSON, with its own date, however imprecise."""
    header = source.header
    item: Item = {
        "id": source.id, "type": "article-newspaper",
        "title": source_title(source), "container-title": clean(header.publication),
        "issued": csl_date(header.published), "language": header.language,
        "accessed": csl_date(header.consulted), "title-short": clean(header.short),
    }  # fmt: skip
    if header.authors:
        item["author"] = [csl_name(a) for a in header.authors]
    return item | ({"URL": header.url} if header.url else {})


def source_work(view: View, source: Source) -> Work:
    """A source as it is cited itself."""
    return view.shared("source as a work", source, lambda _view, source: Work(source_item(source)))


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
