"""Score draft agreements against the ones that a person annotated in a text, in the format of ``shared/gold``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handbook.adding.agreements import proposed
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.kinds import Review, Role
from handbook.linking.evaluate import Score
from handbook.model import Header
from handbook.partial_date import PartialDate

TASK = "draft agreements"


def score(
    corpus: Corpus, annotated: Sequence[Annotated], data: Mapping[str, Any], concordance: Mapping[str, str], into: Score
) -> None:
    """Score one annotated text; registered agreements are hidden from the rules.

    An annotated agreement has ``paragraphs`` and ``parties``.  It is found if a draft shares one of its paragraphs
    and two of its parties; a draft is right if an annotated agreement matches it in the same way.  In the score,
    right and missed count agreements, and spurious counts drafts, since people divide finer than drafts do.
    """
    published = PartialDate.parse(str(data.get("anchor", "")))
    header = Header(
        id="article", title="A text", short="A text", publication="-", published=published, language=str(data.get("language", "en")), role=Role.CORROBORATING,
        extent="whole", consulted=published, review=Review.DRAFT,
    )  # fmt: skip
    drafts = {
        draft.name: ({c.paragraph for c in draft.cite}, {p.actor for p in draft.parties})
        for draft in proposed(replace(corpus, agreements={}), annotated, {}, header, ())[0]
    }
    annotated_agreements = [
        (
            str(a.get("name") or a.get("id", "without a name")),
            set(a["paragraphs"]),
            {concordance.get(p, p) for p in a["parties"]},
        )
        for a in data.get("agreements", ())
        if len(a.get("parties", ())) > 1 and a.get("paragraphs")
    ]
    for name, paragraphs, parties in annotated_agreements:
        if _matches_any(paragraphs, parties, drafts.values()):
            into.right += 1
        else:
            into.missed += 1
            into.errors.append(f"missed agreement: {name}")
    annotated_places = [(paragraphs, parties) for _name, paragraphs, parties in annotated_agreements]
    for name, (paragraphs, parties) in drafts.items():
        if not _matches_any(paragraphs, parties, annotated_places):
            into.spurious += 1
            into.errors.append(f"spurious draft: {name}, paragraph {', '.join(map(str, sorted(paragraphs)))}")


def _matches_any(paragraphs: set[int], parties: set[str], candidates: Iterable[tuple[set[int], set[str]]]) -> bool:
    return any(
        paragraphs & other_paragraphs and len(parties & other_parties) > 1
        for other_paragraphs, other_parties in candidates
    )
