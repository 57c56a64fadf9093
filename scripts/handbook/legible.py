"""Whether a text from outside is legible: it has visible characters, and no piles of marks that cover other lines."""

from __future__ import annotations

import re
import unicodedata

#: Invisible characters, for use within brackets of a pattern: Unicode's Default_Ignorable_Code_Point and the blank Braille pattern.
IGNORED = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(rf"[\s\x00-\x1f\x7f-\x9f{IGNORED}]*")
#: A row of characters that may be combining marks: no letters, digits, spaces or Latin characters.
_ROW = re.compile(r"[^\w\s\x00-\u02ff]{5,}")
#: The most marks in a row: of those common to all scripts, which pile up; and of any, since Hebrew, Burmese and Tibetan use several.
PILED, OF_A_SCRIPT = 4, 8
_EVERY_SCRIPT = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")


def legible(text: str) -> str:
    """Check that a text is legible, and return it unchanged.

    Raises:
        ValueError: it has no visible characters, or so many marks on one letter that they cover neighbouring lines.
    """
    if not text.isascii():
        if _INVISIBLE.fullmatch(text):
            raise ValueError("it has nothing that can be seen; write it in letters")
        if any(_piled(match[0]) for match in _ROW.finditer(text)):
            raise ValueError("it has too many marks on one letter; leave some out")
    elif not text.strip():
        raise ValueError("it has nothing that can be seen; write it in letters")
    return text


def _piled(row: str) -> bool:
    piled = marks = 0
    for sign in row:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        piled = piled + 1 if marks and _EVERY_SCRIPT.match(sign) else 0
        if piled > PILED or marks > OF_A_SCRIPT:
            return True
    return False
