"""Every file of the site for other software, and how it is made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from handbook.addresses import document
from handbook.citing import items
from handbook.exports import calendar, citations, database, feed, ftm, llms, lookup, spreadsheet, tables, whole, xref
from handbook.pages.recipe import FileRecipe
from handbook.pages.view import View
from handbook.reading import schema
from handbook.searching import index
from handbook.settings.vocabulary import Vocabularies


def recipes(view: View, base: str) -> dict[str, FileRecipe]:
    """How each is made: ``view`` is what is published, ``base`` the site's address or empty."""
    by_name = {f"source {i}": FileRecipe(partial(_source, view, base, i)) for i in view.corpus.sources}
    for kind, table in (
        ("actor", view.corpus.actors), ("agreement", view.corpus.agreements), ("event", view.corpus.events),
    ):  # fmt: skip
        by_name |= {f"{kind} {i}": FileRecipe(partial(_entry, view, base, kind, i)) for i in table}
    by_name["terms"] = FileRecipe(lambda: xref.terms_files(view.corpus))
    by_name["look-up"] = FileRecipe(lambda: lookup.files(view))
    by_name["search"] = FileRecipe(lambda: index.files(view.everything()))
    by_name["whole"] = FileRecipe(lambda: _whole(view.everything(), base))
    by_name["schemas"] = FileRecipe(partial(schemas, view.corpus.words))
    return by_name


def _entry(view: View, base: str, kind: str, id_: str) -> dict[str, str]:
    """What there is of an entry: citations, and the content of its page for MyST."""
    corpus = view.corpus
    entry = (
        corpus.actors[id_] if kind == "actor" else corpus.agreements[id_] if kind == "agreement" else corpus.events[id_]
    )
    doc = document(entry)
    return citations.page_files(doc, items.cited(view, base, doc, entry)) | xref.entry_file(view, kind, entry)


def _source(view: View, base: str, id_: str) -> dict[str, str]:
    """What there is of a source: its statements for previews, and the same as of an entry."""
    source = view.corpus.sources[id_]
    doc = document(source)
    files = citations.page_files(doc, items.cited(view, base, doc, source)) | xref.source_file(source)
    return lookup.statements_file(view, source) | files


def _whole(view: View, base: str) -> dict[str, str | bytes]:
    """The files that hold all records."""
    corpus = view.corpus
    rows = tables.all_rows(corpus)
    files: dict[str, str | bytes] = {
        "data/handbook.json": whole.dump(corpus, base),
        "data/handbook.sqlite": database.database(corpus, rows),
        "data/datasette.json": database.datasette(corpus.handbook, base),
        "data/events.json": calendar.events_json(corpus),
        "data/events.ics": calendar.icalendar(corpus, base),
        "data/entities.ftm.json": ftm.lines(corpus, base),
        "feed.xml": feed.atom(corpus, base),
        "llms.txt": llms.text(corpus, base),
        "llms-full.txt": llms.full(corpus, base),
        "myst.xref.json": xref.index(corpus),
    }
    files |= {f"data/{table.name}.csv": spreadsheet.csv_text(table, rows[table.name]) for table in tables.TABLES}
    return files | citations.files(corpus, items.Pages(view, base))


def schemas(words: Vocabularies) -> Mapping[str, str]:
    """The files that no record decides: JSON Schemas."""
    files = {f"schema/{name}": text for name, text in schema.schemas(words).items()}
    return files | {"schema/handbook.json": whole.json_schema()}
