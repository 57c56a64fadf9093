"""How pages are made, apart from making them: what did not change need not be made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from handbook.blocks import Page


class Recipe(NamedTuple):
    """How one page is made.

    ``make`` takes all that it says of records out of its view while it runs, so that what
    it looked at can be noted; whatever else decides the page (an order, a number, a
    heading) is in ``preconditions``.  A ``foreign`` page has directives of other extensions.
    """

    make: Callable[[], Page]
    preconditions: str = ""
    foreign: bool = False


class FileRecipe(NamedTuple):
    """The same for one or more files that are made together, by their names."""

    make: Callable[[], Mapping[str, str | bytes]]
    preconditions: str = ""


class PartRecipe(NamedTuple):
    """The same for what one record gives to files of all records, by section: a section is what one file, or a few, are put together from."""

    make: Callable[[], Mapping[str, Any]]
    preconditions: str = ""


class Differing(NamedTuple):
    """What a record gave to a section before, and what it gives now; both are there, and differ."""

    name: str
    before: Any
    now: Any


class Sections(Protocol):
    """What all records give to the files of all records.

    Whoever puts a file together from a section names its ``version`` among the preconditions, and need not look at all records.
    """

    def of(self, section: str) -> list[Any]:
        """What records give to a section, in their order; of those that give nothing there is nothing."""

    def version(self, *sections: str) -> str:
        """A text that is another when anything in one of the sections, or its order, is."""

    def names(self, section: str) -> list[str]:
        """The names of the parts that give something to a section, in the order of ``of``."""

    def changed(self, section: str) -> bool:
        """Whether anything in a section may be another than in the last run."""

    def file(self, name: str, /) -> bytes | None:
        """A file of the last run, if it is as it was written then."""

    def differing(self, section: str) -> Sequence[Differing] | None:
        """What differs from the last run, if the same records gave something in the same order; else None."""

    def note(self, section: str, name: str) -> Any:
        """What was noted of a section under a name in this run, or of what it was in the last one; None if nothing was."""

    def keep(self, section: str, name: str, note: Any) -> None:
        """Note something of a section for the next run."""


def recipe(make: Callable[[], Page], *preconditions: object, foreign: bool = False) -> Recipe:
    """The recipe of a page."""
    return Recipe(make, json.dumps(preconditions, ensure_ascii=False) if preconditions else "", foreign)
