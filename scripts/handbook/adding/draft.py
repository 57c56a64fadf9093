"""Turn an annotated article into drafts: a source with a place for each statement, new names, open questions.

Pure: nothing is written here.  Of a restricted source no sentence is kept, only names, dates and
numbers, and where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handbook.adding.agreements import placed, proposed
from handbook.adding.body_kinds import companies, political
from handbook.adding.bylines import agency_span
from handbook.adding.capitals import acting_capitals
from handbook.adding.capitals import notes as on_capitals
from handbook.adding.draft_digest import Notes, digest, paragraphs_of
from handbook.adding.names import key, of_publication, slug
from handbook.adding.new_names import NameFacts, new_names
from handbook.adding.occurrences import events_in
from handbook.adding.original import Article
from handbook.adding.proposals import NearClaim
from handbook.adding.short_names import questions, short_names
from handbook.adding.telling import notes as doubts
from handbook.adding.wording import in_words
from handbook.corpus import Corpus
from handbook.counted import counted
from handbook.extraction.article import Annotated
from handbook.extraction.nominative import NameInContext, nominatives
from handbook.extraction.spans import Named
from handbook.kinds import ActorKind
from handbook.model import Actor, Entry, Header, Ruling, Term
from handbook.reading import formats
from handbook.reading.places import FOLDERS

#: The most new names of one article for which entries are proposed.
MOST_NAMES = 300


@dataclass(frozen=True)
class Draft:
    """What an article would add: texts by file name under the seeds, lines of rulings, and originals by file name."""

    source: str
    files: Mapping[str, str] = field(default_factory=dict)
    #: The new entries, by the names of their files.
    entries: Mapping[str, Entry] = field(default_factory=dict)
    rulings: tuple[str, ...] = ()
    originals: Mapping[str, bytes] = field(default_factory=dict)
    summary: tuple[str, ...] = ()
    #: The claims that each paragraph may support or contradict, by its number.
    near: Mapping[int, tuple[NearClaim, ...]] = field(default_factory=dict)


@dataclass
class NewEntries:
    """The proposals beside the digest: records, questions, and the actors and terms that each spelling in the article names."""

    records: list[Entry] = field(default_factory=list)
    rulings: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)


def draft(
    corpus: Corpus,
    article: Article,
    annotated: Sequence[Annotated],
    header: Header,
    raw: bytes,
    suffix: str,
    names: bool = True,
    near: Mapping[int, tuple[NearClaim, ...]] | None = None,
) -> Draft:
    """The files and rulings for one article; none of them exists yet.

    Without ``names`` no entries are proposed; ``near`` has the claims that paragraphs may support, by number.
    """
    source, new_entries = header.id, NewEntries()
    paragraphs, notes = paragraphs_of(corpus, article, annotated, header, near or {})
    restated = [part for part in annotated if part.number not in article.silent]
    if names:
        _name(new_entries, corpus, annotated, restated, header)
        _propose(new_entries, corpus, restated, header, notes)
    text, note = digest(header, paragraphs, notes)
    records = [in_words(new_entry, corpus.words) for new_entry in new_entries.records]
    entries = {f"registry/{FOLDERS[type(record)]}/{record.id}.yml": record for record in records}
    files = {name: formats.yaml_text(record) for name, record in entries.items()} | {f"articles/{source}.md": text}
    summary = [*new_entries.summary, *map(summary_of, records), *([note] if note else [])]
    originals = {f"originals/{source}.txt": article.text.encode("utf-8")}
    if suffix in (".html", ".htm", ".xhtml", ".md", ".pdf", ".docx"):
        originals[f"originals/{source}{suffix}"] = raw
    return Draft(source, files, entries, tuple(new_entries.rulings), originals, tuple(summary), near or {})


def summary_of(entry: Entry) -> str:
    """What the summary of a draft says of a new entry."""
    return f"new {entry.kind}: {entry.name} ({entry.found.confidence if entry.found else 0:.0%})"


def _name(
    drafted: NewEntries,
    corpus: Corpus,
    annotated: Sequence[Annotated],
    restated: Iterable[Annotated],
    header: Header,
) -> None:
    """Propose entries for names that the registry does not have, or ask which entry they mean."""
    unregistered = list(_unregistered(annotated))
    alone = nominatives(unregistered, header.language)
    mentions: dict[str, list[tuple[Named, int]]] = {}
    authors = {key(author) for author in header.authors}
    for part in restated:
        # Who reports is no actor: authors, the publication, the agency in brackets.
        spans = (*of_publication(part.text, header.publication), agency_span(part.text, header.language))
        for named in part.named:
            if any(begins <= named.start < ends for begins, ends in spans) or key(named.surface) in authors:
                continue
            if not named.entry and named.form == "name" and named.confidence >= 0.6:
                mentions.setdefault(key(alone.get(named.surface, named.surface)), []).append((named, part.number))
    if len(mentions) > MOST_NAMES:
        drafted.summary.append(
            f"note: {len(mentions):,} new names; entries are proposed for the {MOST_NAMES} that it names most often"
        )
        often = frozenset(sorted(mentions, key=lambda name: -len(mentions[name]))[:MOST_NAMES])
        mentions = {name: mentions[name] for name in mentions if name in often}
    short = short_names(restated, alone)
    short_form_questions = questions(corpus, short, mentions, header)
    # A body and what it is called for short are one entry.
    of = {key(text): name for name, texts in short.of_new.items() for text in texts if name in mentions}
    long_names = {name: rows for name, rows in mentions.items() if name not in of and name not in short.of_registered}
    firms, political_parties = companies(unregistered, header.language), political(unregistered, header.language)
    firms |= {slug(firm) for firm in firms}
    facts = NameFacts(alone, firms, political_parties, short.of_new)
    for name, new_entry in (
        *short_form_questions,
        *new_names(corpus, long_names, header, facts),
    ):
        # An article names an actor or place in any of the forms of its name.
        spellings = {name, *(key(named.surface) for named, _number in mentions[name])}
        spellings |= {text for text, full in of.items() if full == name}
        if isinstance(new_entry, Ruling):
            _ask(drafted, corpus, new_entry, spellings)
            continue
        if new_entry not in drafted.records:
            drafted.records.append(new_entry)
        if isinstance(new_entry, Actor):
            drafted.actors |= dict.fromkeys(spellings, new_entry)
        elif isinstance(new_entry, Term):
            drafted.terms |= dict.fromkeys(spellings, new_entry)


def _ask(drafted: NewEntries, corpus: Corpus, question: Ruling, spellings: Iterable[str]) -> None:
    """Ask about a name, and take it for the entry asked about where nothing else is likely."""
    drafted.rulings.append(formats.ruling_line(question))
    drafted.summary.append(f"question: is '{question.text}' {' or '.join(question.entries)}?")
    # The name most probably is the person asked about, or the body with the same letters; no other question (an office's state, a party) is answered by this.
    likely_actor = corpus.actors.get(question.entries[0]) if len(question.entries) == 1 else None
    if likely_actor and (likely_actor.kind == ActorKind.PERSON or slug(likely_actor.name) == slug(question.text)):
        drafted.actors |= dict.fromkeys(spellings, likely_actor)


def _propose(drafted: NewEntries, corpus: Corpus, restated: Sequence[Annotated], header: Header, notes: Notes) -> None:
    """Propose agreements and events, and note doubts beside the paragraphs."""
    source = header.id
    taken_ids = {*corpus.entries, *corpus.broken, *corpus.sources, source, *(r.id for r in drafted.records)}
    agreements, unsure = proposed(corpus, restated, drafted.actors, header, taken_ids)
    taken_ids |= {record.id for record in agreements}
    events = events_in(corpus, restated, drafted.actors, drafted.terms, header, taken_ids)
    drafted.records += [placed(agreement, events) for agreement in agreements]
    drafted.records += events
    for number, lines in doubts(unsure).items():
        notes[f"{number}a"] += lines
    if unsure:
        drafted.summary.append(
            f"uncertain: {counted(len(unsure), 'sentence')} may tell of an agreement: see 'uncertain' in the digest"
        )
    capitals = acting_capitals(corpus, restated, header.language)
    for number, lines in on_capitals(capitals, source).items():
        notes[f"{number}a"] += lines
    drafted.summary += [
        f"question: does '{capital.surface}' stand for {capital.state} in paragraph {', '.join(map(str, capital.paragraphs))}?"
        for capital in capitals
    ]


#: How many characters before a name show its grammatical case, and how many after it show its kind.
_BEFORE = 160


def _unregistered(annotated: Iterable[Annotated]) -> Iterator[NameInContext]:
    """The names of an article that the registry does not have, each with its surroundings."""
    for part in annotated:
        for named in part.named:
            if not named.entry and named.form == "name":
                before, behind = (
                    part.text[max(0, named.start - _BEFORE) : named.start],
                    part.text[named.end : named.end + _BEFORE],
                )
                yield NameInContext(named.surface, named.ner, before, behind)
