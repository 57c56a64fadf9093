"""``handbook.json``: every record as it is in the seeds, and reading it back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from handbook.citations import VOCABULARY
from handbook.corpus import Corpus
from handbook.dossiers import Dossier
from handbook.exports.updating import Frame
from handbook.kinds import RulingKind
from handbook.model import Actor, Agreement, Conflict, Event, Redirect, Ruling, Source, Synonym, Term, Translation
from handbook.reading.records import adapter

#: The name in the file, which is the attribute of the corpus, and the record type.
TABLES: tuple[tuple[str, type[Any]], ...] = (
    ("actors", Actor), ("agreements", Agreement), ("events", Event), ("terms", Term),
    ("conflicts", Conflict), ("dossiers", Dossier), ("sources", Source), ("rulings", Ruling), ("redirects", Redirect),
    ("synonyms", Synonym), ("translations", Translation),
)  # fmt: skip
_KINDS = dict(TABLES)
#: Kinds of rulings about what names mean.  Decisions on drafts do not concern readers, who never saw the drafts.
_PUBLIC = frozenset({RulingKind.MENTION, RulingKind.DISTINCT})


def dump(corpus: Corpus, base: str = "") -> str:
    """The corpus as JSON text, without fields that have their default value and without editors' decisions on drafts."""
    return joined(corpus, base, {name: list(lines(corpus, name)) for name, _kind in TABLES})


def lines(corpus: Corpus, name: str) -> Iterator[str]:
    """The records of a table as JSON, one a line; pydantic writes them directly, without making dictionaries first."""
    table = getattr(corpus, name)
    records = table.values() if isinstance(table, Mapping) else table
    for record in records:
        if isinstance(record, Ruling) and record.kind not in _PUBLIC:
            continue
        yield str(adapter(_KINDS[name]).dump_json(record, exclude_defaults=True, by_alias=True), "utf-8")


def joined(corpus: Corpus, base: str, tables: Mapping[str, Sequence[str]]) -> str:
    """The file made from such lines by table."""
    return "{\n" + ",\n".join([head(corpus, base), *(table(*named) for named in tables.items())]) + "\n}\n"


def frame(corpus: Corpus, base: str, after: Mapping[str, Sequence[str]]) -> Frame:
    """The beginning of the file, and its end with the tables ``after`` those of records."""
    tail = "".join(f",\n{table(*named)}" for named in after.items())
    return Frame("{\n" + head(corpus, base) + ",\n", tail + "\n}\n")


def head(corpus: Corpus, base: str) -> str:
    """The facts about the handbook at the beginning of the file."""
    settings = corpus.handbook
    facts = {
        "title": settings.named(),
        "edition": settings.edition,
        "date": corpus.edition_date,
        "licence": settings.licence.url,
    }
    facts |= {"url": base} if base else {}
    return ",\n".join(f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())


def table(name: str, rows: Sequence[str]) -> str:
    """A table of the file, from the lines of its records."""
    inner = "[\n  " + ",\n  ".join(rows) + "\n ]" if rows else "[]"
    return f" {json.dumps(name)}: {inner}"


def load(text: str) -> Corpus:
    """The records of such a file.

    Raises:
        ValueError: it is not JSON, or a record is not valid (pydantic's message).
    """
    data = json.loads(text)
    tables: dict[str, Any] = {}
    for name, kind in TABLES:
        records = tuple(adapter(kind).validate_python(r) for r in data.get(name, ()))
        tables[name] = (
            records if name in ("rulings", "redirects", "synonyms", "translations") else {r.id: r for r in records}
        )
    return Corpus(**tables)


def _any_word(part: Any) -> None:
    """Remove the names of vocabularies from a schema, since each handbook has its own words."""
    if isinstance(part, dict):
        part.pop(VOCABULARY, None)
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _any_word(inner)


@cache
def json_schema() -> str:
    """The JSON Schema (draft 2020-12) of the file."""
    properties: dict[str, Any] = {name: {"type": "string"} for name in ("title", "edition", "date", "licence", "url")}
    _references, described = TypeAdapter.json_schemas([(name, "serialization", adapter(kind)) for name, kind in TABLES])
    definitions: dict[str, Any] = described["$defs"]
    for schema in definitions.values():
        # Fields with a default may be left out of the file.
        if "properties" in schema and "required" in schema:
            schema["required"] = [n for n in schema["required"] if "default" not in schema["properties"][n]]
        if not schema.get("required"):
            schema.pop("required", None)
        _any_word(schema)
    for name, kind in TABLES:
        properties[name] = {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}}
    schema_of_file = {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "The handbook, whole", "type": "object",
        "properties": properties, "required": ["title", "edition", "date", "licence", *(n for n, _ in TABLES)],
        "additionalProperties": False, "$defs": definitions,
    }  # fmt: skip
    return json.dumps(schema_of_file, indent=1, sort_keys=True) + "\n"
