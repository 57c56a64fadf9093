"""Which claims the paragraphs of a new article may support or contradict, before anybody has restated them.

The machinery is that of :mod:`handbook.adding.placing`; what is asked for is a paragraph of the original with
the names and dates that were found in it.  A person decides, at the statement that is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.adding.placing import Index
from handbook.blocks import words_of
from handbook.checks.register import Context
from handbook.extraction.article import Annotated
from handbook.kinds import StatementKind
from handbook.linking.find import Found
from handbook.model import Mention, Statement
from handbook.pages.claims import sentence
from handbook.pages.view import View
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: Claims that are shown for a paragraph.
MOST = 3
#: What is less near than this is no proposal; chosen on paragraphs of sources that are digested already.
LEAST = 12.0
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
    made: dict[int, tuple[Proposed, ...]] = {}
    for part in annotated:
        mentions = tuple(Mention(n.start, n.end, n.surface, n.entry, n.form) for n in part.named if n.entry)
        values = {d.value for d in part.dates if d.kind == "DATE" and d.value}
        asked = Statement(
            source="-", label=f"{part.number}a", paragraph=part.number, text=part.text, kind=StatementKind.REPORTED,
            when=PartialDate.parse(values.pop()) if len(values) == 1 else None,
        )  # fmt: skip
        near = [p for p in index.propose(asked, Found(mentions), MOST) if p.score >= LEAST]
        if near:
            made[part.number] = tuple(
                Proposed(p.key, clean(words_of(sentence(view, p.claim)))[:_LONGEST], round(p.score, 1)) for p in near
            )
    return made


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
