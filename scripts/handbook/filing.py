"""Alphabetical filing: the name and the letter under which an entry is filed, and the division of long lists into pages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from handbook.folding import fold
from handbook.model import Entry

#: The most rows on a page: a longer list is divided, so that no page grows with the handbook.
SPLIT = 500
#: The most names on a page of the index.
NAMES = 750

T = TypeVar("T")


class _Filed(NamedTuple):
    """The filing of a name: its letter, the name folded for sorting, and the folded name from its first letter or digit on."""

    letter: str
    name: str
    begins: str


@lru_cache(maxsize=1 << 16)
def _filed(name: str) -> _Filed:
    # Cached: each list asks for the order, the letter and the page of every name, and the server asks again after each edit.
    folded = " ".join(name.lower().split()) if name.isascii() else " ".join(fold(w) for w in name.split())
    start, initial = next(((start, c) for start, c in enumerate(folded) if c.isalnum()), (0, "#"))
    return _Filed(initial.upper() if initial.isalpha() else "0–9", folded, folded[start:])


def sort_name(entry: Entry, filed: str = "") -> str:
    """The name under which an entry is filed (``filed``, or else its own), folded for sorting."""
    return _filed(filed or entry.sort or entry.name).name


def letter_of(entry: Entry, filed: str = "") -> str:
    """The letter under which an entry is filed; ``0–9`` if its name does not begin with a letter."""
    return _filed(filed or entry.sort or entry.name).letter


def order_of(entry: Entry, filed: str = "") -> tuple[bool, str, str, str]:
    """The sort key of an entry: entries of one letter stand together, whatever punctuation their names begin with."""
    letter, _name, begins = _filed(filed or entry.sort or entry.name)
    return letter != "0–9", letter, begins, entry.id


def surname_first(sort: str, title: str) -> str:
    """A title in another language in the form of ``sort``: if that is ``Putin, Vladimir``, the title becomes ``Poutine, Vladimir``."""
    given_names, _, surname = title.rpartition(" ")
    return f"{surname}, {given_names}" if ", " in sort and given_names else title


def chunks(items: Sequence[T], max_length: int) -> list[Sequence[T]]:
    """Divide ``items`` into as few pieces as possible, of about the same length, none longer than ``max_length``."""
    size = math.ceil(len(items) / math.ceil(len(items) / max_length)) if items else 1
    return [items[start : start + size] for start in range(0, len(items), size)]


def file_of(part: str, number: int) -> str:
    """The file name of page ``number`` of a part of a list, where the part is a letter, a year or a kind."""
    name = "".join(c if c.isascii() and c.isalnum() else f"-u{ord(c):x}-" for c in part.lower()).strip("-")
    return name if number == 1 else f"{name}-{number}"
