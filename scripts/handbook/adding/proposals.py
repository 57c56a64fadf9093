"""Which claims the paragraphs of a new article may support or contradict, before anybody has restated them.

The machinery is that of :mod:`handbook.adding.placing`; what is asked for is a paragraph of the original with
the names and dates that were found in it.  A person decides, at the statement that is written.
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
from handbook.linking.find import Found
from handbook.model import Mention, Statement
from handbook.pages.claims import date_of, sentence
from handbook.pages.view import View
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: Claims that are shown for a paragraph.
MOST = 3
#: Sentences of a paragraph that are looked at.
MOST_SENTENCES = 60
#: What is less near than this is no proposal, unless it is of an entry that the sentence names and of its date.  Of two
#: articles that are digested already, 32 of 58 proposals above it are claims that their paragraphs support, of 33 in all.
LEAST = 24.0
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Proposed:
    """A claim by its key and its sentence, and how near it is to a paragraph."""

    key: str
    says: str
    score: float


def proposals(context: Context, annotated: Iterable[Annotated]) -> dict[int, tuple[Proposed, ...]]:
    """The nearest claims for each paragraph, by its number, the nearest first; paragraphs near to none are left out."""
    index, view = Index(context.corpus, context.mentions), View(context.corpus, {}, str)
    by_paragraph: dict[int, tuple[Proposed, ...]] = {}
    for part in annotated:
        near: dict[str, Proposal] = {}
        for start, end in sentences(part.text)[:MOST_SENTENCES]:
            for proposal in _of_sentence(index, part, start, end):
                if proposal.key not in near or near[proposal.key].score < proposal.score:
                    near[proposal.key] = proposal
        best = sorted(near.values(), key=lambda p: (-p.score, p.key))[:MOST]
        if best:
            by_paragraph[part.number] = tuple(
                Proposed(p.key, clean(words_of(sentence(view, p.claim)))[:_LONGEST], round(p.score, 1)) for p in best
            )
    return by_paragraph


def _of_sentence(index: Index, part: Annotated, start: int, end: int) -> Iterator[Proposal]:
    """The claims near to a sentence of the original."""
    mentions = tuple(Mention(n.start, n.end, n.surface, n.entry, n.form) for n in part.named if n.entry and start <= n.start < end)  # fmt: skip
    values = {d.value for d in part.dates if start <= d.start < end and d.kind == "DATE" and d.value}
    when = PartialDate.parse(values.pop()) if len(values) == 1 else None
    asked = Statement(
        source="-", label="1a", paragraph=1, text=part.text[start:end], kind=StatementKind.REPORTED, when=when
    )
    named = {m.entry for m in mentions}
    for proposal in index.propose(asked, Found(mentions), MOST):
        same = (
            proposal.key.partition("#")[0] in named and when is not None and str(date_of(proposal.claim)) == str(when)
        )
        if proposal.score >= LEAST or same:
            yield proposal


def notes(near: Mapping[int, Iterable[Proposed]], number: int) -> list[str]:
    """What a draft says below a statement of the claims that it may support."""
    return [f"claim? {p.key}: {p.says}" for p in near.get(number, ())]


def as_json(source: str, near: Mapping[int, Iterable[Proposed]]) -> list[dict[str, Any]]:
    """The proposals by the statement that will stand for each paragraph, for programs; as ``placing.as_json`` has them."""
    return [
        {
            "statement": f"{source}/{number}a",
            "claims": [{"claim": p.key, "score": p.score, "says": p.says} for p in proposed],
        }
        for number, proposed in sorted(near.items())
    ]
