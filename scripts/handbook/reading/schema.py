"""JSON Schema of every record kind, generated from the model.

An editor's YAML tool completes and checks fields with these files; the first
line of a seed may point to one:
``# yaml-language-server: $schema=../../schema/actor.json``.
"""

from __future__ import annotations

import json

from handbook.dossiers import Dossier
from handbook.model import Actor, Agreement, Conflict, Event, Header, Ruling, Synonym, Term
from handbook.reading.records import adapter

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
}


def schemas() -> dict[str, str]:
    """File name to JSON Schema (draft 2020-12) text, one a record kind."""
    made = {}
    for name, kind in KINDS.items():
        schema = adapter(kind).json_schema()
        for part in schema.get("$defs", {}).values():
            # The label of a claim is its key.
            if "label" in part.get("properties", {}):
                del part["properties"]["label"]
                part["required"].remove("label")
        if name in ("ruling", "synonym"):
            schema = {"type": "array", "items": schema, "$defs": schema.pop("$defs", {})}
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        made[f"{name}.json"] = json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    return made
