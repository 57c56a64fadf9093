"""Reference pages made from the code itself: the data model and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from handbook.pages.dates import Translate
from handbook.pages.myst import MARKER, escape, heading, span, text


def data_model(schemas: Mapping[str, Mapping[str, Any]], _: Translate) -> str:
    """The data model from the JSON Schemas of the record kinds (name to schema)."""
    lines = [f"{MARKER} from the model", "", *heading(1, _("The data model"))]
    lines += [
        escape(
            _(
                "Every record kind with its fields, generated from the code. The same schemas, as JSON Schema, are in seeds/schema and in the site's schema folder."
            )
        ),
        "",
    ]
    shared: dict[str, Mapping[str, Any]] = {}
    for name, schema in schemas.items():
        root = schema.get("items", schema)
        lines += [f"## {escape(name.capitalize())}", "", *_record(root)]
        shared |= {k: v for k, v in schema.get("$defs", {}).items() if "properties" in v}
    lines += [*heading(2, _("Parts of records"))]
    for name, schema in sorted(shared.items()):
        lines += [f"### {escape(name)}", "", *_record(schema)]
    return text(lines)


def _record(schema: Mapping[str, Any]) -> list[str]:
    lines = [escape(" ".join(schema.get("description", "").split())), ""] if schema.get("description") else []
    required = set(schema.get("required", ()))
    defs = schema.get("$defs", {})
    for name, field in schema["properties"].items():
        needed = "required" if name in required else "optional"
        lines.append(f"- {span(escape(name), 'hb-name')} ({needed}): {escape(_type(field, defs))}")
    return [*lines, ""]


def _type(field: Mapping[str, Any], defs: Mapping[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        options = defs.get(name, {}).get("enum")
        return f"one of {', '.join(options)}" if options else name
    if "anyOf" in field:
        return " or ".join(_type(part, defs) for part in field["anyOf"] if part.get("type") != "null")
    if field.get("type") == "array":
        return f"list of {_type(field.get('items') or {}, defs)}"
    if field.get("title") == "EDTF date":
        return "EDTF date"
    said = str(field.get("type", "value"))
    return f"{said} ({field['pattern']})" if "pattern" in field and len(field["pattern"]) < 40 else said


def rules(found: Iterable[tuple[str, str, str]], _: Translate) -> str:
    """All rules: code, title and explanation."""
    lines = [
        f"{MARKER} from the rules",
        "",
        *heading(1, _("The rules")),
        escape(
            _(
                "What handbook check refuses. Codes from 100 on are faults of form, from 200 of reference, from 300 of evidence, from 400 of names, from 500 against originals."
            )
        ),
        "",
    ]
    for code, title, explanation in found:
        lines += [f"(rule-{code.lower()})=", f"## {escape(code)}: {escape(title)}", "", escape(explanation), ""]
    return text(lines)


#: File in the site, what it holds.
FILES = (
    ("data/handbook.json", "every record as it stands in the seeds; its JSON Schema is schema/handbook.json"),
    ("data/handbook.sqlite", "all tables below, their meaning in _columns, and a full-text index named search"),
    ("data/entities.ftm.json", "FollowTheMoney entities, one JSON object a line"),
    ("data/entries.bib", "BibTeX of all entries; entries.csl.json has the same as CSL-JSON"),
    ("data/sources.bib", "BibTeX of all sources; sources.csl.json and sources.ris have the same"),
    ("data/events.json", "events with the bounds of their dates"),
    ("feed.xml", "Atom feed of all changes"),
    ("myst.xref.json", "for MyST sites that link here"),
    ("objects.inv", "for Sphinx projects that link here"),
    ("llms.txt", "a guide to the site for language models"),
)


def exports(tables: Iterable[tuple[str, str, Iterable[tuple[str, str]]]]) -> str:
    """The data dictionary: every file for other software, every column of every table; in English, as the columns are."""
    lines = [f"{MARKER} from the model", "", *heading(1, "Data for other software")]
    about = "These files lie in the site beside the pages and are made with them. All carry the edition and the licence. CSV files are UTF-8; a text that a spreadsheet would take for a formula has an apostrophe in front."
    lines += [escape(about), "", *heading(2, "Files")]
    lines += [f"- {span(escape(name), 'hb-name')}: {escape(words)}" for name, words in FILES]
    lines += ["", *heading(2, "Tables"), escape("Each is a CSV file in data and a table of the SQLite file."), ""]
    for name, words, columns in tables:
        lines += [f"### {escape(name)}", "", escape(f"One row is {words}."), ""]
        lines += [*(f"- {span(escape(column), 'hb-name')}: {escape(meaning)}" for column, meaning in columns), ""]
    return text(lines)
