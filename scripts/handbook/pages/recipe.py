"""Recipes of pages, separate from making them: a page whose inputs did not change is not made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from handbook.blocks import Page


class Recipe(NamedTuple):
    """How one page is made.

    ``make`` takes everything about records from its view while it runs, so that its accesses can be noted;
    anything else that determines the page (an order, a number, a heading) is in ``preconditions``.  A
    ``foreign`` page has directives of other extensions.
    """

    make: Callable[[], Page]
    preconditions: str = ""
    foreign: bool = False


class FileRecipe(NamedTuple):
    """The recipe of one or more files that are made together, by their names."""

    make: Callable[[], Mapping[str, str | bytes]]
    preconditions: str = ""


class PartRecipe(NamedTuple):
    """The recipe of one record's part in files of all records, by section; files are put together from sections."""

    make: Callable[[], Mapping[str, Any]]
    preconditions: str = ""


class Differing(NamedTuple):
    """The part of a record in a section before and now; both exist, and differ."""

    name: str
    before: Any
    now: Any


class Sections(Protocol):
    """The parts of all records in the files of all records.

    Code that puts a file together from a section names its ``version`` among the preconditions, and need not look at all records.
    """

    def of(self, section: str) -> list[Any]:
        """The parts of records in a section, in their order; records without a part are left out."""

    def version(self, *sections: str) -> str:
        """A text that changes whenever anything in one of the sections, or its order, changes."""

    def names(self, section: str) -> list[str]:
        """The names of the parts in a section, in the order of ``of``."""

    def changed(self, section: str) -> bool:
        """Whether anything in a section may have changed since the last run."""

    def file(self, name: str, /) -> bytes | None:
        """A file of the last run, if it is still as it was written then."""

    def differing(self, section: str) -> Sequence[Differing] | None:
        """The parts that differ from the last run, if the same records have parts in the same order; else None."""

    def note(self, section: str, name: str) -> Any:
        """The note on a section under a name, from this run or from the last one; None if there is none."""

    def keep(self, section: str, name: str, note: Any) -> None:
        """Keep a note on a section for the next run."""


def recipe(make: Callable[[], Page], *preconditions: object, foreign: bool = False) -> Recipe:
    """The recipe of a page."""
    return Recipe(make, json.dumps(preconditions, ensure_ascii=False) if preconditions else "", foreign)
