"""Reference pages made from the code itself: the data model, the rules, the data files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from handbook.anchors import slug
from handbook.blocks import Block, Inlines, Items, Page, Url, heading, paragraph, span, text
from handbook.pages.dates import Translate
from handbook.pages.labels import N_
from handbook.settings.described import fields_of_tables
from handbook.settings.vocabulary import PACKAGE


def data_model(schemas: Mapping[str, Mapping[str, Any]], _: Translate) -> Page:
    """The data model from the JSON Schemas of the record kinds (schema by name)."""
    about = _(
        "Every record kind with its fields, generated from the code. The same schemas, as JSON Schema, are in seeds/schema and in the site's schema folder."
    )
    blocks: list[Block] = [heading(1, _("The data model")), paragraph(about)]
    parts: dict[str, Mapping[str, Any]] = {}
    for name, schema in schemas.items():
        blocks += [heading(2, name.capitalize()), *_record(schema.get("items", schema))]
        parts |= {k: v for k, v in schema.get("$defs", {}).items() if "properties" in v}
    blocks.append(heading(2, _("Parts of records")))
    for name, schema in sorted(parts.items()):
        name_is_taken = slug(name) in {slug(n) for n in schemas}
        blocks += [heading(3, name, f"part-{slug(name)}" if name_is_taken else ""), *_record(schema)]
    return Page("reference/data-model", "the model", tuple(blocks), orphan=True)


def _record(schema: Mapping[str, Any]) -> list[Block]:
    about = " ".join(schema.get("description", "").split())
    required = set(schema.get("required", ()))
    defs = schema.get("$defs", {})
    rows: list[Inlines] = []
    for name, field in schema["properties"].items():
        needed = "required" if name in required else "optional"
        rows.append((span(text(name), "hb-name"), f" ({needed}): {text(_type(field, defs))}"))
    return [*([paragraph(_with_code(about))] if about else []), Items(tuple(rows))]


def _with_code(docstring: str) -> Inlines:
    """A text of the code, with what stands between its double backticks as code."""
    parts = docstring.split("``")
    return tuple(span(text(part), "hb-code") if at % 2 else text(part) for at, part in enumerate(parts) if part)


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
    type_name = str(field.get("type", "value"))
    return f"{type_name} ({field['pattern']})" if "pattern" in field and len(field["pattern"]) < 40 else type_name


def configuration(_: Translate) -> Page:
    """Every field of ``handbook.toml``, from its record: name, accepted values, default, and purpose."""
    about = _("Every field of handbook.toml, generated from the code. Only the title is needed.")
    words = _("The words of the package, which a handbook that names none has:")
    schema = _("Editors of TOML complete and check the file by its JSON Schema: seeds/schema/configuration.json.")
    blocks: list[Block] = [heading(1, _("The configuration: handbook.toml")), paragraph(about), paragraph(schema)]
    for table in fields_of_tables():
        title = f"[{table.name}]" if table.name else _("At the top of the file")
        blocks += [heading(2, title, label=f"configuration-{slug(table.name or 'top')}")]
        if table.purpose:
            blocks.append(paragraph(text(table.purpose)))
        rows = [(span(text(f.name), "hb-name"), text(f" ({f.takes}{f.default}): {f.purpose}")) for f in table.fields]
        blocks.append(Items(tuple(rows)))
    listed: list[Inlines] = [
        (span(text(name), "hb-name"), text(f": {', '.join(package_words)}")) for name, package_words in PACKAGE.items()
    ]
    blocks += [
        heading(2, _("Words of the package"), label="configuration-words"),
        paragraph(words),
        Items(tuple(listed)),
    ]
    return Page("reference/configuration", "the configuration", tuple(blocks), orphan=True)


def rules(listed: Iterable[tuple[str, str, str]], _: Translate) -> Page:
    """All rules: code, title and explanation."""
    about = _(
        "What handbook check refuses. Codes from 100 on are faults of form, from 200 of reference, from 300 of evidence, from 400 of names, from 500 against originals."
    )
    blocks: list[Block] = [heading(1, _("The rules")), paragraph(about)]
    for code, title, explanation in listed:
        blocks += [heading(2, f"{code}: {title}", label=f"rule-{code.lower()}"), paragraph(_with_code(explanation))]
    return Page("reference/rules", "the rules", tuple(blocks), orphan=True)


#: Files in the site, and what they hold.
FILES = (
    ("data/handbook.json", N_("every record as it stands in the seeds; its JSON Schema is schema/handbook.json")),
    (
        "data/handbook.sqlite",
        N_(
            "all tables below, their meaning in _columns, and full-text indexes; datasette.json tells Datasette how to show it"
        ),
    ),
    ("data/entities.ftm.json", N_("FollowTheMoney entities, one JSON object a line")),
    ("data/entries.bib", N_("BibTeX of all entries; entries.csl.json has the same as CSL-JSON")),
    ("data/sources.bib", N_("BibTeX of all sources; sources.csl.json and sources.ris have the same")),
    ("data/events.json", N_("events with the bounds of their dates; events.ics has them for calendars")),
    ("feed.xml", N_("Atom feed of all changes")),
    ("myst.xref.json", N_("for MyST sites that link here")),
    ("objects.inv", N_("for Sphinx projects that link here")),
    ("llms.txt", N_("a guide to the site for language models; llms-full.txt has every entry with its claims")),
)


#: Names of files in the descriptions of others; those without a folder lie in ``data``, unless they are in ``_OUTSIDE``.
_NAMED = re.compile(r"((?:schema/)?[\w-]+(?:\.csl)?\.(?:json|ris|ics|txt))")
_OUTSIDE = ("schema/", "llms")


def _file(name: str, shown: str = "") -> Url:
    """A link to a file of the site."""
    return Url(name, shown or name)


def _with_files(words: str) -> Inlines:
    """Text in which names of files are links."""
    parts = _NAMED.split(words)
    return tuple(
        _file(part if part.startswith(_OUTSIDE) else f"data/{part}", part) if number % 2 else text(part)
        for number, part in enumerate(parts)
        if part
    )


def exports(tables: Iterable[tuple[str, str, Iterable[tuple[str, str]]]], _: Translate) -> Page:
    """The data dictionary: every file for other software, every column of every table."""
    about = _(
        "These files lie in the site beside the pages and are made with them. All carry the edition and the licence. CSV files are UTF-8; a text that a spreadsheet would take for a formula has an apostrophe in front."
    )

    def described(name: str, words: str) -> Inlines:
        return span(name, "hb-name"), _(": "), text(_(words))

    def with_links(name: str, words: str) -> Inlines:
        return _file(name), _(": "), *_with_files(_(words))

    blocks: list[Block] = [heading(1, _("Data for other software")), paragraph(about)]
    blocks += [heading(2, _("Files")), Items(tuple(with_links(*file) for file in FILES))]
    blocks += [heading(2, _("Tables")), paragraph(_("Each is a CSV file in data and a table of the SQLite file."))]
    for name, words, columns in tables:
        row = paragraph((_file(f"data/{name}.csv"), _(": "), _("One row is {what}.").format(what=_(words))))
        blocks += [heading(3, name), row, Items(tuple(described(*column) for column in columns))]
    return Page("reference/exports", "the model", tuple(blocks), orphan=True)
