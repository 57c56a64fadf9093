"""Rules about evidence: dates, stages, coverage and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook.checks.register import Context, rule
from handbook.corpus import Corpus
from handbook.kinds import WHOLE, Rights, Role, Stage
from handbook.model import Citation
from handbook.partial_date import PartialDate
from handbook.problems import Place, Problem

#: Fields whose values can change, and which therefore need an as-of date.
CHANGING = frozenset({"office", "rank", "member of", "members", "population", "active in"})
#: The stems of the words for a signature and for a ratification, by language.
STEMS: dict[str, dict[str, str]] = {
    "en": {Stage.SIGNED: "sign", Stage.RATIFIED: "ratif"}, "fr": {Stage.SIGNED: "sign", Stage.RATIFIED: "ratif"},
    "es": {Stage.SIGNED: "firm", Stage.RATIFIED: "ratif"}, "it": {Stage.SIGNED: "firm", Stage.RATIFIED: "ratif"},
    "pt": {Stage.SIGNED: "assin", Stage.RATIFIED: "ratif"}, "de": {Stage.SIGNED: "unterzeichn", Stage.RATIFIED: "ratifi"},
}  # fmt: skip
_HEAD = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024-05\nlanguage: en\nrole: corroborating\nextent: {extent}\nconsulted: 2024\n---\n\n"
_PACT = "id: south-pact\nkind: treaty\nname: South Pact\ngloss: A pact.\ncite: [gazette-2024/2a]\nsector: defence\nclaims:\n  party: {{party: alba, for: [gazette-2024/2a]}}\n  step: {{stage: {stage}, date: {date}, for: [gazette-2024/{label}]}}\n"


@rule(
    "HB302", "a signature is never inferred",
    good=("seeds/registry/agreements/south-pact.yml", _PACT.format(stage="signed", date="2024-02", label="2a")),
    bad=("seeds/registry/agreements/south-pact.yml", _PACT.format(stage="signed", date="2024-03", label="3a")),
)  # fmt: skip
def signature_is_said(context: Context) -> Iterable[Problem]:
    """The stages ``signed`` and ``ratified`` rest on a statement that says so in that word; an announcement is not a signature."""
    words, stems = context.corpus.words, STEMS.get(context.corpus.handbook.content, {})
    for agreement in context.selected(context.corpus.agreements):
        for step in agreement.stages:
            stem = stems.get(words.part("stages", step.stage))
            texts = [context.corpus.statements[c].text.lower() for c in step.cite if c in context.corpus.statements]
            if stem and texts and not any(stem in text for text in texts):
                place = context.corpus.place(agreement.id, "claims", step.label)
                yield Problem(
                    place,
                    "HB302",
                    f"'{step.stage}' rests on statements that do not say it",
                    f"cite one that says '{step.stage}', or use the stage that the source gives",
                )


@rule(
    "HB303", "a claim about the past is not dated after its source",
    good=("seeds/articles/post-2024.md", _HEAD.format(extent="part") + "2a. Alba paid.\n  when: 2024-04\n"),
    bad=("seeds/articles/post-2024.md", _HEAD.format(extent="part") + "2a. Alba paid.\n  when: 2024-06\n"),
)  # fmt: skip
def not_after_publication(context: Context) -> Iterable[Problem]:
    """The date of a statement does not begin after its source was published."""
    for source in context.selected(context.corpus.sources):
        published = source.header.published.latest
        for statement in source.statements:
            begins = statement.when.earliest if statement.when else None
            if published and begins and begins > published:
                yield Problem(
                    Place(source.path, statement.line), "HB303",
                    f"{statement.label} is dated {statement.when}, after its source was published ({source.header.published})",
                    "check the date, or the date of publication",
                )  # fmt: skip


@rule(
    "HB304", "no paragraph is left out",
    good=("seeds/articles/post-2024.md", _HEAD.format(extent="whole") + "1. [no statement: headline]\n\n2a. Alba paid.\n"),
    bad=("seeds/articles/post-2024.md", _HEAD.format(extent="whole") + "1. [no statement: headline]\n\n3a. Alba paid.\n"),
)  # fmt: skip
def no_gap(context: Context) -> Iterable[Problem]:
    """A digest of a whole text has every paragraph from 1 on, with its statements or the reason why it has none."""
    for source in context.selected(context.corpus.sources):
        if source.header.extent != WHOLE:
            continue
        numbers = {p.number for p in source.paragraphs}
        gaps = [str(n) for n in range(1, max(numbers, default=0) + 1) if n not in numbers]
        if gaps:
            yield Problem(
                Place(source.path),
                "HB304",
                f"paragraphs {', '.join(gaps)} are left out",
                "add their statements or '[no statement: reason]'",
            )


@rule(
    "HB307", "a conflict has sides",
    good=("seeds/registry/conflicts/pay.yml", "id: pay\nquestion: Who paid?\nabout: [alba]\nstatus: open\nnote: Open.\nsides:\n- {says: Alba., cite: [gazette-2024/2a]}\n- {says: Borealis., cite: [gazette-2024/3a]}\n"),
    bad=("seeds/registry/conflicts/pay.yml", "id: pay\nquestion: Who paid?\nabout: [alba]\nstatus: open\nnote: Open.\nsides:\n- {says: Alba., cite: [gazette-2024/2a]}\n- {says: Borealis., cite: [gazette-2024/2a]}\n"),
)  # fmt: skip
def sides_differ(context: Context) -> Iterable[Problem]:
    """The sides of a conflict rest on different statements."""
    for conflict in context.selected(context.corpus.conflicts):
        earlier: set[frozenset[Citation]] = set()
        for i, side in enumerate(conflict.sides):
            if frozenset(side.cite) in earlier:
                yield Problem(
                    context.corpus.place(conflict.id, "sides", i),
                    "HB307",
                    "two sides rest on the same statements",
                    "cite what each side rests on",
                )
            earlier.add(frozenset(side.cite))


@rule(
    "HB308", "a source says what it is",
    good=("seeds/articles/post-2024.md", _HEAD.format(extent="part").replace("2024-05", "2024-05?\npublished_basis: The text.") + "2a. Alba paid.\n"),
    bad=("seeds/articles/post-2024.md", _HEAD.format(extent="part").replace("2024-05", "2024-05?") + "2a. Alba paid.\n"),
)  # fmt: skip
def source_is_described(context: Context) -> Iterable[Problem]:
    """A seed names its original and hash, an open source its licence, and an uncertain date of publication its basis."""
    for source in context.selected(context.corpus.sources):
        header, place = source.header, context.corpus.place(source.id)
        uncertain = header.published.shape != "point" or bool(
            header.published.start and header.published.start.qualifier
        )
        if header.role is Role.SEED and not header.original:
            yield Problem(place, "HB308", "a seed without its original", "add original: {name, sha256}")
        if header.rights is Rights.OPEN and not header.licence:
            yield Problem(place, "HB308", "an open source without its licence", "add licence:")
        if uncertain and not header.published_basis:
            yield Problem(place, "HB308", "an uncertain date of publication without its basis", "add published_basis:")


@rule(
    "HB309", "what can change has a date",
    good=("seeds/registry/actors/ann-example.yml", "id: ann-example\nkind: person\nname: Ann Example\ngloss: A person.\ncite: [gazette-2024/2a]\nclaims: {office: {fact: office, value: Minister, as_of: 2024-02, for: [gazette-2024/2a]}}\n"),
    bad=("seeds/registry/actors/ann-example.yml", "id: ann-example\nkind: person\nname: Ann Example\ngloss: A person.\ncite: [gazette-2024/2a]\nclaims: {office: {fact: office, value: Minister, for: [gazette-2024/2a]}}\n"),
)  # fmt: skip
def changing_fact_is_dated(context: Context) -> Iterable[Problem]:
    """An office, rank, membership or number of people carries the date as of which it held."""
    for actor in context.selected(context.corpus.actors):
        for fact in actor.facts:
            if fact.field in CHANGING and fact.as_of is None:
                yield Problem(
                    context.corpus.place(actor.id, "claims", fact.label),
                    "HB309",
                    f"'{fact.field}' can change and has no date",
                    "add as_of:",
                )


@rule(
    "HB310", "a date rests on a statement",
    good=("seeds/registry/agreements/south-pact.yml", _PACT.format(stage="signed", date="2024-02", label="2a")),
    bad=("seeds/registry/agreements/south-pact.yml", _PACT.format(stage="signed", date="2023-02", label="2a")),
)  # fmt: skip
def date_is_cited(context: Context) -> Iterable[Problem]:
    """The date of a stage or an event overlaps the date of a statement that it cites."""
    corpus = context.corpus
    dated = [(a.id, s.label, s.date, s.cite) for a in context.selected(corpus.agreements) for s in a.stages]
    dated += [(e.id, d.label, d.date, d.cite) for e in context.selected(corpus.events) for d in e.dates]
    for entry, label, date, cites in dated:
        if date is None or date.shape == "unknown":
            continue
        whens = list(_dates(corpus, cites))
        if not any(_overlap(date, when) for when in whens):
            cited_dates = (
                f"those that it cites are of {', '.join(map(str, whens))}" if whens else f"{_listed(cites)} no date"
            )
            yield Problem(
                corpus.place(entry, "claims", label, "date"),
                "HB310",
                f"no cited statement is dated {date}",
                f"{cited_dates}: correct the date, cite a statement of that day, or give one its date, 'when: {date}' on the line below it",
            )


def _listed(cites: Iterable[Citation]) -> str:
    named = [str(cite) for cite in cites]
    return f"{' and '.join(named)} {'has' if len(named) == 1 else 'have'}"


def _dates(corpus: Corpus, cites: Iterable[Citation]) -> Iterator[PartialDate]:
    for cite in cites:
        statement = corpus.statements.get(cite)
        if statement and statement.when:
            yield statement.when


def _overlap(a: PartialDate, b: PartialDate) -> bool:
    ends_before = a.latest is not None and b.earliest is not None and a.latest < b.earliest
    starts_after = a.earliest is not None and b.latest is not None and a.earliest > b.latest
    return not (ends_before or starts_after)
