"""The tables as an SQLite file, and the settings with which Datasette (https://datasette.io) shows it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handbook.addresses import entry_path, statement_path
from handbook.corpus import Corpus
from handbook.exports.tables import TABLES, Row, Table
from handbook.settings.handbook import Handbook

#: The name of the file, and of the database in Datasette.
NAME = "handbook"
#: The key column of each table.
KEYS = {"claims": "claim", "statements": "cite"} | dict.fromkeys(
    ("entries", "actors", "agreements", "events", "sources"), "id"
)
#: Columns that hold the key of a row of another table.
LINKS: dict[str, dict[str, str]] = {
    "events": {"place": "entries"}, "facts": {"actor": "actors", "of": "entries"}, "stages": {"agreement": "agreements"},
    "names": {"entry": "entries"}, "claims": {"entry": "entries"}, "evidence": {"claim": "claims", "statement": "statements"},
    "links": {"from": "entries", "to": "entries"}, "statements": {"source": "sources"},
}  # fmt: skip
#: The columns that full-text search covers, by table.
SEARCHED: dict[str, tuple[str, ...]] = {
    "entries": ("name", "names", "gloss", "lead"), "actors": ("name", "gloss"), "agreements": ("name", "gloss"),
    "events": ("name", "gloss"), "claims": ("text",), "names": ("text",), "sources": ("title", "publication", "authors"),
    "statements": ("text",), "conflicts": ("question", "says", "note"),
}  # fmt: skip
#: The columns that Datasette offers as facets.
FACETS: dict[str, tuple[str, ...]] = {
    "entries": ("type",), "actors": ("kind",), "agreements": ("kind", "sector", "last_stage"), "events": ("kind",),
    "claims": ("kind", "disputed"), "sources": ("language", "country", "publication"), "statements": ("kind", "speaker"),
    "conflicts": ("status",), "evidence": ("side",), "links": ("kind",), "names": ("kind", "lang"),
}  # fmt: skip
_TOKENS = "tokenize='unicode61 remove_diacritics 2'"


#: The table of all searchable texts; ``search`` is its index.
_SEARCHED_TEXTS = "_searched"
#: Bytes in the file's header that count changes rather than content: file and schema changes, and the last writer.
_COUNTERS = (slice(24, 28), slice(40, 44), slice(92, 100))


def database(corpus: Corpus, rows: Mapping[str, Sequence[Row]]) -> bytes:
    """An SQLite file with the ``rows`` of all tables, their meaning in ``_columns``, a full-text index for each table
    that has words (``statements_fts``), and one of everything, ``search``."""
    base = sqlite3.connect(":memory:")
    with base:
        base.execute("create table _edition (title text, edition text, date text, licence text)")
        base.execute("create table _columns ([table] text, [column] text, meaning text)")
        _insert_edition(base, corpus)
        for table in TABLES:
            base.execute(_schema(table, rows[table.name]))
            _insert(base, table, rows[table.name])
            base.executemany(
                "insert into _columns values (?, ?, ?)", [(table.name, *column) for column in table.columns]
            )
            for name in LINKS.get(table.name, {}):
                base.execute(f"create index [{table.name}_{name}] on [{table.name}] ([{name}])")
            if words := SEARCHED.get(table.name):
                columns = ", ".join(f"[{word}]" for word in words)
                _create_index(base, f"{table.name}_fts", columns, table.name)
        base.execute(f"create table {_SEARCHED_TEXTS} (path text, name text, text text)")
        base.executemany(f"insert into {_SEARCHED_TEXTS} values (?, ?, ?)", _searched(corpus))
        _create_index(base, "search", "path unindexed, name, text", _SEARCHED_TEXTS)
    return _file(base)


def updated(file: bytes, corpus: Corpus, changed: Mapping[str, Sequence[Row]]) -> bytes | None:
    """Update a file that ``database`` made with the rows of all tables that are ``changed``; the result is as if made anew.

    None if the type of a column changed, so that the file must be made anew.
    """
    base = sqlite3.connect(":memory:")
    base.deserialize(file)
    with base:
        base.execute("delete from _edition")
        _insert_edition(base, corpus)
        only_glosses = changed.keys().isdisjoint(("names", "statements")) and _update_glosses(base, changed)
        for table in TABLES:
            if table.name not in changed:
                continue
            stored = base.execute("select sql from sqlite_master where name = ?", (table.name,)).fetchone()
            if stored != (_schema(table, changed[table.name]).replace("create table", "CREATE TABLE", 1),):
                return None
            base.execute(f"delete from [{table.name}]")
            _insert(base, table, changed[table.name])
            if table.name in SEARCHED:
                _rebuild(base, f"{table.name}_fts")
        if not changed.keys().isdisjoint(("entries", "names", "statements")):
            if not only_glosses:
                base.execute(f"delete from {_SEARCHED_TEXTS}")
                base.executemany(f"insert into {_SEARCHED_TEXTS} values (?, ?, ?)", _searched(corpus))
            _rebuild(base, "search")
    return _file(base)


def _update_glosses(base: sqlite3.Connection, changed: Mapping[str, Sequence[Row]]) -> bool:
    """Update changed glosses in the table of all texts, before the table of entries changes; False if other columns changed too."""
    names = [name for name, _meaning in next(table.columns for table in TABLES if table.name == "entries")]
    gloss, path = names.index("gloss"), names.index("path")
    stored = {row[path]: row for row in base.execute("select * from entries")}
    rows = changed.get("entries", list(stored.values()))
    if [row[path] for row in rows] != list(stored):
        return False
    unchanged = [column for column, name in enumerate(names) if name not in ("gloss", "lead")]
    differing = [(row, stored[row[path]]) for row in rows if row != stored[row[path]]]
    if any(row[column] != before[column] for row, before in differing for column in unchanged):
        return False
    base.executemany(
        f"update {_SEARCHED_TEXTS} set text = ? where path = ?", [(row[gloss], row[path]) for row, _before in differing]
    )
    return True


def _file(base: sqlite3.Connection) -> bytes:
    """The bytes of a database, which depend on its content only, not on how it was made."""
    base.execute("vacuum")
    raw = bytearray(base.serialize())
    base.close()
    for counter in _COUNTERS:
        raw[counter] = bytes(counter.stop - counter.start)
    return bytes(raw)


def _insert_edition(base: sqlite3.Connection, corpus: Corpus) -> None:
    settings = corpus.handbook
    values = settings.named(), settings.edition, corpus.edition_date, settings.licence.url
    base.execute("insert into _edition values (?, ?, ?, ?)", values)


def _schema(table: Table, rows: Sequence[Row]) -> str:
    """The statement that creates a table for such rows."""
    links, names = LINKS.get(table.name, {}), [name for name, _ in table.columns]
    numbers = {name for column, name in enumerate(names) if rows and all(isinstance(row[column], int) for row in rows)}
    columns = [f"[{n}] {'integer' if n in numbers else 'text'}" for n in names]
    columns = [c + (" primary key" if n == KEYS.get(table.name) else "") for c, n in zip(columns, names, strict=True)]
    columns += [f"foreign key ([{n}]) references [{to}] ([{KEYS[to]}])" for n, to in links.items()]
    return f"create table [{table.name}] ({', '.join(columns)})"


def _insert(base: sqlite3.Connection, table: Table, rows: Sequence[Row]) -> None:
    # A value that names no row of the other table is not a key: null.
    linked = [column for column, (name, _meaning) in enumerate(table.columns) if name in LINKS.get(table.name, {})]
    values: Iterable[Sequence[Any]] = rows
    if linked:
        values = ([None if column in linked and not v else v for column, v in enumerate(row)] for row in rows)
    base.executemany(f"insert into [{table.name}] values ({', '.join('?' * len(table.columns))})", values)


def _create_index(base: sqlite3.Connection, name: str, columns: str, table: str) -> None:
    base.execute(f"create virtual table [{name}] using fts5({columns}, content=[{table}], {_TOKENS})")
    _rebuild(base, name)


def _rebuild(base: sqlite3.Connection, name: str) -> None:
    """Rebuild a full-text index from its table."""
    base.execute(f"insert into [{name}] ([{name}]) values ('rebuild')")


def _searched(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.entries.values():
        yield entry_path(e), " ".join([e.name, *(n.text for n in e.names)]), e.gloss
    for cite, s in corpus.statements.items():
        yield statement_path(s.source, s.label), str(cite), s.text


def datasette(settings: Handbook, base: str) -> str:
    """The metadata for Datasette beside the database (``--metadata``): titles, meanings of columns, facets, searches."""
    tables: dict[str, Any] = {}
    for table in TABLES:
        tables[table.name] = {
            "description": f"One row is {table.row_meaning}.",
            "columns": dict(table.columns),
            "facets": list(FACETS.get(table.name, ())),
        } | ({"fts_table": f"{table.name}_fts"} if table.name in SEARCHED else {})
        if any(name == "name" for name, _ in table.columns):
            tables[table.name]["label_column"] = "name"
    described = {
        "title": settings.named(),
        "license": settings.licence.name,
        "license_url": settings.licence.url,
        "source": f"{settings.named()}, edition {settings.edition}",
    }
    described |= {"source_url": base} if base else {}
    return json.dumps(described | {"databases": {NAME: {"tables": tables}}}, ensure_ascii=False, indent=1) + "\n"
