"""Tables as CSV (RFC 4180) without anything that a spreadsheet takes for a formula (OWASP, CSV injection)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from handbook.exports.tables import Row, Table
from handbook.plain_text import clean


def csv_rows(rows: Iterable[Row]) -> str:
    """Rows of a table as CSV (RFC 4180).

    A text that some spreadsheet would take for a formula gets an apostrophe in front, and a text with a
    character that some take for the end of a cell is quoted (OWASP, CSV injection).
    """
    return "".join([",".join([_cell(value) for value in row]) + "\r\n" for row in rows])


def joined(table: Table, parts: Iterable[str]) -> str:
    """The file made from such rows, with column names."""
    return ",".join(name for name, _ in table.columns) + "\r\n" + "".join(parts)


#: Invisible characters whose category does not say so: fillers, and the replacement character.
_FILLERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\ufffd")
#: Cell separators of some country or program; and blanks at either end, which some programs cut off.
_DIVIDES = re.compile(r'[",;|\t\r\n]|^\s|\s$')


#: A text that needs no change, like most: it begins with a letter or digit and has only those, inner blanks and harmless signs.
_is_plain = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z .:/_()#*-]*[0-9A-Za-z.)])?").fullmatch


def _cell(value: object) -> str:
    """A value as it stands in CSV."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if not value or _is_plain(value):
        return value
    text = clean(value)
    if not (text[:1].isascii() and text[:1].isalnum()) and _formula(text):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if _DIVIDES.search(text) else text


def _formula(text: str) -> bool:
    """Whether some program might take a text for a formula: full-width signs count, leading blanks and invisible characters do not."""
    for sign in text:
        if sign not in _FILLERS and unicodedata.category(sign) not in ("Zs", "Zl", "Zp", "Cc", "Cf"):
            return unicodedata.normalize("NFKC", sign)[:1] in ("=", "+", "-", "@", "\u2212")
    return False
