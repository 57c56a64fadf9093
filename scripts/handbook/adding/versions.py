"""Whether an article is another version of a known source: by address, by wording, or by its names and numbers.  Pure.

Two texts in one language are compared by shingles, runs of five words (Broder 1997).  A translation
shares no words, but rare names and numbers, and appears within days.  A person decides.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from handbook.adding.draft import Draft, summary_of
from handbook.checks.register import Context
from handbook.corpus import Corpus
from handbook.folding import words
from handbook.linking import find
from handbook.model import Agreement, Header, Paragraph, Source
from handbook.partial_date import PartialDate
from handbook.reading import articles, formats

#: The number of words in a run.
RUN = 5
#: From this share of the shorter text's runs on, two texts are versions of one; rewrites of one dispatch share a quarter.
SAME_WORDS = 0.25
#: With fewer runs a text is too short to tell.
FEW_RUNS = 30
#: From this share of the rare names and numbers of each text on, two texts tell the same; and the least number of them.
#: Of 511 pairs of the handbook's sources that appeared within two weeks none passes: they report the same events, but are no translations.
SAME_THINGS, FEW_THINGS = 0.5, 4
#: The most days between versions in the same words, and between translations.
REPRINTED, TRANSLATED = 90, 14
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*\d|\d")
_TRACKING = re.compile(r"utm_|fbclid|gclid|yclid|ref$|ref_|source$|mc_")


@dataclass(frozen=True)
class Version:
    """A source that an article may be another version of: its id, why it seems so, and whether there is little doubt."""

    source: str
    why: str
    sure: bool


def address(url: str) -> str:
    """A normal form of a page's address, without scheme, www., mark of mobile pages, tracking or fragment."""
    parts = urlsplit(url.strip())
    host = re.sub(r"^(?:www|m|mobile|amp)\.", "", (parts.hostname or "").lower())
    path = re.sub(r"/(?:amp|index\.html?)$", "", parts.path.rstrip("/"))
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0])))
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def versions(context: Context, header: Header, text: str, originals: Mapping[str, str]) -> list[Version]:
    """The sources that an article with this header and text may be a version of, the surest first.

    ``originals`` are the texts of sources by id, as far as they are at hand; for other sources the statements are compared.
    """
    corpus = context.corpus
    mine = address(header.url) if header.url else ""
    by_source: dict[str, tuple[float, str]] = {}
    own_runs, own_features = runs(text), _features(context, text.split("\n"))
    weights = _weights(context)
    for source in corpus.sources.values():
        source_header = source.header
        if mine and source_header.url and address(source_header.url) == mine:
            by_source[source.id] = (2.0, "the same address")
            continue
        apart = _days_apart(header.published, source_header.published)
        if source.id in originals and apart <= REPRINTED:
            share = _share(own_runs, runs(originals[source.id]))
            if share >= SAME_WORDS:
                by_source[source.id] = (1 + share, f"{share:.0%} of the same runs of words")
                continue
        if source_header.language != header.language and apart <= TRANSLATED:
            lines = originals[source.id].split("\n") if source.id in originals else [s.text for s in source.statements]
            theirs = _features(context, lines)
            share, count = _alike(own_features, theirs, weights)
            if share >= SAME_THINGS and count >= FEW_THINGS:
                by_source[source.id] = (
                    share / 2,
                    f"a translation, perhaps: {count} of the same rare names and numbers",
                )
    return [Version(i, why, score >= 1) for i, (score, why) in sorted(by_source.items(), key=lambda item: -item[1][0])]


def runs(text: str) -> frozenset[int]:
    """The runs of five words of a text, as hashes."""
    tokens = words(text)
    return frozenset(hash(tuple(tokens[n : n + RUN])) for n in range(len(tokens) - RUN + 1))


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= FEW_RUNS else 0.0


def _features(context: Context, lines: Iterable[str]) -> frozenset[str]:
    """The ids of the entries that lines name, and their numbers in a normal form."""
    features: set[str] = set()
    for line in lines:
        features |= {m.entry for m in find.find(line, context.gazetteer, []).mentions}
        features |= {n for m in _NUMBER.findall(line) if len(n := re.sub(r"\D", "", m)) > 1}
    return frozenset(features)


def _weights(context: Context) -> Mapping[str, float]:
    """The weight of an entry or number by its rarity among the sources; those in more than a tenth of them get none."""
    corpus = context.corpus
    having: Counter[str] = Counter()
    for source in corpus.sources.values():
        named = {m.entry for s in source.statements for m in context.mentions[s.citation].mentions}
        counted = {re.sub(r"\D", "", n) for s in source.statements for n in _NUMBER.findall(s.text)}
        having.update(named | counted)
    total = max(len(corpus.sources), 2)
    return {feature: math.log(total / n) for feature, n in having.items() if n * 10 <= total or total < 10}


def _alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> tuple[float, int]:
    """The weight of the rare things in both sets as a share of the heavier set's weight; and how many they are."""

    def weight(features: frozenset[str]) -> float:
        return sum(weights.get(t, 0.0) for t in features)

    shared = frozenset(t for t in one & other if weights.get(t))
    heavier = max(weight(one), weight(other))
    return (weight(shared) / heavier if heavier else 0.0), len(shared)


def _days_apart(one: PartialDate, other: PartialDate) -> float:
    """The days between two dates, as near as they can be; 0 if one of them is open."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return 0.0
    if one.earliest > other.latest:
        return (one.earliest - other.latest).days
    return max(0, (other.earliest - one.latest).days)


def counterparts(text: str, other_source: Source, original: str) -> dict[int, Paragraph]:
    """The paragraph of another version for each paragraph of a text that is in it too."""
    other_paragraphs = {p.number: p for p in other_source.paragraphs}
    theirs = [(number, runs(line), line) for number, line in enumerate(original.split("\n"), 1) if line.strip()]
    counterpart = {}
    for number, line in enumerate(text.split("\n"), 1):
        mine = runs(line)
        matching = [
            n
            for n, its, their_line in theirs
            if their_line == line or (mine and len(mine & its) >= 0.6 * max(len(mine), len(its)))
        ]
        if matching and matching[0] in other_paragraphs:
            counterpart[number] = other_paragraphs[matching[0]]
    return counterpart


def drafted_again(
    corpus: Corpus, draft: Draft, source: str, counterpart: Mapping[int, Paragraph]
) -> Iterator[tuple[str, Agreement, str]]:
    """The drafted agreements that the registry has from the other version: the file, the draft, and the id in the registry.

    It is the same agreement if it has the same parties and field, and rests on paragraphs that are in both versions.
    """
    for name, agreement in draft.entries.items():
        if not isinstance(agreement, Agreement) or any(c.paragraph not in counterpart for c in agreement.cite):
            continue
        cited = {(source, counterpart[c.paragraph].number) for c in agreement.cite}
        same = (
            a.id
            for a in corpus.agreements.values()
            if a.sector == agreement.sector
            and {p.actor for p in a.parties} == {p.actor for p in agreement.parties}
            and cited & {(c.source, c.paragraph) for c in a.cite}
        )
        if identity := next(same, None):
            yield name, agreement, identity


def as_version(corpus: Corpus, draft: Draft, source: str, text: str, original: str) -> Draft:
    """A draft as another version of a source: with the same origin, a note at each statement that is in both, and no agreement that was drafted from it."""
    name, other_source = f"articles/{draft.source}.md", corpus.sources[source]
    digest = draft.files[name]
    parsed, _problems = articles.read(digest, name)
    if parsed is not None and not parsed.header.origin:
        header = replace(parsed.header, origin=other_source.header.origin or other_source.header.publication)
        head, rule, body = digest.partition("\n---\n")
        digest = "---\n" + formats.yaml_text(header).rstrip("\n") + rule + body if head else digest
    counterpart = counterparts(text, other_source, original)
    for number, paragraph in counterpart.items():
        labels = ", ".join(s.label for s in paragraph.statements) or f"no statement: {paragraph.silent}"
        place = re.search(rf"^{number}[a-z]+\. \[pending\]\n", digest, re.M)
        if place:
            digest = f"{digest[: place.end()]}  # stands in {source} too: {labels}\n{digest[place.end() :]}"
    files, entries, summary = {**draft.files, name: digest}, dict(draft.entries), list(draft.summary)
    for file_name, agreement, identity in drafted_again(corpus, draft, source, counterpart):
        del files[file_name], entries[file_name]
        summary.remove(summary_of(agreement))
        summary.append(f"note: {identity} rests on the same paragraphs of {source} and is not drafted again")
    remark = f"note: another version of {source}, of the same origin"
    remark += f"; {len(counterpart)} of its paragraphs stand there too" if counterpart else ""
    return replace(draft, files=files, entries=entries, summary=(remark, *summary))
