"""The digest of a drafted source: a place for each statement, and beside it what was recognised in its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from handbook.adding.bylines import only_dated
from handbook.adding.filling import pending_statement, single_date, where_named, words_of
from handbook.adding.original import Article
from handbook.adding.proposals import NearClaim
from handbook.adding.proposals import notes as claims_near
from handbook.adding.telling import SENTENCES, letters
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.quantities import beyond_unit
from handbook.extraction.spans import Quoted, sentences
from handbook.kinds import Rights, StatementKind
from handbook.model import Header, Paragraph, Source, Statement
from handbook.partial_date import PartialDate
from handbook.plain_text import clean
from handbook.reading import articles, formats

#: Notes on what was recognised, by the label of the statement that they stand beside.
Notes = dict[str, list[str]]


def paragraphs_of(
    corpus: Corpus,
    article: Article,
    annotated: Sequence[Annotated],
    header: Header,
    near: Mapping[int, tuple[NearClaim, ...]],
) -> tuple[list[Paragraph], Notes]:
    """Each paragraph with its statements, and all notes; ``near`` has the claims that a paragraph may support, by its number."""
    paragraphs: list[Paragraph] = []
    notes: Notes = {}
    named_where = where_named(annotated)
    for part in annotated:
        if part.number in article.silent:
            paragraphs.append(Paragraph(number=part.number, silent=article.silent[part.number]))
            continue
        statements = (
            _open(header, part, corpus)
            if header.rights is Rights.OPEN
            else [pending_statement(header, part, corpus, named_where)]
        )
        paragraphs.append(Paragraph(number=part.number, statements=tuple(statements)))
        notes[statements[0].label] = [*_notes(part, corpus, header.language), *claims_near(near, part.number)]
    return paragraphs, notes


def digest(header: Header, paragraphs: Sequence[Paragraph], notes: dict[str, list[str]]) -> tuple[str, str]:
    """A digest short enough to be read again, and a note on what was left out for that: first the notes, then sentences."""
    text = formats.digest_text(Source(header=header, paragraphs=tuple(paragraphs)), notes)
    if len(text) <= articles.MAX_BYTES:
        return text, ""
    size, fitting, first_shortened = 0, list[Paragraph](), 0
    for paragraph in paragraphs:
        size += sum(len(s.text) + 100 for s in paragraph.statements)
        if size > articles.MAX_BYTES // 2 and paragraph.statements:
            first_shortened = first_shortened or paragraph.number
            paragraph = Paragraph(number=paragraph.number, statements=(_pending(header.id, paragraph.number),))
        fitting.append(paragraph)
    text = formats.digest_text(Source(header=header, paragraphs=tuple(fitting)), {})
    copied = (
        f", and the sentences from paragraph {first_shortened} on are left to be written"
        if first_shortened and header.licence
        else ""
    )
    return (
        text,
        f"note: the digest is too long for the notes of what stands in each paragraph, which are left out{copied}",
    )


def _pending(source: str, number: int) -> Statement:
    return Statement(source=source, label=f"{number}a", paragraph=number, text="", kind=StatementKind.PENDING)


def _open(header: Header, part: Annotated, corpus: Corpus) -> list[Statement]:
    """The sentences of a source that may be copied, each as a statement; a quotation belongs to its speaker, if that is an entry."""
    statements = []
    for index, (start, end) in enumerate(sentences(part.text, header.language)[:SENTENCES]):
        text = " ".join(part.text[start:end].split())
        if index == 0 and only_dated(text, header.language):
            continue
        spoken = [q for q in part.quoted if start <= q.start < end]
        quoted = bool(spoken) or bool(re.search(r"[\"“”«»]", text))
        speaker = next((q.speaker for q in spoken if q.sure and q.speaker in corpus.actors), "")
        date = single_date(part.text, [d for d in part.dates if start <= d.start < end and d.value], header)
        kind = StatementKind.ATTRIBUTED if quoted else StatementKind.REPORTED
        statements.append(
            Statement(
                source=header.id, label=f"{part.number}{letters(index)}", paragraph=part.number, text=text, kind=kind, speaker=(speaker or "article") if quoted else "",
                when=PartialDate.parse(date.value) if date else None, resolved_from=words_of(date) if date else "",
                quotation=_quotation(spoken) if quoted else "",
            )
        )  # fmt: skip
    return statements or [_pending(header.id, part.number)]


def _quotation(spoken: Sequence[Quoted]) -> str:
    """The kind of quotation in a sentence; words in quotation marks without a speaker are the article's own way of calling something."""
    if not spoken:
        return "scare-quote"
    return "direct" if spoken[0].kind.startswith("direct") else spoken[0].kind


def _notes(part: Annotated, corpus: Corpus, language: str) -> Iterable[str]:
    """What stands in a paragraph, one line for each thing; nothing longer than a name, a date or a number."""
    notes: dict[str, None] = {}
    for n in part.named:
        # Western, African: adjectives of peoples do not become entries.
        if n.ner == "NORP" and not n.entry:
            continue
        meaning = n.entry or f"new {n.ner}, {n.confidence:.0%}: {n.evidence}"
        notes.setdefault(f"{_short(n.surface)} = {meaning}")
    if notes:
        yield "names: " + "; ".join(notes)
    for d in part.dates:
        yield f"{d.kind.lower()}: {d.value or 'not resolved'}, characters {d.start}-{d.end}" + (
            f' (from "{_short(d.surface)}")' if d.relative or not d.value else ""
        )
    for q in part.counted:
        if q.kind != "ordinal":
            meaning = _short(beyond_unit(q, language))
            yield f"quantity: {q.approx + ' ' if q.approx else ''}{q.value:,f} {q.unit}{' of ' + meaning if meaning else ''}, characters {q.start}-{q.end}"
    for u in part.quoted:
        speaker = (
            u.speaker
            if u.speaker in corpus.actors
            else f"{_short(u.speaker)} (not registered)"
            if u.speaker
            else "nobody named"
        )
        by = f"by {speaker}" if u.sure or not u.speaker else f"perhaps by {speaker}: uncertain, who says it?"
        yield f"quotation: {u.kind}, {by}, characters {u.start}-{u.end}"
    for c in part.cues:
        why = c.reason(f"'{_short(c.words)}'")
        yield f"agreement? {c.stage}, for {why}, characters {c.start}-{c.end}"
    if not any((notes, part.dates, part.counted, part.quoted, part.cues)):
        yield f"nothing recognised, characters 0-{len(part.text)}"


def _short(text: str) -> str:
    return clean(" ".join(text.split()))[:60]
