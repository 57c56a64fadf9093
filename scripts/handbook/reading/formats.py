"""Write records as the text of seeds: the reverse of ``records`` and ``articles``; reading the text gives the record again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from handbook.kinds import StatementKind
from handbook.model import Source, Statement
from handbook.reading.records import adapter


class _Flow(dict[str, Any]):
    """A mapping to be written on one line."""


class _Dumper(yaml.SafeDumper):
    """Block style at the top, one line for each item below, as people write seeds."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    _Flow, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)


def yaml_text(record: Any) -> str:
    """A registry record, header or list of rulings as YAML; defaults are left out."""
    return _dump(plain(record))


def claim_line(claim: Any) -> str:
    """A claim as one line of a record, without the end of the line."""
    values = plain(claim)
    return f"  {values.pop('label')}: {_yaml_value(_Flow(values))}"


def claim_values_line(label: str, values: Mapping[str, Any]) -> str:
    """One line of a record for a claim that is not a record yet, from the values of that line."""
    return f"  {label}: {_yaml_value(_Flow(_claim(dict(values))))}"


def ruling_line(ruling: Any) -> str:
    """A ruling as one line of the rulings file."""
    return (
        "- "
        + yaml.dump(_Flow(plain(ruling)), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9).strip()
        + "\n"
    )


def plain(record: Any) -> dict[str, Any]:
    """A record as plain values without its defaults, the id first."""
    values: dict[str, Any] = adapter(type(record)).dump_python(
        record, mode="json", exclude_defaults=True, by_alias=True
    )
    for key, value in values.items():
        if key in ("lead", "says", "titles", "glosses", "into"):
            values[key] = {w["lang"]: w["text"] for w in value}
        elif key == "claims" and value and isinstance(value[0], dict):
            values[key] = {c["label"]: _claim(c) for c in value}
    return _claim(values) | {"label": values["label"]} if "label" in values else values


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim in the order in which people write it: its content first, then its evidence."""
    last = ("for", "against", "settled", "supersedes", "detail")
    ordered = {k: v for k, v in claim.items() if k not in ("label", *last)} | {k: claim[k] for k in last if k in claim}
    says = ordered.get("says")
    return ordered | {"says": {w["lang"]: w["text"] for w in says}} if isinstance(says, list) else ordered


def _dump(values: dict[str, Any]) -> str:
    lines = []
    for key, value in values.items():
        if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            lines.append(f"{key}:\n" + "".join("  - " + _yaml_value(_Flow(v)) + "\n" for v in value))
        elif isinstance(value, list):
            lines.append(f"{key}: " + _yaml_value(value, flow=True) + "\n")
        elif key == "claims":
            lines.append("claims:\n" + "".join(f"  {label}: {_yaml_value(_Flow(v))}\n" for label, v in value.items()))
        elif isinstance(value, dict):
            lines.append(f"{key}: " + _yaml_value(_Flow(value)) + "\n")
        else:
            lines.append(yaml.dump({key: value}, Dumper=_Dumper, allow_unicode=True, width=10**9))
    return "".join(lines)


def _yaml_value(value: Any, flow: bool = False) -> str:
    text = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10**9,
        default_flow_style=True if flow else None,
    )
    return text.strip().removesuffix("...").strip()


def digest_text(source: Source, notes: dict[str, list[str]] | None = None) -> str:
    """An article file: front matter and statements; ``notes`` are comment lines by statement label."""
    lines = ["---", yaml_text(source.header).rstrip("\n"), "---", ""]
    for paragraph in source.paragraphs:
        if paragraph.silent:
            lines += [f"{paragraph.number}. [no statement: {paragraph.silent}]", ""]
        for statement in paragraph.statements:
            lines += [*_statement(statement), *(f"  # {note}" for note in (notes or {}).get(statement.label, ())), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _statement(statement: Statement) -> list[str]:
    # A text that begins with a bracket needs a tag before it, or the bracket would be read as one.
    silent = statement.kind is StatementKind.REPORTED and not statement.text.startswith("[")
    speaker = f": {statement.speaker}" if statement.speaker else ""
    tag = "" if silent else f"[{statement.kind.value}{speaker}]"
    lines = [" ".join(p for p in (f"{statement.label}.", tag, statement.text) if p)]
    if statement.when:
        basis = statement.resolved_from
        attributes = (
            ""
            if not basis
            else f" (from {basis})"
            if basis.startswith("paragraph ") or basis == "publication"
            else f' (from "{basis}")'
        )
        lines.append(f"  when: {statement.when}{attributes}")
    for q in statement.quantities:
        number = f"{q.value:,f}"
        number = number.rstrip("0").rstrip(".") if "." in number else number
        lines.append(
            f"  quantity: {q.approx + ' ' if q.approx else ''}{number} {q.unit} of {q.of}{', counted by ' + q.by if q.by else ''}"
        )
    if statement.origin:
        lines.append(f"  origin: {statement.origin}")
    if statement.quotation:
        lines.append(f"  quotation: {statement.quotation}")
    if statement.drawn_from:
        lines.append(f"  also-from: {', '.join(map(str, statement.drawn_from))}")
    return lines
