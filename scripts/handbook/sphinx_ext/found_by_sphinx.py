"""Our objects in the index of Sphinx's own search, which themes of others and builders other than the site's have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sphinx.application import Sphinx

from handbook.sphinx_ext.domain import domain_of


def name_objects(app: Sphinx) -> Iterable[Any]:
    """Have the index made of our objects as a reader calls them: its script makes their anchors of the names that it shows.

    Listens to ``html-collect-pages``, of which it has none to add: then there is an index, and nothing of it was written.
    """
    index, domain = getattr(app.builder, "indexer", None), domain_of(app.env)
    if index is not None:
        indexed = index.get_objects

        def get_objects(numbers: dict[str, int]) -> Any:
            with domain.as_found():
                return indexed(numbers)

        index.get_objects = get_objects
    return ()
