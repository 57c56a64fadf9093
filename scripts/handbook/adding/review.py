"""``handbook review``: what waits for a person, with its evidence, beside what is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handbook.adding.agreements import alike
from handbook.adding.merging import Proposed
from handbook.corpus import Corpus
from handbook.folding import WORD, fold
from handbook.kinds import Review, RulingKind, StatementKind
from handbook.model import Agreement
from handbook.partial_date import PartialDate

_TITLE = re.compile(
    r"(?P<title>(?:[A-Z][\w-]+\s+){0,3}(?:President|Minister|Ambassador|General|Colonel|Secretary|Director|Chairman|Spokesman|Governor|Envoy|Commissioner)"
    r"(?:\s+of\s+(?:the\s+)?(?:[A-Z][\w-]+(?:\s+and\s+)?\s?){1,5})?)[\s,]*$"
)


_RANKS = frozenset(["Army", "Brigadier", "Colonel", "Corps", "Division", "General", "Lieutenant", "Major"])


@dataclass(frozen=True)
class Item:
    """Something that waits: ``kind`` is draft, question or source; ``compared`` says what it means for what is known."""

    kind: str
    id: str
    shown: str
    evidence: str
    confidence: float = 0.0
    choices: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()


def queue(corpus: Corpus, originals: Mapping[str, str]) -> list[Item]:
    """Everything that waits, questions first, then drafts by how sure they are, then sources.

    ``originals`` are the texts of sources by id, as far as they are at hand.
    """
    items = [
        Item("question", r.text, f"Is '{r.text}' in {r.source} {' or '.join(r.entries)}?", r.reason, 0, r.entries,
             tuple(f"{e}: {corpus.entries[e].name}: {corpus.entries[e].gloss}" for e in r.entries if e in corpus.entries))
        for r in corpus.rulings if r.kind is RulingKind.QUESTION
    ]  # fmt: skip
    entries: list[Proposed] = [*corpus.actors.values(), *corpus.terms.values(), *corpus.agreements.values()]
    drafts = [e for e in entries if e.review is Review.DRAFT]
    drafts.sort(key=lambda e: (-(e.found.confidence if e.found else 0), e.id))
    for entry in drafts:
        evidence = entry.found.evidence if entry.found else ""
        items.append(
            Item(
                "draft",
                entry.id,
                f"{entry.kind}: {entry.name}",
                evidence,
                entry.found.confidence if entry.found else 0,
                tuple(a.id for a in alike(corpus, entry)) if isinstance(entry, Agreement) else (),
                _means(corpus, entry),
            )
        )
    for source in corpus.sources.values():
        if source.header.review is Review.DRAFT:
            pending = [s.label for s in source.statements if s.kind is StatementKind.PENDING]
            done = len(source.statements) - len(pending)
            text = originals.get(source.id, "")
            items.append(
                Item("source", source.id, f"{source.header.title} ({source.header.publication})", f"{done} statements written, {len(pending)} waiting: {', '.join(pending[:12])}",
                     0, (), tuple(compare(corpus, source.id, text)) if text else ("the original is not at hand: nothing is compared",))
            )  # fmt: skip
    return items


def _means(corpus: Corpus, entry: Proposed) -> tuple[str, ...]:
    """What a draft says, and how it stands to what is known."""
    if not isinstance(entry, Agreement):
        return ("new: no entry has this name",)
    parties = ", ".join(p.actor for p in entry.parties)
    steps = "; ".join(f"{s.stage} {s.date or 'undated'}" for s in entry.stages)
    known = [f"perhaps {a.id}: {a.name}: {a.gloss}" for a in alike(corpus, entry)]
    return (
        f"{entry.sector}, between {parties}; {steps}",
        *(known or ["new: no agreement of these parties in this field"]),
    )


def compare(corpus: Corpus, source: str, text: str) -> list[str]:
    """What a new source confirms, contradicts or makes stale in the offices of people it names."""
    header = corpus.sources[source].header
    made: dict[str, None] = {}
    for actor in corpus.actors.values():
        for name in (actor.name, *(n.text for n in actor.names)):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text) if len(name) > 3 else ():
                title = _TITLE.search(text[max(0, match.start() - 100) : match.start()])
                if title is None:
                    continue
                said = " ".join(title["title"].split())
                # A general may be a minister; neither says anything against the other.
                field = "rank" if set(said.split()) <= _RANKS else "office"
                held = [f for f in actor.facts if f.field == field]
                same = [f for f in held if _alike(said, f.value)]
                where = f"{actor.id}: {header.short} has '{said}'"
                if same:
                    made[f"confirms {where}; the entry has '{same[0].value}' ({same[0].as_of or 'undated'})"] = None
                elif held:
                    last = max(held, key=lambda f: (f.as_of or PartialDate.parse("")).sort_key if f.as_of else ())
                    newer = (
                        last.as_of
                        and last.as_of.latest
                        and header.published.earliest
                        and header.published.earliest > last.as_of.latest
                    )
                    word = "perhaps stale" if newer else "contradicts"
                    made[f"{word}: {where}; the entry has '{last.value}' ({last.as_of or 'undated'})"] = None
                else:
                    made[f"new {where}; the entry has no {field}"] = None
    return list(made)[:40]


def _alike(a: str, b: str) -> bool:
    small = {"of", "the", "and", "for"}
    one, two = ({fold(w) for w in WORD.findall(t)} - small for t in (a, b))
    return bool(one) and (one <= two or two <= one or len(one & two) >= 2)


def as_json(items: list[Item]) -> list[dict[str, Any]]:
    return [
        {
            "kind": i.kind,
            "id": i.id,
            "shown": i.shown,
            "evidence": i.evidence,
            "confidence": i.confidence,
            "choices": i.choices,
            "compared": i.compared,
        }
        for i in items
    ]
