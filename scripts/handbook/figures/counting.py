"""The sentences above pictures that say how many sources were counted, and up to which date."""

from __future__ import annotations

from handbook.pages.view import View
from handbook.plain_text import clean


def counted(view: View, finding: str) -> str:
    """A finding with the number of sources that it rests on, and the date of the latest of them."""
    latest = view.corpus.latest_source
    if latest is None:
        return finding
    _, count = view.translate, len(view.corpus.sources)
    sentence = (
        _("Counted in 1 source ({date}).") if count == 1 else _("Counted in {count} sources (the latest: {date}).")
    )
    return f"{finding} {sentence.format(count=count, date=clean(view.date(latest)))}"
