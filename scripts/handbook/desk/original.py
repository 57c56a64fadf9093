"""The original of an article, cut into sentences and marked with what the extractors find in it.  Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook.extraction.article import Annotated
from handbook.extraction.inflection import name_test
from handbook.extraction.spans import sentences
from handbook.kinds import Review
from handbook.model import Entry
from handbook.plain_text import clean

#: The kinds of marks, with their words in the legend.
KINDS = {"name": "name of an entry", "new": "new name", "date": "date", "quantity": "quantity", "quote": "quotation", "cue": "word of an agreement"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A finding: its place, one of ``KINDS``, and a description."""

    start: int
    end: int
    kind: str
    description: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of one sentence under the same spans: their kinds, and the description of the innermost."""

    text: str
    kinds: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the id by which the page points to it."""

    id: str
    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.pieces).strip()


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph of the original: its number, its sentences and all findings in it."""

    number: int
    text: str
    sentences: tuple[Sentence, ...]
    spans: tuple[Span, ...]


def marked(annotated: Sequence[Annotated], entries: Mapping[str, Entry], language: str) -> list[MarkedParagraph]:
    """The paragraphs of an article with their marks."""
    return [_paragraph(part, entries, language) for part in annotated]


def _paragraph(part: Annotated, entries: Mapping[str, Entry], language: str) -> MarkedParagraph:
    spans = sorted(_spans(part, entries), key=lambda s: (s.start, -s.end))
    parts = []
    last = 0
    for number, (_start, end) in enumerate(sentences(part.text, language), 1):
        parts.append(Sentence(f"p{part.number}-{number}", last, end, tuple(_pieces(part.text, last, end, spans))))
        last = end
    return MarkedParagraph(part.number, part.text, tuple(parts), tuple(spans))


def _spans(part: Annotated, entries: Mapping[str, Entry]) -> Iterator[Span]:
    for n in part.named:
        entry = entries.get(n.entry)
        if entry and entry.review is Review.DRAFT:
            yield Span(n.start, n.end, "new", f"{n.surface}: {entry.name}, a draft", n.entry)
        elif entry:
            yield Span(n.start, n.end, "name", f"{n.surface}: {entry.name}", n.entry)
        elif n.ner != "NORP":
            yield Span(n.start, n.end, "new", f"{n.surface}: a new name, {n.confidence:.0%} sure")
    for d in part.dates:
        yield Span(d.start, d.end, "date", f"{d.surface}: {d.value or 'a date that cannot be resolved'}")
    for q in part.counted:
        if q.kind != "ordinal":
            # The counted things begin with their unit, if that is a noun: ships for "ships of grain".
            counted_thing = q.of if q.of.startswith(q.unit) else f"{q.unit} of {q.of}" if q.of else q.unit
            yield Span(q.start, q.end, "quantity", f"{q.surface}: {q.value:,f} {counted_thing}")
    for u in part.quoted:
        speaker = entries[u.speaker].name if u.speaker in entries else u.speaker or "nobody named"
        yield Span(u.start, u.end, "quote", f"quotation ({u.kind}), said by {speaker}")
    for c in part.cues:
        yield Span(c.start, c.end, "cue", f"may tell of an agreement: {c.stage}, for {c.reason(f'“{c.words}”')}")


def _pieces(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """The text between two places, cut wherever a span begins or ends."""
    # A cue spans its whole sentence: it is listed at the paragraph, and not marked in the text.
    spans_here = [s for s in spans if s.kind != "cue" and s.start < end and s.end > start]
    cuts = sorted({start, end, *(min(max(c, start), end) for s in spans_here for c in (s.start, s.end))})
    for a, b in itertools.pairwise(cuts):
        over = [s for s in spans_here if s.start <= a and s.end >= b]
        inner = min(over, key=lambda s: s.end - s.start) if over else None
        yield Piece(clean(text[a:b]), tuple(dict.fromkeys(s.kind for s in over)), inner.description if inner else "")


def with_name(paragraphs: Iterable[MarkedParagraph], name: str, language: str, limit: int = 4) -> list[Sentence]:
    """The first sentences that have a name in any of its forms."""
    has_name = name_test(name, language)
    sentences = (sentence for paragraph in paragraphs for sentence in paragraph.sentences)
    return list(itertools.islice((sentence for sentence in sentences if has_name(sentence.text)), limit))


def about_agreements(
    paragraphs: Iterable[MarkedParagraph], numbers: Iterable[int], place: str = "", limit: int = 4
) -> list[Sentence]:
    """The sentences of some paragraphs that may tell of an agreement, or name the ``place`` of an event; else their first ones."""
    sentences: list[Sentence] = []
    paragraph_numbers = set(numbers)
    for paragraph in paragraphs:
        if paragraph.number in paragraph_numbers:
            telling_spans = [s for s in paragraph.spans if (s.entry == place if place else s.kind == "cue")]
            telling_sentences = [
                s for s in paragraph.sentences if any(t.start < s.end and t.end > s.start for t in telling_spans)
            ]
            sentences += telling_sentences or list(paragraph.sentences[:1])
    return sentences[:limit]
