"""Dividing a long index into a page for each letter, or for a part of a letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handbook.filing import NAMES, chunks

#: Letters with their entries, as Sphinx makes the index.
Letters = Sequence[tuple[str, list[Any]]]


def is_long(index: Letters) -> bool:
    """Whether the index is too long for one page."""
    return sum(len(entries) for _letter, entries in index) > NAMES


def of_letters(index: Letters) -> dict[str, tuple[str, list[tuple[str, list[Any]]]]]:
    """The pages by name, each with its title and its entries under their letter.

    The title is a letter; for a part of a letter, the letter with the part's first and last entry.
    """
    pages = {}
    for number, (letter, entries) in enumerate(index, 1):
        for part, entries_of_page in enumerate(chunks(entries, NAMES), 1):
            page_title = (
                letter if len(entries) <= NAMES else f"{letter}: {entries_of_page[0][0]} – {entries_of_page[-1][0]}"
            )
            pages[f"genindex-{number}" + (f"-{part}" if part > 1 else "")] = page_title, [(letter, [*entries_of_page])]
    return pages
