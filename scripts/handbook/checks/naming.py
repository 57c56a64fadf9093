"""Find the entries that each paragraph of an original names: what the linker finds, and what ``handbook add`` links there.

A last name alone is the person whom the article names in full elsewhere; a state is known by any of
its names; a name that people ruled to be the same as an entry is that entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handbook.checks.register import Context
from handbook.extraction.article import Annotator
from handbook.folding import words
from handbook.kinds import RulingKind, Scope
from handbook.linking import find
from handbook.model import Source, Statement

#: How many words of a paragraph are suggested as names for an entry that no paragraph names.
_MOST_OFFERED = 3


@dataclass(frozen=True)
class Naming:
    """The entries that each paragraph names, by its number, and its words for people who are not registered."""

    by_number: Mapping[int, frozenset[str]] = field(default_factory=dict)
    unlinked: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def entries(self, number: int) -> frozenset[str]:
        return self.by_number.get(number, frozenset())

    def advice(self, entry: str, statement: Statement, missing: frozenset[str]) -> str:
        """How to mend a statement that names an entry which its paragraphs do not name; ``missing`` are all such entries of it."""
        naming_paragraphs = sorted(n for n, entries in self.by_number.items() if entry in entries)
        if naming_paragraphs:
            drawn = ", ".join(map(str, sorted({*statement.drawn_from, *self._naming(missing | {entry}, statement)})))
            which = (
                f"paragraphs {', '.join(map(str, naming_paragraphs[:6]))} do"
                if len(naming_paragraphs) > 1
                else f"paragraph {naming_paragraphs[0]} does"
            )
            return f"{which}: write 'also-from: {drawn}' below the statement"
        offered = [f"'{word}'" for word in self.unlinked.get(statement.paragraph, ())][:_MOST_OFFERED]
        if offered:
            return (
                f"no paragraph does; if {' or '.join(offered)} means {entry}, rule it: - {{kind: mention, source: {statement.source}, "
                f"paragraphs: [{statement.paragraph}], text: {offered[0]}, entry: {entry}, scope: original, date: ..., reason: ...}}"
            )
        return "no paragraph does: remove the name, or say it as the original does"

    def _naming(self, missing: frozenset[str], statement: Statement) -> list[int]:
        """Few paragraphs that name the missing entries together: each time the one that names most of them, the nearest before it first."""
        chosen: list[int] = []
        unnamed = missing & frozenset().union(*self.by_number.values())
        while unnamed:
            # What a paragraph takes for known was mostly said before it.
            best = min(
                self.by_number,
                key=lambda n: (
                    -len(self.by_number[n] & unnamed),
                    n > statement.paragraph,
                    abs(n - statement.paragraph),
                ),
            )
            chosen.append(best)
            unnamed -= self.by_number[best]
        return chosen


def named_in(context: Context, source: Source, texts: Sequence[str]) -> Naming:
    """Find the entries that the paragraphs of an original name."""
    corpus, header = context.corpus, source.header
    ruled_same = {tuple(words(r.text)): r.entry for r in corpus.rulings if r.kind is RulingKind.SAME and r.entry}
    annotator = Annotator(corpus.entries, context.gazetteer)
    annotated = annotator.article(
        texts,
        header.published,
        header.language,
        lambda n: find.rulings_for(corpus.rulings, source.id, n, Scope.ORIGINAL),
    )
    by_number: dict[int, frozenset[str]] = {}
    unlinked: dict[int, tuple[str, ...]] = {}
    for part in annotated:
        rulings = find.rulings_for(corpus.rulings, source.id, part.number, Scope.ORIGINAL)
        entries = {m.entry for m in find.find(part.text, context.gazetteer, rulings).mentions}
        entries |= {n.entry for n in part.named if n.entry}
        ruled = {ruled_same.get(tuple(words(n.surface)), "") for n in part.named if not n.entry}
        by_number[part.number] = frozenset(entries | ruled) - {""}
        people = (
            n.surface
            for n in part.named
            if not n.entry and n.ner in ("PER", "ORG") and not ruled_same.get(tuple(words(n.surface)))
        )
        offices = (q.speaker_surface for q in part.quoted if q.speaker_surface and q.speaker not in corpus.actors)
        unlinked[part.number] = tuple(dict.fromkeys((*people, *offices)))
    return Naming(by_number, unlinked)
