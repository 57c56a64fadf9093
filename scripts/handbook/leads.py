"""Leads: connected prose about an entry, in which each sentence names the claims that support it.

A sentence ends with its claims in brackets: ``[signed, other-entry#label]``.  It may say only what
these claims say: its names, numbers and dates must occur in a field of a claim or in a statement cited by one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from handbook.claims import AmountClaim, Claim, StageClaim, in_language
from handbook.corpus import Corpus
from handbook.fields import citations_of, pointers
from handbook.folding import fold
from handbook.i18n import month_names, territory
from handbook.model import Actor, Citation, Entry, Event, Paged, Term, claims_of
from handbook.partial_date import PartialDate

#: The labels of a sentence's claims, in brackets after it.
BASIS = re.compile(r"\s*\[([a-z0-9#,\s-]+)\]")
#: The end of a sentence, as distinct from an abbreviation such as St. or U.S.
_END = re.compile(r"(?:(?<=[a-zà-ÿ]{3})|(?<=\d{2}))[.!?]\s+(?=[^\W\d_a-zà-ÿ])")
_NUMBER = re.compile(r"\d{1,3}(?:[.,\s\u00a0\u202f]\d{3})+(?!\d)|\d+")
_NAME = re.compile(r"[^\W\d_][\w’'-]*")


class Sentence(NamedTuple):
    """A sentence of a lead: its text, and the labels of its claims as written."""

    text: str
    labels: tuple[str, ...]


def sentences(lead: str) -> list[Sentence]:
    """The sentences of a lead; a sentence that names no claims has no labels."""
    parts: list[Sentence] = []
    end = 0
    for match in BASIS.finditer(lead):
        sentence = lead[end : match.start()].lstrip(" .;,:!?\n")
        *bare, last = _END.split(sentence)
        parts += [Sentence(words, ()) for words in bare]
        parts.append(Sentence(last, tuple(label.strip() for label in match[1].split(",") if label.strip())))
        end = match.end()
    remainder = lead[end:].strip(" .;,:!?\n")
    return [*parts, *([Sentence(remainder, ())] if remainder else [])]


def first_sentence(lead: str) -> str:
    """The first sentence of a lead, without the labels of its claims."""
    plain = BASIS.sub("", lead).strip()
    end = _END.search(plain)
    return plain[: end.start() + 1] if end else plain


def read_plainly(entry: Paged, language: str) -> str:
    """The lead of an entry without labels, in ``language`` or else in the first that it has; empty without a lead."""
    wording = in_language(entry.lead, language)
    return BASIS.sub("", wording.text) if wording else ""


def labels_of(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The labels of claims that an entry names, in its leads and in ``supersedes``, each with its path."""
    if isinstance(entry, Term):
        return
    for wording in entry.lead:
        yield from ((("lead", wording.lang), label) for s in sentences(wording.text) for label in s.labels)
    yield from ((("claims", c.label, "supersedes"), c.supersedes) for c in entry.claims if c.supersedes)


def claim_of(corpus: Corpus, entry: Entry | None, label: str) -> tuple[Entry, Claim] | None:
    """The claim that a label in the lead of ``entry`` names, with the claim's entry; None if there is none.

    ``entry`` is None for a dossier's lead, in which every label names its entry.
    """
    other_entry, _, own_label = label.rpartition("#")
    owner = corpus.entries.get(other_entry) if other_entry else entry
    claim = next((c for c in claims_of(owner) if c.label == own_label), None) if owner else None
    return (owner, claim) if owner and claim else None


def rests_on(corpus: Corpus, entry: Paged) -> list[Citation]:
    """Every statement that supports an entry, each once: those that it cites, and those for other entries' claims that its leads name."""
    named = (claim_of(corpus, entry, label) for _path, label in labels_of(entry))
    other_cites = (
        cite for named_claim in named if named_claim and named_claim[0].id != entry.id for cite in named_claim[1].cite
    )
    return list(dict.fromkeys([*citations_of(entry), *other_cites]))


def unsupported(
    corpus: Corpus,
    entry: Entry | None,
    sentence: Sentence,
    language: str,
    ordinary_words: Container[str] = frozenset(),
    names: Container[str] = frozenset(),
) -> list[str]:
    """The numbers and names in a sentence that occur neither in its claims nor in the statements that these cite.

    Names are also compared by sound, since each language has its own spelling of foreign names (Gorky, Gorki).
    ``ordinary_words`` are words that do not count as names, ``names`` the first words of the names of entries, both folded.
    """
    claims = [named_claim for label in sentence.labels if (named_claim := claim_of(corpus, entry, label))]
    texts = [_words_in(text) for text in set(_pool(corpus, entry, claims, language))]
    numbers = frozenset[str]().union(*(text.numbers for text in texts))
    known_words = frozenset[str]().union(*(text.words for text in texts))
    starts = frozenset[str]().union(*(text.starts for text in texts))
    missing = [n.strip() for n in _NUMBER.findall(sentence.text) if _digits(n) not in numbers]
    # Statements are in the content's language, whatever the language of the lead.
    months = _months(language, corpus.handbook.content)
    for match in _NAME.finditer(sentence.text):
        word = match[0]
        if month := months.get(fold(word)):
            missing += [] if month & known_words else [word]
            continue
        # The first word of a sentence always has a capital: it counts as a name only if an entry's name begins with it.
        named = fold(word) in names if match.start() == 0 else word[0].isupper()
        if not named or len(word) < 3:
            continue
        plain = re.findall(r"\w+", fold(re.sub(r"[’']s$", "", word)))
        if not all(
            p in known_words or p in ordinary_words or p[:4] in starts or _sounds_like(p, known_words)
            for p in plain
            if len(p) > 2
        ):
            missing.append(word)
    return list(dict.fromkeys(missing))


class _Words(NamedTuple):
    """The contents of a text: its folded words, their first four letters, and the digits of its numbers."""

    words: frozenset[str]
    starts: frozenset[str]
    numbers: frozenset[str]


@lru_cache(1 << 12)
def _words_in(text: str) -> _Words:
    """The words and numbers of a text; cached, since the sentences of a lead rest on the same few texts."""
    words = frozenset(re.findall(r"\w+", fold(text)))
    return _Words(words, frozenset(word[:4] for word in words), frozenset(map(_digits, _NUMBER.findall(text))))


@cache
def _months(language: str, content: str) -> dict[str, frozenset[str]]:
    """For each month's name in ``language``, its names in that language and in ``content``, that of statements; all folded."""
    pairs = zip(month_names(language), month_names(content), strict=True)
    return {fold(name): frozenset((fold(name), fold(content_name))) for name, content_name in pairs}


def first_names(corpus: Corpus) -> frozenset[str]:
    """The folded first words of the names of entries: at the beginning of a sentence these count as names."""
    return frozenset(word for entry in corpus.entries.values() for word in first_names_of(entry))


def first_names_of(entry: Entry) -> Iterator[str]:
    """The folded first words of one entry's names, if they have a capital and more than two letters."""
    for text in (entry.name, *(name.text for name in entry.names)):
        words = text.split()
        if words and words[0][0].isupper() and len(words[0]) > 2:
            yield fold(words[0])


def stale(entry: Entry, lead: Iterable[Sentence], headline: StageClaim | None) -> str:
    """The label of a claim that a lead should name but does not, because it is newer than the lead; empty if there is none."""
    named = {
        label.rpartition("#")[2]
        for s in lead
        for label in s.labels
        if "#" not in label or label.startswith(f"{entry.id}#")
    }
    by_label = {c.label: c for c in claims_of(entry)}
    stages = {claim.stage for n in named if isinstance(claim := by_label.get(n), StageClaim)}
    if headline is not None and stages and headline.stage not in stages:
        return headline.label
    for claim in by_label.values():
        if claim.supersedes in named and claim.label not in named:
            return claim.label
    return ""


@lru_cache(1 << 16)
def _sound(word: str) -> str:
    """The consonants of a name, after evening out differences between English and French spelling."""
    word_ = re.sub(r"tch|sh", "ch", "saint" if word == "st" else word)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhw]", "", word_.replace("ff", "v"))) or word


def _sounds_like(word: str, words: Iterable[str]) -> bool:
    """Whether a word sounds like a known one; words with fewer than three consonants match too many others and never do."""
    sound = _sound(word)
    return len(sound) > 2 and any(_sound(candidate) == sound for candidate in words)


@lru_cache(1 << 14)
def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).lstrip("0")


def _pool(corpus: Corpus, entry: Entry | None, claims: Iterable[tuple[Entry, Claim]], language: str) -> Iterator[str]:
    """All texts whose words a sentence on these claims may use."""
    if entry is not None:
        yield from _names(entry, language)
    if isinstance(entry, Event) and entry.place and (place := corpus.entries.get(entry.place)):
        yield from _names(place, language)
    for owner, claim in claims:
        yield from _names(owner, language)
        for name in ("date", "as_of"):
            if date := getattr(claim, name, None):
                yield from _date(date.text, language)
        for name in ("value", "unit", "of", "note", "approx", "role", "kind"):
            if value := getattr(claim, name, None):
                yield str(value)
        if isinstance(claim, AmountClaim):
            yield claim.by
        yield from (wording.text for wording in getattr(claim, "says", ()))
        for target, _word in pointers(claim):
            if pointed := corpus.entries.get(target):
                yield from _names(pointed, language)
        for cite in (*claim.cite, *claim.against):
            if statement := corpus.statements.get(cite):
                source = corpus.sources[cite.source].header
                yield statement.text
                yield from (source.publication, *source.authors, corpus.origin(cite))
                yield from _date(source.published.text, language)
                if statement.when:
                    yield from _date(statement.when.text, language)
                if speaker := corpus.actors.get(statement.speaker):
                    yield from _names(speaker, language)


def _names(entry: Entry, language: str) -> Iterator[str]:
    yield entry.name
    yield entry.gloss
    yield from (n.text for n in entry.names)
    if isinstance(entry, Actor) and entry.iso:
        yield territory(entry.iso, language)


@lru_cache(1 << 12)
def _date(date: str, language: str) -> tuple[str, ...]:
    """The days, years and names of months of a date, as texts."""
    parsed = PartialDate.parse(date)
    texts = [str(year) for year in parsed.years if len(parsed.years) < 50]
    for point in filter(None, (parsed.start, parsed.end)):
        for bound in (point.earliest, point.latest):
            texts += [f"{bound.day}; {bound.year}", month_names(language)[bound.month - 1]]
    return tuple(texts)
