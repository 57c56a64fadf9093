"""Atom feeds (RFC 4287) of changes, the latest first: one of all entries, and one of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape

from handbook.addresses import document
from handbook.addresses import path as path_of
from handbook.corpus import Corpus
from handbook.model import Change, Paged, Source, Term
from handbook.plain_text import clean

ATOM = "http://www.w3.org/2005/Atom"
#: How many changes the feed of all has, and the others of the day of the last: who reads it each day misses none.
LIMIT = 100
#: The folder of the feeds of single entries.
FOLDER = "feeds"


class Row(NamedTuple):
    """A change with the name and the page of its entry, and its number in the entry's history."""

    change: Change
    name: str
    path: str
    number: int


def _latest_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.change.date.sort_key, row.path, row.number), reverse=True)


def _latest(rows: list[Row]) -> list[Row]:
    """The first ``LIMIT`` rows with all others of the same day as the last of these."""
    if len(rows) <= LIMIT:
        return rows
    last = rows[LIMIT - 1].change.date.sort_key
    return [row for row in rows if row.change.date.sort_key >= last]


def _history(record: Paged | Source) -> list[Row]:
    if isinstance(record, Source):
        name, history = record.header.short, record.header.history
    else:
        name, history = record.name, record.history
    return [Row(change, name, path_of(record), number) for number, change in enumerate(history, 1)]


def atom(corpus: Corpus, base: str = "") -> str:
    """The feed of all changes; without a site's address its links are relative and its ids are URNs."""
    records = [*corpus.entries.values(), *corpus.sources.values()]
    rows = _latest_first(row for record in records if not isinstance(record, Term) for row in _history(record))
    return _feed(corpus, base, "feed.xml", "index.html", "", corpus.handbook.named(), _latest(rows))


def of_entry(corpus: Corpus, entry: Paged, base: str = "") -> dict[str, str]:
    """The feed of one entry, by its file name in the site; for an entry that was never changed it is empty."""
    name = f"{FOLDER}/{document(entry)}.xml"
    title = f"{clean(entry.name)} – {corpus.handbook.named()}"
    page = path_of(entry)
    return {name: _feed(corpus, base, name, page, page, title, _latest_first(_history(entry)))}


def _feed(corpus: Corpus, base: str, name: str, page: str, id_suffix: str, title: str, rows: list[Row]) -> str:
    """A feed at ``name`` of the changes in ``rows``; ``id_suffix`` is the part of its id after the site's."""
    root = base.rstrip("/") + "/" if base else ""
    # Without an address, links are relative to the feed's own folder.
    up = root or "../" * name.count("/")
    settings = corpus.handbook
    # Feeds need a day; an edition without one gets the day before all others.
    last = corpus.edition_date or "1970-01-01"
    lines = [
        f'<feed xmlns="{ATOM}">',
        _element("id", (root or f"urn:handbook:{settings.id}{':' if id_suffix else ''}") + id_suffix),
        _element("title", title),
        _element("updated", _instant(rows[0].change, last) if rows else f"{last}T00:00:00Z"),
        "  <author>", f"  {_element('name', settings.edited())}", "  </author>",
        _element("rights", settings.licence.url),
        *([_link("self", root + name)] if root else ()),
        _link("alternate", root if root and not id_suffix else up + page),
    ]  # fmt: skip
    for change, record_name, path, number in rows:
        entry = (
            _element("id", f"{root or 'urn:handbook:'}{path}#change-{number}"),
            _element("title", f"{record_name}: {change.kind.value}"),
            _element("updated", _instant(change, last)),
            _link("alternate", up + path),
            _element("summary", f"{change.what} {change.why}"),
        )
        lines += ["  <entry>", *(f"  {line}" for line in entry), "  </entry>"]
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *lines, "</feed>", ""])


def _element(name: str, text: str) -> str:
    """An element of the feed on one line, with its text escaped.  A library that builds a tree first takes ten times as long."""
    words = escape(clean(text))
    return f"  <{name}>{words}</{name}>" if words else f"  <{name} />"


def _link(relation: str, address: str) -> str:
    quoted = escape(address, {'"': "&quot;"})
    return f'  <link rel="{relation}" href="{quoted}" />'


def _instant(change: Change, edition: str) -> str:
    day = change.date.earliest or change.date.latest
    return f"{day.isoformat() if day else edition}T00:00:00Z"
