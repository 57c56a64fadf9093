"""The items of one article that wait for a decision, each with its sentences and the entries that it may be.  Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from handbook.adding.names import NOT_DESCRIBED
from handbook.adding.possible_duplicates import has_name, likeness
from handbook.adding.review import Item
from handbook.corpus import Corpus
from handbook.desk.original import MarkedParagraph, Sentence, about_agreements, with_name
from handbook.fields import VOCABULARY_OF_KINDS
from handbook.folding import name_words
from handbook.kinds import Review, RulingKind, TermKind
from handbook.model import Agreement, Entry, Event, Term
from handbook.pages import labels
from handbook.pages.view import View

#: How many entries are offered for a name before anybody searches.
OFFERED = 4
#: How many entries a search shows.
SHOWN = 8
#: The least likeness of two names that are offered for each other.
LIKENESS = 0.6


@dataclass(frozen=True)
class Choice:
    """An entry that a name may be."""

    id: str
    name: str
    kind: str
    gloss: str
    draft: bool = False
    #: Whether it has exactly the name in question, and no other choice has.
    certain: bool = False


@dataclass(frozen=True)
class OpenItem:
    """An item that waits: a question, or a draft entry (``agreement`` for an agreement or event), with its evidence.

    ``id`` is its name in decisions, ``anchor`` its name on the page.
    """

    type: str
    id: str
    anchor: str
    name: str
    kind: str
    evidence: str
    confidence: float
    sentences: tuple[Sentence, ...]
    choices: tuple[Choice, ...]
    notes: tuple[str, ...] = ()
    gloss: str = ""
    kinds: tuple[tuple[str, str], ...] = ()
    is_kind: str = ""

    @property
    def sure(self) -> str:
        return f"{self.confidence:.0%}" if self.confidence else ""


def kind_words(corpus: Corpus, entry: Entry) -> str:
    """The word for the kind of an entry."""
    if isinstance(entry, Term):
        return labels.TERM[entry.kind]
    return View(corpus, {}, str).word(VOCABULARY_OF_KINDS[type(entry)], entry.kind)


def kinds_of(corpus: Corpus, entry: Entry) -> tuple[tuple[str, str], ...]:
    """The kinds that a draft may have, with the word for each: agreements and events stay such, a place may turn out to be an actor."""
    view = View(corpus, {}, str)
    if isinstance(entry, Agreement | Event):
        vocabulary = VOCABULARY_OF_KINDS[type(entry)]
        return tuple((k, view.word(vocabulary, k)) for k in corpus.words.words(vocabulary))
    actors = [(str(k), view.word("actors", k)) for k in corpus.words.words("actors")]
    return (*actors, *((k.value, labels.TERM[k]) for k in TermKind))


def choice(corpus: Corpus, entry: Entry) -> Choice:
    return Choice(entry.id, entry.name, kind_words(corpus, entry), entry.gloss, entry.review is Review.DRAFT)


def choices(corpus: Corpus, name: str, ids: Iterable[str]) -> tuple[Choice, ...]:
    """The entries that a name may be; if exactly one has this name, it is certain."""
    entries = [corpus.entries[e] for e in ids if e in corpus.entries]
    exact = [e.id for e in entries if has_name(e, name)]
    return tuple(replace(choice(corpus, e), certain=exact == [e.id]) for e in entries)


class Finder:
    """Finds the entries of a corpus by their names: first by beginnings of words, then by similar spelling."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @cached_property
    def _names(self) -> list[tuple[list[str], Entry]]:
        return [
            (name_words(text), entry)
            for entry in self._corpus.entries.values()
            for text in (entry.name, *(n.text for n in entry.names), entry.id.replace("-", " "))
        ]

    def search(self, query: str, kinds: tuple[type, ...] = (), limit: int = SHOWN, excluded: str = "") -> list[Choice]:
        """The entries with a name that has words beginning with each word asked for; else those spelt alike."""
        query_words = name_words(query)
        if not query_words:
            return []
        ranks: dict[str, tuple[int, int]] = {}
        for words, entry in self._names:
            if (kinds and not isinstance(entry, kinds)) or entry.id == excluded:
                continue
            if all(any(w.startswith(a) for w in words) for a in query_words):
                rank = (0 if words == query_words else 1 if words[: len(query_words)] == query_words else 2, len(words))
                ranks[entry.id] = min(rank, ranks.get(entry.id, rank))
        best = sorted(ranks, key=lambda e: (ranks[e], self._corpus.entries[e].name))[:limit]
        if not best:
            best = self.similar(query, kinds, limit, excluded)
        return [choice(self._corpus, self._corpus.entries[e]) for e in best]

    def may_be(self, draft: Entry, limit: int = OFFERED) -> list[str]:
        """The ids of entries that a draft may be, by kind and name, the likeliest first."""
        ratios = {
            e.id: ratio for e in self._corpus.entries.values() if e.id != draft.id and (ratio := likeness(draft, e))
        }
        return sorted(ratios, key=lambda e: (-ratios[e], e))[:limit]

    def similar(self, name: str, kinds: tuple[type, ...] = (), limit: int = OFFERED, excluded: str = "") -> list[str]:
        """The ids of entries with a name that shares a longer word with this one, or is spelt much like it."""
        joined_words = " ".join(name_words(name))
        long = {w for w in joined_words.split() if len(w) > 3}
        ratios: dict[str, float] = {}
        matcher = difflib.SequenceMatcher(b=joined_words)
        for words, entry in self._names:
            if (kinds and not isinstance(entry, kinds)) or entry.id == excluded:
                continue
            matcher.set_seq1(" ".join(words))
            # The quick ratios are never below the real one, which takes far longer.
            overlap = len(long & set(words)) / max(len(long | set(words)), 1)
            spelling = min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= LIKENESS and matcher.ratio()
            ratio = max(spelling or 0.0, overlap)
            if ratio >= (LIKENESS if not overlap else 0.3):
                ratios[entry.id] = max(ratio, ratios.get(entry.id, 0.0))
        return sorted(ratios, key=lambda e: (-ratios[e], e))[:limit]


def open_items(
    corpus: Corpus, items: Sequence[Item], source: str, paragraphs: Sequence[MarkedParagraph], finder: Finder
) -> list[OpenItem]:
    """The waiting items of one source: its questions, then actors and terms by confidence, then agreements and events."""
    questions = {r.text: r for r in corpus.rulings if r.kind is RulingKind.QUESTION and r.source == source}
    collected: list[OpenItem] = []
    for item in items:
        if item.kind == "question" and item.id in questions:
            ruling = questions[item.id]
            offered = choices(corpus, ruling.text, ruling.entries)
            sentences = with_name(paragraphs, ruling.text, corpus.sources[source].header.language)
            collected.append(
                OpenItem("question", item.id, f"q{len(collected)}", ruling.text, "Question", item.evidence, 0, tuple(sentences), offered)
            )  # fmt: skip
        elif item.kind == "draft":
            entry = corpus.entries[item.id]
            if any(c.source == source for c in entry.cite):
                collected.append(_draft(corpus, item, entry, source, paragraphs, finder))
    order = {"question": 0, "draft": 1, "agreement": 2}
    return sorted(collected, key=lambda w: (order[w.type], -w.confidence, w.name))


def _draft(
    corpus: Corpus, item: Item, entry: Entry, source: str, paragraphs: Sequence[MarkedParagraph], finder: Finder
) -> OpenItem:
    # Agreements and events are told in sentences; their names, which are made up, stand in none.
    is_compared = isinstance(entry, Agreement | Event)
    similar = item.choices if is_compared else finder.may_be(entry)
    if is_compared:
        sentences = about_agreements(
            paragraphs, _numbers(entry, source), (entry.place or "") if isinstance(entry, Event) else ""
        )
    else:
        sentences = with_name(paragraphs, entry.name, corpus.sources[source].header.language)
    gloss = "" if entry.gloss.endswith(NOT_DESCRIBED) else entry.gloss
    notes = item.compared[:1] if is_compared else ()
    return OpenItem(
        "agreement" if is_compared else "draft", entry.id, f"d-{entry.id}", entry.name, kind_words(corpus, entry), item.evidence, item.confidence,
        tuple(sentences), choices(corpus, entry.name, similar), notes, gloss, kinds_of(corpus, entry), str(entry.kind),
    )  # fmt: skip


def _numbers(entry: Entry, source: str) -> Iterable[int]:
    cites = [*entry.cite, *(c for claim in getattr(entry, "claims", ()) for c in claim.cite)]
    return sorted({c.paragraph for c in cites if c.source == source})
