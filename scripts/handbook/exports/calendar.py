"""Events with the bounds of their dates: for calendars (iCalendar, RFC 5545) and for timelines (JSON)."""

from __future__ import annotations

import datetime as dt
import json

from handbook.addresses import entry_path
from handbook.corpus import Corpus
from handbook.exports.tables import bounds
from handbook.model import Event
from handbook.plain_text import clean


def ordered(corpus: Corpus) -> list[Event]:
    """All events in order of time."""
    return sorted(corpus.events.values(), key=lambda e: (e.dates[0].date.sort_key, e.id))


def icalendar(corpus: Corpus, base: str = "") -> str:
    """Events as all-day entries, from the earliest to the latest day that their date allows.

    An event whose date is open on one side is on the day that is known; its description has the date as
    sources give it, in EDTF.  An event without any day is left out.
    """
    # Imported here, so that a build in which no event changed does not wait for it.
    from icalendar import Calendar
    from icalendar import Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//handbook//events//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(corpus.handbook.named()))
    stamp = dt.datetime.combine(dt.date.fromisoformat(corpus.edition_date or "1970-01-01"), dt.time(), dt.UTC)
    for event in ordered(corpus):
        date = event.dates[0].date
        first_day, last_day = date.earliest or date.latest, date.latest or date.earliest
        if first_day is None or last_day is None:
            continue
        entry = Entry()
        entry.add("uid", f"{event.id}@{_host(base)}")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", first_day)
        # The end of an all-day entry is the day after (RFC 5545, 3.6.1).
        entry.add("dtend", min(last_day, dt.date.max - dt.timedelta(1)) + dt.timedelta(1))
        entry.add("summary", clean(event.name))
        entry.add("description", f"{clean(event.gloss)} ({date})")
        entry.add("categories", [event.kind])
        if event.place in corpus.entries:
            entry.add("location", clean(corpus.entries[event.place].name))
        if base:
            entry.add("url", f"{base.rstrip('/')}/{entry_path(event)}")
        calendar.add_component(entry)
    return str(calendar.to_ical(), "utf-8")


def _host(base: str) -> str:
    return base.partition("://")[2].partition("/")[0] or "handbook.invalid"


def events_json(corpus: Corpus) -> str:
    """Events with their bounds, for calendars and timelines, in order of time."""
    rows = []
    for e in ordered(corpus):
        dates = [
            dict(zip(("date", "earliest", "latest"), bounds(d.date), strict=True)) | {"cite": list(map(str, d.cite))}
            for d in e.dates
        ]
        rows.append(
            {"id": e.id, "name": e.name, "kind": e.kind, "gloss": e.gloss, "path": entry_path(e), "dates": dates}
        )
    settings = corpus.handbook
    whole_file = {
        "title": settings.named(),
        "edition": settings.edition,
        "licence": settings.licence.url,
        "events": rows,
    }
    return json.dumps(whole_file, ensure_ascii=False, indent=1) + "\n"
