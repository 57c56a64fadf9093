"""Flat tables of the handbook, for spreadsheets and databases: CSV and SQLite from the same rows."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.addresses import entry_path, statement_path
from handbook.addresses import path as path_of
from handbook.agreement_state import headline
from handbook.blocks import object_anchor, words_of
from handbook.corpus import Corpus
from handbook.fields import citations_of
from handbook.kinds import ConflictStatus
from handbook.model import Actor, Agreement, Citation, Event
from handbook.pages.claims import date_of, sentence
from handbook.pages.view import View
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row is, its columns with their meaning, and how rows are made."""

    name: str
    about: str
    columns: Sequence[tuple[str, str]]
    rows: Callable[[Corpus], Iterable[Row]]


_ID, _NAME, _GLOSS = (
    ("id", "permanent id"),
    ("name", "preferred name"),
    ("gloss", "one sentence that says what it is"),
)
_CITE = ("cite", "citations, source/statement, separated by spaces")
_PATH = ("path", "address within the site")
_DATE = (
    ("date", "date in EDTF, as precise as the source"),
    ("earliest", "earliest day that the date allows, ISO"),
    ("latest", "latest day that the date allows, ISO"),
)
_EVIDENCE = (
    ("sources", "number of sources cited"),
    ("publications", "number of publications behind them"),
    ("contested", "1 if sources disagree and the question is open"),
    ("review", "confirmed, or draft while no person has confirmed it"),
)


def bounds(date: PartialDate | None) -> tuple[str, str, str]:
    """EDTF text and its bounds; empty where a side is open or unknown."""
    if date is None:
        return "", "", ""
    return str(date), date.earliest.isoformat() if date.earliest else "", date.latest.isoformat() if date.latest else ""


def _cites(cites: Iterable[Citation]) -> str:
    return " ".join(map(str, cites))


def _evidence(corpus: Corpus, entry: Actor | Agreement | Event) -> Row:
    cites = citations_of(entry)
    contested = any(c.status is ConflictStatus.OPEN for c in corpus.conflicts_about.get(entry.id, ()))
    return len({c.source for c in cites}), len(corpus.publications(cites)), int(contested), entry.review.value


def _actors(corpus: Corpus) -> Iterable[Row]:
    return (
        (
            e.id,
            e.kind,
            e.name,
            e.gloss,
            e.iso or "",
            int(e.minor),
            entry_path(e),
            *_evidence(corpus, e),
            _cites(e.cite),
        )
        for e in corpus.actors.values()
    )


def _agreements(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.agreements.values():
        last = headline(corpus, e).claim
        parties = " ".join(p.actor for p in e.parties)
        yield (
            e.id,
            e.kind,
            e.name,
            e.gloss,
            e.sector,
            parties,
            last.stage,
            *bounds(last.date),
            entry_path(e),
            *_evidence(corpus, e),
            _cites(e.cite),
        )


def _events(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.events.values():
        who = " ".join(p.actor for p in e.participants)
        yield (
            e.id,
            e.kind,
            e.name,
            e.gloss,
            *bounds(e.dates[0].date),
            e.place or "",
            who,
            entry_path(e),
            *_evidence(corpus, e),
            _cites(e.cite),
        )


def _facts(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.actors.values():
        for f in e.facts:
            yield e.id, f.field, f.value, f.of or "", *bounds(f.as_of), _cites(f.cite)


def _stages(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.agreements.values():
        for s in e.stages:
            yield e.id, s.stage, *bounds(s.date), s.note, len(corpus.publications(s.cite)), _cites(s.cite)


def _claims(corpus: Corpus) -> Iterable[Row]:
    view = View(corpus, {}, str)
    for e in corpus.paged:
        for c in e.claims:
            yield (
                f"{e.id}#{c.label}", e.id, type(c).__name__.removesuffix("Claim").lower(), words_of(sentence(view, c)),
                *bounds(date_of(c)), len(corpus.publications(c.cite)), len(corpus.origins(c.cite, e.id)), len(c.against),
                int(corpus.disputed(e, c)), c.settled, f"{entry_path(e)}#{object_anchor('claim', f'{e.id}#{c.label}')}",
            )  # fmt: skip


def _evidence_rows(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.paged:
        for c in e.claims:
            for side, cites in (("for", c.cite), ("against", c.against)):
                for cite in cites:
                    yield (
                        f"{e.id}#{c.label}",
                        str(cite),
                        side,
                        corpus.origin(cite, e.id) if cite.source in corpus.sources else "",
                    )


def _names(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.entries.values():
        for n in e.names:
            yield e.id, n.text, n.kind.value, n.lang or "", _cites(n.cite)


def _links(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.paged:
        found = [(r.to, r.kind, r.cite) for r in e.relations]
        if isinstance(e, Agreement):
            found += [(p.actor, p.role, p.cite) for p in e.parties]
        elif isinstance(e, Event):
            found += [(p.actor, p.role, p.cite) for p in e.participants]
        for target, kind, cite in found:
            yield e.id, target, kind, _cites(cite)


def _sources(corpus: Corpus) -> Iterable[Row]:
    for s in corpus.sources.values():
        h = s.header
        yield (s.id, h.short, h.title, "; ".join(h.authors), h.publication, h.country, h.origin, *bounds(h.published), h.language, h.url or "",
               h.role.value, str(h.consulted), h.extent, path_of(s), len(s.statements))  # fmt: skip


def _statements(corpus: Corpus) -> Iterable[Row]:
    for cite, s in corpus.statements.items():
        yield (
            str(cite),
            s.source,
            s.paragraph,
            s.text,
            s.kind.value,
            s.speaker,
            *bounds(s.when),
            statement_path(s.source, s.label),
        )


def _conflicts(corpus: Corpus) -> Iterable[Row]:
    for c in corpus.conflicts.values():
        for number, side in enumerate(c.sides, 1):
            yield c.id, c.question, c.status.value, number, side.says, _cites(side.cite), c.note, " ".join(c.about)


TABLES = (
    Table("actors", "a person, state, organisation, company or armed group",
          (_ID, ("kind", "kind of actor"), _NAME, _GLOSS, ("iso", "ISO 3166 code of a state"), ("minor", "1 for a minor entry"), _PATH, *_EVIDENCE, _CITE), _actors),
    Table("agreements", "a treaty, pledge, delivery, proposal or measure",
          (_ID, ("kind", "kind of agreement"), _NAME, _GLOSS, ("sector", "field of policy"), ("parties", "ids of the parties, separated by spaces"), ("last_stage", "stage of the headline: the furthest that undisputed claims support, or a later end"), *_DATE, _PATH, *_EVIDENCE, _CITE), _agreements),
    Table("events", "something that happened",
          (_ID, ("kind", "kind of event"), _NAME, _GLOSS, *_DATE, ("place", "id of the place"), ("participants", "ids of those taking part, separated by spaces"), _PATH, *_EVIDENCE, _CITE), _events),
    Table("facts", "a structured field of an actor, such as an office",
          (("actor", "id of the actor"), ("field", "which field"), ("value", "its value"), ("of", "id of the entry it belongs to"), *_DATE, _CITE), _facts),
    Table("stages", "a step in the life of an agreement",
          (("agreement", "id of the agreement"), ("stage", "what happened to it"), *_DATE, ("note", "a note of the editors"), ("publications", "number of publications behind them"), _CITE), _stages),
    Table("claims", "one proposition about one entry",
          (("claim", "its key: entry#label"), ("entry", "id of the entry"), ("kind", "stage, fact, amount, part, relation, date or plain"), ("text", "what it says"), *_DATE,
           ("publications", "number of publications behind it"), ("origins", "number of origins behind it"), ("against", "number of statements against it"), ("disputed", "1 if another origin is against it and nothing settles that"),
           ("settled", "why what is against it does not stand"), _PATH), _claims),
    Table("evidence", "a statement for or against a claim",
          (("claim", "key of the claim"), ("statement", "citation of the statement"), ("side", "for or against"), ("origin", "where its report comes from")), _evidence_rows),
    Table("names", "a further name of an entry",
          (("entry", "id of the entry"), ("text", "the name"), ("kind", "kind of name"), ("lang", "language, ISO 639"), _CITE), _names),
    Table("links", "a link from one entry to another",
          (("from", "id of the entry"), ("to", "id of the other entry"), ("kind", "word for the link"), _CITE), _links),
    Table("sources", "a publication that the handbook rests on",
          (_ID, ("short", "how it is cited"), ("title", "its title"), ("authors", "its authors"), ("publication", "where it appeared"), ("country", "country of the publication, ISO 3166"), ("origin", "where its reports come from, if not from itself"),
           *_DATE, ("language", "language, ISO 639"), ("url", "address of the original"), ("role", "seed or corroborating"), ("consulted", "when it was read"), ("extent", "how much of it was read"), _PATH, ("statements", "number of statements")), _sources),
    Table("statements", "a sentence of ours that restates a paragraph of a source",
          (("cite", "its citation: source/label"), ("source", "id of the source"), ("paragraph", "number of the paragraph in the original"), ("text", "the statement"), ("kind", "reported, attributed, allegation or inference"), ("speaker", "id of who says so; article for the source itself"), *_DATE, _PATH), _statements),
    Table("conflicts", "one side of a question that sources answer differently",
          (_ID, ("question", "the question"), ("status", "open or resolved"), ("side", "number of the side"), ("says", "what it says"), _CITE, ("note", "the editors' note"), ("about", "ids of the entries concerned")), _conflicts),
)  # fmt: skip


def all_rows(corpus: Corpus) -> dict[str, list[Row]]:
    """The rows of each table, by its name."""
    return {table.name: list(table.rows(corpus)) for table in TABLES}


def csv_text(table: Table, rows: Iterable[Row]) -> str:
    """A table as CSV (RFC 4180, UTF-8, with a head).

    A text that some spreadsheet would take for a formula gets an apostrophe in front, and
    one with a mark that some take for the end of a cell stands in quotation marks (OWASP,
    CSV injection).
    """
    head = ",".join(name for name, _ in table.columns)
    return "\r\n".join([head, *(",".join(map(_cell, row)) for row in rows), ""])


#: Not seen, and not of a category that says so: fillers, and what stands for a character taken out.
_FILLERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\ufffd")
#: Between cells, in some country or program; and blanks at an end, which some cut off.
_DIVIDES = re.compile(r'[",;|\t\r\n]|^\s|\s$')


def _cell(value: object) -> str:
    """A value as it stands in CSV."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = clean(value)
    if not (text[:1].isascii() and text[:1].isalnum()) and _formula(text):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if _DIVIDES.search(text) else text


def _formula(text: str) -> bool:
    """Whether some program might take a text for a formula: signs of full width count, blanks and what is not seen do not."""
    for sign in text:
        if sign not in _FILLERS and unicodedata.category(sign) not in ("Zs", "Zl", "Zp", "Cc", "Cf"):
            return unicodedata.normalize("NFKC", sign)[:1] in ("=", "+", "-", "@", "\u2212")
    return False


def database(corpus: Corpus, rows: Mapping[str, Iterable[Row]]) -> bytes:
    """A SQLite file with the ``rows`` of all tables, their meaning in ``_columns``, and a full-text index ``search``."""
    base = sqlite3.connect(":memory:")
    with base:
        base.execute("create table _edition (title text, edition text, date text, licence text)")
        base.execute("insert into _edition values (?, ?, ?, ?)", _edition(corpus))
        base.execute("create table _columns ([table] text, [column] text, meaning text)")
        for table in TABLES:
            columns = ", ".join(
                f"[{name}]"
                + (" primary key" if name in ("id", "cite") and number == 0 and table.name != "conflicts" else "")
                for number, (name, _) in enumerate(table.columns)
            )
            base.execute(f"create table [{table.name}] ({columns})")
            base.executemany(
                f"insert into [{table.name}] values ({', '.join('?' * len(table.columns))})", rows[table.name]
            )
            base.executemany(
                "insert into _columns values (?, ?, ?)", [(table.name, *column) for column in table.columns]
            )
        base.execute(
            "create virtual table search using fts5(path unindexed, name, text, tokenize='unicode61 remove_diacritics 2')"
        )
        base.executemany("insert into search values (?, ?, ?)", _searched(corpus))
    base.execute("vacuum")
    return base.serialize()


def _edition(corpus: Corpus) -> Row:
    about = corpus.handbook
    return about.named(), about.edition, corpus.edition_date, about.licence.url


def _searched(corpus: Corpus) -> Iterable[Row]:
    for e in corpus.entries.values():
        yield entry_path(e), " ".join([e.name, *(n.text for n in e.names)]), e.gloss
    for cite, s in corpus.statements.items():
        yield statement_path(s.source, s.label), str(cite), s.text


def events_json(corpus: Corpus) -> str:
    """Events with their bounds, for calendars and timelines, in order of time."""
    ordered = sorted(corpus.events.values(), key=lambda e: (e.dates[0].date.sort_key, e.id))
    rows = []
    for e in ordered:
        dates = [
            dict(zip(("date", "earliest", "latest"), bounds(d.date), strict=True)) | {"cite": list(map(str, d.cite))}
            for d in e.dates
        ]
        rows.append(
            {"id": e.id, "name": e.name, "kind": e.kind, "gloss": e.gloss, "path": entry_path(e), "dates": dates}
        )
    about = corpus.handbook
    made = {"title": about.named(), "edition": about.edition, "licence": about.licence.url, "events": rows}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"
