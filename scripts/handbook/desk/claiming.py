"""A new claim at the desk: the page for writing it, the problems shown meanwhile, and how it is saved.

The page shows one entry and one type at a time; without scripts it is filled in and sent like any form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.adding import claiming
from handbook.adding.merging import Refused
from handbook.adding.store import StoreError
from handbook.blocks import words_of
from handbook.desk import deciding, forms
from handbook.desk.articles import Article
from handbook.desk.claims import statements
from handbook.desk.deciding import Outcome
from handbook.desk.names import Choice, choice
from handbook.kinds import Review
from handbook.model import Entry, Statement
from handbook.pages.claims import sentence
from handbook.pages.view import View
from handbook.problems import Problem

#: The place of a fault in a record, as messages give it; the last part is the name of the form's field.
_FIELD = re.compile(r"^'claims\.[^']*?([a-z_]+)': ")
#: How many of the entries that a statement names are offered for its claim.
OFFERED = 8


@dataclass(frozen=True)
class Preview:
    """The preview of a form: the sentence of the claim and its key, its problems, and further problems of its entry."""

    sentence: str = ""
    key: str = ""
    problems: tuple[Problem, ...] = ()
    after: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The preview for the page's script."""
        return {
            "says": self.sentence, "key": self.key, "problems": [problem_text(p) for p in self.problems], "after": [problem_text(p) for p in self.after],
        }  # fmt: skip


def problem_text(problem: Problem) -> str:
    """A problem in a sentence or two, with the form's names of fields."""
    message = _FIELD.sub(lambda m: f"{forms.label_of(m[1])}: ", problem.message)
    parts = (f"{part[:1].upper()}{part[1:]}" for part in (message, problem.mend) if part)
    return " ".join(part if part[-1:] in ".?!" else f"{part}." for part in parts)


def entry_of(article: Article, identity: str) -> Entry | None:
    """The entry that a claim is to be about, if it exists and can have claims."""
    entry = article.snapshot.corpus.entries.get(identity)
    return entry if entry is not None and claiming.types_of(entry) else None


def offered(article: Article, label: str) -> list[Choice]:
    """The entries that a statement names, offered for its claim; agreements and events first."""
    corpus = article.snapshot.corpus
    statement = statement_of(article, label)
    if statement is None:
        return []
    mentions = article.snapshot.context.mentions.get(statement.citation)
    named_entries = dict.fromkeys(m.entry for m in mentions.mentions) if mentions else {}
    named_entries |= dict.fromkeys(key.partition("#")[0] for key in article.plan.claims)
    # The entries of the claims nearest to the statement may be meant too.
    nearest = [o.key.partition("#")[0] for a in article.offers if a.label == label for o in a.offered]
    eligible = [
        i
        for i in dict.fromkeys((*named_entries, *nearest))
        if i in corpus.entries and claiming.types_of(corpus.entries[i])
    ]
    eligible.sort(key=lambda i: (i in corpus.actors, i in corpus.events))
    return [choice(corpus, corpus.entries[i]) for i in eligible[:OFFERED]]


def statement_of(article: Article, label: str) -> Statement | None:
    """A written statement of an article by its label."""
    return next((s for s in (statements(article.source) if article.source else ()) if s.label == label), None)


def values(article: Article, entry: Entry, filled: Mapping[str, str], labels: Sequence[str]) -> dict[str, Any]:
    """The values of a claim's line, with its statements.

    Raises:
        Refused: something is not filled in, or does not exist.
    """
    labels_written = [s.label for s in (statements(article.source) if article.source else ())]
    cites = [f"{article.id}/{label}" for label in labels if label in labels_written]
    values_of_claim = forms.values_of(article.snapshot.corpus, entry, filled.get("type", ""), filled)
    if not cites:
        raise Refused("a claim rests on a statement", "tick at least one statement that says it")
    return values_of_claim | {"for": cites}


def preview(article: Article, filled: Mapping[str, str], labels: Sequence[str]) -> Preview:
    """The preview of a form, by the rules of ``handbook check``; nothing is written."""
    entry = entry_of(article, filled.get("entry", ""))
    if entry is None:
        return Preview()
    try:
        claim_values = values(article, entry, filled, labels)
        raw = claiming.record_of(article.project.seeds, entry)[1]
        waits = {article.id} if article.draft and entry.review is not Review.DRAFT else set()
        proposal = claiming.proposed(article.snapshot.context, entry, raw, claim_values, filled.get("label", ""), waits)
    except (Refused, StoreError) as error:
        return Preview(problems=(error.problem,))
    text = words_of(sentence(View(article.snapshot.corpus, {}, str), proposal.claim)) if proposal.claim else ""
    return Preview(text, f"{entry.id}#{proposal.label}", proposal.problems, proposal.after)


def save(article: Article, filled: Mapping[str, str], labels: Sequence[str]) -> Outcome:
    """Write a claim, or plan it for when its source is confirmed."""
    entry = entry_of(article, filled.get("entry", ""))
    if entry is None:
        return Outcome("Choose the entry that it is about.", True)
    try:
        claim_values = values(article, entry, filled, labels)
    except Refused as error:
        return Outcome(problem_text(error.problem), True)
    return deciding.claim(article.project, article.id, entry.id, claim_values, filled.get("label", "").strip())
