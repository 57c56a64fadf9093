"""Every data file of the site (those for other software), and its recipe."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from handbook.addresses import document
from handbook.citing import items
from handbook.exports import by_day, calendar, citations, feed, handbook_json, lookup, put_together, xref
from handbook.exports.record_parts import Records
from handbook.pages.recipe import FileRecipe, Sections
from handbook.pages.view import View
from handbook.reading import schema
from handbook.settings.vocabulary import Vocabularies


def recipes(
    view: View, base: str, records: Records | None = None, sections: Sections | None = None
) -> dict[str, FileRecipe]:
    """The recipes of all data files; ``view`` is that of the published corpus, ``base`` the site's address or empty.

    Files that have all records are put together from ``sections``, the parts of each record; by default parts are made anew.
    """
    records = records or Records(view, base)
    sections = sections or put_together.UnstoredSections(records)
    recipes_of = {f"source {i}": FileRecipe(partial(_source, view, base, i)) for i in view.corpus.sources}
    for kind, table in (
        ("actor", view.corpus.actors), ("agreement", view.corpus.agreements), ("event", view.corpus.events),
    ):  # fmt: skip
        recipes_of |= {f"{kind} {i}": FileRecipe(partial(_entry, view, base, kind, i)) for i in table}
    for kind, cited in (("dossier", view.corpus.dossiers), ("conflict", view.corpus.conflicts)):
        recipes_of |= {f"{kind} {i}": FileRecipe(partial(_only_cited, view, base, kind, i)) for i in cited}
    recipes_of["terms"] = FileRecipe(lambda: xref.terms_files(view.corpus))
    recipes_of |= by_day.recipes(view)
    recipes_of["calendar"] = FileRecipe(partial(_calendar, view, base), view.corpus.edition_date)
    recipes_of |= put_together.recipes(view, records, sections)
    recipes_of["schemas"] = FileRecipe(partial(schemas, view.corpus.words))
    return recipes_of


def _entry(view: View, base: str, kind: str, id_: str) -> dict[str, str]:
    """The data files of an entry: citations, cross-references for MyST, texts for citing, its feed."""
    corpus = view.corpus
    entry = (
        corpus.actors[id_] if kind == "actor" else corpus.agreements[id_] if kind == "agreement" else corpus.events[id_]
    )
    doc = document(entry)
    files = citations.page_files(doc, items.cited(view, base, doc, entry)) | xref.entry_file(view, kind, entry)
    return files | lookup.citable_file(view, base, entry) | feed.of_entry(corpus, entry, base)


def _only_cited(view: View, base: str, kind: str, id_: str) -> dict[str, str]:
    """The data files of a dossier or disagreement: citations, texts for citing."""
    record = view.corpus.dossiers[id_] if kind == "dossier" else view.corpus.conflicts[id_]
    of_page = items.cited(view, base, items.document_of(view, record), record)
    return citations.page_files(items.cited_as(view, record), of_page) | lookup.citable_file(view, base, record)


def _source(view: View, base: str, id_: str) -> dict[str, str]:
    """The data files of a source: its statements for previews, citations, cross-references for MyST, texts for citing."""
    source = view.corpus.sources[id_]
    doc = document(source)
    files = citations.page_files(doc, items.cited(view, base, doc, source)) | xref.source_file(source)
    return lookup.statements_file(view, source) | lookup.citable_file(view, base, source) | files


def _calendar(view: View, base: str) -> dict[str, str]:
    """The events, as files for calendars and timelines."""
    corpus = view.corpus
    return {"data/events.json": calendar.events_json(corpus), "data/events.ics": calendar.icalendar(corpus, base)}


def schemas(words: Vocabularies) -> Mapping[str, str]:
    """The JSON Schemas, which depend on the vocabularies only, not on records."""
    files = {f"schema/{name}": text for name, text in schema.schemas(words).items()}
    return files | {"schema/handbook.json": handbook_json.json_schema()}
