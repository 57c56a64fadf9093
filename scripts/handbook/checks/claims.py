"""Rules about claims and leads: what a claim rests on, which claims exclude each other, what a lead may say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import combinations

from handbook import agreement_state, leads
from handbook.checks.register import Context, rule
from handbook.claims import AmountClaim, Claim, DateClaim, FactClaim, StageClaim, Wording
from handbook.folding import fold
from handbook.kinds import Stage
from handbook.model import Agreement, Entry, Event, Term, claims_of
from handbook.partial_date import PartialDate
from handbook.problems import Place, Problem

_PACT = "id: south-pact\nkind: treaty\nname: South Pact\ngloss: A pact.\ncite: [gazette-2024/2a]\nsector: defence\n"
_CLAIMS = "claims:\n  party-alba: {party: alba, for: [gazette-2024/2a]}\n"
_SIGNED = "  signed: {stage: signed, date: 2024-02, for: [gazette-2024/2a]}\n"
_PATH = "seeds/registry/agreements/south-pact.yml"
#: Fields of which an actor has one at a time, or which have one value.
_SINGLE = frozenset({"rank", "population", "size"})


@rule(
    "HB320", "a claim is whole",
    good=(_PATH, f"{_PACT}{_CLAIMS}{_SIGNED}  agreed: {{stage: agreed, date: 2024-02, for: [gazette-2024/2a]}}\n"),
    bad=(_PATH, f"{_PACT}{_CLAIMS}  signed: {{stage: signed, date: 2024-02, for: [gazette-2024/2a], against: [gazette-2024/2a]}}\n"),
)  # fmt: skip
def claim_is_whole(context: Context) -> Iterable[Problem]:
    """No statement is both for and against a claim; a settled claim has something against it; no claim supersedes itself, even through others; a stage is not dated after all its sources."""
    corpus = context.corpus
    for entry in context.selected(corpus.entries):
        by_label = {c.label: c for c in claims_of(entry)}
        for claim in by_label.values():
            place = corpus.place(entry.id, "claims", claim.label)
            name = f"the claim '{claim.label}'"
            if on_both_sides := sorted(set(map(str, claim.cite)) & set(map(str, claim.against))):
                yield Problem(
                    place, "HB320", f"{', '.join(on_both_sides)} is for and against {name}", "keep it on one side"
                )
            if claim.settled and not claim.against:
                yield Problem(
                    place, "HB320", f"{name} is settled and nothing is against it", "name what is, or remove settled:"
                )
            if _in_circle(claim, by_label):
                yield Problem(place, "HB320", f"{name} supersedes itself, through others", "remove one supersedes:")
            if isinstance(claim, StageClaim) and claim.date and claim.date.earliest:
                sources = [corpus.sources.get(c.source) for c in claim.cite]
                # A source that could not be read may be the last one.
                latest = [_last(source.header.published) for source in sources if source]
                if len(latest) == len(sources) and claim.date.earliest > max(latest):
                    yield Problem(
                        place, "HB320", f"{name} is dated {claim.date}, after its sources were published",
                        "check the date; what is still to come is promised or announced, and dated by when that was said",
                    )  # fmt: skip


def _last(date: PartialDate) -> dt.date:
    return date.latest or dt.date.max


def _in_circle(claim: Claim, by_label: dict[str, Claim]) -> bool:
    """Whether following ``supersedes`` from a claim leads back to it."""
    label, visited = claim.supersedes, {claim.label}
    while label and label in by_label:
        if label in visited:
            return label == claim.label
        visited.add(label)
        label = by_label[label].supersedes
    return False


@rule(
    "HB321", "what cannot both be true",
    good=(_PATH, f"{_PACT}{_CLAIMS}{_SIGNED}  ships: {{amount: 20, unit: ships, of: aid, for: [gazette-2024/3a]}}\n"),
    bad=(_PATH, f"{_PACT}{_CLAIMS}{_SIGNED}  ships: {{amount: 20, unit: ships, of: aid, for: [gazette-2024/3a]}}\n  fewer: {{amount: 19, unit: ships, of: aid, for: [gazette-2024/2a]}}\n"),
)  # fmt: skip
def contradicting_claims(context: Context) -> Iterable[Problem]:
    """Claims of one entry and property whose values cannot both be true are named in a disagreement, or are merged into one claim with statements against it."""
    corpus = context.corpus
    named = {key for conflict in corpus.conflicts.values() for key in conflict.claims}
    for entry in context.selected(corpus.entries):
        for first, second in contradictions(entry):
            keys = {f"{entry.id}#{c.label}" for c in (first, second)}
            if not keys <= named:
                yield Problem(
                    corpus.place(entry.id, "claims", second.label), "HB321",
                    f"the claims '{first.label}' and '{second.label}' cannot both be true",
                    "make them one claim with against:, or name both in the claims: of a conflict",
                )  # fmt: skip


def contradictions(entry: Entry) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims that cannot both be true: different dates of one event, different numbers of one thing at one time, two values of a fact that has only one."""
    if isinstance(entry, Term):
        return
    for first, second in combinations(entry.claims, 2):
        if isinstance(first, DateClaim) and isinstance(second, DateClaim):
            if isinstance(entry, Event) and not first.note and not second.note and not _meet(first.date, second.date):
                yield first, second
        elif isinstance(first, AmountClaim) and isinstance(second, AmountClaim):
            if (
                (first.unit, first.of, first.by) == (second.unit, second.of, second.by)
                and first.value != second.value
                and first.approx == second.approx
            ):
                yield first, second
        elif isinstance(first, FactClaim) and isinstance(second, FactClaim):
            if first.field == second.field and first.of == second.of and _facts_differ(first, second):
                yield first, second
        elif (
            isinstance(first, StageClaim)
            and isinstance(second, StageClaim)
            and first.stage == second.stage
            and (
                first.stage in (Stage.SIGNED, Stage.RATIFIED)
                and first.note == second.note
                and not _meet(first.date, second.date)
            )
        ):
            yield first, second


def _facts_differ(first: FactClaim, second: FactClaim) -> bool:
    """Whether two facts of one field cannot both be true: different days of foundation, or two values at one time of a field that has only one."""
    if first.field == "founded":
        return not _meet(first.as_of, second.as_of)
    if first.field not in _SINGLE or not _meet(first.as_of, second.as_of):
        return False
    if first.quantity and second.quantity:
        return first.quantity.value != second.quantity.value and first.as_of == second.as_of
    return first.value != second.value


def _meet(first: PartialDate | None, second: PartialDate | None) -> bool:
    """Whether two dates can be the same; a missing date can be any."""
    if first is None or second is None:
        return True
    return (first.earliest or dt.date.min) <= _last(second) and (second.earliest or dt.date.min) <= _last(first)


@rule(
    "HB322", "a lead rests on claims",
    good=(_PATH, f"{_PACT}lead: {{en: 'The South Pact was signed in February 2024 [signed].'}}\n{_CLAIMS}{_SIGNED}"),
    bad=(_PATH, f"{_PACT}lead: {{en: 'The South Pact was signed in May 2024 [signed].'}}\n{_CLAIMS}{_SIGNED}"),
)  # fmt: skip
def lead_rests_on_claims(context: Context) -> Iterable[Problem]:
    """Each sentence of a lead names its claims, and its names, numbers and months stand in those claims or in their statements; the lead covers the latest claims."""
    corpus, ordinary_words = context.corpus, frozenset(map(fold, context.vocabulary))
    with_lead = [entry for entry in context.selected(corpus.entries) if not isinstance(entry, Term) and entry.lead]
    # Collected from all entries only if there is a lead to check.
    names = leads.first_names(corpus) - ordinary_words if with_lead else frozenset()
    for entry in with_lead:
        for wording in entry.lead:
            place = corpus.place(entry.id, "lead", wording.lang)
            yield from unfounded(context, entry, wording, place, ordinary_words, names)
            lead_sentences = leads.sentences(wording.text)
            headline = _headline(context, entry)
            if missing_claim := leads.stale(entry, lead_sentences, headline):
                yield Problem(
                    place,
                    "HB322",
                    f"the lead does not know the claim '{missing_claim}'",
                    "tell it, and name it in brackets",
                )


def unfounded(
    context: Context,
    entry: Entry | None,
    wording: Wording,
    place: Place,
    ordinary_words: frozenset[str],
    names: frozenset[str],
) -> Iterator[Problem]:
    """The sentences of a lead that name no claim, or say something that none of their claims has."""
    for sentence in leads.sentences(wording.text):
        start = " ".join(sentence.text.split()[:6])
        if not sentence.labels:
            yield Problem(
                place, "HB322", f"the sentence '{start} ...' names no claim", "end it with [label] of its claims"
            )
        exist = all(leads.claim_of(context.corpus, entry, label) for label in sentence.labels)
        missing = (
            leads.unsupported(context.corpus, entry, sentence, wording.lang, ordinary_words, names) if exist else []
        )
        if sentence.labels and missing:
            words = ", ".join(f"'{word}'" for word in missing)
            yield Problem(
                place,
                "HB322",
                f"{words} in '{start} ...' stands in none of its claims",
                "name the claim that has it, or leave it out",
            )


def _headline(context: Context, entry: Entry) -> StageClaim | None:
    """The claim of an agreement's headline; None for other entries."""
    if not isinstance(entry, Agreement):
        return None
    return agreement_state.headline(context.corpus, entry).claim


@rule(
    "HB323", "a statement is not linked to what came later",
    good=("seeds/articles/post-2024.md", "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024-05\nlanguage: en\nrole: corroborating\nconsulted: 2024\n---\n\n2a. The Signature of the North Pact was seen.\n  when: 2024-02\n"),
    bad=("seeds/articles/post-2024.md", "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2023-12\nlanguage: en\nrole: corroborating\nconsulted: 2024\n---\n\n2a. The Signature of the North Pact was seen.\n  when: 2023-11\n"),
)  # fmt: skip
def linked_in_time(context: Context) -> Iterable[Problem]:
    """A statement that is about the past, and was published before an event could happen, does not name that event."""
    corpus = context.corpus
    for source in context.selected(corpus.sources):
        published = source.header.published.latest
        for statement in source.statements:
            latest = statement.when.latest if statement.when else None
            if not (published and latest and latest < published):
                continue
            links = context.mentions.get(statement.citation)
            for event in sorted({m.entry for m in links.mentions if m.entry in corpus.events}) if links else ():
                dates = (d.date.earliest for d in corpus.events[event].dates)
                first_day = min((day for day in dates if day), default=None)
                if first_day and published < first_day:
                    yield Problem(
                        Place(source.path, statement.line), "HB323",
                        f"{statement.label} is dated {statement.when} and names '{event}', which began on {first_day} at the earliest",
                        "say in a ruling which entry the words name, or mend a date",
                    )  # fmt: skip
