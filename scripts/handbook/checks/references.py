"""Rules about ids: whatever is named must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook.checks.register import Context, rule
from handbook.corpus import Corpus
from handbook.fields import cited, links_of, words_of_entry
from handbook.folding import fold, words
from handbook.kinds import Review, RulingKind, StatementKind
from handbook.leads import labels_of
from handbook.problems import Place, Problem, did_you_mean
from handbook.settings.handbook import NAME

ARTICLE = "article"
_ANN = "kind: person\nname: Ann Example\ngloss: A person.\n"


@rule(
    "HB201", "unknown entry",
    good=("seeds/registry/actors/ann-example.yml", f"id: ann-example\n{_ANN}cite: [gazette-2024/2a]\nclaims: {{home: {{relation: lives in, to: alba, for: [gazette-2024/2a]}}}}\n"),
    bad=("seeds/registry/actors/ann-example.yml", f"id: ann-example\n{_ANN}cite: [gazette-2024/2a]\nclaims: {{home: {{relation: lives in, to: albania, for: [gazette-2024/2a]}}}}\n"),
)  # fmt: skip
def unknown_entry(context: Context) -> Iterable[Problem]:
    """Every id in a field, a conflict, a note or a ruling is that of an entry."""
    corpus = context.corpus
    for entry in context.selected(corpus.entries):
        for path, target in links_of(entry):
            yield from _missing(corpus, target, corpus.place(entry.id, *path))
    for conflict in context.selected(corpus.conflicts):
        for i, target in enumerate(conflict.about):
            yield from _missing(corpus, target, corpus.place(conflict.id, "about", i))
    for source in context.selected(corpus.sources):
        for note in source.header.notes:
            for target in note.about:
                yield from _missing(corpus, target, Place(source.path, 1))
    for key in corpus.handbook.home.claims:
        if key not in corpus.claims and key.partition("#")[0] not in corpus.broken:
            hint = did_you_mean(key, corpus.claims) or "name a claim of an entry, or remove it from [home]"
            yield Problem(Place(NAME), "HB201", f"unknown claim '{key}' for the home page", hint)
    for i, ruling in enumerate(corpus.rulings):
        for target in (*ruling.entries, *([ruling.entry] if ruling.entry else [])):
            yield from _missing(corpus, target, corpus.place("rulings", i))


_SHIP = "kind: {kind}\nname: Ann Example\ngloss: A person.\ncite: [gazette-2024/2a]\n"


@rule(
    "HB206", "a word of its vocabulary",
    good=("seeds/registry/actors/ann-example.yml", "id: ann-example\n" + _SHIP.format(kind="person")),
    bad=("seeds/registry/actors/ann-example.yml", "id: ann-example\n" + _SHIP.format(kind="ship")),
)  # fmt: skip
def word_of_its_vocabulary(context: Context) -> Iterable[Problem]:
    """Kinds, sectors and stages are words of the handbook's vocabularies, and so are relations and roles if the handbook lists them."""
    corpus = context.corpus
    for entry in context.selected(corpus.entries):
        for path, vocabulary, word in words_of_entry(entry):
            allowed = corpus.words.words(vocabulary)
            if corpus.words.closed(vocabulary) and word not in allowed:
                mend = did_you_mean(word, allowed) or f"one of {', '.join(allowed)}"
                place = corpus.place(entry.id, *path)
                yield Problem(place, "HB206", f"'{path[-1]}' cannot be '{word}'", mend)


def _missing(corpus: Corpus, target: str, place: Place) -> Iterator[Problem]:
    if target not in corpus.entries and target not in corpus.broken:
        yield Problem(
            place,
            "HB201",
            f"unknown entry '{target}'",
            did_you_mean(target, corpus.entries) or "add it to the registry",
        )


@rule(
    "HB202", "unknown statement",
    good=("seeds/registry/actors/ann-example.yml", f"id: ann-example\n{_ANN}cite: [gazette-2024/2a]\n"),
    bad=("seeds/registry/actors/ann-example.yml", f"id: ann-example\n{_ANN}cite: [gazette-2024/9a]\n"),
)  # fmt: skip
def unknown_statement(context: Context) -> Iterable[Problem]:
    """Every citation points to a statement that its source has; in drafts, only once that source is confirmed."""
    corpus = context.corpus
    places = [
        (corpus.place(e.id, *path), cite)
        for e in context.selected(corpus.entries)
        for path, cite in cited(e)
        if e.review is Review.CONFIRMED or not _is_draft(corpus, cite.source)
    ]
    for conflict in context.selected(corpus.conflicts):
        places += [
            (corpus.place(conflict.id, "sides", i, "cite", j), c)
            for i, side in enumerate(conflict.sides)
            for j, c in enumerate(side.cite)
        ]
    for place, cite in places:
        if cite.source in corpus.broken:
            continue
        if cite.source not in corpus.sources:
            yield Problem(
                place,
                "HB202",
                f"unknown source '{cite.source}'",
                did_you_mean(cite.source, corpus.sources) or "add the article",
            )
        elif cite not in corpus.statements:
            labels = [s.label for s in corpus.sources[cite.source].statements]
            yield Problem(
                place,
                "HB202",
                f"'{cite.source}' has no statement {cite.label}",
                did_you_mean(cite.label, labels) or f"it has {', '.join(labels)}",
            )


def _is_draft(corpus: Corpus, source: str) -> bool:
    return source in corpus.sources and corpus.sources[source].header.review is Review.DRAFT


@rule(
    "HB205", "unknown claim",
    good=("seeds/registry/actors/ann-example.yml", f"id: ann-example\n{_ANN}cite: [gazette-2024/2a]\nclaims: {{home: {{relation: lives in, to: alba, for: [gazette-2024/2a]}}}}\nlead: {{en: 'Ann lives in Alba [home].'}}\n"),
    bad=("seeds/registry/actors/ann-example.yml", f"id: ann-example\n{_ANN}cite: [gazette-2024/2a]\nclaims: {{home: {{relation: lives in, to: alba, for: [gazette-2024/2a]}}}}\nlead: {{en: 'Ann lives in Alba [house].'}}\n"),
)  # fmt: skip
def unknown_claim(context: Context) -> Iterable[Problem]:
    """Every claim that a lead, another claim or a disagreement names exists."""
    corpus = context.corpus
    named = [
        (corpus.place(entry.id, *path), label if "#" in label else f"{entry.id}#{label}", label)
        for entry in context.selected(corpus.entries)
        for path, label in labels_of(entry)
    ]
    named += [
        (corpus.place(conflict.id, "claims", i), key, key)
        for conflict in context.selected(corpus.conflicts)
        for i, key in enumerate(conflict.claims)
    ]
    for place, key, written in named:
        entry_id = key.partition("#")[0]
        if key not in corpus.claims and entry_id not in corpus.broken:
            candidates = [k for k in corpus.claims if k.startswith(f"{entry_id}#")] or list(corpus.claims)
            mend = did_you_mean(key, candidates) or f"one of {', '.join(k.partition('#')[2] for k in candidates[:20])}"
            yield Problem(place, "HB205", f"'{written}' is no claim", mend)


@rule(
    "HB203", "speaker",
    good=("seeds/articles/post-2024.md", "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024\nlanguage: en\nrole: corroborating\nconsulted: 2024\n---\n\n2a. [attributed: ann-example] Ann Example praised Alba.\n"),
    bad=("seeds/articles/post-2024.md", "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024\nlanguage: en\nrole: corroborating\nconsulted: 2024\n---\n\n2a. [attributed] Alba was praised.\n"),
)  # fmt: skip
def speaker(context: Context) -> Iterable[Problem]:
    """An attributed statement or an allegation names its speaker: an actor, or ``article`` for the source itself."""
    corpus = context.corpus
    for source in context.selected(corpus.sources):
        for statement in source.statements:
            place = Place(source.path, statement.line)
            attributed = statement.kind in (StatementKind.ATTRIBUTED, StatementKind.ALLEGATION)
            if attributed and not statement.speaker:
                yield Problem(
                    place,
                    "HB203",
                    f"{statement.label} is {statement.kind} to nobody",
                    f"write [{statement.kind}: actor-id] or [{statement.kind}: {ARTICLE}]",
                )
            elif statement.speaker and not attributed:
                yield Problem(
                    place,
                    "HB203",
                    f"{statement.label} is {statement.kind} and has a speaker",
                    "write [attributed: ...] or remove the speaker",
                )
            elif (
                statement.speaker
                and statement.speaker != ARTICLE
                and statement.speaker not in {*corpus.actors, *corpus.broken}
            ):
                yield Problem(
                    place,
                    "HB203",
                    f"unknown speaker '{statement.speaker}'",
                    did_you_mean(statement.speaker, corpus.actors) or "add the actor",
                )


@rule(
    "HB204", "ruling",
    good=("seeds/rulings.yml", "- {kind: distinct, entries: [alba, borealis], date: 2024, reason: Two states.}\n- {kind: mention, source: gazette-2024, paragraphs: [2], text: Pact, entry: north-pact, date: 2024, reason: The agreement.}\n"),
    bad=("seeds/rulings.yml", "- {kind: distinct, entries: [alba], date: 2024, reason: Two states.}\n- {kind: mention, source: gazette-2024, paragraphs: [2], text: Pact, entry: north-pact, date: 2024, reason: The agreement.}\n"),
)  # fmt: skip
def ruling_is_whole(context: Context) -> Iterable[Problem]:
    """A ruling on a mention or a statement has a source and a text; a ruling on identity has at least two entries."""
    for i, ruling in enumerate(context.corpus.rulings):
        place = context.corpus.place("rulings", i)
        if ruling.kind is RulingKind.DISTINCT and len(set(ruling.entries)) < 2:
            yield Problem(place, "HB204", "a ruling that entries are distinct names fewer than two", "name both")
        if ruling.kind is RulingKind.MENTION and not (ruling.source and ruling.text.strip(" …")):
            yield Problem(place, "HB204", "a ruling on a mention lacks its source or text", "add source: and text:")
        if ruling.kind is RulingKind.STANDS and not (ruling.source and ruling.text.strip()):
            yield Problem(
                place, "HB204", "a ruling that a statement stands lacks its source or text", "add source: and text:"
            )
        if ruling.source and ruling.source not in {*context.corpus.sources, *context.corpus.broken}:
            yield Problem(
                place, "HB204", f"unknown source '{ruling.source}'", did_you_mean(ruling.source, context.corpus.sources)
            )


@rule(
    "HB208", "published before it was read",
    good=("seeds/articles/post-2024.md", "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024-05\nlanguage: en\nrole: corroborating\nconsulted: 2024-05-02\n---\n\n2a. Alba paid.\n"),
    bad=("seeds/articles/post-2024.md", "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024-06\nlanguage: en\nrole: corroborating\nconsulted: 2024-05-02\n---\n\n2a. Alba paid.\n"),
)  # fmt: skip
def read_after_publication(context: Context) -> Iterable[Problem]:
    """A source was published no later than the day on which it was read: a later date of publication is a slip."""
    for source in context.selected(context.corpus.sources):
        header = source.header
        begins, read = header.published.earliest, header.consulted.latest
        if begins and read and begins > read:
            yield Problem(
                context.corpus.place(source.id, "published"),
                "HB208",
                f"published {header.published}, which is after the day on which it was read ({header.consulted})",
                "correct 'published', or 'consulted'",
            )


@rule(
    "HB207", "synonyms",
    good=("seeds/synonyms.yml", "- words: [wheat, grain]\n- {entry: alba, words: [Albe]}\n"),
    bad=("seeds/synonyms.yml", "- words: [wheat, grain]\n- words: [grain, corn]\n"),
)  # fmt: skip
def synonyms(context: Context) -> Iterable[Problem]:
    """Further names belong to an entry; other synonyms are two or more single words, each in one row only."""
    corpus = context.corpus
    rows: dict[str, int] = {}
    for i, row in enumerate(corpus.synonyms):
        place = corpus.place("synonyms", i)
        if row.entry:
            yield from _missing(corpus, row.entry, place)
            continue
        if len(row.words) < 2:
            yield Problem(place, "HB207", "a row has one word only", "add the words that mean the same, or entry:")
        for word in row.words:
            if len(words(word)) != 1:
                yield Problem(
                    place, "HB207", f"'{word}' is not one word", "a row has single words, unless it names an entry"
                )
            elif rows.setdefault(fold(word), i) != i:
                yield Problem(place, "HB207", f"'{word}' stands in two rows", "put their words into one row")
