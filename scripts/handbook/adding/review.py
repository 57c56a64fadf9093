"""``handbook review``: what waits for a person, with its evidence, beside what is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from handbook.adding.agreements import alike
from handbook.adding.decisions import ACTIONS
from handbook.adding.merging import actors_of, places_of
from handbook.adding.title_words import title_words
from handbook.corpus import Corpus
from handbook.counted import counted
from handbook.extraction.inflection import name_test
from handbook.extraction.spans import sentences
from handbook.folding import words
from handbook.kinds import Review, RulingKind, StatementKind
from handbook.model import Agreement, Entry, Event, Header, Ruling, Source
from handbook.partial_date import PartialDate

#: The most characters of a sentence that are shown.
MOST_SAID = 400


@dataclass(frozen=True)
class Item:
    """An item that waits: ``kind`` is source, question or draft; ``source`` is the id of the article it came with, if any.

    ``said`` is the sentence of the original that is its evidence, in ``paragraph``, if the original is at hand; ``evidence``
    says why it was proposed; ``choices`` are the entries that it may be, ``compared`` what it means for the known facts, and
    ``first`` what must be decided before it can be confirmed.
    """

    kind: str
    id: str
    shown: str
    evidence: str
    confidence: float = 0.0
    choices: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    source: str = ""
    said: str = ""
    paragraph: int = 0
    first: str = ""

    @property
    def actions(self) -> tuple[str, ...]:
        """The decisions that can be taken on the item."""
        return {"source": ("confirm", "reject"), "question": ("merge", "reject")}.get(self.kind, tuple(ACTIONS))


def queue(corpus: Corpus, originals: Mapping[str, str]) -> list[Item]:
    """Everything that waits, grouped by article: first the source, then questions, then drafts by confidence.

    ``originals`` are the texts of sources by id, a paragraph a line, as far as they are at hand.
    """
    items = [_question(corpus, r, originals) for r in corpus.rulings if r.kind is RulingKind.QUESTION]
    entries: list[Entry] = [
        *corpus.actors.values(),
        *corpus.terms.values(),
        *corpus.agreements.values(),
        *corpus.events.values(),
    ]
    items += [_entry(corpus, e, originals) for e in entries if e.review is Review.DRAFT]
    items += [_source(corpus, s, originals) for s in corpus.sources.values() if s.header.review is Review.DRAFT]
    order = ("source", "question", "draft")
    # Agreements and events come after the drafts of their parties.
    last = {*corpus.agreements, *corpus.events}
    return sorted(items, key=lambda i: (not i.source, i.source, order.index(i.kind), i.id in last, -i.confidence, i.id))


def _question(corpus: Corpus, ruling: Ruling, originals: Mapping[str, str]) -> Item:
    candidates = [corpus.entries[e] for e in ruling.entries if e in corpus.entries]
    source, number = ruling.source or "", next(iter(ruling.paragraphs), 0)
    return Item(
        "question",
        ruling.text,
        f"Is '{ruling.text}' {' or '.join(ruling.entries)}?",
        ruling.reason,
        0,
        ruling.entries,
        tuple(f"{e.id}: {e.name}: {e.gloss}" for e in candidates),
        source,
        sentence_with(originals.get(source, ""), number, ruling.text, _language(corpus, source)),
        number,
    )


def _entry(corpus: Corpus, entry: Entry, originals: Mapping[str, str]) -> Item:
    cite = entry.cite[0]
    waiting = [
        c.source for c in entry.cite if c.source in corpus.sources and _is_draft(corpus.sources[c.source].header)
    ]
    waiting += [
        a for a in (*actors_of(entry), *places_of(entry)) if a in corpus.entries and _is_draft(corpus.entries[a])
    ]
    agreement = isinstance(entry, Agreement | Event)
    return Item(
        "draft",
        entry.id,
        f"{entry.kind}: {entry.name}",
        entry.found.evidence if entry.found else "",
        entry.found.confidence if entry.found else 0,
        tuple(a.id for a in _may_be(corpus, entry)),
        _means(corpus, entry),
        cite.source,
        sentence_with(
            originals.get(cite.source, ""),
            cite.paragraph,
            "" if agreement else entry.name,
            _language(corpus, cite.source),
        ),
        cite.paragraph,
        next(iter(waiting), ""),
    )


def _source(corpus: Corpus, source: Source, originals: Mapping[str, str]) -> Item:
    pending = [s.label for s in source.statements if s.kind is StatementKind.PENDING]
    written_count, text = len(source.statements) - len(pending), originals.get(source.id, "")
    ellipsis = ", ..." if len(pending) > 12 else ""
    progress = f"{counted(written_count, 'statement')} written, {len(pending)} waiting{': ' if pending else ''}{', '.join(pending[:12])}{ellipsis}"
    return Item(
        "source",
        source.id,
        f"{source.header.title} ({source.header.publication}, {source.header.published})",
        progress,
        compared=tuple(compare(corpus, source.id, text))
        if text
        else ("the original is not at hand: nothing is compared",),
        source=source.id,
        first=f"seeds/articles/{source.id}.md" if pending else "",
    )


def _language(corpus: Corpus, source: str) -> str:
    return corpus.sources[source].header.language if source in corpus.sources else ""


def _is_draft(record: Header | Entry) -> bool:
    return record.review is Review.DRAFT


def sentence_with(text: str, paragraph: int, name: str, language: str) -> str:
    """The first sentence of an original's paragraph with a name in it, in any of its forms; the beginning of the paragraph if there is none."""
    lines = text.split("\n")
    if not 0 < paragraph <= len(lines):
        return ""
    line = lines[paragraph - 1]
    parts = (line[start:end] for start, end in sentences(line, language))
    sentence = " ".join(next(filter(name_test(name, language), parts), line).split())
    return sentence if len(sentence) <= MOST_SAID else sentence[:MOST_SAID].rpartition(" ")[0] + " ..."


def selected(items: Iterable[Item], only: str) -> list[Item]:
    """The items of a kind or an article, or with the given words in their text; all if ``only`` is empty."""
    sought = " ".join(words(only))
    return [
        i for i in items
        if not only or only in (i.kind, i.source, i.id) or (sought and sought in " ".join(words(f"{i.shown} {i.said}")))
    ]  # fmt: skip


def _may_be(corpus: Corpus, entry: Entry) -> Sequence[Agreement | Event]:
    """The agreements, or events of the same kind and place, that a draft may be; none for other entries."""
    if isinstance(entry, Agreement):
        return alike(corpus, entry)
    if not isinstance(entry, Event):
        return ()
    events = corpus.events.values()
    return [e for e in events if e.id != entry.id and e.kind == entry.kind and e.place == entry.place][:3]


def _means(corpus: Corpus, entry: Entry) -> tuple[str, ...]:
    """A draft's content, and how it relates to what is known; nothing for actors and terms."""
    if isinstance(entry, Event):
        took_part = ", ".join(f"{p.actor} ({p.role})" for p in entry.participants)
        when = ", ".join(str(d.date) for d in entry.dates)
        near = [f"perhaps {e.id}: {e.name}: {e.gloss}" for e in _may_be(corpus, entry)]
        return (
            f"{when}, in {entry.place or '?'}; {took_part or 'nobody named'}",
            *(near or ["new: no event of this kind there"]),
        )
    if not isinstance(entry, Agreement):
        return ()
    parties = ", ".join(p.actor for p in entry.parties)
    steps = "; ".join(f"{s.stage} {s.date or 'undated'}" for s in entry.stages)
    similar = [f"perhaps {a.id}: {a.name}: {a.gloss}" for a in _may_be(corpus, entry)]
    return (
        f"{entry.sector}, between {parties}; {steps}",
        *(similar or ["new: no agreement of these parties in this field"]),
    )


def compare(corpus: Corpus, source: str, text: str) -> list[str]:
    """What a new source confirms, contradicts or makes stale about the offices of people it names."""
    header = corpus.sources[source].header
    # Titles are compared in the language in which offices are registered, if there are words for them.
    lines, titles = dict[str, None](), title_words(corpus.handbook.content)
    for actor in corpus.actors.values():
        for name in (actor.name, *(n.text for n in actor.names)):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text) if len(name) > 3 else ():
                title = titles.before(text, match.start())
                if not title:
                    continue
                # A general may be a minister: rank and office do not contradict each other.
                field = "rank" if titles.is_rank(title) else "office"
                registered = [f for f in actor.facts if f.field == field]
                same_title = [f for f in registered if titles.alike(title, f.value)]
                finding = f"{actor.id}: {header.short} has '{title}'"
                in_force = [f for f in same_title if not _over(f.as_of, header.published)]
                if in_force:
                    lines[
                        f"confirms {finding}; the entry has '{in_force[0].value}' ({in_force[0].as_of or 'undated'})"
                    ] = None
                elif same_title:
                    lines[
                        f"contradicts {finding}; the entry has '{same_title[-1].value}' only for {same_title[-1].as_of}"
                    ] = None
                elif registered:
                    last = max(registered, key=lambda f: (f.as_of or PartialDate.parse("")).sort_key if f.as_of else ())
                    newer = (
                        last.as_of
                        and last.as_of.latest
                        and header.published.earliest
                        and header.published.earliest > last.as_of.latest
                    )
                    word = "perhaps stale" if newer else "contradicts"
                    lines[f"{word}: {finding}; the entry has '{last.value}' ({last.as_of or 'undated'})"] = None
                else:
                    lines[f"new {finding}; the entry has no {field}"] = None
    return list(lines)[:40]


def _over(period: PartialDate | None, published: PartialDate) -> bool:
    """Whether the period of a value was over, or still to come, when a source was published."""
    if period is None or period.shape != "interval":
        return False
    ended = period.latest and published.earliest and period.latest < published.earliest
    return bool(ended or (period.earliest and published.latest and published.latest < period.earliest))


def as_json(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Items as plain values, for programs."""
    return [{**asdict(i), "actions": i.actions} for i in items]
