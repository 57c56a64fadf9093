"""The page of search results, filled by its script; without scripts it leads to the lists."""

from __future__ import annotations

from handbook.blocks import Box, Inlines, Items, Link, Page, heading, paragraph
from handbook.pages.dividing import ORIGIN
from handbook.pages.view import View

DOCUMENT = "reference/search"
#: The class of the home page's line that asks for a query.
ASK = "hb-ask-home"
LISTS = ("actors/index", "agreements/index", "events/index", "sources/index", "reference/terms", "reference/glossary")


def page(view: View) -> Page:
    """The page with all results of a search."""
    _ = view.translate
    names = (_("Actors"), _("Agreements"), _("Events"), _("Sources"), _("Places and terms"), _("Glossary"))
    ways: list[Inlines] = [(Link("doc", name, words),) for name, words in zip(LISTS, names, strict=True)]
    note = paragraph(
        _("The search needs JavaScript, which your browser does not run. Everything can be found in these lists:")
    )
    return Page(
        DOCUMENT, ORIGIN, (heading(1, _("Search")), Box(("hb-search-page",), (note, Items(tuple(ways))))), orphan=True
    )
