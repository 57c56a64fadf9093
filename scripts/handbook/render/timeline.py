"""The events of the timeline in the form that the extension sphinx-timeline reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from handbook.blocks import Facet
from handbook.pages.site import TimelineEvent
from handbook.render import myst


def rows(events: Iterable[TimelineEvent]) -> list[dict[str, str]]:
    """A row for each event; all text in it is MyST, since the extension parses it."""
    return [
        {
            "start": event.start,
            "when": myst.escape(event.when),
            "kind": myst.escape(event.kind),
            "title": myst.inline(event.title),
            "text": myst.inline((event.gloss,)),
            "facets": facets(event.facets),
            "cite": myst.inline(event.cite),
        }
        for event in events
    ]


def facets(of_entry: Sequence[Facet]) -> str:
    """Data for the page's filter, in a role that shows nothing."""
    json_text = json.dumps({"facets": [list(facet) for facet in of_entry]}, ensure_ascii=False, separators=(",", ":"))
    # A backtick would end the role, so it is written as a JSON escape.
    safe = json_text.replace("`", r"\u0060")
    return f"{{hb:data}}`{safe}`" if of_entry else ""
