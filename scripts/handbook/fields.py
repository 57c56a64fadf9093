"""The one walk over the fields of an entry: what each cites, and to which entry it points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from handbook.model import Citation, Entry

#: Where a field stands in its record, for messages: names and numbers.
Path = tuple[str | int, ...]


class Field(NamedTuple):
    """A field: its place, the statements that it cites, the entry that it points to, and the word for that."""

    path: Path
    cites: tuple[Citation, ...] = ()
    target: str = ""
    target_path: Path = ()
    word: str = ""


class Part(NamedTuple):
    """How parts of records are walked: their field in the record, and in each part the entry pointed to and the word for it."""

    name: str
    target: str = ""
    word: str = ""


#: The parts of records, in the order in which they are read; a record has some of them.
PARTS = (
    Part("names"), Part("facts", "of", "field"), Part("parties", "actor", "role"), Part("stages"), Part("amounts"),
    Part("dates"), Part("participants", "actor", "role"), Part("place"), Part("relations", "to", "kind"),
)  # fmt: skip


def walk(entry: Entry) -> Iterator[Field]:
    """Every field of an entry that cites or points to something, in order."""
    yield Field(("cite",), entry.cite)
    for name, target, word in PARTS:
        if name == "place":
            if place := getattr(entry, "place", None):
                yield Field(("place",), (), place, ("place",), "place")
            continue
        for number, part in enumerate(getattr(entry, name, ())):
            yield Field(
                (name, number), part.cite, (getattr(part, target) or "") if target else "", (name, number, target),
                getattr(part, word) if word else "",
            )  # fmt: skip


def citations_of(entry: Entry) -> list[Citation]:
    """Every citation in an entry, in order of appearance, each once."""
    return list(dict.fromkeys(cite for field in walk(entry) for cite in field.cites))


def links_of(entry: Entry) -> list[tuple[Path, str]]:
    """The ids that an entry's fields point to, with the path of each field."""
    return [(field.target_path, field.target) for field in walk(entry) if field.target]


def pointing(entry: Entry) -> Iterator[tuple[str, str]]:
    """The entries that an entry's fields point to, each with the word for it."""
    return ((field.target, field.word) for field in walk(entry) if field.target)
