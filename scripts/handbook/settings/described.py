"""The fields of ``handbook.toml`` in words, taken from the records, for the reference of the configuration."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from handbook.claims import written_name
from handbook.settings.handbook import Handbook, Licence
from handbook.settings.vocabulary import StageWord, Word
from handbook.settings.words import Texts


class Described(NamedTuple):
    """A field: its name in the file, the values it takes, its default in words, and its purpose."""

    name: str
    takes: str
    default: str
    purpose: str


class Table(NamedTuple):
    """A table of the file, by its name; empty for the fields at the top."""

    name: str
    purpose: str
    fields: tuple[Described, ...]


@cache
def fields_of_tables() -> tuple[Table, ...]:
    """All tables of the file, the top first."""
    return tuple(_tables("", Handbook))


def _tables(name: str, record: type[Any]) -> Iterator[Table]:
    hints = get_type_hints(record, include_extras=True)
    purposes = comments(record)
    inner = {f.name: kind for f in fields(record) if (kind := _record_in(hints[f.name]))}
    plain = [f for f in fields(record) if f.name not in inner or inner[f.name] is Licence]
    described = tuple(
        Described(written_name(record, f.name), _takes(hints[f.name]), _default(f), purposes.get(f.name, ""))
        for f in plain
    )
    yield Table(name, " ".join((record.__doc__ or "").split()) if name else "", described)
    for field, kind in inner.items():
        if kind is Licence:
            continue
        table_name = f"{name}.{written_name(record, field)}".strip(".")
        if kind in (Word, StageWord):
            yield from _tables(f"{table_name}.WORD", kind)
        else:
            yield from _tables(table_name, kind)


def _record_in(hint: Any) -> type[Any] | None:
    """The record that a field holds, alone or by word."""
    if isinstance(hint, type) and is_dataclass(hint):
        return hint
    if _base(hint) == _base(Texts) or get_origin(hint) is tuple:
        return None
    return next((record for part in get_args(hint) if (record := _record_in(part))), None)


def _base(hint: Any) -> Any:
    """A type without its annotations."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _takes(hint: Any) -> str:
    if _base(hint) == _base(Texts):
        return "text, or a table of texts by language"
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _takes(parts[0])
    if origin in (Union, UnionType):
        return " or ".join(_takes(part) for part in parts if part is not type(None))
    if origin is Literal:
        return " or ".join(str(part) for part in parts)
    if origin is tuple:
        return "four numbers" if len(parts) == 4 else f"list of {_takes(parts[0])}s"
    if origin is dict:
        return "table of texts by word"
    if hint is Licence:
        return "name, or a table of name and url"
    return {str: "text", int: "number", float: "number", bool: "true or false"}.get(hint, "table")


def _default(field: Any) -> str:
    if field.default is MISSING and field.default_factory is MISSING:
        return "; needed"
    if isinstance(field.default, Licence):
        return f"; {field.default.name} if left out"
    return f"; {field.default} if left out" if field.default not in (None, "", ()) else ""


def comments(record: type[Any]) -> dict[str, str]:
    """The comment (``#:``) above each field of a record, by field, those of its base classes included."""
    by_field: dict[str, str] = {}
    for part in reversed(record.__mro__[:-1]):
        source = inspect.getsource(part)
        lines = source.splitlines()
        [described] = ast.parse(source).body
        assert isinstance(described, ast.ClassDef)
        for node in described.body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                comment: list[str] = []
                line = node.lineno - 2
                while line >= 0 and lines[line].strip().startswith("#:"):
                    comment.insert(0, lines[line].strip()[2:].strip())
                    line -= 1
                by_field[node.target.id] = " ".join(comment)
    return by_field
