"""The parts of one record in the files of all records (``put_together``), by section.

After an edit only the parts that looked at something changed are made again.  A list of all records is made
by the same function of ``exports`` or ``searching``, on a corpus that lists one record only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from handbook import i18n
from handbook.dossiers import Dossier
from handbook.exports import citations, ftm, handbook_json, llms, lookup, spreadsheet, tables
from handbook.pages import one_record
from handbook.pages.one_record import Current, OneCorpus, OneView, Record
from handbook.pages.recipe import PartRecipe
from handbook.pages.view import View
from handbook.searching import documents, index, words

#: The tables of ``handbook.json`` that hold records, in their order.
DUMPED = tuple(name for name, _kind in handbook_json.TABLES if name in one_record.TABLES)


class Records:
    """The recipes of the parts of all records: ``view`` is what is published, ``base`` the site's address or empty."""

    def __init__(self, view: View, base: str) -> None:
        self.base, self._wide = base, view
        self._current = Current()
        self._corpus = OneCorpus(view.corpus, self._current)
        self._view = OneView(view, self._corpus)

    @cached_property
    def _all_records(self) -> View:
        return self._wide.everything()

    @cached_property
    def same_keys(self) -> Mapping[str, str]:
        """The keys of words that mean the same as others, with the key they share."""
        corpus = self._all_records.corpus
        return words.same_keys(corpus.synonyms, corpus.entries)

    @cached_property
    def _exonyms(self) -> Mapping[str, Sequence[str]]:
        return documents.exonyms_of(self._all_records.corpus.synonyms)

    @cached_property
    def _languages(self) -> dict[str, View]:
        return {
            language: OneView(self._wide, self._corpus, i18n.translator(language), language)
            for language in documents.languages(self._all_records)
        }

    @cached_property
    def shared(self) -> str:
        """A digest of everything that can affect all parts: synonyms and languages of leads may come from any record."""
        inputs = repr((sorted(self.same_keys.items()), list(self._languages), self._all_records.corpus.edition_date))
        return hashlib.blake2b(inputs.encode("utf-8", "surrogatepass")).hexdigest()

    def recipes(self) -> Iterator[tuple[str, PartRecipe]]:
        """The recipe of each record's part, by a name."""
        for record in one_record.records(self._all_records.corpus):
            yield f"{type(record).__name__} {record.id}", PartRecipe(partial(self._part, record), self.shared)

    def _part(self, record: Record) -> dict[str, Any]:
        """The part of a record, by section."""
        self._current.record = record
        corpus, view, same_keys = self._corpus, self._view, self.same_keys
        # Sentences of claims in English are used by tables, texts and the search, and made only once.
        plainly = self._languages["en"]
        rows = {name: table_rows for name, table_rows in tables.all_rows(corpus, plainly).items() if table_rows}
        is_listed = not isinstance(record, Dossier)
        return {
            **{f"rows {name}": table_rows for name, table_rows in rows.items()},
            "csv": {name: spreadsheet.csv_rows(table_rows) for name, table_rows in rows.items()},
            "json": {name: lines for name in DUMPED if (lines := list(handbook_json.lines(corpus, name)))},
            "entities": ftm.sections(corpus, self.base),
            "told": llms.entries_text(corpus, self.base, plainly),
            "citations": citations.texts(view, self.base) if is_listed else {},
            "previews": lookup.previews(view),
            # As plain tuples, which take half the time to store and to digest.
            "entries": [
                tuple(index.indexed(d, same_keys)) for d in documents.entries(view, self._languages, self._exonyms)
            ],
            "passages": [tuple(index.indexed(d, same_keys)) for d in documents.passages(view)],
        }
