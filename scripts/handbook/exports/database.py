"""The tables as an SQLite file, and how Datasette (https://datasette.io) is to show it."""

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
#: The column that a row is known by.
KEYS = {"claims": "claim", "statements": "cite"} | dict.fromkeys(
    ("entries", "actors", "agreements", "events", "sources"), "id"
)
#: Columns that hold the key of a row of another table.
LINKS: dict[str, dict[str, str]] = {
    "events": {"place": "entries"}, "facts": {"actor": "actors", "of": "entries"}, "stages": {"agreement": "agreements"},
    "names": {"entry": "entries"}, "claims": {"entry": "entries"}, "evidence": {"claim": "claims", "statement": "statements"},
    "links": {"from": "entries", "to": "entries"}, "statements": {"source": "sources"},
}  # fmt: skip
#: Columns whose words are found by search, by table.
SEARCHED: dict[str, tuple[str, ...]] = {
    "entries": ("name", "names", "gloss", "lead"), "actors": ("name", "gloss"), "agreements": ("name", "gloss"),
    "events": ("name", "gloss"), "claims": ("text",), "names": ("text",), "sources": ("title", "publication", "authors"),
    "statements": ("text",), "conflicts": ("question", "says", "note"),
}  # fmt: skip
#: Columns by which Datasette counts.
FACETS: dict[str, tuple[str, ...]] = {
    "entries": ("type",), "actors": ("kind",), "agreements": ("kind", "sector", "last_stage"), "events": ("kind",),
    "claims": ("kind", "disputed"), "sources": ("language", "country", "publication"), "statements": ("kind", "speaker"),
    "conflicts": ("status",), "evidence": ("side",), "links": ("kind",), "names": ("kind", "lang"),
}  # fmt: skip
_TOKENS = "tokenize='unicode61 remove_diacritics 2'"


def database(corpus: Corpus, rows: Mapping[str, Sequence[Row]]) -> bytes:
    """A SQLite file with the ``rows`` of all tables, their meaning in ``_columns``, full-text indexes of the
    tables that have words (``statements_fts``), and one of everything, ``search``."""
    base, about = sqlite3.connect(":memory:"), corpus.handbook
    with base:
        base.execute("create table _edition (title text, edition text, date text, licence text)")
        base.execute(
            "insert into _edition values (?, ?, ?, ?)",
            (about.named(), about.edition, corpus.edition_date, about.licence.url),
        )
        base.execute("create table _columns ([table] text, [column] text, meaning text)")
        for table in TABLES:
            _fill(base, table, rows[table.name])
        base.execute(f"create virtual table search using fts5(path unindexed, name, text, {_TOKENS})")
        base.executemany("insert into search values (?, ?, ?)", _searched(corpus))
    base.execute("vacuum")
    return base.serialize()


def _fill(base: sqlite3.Connection, table: Table, rows: Sequence[Row]) -> None:
    links, names = LINKS.get(table.name, {}), [name for name, _ in table.columns]
    numbers = {name for at, name in enumerate(names) if rows and all(isinstance(row[at], int) for row in rows)}
    columns = [f"[{n}] {'integer' if n in numbers else 'text'}" for n in names]
    columns = [c + (" primary key" if n == KEYS.get(table.name) else "") for c, n in zip(columns, names, strict=True)]
    columns += [f"foreign key ([{n}]) references [{to}] ([{KEYS[to]}])" for n, to in links.items()]
    base.execute(f"create table [{table.name}] ({', '.join(columns)})")
    # What names no row of the other table is no key: null.
    linked = [name in links for name in names]
    values = ([v or None if is_key else v for v, is_key in zip(row, linked, strict=True)] for row in rows)
    base.executemany(f"insert into [{table.name}] values ({', '.join('?' * len(names))})", values)
    base.executemany("insert into _columns values (?, ?, ?)", [(table.name, *column) for column in table.columns])
    for name in links:
        base.execute(f"create index [{table.name}_{name}] on [{table.name}] ([{name}])")
    if words := SEARCHED.get(table.name):
        index = f"{table.name}_fts"
        base.execute(
            f"create virtual table [{index}] using fts5({', '.join(f'[{w}]' for w in words)}, content=[{table.name}], {_TOKENS})"
        )
        base.execute(f"insert into [{index}] ([{index}]) values ('rebuild')")


def _searched(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.entries.values():
        yield entry_path(e), " ".join([e.name, *(n.text for n in e.names)]), e.gloss
    for cite, s in corpus.statements.items():
        yield statement_path(s.source, s.label), str(cite), s.text


def datasette(about: Handbook, base: str) -> str:
    """What Datasette reads beside the database (``--metadata``): titles, meanings of columns, facets, searches."""
    tables: dict[str, Any] = {}
    for table in TABLES:
        tables[table.name] = {
            "description": f"One row is {table.about}.",
            "columns": dict(table.columns),
            "facets": list(FACETS.get(table.name, ())),
        } | ({"fts_table": f"{table.name}_fts"} if table.name in SEARCHED else {})
        if any(name == "name" for name, _ in table.columns):
            tables[table.name]["label_column"] = "name"
    described = {
        "title": about.named(),
        "license": about.licence.name,
        "license_url": about.licence.url,
        "source": f"{about.named()}, edition {about.edition}",
    }
    described |= {"source_url": base} if base else {}
    return json.dumps(described | {"databases": {NAME: {"tables": tables}}}, ensure_ascii=False, indent=1) + "\n"
