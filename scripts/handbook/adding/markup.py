"""Prepare a saved page before its article is looked for: bound its attributes, and find what a parser would drop.

The search for the article takes far longer over long attributes than over text, and parsers
stop without a message where elements are nested too deeply.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

#: The most bytes of a page after its attributes were bounded; a larger page is no article.
MAX_PAGE = 4_000_000
#: The most attributes of one element, bytes of one value, and bytes of all attributes of a page.
MAX_ATTRIBUTES = 40
MAX_VALUE = 2_000
MAX_IN_ALL = 300_000
MAX_ELEMENTS = 30_000
#: The most tags of inline markup; a page that has more is read without them.
MAX_MARKS = 16_000
#: Parsers stop near 256; pages that people read stay below 60.
MAX_DEPTH = 200
_TAG = re.compile(rb"<[A-Za-z][^\s/>]*+(?=[\s/])")
#: A name and its value; the quantifiers are possessive, so that matching costs no more than the bytes.
_ATTRIBUTE = re.compile(rb"[\s/]*+(?P<name>[^\s=>/]++)(?:\s*+=\s*+(?P<value>\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?")
_MARK = re.compile(
    rb"</?(?:a|abbr|b|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u)(?=[\s/>])(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.I,
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "math"})
_WORD = re.compile(r"\w+")


def trimmed(raw: bytes) -> tuple[bytes, int, int]:
    """A page with bounded attributes; how many attributes were left out, and their bytes."""
    parts: list[bytes] = []
    copied_to = bytes_left = count = size = 0
    while tag := _TAG.search(raw, copied_to):
        parts.append(raw[copied_to : tag.end()])
        at, number = tag.end(), 0
        while (match := _ATTRIBUTE.match(raw, at)) is not None:
            number += 1
            length = match.end() - at
            if number > MAX_ATTRIBUTES or length > MAX_VALUE or bytes_left + length > MAX_IN_ALL:
                count, size = count + 1, size + length
            else:
                parts.append(match[0])
                bytes_left += length
            at = match.end()
        copied_to = at
    parts.append(raw[copied_to:])
    return b"".join(parts), count, size


def unclosed_comment(raw: bytes) -> int:
    """The bytes after the beginning of a comment that is never closed; a parser takes none of them."""
    start = raw.rfind(b"<!--")
    return len(raw) - start if start >= 0 and raw.find(b"-->", start) < 0 else 0


def words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _WORD.finditer(text))


def unmarked(page: bytes) -> bytes:
    """A page without its tags of inline markup, such as span, if there are far too many; the text stays.

    The search for the article compares each of them with its neighbours.
    """
    too_many = sum(1 for _ in itertools.islice(_MARK.finditer(page), MAX_MARKS + 1)) > MAX_MARKS
    return _MARK.sub(b"", page) if too_many else page


def measured(tree: Any) -> tuple[int, int, int]:
    """For a parsed page (lxml): how deep elements are nested, how many there are, and how many words a reader sees."""
    deepest = elements = characters = 0
    # Elements to visit with their depths: no recursion, since depth is what is measured.
    waiting = [(tree, 1)]
    while waiting:
        element, depth = waiting.pop()
        elements += 1
        deepest = max(deepest, depth)
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag and tag not in _UNSEEN:
            characters += words(element.text or "")
            waiting.extend((child, depth + 1) for child in element)
        if depth > 1:
            characters += words(element.tail or "")
    return deepest, elements, characters
