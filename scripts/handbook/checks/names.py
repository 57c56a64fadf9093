"""Rules about names in the handbook's own text: each means one existing entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from handbook.checks.register import Context, rule
from handbook.extraction.languages import has_capital_nouns
from handbook.extraction.quantities import currency_words
from handbook.folding import words
from handbook.kinds import Rights, RulingKind, Scope
from handbook.linking.unknown import unknown_names
from handbook.model import Source, Statement
from handbook.problems import Place, Problem

_HEAD = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024-05\nlanguage: en\nrole: corroborating\nconsulted: 2024\n---\n\n"


def _statements(context: Context) -> Iterator[tuple[Source, Statement]]:
    for source in context.selected(context.corpus.sources):
        for statement in source.statements:
            yield source, statement


# Few: each holds the whole vocabulary, and a running desk reads that anew with every change of it.
@lru_cache(maxsize=8)
def _unregistered_words(vocabulary: frozenset[str], language: str) -> frozenset[str]:
    """Words in capitals that need no entry: the handbook's own, and those of currencies, whose codes and English abbreviations other languages use too: CFA."""
    return vocabulary | currency_words("en") | currency_words(language)


def _language(context: Context, source: Source) -> str:
    """The language of statements: of the source where its sentences are copied, else of the handbook."""
    copied = source.header.rights is Rights.OPEN
    return source.header.language if copied else context.corpus.handbook.content


@rule(
    "HB401", "ambiguous name",
    good=("seeds/articles/post-2024.md", _HEAD + "2a. The state of Alba paid.\n"),
    bad=("seeds/articles/post-2024.md", _HEAD + "2a. The Pact paid.\n"),
)  # fmt: skip
def ambiguous_name(context: Context) -> Iterable[Problem]:
    """A name that two entries share is decided by a ruling for the paragraph."""
    for source, statement in _statements(context):
        cite, links = statement.citation, context.mentions[statement.citation]
        for mention, entries in links.ambiguous:
            yield Problem(
                Place(source.path, statement.line), "HB401", f"'{mention.surface}' in {cite.label} can be {' or '.join(entries)}",
                f"add to seeds/rulings.yml: {{kind: mention, source: {cite.source}, paragraphs: [{cite.paragraph}], text: {mention.surface}, entry: ...}}",
            )  # fmt: skip


@rule(
    "HB402", "unknown name",
    good=("seeds/articles/post-2024.md", _HEAD + "2a. The state of Alba paid.\n"),
    bad=("seeds/articles/post-2024.md", _HEAD + "2a. The state of Ruritania paid.\n"),
)  # fmt: skip
def unknown_name(context: Context) -> Iterable[Problem]:
    """A name in a digest is registered, or stands in ``seeds/vocabulary.txt`` as an ordinary word; not asked of languages that write every noun with a capital."""
    for source, statement in _statements(context):
        language = _language(context, source)
        if has_capital_nouns(language):
            continue
        cite, links = statement.citation, context.mentions[statement.citation]
        spans = [(m.start, m.end) for m in links.mentions] + [(m.start, m.end) for m, _ in links.ambiguous]
        for _, name in unknown_names(statement.text, spans, _unregistered_words(context.vocabulary, language)):
            yield Problem(
                Place(source.path, statement.line),
                "HB402",
                f"no entry is called '{name}' ({cite.label})",
                "register it, add it as a name of an entry, or put the word into seeds/vocabulary.txt",
            )


@rule(
    "HB403", "ruling without effect",
    good=("seeds/rulings.yml", "- {kind: mention, source: gazette-2024, paragraphs: [2], text: Pact, scope: digest, entry: north-pact, date: 2024, reason: The agreement.}\n"),
    bad=("seeds/rulings.yml", "- {kind: mention, source: gazette-2024, paragraphs: [2], text: Ruritania, scope: digest, entry: alba, date: 2024, reason: Stale.}\n- {kind: mention, source: gazette-2024, paragraphs: [2], text: Pact, entry: north-pact, date: 2024, reason: The agreement.}\n"),
)  # fmt: skip
def ruling_has_effect(context: Context) -> Iterable[Problem]:
    """A ruling on a digest matches its words in at least one of its paragraphs; a ruling on a statement matches its whole text."""
    corpus = context.corpus
    for i, ruling in enumerate(corpus.rulings):
        if ruling.kind is RulingKind.STANDS and ruling.source in corpus.sources:
            if ruling.text not in {s.text for s in corpus.sources[ruling.source].statements}:
                message = f"'{ruling.source}' has no statement any more that says '{ruling.text}'"
                yield Problem(corpus.place("rulings", i), "HB403", message, "correct the text or remove the ruling")
            continue
        if ruling.scope is not Scope.DIGEST or not ruling.source or ruling.source not in corpus.sources:
            continue
        reached = [
            context.mentions[s.citation]
            for s in corpus.sources[ruling.source].statements
            if not ruling.paragraphs or s.paragraph in ruling.paragraphs
        ]
        if all(ruling in f.unused for f in reached):
            yield Problem(
                corpus.place("rulings", i),
                "HB403",
                f"'{ruling.text}' does not stand in the paragraphs of this ruling",
                "correct the text or remove the ruling",
            )


@rule(
    "HB404", "a name is used by its source",
    good=("seeds/registry/actors/ann-example.yml", "id: ann-example\nkind: person\nname: Ann Example\ngloss: A person.\ncite: [gazette-2024/2a]\nnames: [{text: Example, kind: short, cite: [gazette-2024/2b]}]\n"),
    bad=("seeds/registry/actors/ann-example.yml", "id: ann-example\nkind: person\nname: Ann Example\ngloss: A person.\ncite: [gazette-2024/2a]\nnames: [{text: Exemplar, kind: short, cite: [gazette-2024/2b]}]\n"),
)  # fmt: skip
def name_is_used(context: Context) -> Iterable[Problem]:
    """Every further name of an entry is cited, and stands in a statement that it cites."""
    corpus = context.corpus
    for entry in context.selected(corpus.entries):
        for i, name in enumerate(entry.names):
            texts = [corpus.statements[c].text for c in name.cite if c in corpus.statements]
            place = corpus.place(entry.id, "names", i)
            if not name.cite:
                yield Problem(
                    place, "HB404", f"the name '{name.text}' has no citation", "add cite: with a statement that uses it"
                )
            elif texts and not any(" ".join(words(name.text)) in " ".join(words(text)) for text in texts):
                yield Problem(
                    place,
                    "HB404",
                    f"the name '{name.text}' does not stand in the statements that it cites",
                    "cite one that uses it, or remove the name",
                )
