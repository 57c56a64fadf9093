"""The data that pages need from the corpus, computed once for all pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from handbook.addresses import Addresses, kind_of
from handbook.blocks import Inline, Inlines, Link, Span, joined, span, text
from handbook.claims import Claim
from handbook.corpus import Corpus
from handbook.kinds import ActorKind
from handbook.linking.find import LinkingResult
from handbook.model import Citation, Entry, Statement, Term, claims_of
from handbook.pages.dates import Translate
from handbook.pages.differences import Earlier
from handbook.pages.in_language import InLanguage
from handbook.pages.look_ups import ARTICLE, LookUps, Resolved
from handbook.pages.name_pieces import Piece, cut
from handbook.pages.sorted_lists import SortedLists
from handbook.partial_date import PartialDate

R = TypeVar("R")
T = TypeVar("T")
E = TypeVar("E", bound=Entry)


def without_gloss(entry: E) -> E:
    """An entry without the editors' own words about it: gloss and lead."""
    if isinstance(entry, Term):
        return replace(entry, gloss="", glosses=())
    return replace(entry, gloss="", glosses=(), lead=())


@dataclass(frozen=True)
class View(InLanguage):
    """The corpus with its mentions and a translator (a gettext function).

    ``earlier`` are editions to compare with, the latest first; ``look_ups`` are the look-ups of this corpus and mentions, if known.
    """

    # The annotations of these fields do not set values, nor do those of the base class.
    corpus: Corpus  # pyrefly: ignore[bad-override]
    mentions: Mapping[Citation, LinkingResult]
    translate: Translate  # pyrefly: ignore[bad-override]
    edition: str = ""
    language: str = "en"  # pyrefly: ignore[bad-override]
    earlier: tuple[Earlier, ...] = ()
    look_ups: LookUps | None = None

    def everything(self) -> View:
        """The view for code that goes through all records: this one, unless it is restricted to one record."""
        return self

    def without_glosses(self) -> View:
        """The same view with entries that have no glosses and leads, for code that goes through many entries without showing these.

        Anything made from it need not be made again when only glosses and leads change, which is the most frequent change.
        """
        return self._without_glosses

    @cached_property
    def _without_glosses(self) -> View:
        tables: dict[str, Any] = {
            name: {i: without_gloss(entry) for i, entry in getattr(self.corpus, name).items()}
            for name in ("actors", "agreements", "events", "terms")
        }
        return replace(self, corpus=replace(self.corpus, **tables))

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses of all objects."""
        return Addresses(self.corpus)

    @cached_property
    def _look_ups(self) -> LookUps:
        return self.look_ups or LookUps(self.corpus, self.mentions)

    @cached_property
    def cited_by(self) -> Mapping[Citation, list[str]]:
        """The ids of the entries whose fields cite a statement, by statement."""
        return self._look_ups.cited_by

    @cached_property
    def named(self) -> Mapping[str, Entry]:
        """The entries by id, for links: a link only shows the kind and name of its entry."""
        return self.corpus.entries

    @cached_property
    def statements_on(self) -> SortedLists:
        """The statements that mention, speak for or support an entry, by time."""
        return SortedLists(self._look_ups.statements_on, self.corpus.statements, self.statement_key)

    def statement_key(self, statement: Statement) -> tuple[object, ...]:
        """The sort key of a statement: time, publication, source, paragraph."""
        when = statement.when or PartialDate.parse("")
        published = self.corpus.sources[statement.source].header.published
        return when.sort_key, published.sort_key, statement.source, statement.paragraph, statement.label

    @cached_property
    def states(self) -> Mapping[str, tuple[str, ...]]:
        """The states of an actor: itself, if it is one, and those to which its facts belong."""
        actors = self.corpus.actors
        states = {i for i, a in actors.items() if self.corpus.words.is_like("actors", a.kind, ActorKind.STATE)}
        return {
            i: tuple(s for s in dict.fromkeys([i, *(f.of for f in a.facts if f.of)]) if s in states)
            for i, a in actors.items()
        }

    @cached_property
    def incoming(self) -> Mapping[str, list[tuple[Entry, str]]]:
        """The entries whose fields point to an entry, with the word for it."""
        return Resolved(self._look_ups.incoming, self.corpus.entries)

    def contested(self, entry: Entry) -> str:
        """The word for an open disagreement about an entry or one of its claims; empty if there is none."""
        open_ones = any(not c.settled for c in self.corpus.conflicts_about.get(entry.id, ()))
        disputed = any(self.corpus.disputed(entry, claim) for claim in claims_of(entry))
        return self.translate("contested") if open_ones or disputed else ""

    def link(self, target: str, words: str = "") -> Inline:
        """A link to an entry, or just the words if there is no such entry."""
        if words:
            return self._link(target, words)
        if target not in self._links:
            self._links[target] = self._link(target, "")
        return self._links[target]

    @cached_property
    def _links(self) -> dict[str, Inline]:
        return {}

    def _link(self, target: str, words: str) -> Inline:
        entry = self.named.get(target)
        if entry is None:
            return text(words or target)
        return Link(kind_of(entry).name, target, text(words or self.name_of(entry)))

    def cite(self, cites: Iterable[Citation]) -> Inlines:
        """Citation marks: short source names with paragraphs, each a link to the statement."""
        marks: list[Inlines] = [(Link("statement", str(cite), text(self.mark(cite))),) for cite in cites]
        return (span(joined(", ", marks), "hb-cite"),) if marks else ()

    def evidence(self, cites: Iterable[Citation], about: str = "") -> str:
        """How many publications support something, and how many origins they have, in words."""
        _, cites = self.translate, list(cites)
        publications, origins = len(self.corpus.publications(cites)), len(self.corpus.origins(cites, about))
        if publications == 1:
            return _("1 publication")
        if origins == 1:
            return _("{count} publications, 1 origin").format(count=publications)
        return _("{count} publications, {origins} origins").format(count=publications, origins=origins)

    def contradicted(self, entry: Entry, claim: Claim) -> Inlines:
        """What a contradicted claim is: disputed, or settled by a disagreement, to which the words link; empty for others."""
        _ = self.translate
        if conflict := self.corpus.settled_in(entry, claim):
            against = self.corpus.settled_against(conflict, claim)
            words = _("settled against it: see the disagreement") if against else _("settled: see the disagreement")
            return (Link("conflict", conflict.id, text(words)),)
        return (_("disputed"),) if self.corpus.disputed(entry, claim) else ()

    def contradiction(self, entry: Entry, claim: Claim) -> Inlines:
        """The same as a mark."""
        words = self.contradicted(entry, claim)
        mark = "hb-contested" if self.corpus.disputed(entry, claim) else "hb-resolved"
        return (span(words, "hb-badge", mark),) if words else ()

    def badge(self, cites: Iterable[Citation], about: str = "") -> Span:
        """The same as a mark."""
        cites = list(cites)
        single = len(self.corpus.origins(cites, about)) == 1
        return span(self.evidence(cites, about), "hb-badge", "hb-single" if single else "hb-several")

    def mark(self, cite: Citation) -> str:
        """A citation in words: the short name of its source and the paragraph."""
        source = self.corpus.sources.get(cite.source)
        return f"{source.header.short if source else cite.source} ¶{cite.label}"

    def statement_text(self, statement: Statement, page_entry: str = "") -> Inlines:
        """A statement with its mentions as links; the page's own entry is not a link."""
        inlines: list[Inline] = []
        for piece in self.pieces(statement):
            if not piece.entry:
                inlines.append(piece.words)
            else:
                inlines.append(span(piece.words, "hb-self") if piece.entry == page_entry else piece.link)
        return self.as_written(*inlines)

    @cached_property
    def _pieces(self) -> dict[Citation, list[Piece]]:
        return {}

    def pieces(self, statement: Statement) -> list[Piece]:
        """A statement cut at its mentions; cut once for all pages."""
        cite = statement.citation
        if cite not in self._pieces:
            self._pieces[cite] = cut(statement.text, self.mentions[cite], self.link)
        return self._pieces[cite]

    @cached_property
    def _shared(self) -> dict[tuple[Hashable, int], tuple[object, Any]]:
        return {}

    def shared(self, name: Hashable, record: R, make: Callable[[View, R], T]) -> T:
        """The result of ``make`` for the view and a record (or None), under a name; made once for all pages."""
        key = name, id(record)
        cached = self._shared.get(key)
        if cached is None:
            # The record is kept alive, so that no other one gets its identity.
            cached = self._shared[key] = record, make(self, record)
        result: T = cached[1]
        return result

    def speaker(self, statement: Statement) -> Inlines:
        """The speaker of a statement, in words."""
        _ = self.translate
        if not statement.speaker:
            return ()
        if statement.speaker == ARTICLE:
            return (_("according to the article itself"),)
        return _("according to") + " ", self.link(statement.speaker)
