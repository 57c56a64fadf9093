"""Propose the claims that a statement may support or contradict, by entries, dates, numbers and words; a person decides.

A claim is found by its own words and by those of its statements.  Words are weighted by BM25
(Robertson and Zaragoza 2009, k1 1.2, b 0.75); common entries, dates that can be the same and
equal numbers add to the score.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from handbook import support
from handbook.adding import journal, store
from handbook.adding.merging import Refused, checked
from handbook.claims import Claim
from handbook.corpus import Corpus
from handbook.fields import pointers
from handbook.folding import words
from handbook.linking.find import LinkingResult
from handbook.model import Citation, Entry, Statement
from handbook.pages.claims import date_of
from handbook.partial_date import PartialDate
from handbook.problems import did_you_mean
from handbook.reading.places import FOLDERS

K1, B = 1.2, 0.75
#: What common entries, dates and numbers add to the score; tuned on the shipped claims.
SAME_ENTRY, ABOUT, SAME_DATE, OTHER_DATE, SAME_NUMBER = 1.5, 3.0, 4.0, -3.0, 3.0
_NUMBER = re.compile(r"\d+(?:[.,]\d{3})*")


class Proposal(NamedTuple):
    """A claim that a statement may support or contradict: its key, the claim, and its score."""

    key: str
    claim: Claim
    score: float


@dataclass(frozen=True)
class _IndexedClaim:
    """The searchable parts of a claim: its entry, its words, the entries that it names, its numbers."""

    entry: str
    claim: Claim
    words: Counter[str]
    named: frozenset[str]
    numbers: frozenset[str]

    @property
    def length(self) -> int:
        return self.words.total()


class Index:
    """The claims of a corpus, searched by statements; ``without`` names a source whose statements are left out."""

    def __init__(self, corpus: Corpus, mentions: Mapping[Citation, LinkingResult], without: str = "") -> None:
        self._corpus, self._mentions = corpus, mentions
        self._claims: dict[str, _IndexedClaim] = {}
        for entry in corpus.entries.values():
            for claim in support.propositions(entry):
                cites = [c for c in claim.cite if c.source != without and c in corpus.statements]
                if cites:
                    self._claims[f"{entry.id}#{claim.label}"] = self._indexed(entry, claim, cites)
        self._average = sum(h.length for h in self._claims.values()) / max(len(self._claims), 1)
        having = Counter(word for indexed in self._claims.values() for word in indexed.words)
        count = len(self._claims)
        self._weight = {w: math.log(1 + (count - n + 0.5) / (n + 0.5)) for w, n in having.items()}
        self._with: dict[str, list[str]] = defaultdict(list)
        for key, indexed in self._claims.items():
            for word in indexed.words:
                self._with[word].append(key)

    def _indexed(self, entry: Entry, claim: Claim, cites: Iterable[Citation]) -> _IndexedClaim:
        texts = [self._corpus.statements[c].text for c in cites]
        texts += [w.text for w in getattr(claim, "says", ())]
        texts += [str(getattr(claim, name, "") or "") for name in ("stage", "note", "value", "unit", "of", "field")]
        named = {entry.id, *(target for target, _word in pointers(claim))}
        for cite in cites:
            named |= {m.entry for m in self._mentions[cite].mentions} if cite in self._mentions else set()
        return _IndexedClaim(
            entry.id, claim, Counter(w for t in texts for w in words(t)), frozenset(named), _numbers(texts)
        )

    def propose(self, statement: Statement, linked: LinkingResult, limit: int = 3) -> list[Proposal]:
        """The claims nearest to a statement, the nearest first."""
        statement_words = set(words(statement.text))
        scores: dict[str, float] = defaultdict(float)
        for word in statement_words:
            for key in self._with.get(word, ()):
                indexed = self._claims[key]
                often = indexed.words[word]
                scores[key] += (
                    self._weight[word] * often * (K1 + 1) / (often + K1 * (1 - B + B * indexed.length / self._average))
                )
        named_entries, numbers = {m.entry for m in linked.mentions}, _numbers([statement.text])
        for key in scores:
            indexed = self._claims[key]
            scores[key] += SAME_ENTRY * len(named_entries & indexed.named) + ABOUT * (indexed.entry in named_entries)
            scores[key] += SAME_NUMBER * len(numbers & indexed.numbers) + _nearness(
                statement.when, date_of(indexed.claim)
            )
        best = sorted(scores, key=lambda key: (-scores[key], key))[:limit]
        return [Proposal(key, self._claims[key].claim, scores[key]) for key in best]


def _numbers(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(re.sub(r"\D", "", n) for t in texts for n in _NUMBER.findall(t))


def _nearness(one: PartialDate | None, other: PartialDate) -> float:
    """Higher for dates that can be the same, the narrower they are the higher; negative for dates that cannot."""
    if one is None or one.shape == "unknown" or other.shape == "unknown":
        return 0.0
    first, last = (
        max(one.earliest or dt.date.min, other.earliest or dt.date.min),
        min(one.latest or dt.date.max, other.latest or dt.date.max),
    )
    if first > last:
        return OTHER_DATE
    ends = [d for d in (one.earliest, one.latest, other.earliest, other.latest) if d]
    return SAME_DATE / (1 + math.log1p((max(ends) - min(ends)).days / 30))


def unplaced(corpus: Corpus) -> list[Statement]:
    """The statements that neither support a claim nor contradict one, in the order of sources."""
    placed = support.placed(corpus)
    return [s for cite, s in corpus.statements.items() if cite not in placed and s.text]


class ProposalScores(NamedTuple):
    """For how many statements one of their claims came first, or among the first three, each source left out in turn."""

    statements: int
    first: int
    among_three: int


def measure(corpus: Corpus, mentions: Mapping[Citation, LinkingResult]) -> ProposalScores:
    """Measure the proposals on the claims of a corpus: each source's statements are searched among claims without that source."""
    claims_cited: dict[Citation, set[str]] = defaultdict(set)
    for entry in corpus.entries.values():
        for claim in support.propositions(entry):
            if len({c.source for c in claim.cite}) > 1:
                for cite in claim.cite:
                    claims_cited[cite].add(f"{entry.id}#{claim.label}")
    statements = first = three = 0
    for source in corpus.sources.values():
        index = None
        for statement in source.statements:
            keys = claims_cited.get(statement.citation)
            if keys:
                index = index or Index(corpus, mentions, without=source.id)
                proposed = [p.key for p in index.propose(statement, mentions[statement.citation])]
                statements, first = statements + 1, first + (proposed[:1] != [] and proposed[0] in keys)
                three += bool(keys & set(proposed))
    return ProposalScores(statements, first, three)


def place(seeds: Path, corpus: Corpus, statement: str, key: str, against: bool = False) -> journal.Entry:
    """Write that a statement supports a claim, or contradicts it; return the entry in the journal.

    Raises:
        Refused: there is no such statement or claim, it is cited there already, or the file cannot be changed by a line.
        store.StoreError: something stood in the way of writing.
    """
    cite = citation_of(corpus, statement)
    if key not in corpus.claims:
        raise Refused(f"there is no claim '{key}'", did_you_mean(key, corpus.claims) or "write entry#label")
    entry, claim = corpus.claims[key]
    sides = [side for side, cites in (("for", claim.cite), ("against", claim.against)) if cite in cites]
    if sides:
        citing_place = corpus.place(entry.id, "claims", claim.label)
        mend = f"choose another claim; for the other side take it out of '{sides[0]}' in {citing_place} first"
        raise Refused(f"{statement} stands at '{key}' already", mend)
    name = f"registry/{FOLDERS[type(entry)]}/{entry.id}.yml"
    before = store.content(seeds, name)
    text = _with_citation((before or b"").decode("utf-8"), claim.label, str(cite), "against" if against else "for")
    files = {name: checked(entry, name, text)[name].encode("utf-8")}
    return journal.write(seeds, f"place {cite} {key}{' --against' if against else ''}", files, {name: before})


def citation_of(corpus: Corpus, statement: str) -> Citation:
    """The citation of a statement that a person named.

    Raises:
        Refused: there is no such statement.
    """
    near = did_you_mean(statement, map(str, corpus.statements)) or "handbook place --list shows them"
    try:
        cite = Citation.parse(statement)
    except ValueError as error:
        raise Refused(f"'{statement}' is no statement, such as gazette-2024/3a", near) from error
    if cite not in corpus.statements:
        raise Refused(f"there is no statement '{statement}'", near)
    return cite


def _with_citation(text: str, label: str, cite: str, side: str) -> str:
    """A record's text with one more citation at a claim that stands in one line.

    Raises:
        Refused: the claim does not stand in one line.
    """
    line = re.search(rf"^[ \t]+{re.escape(label)}:[ \t]*\{{.*\}}[ \t]*$", text, re.M)
    if line is None:
        raise Refused(f"the claim '{label}' does not stand in one line", f"add {cite} to its {side}: by hand")
    had, count = re.subn(rf"(\b{side}: \[[^\]]*)\]", rf"\g<1>, {cite}]", line[0], count=1)
    if not count:
        had = re.sub(r"\}[ \t]*$", f", {side}: [{cite}]}}", line[0])
    return text[: line.start()] + had + text[line.end() :]


def as_json(
    corpus: Corpus, index: Index, mentions: Mapping[Citation, LinkingResult], statements: Iterable[Statement]
) -> list[dict[str, Any]]:
    """Statements with their proposals, for programs."""
    return [
        {
            "statement": str(s.citation),
            "text": s.text,
            "claims": [{"claim": p.key, "score": round(p.score, 2)} for p in index.propose(s, mentions[s.citation])],
        }
        for s in statements
    ]
