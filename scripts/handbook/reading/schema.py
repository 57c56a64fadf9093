"""JSON Schema of every record kind, generated from the model.

An editor's YAML tool completes and checks fields with these files; the first line of a seed may
point to one:
``# yaml-language-server: $schema=../../schema/actor.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from handbook.citations import VOCABULARY
from handbook.dossiers import Dossier
from handbook.model import Actor, Agreement, Conflict, Event, Header, Redirect, Ruling, Synonym, Term, Translation
from handbook.reading import settings_file
from handbook.reading.records import adapter
from handbook.settings.vocabulary import TABLES, Vocabularies

#: The schema of ``handbook.toml``.
CONFIGURATION = "configuration.json"
KINDS: dict[str, type] = {
    "actor": Actor,
    "agreement": Agreement,
    "event": Event,
    "term": Term,
    "conflict": Conflict,
    "dossier": Dossier,
    "article": Header,
    "ruling": Ruling,
    "synonym": Synonym,
    "translation": Translation,
    "redirect": Redirect,
}
#: The kinds whose records stand in one file as a list.
LISTS = ("ruling", "synonym", "translation", "redirect")
#: The files of each kind that an editor's YAML tool checks; in an article only the head is YAML.
PLACES: dict[str, str] = {
    **{kind: f"seeds/registry/{kind}s/*.yml" for kind in KINDS if kind not in (*LISTS, "article")},
    **{kind: f"seeds/{kind}s.yml" for kind in LISTS},
}


def associations() -> dict[str, str]:
    """The schema files of a handbook, each with the files that it applies to: the setting ``yaml.schemas`` of editors."""
    return {f"seeds/schema/{kind}.json": place for kind, place in PLACES.items()}


def _closed(part: Any, words: Mapping[str, tuple[str, ...]]) -> None:
    """Insert the words of closed vocabularies (and "party" among roles) where a schema names a vocabulary."""
    if isinstance(part, list):
        for inner in part:
            _closed(inner, words)
    elif isinstance(part, dict):
        name = part.pop(VOCABULARY, "")
        if name in words:
            part.pop("minLength", None)
            part.pop("maxLength", None)
            part["enum"] = [*(["party"] if name == "roles" else []), *words[name]]
        for inner in part.values():
            _closed(inner, words)


def schemas(words: Vocabularies | None = None) -> dict[str, str]:
    """JSON Schemas (draft 2020-12) by file name, one for each record kind and one for ``handbook.toml``.

    ``words`` are the vocabularies of the handbook; by default those of the package.
    """
    words = words or Vocabularies()
    return dict(_closed_schemas(tuple((name, words.words(name)) for name in TABLES if words.closed(name))))


@lru_cache(4)
def _closed_schemas(words: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    """The same by the words of each closed vocabulary; cached, since both a page and data files use the schemas."""
    texts = {CONFIGURATION: settings_file.schema()}
    for name in KINDS:
        schema = json.loads(_open_schema(name))
        _closed(schema, dict(words))
        texts[f"{name}.json"] = json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    return texts


@cache
def _open_schema(name: str) -> str:
    """The schema of a record kind without the words of a handbook; the same in every handbook."""
    schema = adapter(KINDS[name]).json_schema()
    for part in schema.get("$defs", {}).values():
        # The label of a claim is its key in the file.
        if "label" in part.get("properties", {}):
            del part["properties"]["label"]
            part["required"].remove("label")
    if name in LISTS:
        schema = {"type": "array", "items": schema, "$defs": schema.pop("$defs", {})}
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
