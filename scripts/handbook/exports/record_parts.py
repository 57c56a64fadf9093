"""What one record gives to the files of all records, and these files put together from such parts.

An edit makes only those parts again that looked at something that changed.  A list of all records
is made by the same function of ``exports`` or ``searching``, of a corpus that goes through one record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from handbook import i18n
from handbook.citing import items
from handbook.dossiers import Dossier
from handbook.exports import citations, database, feed, ftm, llms, lookup, spreadsheet, tables, whole, xref
from handbook.pages import one_record
from handbook.pages.one_record import Current, OneCorpus, OneView, Record
from handbook.pages.recipe import PartRecipe
from handbook.pages.view import View
from handbook.searching import documents, index, words

#: The tables of ``handbook.json`` that hold records, in their order.
_DUMPED = tuple(name for name, _kind in whole.TABLES if name in one_record.TABLES)


class Part(NamedTuple):
    """What one record gives: rows of tables, the same as CSV, lines of JSON, and so on."""

    rows: Mapping[str, Sequence[tables.Row]]
    csv: Mapping[str, str]
    json: Mapping[str, Sequence[str]]
    entities: tuple[str, ...]
    told: str
    citations: Mapping[str, Sequence[str]]
    previews: Mapping[str, Mapping[str, str]]
    entries: Sequence[index.Indexed]
    passages: Sequence[index.Indexed]


class Parts:
    """How the parts of all records are made, and the files that are put together from them.

    ``view`` is what is published, ``base`` the site's address or empty.
    """

    def __init__(self, view: View, base: str) -> None:
        self._base, self._wide = base, view
        self._current = Current()
        self._corpus = OneCorpus(view.corpus, self._current)
        self._view = OneView(view, self._corpus)

    @property
    def _everything(self) -> View:
        return self._wide.everything()

    @cached_property
    def _same(self) -> Mapping[str, str]:
        corpus = self._everything.corpus
        return words.same_keys(corpus.synonyms, corpus.entries)

    @cached_property
    def _exonyms(self) -> Mapping[str, Sequence[str]]:
        return documents.exonyms_of(self._everything.corpus.synonyms)

    @cached_property
    def _languages(self) -> dict[str, View]:
        return {
            language: OneView(self._wide, self._corpus, i18n.translator(language), language)
            for language in documents.languages(self._everything)
        }

    def recipes(self) -> Iterator[tuple[str, PartRecipe]]:
        """How the part of each record is made, by a name."""
        # The words that mean the same, and the languages of leads, may come from any record.
        known = repr((sorted(self._same.items()), list(self._languages), self._everything.corpus.edition_date))
        shared = hashlib.blake2b(known.encode("utf-8", "surrogatepass")).hexdigest()
        for record in one_record.records(self._everything.corpus):
            yield f"{type(record).__name__} {record.id}", PartRecipe(partial(self._make, record), shared)

    def make_all(self) -> list[Part]:
        """The parts of all records."""
        return [recipe.make() for _name, recipe in self.recipes()]

    def _make(self, record: Record) -> Part:
        self._current.record = record
        corpus, view, same = self._corpus, self._view, self._same
        # What claims say in English is asked for by tables, texts and the search: it is made once.
        plainly = self._languages["en"]
        rows = {name: some for name, some in tables.all_rows(corpus, plainly).items() if some}
        listed = not isinstance(record, Dossier)
        return Part(
            rows,
            {name: spreadsheet.csv_rows(some) for name, some in rows.items()},
            {name: lines for name in _DUMPED if (lines := list(whole.lines(corpus, name)))},
            ftm.sections(corpus, self._base),
            llms.told(corpus, self._base, plainly),
            citations.texts(corpus, items.Pages(view, self._base)) if listed else {},
            lookup.previews(view),
            [index.indexed(d, same) for d in documents.entries(view, self._languages, self._exonyms)],
            [index.indexed(d, same) for d in documents.passages(view)],
        )

    def whole_files(self, parts: Sequence[Part]) -> dict[str, str | bytes]:
        """The files that hold all records."""
        view, base = self._everything, self._base
        corpus = view.corpus
        rows = {table.name: [row for part in parts for row in part.rows.get(table.name, ())] for table in tables.TABLES}
        dumped = {
            name: [line for part in parts for line in part.json.get(name, ())]
            if name in _DUMPED
            else list(whole.lines(corpus, name))
            for name, _kind in whole.TABLES
        }
        files: dict[str, str | bytes] = {
            "data/handbook.json": whole.joined(corpus, base, dumped),
            "data/handbook.sqlite": database.database(corpus, rows),
            "data/datasette.json": database.datasette(corpus.handbook, base),
            "data/entities.ftm.json": "".join(part.entities[at] for at in range(3) for part in parts),
            "feed.xml": feed.atom(corpus, base),
            "llms.txt": llms.text(corpus, base),
            "llms-full.txt": llms.joined(corpus, (part.told for part in parts)),
            "myst.xref.json": xref.index(corpus),
        }
        for table in tables.TABLES:
            lines = (part.csv.get(table.name, "") for part in parts)
            files[f"data/{table.name}.csv"] = spreadsheet.joined(table, lines)
        return files | citations.joined([part.citations for part in parts if part.citations])

    def search_files(self, parts: Sequence[Part]) -> dict[str, str]:
        """The index of the search."""
        entries = [document for part in parts for document in part.entries]
        passages = [document for part in parts for document in part.passages]
        return index.joined(self._everything, self._same, entries, passages)

    def previews_files(self, parts: Sequence[Part]) -> dict[str, str]:
        """What is looked up while one reads."""
        previews = {address: preview for part in parts for address, preview in part.previews.items()}
        return lookup.joined(self._everything, previews)
