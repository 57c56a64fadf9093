"""Reading, finding and renumbering the objects of a PDF with a plain cross-reference table, as Typst writes it, as bytes.

This module has only what joining pieces needs.  A library that makes a Python object of each of the hundred
thousand objects of a book takes five seconds, and 3 kB for each; as bytes they take a twentieth of both.
The content of strings is never parsed, so words of the book that look like PDF stay words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from operator import add
from types import MappingProxyType
from typing import NamedTuple

#: The objects of a file by number, each as the bytes between ``obj`` and ``endobj``.
Objects = Mapping[int, bytes]

#: The bytes after the number in a reference.
_R = b" 0 R"
_OPENED = re.compile(rb"[()\\]")
_ROW = re.compile(rb"(\d{10}) \d{5} ([nf])..", re.DOTALL)
_STREAM = re.compile(rb">>\s*stream\r?\n")
_TOKEN = re.compile(rb"\s*(\d+ 0 R\b|<<|>>|\[|\]|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()]*|\(|[^\s/<>\[\]()]+)")
_DICTIONARY_START, _DICTIONARY_END, _KEY = (
    re.compile(rb"\s*<<"),
    re.compile(rb"\s*>>"),
    re.compile(rb"\s*(/[^\s/<>\[\]()]+)"),
)
#: A key with a simple value: a reference, number, name or string, an array without nesting, or a dictionary without another in it.
_PAIR = (
    rb"\s*(/[^\s/<>\[\]()]++)\s*(\d++ 0 R\b|[-+.\d]++(?=[\s/>]|\Z)(?!\s+\d)|/[^\s/<>\[\]()]++|\[[^<>\[\]()]*+\]"
    rb"|\((?:[^()\\]++|\\.)*+\)|<<(?:[^<>()]++|\((?:[^()\\]++|\\.)*+\))*+>>)"
)
_PLAIN = re.compile(_PAIR, re.DOTALL)
_ALL_PLAIN = re.compile(rb"\s*<<((?:" + _PAIR + rb")*+)\s*>>", re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|(.))", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}


class UnreadableError(ValueError):
    """A piece does not have the form of a PDF that can be joined; ``args`` say what is missing."""


def read(data: bytes) -> tuple[dict[int, bytes], dict[bytes, bytes]]:
    """The objects of a file, and its trailer.

    Raises:
        UnreadableError: the file is truncated, or has no plain cross-reference table.
    """
    end = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data[-64:])
    start = int(end[1]) if end else len(data)
    head = re.compile(rb"xref\s+0 (\d+)\s+").match(data, start)
    if head is None:
        raise UnreadableError("no table of references")
    rows = _ROW.findall(data, head.end(), head.end() + 20 * int(head[1]))
    places = sorted((int(place), number) for number, (place, kind) in enumerate(rows) if kind == b"n")
    objects = {}
    for (place, number), following in zip(places, [*(place for place, _n in places[1:]), start], strict=True):
        opening, last = b"%d 0 obj" % number, data.rfind(b"endobj", place, following)
        if not data.startswith(opening, place) or last < 0:
            raise UnreadableError(f"object {number} is not at its place")
        objects[number] = data[place + len(opening) : last].strip(b"\r\n")
    trailer = data.find(b"<<", start)
    if trailer < 0:
        raise UnreadableError("no trailer")
    return objects, entries(data[trailer:])


def divided(body: bytes) -> tuple[bytes, bytes]:
    """An object in two parts: its dictionary, which may contain references, and its stream with the keyword, or no bytes."""
    stream = _STREAM.search(body) if body.endswith(b"endstream") else None
    return (body[: stream.start() + 2], body[stream.start() + 2 :].lstrip()) if stream else (body, b"")


def _string_end(body: bytes, start: int) -> int:
    """The end of the string that begins at ``start``."""
    depth, position = 0, start
    while True:
        sign = _OPENED.search(body, position)
        if sign is None:
            raise UnreadableError("a string without an end")
        position = sign.end()
        if sign[0] == b"\\":
            position += 1
        else:
            depth += 1 if sign[0] == b"(" else -1
            if not depth:
                return position


class Cut(NamedTuple):
    """An object cut at its references: the bytes ``before`` the number of each, the ``numbers``, the bytes ``after`` the last.

    ``stream`` has the bytes of its stream, including the keyword, if it has one.
    """

    before: list[bytes]
    numbers: list[bytes]
    after: bytes
    stream: bytes

    def renumbered(self, numbers: Renumbering) -> bytes:
        """The object without its stream, with each reference changed to its new number."""
        return _R.join([*map(add, self.before, map(numbers.__getitem__, self.numbers)), self.after])


class Renumbering(dict[bytes, bytes]):
    """A mapping from old object numbers to new ones: higher by ``shift``, or the one given in ``replaced``."""

    def __init__(self, shift: int, replaced: Mapping[int, int] = MappingProxyType({})) -> None:
        super().__init__((b"%d" % old, b"%d" % new) for old, new in replaced.items())
        self._shift = shift

    def __missing__(self, number: bytes) -> bytes:
        shifted = self[number] = b"%d" % (int(number) + self._shift)
        return shifted


def cut(body: bytes) -> Cut:
    """Cut an object at its references.

    Raises:
        UnreadableError: a string has no end, or a reference no number.
    """
    front, stream = divided(body)
    *pieces, _after = (_blanked(front) if b"(" in front and _R in front else front).split(_R)
    before, numbers, position = list[bytes](), list[bytes](), 0
    for piece in pieces:
        number, end = position + len(piece.rstrip(b"0123456789")), position + len(piece)
        if number == end:
            raise UnreadableError("a reference without a number")
        before.append(front[position:number])
        numbers.append(front[number:end])
        position = end + len(_R)
    return Cut(before, numbers, front[position:], stream)


def _blanked(body: bytes) -> bytes:
    """The bytes of an object with its strings replaced by zero bytes of the same length."""
    parts, start, position = list[bytes](), 0, body.find(b"(")
    while position >= 0:
        end = _string_end(body, position)
        parts += [body[start:position], bytes(end - position)]
        start, position = end, body.find(b"(", end)
    return b"".join([*parts, body[start:]])


def list_of(numbers: Iterable[int]) -> bytes:
    """A list of references to objects."""
    return b"[%s]" % b" ".join(b"%d 0 R" % number for number in numbers)


def reference(body: bytes) -> int:
    """The number of the first object that is referred to."""
    return references(body)[0]


def references(body: bytes) -> list[int]:
    """The numbers of the objects to which an object refers, in order of appearance."""
    return [int(number) for number in cut(body).numbers]


def reachable(objects: Objects, roots: Iterable[int], excluded: Set[int]) -> dict[int, Cut]:
    """The objects reachable from ``roots``, these included, sorted by number; the search does not enter the objects ``excluded``."""
    reached: dict[int, Cut] = {}
    pending = list(roots)
    while pending:
        number = pending.pop()
        if number not in reached and number not in excluded and number in objects:
            reached[number] = copy = cut(objects[number])
            pending += map(int, copy.numbers)
    return dict(sorted(reached.items()))


def entries(body: bytes) -> dict[bytes, bytes]:
    """The keys and values of a dictionary, as raw bytes.

    Raises:
        UnreadableError: the bytes are not a dictionary.
    """
    if plain := _ALL_PLAIN.match(body):
        return dict(_PLAIN.findall(plain[1]))
    opening = _DICTIONARY_START.match(body)
    if opening is None:
        raise UnreadableError("a dictionary is missing")
    values: dict[bytes, bytes] = {}
    position = opening.end()
    while not _DICTIONARY_END.match(body, position):
        if opening := _PLAIN.match(body, position):
            values[opening[1]] = opening[2]
            position = opening.end()
        elif opening := _KEY.match(body, position):
            position = _value_end(body, opening.end())
            values[opening[1]] = body[opening.end() : position].strip()
        else:
            raise UnreadableError("a dictionary without an end")
    return values


def _value_end(body: bytes, position: int) -> int:
    """The end of the value that begins at ``position``."""
    depth = 0
    while token := _TOKEN.match(body, position):
        position = _string_end(body, token.start(1)) if token[1] == b"(" else token.end()
        depth += (token[1] in (b"<<", b"[")) - (token[1] in (b">>", b"]"))
        if not depth:
            return position
    raise UnreadableError("a value without an end")


def dictionary(pairs: Mapping[bytes, bytes]) -> bytes:
    """The bytes of a dictionary with these raw keys and values."""
    return b"<<" + b"".join(b"%s %s" % pair for pair in pairs.items()) + b">>"


def words_of(string: bytes) -> bytes:
    """The content of a string, as bytes; the string may be written in parentheses or as hexadecimal digits."""
    if string.startswith(b"<"):
        digits = re.sub(rb"\s", b"", string[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))

    def plain(escape: re.Match[bytes]) -> bytes:
        return bytes([int(escape[1], 8) & 255]) if escape[1] else _ESCAPES.get(escape[2] or b"\n", escape[2])

    return _ESCAPED.sub(plain, string[1:-1])


def string(words: str) -> bytes:
    """A PDF text string: in ASCII if possible, else in UTF-16."""
    if words.isascii() and words.isprintable():
        return b"(" + re.sub(rb"([()\\])", rb"\\\1", words.encode("ascii")) + b")"
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode("ascii") + b">"
