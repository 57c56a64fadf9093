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
    """Events as entries of whole days, from the earliest to the latest day that their date allows.

    An event whose date is open on one side is on the day that is known; the date as sources
    give it, in EDTF, stands in its description.  One without any day is left out.
    """
    stamp = (corpus.edition_date or "1970-01-01").replace("-", "") + "T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//handbook//events//EN",
        line("X-WR-CALNAME", clean(corpus.handbook.named())),
    ]
    for event in ordered(corpus):
        date = event.dates[0].date
        first, last = date.earliest or date.latest, date.latest or date.earliest
        if first is None or last is None:
            continue
        # The end of an entry of whole days is the day after (RFC 5545, 3.6.1).
        end = min(last, dt.date.max - dt.timedelta(1)) + dt.timedelta(1)
        lines += [
            "BEGIN:VEVENT", line("SUMMARY", clean(event.name)), f"DTSTART;VALUE=DATE:{_day(first)}", f"DTEND;VALUE=DATE:{_day(end)}",
            f"DTSTAMP:{stamp}", line("UID", f"{event.id}@{_host(base)}"), line("CATEGORIES", event.kind),
            line("DESCRIPTION", f"{clean(event.gloss)} ({date})"),
        ]  # fmt: skip
        if event.place in corpus.entries:
            lines.append(line("LOCATION", clean(corpus.entries[event.place].name)))
        if base:
            lines.append(_folded(f"URL:{base.rstrip('/')}/{entry_path(event)}"))
        lines.append("END:VEVENT")
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


#: Octets of a line without its end: 75 less the blank with which a further one begins.
_LIMIT = 74
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def line(name: str, text: str) -> str:
    """A property with a text (RFC 5545, 3.3.11).  To load a library for this takes longer than to write ten thousand events."""
    return _folded(f"{name}:{text.translate(_ESCAPES)}")


def _folded(line: str) -> str:
    """A line, cut where it has more octets than the format allows (3.1); no character is cut."""
    if len(line) <= _LIMIT and line.isascii():
        return line
    parts, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LIMIT:
            parts.append("")
            octets = 0
        parts[-1] += character
        octets += size
    return "\r\n ".join(parts)


def _day(day: dt.date) -> str:
    return f"{day:%Y%m%d}" if day.year > 999 else f"{day.year:04}{day:%m%d}"


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
    about = corpus.handbook
    whole_file = {"title": about.named(), "edition": about.edition, "licence": about.licence.url, "events": rows}
    return json.dumps(whole_file, ensure_ascii=False, indent=1) + "\n"
