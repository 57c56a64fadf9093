"""Cleaning text from outside: one line of plain text, without control characters, line breaks or direction overrides."""

from __future__ import annotations

import re
from functools import lru_cache

_LINE_ENDS = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
#: Characters that change the direction of text: they are replaced, so that they have no effect.
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def brief(text: str, max_length: int = 60) -> str:
    """A text as a message shows it: a long one without its end."""
    return text if len(text) <= max_length else f"{text[: max_length - 3]}..."


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """A text as one line, with control characters and direction overrides replaced by U+FFFD.

    The result is cached, since names and short phrases recur on every page.
    """
    if text.isascii() and text.isprintable():
        return text
    return _BIDI.sub("\ufffd", _CONTROL.sub("\ufffd", _LINE_ENDS.sub(" ", text)))
