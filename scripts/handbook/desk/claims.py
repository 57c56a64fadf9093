"""The statements of one article, each with the claims that it may support or contradict.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handbook import support
from handbook.adding.placing import Index, Proposal
from handbook.blocks import words_of
from handbook.checks.register import Context
from handbook.claims import Claim, PartClaim, RelationClaim
from handbook.corpus import Corpus
from handbook.desk.original import MarkedParagraph, Sentence
from handbook.folding import words
from handbook.kinds import Review, Scope, StatementKind
from handbook.linking import find
from handbook.model import Citation, Source, Statement
from handbook.pages.claims import sentence
from handbook.pages.view import View

#: How many claims are offered for a statement.
OFFERED = 3


@dataclass(frozen=True)
class OfferedClaim:
    """A claim offered for a statement: its key, its entry, its sentence, and the statement's side in it.

    ``side`` is for, against or empty; ``planned`` says that it takes effect once the source is confirmed.
    """

    key: str
    entry: str
    says: str
    date: str = ""
    side: str = ""
    planned: bool = False
    settled: bool = False


@dataclass(frozen=True)
class ClaimOffers:
    """A statement, the sentence of the original that says it, and the claims offered for it."""

    label: str
    text: str
    kind: str
    speaker: str
    when: str
    evidence: Sentence | None
    offered: tuple[OfferedClaim, ...]
    already_cited: tuple[OfferedClaim, ...] = ()

    @property
    def placed(self) -> bool:
        return any(o.side for o in (*self.offered, *self.already_cited))


class Proposer:
    """Proposes claims of a corpus for statements."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._index = Index(context.corpus, context.mentions)
        self._view = View(context.corpus, {}, str)
        self._claims_at: dict[Citation, list[str]] = {}
        for key, (_entry, claim) in context.corpus.claims.items():
            # A part or a relation does not count as a claim that a statement supports.
            for cite in () if isinstance(claim, PartClaim | RelationClaim) else (*claim.cite, *claim.against):
                self._claims_at.setdefault(cite, []).append(key)

    def offers(
        self, statement: Statement, paragraphs: Sequence[MarkedParagraph], planned: Mapping[str, str]
    ) -> ClaimOffers:
        """A statement with the three claims nearest to it, and those that it is cited at already."""
        corpus = self._context.corpus
        rulings = find.rulings_for(corpus.rulings, statement.source, statement.paragraph, Scope.DIGEST)
        links = find.find(statement.text, self._context.gazetteer, rulings)
        citing_claims = self._citing_claims(statement, planned)
        # Claims that cite it already are not proposed again, nor are claims of drafts.
        nearest = [p for p in self._index.propose(statement, links, 4 * OFFERED) if self._is_new(p.key, statement)][
            :OFFERED
        ]
        offered = [self._offered(p.key, p.claim, statement, planned) for p in nearest]
        cited_at = [
            self._offered(k, c, statement, planned)
            for k, c in citing_claims.items()
            if k not in {p.key for p in nearest}
        ]
        speaker = corpus.entries[statement.speaker].name if statement.speaker in corpus.entries else statement.speaker
        return ClaimOffers(
            statement.label, statement.text, "" if statement.kind is StatementKind.REPORTED else statement.kind.value, speaker,
            str(statement.when or ""), evidence(statement, paragraphs), tuple(offered), tuple(cited_at),
        )  # fmt: skip

    def _is_new(self, key: str, statement: Statement) -> bool:
        entry, claim = self._context.corpus.claims[key]
        return entry.review is not Review.DRAFT and statement.citation not in (*claim.cite, *claim.against)

    def _citing_claims(self, statement: Statement, planned: Mapping[str, str]) -> dict[str, Claim]:
        """The claims that cite a statement, or are planned to."""
        claims = self._context.corpus.claims
        return {k: claims[k][1] for k in (*self._claims_at.get(statement.citation, ()), *planned) if k in claims}

    def _offered(self, key: str, claim: Claim, statement: Statement, planned: Mapping[str, str]) -> OfferedClaim:
        cite = statement.citation
        side = "for" if cite in claim.cite else "against" if cite in claim.against else planned.get(key, "")
        entry = self._context.corpus.entries[key.partition("#")[0]]
        date = str(getattr(claim, "date", None) or getattr(claim, "as_of", None) or "")
        says = words_of(sentence(self._view, claim))
        return OfferedClaim(key, entry.name, says, date, side, bool(side) and cite not in (*claim.cite, *claim.against))

    def search(
        self, statement: Statement, query: str, planned: Mapping[str, str], limit: int = 8
    ) -> list[OfferedClaim]:
        """The claims nearest to some words, for a statement that fits none of those offered."""
        words_only = replace(statement, text=query, when=None)
        links = find.find(query, self._context.gazetteer)
        nearest: list[Proposal] = self._index.propose(words_only, links, limit)
        return [self._offered(p.key, p.claim, statement, planned) for p in nearest]


def evidence(statement: Statement, paragraphs: Sequence[MarkedParagraph]) -> Sentence | None:
    """The sentence of its paragraph that shares most with a statement: names, numbers and longer words.

    Across languages only names and numbers can be shared.
    """
    by_number = {p.number: p for p in paragraphs}
    if statement.paragraph not in by_number:
        return None
    weights = _weighty(statement.text)
    rows = [s for n in (statement.paragraph, *statement.drawn_from) if n in by_number for s in by_number[n].sentences]
    return max(rows, key=lambda s: sum(weights.get(w, 0) for w in _weighty(s.text)), default=None)


def _weighty(text: str) -> dict[str, int]:
    """The weight of each word of a text: highest for numbers, nothing for small words."""
    return {w: 4 if w.isdigit() else 3 if len(w) > 6 else 1 for w in words(text) if len(w) > 3 or re.search(r"\d", w)}


def statements(source: Source) -> list[Statement]:
    """The written statements of a source."""
    return [s for s in source.statements if s.text]


def unplaced(corpus: Corpus, source: Source, planned: Iterable[str]) -> int:
    """How many statements of a source are neither cited by a claim nor planned to be."""
    placed = support.placed(corpus)
    planned_labels = {n.partition(" ")[0] for n in planned}
    return sum(s.citation not in placed and s.label not in planned_labels for s in statements(source))
