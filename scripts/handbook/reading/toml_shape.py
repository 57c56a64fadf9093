"""Check the shape of a TOML text before parsing it: its depth, the length of its words, and which lines continue a value.

A TOML parser recurs for each bracket, looks at each part of a key again and again, and makes numbers of any
length: these are bounded here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The most brackets within brackets (and parts of a key), and characters of an unquoted word or number.
MAX_DEPTH = 12
MAX_WORD = 100
#: Strings and comments, whose content is skipped; an unclosed one goes on to the end, so that nothing is looked at twice.
_PART = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\Z)|' + r"'''.*?(?:'{3,5}|\Z)|" + r'"(?:\\.|[^"\\\n])*"?|' + r"'[^'\n]*'?|#[^\n]*|"
    r"[0-9A-Za-z_+-]+|[\[\]{}.=,\n]",
    re.S,
)


class ShapeError(Exception):
    """A text that is refused: the line, what is wrong, and the mend."""

    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.line, self.what, self.mend = line, what, mend


def refuse(text: str) -> None:
    """Check the shape of a text.

    Raises:
        ShapeError: it is nested too deeply, or has a word or number that is too long.
    """
    depth = dots = 0
    for line, part in _parts(text):
        depth = max(0, depth + (part in "[{") - (part in "]}"))
        dots = dots + 1 if part == "." else 0 if part in "[]{}=,\n" else dots
        if depth > MAX_DEPTH or dots > MAX_DEPTH:
            raise ShapeError(line, "nested too deeply", f"at most {MAX_DEPTH} levels")
        if len(part) > MAX_WORD and part[0] not in "\"'#":
            raise ShapeError(
                line,
                f"a word or number of {len(part):,} characters",
                f"at most {MAX_WORD}; texts stand in quotation marks",
            )


def continuation_lines(text: str) -> frozenset[int]:
    """The lines of a valid text that begin inside a value from an earlier line."""
    depth = 0
    inner: set[int] = set()
    for line, part in _parts(text):
        if part == "\n":
            if depth:
                inner.add(line + 1)
        elif part in "[]{}":
            depth += 1 if part in "[{" else -1
        else:
            inner.update(range(line + 1, line + 1 + part.count("\n")))
    return frozenset(inner)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a text, with the line on which each begins."""
    line = 1
    for match in _PART.finditer(text):
        part = match[0]
        yield line, part
        line += part.count("\n")
