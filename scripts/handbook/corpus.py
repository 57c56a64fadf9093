"""The whole corpus as read-only records, and look-ups computed from them.

Nothing here reads the disk or the clock.  Each look-up is built once, when it is
first used, so that every later question is a dictionary access.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from handbook.claims import Claim
from handbook.dossiers import Dossier
from handbook.kinds import Review
from handbook.model import (
    Actor,
    Agreement,
    Citation,
    Conflict,
    EditorNote,
    Entry,
    Event,
    Paged,
    Redirect,
    Ruling,
    Source,
    Statement,
    Synonym,
    Term,
    Translation,
    claims_of,
)
from handbook.partial_date import PartialDate
from handbook.problems import Place
from handbook.settings.handbook import Handbook, plain
from handbook.settings.vocabulary import Vocabularies


def is_published(record: Any) -> bool:
    """Whether a record is not a draft; kinds of records that cannot be drafts are always published."""
    reviewed = record.header if isinstance(record, Source) else record
    return getattr(reviewed, "review", Review.CONFIRMED) is Review.CONFIRMED


@dataclass(frozen=True)
class Corpus:
    """Records by id, sorted by id, and the place of each record's file and fields.

    ``paths`` maps a record's id to its file; ``lines`` maps (id, field path) to
    the line where that field stands, for messages.  ``broken`` holds the ids of
    files that could not be read, so that a reference to one is not a second fault;
    ``handbook`` is what ``handbook.toml`` says.
    """

    actors: Mapping[str, Actor] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    dossiers: Mapping[str, Dossier] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    rulings: tuple[Ruling, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    translations: tuple[Translation, ...] = ()
    editions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    handbook: Handbook = field(default_factory=plain)
    paths: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, Mapping[tuple[str | int, ...], int]] = field(default_factory=dict)

    @cached_property
    def words(self) -> Vocabularies:
        """The vocabularies of kinds, sectors, stages, relations and roles."""
        return Vocabularies(self.handbook.vocabulary, self.handbook.labels)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        return {**self.actors, **self.agreements, **self.events, **self.terms}

    @cached_property
    def paged(self) -> list[Paged]:
        """The entries that have a page of their own."""
        return [*self.actors.values(), *self.agreements.values(), *self.events.values()]

    @cached_property
    def statements(self) -> dict[Citation, Statement]:
        return {s.citation: s for source in self.sources.values() for s in source.statements}

    @cached_property
    def edition_date(self) -> str:
        """The date of the edition (ISO): the one in handbook.toml, else the last day on which a source was read; empty without either."""
        return self.handbook.date or self.consulted_through

    @cached_property
    def consulted_through(self) -> str:
        """The last day on which a source was read (ISO), or empty."""
        days = [s.header.consulted.latest for s in self.sources.values()]
        return max((day.isoformat() for day in days if day), default="")

    @cached_property
    def latest_source(self) -> PartialDate | None:
        """The publication date of the latest source, up to which the handbook can tell events; None without sources."""
        dates = [s.header.published for s in self.sources.values() if s.header.published.shape != "unknown"]
        return max(dates, key=lambda date: date.sort_key, default=None)

    @cached_property
    def translated(self) -> Mapping[str, Mapping[str, str]]:
        """For each language, the translations of texts in records, by original text."""
        translations_of: dict[str, dict[str, str]] = {}
        for row in self.translations:
            for wording in row.into:
                translations_of.setdefault(wording.lang, {})[row.text] = wording.text
        return translations_of

    def published(self) -> Corpus:
        """The corpus without drafts: what books and data files hold."""
        tables: dict[str, Any] = {
            name: {key: r for key, r in getattr(self, name).items() if is_published(r)}
            for name in ("actors", "agreements", "events", "terms")
        }
        sources = {key: s for key, s in self.sources.items() if is_published(s)}
        if all(len(tables[name]) == len(getattr(self, name)) for name in tables) and len(sources) == len(self.sources):
            return self
        entries = {i for name in tables for i in tables[name]}
        rulings = tuple(
            r
            for r in self.rulings
            if (r.source is None or r.source in sources)
            and entries.issuperset({*r.entries, *([r.entry] if r.entry else [])})
        )
        return replace(self, sources=sources, rulings=rulings, **tables)

    def place(self, record: str, *path: str | int) -> Place:
        """The file and line of a record, or of a field in it; if the field's line is unknown, that of the nearest one above."""
        lines = self.lines.get(record, {})
        while path and path not in lines:
            path = path[:-1]
        return Place(self.paths.get(record, record), lines.get(path, 0))

    @cached_property
    def objects(self) -> dict[str, str]:
        """Every object that can be linked to: its name, by kind and id (``actor ann-example``)."""
        names: dict[str, str] = {}
        for kind, table in (
            ("actor", self.actors),
            ("agreement", self.agreements),
            ("event", self.events),
            ("topic", self.terms),
        ):
            names |= {f"{kind} {entry.id}": entry.name for entry in table.values()}
        names |= {f"conflict {c.id}": c.question for c in self.conflicts.values()}
        names |= {f"source {s.id}": s.header.short for s in self.sources.values()}
        names |= {f"claim {key}": f"{entry.name}, {claim.label}" for key, (entry, claim) in self.claims.items()}
        return names | {f"statement {cite}": str(cite) for cite in self.statements}

    @cached_property
    def notes(self) -> dict[str, list[tuple[Source, EditorNote]]]:
        """Editor's notes by the entry that they are about."""
        by_entry: dict[str, list[tuple[Source, EditorNote]]] = defaultdict(list)
        for source in self.sources.values():
            for note in source.header.notes:
                for entry in note.about:
                    by_entry[entry].append((source, note))
        return dict(by_entry)

    @cached_property
    def conflicts_about(self) -> dict[str, list[Conflict]]:
        by_entry: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.conflicts.values():
            for entry in conflict.about:
                by_entry[entry].append(conflict)
        return dict(by_entry)

    def publications(self, cites: Iterable[Citation]) -> list[str]:
        """The publications behind citations, each once."""
        sources = {cite.source for cite in cites}
        return sorted({self.sources[name].header.publication for name in sources if name in self.sources})

    def origins(self, cites: Iterable[Citation], about: str = "") -> list[str]:
        """The origins behind citations, each once: where their reports come from (rule 10 of the editorial policy).

        The origin of a statement is the one that it names, else the one that its source names, else the publication
        itself; if the actor ``about`` speaks in the statement, that actor is the origin, whoever prints it.
        """
        return sorted({self.origin(c, about) for c in cites if c.source in self.sources})

    def origin(self, cite: Citation, about: str = "") -> str:
        """The origin of a statement (see ``origins``)."""
        statement, header = self.statements.get(cite), self.sources[cite.source].header
        if statement and about and statement.speaker == about:
            return f"{self.entries[about].name}" if about in self.entries else about
        return (statement.origin if statement else "") or header.origin or header.publication

    @cached_property
    def claims(self) -> dict[str, tuple[Paged, Claim]]:
        """Every claim with its entry, by the key by which it is cited: entry, number sign, label."""
        return {f"{e.id}#{c.label}": (e, c) for e in self.entries.values() if not isinstance(e, Term) for c in e.claims}

    def disputed(self, entry: Entry, claim: Claim) -> bool:
        """Whether the claim is in doubt and no disagreement settles the matter."""
        return self.in_doubt(entry, claim) and self.settled_in(entry, claim) is None

    def in_doubt(self, entry: Entry, claim: Claim) -> bool:
        """Whether the claim is contradicted by an origin that does not also support it, and is not itself marked as settled.

        A settled disagreement does not take the doubt away: it may be settled against the claim.
        """
        if not claim.against or claim.settled:
            return False
        return bool(set(self.origins(claim.against, entry.id)) - set(self.origins(claim.cite, entry.id)))

    def settled_in(self, entry: Entry, claim: Claim) -> Conflict | None:
        """The settled disagreement about a claim that is in doubt; None if there is none, or if another about it is open."""
        if not self.in_doubt(entry, claim):
            return None
        about = [c for c in self.conflicts_about.get(entry.id, ()) if c.is_about(f"{entry.id}#{claim.label}", claim)]
        return about[0] if about and all(c.settled for c in about) else None

    def settled_against(self, conflict: Conflict, claim: Claim) -> bool:
        """Whether a claim that the disagreement names stands by its own reason, and rests on a statement against this claim."""
        # Looked up by entry: a page that says so depends on these entries, and not on all that ``claims`` reads.
        named = {*conflict.claims}
        entries = (self.entries[i] for i in {key.partition("#")[0] for key in conflict.claims} if i in self.entries)
        others = (c for entry in entries for c in claims_of(entry) if f"{entry.id}#{c.label}" in named)
        return any(other.settled and {*other.cite} & {*claim.against} for other in others)
