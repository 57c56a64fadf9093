"""A name at its place in a text."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """A span of text, offsets in characters, end exclusive, that names an entry."""

    start: int
    end: int
    surface: str
    entry: str
    form: str
