"""Every file of the site for other software, and how it is made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from handbook.citing import items
from handbook.exports import citations, feed, ftm, llms, lookup, tables, whole, xref
from handbook.pages.recipe import Recipe
from handbook.pages.view import FOLDERS, View
from handbook.reading import schema


def recipes(view: View, given: View, base: str) -> dict[str, Recipe]:
    """How each is made: ``view`` is what pages show, ``given`` what data files hold, ``base`` the site's address or empty."""
    through = items.consulted_through(given.corpus)
    made = {
        f"source {i}": Recipe(partial(_source, view, given, base, through, i), through) for i in view.corpus.sources
    }
    for kind, table in (
        ("actor", given.corpus.actors), ("agreement", given.corpus.agreements), ("event", given.corpus.events),
    ):  # fmt: skip
        made |= {f"{kind} {i}": Recipe(partial(_entry, given, base, through, kind, i), through) for i in table}
    made["terms"] = Recipe(lambda: xref.terms_files(given.corpus))
    made["look-up"] = Recipe(lambda: lookup.files(view))
    made["whole"] = Recipe(lambda: _whole(given.all(), base))
    return made


def _entry(given: View, base: str, through: str, kind: str, id_: str) -> dict[str, str]:
    """What there is of an entry: citations, and the content of its page for MyST."""
    corpus = given.corpus
    entry = (
        corpus.actors[id_] if kind == "actor" else corpus.agreements[id_] if kind == "agreement" else corpus.events[id_]
    )
    doc = f"{FOLDERS[type(entry)]}/{id_}"
    return citations.page_files(doc, items.cited(given, base, through, doc, entry)) | xref.entry_file(kind, entry)


def _source(view: View, given: View, base: str, through: str, id_: str) -> dict[str, str]:
    """What there is of a source: its statements for previews, and the same as of an entry."""
    made = lookup.statements_file(view, view.corpus.sources[id_])
    source = given.corpus.sources.get(id_)
    if source is not None:
        doc = f"sources/{id_}"
        made |= citations.page_files(doc, items.cited(given, base, through, doc, source)) | xref.source_file(source)
    return made


def _whole(given: View, base: str) -> dict[str, str | bytes]:
    """The files that hold all records."""
    corpus = given.corpus
    rows = tables.all_rows(corpus)
    made: dict[str, str | bytes] = {
        "data/handbook.json": whole.dump(corpus, base),
        "data/handbook.sqlite": tables.database(corpus, rows),
        "data/events.json": tables.events_json(corpus),
        "data/entities.ftm.json": ftm.lines(corpus, base),
        "feed.xml": feed.atom(corpus, base),
        "llms.txt": llms.text(corpus, base),
        "myst.xref.json": xref.index(corpus),
    }
    made |= {f"data/{table.name}.csv": tables.csv_text(table, rows[table.name]) for table in tables.TABLES}
    return made | citations.files(corpus, items.Pages(given, base))


def fixed() -> Mapping[str, str]:
    """The files that no record decides: JSON Schemas."""
    made = {f"schema/{name}": text for name, text in schema.schemas().items()}
    return made | {"schema/handbook.json": whole.json_schema()}
