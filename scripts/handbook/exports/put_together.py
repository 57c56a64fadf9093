"""The files of all records, put together from the parts of each (``record_parts``).

Everything else that determines such a file is in the preconditions of its recipe; so it is made again only
if one of its sections changes, and looks at no record itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Any

from handbook.exports import citations, database, feed, handbook_json, llms, lookup, spreadsheet, tables, xref
from handbook.exports.record_parts import DUMPED, Records
from handbook.exports.updating import file_of
from handbook.pages.recipe import Differing, FileRecipe, Sections
from handbook.pages.view import View
from handbook.searching import files as search


class UnstoredSections:
    """The sections of all records, made on the spot, with nothing kept between runs."""

    def __init__(self, records: Records) -> None:
        self._records = records

    @cached_property
    def _parts(self) -> dict[str, Mapping[str, Any]]:
        return {name: recipe.make() for name, recipe in self._records.recipes()}

    def of(self, section: str) -> list[Any]:
        return [content for part in self._parts.values() if (content := part.get(section))]

    def version(self, *sections: str) -> str:
        """Empty: there is nothing to compare with."""
        return ""

    def names(self, section: str) -> list[str]:
        return [name for name, part in self._parts.items() if part.get(section)]

    def changed(self, section: str) -> bool:
        return True

    def file(self, name: str) -> bytes | None:
        return None

    def differing(self, section: str) -> Sequence[Differing] | None:
        return None

    def note(self, section: str, name: str) -> Any:
        return None

    def keep(self, section: str, name: str, note: Any) -> None:
        """Nothing is kept."""


def recipes(view: View, records: Records, sections: Sections) -> dict[str, FileRecipe]:
    """The recipes of the files of all records, by a name; ``view`` is what is published."""
    base, version = records.base, sections.version
    plain = view.everything()
    corpus, edition = plain.corpus, plain.corpus.edition_date
    other_tables = {
        name: list(handbook_json.lines(corpus, name)) for name, _kind in handbook_json.TABLES if name not in DUMPED
    }
    rows = [f"rows {table.name}" for table in tables.TABLES]

    def recipe(files_of: Callable[[], Mapping[str, str | bytes]], *names: str, inputs: object = "") -> FileRecipe:
        return FileRecipe(files_of, repr((version(*names), inputs)))

    def json() -> dict[str, str | bytes]:
        def anew() -> str:
            parts = sections.of("json")
            dumped = {
                name: _lines(parts, name) if name in DUMPED else other_tables[name] for name, _ in handbook_json.TABLES
            }
            return handbook_json.joined(corpus, base, dumped)

        name, frame = "data/handbook.json", handbook_json.frame(corpus, base, other_tables)
        return {name: file_of(sections, "json", name, _dumped, anew, frame)}

    def base_of_data() -> dict[str, str | bytes]:
        name = f"data/{database.NAME}.sqlite"
        of_table = {table.name: f"rows {table.name}" for table in tables.TABLES}
        changed = [table for table, section in of_table.items() if sections.changed(section)]
        file = sections.file(name) if len(changed) < len(of_table) else None
        rows_of = {table: [*chain.from_iterable(sections.of(of_table[table]))] for table in changed}
        raw = database.updated(file, corpus, rows_of) if file else None
        if raw is None:
            rows_of |= {
                table: [*chain.from_iterable(sections.of(section))]
                for table, section in of_table.items()
                if table not in rows_of
            }
            raw = database.database(corpus, rows_of)
        return {name: raw, "data/datasette.json": database.datasette(corpus.handbook, base)}

    def entities() -> dict[str, str | bytes]:
        def anew() -> str:
            parts: list[Sequence[str]] = sections.of("entities")
            return "".join(part[index] for index in range(3) for part in parts)

        name = "data/entities.ftm.json"
        return {name: file_of(sections, "entities", name, lambda part: dict(enumerate(part)), anew)}

    def csv() -> dict[str, str | bytes]:
        parts = cache(lambda: sections.of("csv"))

        def of_table(table: tables.Table) -> str | bytes:
            def anew() -> str:
                return spreadsheet.joined(table, (part.get(table.name, "") for part in parts()))

            return file_of(sections, "csv", f"data/{table.name}.csv", lambda part: {"": part.get(table.name, "")}, anew)

        return {f"data/{table.name}.csv": of_table(table) for table in tables.TABLES}

    def previews() -> dict[str, str | bytes]:
        shown = cache(
            lambda: {address: preview for part in sections.of("previews") for address, preview in part.items()}
        )
        script, in_json = "data/previews.js", "data/previews.json"
        return {
            **lookup.moved(plain),
            script: file_of(sections, "previews", script, lookup.in_script, lambda: lookup.previews_script(shown())),
            in_json: file_of(sections, "previews", in_json, lookup.in_json, lambda: lookup.previews_json(shown())),
        }

    def full_text() -> dict[str, str | bytes]:
        def anew() -> str:
            return llms.joined(corpus, sections.of("told"))

        name = "llms-full.txt"
        return {name: file_of(sections, "told", name, lambda part: {"": part}, anew)}

    def further() -> dict[str, str]:
        # These count entries of each kind, list the latest changes and give addresses; they show no glosses or leads.
        corpus = view.without_glosses().corpus
        return {
            "feed.xml": feed.atom(corpus, base),
            "llms.txt": llms.text(corpus, base),
            "myst.xref.json": xref.index(corpus),
        }

    return {
        "look-up": recipe(previews, "previews"),
        "search entries": recipe(lambda: search.entries(sections, records.same_keys), "entries", inputs=records.shared),
        "search passages": recipe(lambda: search.passages(sections), "passages"),
        # After the other two, since it says where their pieces begin.
        "search": recipe(
            lambda: search.about(plain, records.same_keys, sections), "entries", "passages", inputs=records.shared
        ),
        "json": recipe(json, "json", inputs=(edition, other_tables)),
        "database": recipe(base_of_data, *rows, inputs=edition),
        "entities": recipe(entities, "entities"),
        "csv": recipe(csv, "csv"),
        "told": recipe(full_text, "told"),
        "citations": recipe(lambda: citations.joined(sections.of("citations")), "citations"),
        "further": FileRecipe(further),
    }


def _dumped(part: Mapping[str, Sequence[str]]) -> dict[Any, str]:
    """The lines of a part in ``handbook.json``, by a key for their place."""
    return {(table, number): line for table, lines in part.items() for number, line in enumerate(lines)}


def _lines(parts: Iterable[Mapping[str, Sequence[str]]], table: str) -> list[str]:
    return [line for part in parts for line in part.get(table, ())]
