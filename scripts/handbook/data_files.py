"""Every file of the site for other software, and how it is made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from handbook.addresses import document
from handbook.citing import items
from handbook.exports import by_day, calendar, citations, feed, lookup, put_together, whole, xref
from handbook.exports.record_parts import Records
from handbook.pages.recipe import FileRecipe, Sections
from handbook.pages.view import View
from handbook.reading import schema
from handbook.settings.vocabulary import Vocabularies


def recipes(
    view: View, base: str, records: Records | None = None, sections: Sections | None = None
) -> dict[str, FileRecipe]:
    """How each is made: ``view`` is what is published, ``base`` the site's address or empty.

    Files of all records are put together from the ``sections`` of what each gives, which is made unless it is known.
    """
    records = records or Records(view, base)
    sections = sections or put_together.MadeNow(records)
    recipes_of = {f"source {i}": FileRecipe(partial(_source, view, base, i)) for i in view.corpus.sources}
    for kind, table in (
        ("actor", view.corpus.actors), ("agreement", view.corpus.agreements), ("event", view.corpus.events),
    ):  # fmt: skip
        recipes_of |= {f"{kind} {i}": FileRecipe(partial(_entry, view, base, kind, i)) for i in table}
    recipes_of["terms"] = FileRecipe(lambda: xref.terms_files(view.corpus))
    recipes_of |= by_day.recipes(view)
    recipes_of["calendar"] = FileRecipe(partial(_calendar, view, base), view.corpus.edition_date)
    recipes_of |= put_together.recipes(view, records, sections)
    recipes_of["schemas"] = FileRecipe(partial(schemas, view.corpus.words))
    return recipes_of


def _entry(view: View, base: str, kind: str, id_: str) -> dict[str, str]:
    """What there is of an entry: citations, and the content of its page for MyST."""
    corpus = view.corpus
    entry = (
        corpus.actors[id_] if kind == "actor" else corpus.agreements[id_] if kind == "agreement" else corpus.events[id_]
    )
    doc = document(entry)
    files = citations.page_files(doc, items.cited(view, base, doc, entry)) | xref.entry_file(view, kind, entry)
    return files | lookup.citable_file(view, base, entry) | feed.of_entry(corpus, entry, base)


def _source(view: View, base: str, id_: str) -> dict[str, str]:
    """What there is of a source: its statements for previews, and the same as of an entry."""
    source = view.corpus.sources[id_]
    doc = document(source)
    files = citations.page_files(doc, items.cited(view, base, doc, source)) | xref.source_file(source)
    return lookup.statements_file(view, source) | lookup.citable_file(view, base, source) | files


def _calendar(view: View, base: str) -> dict[str, str]:
    """Events for calendars and timelines."""
    corpus = view.corpus
    return {"data/events.json": calendar.events_json(corpus), "data/events.ics": calendar.icalendar(corpus, base)}


def schemas(words: Vocabularies) -> Mapping[str, str]:
    """The files that no record decides: JSON Schemas."""
    files = {f"schema/{name}": text for name, text in schema.schemas(words).items()}
    return files | {"schema/handbook.json": whole.json_schema()}
