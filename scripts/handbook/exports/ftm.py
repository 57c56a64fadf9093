"""FollowTheMoney entities (https://followthemoney.tech), one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from handbook.addresses import path as path_of
from handbook.agreement_state import headline
from handbook.corpus import Corpus
from handbook.kinds import ActorKind
from handbook.leads import read_plainly
from handbook.model import Actor, Agreement, Citation
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

SCHEMATA: dict[str, str] = {
    ActorKind.PERSON: "Person", ActorKind.COMPANY: "Company", ActorKind.STATE: "PublicBody", ActorKind.GOVERNMENT: "PublicBody",
    ActorKind.MILITARY: "PublicBody", ActorKind.GROUP: "LegalEntity",
}  # fmt: skip


def lines(corpus: Corpus, base: str = "") -> str:
    """Every actor, agreement, event and source, and the links between them."""
    return "".join(sections(corpus, base))


def sections(corpus: Corpus, base: str = "") -> tuple[str, ...]:
    """The same in the parts of the file: entries, links, sources."""
    parts = _entries(corpus, base), _links(corpus), _sources(corpus)
    return tuple("".join([f"{_line(entity)}\n" for entity in part]) for part in parts)


_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _entity(key: str, schema: str, **properties: Iterable[str]) -> dict[str, Any]:
    cleaned = {name: [clean(v) for v in values if v] for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {n: list(dict.fromkeys(v)) for n, v in cleaned.items() if v}}


def _entries(corpus: Corpus, base: str) -> Iterator[dict[str, Any]]:
    for e in corpus.paged:
        url = [f"{base.rstrip('/')}/{path_of(e)}"] if base else []
        common = {
            "name": [e.name],
            "alias": [n.text for n in e.names],
            "summary": [e.gloss],
            "description": [read_plainly(e, corpus.handbook.content)],
            "sourceUrl": url,
            "publisher": _publishers(corpus, e.cite),
        }
        if isinstance(e, Actor):
            offices = (
                [f.value for f in e.facts if f.field == "office"]
                if corpus.words.is_like("actors", e.kind, ActorKind.PERSON)
                else []
            )
            codes = [e.iso.lower()] if e.iso else []
            yield _entity(
                e.id,
                SCHEMATA.get(corpus.words.part("actors", e.kind), "Organization"),
                **common,
                position=offices,
                country=codes,
            )
        elif isinstance(e, Agreement):
            last = headline(corpus, e).claim
            yield _entity(
                e.id,
                "Project",
                **common,
                status=[last.stage],
                startDate=_days(min((s.date for s in e.stages if s.date), key=lambda d: d.sort_key, default=None)),
            )
        else:
            yield _entity(e.id, "Event", **common, date=_days(e.dates[0].date), location=[corpus.entries[e.place].name] if e.place in corpus.entries else [],
                          involved=[p.actor for p in e.participants])  # fmt: skip


def _links(corpus: Corpus) -> Iterator[dict[str, Any]]:
    for e in corpus.paged:
        for r in e.relations:
            if r.to in corpus.actors and isinstance(e, Actor):
                yield _entity(f"{e.id}--{r.to}--{r.kind}", "UnknownLink", subject=[e.id], object=[r.to], role=[r.kind])
        if isinstance(e, Agreement):
            for p in e.parties:
                yield _entity(
                    f"{e.id}--{p.actor}--{p.role}",
                    "ProjectParticipant",
                    project=[e.id],
                    participant=[p.actor],
                    role=[p.role],
                )


def _sources(corpus: Corpus) -> Iterator[dict[str, Any]]:
    for s in corpus.sources.values():
        h = s.header
        yield _entity(s.id, "Article", title=[h.title], name=[h.title], author=h.authors, publisher=[h.publication], publishedAt=_days(h.published),
                      sourceUrl=[h.url or ""], language=[{"en": "eng", "fr": "fra", "ru": "rus"}.get(h.language, "")])  # fmt: skip


def _days(date: PartialDate | None) -> list[str]:
    """A partial ISO date as FollowTheMoney takes it; empty if the date is not a single point."""
    point = date.start if date and date.shape == "point" else None
    parts = [p for p in (point.year, point.month, point.day) if p] if point else []
    return ["-".join(parts)] if parts and "X" not in "".join(parts) else []


def _publishers(corpus: Corpus, cites: Iterable[Citation]) -> list[str]:
    return corpus.publications(cites)
