"""YAML as plain values that know their line, with limits.

Every scalar is a string (or None when empty): no surprise booleans, octal
numbers or dates.  Anchors, aliases, tags and duplicate keys are refused, and so
are files too large or too deep, before anything is built from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_NODES = 50_000
_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_Base):  # type: ignore[misc]  # PyYAML has no types
    """A loader that looks for no type: every value is text, and tags are refused before."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return "tag:yaml.org,2002:str"


class YamlError(Exception):
    """A YAML text that is refused: line (from 1), what is wrong and the mend."""

    def __init__(self, line: int, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.mend = line, message, mend


@dataclass(frozen=True, slots=True)
class Values:
    """Dicts, lists, strings and None; ``lines`` maps a path in them to its line."""

    value: Any
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)


def load(text: str, first_line: int = 1) -> Values:
    """Read one YAML document.

    Raises:
        YamlError: with the line in the file whose first line is ``first_line``.
    """
    shift = first_line
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise YamlError(shift, f"larger than {MAX_BYTES:,} bytes", "split it")
    try:
        # Anchors, aliases and tags need one of these; without them nothing can grow, and one pass is enough.
        if any(mark in text for mark in "&*!"):
            _refuse(text, shift)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        raise YamlError(line + shift, f"not YAML: {error.problem or error.context}", _hint(text, line)) from None
    except (yaml.YAMLError, ValueError, UnicodeError) as error:
        raise YamlError(
            shift, f"not YAML: {str(error).splitlines()[0]}", "remove characters that cannot be printed"
        ) from None
    lines: dict[tuple[str | int, ...], int] = {}
    return Values(_build(node, (), lines, shift) if node is not None else None, lines)


def _hint(text: str, line: int) -> str:
    rows = text.split("\n")
    row = rows[line] if line < len(rows) else ""
    if ": " in row.partition(": ")[2] or "`" in row or "@" in row:
        return "put the value in quotation marks"
    return "check the indentation and the colons; quote values that contain ': ' or '#'"


def _refuse(text: str, shift: int) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        line = (event.start_mark.line if event.start_mark else 0) + shift
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError(line, "YAML anchors and aliases are not allowed", "write the value out")
        tag = getattr(event, "tag", None)
        if tag:
            raise YamlError(line, f"the YAML tag {tag} is not allowed", "remove the tag")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH or count > MAX_NODES:
            raise _too_deep(line)


def _too_deep(line: int) -> YamlError:
    return YamlError(line, "nested too deeply or too long", f"at most {MAX_DEPTH} levels and {MAX_NODES:,} values")


def _build(node: Any, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int], shift: int) -> Any:
    lines.setdefault(path, node.start_mark.line + shift)
    if len(lines) > MAX_NODES or (len(path) >= MAX_DEPTH and not isinstance(node, yaml.ScalarNode)):
        raise _too_deep(node.start_mark.line + shift)
    if isinstance(node, yaml.ScalarNode):
        plain = node.style is None and node.value in ("", "~", "null")
        return None if plain else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, i), lines, shift) for i, item in enumerate(node.value)]
    made: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + shift
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError(line, "a key must be a word", "write 'key: value'")
        if key.value in made:
            raise YamlError(line, f"the key '{key.value}' stands twice", "remove one of them")
        lines[(*path, key.value)] = line
        made[key.value] = _build(value, (*path, key.value), lines, shift)
    return made
