"""The content of lines within blocks: plain strings, links, web addresses, and spans with classes or a language.

Text is plain text, already cleaned (``text``); no renderer ever parses it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from handbook.plain_text import clean


class Link(NamedTuple):
    """A link with its text: to an object (``actor``, ``statement``, ...), to a page (``doc``), or to a heading of the same page by its label (``part``)."""

    kind: str
    target: str
    text: str


class Url(NamedTuple):
    """A web address, shown as it is; with ``words``, a file of the site by its path in it: only there these are a link to it."""

    address: str
    words: str = ""


class Span(NamedTuple):
    """Inline content with classes; ``lang`` is its language, ``rtl`` says whether it runs from right to left."""

    inner: Inlines
    classes: tuple[str, ...] = ()
    lang: str = ""
    rtl: bool = False


Inline = str | Link | Url | Span
Inlines = tuple[Inline, ...]


def text(source_text: str) -> str:
    """Text from outside, cleaned for renderers."""
    return clean(source_text)


def span(inner: Inlines | str, *classes: str) -> Span:
    """Inline content with classes."""
    return Span((inner,) if isinstance(inner, str) else inner, classes)


def joined(separator: str, parts: Iterable[Inlines]) -> Inlines:
    """Inline contents with a separator between each two."""
    content: list[Inline] = []
    for number, part in enumerate(parts):
        if number and separator:
            content.append(separator)
        content += part
    return tuple(content)


def spaced(*parts: Inlines) -> Inlines:
    """Inline contents, without empty ones, with a space between each two."""
    # Written out, not by ``joined``: every line of every page goes through here.
    content: list[Inline] = []
    for part in parts:
        if part:
            if content:
                content.append(" ")
            content += part
    return tuple(content)


def words_of(inner: Inlines) -> str:
    """Inline content as plain text."""
    words = []
    for part in inner:
        words.append(part if isinstance(part, str) else words_of(part.inner) if type(part) is Span else str(part[-1]))
    return "".join(words)
