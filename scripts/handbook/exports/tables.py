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
from handbook.leads import read_plainly
from handbook.model import Agreement, Citation, Event, Paged, Term
from handbook.pages.claims import date_of, sentence
from handbook.pages.labels import N_
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
    ("id", N_("permanent id")),
    ("name", N_("preferred name")),
    ("gloss", N_("one sentence that says what it is")),
)
_CITE = ("cite", N_("citations, source/statement, separated by spaces"))
_PATH = ("path", N_("address within the site"))
_DATE = (
    ("date", N_("date in EDTF, as precise as the source")),
    ("earliest", N_("earliest day that the date allows, ISO")),
    ("latest", N_("latest day that the date allows, ISO")),
)
_EVIDENCE = (
    ("sources", N_("number of sources cited")),
    ("publications", N_("number of publications behind them")),
    ("contested", N_("1 if sources disagree and the question is open")),
    ("review", N_("confirmed, or draft while no person has confirmed it")),
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
    contested = any(not c.settled for c in corpus.conflicts_about.get(entry.id, ()))
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
                int(corpus.disputed(e, c)), c.settled, getattr(corpus.settled_in(e, c), "id", ""), f"{entry_path(e)}#{object_anchor('claim', f'{e.id}#{c.label}')}",
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
    Table("entries", N_("an actor, agreement, event or term"),
          (_ID, ("type", N_("actor, agreement, event, or topic for a term")), _NAME, ("names", N_("further names, separated by semicolons")), _GLOSS, ("lead", N_("what is known of it, in connected prose")), _PATH), _entries),
    Table("actors", N_("a person, state, organisation, company or armed group"),
          (_ID, ("kind", N_("kind of actor")), _NAME, _GLOSS, ("iso", N_("ISO 3166 code of a state")), ("minor", N_("1 for a minor entry")), _PATH, *_EVIDENCE, _CITE), _actors),
    Table("agreements", N_("a treaty, pledge, delivery, proposal or measure"),
          (_ID, ("kind", N_("kind of agreement")), _NAME, _GLOSS, ("sector", N_("field of policy")), ("parties", N_("ids of the parties, separated by spaces")), ("last_stage", N_("stage of the headline: the furthest that undisputed claims support, or a later end")), *_DATE, _PATH, *_EVIDENCE, _CITE), _agreements),
    Table("events", N_("something that happened"),
          (_ID, ("kind", N_("kind of event")), _NAME, _GLOSS, *_DATE, ("place", N_("id of the place")), ("participants", N_("ids of those taking part, separated by spaces")), _PATH, *_EVIDENCE, _CITE), _events),
    Table("facts", N_("a structured field of an actor, such as an office"),
          (("actor", N_("id of the actor")), ("field", N_("which field")), ("value", N_("its value")), ("of", N_("id of the entry it belongs to")), *_DATE, _CITE), _facts),
    Table("stages", N_("a step in the life of an agreement"),
          (("agreement", N_("id of the agreement")), ("stage", N_("what happened to it")), *_DATE, ("note", N_("a note of the editors")), ("publications", N_("number of publications behind them")), _CITE), _stages),
    Table("claims", N_("one proposition about one entry"),
          (("claim", N_("its key: entry#label")), ("entry", N_("id of the entry")), ("kind", N_("stage, fact, amount, part, relation, date or plain")), ("text", N_("what it says")), *_DATE,
           ("publications", N_("number of publications behind it")), ("origins", N_("number of origins behind it")), ("against", N_("number of statements against it")), ("disputed", N_("1 if another origin is against it and nothing settles that")),
           ("settled", N_("why what is against it does not stand")), ("settled_in", N_("id of the disagreement that settles what is against it; its note says how")), _PATH), _claims),
    Table("evidence", N_("a statement for or against a claim"),
          (("claim", N_("key of the claim")), ("statement", N_("citation of the statement")), ("side", N_("for or against")), ("origin", N_("where its report comes from"))), _evidence_rows),
    Table("names", N_("a further name of an entry"),
          (("entry", N_("id of the entry")), ("text", N_("the name")), ("kind", N_("kind of name")), ("lang", N_("language, ISO 639")), _CITE), _names),
    Table("links", N_("a link from one entry to another"),
          (("from", N_("id of the entry")), ("to", N_("id of the other entry")), ("kind", N_("word for the link")), _CITE), _links),
    Table("sources", N_("a publication that the handbook rests on"),
          (_ID, ("short", N_("how it is cited")), ("title", N_("its title")), ("authors", N_("its authors")), ("publication", N_("where it appeared")), ("country", N_("country of the publication, ISO 3166")), ("origin", N_("where its reports come from, if not from itself")),
           *_DATE, ("language", N_("language, ISO 639")), ("url", N_("address of the original")), ("role", N_("seed or corroborating")), ("consulted", N_("when it was read")), ("extent", N_("how much of it was read")), _PATH, ("statements", N_("number of statements"))), _sources),
    Table("statements", N_("a sentence of ours that restates a paragraph of a source"),
          (("cite", N_("its citation: source/label")), ("source", N_("id of the source")), ("paragraph", N_("number of the paragraph in the original")), ("text", N_("the statement")), ("kind", N_("reported, attributed, allegation or inference")), ("speaker", N_("id of who says so; article for the source itself")), *_DATE, _PATH), _statements),
    Table("conflicts", N_("one side of a question that sources answer differently"),
          (_ID, ("question", N_("the question")), ("status", N_("open or resolved")), ("side", N_("number of the side")), ("says", N_("what it says")), _CITE, ("note", N_("the editors' note")), ("about", N_("ids of the entries concerned"))), _conflicts),
)  # fmt: skip


def all_rows(corpus: Corpus, plainly: View | None = None) -> dict[str, list[Row]]:
    """The rows of each table, by its name; ``plainly`` is a view of the corpus in English, if there is one already."""
    view = plainly or View(corpus, {}, str)
    return {table.name: list(table.rows(view)) for table in TABLES}
