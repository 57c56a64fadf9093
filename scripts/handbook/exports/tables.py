"""Flat tables of the handbook: the rows from which CSV, SQLite, Parquet and their descriptions are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.addresses import entry_path, kind_of, statement_path
from handbook.addresses import path as path_of
from handbook.agreement_state import headline
from handbook.anchors import object_anchor
from handbook.blocks import words_of
from handbook.corpus import Corpus
from handbook.fields import citations_of
from handbook.kinds import ConflictStatus
from handbook.leads import read_plainly
from handbook.model import Agreement, Citation, Event, Paged, Term
from handbook.pages.claims import date_of, sentence
from handbook.pages.view import View
from handbook.partial_date import PartialDate

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row is, its columns with their meaning, and the function that makes its rows."""

    name: str
    row_meaning: str
    columns: Sequence[tuple[str, str]]
    rows: Callable[[View], Iterable[Row]]


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
    """A date as EDTF text with its bounds; empty where a side is open or unknown."""
    if date is None:
        return "", "", ""
    return str(date), date.earliest.isoformat() if date.earliest else "", date.latest.isoformat() if date.latest else ""


def _cites(cites: Iterable[Citation]) -> str:
    return " ".join(map(str, cites))


def _evidence(corpus: Corpus, entry: Paged) -> Row:
    cites = citations_of(entry)
    contested = any(c.status is ConflictStatus.OPEN for c in corpus.conflicts_about.get(entry.id, ()))
    return len({c.source for c in cites}), len(corpus.publications(cites)), int(contested), entry.review.value


def _entries(view: View) -> Iterable[Row]:
    corpus = view.corpus
    for e in corpus.entries.values():
        names = "; ".join(n.text for n in e.names)
        lead = "" if isinstance(e, Term) else read_plainly(e, corpus.handbook.content)
        yield e.id, kind_of(e).name, e.name, names, e.gloss, lead, entry_path(e)


def _actors(view: View) -> Iterable[Row]:
    corpus = view.corpus
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


def _agreements(view: View) -> Iterable[Row]:
    corpus = view.corpus
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


def _events(view: View) -> Iterable[Row]:
    corpus = view.corpus
    for e in corpus.events.values():
        participants = " ".join(p.actor for p in e.participants)
        yield (
            e.id,
            e.kind,
            e.name,
            e.gloss,
            *bounds(e.dates[0].date),
            e.place or "",
            participants,
            entry_path(e),
            *_evidence(corpus, e),
            _cites(e.cite),
        )


def _facts(view: View) -> Iterable[Row]:
    corpus = view.corpus
    for e in corpus.actors.values():
        for f in e.facts:
            yield e.id, f.field, f.value, f.of or "", *bounds(f.as_of), _cites(f.cite)


def _stages(view: View) -> Iterable[Row]:
    corpus = view.corpus
    for e in corpus.agreements.values():
        for s in e.stages:
            yield e.id, s.stage, *bounds(s.date), s.note, len(corpus.publications(s.cite)), _cites(s.cite)


def _claims(view: View) -> Iterable[Row]:
    corpus = view.corpus
    for e in corpus.paged:
        for c in e.claims:
            yield (
                f"{e.id}#{c.label}", e.id, type(c).__name__.removesuffix("Claim").lower(), words_of(sentence(view, c)),
                *bounds(date_of(c)), len(corpus.publications(c.cite)), len(corpus.origins(c.cite, e.id)), len(c.against),
                int(corpus.disputed(e, c)), c.settled, f"{entry_path(e)}#{object_anchor('claim', f'{e.id}#{c.label}')}",
            )  # fmt: skip


def _evidence_rows(view: View) -> Iterable[Row]:
    corpus = view.corpus
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


def _names(view: View) -> Iterable[Row]:
    corpus = view.corpus
    for e in corpus.entries.values():
        for n in e.names:
            yield e.id, n.text, n.kind.value, n.lang or "", _cites(n.cite)


def _links(view: View) -> Iterable[Row]:
    corpus = view.corpus
    for e in corpus.paged:
        linked = [(r.to, r.kind, r.cite) for r in e.relations]
        if isinstance(e, Agreement):
            linked += [(p.actor, p.role, p.cite) for p in e.parties]
        elif isinstance(e, Event):
            linked += [(p.actor, p.role, p.cite) for p in e.participants]
        for target, kind, cite in linked:
            yield e.id, target, kind, _cites(cite)


def _sources(view: View) -> Iterable[Row]:
    corpus = view.corpus
    for s in corpus.sources.values():
        h = s.header
        yield (s.id, h.short, h.title, "; ".join(h.authors), h.publication, h.country, h.origin, *bounds(h.published), h.language, h.url or "",
               h.role.value, str(h.consulted), h.extent, path_of(s), len(s.statements))  # fmt: skip


def _statements(view: View) -> Iterable[Row]:
    corpus = view.corpus
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


def _conflicts(view: View) -> Iterable[Row]:
    corpus = view.corpus
    for c in corpus.conflicts.values():
        for number, side in enumerate(c.sides, 1):
            yield c.id, c.question, c.status.value, number, side.says, _cites(side.cite), c.note, " ".join(c.about)


TABLES = (
    Table("entries", "an actor, agreement, event or term",
          (_ID, ("type", "actor, agreement, event or topic"), _NAME, ("names", "further names, separated by semicolons"), _GLOSS, ("lead", "what is known of it, in connected prose"), _PATH), _entries),
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


def all_rows(corpus: Corpus, plainly: View | None = None) -> dict[str, list[Row]]:
    """The rows of each table, by its name; ``plainly`` is a view of the corpus in English, if there is one already."""
    view = plainly or View(corpus, {}, str)
    return {table.name: list(table.rows(view)) for table in TABLES}
