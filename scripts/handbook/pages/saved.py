"""The page of a reader's saved list, which its script fills from the reader's own browser."""

from __future__ import annotations

from handbook.blocks import Box, Page, heading, paragraph
from handbook.pages.dividing import ORIGIN
from handbook.pages.view import View

DOCUMENT = "reference/saved"


def page(view: View) -> Page:
    """The page; without scripts it explains its purpose."""
    _ = view.translate
    about = paragraph(
        _(
            "Entries, claims, statements and sources that you saved, to be cited. The list stays in this browser and is sent to nobody."
        )
    )
    without = paragraph(
        _(
            "The list needs JavaScript, which your browser does not run. At the foot of each entry and source stands how to cite it."
        )
    )
    return Page(
        DOCUMENT, ORIGIN, (heading(1, _("Saved list")), about, Box(("hb-saved-page",), (without,))), orphan=True
    )
