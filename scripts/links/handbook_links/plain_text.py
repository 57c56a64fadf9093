"""Text of a site that is not trusted, as one line of plain text."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
#: Characters that change the direction of text: they are shown, and have no effect.
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """One line of text without control characters and free of direction overrides."""
    return _BIDI.sub("\ufffd", _CONTROL.sub("\ufffd", _LINE_ENDS.sub(" ", text)))
