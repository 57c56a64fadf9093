"""From an annotated article to drafts: a source with a place for each statement, new names, open questions.

Pure: nothing is written here.  Of a restricted source no sentence is kept, only
names, dates, numbers and where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handbook.adding.agreements import proposed
from handbook.adding.body_kinds import companies
from handbook.adding.capitals import notes as on_capitals
from handbook.adding.capitals import standing
from handbook.adding.filling import pending, where_named
from handbook.adding.names import key, new_names
from handbook.adding.occurrences import happened
from handbook.adding.original import Article
from handbook.adding.proposals import Proposed
from handbook.adding.proposals import notes as claims_near
from handbook.adding.telling import SENTENCES, letters
from handbook.adding.telling import notes as doubts
from handbook.adding.wording import in_words
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.nominative import Seen, nominatives
from handbook.extraction.spans import Named, sentences
from handbook.folding import WORD, fold
from handbook.kinds import ActorKind, Review, Rights, Role, StatementKind
from handbook.model import (
    RESERVED_IDS,
    Actor,
    Agreement,
    Event,
    Header,
    Original,
    Paragraph,
    Ruling,
    Source,
    Statement,
    Term,
)
from handbook.partial_date import PartialDate
from handbook.plain_text import clean
from handbook.reading import articles, formats
from handbook.reading.places import FOLDERS

#: New names of one article that entries are proposed for.
MOST_NAMES = 300


@dataclass(frozen=True)
class Draft:
    """What an article would add: file name under seeds to text, ruling lines, and the names of originals."""

    source: str
    files: Mapping[str, str] = field(default_factory=dict)
    rulings: tuple[str, ...] = ()
    originals: Mapping[str, bytes] = field(default_factory=dict)
    summary: tuple[str, ...] = ()
    #: The claims that each paragraph may support or contradict, by its number.
    near: Mapping[int, tuple[Proposed, ...]] = field(default_factory=dict)


def source_id(article: Article, publication: str, year: str, taken: Iterable[str]) -> str:
    """An id from the publication's name (or the title) and the year, with a number if it is taken."""
    words = [fold(w) for w in WORD.findall(publication or article.title)]
    stem = (
        "-".join(re.sub(r"[^a-z0-9]", "", w) for w in words if re.sub(r"[^a-z0-9]", "", w))[:40].strip("-") or "article"
    )
    base = f"{stem}-{year}" if year else stem
    used, number, name = set(taken), 2, base
    while name in used or name in RESERVED_IDS:
        name, number = f"{base}-{number}", number + 1
    return name


def draft(
    corpus: Corpus,
    article: Article,
    annotated: Sequence[Annotated],
    header: Header,
    raw: bytes,
    suffix: str,
    names: bool = True,
    near: Mapping[int, tuple[Proposed, ...]] | None = None,
) -> Draft:
    """The files and rulings for one article; none of them exists yet.

    Without ``names`` no entries are proposed; ``near`` are the claims that paragraphs may support, by number.
    """
    source = header.id
    notes: dict[str, list[str]] = {}
    paragraphs: list[Paragraph] = []
    new: dict[str, list[tuple[Named, int]]] = {}
    unregistered = list(_unregistered(annotated))
    alone = nominatives(unregistered, header.language)
    firms = companies(unregistered, header.language)
    named_where = where_named(annotated)
    for part in annotated:
        if part.number in article.silent:
            paragraphs.append(Paragraph(number=part.number, silent=article.silent[part.number]))
            continue
        statements = (
            _open(source, part, corpus)
            if header.rights is Rights.OPEN
            else [pending(header, part, corpus, named_where)]
        )
        paragraphs.append(Paragraph(number=part.number, statements=tuple(statements)))
        notes[statements[0].label] = [*_notes(part, corpus), *claims_near(near or {}, part.number)]
        for named in part.named:
            if (
                not named.entry
                and named.form == "name"
                and named.confidence >= 0.6
                and part.number not in article.silent
            ):
                new.setdefault(key(alone.get(named.surface, named.surface)), []).append((named, part.number))
    files = {}
    rulings: list[str] = []
    summary: list[str] = []
    if len(new) > MOST_NAMES:
        summary.append(
            f"note: {len(new):,} new names; entries are proposed for the {MOST_NAMES} that it names most often"
        )
        often = sorted(new, key=lambda name: -len(new[name]))[:MOST_NAMES]
        new = {name: new[name] for name in new if name in frozenset(often)}
    records: list[Actor | Agreement | Event | Term] = []
    actors: dict[str, Actor] = {}
    terms: dict[str, Term] = {}
    for name, new_entry in new_names(corpus, new if names else {}, header, alone, firms):
        # An article names an actor or place in any of the forms of its name.
        spellings = {name, *(key(named.surface) for named, _number in new[name])}
        if isinstance(new_entry, Ruling):
            rulings.append(formats.ruling_line(new_entry))
            summary.append(f"question: is '{new_entry.text}' {' or '.join(new_entry.entries)}?")
            # Whoever it is asked of is most probably that person; only the state of an office is taken from it.
            asked = corpus.actors.get(new_entry.entries[0]) if len(new_entry.entries) == 1 else None
            if asked and asked.kind == ActorKind.PERSON:
                actors |= dict.fromkeys(spellings, asked)
            continue
        if new_entry not in records:
            records.append(new_entry)
        if isinstance(new_entry, Actor):
            actors |= dict.fromkeys(spellings, new_entry)
        elif isinstance(new_entry, Term):
            terms |= dict.fromkeys(spellings, new_entry)
    restated = [part for part in annotated if part.number not in article.silent]
    if names:
        taken = {*corpus.entries, *corpus.broken, *corpus.sources, source, *(r.id for r in records)}
        agreements, unsure = proposed(corpus, restated, actors, header, taken)
        records += agreements
        records += happened(corpus, restated, actors, terms, header, taken | {r.id for r in records})
        for number, lines in doubts(unsure).items():
            notes[f"{number}a"] += lines
        if unsure:
            summary.append(
                f"uncertain: {len(unsure)} sentences may tell of an agreement: see 'uncertain' in the digest"
            )
        stands = standing(corpus, restated, header.language)
        for number, lines in on_capitals(stands, source).items():
            notes[f"{number}a"] += lines
        summary += [
            f"question: does '{one.surface}' stand for {one.state} in paragraph {', '.join(map(str, one.paragraphs))}?"
            for one in stands
        ]
    for record in (in_words(new_entry, corpus.words) for new_entry in records):
        files[f"registry/{FOLDERS[type(record)]}/{record.id}.yml"] = formats.yaml_text(record)
        summary.append(f"new {record.kind}: {record.name} ({record.found.confidence if record.found else 0:.0%})")
    original = f"{source}.txt"
    files[f"articles/{source}.md"], note = _fitting(header, paragraphs, notes)
    summary += [note] if note else []
    originals = {f"originals/{original}": article.text.encode("utf-8")}
    if suffix in (".html", ".htm", ".xhtml", ".md", ".pdf", ".docx"):
        originals[f"originals/{source}{suffix}"] = raw
    return Draft(source, files, tuple(rulings), originals, tuple(summary), near or {})


#: Characters before a name by which its case is told, and behind it by which its kind is.
_BEFORE = 160


def _unregistered(annotated: Iterable[Annotated]) -> Iterator[Seen]:
    """The names of an article that the registry does not have, each where it stands."""
    for part in annotated:
        for named in part.named:
            if not named.entry and named.form == "name":
                before, behind = (
                    part.text[max(0, named.start - _BEFORE) : named.start],
                    part.text[named.end : named.end + _BEFORE],
                )
                yield Seen(named.surface, named.ner, before, behind)


def _fitting(header: Header, paragraphs: Sequence[Paragraph], notes: dict[str, list[str]]) -> tuple[str, str]:
    """A digest that is not too long to be read again, and what had to be left out of it: notes, then sentences."""
    text = formats.digest_text(Source(header=header, paragraphs=tuple(paragraphs)), notes)
    if len(text) <= articles.MAX_BYTES:
        return text, ""
    size, fitting, first = 0, [], 0
    for paragraph in paragraphs:
        size += sum(len(s.text) + 100 for s in paragraph.statements)
        if size > articles.MAX_BYTES // 2 and paragraph.statements:
            first = first or paragraph.number
            paragraph = Paragraph(number=paragraph.number, statements=(_pending(header.id, paragraph.number),))
        fitting.append(paragraph)
    text = formats.digest_text(Source(header=header, paragraphs=tuple(fitting)), {})
    copied = f", and the sentences from paragraph {first} on are left to be written" if first and header.licence else ""
    return (
        text,
        f"note: the digest is too long for the notes of what stands in each paragraph, which are left out{copied}",
    )


def header_of(
    article: Article,
    source: str,
    publication: str,
    published: PartialDate,
    consulted: PartialDate,
    rights: Rights,
    licence: str,
    url: str,
    extent: str = "whole",
    origin: str = "",
    short: str = "",
    country: str = "",
    basis: str = "",
) -> Header:
    """The front matter of a draft; ``basis`` says what its date was inferred from."""
    year = next((str(y) for y in published.years), "") if published.earliest else ""
    unsure = published.shape != "point" or (published.start is not None and bool(published.start.qualifier))
    basis = basis or ("not given by the page" if unsure else "")
    return Header(
        id=source, title=clean(article.title), short=clean(short) or f"{publication[:60]} {year}".strip(), authors=tuple(clean(a) for a in article.authors),
        publication=publication, published=published, published_basis=basis, language=article.language,
        url=url or None, origin=clean(origin), country=country.upper(), role=Role.CORROBORATING, rights=rights, licence=licence, original=Original(name=f"{source}.txt", sha256=article.sha256),
        extent=extent, consulted=consulted, review=Review.DRAFT,
    )  # fmt: skip


def _pending(source: str, number: int) -> Statement:
    return Statement(source=source, label=f"{number}a", paragraph=number, text="", kind=StatementKind.PENDING)


def _open(source: str, part: Annotated, corpus: Corpus) -> list[Statement]:
    """The sentences of a source that may be copied, each a statement; a quotation belongs to its speaker, if that is an entry."""
    statements = []
    for index, (start, end) in enumerate(sentences(part.text)[:SENTENCES]):
        text = " ".join(part.text[start:end].split())
        spoken = [q for q in part.quoted if start <= q.start < end]
        quoted = bool(spoken) or bool(re.search(r"[\"“”«»]", text))
        speaker = next((q.speaker for q in spoken if q.sure and q.speaker in corpus.actors), "")
        dated = [d for d in part.dates if start <= d.start < end and d.kind == "DATE" and d.value]
        kind = StatementKind.ATTRIBUTED if quoted else StatementKind.REPORTED
        one = dated[0] if len(dated) == 1 else None
        statements.append(
            Statement(
                source=source, label=f"{part.number}{letters(index)}", paragraph=part.number, text=text, kind=kind, speaker=(speaker or "article") if quoted else "",
                when=PartialDate.parse(one.value) if one else None, resolved_from=one.surface if one and one.relative else "",
                quotation="direct" if spoken and spoken[0].kind.startswith("direct") else "",
            )
        )  # fmt: skip
    return statements or [_pending(source, part.number)]


def _notes(part: Annotated, corpus: Corpus) -> Iterable[str]:
    """What stands in a paragraph, a line a thing: nothing longer than a name, a date or a number."""
    notes: dict[str, None] = {}
    for n in part.named:
        # Western, African: what is said of peoples becomes no entry.
        if n.ner == "NORP" and not n.entry:
            continue
        what = n.entry or f"new {n.ner}, {n.confidence:.0%}: {n.evidence}"
        notes.setdefault(f"{_short(n.surface)} = {what}")
    if notes:
        yield "names: " + "; ".join(notes)
    for d in part.dates:
        yield f"{d.kind.lower()}: {d.value or 'not resolved'}, characters {d.start}-{d.end}" + (
            f' (from "{_short(d.surface)}")' if d.relative or not d.value else ""
        )
    for q in part.counted:
        if q.kind != "ordinal":
            yield f"quantity: {q.approx + ' ' if q.approx else ''}{q.value:,f} {q.unit} of {_short(q.of) or '?'}, characters {q.start}-{q.end}"
    for u in part.quoted:
        who = (
            u.speaker
            if u.speaker in corpus.actors
            else f"{_short(u.speaker)} (not registered)"
            if u.speaker
            else "nobody named"
        )
        by = f"by {who}" if u.sure or not u.speaker else f"perhaps by {who}: uncertain, who says it?"
        yield f"quotation: {u.kind}, {by}, characters {u.start}-{u.end}"
    for c in part.cues:
        why = c.reason(f"'{_short(c.words)}'")
        yield f"agreement? {c.stage}, for {why}, characters {c.start}-{c.end}"
    if not any((notes, part.dates, part.counted, part.quoted, part.cues)):
        yield f"nothing recognised, characters 0-{len(part.text)}"


def _short(text: str) -> str:
    return clean(" ".join(text.split()))[:60]
