"""What pages need to know of the corpus, computed once for all pages."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handbook.corpus import Corpus, citations_of
from handbook.folding import fold
from handbook.i18n import territory
from handbook.kinds import ActorKind, ConflictStatus, NameKind
from handbook.linking.find import Found, outermost
from handbook.model import Actor, Agreement, Citation, Entry, Event, StageStep, Statement, Term
from handbook.pages.dates import Translate, date_words
from handbook.pages.myst import escape, role, span
from handbook.partial_date import PartialDate

FOLDERS = {Actor: "actors", Agreement: "agreements", Event: "events", Term: "reference/terms"}
ROLES = {Actor: "actor", Agreement: "agreement", Event: "event", Term: "topic"}
ARTICLE = "article"


def role_of(entry: Entry) -> str:
    return ROLES[type(entry)]


def sort_name(entry: Entry) -> str:
    """The name by which an entry is filed, folded for sorting."""
    name = entry.sort or entry.name
    return " ".join(name.lower().split()) if name.isascii() else " ".join(fold(w) for w in name.split())


def letter_of(entry: Entry) -> str:
    first = next((c for c in sort_name(entry) if c.isalnum()), "#")
    return first.upper() if first.isalpha() else "0–9"


def last_stage(agreement: Agreement) -> StageStep:
    """The last stage that a source reports: the one with the latest date, an undated one only if all are."""
    dated = [s for s in agreement.stages if s.date] or list(agreement.stages)
    return max(dated, key=lambda s: s.date.sort_key if s.date else ())


def stage_at(agreement: Agreement, day: dt.date | None) -> StageStep | None:
    """The last stage that certainly was reached by a day, by what is known now; undated ones count only alone.

    A stage whose date is imprecise counts from its upper bound.
    """
    if day is None:
        return None
    reached = [s for s in agreement.stages if s.date and s.date.latest and s.date.latest <= day]
    return max(reached, key=lambda s: s.date.sort_key if s.date else ()) if reached else None


@dataclass(frozen=True)
class View:
    """The corpus with its mentions and a translator (a gettext function)."""

    corpus: Corpus
    found: Mapping[Citation, Found]
    translate: Translate
    edition: str = ""
    language: str = "en"

    def all(self) -> View:
        """The same, for what goes through everything."""
        return self

    @cached_property
    def cited_by(self) -> dict[Citation, list[str]]:
        """The entries whose fields cite a statement, by statement."""
        made: dict[Citation, list[str]] = defaultdict(list)
        for entry in self.corpus.entries.values():
            for cite in citations_of(entry):
                made[cite].append(entry.id)
        return made

    @cached_property
    def named(self) -> Mapping[str, Entry]:
        """The entries by id, for a link to one: what it shows of the entry is its kind and name."""
        return self.corpus.entries

    @cached_property
    def statements_on(self) -> Mapping[str, list[Statement]]:
        """The statements that mention, speak for or support an entry, by time."""
        made: dict[str, list[Statement]] = defaultdict(list)
        for cite, statement in self.corpus.statements.items():
            for entry in self.entries_of(statement, self.found[cite]):
                made[entry].append(statement)
        return Sorted(made, self.statement_key)

    def entries_of(self, statement: Statement, found: Found) -> set[str]:
        """The entries on whose pages a statement stands: those that it mentions, that it speaks for and that cite it."""
        entries = {m.entry for m in found.mentions}
        entries.update(self.cited_by.get(statement.citation, ()))
        if statement.speaker and statement.speaker != ARTICLE:
            entries.add(statement.speaker)
        return entries

    def statement_key(self, statement: Statement) -> tuple[object, ...]:
        when = statement.when or PartialDate.parse("")
        return (
            when.sort_key,
            self.corpus.sources[statement.source].header.published.sort_key,
            statement.source,
            statement.paragraph,
            statement.label,
        )

    @cached_property
    def states(self) -> Mapping[str, tuple[str, ...]]:
        """The states of an actor: itself, if it is one, and those to which its facts belong."""
        actors = self.corpus.actors
        states = {i for i, a in actors.items() if a.kind is ActorKind.STATE}
        return {
            i: tuple(s for s in dict.fromkeys([i, *(f.of for f in a.facts if f.of)]) if s in states)
            for i, a in actors.items()
        }

    @cached_property
    def incoming(self) -> dict[str, list[tuple[Entry, str]]]:
        """The entries whose fields point to an entry, with the word for it."""
        made: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
        for entry in self.corpus.entries.values():
            for target, word in pointing(entry):
                made[target].append((entry, word))
        return made

    def contested(self, entry: str) -> str:
        """The words for an open disagreement about an entry, or nothing."""
        open_ones = [c for c in self.corpus.conflicts_about.get(entry, ()) if c.status is ConflictStatus.OPEN]
        return self.translate("contested") if open_ones else ""

    def name_of(self, entry: Entry) -> str:
        """An entry's name in the language of the pages where one is registered."""
        kinds = (NameKind.NATIVE, NameKind.TRANSLATION)
        mine = (
            [n.text for n in entry.names if n.lang == self.language and n.kind in kinds]
            if self.language != "en"
            else []
        )
        return min(mine, key=len) if mine else entry.name

    def english(self, myst: str) -> str:
        """Content, which is in English; marked as such on pages of another language."""
        return myst if self.language == "en" or not myst else span(myst, "language-en")

    def link(self, target: str, text: str = "") -> str:
        """A link to an entry, or its escaped text where there is none."""
        entry = self.named.get(target)
        return role(role_of(entry), target, text or self.name_of(entry)) if entry else escape(text or target)

    def cite(self, cites: Iterable[Citation]) -> str:
        """Citation marks: short source names with paragraphs, each a link to the statement."""
        marks = []
        for cite in cites:
            marks.append(role("statement", str(cite), self.mark(cite)))
        return span(", ".join(marks), "hb-cite") if marks else ""

    def evidence(self, cites: Iterable[Citation]) -> str:
        """How many independent publications support something, in words."""
        _ = self.translate
        count = len(self.corpus.publications(cites))
        return _("single source") if count == 1 else _("{count} independent publications").format(count=count)

    def badge(self, cites: Iterable[Citation]) -> str:
        cites = list(cites)
        return span(
            escape(self.evidence(cites)),
            "hb-badge",
            "hb-single" if len(self.corpus.publications(cites)) == 1 else "hb-several",
        )

    def mark(self, cite: Citation) -> str:
        """A citation in words: the short name of its source and the paragraph."""
        source = self.corpus.sources.get(cite.source)
        return f"{source.header.short if source else cite.source} ¶{cite.label}"

    def country(self, code: str) -> str:
        """The name of a state by its ISO 3166 code, in the language of the pages; nothing for no code."""
        return territory(code, self.language) if code else ""

    def date(self, date: PartialDate | None) -> str:
        return date_words(date, self.translate)

    def statement_text(self, statement: Statement, own: str = "") -> str:
        """A statement with its mentions as links; the page's own entry is not a link."""
        pieces = self.pieces(statement)
        made = [span(own_text, "hb-self") if entry and entry == own else linked for entry, linked, own_text in pieces]
        return self.english("".join(made))

    @cached_property
    def _written(self) -> dict[Citation, list[tuple[str, str, str]]]:
        return {}

    def pieces(self, statement: Statement) -> list[tuple[str, str, str]]:
        """A statement cut at its mentions, each with its entry, as a link and as plain words; made once for all pages."""
        made = self._written.get(statement.citation)
        if made is None:
            made, text, at = [], statement.text, 0
            for mention in outermost(self.found[statement.citation].mentions):
                made.append(("", escape(text[at : mention.start]).replace("&#32;", " "), ""))
                at = mention.end
                made.append((mention.entry, self.link(mention.entry, mention.surface), escape(mention.surface)))
            made.append(("", escape(text[at:]).replace("&#32;", " "), ""))
            self._written[statement.citation] = made
        return made

    @cached_property
    def _kept_around(self) -> dict[Citation, tuple[str, str]]:
        return {}

    def around(self, statement: Statement, make: Callable[[View, Statement], tuple[str, str]]) -> tuple[str, str]:
        """What ``make`` says around a statement; made once for all pages."""
        made = self._kept_around.get(statement.citation)
        if made is None:
            made = self._kept_around[statement.citation] = make(self, statement)
        return made

    def speaker(self, statement: Statement) -> str:
        """Who says it, in MyST."""
        _ = self.translate
        if not statement.speaker:
            return ""
        if statement.speaker == ARTICLE:
            return escape(_("according to the article itself"))
        return escape(_("according to")) + " " + self.link(statement.speaker)


class Sorted(Mapping[str, list[Statement]]):
    """Lists that are put in order when they are first asked for."""

    def __init__(self, lists: Mapping[str, list[Statement]], key: Callable[[Statement], Any]) -> None:
        self._lists, self._key = lists, key
        self._done: dict[str, list[Statement]] = {}

    def __getitem__(self, name: str) -> list[Statement]:
        done = self._done.get(name)
        if done is None:
            if name not in self._lists:
                raise KeyError(name)
            done = self._done[name] = sorted(self._lists[name], key=self._key)
        return done

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)


def pointing(entry: Entry) -> Iterator[tuple[str, str]]:
    """The entries that an entry's fields point to, as ``links_of`` has them, each with the word for it."""
    if isinstance(entry, Actor):
        yield from ((f.of, f.field) for f in entry.facts if f.of)
    elif isinstance(entry, Agreement):
        yield from ((p.actor, p.role) for p in entry.parties)
    elif isinstance(entry, Event):
        yield from ((p.actor, p.role) for p in entry.participants)
        if entry.place:
            yield entry.place, "place"
    if not isinstance(entry, Term):
        yield from ((r.to, r.kind) for r in entry.relations)
