"""Our objects in the index of Sphinx's own search, which other themes and other builders use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sphinx.application import Sphinx

from handbook.sphinx_ext.objects.domain import domain_of


def name_objects(app: Sphinx) -> Iterable[Any]:
    """Make the search index list our objects under their names: its script builds anchors from the names that it shows.

    Listens to ``html-collect-pages`` without adding a page: at that event the index exists and is not yet written.
    """
    index, domain = getattr(app.builder, "indexer", None), domain_of(app.env)
    if index is not None:
        indexed = index.get_objects

        def get_objects(numbers: dict[str, int]) -> Any:
            with domain.as_found():
                return indexed(numbers)

        index.get_objects = get_objects
    return ()
