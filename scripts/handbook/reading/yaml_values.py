"""YAML as plain values with their lines, within limits.

Every scalar is a string (or None if empty, ``~`` or ``null``): no surprise booleans, octal numbers or
dates.  Anchors, aliases, tags, duplicate keys and escapes for halves of characters are refused, and so are files that
are too large or too deep, before anything is built from them.

The meaning of a text is that of pure Python's PyYAML, on every machine.  Where libyaml is installed,
which is many times faster, it is used for texts without the constructs that it reads differently, and
its result is discarded if it finds a fault.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_NODES = 50_000
#: Longer words are hardly ever shared by files.
SHORT = 40
_NOTHING = ("", "~", "null")
_PURE: Any = yaml.BaseLoader
_FAST: Any = getattr(yaml, "CBaseLoader", None)
#: Tabs, byte order marks, line ends of other alphabets, document markers, explicit keys and comments after a block
#: indicator: there libyaml is laxer, or counts lines differently.
_OTHERWISE = re.compile(r"[\t\ufeff\x85\u2028\u2029]|---|[|>][-+0-9]*#|(?<![^ \r\n\[\]{},:?\"'-])\?")
#: Half of a character (UTF-16), which no file can hold as text; only an escape in quotation marks can give one.
_HALF = re.compile(r"[\ud800-\udfff]")

Path = tuple[str | int, ...]


class YamlError(Exception):
    """A YAML text that is refused: line (from 1), what is wrong and the mend."""

    def __init__(self, line: int, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.mend = line, message, mend


@dataclass(frozen=True, slots=True)
class Values:
    """Dicts, lists, strings and None; ``lines`` maps a path in them to its line."""

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)


def load(text: str, first_line: int = 1) -> Values:
    """Read one YAML document.

    Raises:
        YamlError: with the line in the file whose first line is ``first_line``.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise YamlError(first_line, f"larger than {MAX_BYTES:,} bytes", "split it")
    if _FAST is not None and not _OTHERWISE.search(text):
        try:
            return _read(text, first_line, _FAST)
        except (YamlError, yaml.YAMLError, ValueError):
            # Pure Python reports what is wrong, and where: the two find and word faults differently.
            pass
    try:
        return _read(text, first_line, _PURE)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        raise YamlError(line + first_line, f"not YAML: {error.problem or error.context}", _hint(text, line)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise YamlError(
            first_line, f"not YAML: {str(error).splitlines()[0]}", "remove characters that cannot be printed"
        ) from None


def _may_differ(text: str) -> bool:
    """Whether there is a question mark that may stand within brackets."""
    bracket = min((start for start in (text.find("["), text.find("{")) if start >= 0), default=len(text))
    return text.rfind("?") > bracket


def _checked(following: Callable[[], Any]) -> Callable[[], Any]:
    """Wrap libyaml's events, to catch the only one that differs from Python's: an unquoted word with a question mark in it.

    Raises:
        ValueError: there is such a word, which Python reads differently within brackets.
    """

    def event() -> Any:
        read_event = following()
        if isinstance(read_event, yaml.ScalarEvent) and not read_event.style and "?" in read_event.value:
            raise ValueError("a question mark in a word")
        return read_event

    return event


def _hint(text: str, line: int) -> str:
    rows = text.split("\n")
    row = rows[line] if line < len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return "begin the line with blanks in the place of tabs"
    if ": " in row.partition(": ")[2] or "`" in row or "@" in row:
        return "put the value in quotation marks"
    return "check the indentation and the colons; quote values that contain ': ' or '#'"


def _read(text: str, first_line: int, loader: Any) -> Values:
    """The values of the only document in a text, by one of PyYAML's loaders."""
    lines: dict[Path, int] = {}
    value = None
    document_begun = False
    events = loader(text)
    following = _checked(events.get_event) if loader is _FAST and _may_differ(text) else events.get_event
    try:
        while not isinstance(event := following(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if document_begun:
                    raise YamlError(_line(event, first_line), "a second document in one file", "remove the '---'")
                document_begun = True
            elif isinstance(event, yaml.NodeEvent):
                value = _value(event, following, (), lines, first_line)
    finally:
        events.dispose()
    return Values(value, lines)


def _value(event: Any, following: Callable[[], Any], path: Path, lines: dict[Path, int], shift: int) -> Any:
    """The value of an event and those that belong to it; ``lines`` is extended."""
    if path not in lines:
        lines[path] = event.start_mark.line + shift
    if isinstance(event, yaml.ScalarEvent):
        if event.tag is not None or event.anchor is not None or len(lines) > MAX_NODES:
            raise _refused(event, path, shift)
        value = _whole(event, shift)
        # A plain scalar has no style; libyaml gives an empty text instead of None.
        return None if value in _NOTHING and not event.style else value
    if (
        isinstance(event, yaml.AliasEvent)
        or event.tag is not None
        or event.anchor is not None
        or len(path) >= MAX_DEPTH
    ):
        raise _refused(event, path, shift)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := following(), yaml.SequenceEndEvent):
            items.append(_value(event, following, (*path, len(items)), lines, shift))
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(key := following(), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            if key.anchor is not None:
                raise _refused(key, path, shift)
            raise YamlError(_line(key, shift), "a key must be a word", "write 'key: value'")
        if key.tag is not None or key.anchor is not None:
            raise _refused(key, path, shift)
        name = _whole(key, shift)
        if name in mapping:
            raise YamlError(_line(key, shift), f"the key '{name}' stands twice", "remove one of them")
        inner = (*path, name)
        lines[inner] = _line(key, shift)
        mapping[name] = _value(following(), following, inner, lines, shift)
    return mapping


def _whole(event: Any, shift: int) -> str:
    """The text of a scalar, shared if many files may have it.

    Raises:
        YamlError: an escape in it stands for half of a character, which could be written to no file.
    """
    if event.style == '"' and (half := _HALF.search(event.value)):
        escape = f"\\u{ord(half[0]):04x}"
        raise YamlError(_line(event, shift), f"{escape} is half of a character", "write the character itself")
    return shared(event.value)


def shared(word: str) -> str:
    """Intern a word that many files may share, such as an id or a kind, so that it is stored, and loaded again, once."""
    return sys.intern(word) if len(word) <= SHORT and " " not in word else word


def _line(event: Any, shift: int) -> int:
    """The line of a file on which an event begins."""
    line: int = event.start_mark.line
    return line + shift


def _refused(event: Any, path: Path, shift: int) -> YamlError:
    """The error for an event that could make a file mean more than it shows, or make it unbounded."""
    line = _line(event, shift)
    if event.anchor is not None:
        return YamlError(line, "YAML anchors and aliases are not allowed", "write the value out")
    if event.tag is not None:
        return YamlError(line, f"the YAML tag {event.tag} is not allowed", "remove the tag")
    return YamlError(line, "nested too deeply or too long", f"at most {MAX_DEPTH} levels and {MAX_NODES:,} values")
