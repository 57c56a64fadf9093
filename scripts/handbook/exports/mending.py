"""Files of all records, mended in place where only few records changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from handbook.pages.recipe import Differing, Sections

#: Where more texts differ a file is put together anew: each is looked for in all of it.
MOST = 40
#: What a record's part has in a file: texts that stand there each as a whole, by what decides where.
Texts = Callable[[Any], Mapping[Any, str]]


class Frame(NamedTuple):
    """How a file begins and ends, whatever records it has."""

    head: str = ""
    tail: str = ""


def file_of(
    sections: Sections, section: str, name: str, texts: Texts, anew: Callable[[], str], frame: Frame | None = None
) -> str | bytes:
    """The file of a section under its name in the site: mended, or made ``anew``, which gives the same.

    ``texts`` says what a part of the section has in it.
    """
    differing = sections.differing(section)
    file = sections.file(name) if differing is not None and len(differing) <= MOST else None
    raw = (
        mended(file, _pairs(differing, texts), frame or Frame()) if file is not None and differing is not None else None
    )
    return anew() if raw is None else raw


def _pairs(differing: Sequence[Differing], texts: Texts) -> list[tuple[str, str]] | None:
    """The texts of each part before and now that differ; None if they do not stand in the same places."""
    pairs: list[tuple[str, str]] = []
    for _name, before, now in differing:
        was, its = texts(before), texts(now)
        if was.keys() != its.keys():
            return None
        pairs += [(text, its[place]) for place, text in was.items() if text != its[place]]
    return pairs


def mended(file: bytes, pairs: Sequence[tuple[str, str]] | None, frame: Frame) -> bytes | None:
    """The file with the second text of each pair in the place of the first.

    None if that is not sure to be the file that is made anew: a text stands there not once, or the file begins or ends otherwise.
    """
    if pairs is None or not (file.startswith(frame.head.encode()) and file.endswith(frame.tail.encode())):
        return None
    places: list[tuple[int, int, bytes]] = []
    for before, now in pairs:
        old = before.encode()
        at = file.find(old) if old and now else -1
        if at < 0 or file.find(old, at + 1) >= 0:
            return None
        places.append((at, at + len(old), now.encode()))
    pieces: list[bytes] = []
    last = 0
    for start, end, new in sorted(places):
        if start < last:
            return None
        pieces += (file[last:start], new)
        last = end
    return b"".join([*pieces, file[last:]])
