"""Atom feeds (RFC 4287) of changes, the latest first: one of all entries, and one of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree as ET

from handbook.addresses import document
from handbook.addresses import path as path_of
from handbook.corpus import Corpus
from handbook.model import Actor, Agreement, Change, Event, Source, Term
from handbook.plain_text import clean

ATOM = "http://www.w3.org/2005/Atom"
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


def _history(record: Actor | Agreement | Event | Source) -> list[Row]:
    if isinstance(record, Source):
        name, history = record.header.short, record.header.history
    else:
        name, history = record.name, record.history
    return [Row(change, name, path_of(record), number) for number, change in enumerate(history, 1)]


def atom(corpus: Corpus, base: str = "") -> str:
    """The feed of all; without a site's address its links are relative and its ids are URNs."""
    records = [*corpus.entries.values(), *corpus.sources.values()]
    rows = _latest_first(row for record in records if not isinstance(record, Term) for row in _history(record))
    return _feed(corpus, base, "feed.xml", "index.html", "", corpus.handbook.named(), rows[:LIMIT])


def of_entry(corpus: Corpus, entry: Actor | Agreement | Event, base: str = "") -> dict[str, str]:
    """The feed of one entry, by its file name in the site; of one that was never changed it is empty, and waits."""
    name = f"{FOLDER}/{document(entry)}.xml"
    title = f"{clean(entry.name)} – {corpus.handbook.named()}"
    page = path_of(entry)
    return {name: _feed(corpus, base, name, page, page, title, _latest_first(_history(entry)))}


def _feed(corpus: Corpus, base: str, name: str, page: str, own: str, title: str, rows: list[Row]) -> str:
    """A feed at ``name`` of the changes in ``rows``; ``own`` is what its id has after the site's."""
    ET.register_namespace("", ATOM)
    root = base.rstrip("/") + "/" if base else ""
    # Without an address, links lead from the feed's own folder.
    up = root or "../" * name.count("/")
    feed = ET.Element(f"{{{ATOM}}}feed")

    def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        child = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        child.text = clean(text) or None
        return child

    about = corpus.handbook
    # Feeds need a day; that of an edition without one is the day before all others.
    last = corpus.edition_date or "1970-01-01"
    add(feed, "id", (root or f"urn:handbook:{about.id}{':' if own else ''}") + own)
    add(feed, "title", title)
    add(feed, "updated", _instant(rows[0].change, last) if rows else f"{last}T00:00:00Z")
    add(add(feed, "author"), "name", about.edited())
    add(feed, "rights", about.licence.url)
    if root:
        add(feed, "link", rel="self", href=root + name)
    add(feed, "link", rel="alternate", href=root if root and not own else up + page)
    for change, called, path, number in rows:
        entry = add(feed, "entry")
        add(entry, "id", f"{root or 'urn:handbook:'}{path}#change-{number}")
        add(entry, "title", f"{called}: {change.kind.value}")
        add(entry, "updated", _instant(change, last))
        add(entry, "link", rel="alternate", href=up + path)
        add(entry, "summary", f"{change.what} {change.why}")
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _instant(change: Change, edition: str) -> str:
    day = change.date.earliest or change.date.latest
    return f"{day.isoformat() if day else edition}T00:00:00Z"
