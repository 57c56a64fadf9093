"""From an annotated article to drafts: a source with a place for each statement, new names, open questions.

Pure: nothing is written here.  Of a restricted source no sentence is kept, only
names, dates, numbers and where they stand.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handbook.adding.original import Article
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.places import iso_code
from handbook.extraction.spans import Named, sentences
from handbook.folding import WORD, fold
from handbook.kinds import ActorKind, Review, Rights, Role, RulingKind, StatementKind, TermKind
from handbook.model import Actor, Citation, Entry, Found, Header, Original, Paragraph, Ruling, Source, Statement, Term
from handbook.pages.myst import clean
from handbook.partial_date import PartialDate
from handbook.reading import formats

ALIKE = 0.86
#: How the description of a proposed entry ends until a person writes one.
NOT_DESCRIBED = "not yet described."
#: Words in an organisation's name that tell its kind, the first kind that has one wins.
_HEADS = {
    ActorKind.GOVERNMENT: "ministry ministère government parliament assembly secretariat department office agency authority presidency court",
    ActorKind.RESEARCH: "university université institute institut academy college school",
    ActorKind.MEDIA: "times news press post tribune herald guardian gazette journal radio television tv agency daily",
    ActorKind.MILITARY: "army forces force armée navy guard battalion brigade regiment corps",
    ActorKind.COMPANY: "company companies bank corporation group ltd inc plc airlines airways energy oil mining société compagnie banque",
    ActorKind.INTERGOVERNMENTAL: "union nations organisation organization community alliance league confederation commission bloc states",
    ActorKind.ARMED_GROUP: "front movement mouvement jama katiba coalition",
}


@dataclass(frozen=True)
class Draft:
    """What an article would add: file name under seeds to text, ruling lines, and the names of originals."""

    source: str
    files: Mapping[str, str] = field(default_factory=dict)
    rulings: tuple[str, ...] = ()
    originals: Mapping[str, bytes] = field(default_factory=dict)
    summary: tuple[str, ...] = ()


def source_id(article: Article, publication: str, year: str, taken: Iterable[str]) -> str:
    """An id from the publication's name (or the title) and the year, with a number if it is taken."""
    words = [fold(w) for w in WORD.findall(publication or article.title)]
    stem = (
        "-".join(re.sub(r"[^a-z0-9]", "", w) for w in words if re.sub(r"[^a-z0-9]", "", w))[:40].strip("-") or "article"
    )
    base = f"{stem}-{year}" if year else stem
    used, number, name = set(taken), 2, base
    while name in used:
        name, number = f"{base}-{number}", number + 1
    return name


def slug(name: str) -> str:
    """An id from a name: folded words with hyphens; a name in another script gives its letters' numbers."""
    words = [re.sub(r"[^a-z0-9]", "", fold(w)) for w in WORD.findall(name)]
    made = "-".join(w for w in words if w)[:60].strip("-")
    return made or "name-" + "-".join(f"{ord(c):x}" for c in name if c.isalnum())[:50].strip("-")


def draft(
    corpus: Corpus,
    article: Article,
    annotated: Sequence[Annotated],
    header: Header,
    raw: bytes,
    suffix: str,
    names: bool = True,
) -> Draft:
    """The files and rulings for one article; none of them exists yet.  Without ``names`` no entries are proposed."""
    source = header.id
    notes: dict[str, list[str]] = {}
    paragraphs: list[Paragraph] = []
    new: dict[str, list[tuple[Named, int]]] = {}
    for part in annotated:
        if part.number in article.silent:
            paragraphs.append(Paragraph(number=part.number, silent=article.silent[part.number]))
            continue
        statements = _open(source, part, corpus) if header.rights is Rights.OPEN else [_pending(source, part.number)]
        paragraphs.append(Paragraph(number=part.number, statements=tuple(statements)))
        notes[statements[0].label] = list(_notes(part, corpus))
        for named in part.named:
            if (
                not named.entry
                and named.form == "name"
                and named.confidence >= 0.6
                and part.number not in article.silent
            ):
                new.setdefault(" ".join(fold(w) for w in WORD.findall(named.surface)), []).append((named, part.number))
    files = {}
    rulings: list[str] = []
    summary: list[str] = []
    for record, ruling in _new(corpus, new if names else {}, header):
        if ruling is not None:
            rulings.append(formats.ruling_line(ruling))
            summary.append(f"question: is '{ruling.text}' {' or '.join(ruling.entries)}?")
        elif record is not None:
            folder = "actors" if isinstance(record, Actor) else "terms"
            files[f"registry/{folder}/{record.id}.yml"] = formats.yaml_text(record)
            summary.append(
                f"new {record.kind.value}: {record.name} ({record.found.confidence if record.found else 0:.0%})"
            )
    original = f"{source}.txt"
    files[f"articles/{source}.md"] = formats.digest_text(Source(header=header, paragraphs=tuple(paragraphs)), notes)
    originals = {f"originals/{original}": article.text.encode("utf-8")}
    if suffix in (".html", ".htm", ".xhtml", ".md"):
        originals[f"originals/{source}{suffix}"] = raw
    return Draft(source, files, tuple(rulings), originals, tuple(summary))


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
    wire: str = "",
    short: str = "",
    country: str = "",
) -> Header:
    """The front matter of a draft; what the page does not say is marked as such."""
    year = next((str(y) for y in published.years), "")
    unsure = published.shape != "point" or (published.start is not None and bool(published.start.qualifier))
    return Header(
        id=source, title=clean(article.title), short=clean(short) or f"{publication[:60]} {year}".strip(), authors=tuple(clean(a) for a in article.authors),
        publication=publication, published=published, published_basis="not given by the page" if unsure else "", language=article.language,
        url=url or None, wire=clean(wire), country=country.upper(), role=Role.CORROBORATING, rights=rights, licence=licence, original=Original(name=f"{source}.txt", sha256=article.sha256),
        extent=extent, consulted=consulted, review=Review.DRAFT,
    )  # fmt: skip


def _pending(source: str, number: int) -> Statement:
    return Statement(source=source, label=f"{number}a", paragraph=number, text="", kind=StatementKind.PENDING)


def _open(source: str, part: Annotated, corpus: Corpus) -> list[Statement]:
    """The sentences of a source that may be copied, each a statement; a quotation belongs to its speaker, if that is an entry."""
    made = []
    for index, (start, end) in enumerate(sentences(part.text)[:700]):
        text = " ".join(part.text[start:end].split())
        letter = chr(97 + index) if index < 26 else chr(96 + index // 26) + chr(97 + index % 26)
        spoken = [q for q in part.quoted if start <= q.start < end]
        quoted = bool(spoken) or bool(re.search(r"[\"“”«»]", text))
        speaker = next((q.speaker for q in spoken if q.speaker in corpus.actors), "")
        dated = [d for d in part.dates if start <= d.start < end and d.kind == "DATE" and d.value]
        kind = StatementKind.ATTRIBUTED if quoted else StatementKind.REPORTED
        one = dated[0] if len(dated) == 1 else None
        made.append(
            Statement(
                source=source, label=f"{part.number}{letter}", paragraph=part.number, text=text, kind=kind, speaker=(speaker or "article") if quoted else "",
                when=PartialDate.parse(one.value) if one else None, resolved_from=one.surface if one and one.relative else "",
                quotation="direct" if spoken and spoken[0].kind.startswith("direct") else "",
            )
        )  # fmt: skip
    return made or [_pending(source, part.number)]


def _notes(part: Annotated, corpus: Corpus) -> Iterable[str]:
    """What stands in a paragraph, a line a thing: nothing longer than a name, a date or a number."""
    seen: dict[str, None] = {}
    for n in part.named:
        # Western, African: what is said of peoples becomes no entry.
        if n.ner == "NORP" and not n.entry:
            continue
        what = n.entry or f"new {n.ner}, {n.confidence:.0%}: {n.evidence}"
        seen.setdefault(f"{_short(n.surface)} = {what}")
    if seen:
        yield "names: " + "; ".join(seen)
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
        yield f"quotation: {u.kind}, by {who}, characters {u.start}-{u.end}"
    for c in part.cues:
        yield f"agreement? {c.stage}, for the word '{_short(c.words)}', characters {c.start}-{c.end}"
    if not any((seen, part.dates, part.counted, part.quoted, part.cues)):
        yield f"nothing recognised, characters 0-{len(part.text)}"


def _short(text: str) -> str:
    return clean(" ".join(text.split()))[:60]


def _new(
    corpus: Corpus, found: Mapping[str, list[tuple[Named, int]]], header: Header
) -> Iterable[tuple[Actor | Term | None, Ruling | None]]:
    """Draft records for names that are new; a question for a name that is like a registered one."""
    decided = {
        (" ".join(fold(w) for w in WORD.findall(r.text)))
        for r in corpus.rulings
        if r.kind in (RulingKind.REJECTED, RulingKind.SAME, RulingKind.QUESTION)
    }
    taken = {*corpus.entries, *corpus.broken, *corpus.sources, header.id}
    known = _known(corpus)
    full = {key for key, rows in found.items() if rows[0][0].ner == "PER" and " " in key}
    registered = {other for other, _ in known}
    for key, rows in found.items():
        named, number = max(rows, key=lambda row: row[0].confidence)
        # A registered name that was not linked where it stands is ambiguous there, not new.
        if (
            key in decided
            or key in registered
            or (named.ner == "PER" and " " not in key and any(f.endswith(" " + key) for f in full))
        ):
            continue
        name = clean(named.surface)[:300]
        cite = (Citation(header.id, number, f"{number}a"),)
        like = _like(key, named, known)
        if like:
            yield None, Ruling(
                kind=RulingKind.QUESTION, text=name, entries=tuple(like), source=header.id, paragraphs=tuple(sorted({n for _, n in rows})),
                date=header.consulted, reason=f"Spelt like a registered name; {named.evidence}.",
            )  # fmt: skip
            continue
        identity, suffix = slug(name), 2
        while identity in taken:
            identity, suffix = f"{slug(name)[:70]}-{suffix}", suffix + 1
        taken.add(identity)
        yield _record(identity, name, named, header, cite), None


def _record(identity: str, name: str, named: Named, header: Header, cite: tuple[Citation, ...]) -> Actor | Term:
    proposed = Found(evidence=f"{named.evidence}, in {header.short}", confidence=round(named.confidence, 2))
    gloss = f"Named in {header.short}; {NOT_DESCRIBED}"
    if named.ner == "GPE":
        iso = iso_code(name, header.language)
        if not iso:
            return Term(
                id=identity, kind=TermKind.PLACE, name=name, gloss=gloss, cite=cite, review=Review.DRAFT, found=proposed
            )
        return Actor(
            id=identity,
            kind=ActorKind.STATE,
            name=name,
            gloss=gloss,
            cite=cite,
            iso=iso,
            review=Review.DRAFT,
            found=proposed,
        )
    kind = ActorKind.PERSON if named.ner == "PER" else _organisation(name)
    return Actor(id=identity, kind=kind, name=name, gloss=gloss, cite=cite, review=Review.DRAFT, found=proposed)


def _organisation(name: str) -> ActorKind:
    words = {fold(w) for w in WORD.findall(name)}
    return next((kind for kind, heads in _HEADS.items() if words & set(heads.split())), ActorKind.NGO)


def _known(corpus: Corpus) -> list[tuple[str, Entry]]:
    return [
        (" ".join(fold(w) for w in WORD.findall(text)), entry)
        for entry in corpus.entries.values()
        for text in (
            entry.name,
            *(n.text for n in entry.names if n.kind not in ("demonym", "description", "abbreviation")),
        )
    ]


def _like(key: str, named: Named, known: Iterable[tuple[str, Entry]]) -> list[str]:
    """Registered entries whose name is spelt much like this one; names of states are never taken for each other."""
    words = sorted(key.split())
    found: dict[str, float] = {}
    for other, entry in known:
        state = isinstance(entry, Actor) and entry.kind is ActorKind.STATE
        person = isinstance(entry, Actor) and entry.kind is ActorKind.PERSON
        if state or other == key or (named.ner == "PER") != person:
            continue
        parts = sorted(other.split())
        if abs(len(" ".join(parts)) - len(" ".join(words))) > 8:
            continue
        ratio = difflib.SequenceMatcher(None, " ".join(words), " ".join(parts)).ratio()
        pairs = list(zip(words, parts, strict=False))
        # Other transcriptions: every word begins alike and is spelt much alike.
        spelt = len(words) == len(parts) > 1 and all(
            a[0] == b[0] and difflib.SequenceMatcher(None, a, b).ratio() >= 0.7 for a, b in pairs
        )
        initial = person and len(words) > 1 and key.split()[-1] == other.split()[-1] and key[0] == other[0]
        if ratio >= ALIKE or initial or spelt:
            found[entry.id] = max(found.get(entry.id, 0), ratio)
    return sorted(found, key=lambda e: -found[e])[:3]
