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
    for entry in context.some(corpus.entries):
        by_label = {c.label: c for c in claims_of(entry)}
        for claim in by_label.values():
            place = corpus.place(entry.id, "claims", claim.label)
            name = f"the claim '{claim.label}'"
            if both := sorted(set(map(str, claim.cite)) & set(map(str, claim.against))):
                yield Problem(place, "HB320", f"{', '.join(both)} is for and against {name}", "keep it on one side")
            if claim.settled and not claim.against:
                yield Problem(
                    place, "HB320", f"{name} is settled and nothing is against it", "name what is, or remove settled:"
                )
            if _in_circle(claim, by_label):
                yield Problem(place, "HB320", f"{name} supersedes itself, through others", "remove one supersedes:")
            if isinstance(claim, StageClaim) and claim.date and claim.date.earliest:
                last = [
                    _last(corpus.sources[c.source].header.published) for c in claim.cite if c.source in corpus.sources
                ]
                if last and claim.date.earliest > max(last):
                    yield Problem(
                        place, "HB320", f"{name} is dated {claim.date}, after its sources were published",
                        "check the date; what is still to come is promised or announced, and dated by when that was said",
                    )  # fmt: skip


def _last(date: PartialDate) -> dt.date:
    return date.latest or dt.date.max


def _in_circle(claim: Claim, by_label: dict[str, Claim]) -> bool:
    """Whether following ``supersedes`` from a claim leads back to it."""
    at, passed = claim.supersedes, {claim.label}
    while at and at in by_label:
        if at in passed:
            return at == claim.label
        passed.add(at)
        at = by_label[at].supersedes
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
    for entry in context.some(corpus.entries):
        for one, other in contradictions(entry):
            keys = {f"{entry.id}#{c.label}" for c in (one, other)}
            if not keys <= named:
                yield Problem(
                    corpus.place(entry.id, "claims", other.label), "HB321",
                    f"the claims '{one.label}' and '{other.label}' cannot both be true",
                    "make them one claim with against:, or name both in the claims: of a conflict",
                )  # fmt: skip


def contradictions(entry: Entry) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims that cannot both be true: different dates of one event, different numbers of one thing at one time, two values of a fact that has only one."""
    if isinstance(entry, Term):
        return
    for one, other in combinations(entry.claims, 2):
        if isinstance(one, DateClaim) and isinstance(other, DateClaim):
            if isinstance(entry, Event) and not one.note and not other.note and not _meet(one.date, other.date):
                yield one, other
        elif isinstance(one, AmountClaim) and isinstance(other, AmountClaim):
            if (
                (one.unit, one.of, one.by) == (other.unit, other.of, other.by)
                and one.value != other.value
                and one.approx == other.approx
            ):
                yield one, other
        elif isinstance(one, FactClaim) and isinstance(other, FactClaim):
            if one.field == other.field and one.of == other.of and _facts_differ(one, other):
                yield one, other
        elif (
            isinstance(one, StageClaim)
            and isinstance(other, StageClaim)
            and one.stage == other.stage
            and (
                one.stage in (Stage.SIGNED, Stage.RATIFIED)
                and one.note == other.note
                and not _meet(one.date, other.date)
            )
        ):
            yield one, other


def _facts_differ(one: FactClaim, other: FactClaim) -> bool:
    """Whether two facts of one field cannot both be true: different days of foundation, or two values at one time of a field that has only one."""
    if one.field == "founded":
        return not _meet(one.as_of, other.as_of)
    if one.field not in _SINGLE or not _meet(one.as_of, other.as_of):
        return False
    if one.quantity and other.quantity:
        return one.quantity.value != other.quantity.value and one.as_of == other.as_of
    return one.value != other.value


def _meet(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two dates can be the same; a missing date can be any."""
    if one is None or other is None:
        return True
    return (one.earliest or dt.date.min) <= _last(other) and (other.earliest or dt.date.min) <= _last(one)


@rule(
    "HB322", "a lead rests on claims",
    good=(_PATH, f"{_PACT}lead: {{en: 'The South Pact was signed in February 2024 [signed].'}}\n{_CLAIMS}{_SIGNED}"),
    bad=(_PATH, f"{_PACT}lead: {{en: 'The South Pact was signed in May 2024 [signed].'}}\n{_CLAIMS}{_SIGNED}"),
)  # fmt: skip
def lead_rests_on_claims(context: Context) -> Iterable[Problem]:
    """Each sentence of a lead names its claims, and its names, numbers and months stand in those claims or in their statements; the lead covers the latest claims."""
    corpus, free = context.corpus, frozenset(map(fold, context.vocabulary))
    with_lead = [entry for entry in context.some(corpus.entries) if not isinstance(entry, Term) and entry.lead]
    # Collected from all entries only if there is a lead to check.
    names = leads.first_names(corpus) - free if with_lead else frozenset()
    for entry in with_lead:
        for wording in entry.lead:
            place = corpus.place(entry.id, "lead", wording.lang)
            yield from unfounded(context, entry, wording, place, free, names)
            lead_sentences = leads.sentences(wording.text)
            headline = _headline(context, entry)
            if behind := leads.stale(entry, lead_sentences, headline):
                yield Problem(
                    place, "HB322", f"the lead does not know the claim '{behind}'", "tell it, and name it in brackets"
                )


def unfounded(
    context: Context, entry: Entry | None, wording: Wording, place: Place, free: frozenset[str], names: frozenset[str]
) -> Iterator[Problem]:
    """The sentences of a lead that name no claim, or say something that none of their claims has."""
    for sentence in leads.sentences(wording.text):
        start = " ".join(sentence.text.split()[:6])
        if not sentence.labels:
            yield Problem(
                place, "HB322", f"the sentence '{start} ...' names no claim", "end it with [label] of its claims"
            )
        known = all(leads.claim_of(context.corpus, entry, label) for label in sentence.labels)
        missing = leads.unsupported(context.corpus, entry, sentence, wording.lang, free, names) if known else []
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
    for source in context.some(corpus.sources):
        published = source.header.published.latest
        for statement in source.statements:
            latest = statement.when.latest if statement.when else None
            if not (published and latest and latest < published):
                continue
            links = context.mentions.get(statement.citation)
            for event in sorted({m.entry for m in links.mentions if m.entry in corpus.events}) if links else ():
                dates = (d.date.earliest for d in corpus.events[event].dates)
                first = min((day for day in dates if day), default=None)
                if first and published < first:
                    yield Problem(
                        Place(source.path, statement.line), "HB323",
                        f"{statement.label} is dated {statement.when} and names '{event}', which began on {first} at the earliest",
                        "say in a ruling which entry the words name, or mend a date",
                    )  # fmt: skip
