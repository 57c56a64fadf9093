"""How pages are made, apart from making them: what did not change need not be made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

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
    """The same for what one record gives to files of all records."""

    make: Callable[[], Any]
    preconditions: str = ""


def recipe(make: Callable[[], Page], *preconditions: object, foreign: bool = False) -> Recipe:
    """The recipe of a page."""
    return Recipe(make, json.dumps(preconditions, ensure_ascii=False) if preconditions else "", foreign)
