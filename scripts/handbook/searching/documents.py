"""What the search finds, and by which texts: entries first, then sources, their passages, and disagreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from handbook import i18n
from handbook.addresses import path as path_of
from handbook.addresses import statement_path
from handbook.agreement_state import headline
from handbook.anchors import object_anchor
from handbook.blocks import words_of
from handbook.claims import FactClaim, PlainClaim, StageClaim, in_language
from handbook.dossiers import Dossier
from handbook.leads import BASIS, sentences
from handbook.model import Actor, Agreement, Entry, Event, Paged, Source, Synonym, Term
from handbook.pages import dossiers
from handbook.pages.claims import date_of, sentence
from handbook.pages.entries import kind_words
from handbook.pages.view import View
from handbook.partial_date import PartialDate

#: A date that spans more years than this is no answer to a question about one of them.
MOST_YEARS = 4


class Text(NamedTuple):
    """A text by which something is found: its field (a key of ``weights.WEIGHTS``), its language, its words."""

    field: str
    language: str
    words: str


class Document(NamedTuple):
    """Something that can be found: its address, what a reader sees of it, and the texts by which it is found.

    ``names`` are whole names and offices, each with its language: a query for one of them, in any order of
    words, gets this document first.  ``steps`` are labels of stages with the year in which they were
    reached; ``facets`` are names, values and words by which the results can be narrowed.
    """

    address: str
    name: str
    kind: str
    gloss: str
    type: str
    texts: tuple[Text, ...]
    names: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[str, str, int], ...] = ()
    facets: tuple[tuple[str, str, str], ...] = ()
    #: How many statements are about it: of two equal results the better attested one comes first.
    weight: int = 0
    #: Names that readers may misspell.
    spoken: tuple[str, ...] = ()


def entries(view: View, views: Mapping[str, View], exonyms: Mapping[str, Sequence[str]]) -> Iterator[Document]:
    """All entries, and the dossiers about them; ``views`` has the view in each of the ``languages``, ``exonyms`` other words for entries."""
    for entry in view.corpus.entries.values():
        yield _entry(view, views, entry, exonyms.get(entry.id, ()))
    for dossier in view.corpus.dossiers.values():
        yield _dossier(view, views, dossier)


def exonyms_of(synonyms: Iterable[Synonym]) -> dict[str, list[str]]:
    """Other words for entries, by entry."""
    exonyms: dict[str, list[str]] = {}
    for row in synonyms:
        if row.entry:
            exonyms.setdefault(row.entry, []).extend(row.words)
    return exonyms


def languages(view: View) -> list[str]:
    """The languages of the interface in which leads are written."""
    lead_languages = {wording.lang for entry in view.corpus.paged for wording in entry.lead} | {"en", view.language}
    return [language for language in i18n.languages() if language in lead_languages]


def _entry(view: View, views: Mapping[str, View], entry: Entry, exonyms: Sequence[str]) -> Document:
    content = view.corpus.handbook.content
    names = [
        (entry.name, content),
        *((n.text, n.lang or content) for n in entry.names),
        *((title.text, title.lang) for title in entry.titles),
        *((word, content) for word in exonyms),
    ]
    spoken = (entry.name, *(n.text for n in entry.names), *exonyms)
    texts = [Text("name", language, name) for name, language in names]
    texts.append(Text("gloss", content, entry.gloss))
    texts += [Text("gloss", gloss.lang, gloss.text) for gloss in entry.glosses]
    if isinstance(entry, Term):
        anchor = object_anchor("topic", entry.id)
        kind = view.translate("Term")
        return Document(
            f"{view.addresses.shared[anchor]}.html#{anchor}", view.name_of(entry), kind, view.gloss_of(entry), "topic",
            tuple(texts), tuple(names), facets=(("kind", "topic", kind),), weight=view.statements_on.count(entry.id),
            spoken=spoken,
        )  # fmt: skip
    for fact in (claim for claim in entry.claims if isinstance(claim, FactClaim)):
        office = f"{fact.value} {view.named[fact.of].name if fact.of and fact.of in view.named else fact.of or ''}"
        texts.append(Text("office", content, office))
        if fact.field == "office":
            names.append((office, content))
    for language, own_view in views.items():
        texts += _texts_in(own_view, language, entry)
    evidence = dict.fromkeys(chain.from_iterable(claim.cite for claim in entry.claims))
    texts += [
        Text("evidence", content, view.corpus.statements[cite].text)
        for cite in evidence
        if cite in view.corpus.statements
    ]
    years = sorted({year for date in _dates(entry) for year in _years(date)})
    texts.append(Text("year", content, " ".join(map(str, years))))
    facets = [("kind", str(entry.kind), kind_words(view, entry))]
    steps: list[tuple[str, str, int]] = []
    if isinstance(entry, Agreement):
        facets.append(("sector", str(entry.sector), view.word("sectors", entry.sector)))
        reached = dict.fromkeys(claim.stage for claim in entry.stages)
        facets += [("stage", str(stage), view.word("stages", stage)) for stage in reached]
        steps = [
            (own_view.word("stages", claim.stage), language, year)
            for language, own_view in views.items()
            for claim in entry.stages
            for year in _years(claim.date)
        ]
    facets += [("year", str(year), str(year)) for year in years]
    kind_of = {Actor: "actor", Agreement: "agreement", Event: "event"}[type(entry)]
    minor = isinstance(entry, Actor) and entry.minor
    return Document(
        path_of(entry), view.name_of(entry), kind_words(view, entry), _gloss(view, entry), kind_of,
        tuple(texts), tuple(names), tuple(steps), tuple(facets), 0 if minor else view.statements_on.count(entry.id), spoken,
    )  # fmt: skip


def _dossier(view: View, views: Mapping[str, View], dossier: Dossier) -> Document:
    """A dossier, found by its field and by what readers ask of one: what was promised, and what came of it.

    A question that names only the parties and a step ("what did A deliver to B") asks for an overview.  So a dossier has in its
    texts the parties of most of its agreements, and the stages of the claims on which its lead rests; their number attests it.
    """
    texts = [Text("name", name.lang, name.text) for name in dossier.name]
    texts += [Text("lead", lead.lang, BASIS.sub(" ", lead.text)) for lead in dossier.lead]
    told = _told_in(view, dossier)
    stages = [c.stage for entry, named in told for c in entry.claims if isinstance(c, StageClaim) and c.label in named]
    parties = [actor for actor in _parties_of_most(entry for entry, _named in told) if actor in view.named]
    for language, language_view in views.items():
        sectors = (language_view.word("sectors", sector) for sector in dossier.sectors)
        steps = (language_view.word("stages", stage) for stage in stages)
        texts.append(Text("label", language, " ".join([language_view.translate("Dossier"), *sectors, *steps])))
        texts.append(Text("gloss", language, language_view.translate(dossiers.ABOUT)))
        texts.append(Text("title", language, " ".join(language_view.name_of(view.named[i]) for i in parties)))
    return Document(
        f"{dossiers.document(dossier)}.html", dossiers.name_of(view, dossier), view.translate("Dossier"),
        dossiers.first_sentence_of(view, dossier), "dossier", tuple(texts),
        tuple((name.text, name.lang) for name in dossier.name), facets=(("kind", "dossier", view.translate("Dossier")),),
        weight=sum(len(labels) for _entry, labels in told),
    )  # fmt: skip


def _told_in(view: View, dossier: Dossier) -> list[tuple[Paged, set[str]]]:
    """The entries of which the lead of a dossier tells, each with the labels of those of its claims that the lead names."""
    named: dict[str, set[str]] = {}
    for key in (key for lead in dossier.lead for told in sentences(lead.text) for key in told.labels):
        entry_id, _sign, label = key.partition("#")
        named.setdefault(entry_id, set()).add(label)
    told = ((view.named.get(entry_id), labels) for entry_id, labels in named.items())
    return [(entry, labels) for entry, labels in told if isinstance(entry, Paged)]


def _parties_of_most(entries: Iterable[Paged]) -> list[str]:
    """The actors that are parties to at least half of the agreements among some entries."""
    agreements = [entry for entry in entries if isinstance(entry, Agreement)]
    times = Counter(actor for agreement in agreements for actor in {part.actor for part in agreement.parties})
    return sorted(actor for actor, number in times.items() if 2 * number >= len(agreements))


def _gloss(view: View, entry: Paged) -> str:
    """The line under a result's name: the gloss of the entry, and the state of an agreement."""
    if not isinstance(entry, Agreement):
        return view.gloss_of(entry)
    claim = headline(view.corpus, entry).claim
    stage = view.word("stages", claim.stage)
    return (
        f"{stage}, {view.date(claim.date)}. {view.gloss_of(entry)}"
        if claim.date
        else f"{stage}. {view.gloss_of(entry)}"
    )


def _texts_in(view: View, language: str, entry: Paged) -> Iterator[Text]:
    """The texts about an entry in a language: labels, lead, claims."""
    texts = [kind_words(view, entry)]
    if isinstance(entry, Agreement):
        texts.append(view.word("sectors", entry.sector))
        texts += [view.word("stages", claim.stage) for claim in entry.stages]
    yield Text("label", language, " ".join(texts))
    if view.name_of(entry) != entry.name:
        yield Text("name", language, view.name_of(entry))
    lead = in_language(entry.lead, language)
    if lead and lead.lang == language:
        yield Text("lead", language, BASIS.sub(" ", lead.text))
    for claim in entry.claims:
        wording = in_language(claim.says, language) if isinstance(claim, PlainClaim) else None
        if wording is None or wording.lang == language:
            yield Text("claim", language, words_of(sentence(view, claim)))


def _dates(entry: Paged) -> Iterator[PartialDate]:
    """The dates of an entry itself: of an actor's claims, of stages, of an event."""
    if isinstance(entry, Event):
        yield from (dated.date for dated in entry.dates)
    elif isinstance(entry, Agreement):
        yield from (claim.date for claim in entry.claims if isinstance(claim, StageClaim) and claim.date)
    else:
        yield from (date_of(claim) for claim in entry.claims if date_of(claim).text)


def _years(date: PartialDate | None) -> list[int]:
    return list(date.years) if date and len(date.years) <= MOST_YEARS else []


def passages(view: View) -> Iterator[Document]:
    """Sources, their statements, and disagreements."""
    _, content = view.translate, view.corpus.handbook.content
    for source in view.corpus.sources.values():
        yield _source(view, source)
        for statement in source.statements:
            mark = f"{source.header.short} ¶{statement.label}"
            texts = (
                Text("title", source.header.language, source.header.short),
                Text("passage", content, statement.text),
            )
            yield Document(
                statement_path(source.id, statement.label), mark, _("Statement"), statement.text, "statement", texts
            )
    for conflict in view.corpus.conflicts.values():
        anchor = object_anchor("conflict", conflict.id)
        answers = " ".join([*(side.says for side in conflict.sides), conflict.note])
        question_texts = [Text("title", content, conflict.question), Text("passage", content, answers)]
        if (question := view.say(conflict.question)) != conflict.question:
            question_texts.append(Text("title", view.language, question))
        address = f"{view.addresses.shared[anchor]}.html#{anchor}"
        yield Document(address, question, _("Disagreement"), answers, "conflict", tuple(question_texts))


def _source(view: View, source: Source) -> Document:
    header = source.header
    bibliographic = " ".join([header.title, header.publication, *header.authors])
    texts = (Text("title", header.language, header.short), Text("title", header.titled_in, bibliographic))
    title = view.title_of_source(header)
    if title != header.title:
        texts = (*texts, Text("title", view.language, title))
    return Document(
        path_of(source), header.short, view.translate("Source"), f"{title} ({view.date(header.published)})",
        "source", texts, ((header.short, header.language), (header.title, header.titled_in)),
    )  # fmt: skip
