"""The home page's part that counts, the timeline's events, and the page of an article outside the project."""

from __future__ import annotations

import json

from handbook.model import Event
from handbook.pages import dividing, labels, lists
from handbook.pages.myst import MARKER, clean, container, data, escape, role, span, text
from handbook.pages.view import View


def home(view: View) -> str:
    """The part of the home page that counts: numbers, ways in, latest changes."""
    _ = view.translate
    corpus = view.corpus
    numbers = [
        (len(corpus.actors), _("actors"), "actors/index"),
        (len(corpus.agreements), _("agreements"), "agreements/index"),
        (len(corpus.events), _("events"), "timeline"),
        (len(corpus.sources), _("sources"), "sources/index"),
        (len(corpus.statements), _("statements"), "sources/index"),
        (len(corpus.conflicts), _("disagreements"), "reference/conflicts"),
    ]
    lines = [f"{MARKER} from the whole corpus", ""]
    lines += data("hb:numbers", "", [{"count": n, "name": name, "doc": doc} for n, name, doc in numbers])
    latest = sorted(corpus.sources.values(), key=lambda s: (s.header.published.sort_key, s.id), reverse=True)[:5]
    rows = [
        f"- {span(escape(view.date(s.header.published)), 'hb-when')} {role('source', s.id, s.header.short)}: {escape(s.header.title)}"
        for s in latest
    ]
    changes = [(c, e) for e in corpus.entries.values() for c in getattr(e, "history", ())]
    newest = sorted(changes, key=lambda pair: pair[0].date.sort_key, reverse=True)[:5]
    rows += [f"- {span(escape(view.date(c.date)), 'hb-when')} {view.link(e.id)}: {escape(c.what)}" for c, e in newest]
    heading = span(escape(_("Latest sources and changes")), "hb-label")
    return text(lines + container("hb-latest", [heading, "", *rows, ""]))


def timeline_scope(view: View) -> str:
    """What the timeline shows: all dated events, or the latest ones and where the others are listed by year."""
    _ = view.translate
    count = len(_dated(view))
    lines = [f"{MARKER} from the whole corpus", ""]
    said = escape(_("All dated events in order of time."))
    if count > dividing.SPLIT:
        said = escape(_("The latest {shown} of {count} dated events.").format(shown=dividing.SPLIT, count=f"{count:,}"))
        # A paragraph of its own: the reader's filter stands in place of the other.
        lines += [said + " " + role("doc", "/events/index", _("All events, by year")), ""]
        said = escape(_("In order of time."))
    return text([*lines, "{.hb-filter-here}", said, ""])


def _dated(view: View) -> list[Event]:
    """The events with a date, by its lower bound."""
    events = sorted(view.corpus.events.values(), key=lambda e: (e.dates[0].date.sort_key, e.id))
    return [e for e in events if e.dates[0].date.shape != "unknown"]


def timeline(view: View) -> str:
    """The events file of the timeline, JSON: the latest, sorted by lower bound, shown in words.

    The extension reads whole ISO dates only and has no end date, so ``start`` is
    the lower bound, for sorting; what readers see is our own ``when``.  All text
    is MyST already, since the extension parses it.
    """
    rows = [
        {
            "start": e.dates[0].date.sort_key[0].isoformat(),
            "when": escape(view.date(e.dates[0].date)),
            "kind": escape(view.translate(labels.EVENT[e.kind])),
            "title": role("event", e.id, e.name),
            "text": escape(e.gloss),
            "facets": "".join(
                span(escape(label), "hb-facet", f"hb-facet-{name}", f"hb-value-{value}")
                for name, value, label in lists.facets(view, e)
            ),
            "cite": view.cite(e.cite),
        }
        for e in _dated(view)[-dividing.SPLIT :]
    ]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def article_page(title: str, paragraphs: list[str]) -> str:
    """A plain-text article outside the project as a page: every character literal."""
    lines = [f"# {escape(clean(title))}", ""]
    for number, paragraph in enumerate(paragraphs[1:], 2):
        lines += [f"{span(escape(f'¶{number}'), 'hb-para')} {escape(paragraph)}", ""]
    return text(lines)
