"""Propose the claims that paragraphs of a new article may support or contradict, before anybody has restated them.

The search is that of :mod:`handbook.adding.placing`; the query is a paragraph of the original with the names and
dates that were found in it.  A person decides, when writing the statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.adding.placing import Index, Proposal
from handbook.blocks import words_of
from handbook.checks.register import Context
from handbook.extraction.article import Annotated
from handbook.extraction.spans import sentences
from handbook.kinds import StatementKind
from handbook.linking.find import LinkingResult
from handbook.model import Mention, Statement
from handbook.pages.claims import date_of, sentence
from handbook.pages.view import View
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: The most claims shown for a paragraph.
MOST = 3
#: The most sentences of a paragraph that are looked at.
MOST_SENTENCES = 60
#: The lowest score of a proposal, unless the sentence names its entry and has its date.  For two articles digested
#: already, 32 of the 58 proposals above it were claims that their paragraphs support, out of 33 in all.
LEAST = 24.0
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class NearClaim:
    """A claim by its key and its sentence, and how near it is to a paragraph."""

    key: str
    says: str
    score: float


def proposals(context: Context, annotated: Iterable[Annotated], language: str) -> dict[int, tuple[NearClaim, ...]]:
    """The nearest claims for each paragraph, by its number, the nearest first; paragraphs near to no claim are left out."""
    index, view = Index(context.corpus, context.mentions), View(context.corpus, {}, str)
    by_paragraph: dict[int, tuple[NearClaim, ...]] = {}
    for part in annotated:
        near: dict[str, Proposal] = {}
        for start, end in sentences(part.text, language)[:MOST_SENTENCES]:
            for proposal in _of_sentence(index, part, start, end):
                if proposal.key not in near or near[proposal.key].score < proposal.score:
                    near[proposal.key] = proposal
        best = sorted(near.values(), key=lambda p: (-p.score, p.key))[:MOST]
        if best:
            by_paragraph[part.number] = tuple(
                NearClaim(p.key, clean(words_of(sentence(view, p.claim)))[:_LONGEST], round(p.score, 1)) for p in best
            )
    return by_paragraph


def _of_sentence(index: Index, part: Annotated, start: int, end: int) -> Iterator[Proposal]:
    """The claims near to a sentence of the original."""
    mentions = tuple(Mention(n.start, n.end, n.surface, n.entry, n.form) for n in part.named if n.entry and start <= n.start < end)  # fmt: skip
    values = {d.value for d in part.dates if start <= d.start < end and d.kind == "DATE" and d.value}
    when = PartialDate.parse(values.pop()) if len(values) == 1 else None
    as_statement = Statement(
        source="-", label="1a", paragraph=1, text=part.text[start:end], kind=StatementKind.REPORTED, when=when
    )
    named_entries = {m.entry for m in mentions}
    for proposal in index.propose(as_statement, LinkingResult(mentions), MOST):
        same_day = (
            proposal.key.partition("#")[0] in named_entries
            and when is not None
            and str(date_of(proposal.claim)) == str(when)
        )
        if proposal.score >= LEAST or same_day:
            yield proposal


def notes(near: Mapping[int, Iterable[NearClaim]], number: int) -> list[str]:
    """The lines below a draft statement about the claims that it may support."""
    return [f"claim? {p.key}: {p.says}" for p in near.get(number, ())]


def as_json(source: str, near: Mapping[int, Iterable[NearClaim]]) -> list[dict[str, Any]]:
    """The proposals by the id of the statement that will stand for each paragraph, for programs; shaped like ``placing.as_json``."""
    return [
        {
            "statement": f"{source}/{number}a",
            "claims": [{"claim": p.key, "score": p.score, "says": p.says} for p in proposed],
        }
        for number, proposed in sorted(near.items())
    ]
