"""An Atom feed (RFC 4287) of the changes in all entries, the latest first."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from handbook.addresses import path as path_of
from handbook.corpus import Corpus
from handbook.model import Change, Entry, Source, Term
from handbook.plain_text import clean

ATOM = "http://www.w3.org/2005/Atom"
LIMIT = 100


def changes(corpus: Corpus) -> list[tuple[Change, str, str, int]]:
    """All changes, latest first: the change, the entry's name, its page, its number in the entry's history."""
    listed: list[tuple[Change, str, str, int]] = []
    records: list[Entry | Source] = [*corpus.entries.values(), *corpus.sources.values()]
    for record in records:
        if isinstance(record, Source):
            name, path, history = record.header.short, path_of(record), record.header.history
        elif isinstance(record, Term):
            continue
        else:
            name, path, history = record.name, path_of(record), record.history
        listed += [(change, name, path, number) for number, change in enumerate(history, 1)]
    return sorted(listed, key=lambda row: (row[0].date.sort_key, row[2], row[3]), reverse=True)


def atom(corpus: Corpus, base: str = "") -> str:
    """The feed; without a site's address its links are relative and its ids are URNs."""
    ET.register_namespace("", ATOM)
    root = base.rstrip("/") + "/" if base else ""
    feed = ET.Element(f"{{{ATOM}}}feed")

    def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        child = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        child.text = clean(text) or None
        return child

    about = corpus.handbook
    # Feeds need a day; that of an edition without one is the day before all others.
    last = corpus.edition_date or "1970-01-01"
    latest = changes(corpus)[:LIMIT]
    add(feed, "id", root or f"urn:handbook:{about.id}")
    add(feed, "title", about.named())
    add(feed, "updated", _instant(latest[0][0], last) if latest else f"{last}T00:00:00Z")
    add(add(feed, "author"), "name", about.edited())
    add(feed, "rights", about.licence.url)
    if root:
        add(feed, "link", rel="self", href=root + "feed.xml")
    add(feed, "link", rel="alternate", href=root or "index.html")
    for change, name, path, number in latest:
        entry = add(feed, "entry")
        add(entry, "id", f"{root or 'urn:handbook:'}{path}#change-{number}")
        add(entry, "title", f"{name}: {change.kind.value}")
        add(entry, "updated", _instant(change, last))
        add(entry, "link", rel="alternate", href=root + path)
        add(entry, "summary", f"{change.what} {change.why}")
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _instant(change: Change, edition: str) -> str:
    day = change.date.earliest or change.date.latest
    return f"{day.isoformat() if day else edition}T00:00:00Z"
