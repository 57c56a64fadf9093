"""How a generated file is made, apart from making it: what did not change need not be made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Recipe(NamedTuple):
    """One or more generated files that are made together.

    ``make`` gives their texts by name, and takes all that it says of records out of its
    view while it runs, so that what it looked at can be noted; whatever else decides the
    texts (an order, a number, a heading) is in ``given``.
    """

    make: Callable[[], Mapping[str, str | bytes]]
    given: str = ""


def page(name: str, make: Callable[[], str], *given: object) -> Recipe:
    """The recipe of one page: ``name`` is that of its document, without suffix."""
    return Recipe(lambda: {f"{name}.md": make()}, json.dumps(given, ensure_ascii=False) if given else "")


def fixed(name: str, text: str) -> Recipe:
    """A page whose text is at hand."""
    return page(name, lambda: text, text)


def made(recipes: Mapping[str, Recipe]) -> dict[str, str | bytes]:
    """All files of recipes, each by its name."""
    return {name: text for recipe in recipes.values() for name, text in recipe.make().items()}
