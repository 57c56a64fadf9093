"""Update files of all records in place if only few records changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from handbook.pages.recipe import Differing, Sections

#: If more texts than this differ, a file is made anew, since each text is searched for in the whole file.
MOST = 40
#: The texts that a record's part has in a file, each in one piece, by a key for its place.
Texts = Callable[[Any], Mapping[Any, str]]


class Frame(NamedTuple):
    """The beginning and end of a file, which do not depend on its records."""

    head: str = ""
    tail: str = ""


def file_of(
    sections: Sections, section: str, name: str, texts: Texts, anew: Callable[[], str], frame: Frame | None = None
) -> str | bytes:
    """The file of a section, by its name in the site: updated in place, or made ``anew`` with the same result.

    ``texts`` returns the texts that a part of the section has in the file.
    """
    differing = sections.differing(section)
    file = sections.file(name) if differing is not None and len(differing) <= MOST else None
    raw = (
        updated(file, _pairs(differing, texts), frame or Frame())
        if file is not None and differing is not None
        else None
    )
    return anew() if raw is None else raw


def _pairs(differing: Sequence[Differing], texts: Texts) -> list[tuple[str, str]] | None:
    """The differing texts of each part, before and now; None if they are not in the same places."""
    pairs: list[tuple[str, str]] = []
    for _name, before, after in differing:
        old, new = texts(before), texts(after)
        if old.keys() != new.keys():
            return None
        pairs += [(text, new[place]) for place, text in old.items() if text != new[place]]
    return pairs


def updated(file: bytes, pairs: Sequence[tuple[str, str]] | None, frame: Frame) -> bytes | None:
    """The file with the first text of each pair replaced by the second.

    None if the result may differ from a file made anew: a text is not there exactly once, or the file begins or ends differently.
    """
    if pairs is None or not (file.startswith(frame.head.encode()) and file.endswith(frame.tail.encode())):
        return None
    places: list[tuple[int, int, bytes]] = []
    for before, after in pairs:
        old_bytes = before.encode()
        start = file.find(old_bytes) if old_bytes and after else -1
        if start < 0 or file.find(old_bytes, start + 1) >= 0:
            return None
        places.append((start, start + len(old_bytes), after.encode()))
    pieces: list[bytes] = []
    copied = 0
    for start, end, new_bytes in sorted(places):
        if start < copied:
            return None
        pieces += (file[copied:start], new_bytes)
        copied = end
    return b"".join([*pieces, file[copied:]])
