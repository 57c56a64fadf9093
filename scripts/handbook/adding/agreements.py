"""Turn sentences about agreements into draft records: the parties, the kind, the field and the stages.

Pure.  Sentences of an article that name the same actors and concern the same field are one
agreement, until a person says otherwise.  Its name is made of these facts and never of the
article's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from handbook.adding.names import NOT_DESCRIBED, free_id
from handbook.adding.telling import DoubtfulAct, ToldAct, acts_in
from handbook.claims import PartClaim, StageClaim, claim_label
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.kinds import AgreementKind, EventKind, NameKind, Review, Sector, Stage
from handbook.model import Actor, Agreement, Citation, Event, Found, Header
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: The most proposals from one article; those with the most sentences come first.
MOST = 30
#: The most sentences that one proposal cites, from the first on; for the others it says how many paragraphs they are in.
MOST_CITED = 100
#: The kinds from the most to the least specific.
_RANK = (
    AgreementKind.TREATY,
    AgreementKind.MEMORANDUM,
    AgreementKind.MEASURE,
    AgreementKind.FRAMEWORK,
    AgreementKind.FUNDING,
    AgreementKind.DELIVERY,
    AgreementKind.PLEDGE,
    AgreementKind.DECISION,
    AgreementKind.PROPOSAL,
)
#: The noun in the name of a proposal, until a person names it.
_CALLED = {
    AgreementKind.TREATY: "treaty",
    AgreementKind.MEMORANDUM: "memorandum",
    AgreementKind.MEASURE: "measures",
    AgreementKind.FRAMEWORK: "agreement",
    AgreementKind.FUNDING: "funding",
    AgreementKind.DELIVERY: "delivery",
    AgreementKind.PLEDGE: "pledge",
    AgreementKind.DECISION: "decision",
    AgreementKind.PROPOSAL: "proposal",
}
_ADJECTIVES = {Sector.DIPLOMACY: "diplomatic", Sector.ECONOMY: "economic"}
#: The share of sentences found that really are about an agreement, measured on unseen texts; verbs of signing err less.
_SURE = {Stage.SIGNED: 0.9, Stage.RATIFIED: 0.9}
_LESS_SURE = 0.8


def proposed(
    corpus: Corpus,
    annotated: Iterable[Annotated],
    drafts: Mapping[str, Actor],
    header: Header,
    taken_ids: Iterable[str],
) -> tuple[list[Agreement], list[DoubtfulAct]]:
    """Draft the agreements of an article, between registered actors and those in ``drafts`` (by the keys of their names).

    A sentence that names a registered agreement is about that one, and proposes nothing.  The second list has
    possible agreements that a person is asked about.
    """
    acts, doubtful = acts_in(corpus, annotated, dict(drafts), header)
    groups: dict[tuple[tuple[str, ...], Sector, int, bool], list[ToldAct]] = {}
    for t in _specific(acts):
        # What was given is a step of a paper only where the article says that both are of one field.
        general_gift = t.stage in (Stage.DELIVERED, Stage.FUNDED) and t.sector is Sector.DIPLOMACY
        groups.setdefault((t.between, t.sector, t.number, general_gift), []).append(t)
    actors = {a.id: a for a in (*drafts.values(), *corpus.actors.values())}
    used_ids = set(taken_ids)
    agreements: list[Agreement] = []
    divided = [
        (parties, sector, part)
        for (parties, sector, _n, _general_gift), group_acts in groups.items()
        for part in _by_year(group_acts, header.published)
    ]
    for parties, sector, group_acts in sorted(divided, key=lambda g: (-len(g[2]), g[2][0].cite))[:MOST]:
        name = _unlike(_name(group_acts, sector, [_shortest(actors[p]) for p in parties], header), agreements)
        identity = free_id(name, used_ids)
        used_ids.add(identity)
        agreements.append(_record(identity, name, parties, sector, group_acts, header))
    return agreements, doubtful


def _specific(acts: Sequence[ToldAct]) -> list[ToldAct]:
    """Drop acts such as "several agreements were signed" if the article says which ones; these take over its date."""
    specific: list[ToldAct] = []
    for t in acts:
        particular = [o for o in acts if o.between == t.between and o.stage == t.stage and not o.general]
        if t.general and particular:
            continue
        dated = [o for o in acts if o.general and o.between == t.between and o.stage == t.stage and o.date]
        if t.date is None and not t.general and len({str(o.date) for o in dated}) == 1:
            specific += [replace(t, date=dated[0].date), replace(t, cite=dated[0].cite, date=dated[0].date)]
        else:
            specific.append(t)
    return specific


def placed(agreement: Agreement, events: Iterable[Event]) -> Agreement:
    """A draft agreement with the place of its signature, if the draft signature events of the same statement and day agree on one."""
    signatures = [e for e in events if e.kind == EventKind.SIGNATURE]

    def place_of(step: StageClaim) -> str | None:
        places = {
            e.place
            for e in signatures
            for d in e.dates
            if d.date == step.date and not set(d.cite).isdisjoint(step.cite)
        }
        return places.pop() if len(places) == 1 and step.stage == Stage.SIGNED else step.place

    claims = (replace(c, place=place_of(c)) if isinstance(c, StageClaim) else c for c in agreement.claims)
    return replace(agreement, claims=tuple(claims))


def _unlike(name: str, drafted: Iterable[Agreement]) -> str:
    """A name that no other proposal has, with a number if need be."""
    names = {a.name for a in drafted}
    return next(n for n in (name, *(f"{name}, {number}" for number in range(2, MOST + 2))) if n not in names)


def _by_year(acts: Sequence[ToldAct], published: PartialDate) -> list[list[ToldAct]]:
    """Divide acts by the year of signature, since a paper is signed only once.

    A paper without a date that was not mentioned before was signed in the year of the article; acts of another
    year, or of none, go with the first year.
    """
    published_year = next(iter(published.years), 0) if published.earliest else 0

    def signed_in(t: ToldAct) -> int:
        if t.stage != Stage.SIGNED:
            return 0
        dated = t.date.years[0] if t.date and t.date.years else 0
        return dated or (0 if t.again else published_year)

    years = dict.fromkeys(year for t in acts if (year := signed_in(t)))
    parts: dict[int, list[ToldAct]] = {year: [] for year in years or (0,)}
    first_year = next(iter(parts))
    for t in acts:
        year = signed_in(t) or (t.date.years[0] if t.date and t.date.years else first_year)
        parts.get(year, parts[first_year]).append(t)
    return [part for part in parts.values() if part]


def _shortest(actor: Actor) -> str:
    """The name of an actor within the name of a draft: its short one, if its entry keeps that name whatever statements say."""
    if actor.review is Review.DRAFT:
        return actor.name
    return next((n.text for n in actor.names if n.kind is NameKind.ABBREVIATION), actor.name)


def _name(acts: Sequence[ToldAct], sector: Sector, names: Sequence[str], header: Header) -> str:
    kind = min((t.kind for t in acts), key=_RANK.index)
    years = next(
        (list(t.date.years) for t in acts if t.date and t.date.years),
        list(header.published.years) if header.published.earliest else [],
    )
    year_suffix = f" ({years[0]})" if years else ""
    between = ", ".join(names[:-1]) + f" and {names[-1]}"
    field = _ADJECTIVES.get(sector, sector).capitalize()
    return clean(f"{field} {_CALLED[kind]}: {between}{year_suffix}")[:300]


def _record(
    identity: str, name: str, parties: Sequence[str], sector: Sector, acts: Sequence[ToldAct], header: Header
) -> Agreement:
    uncited_count = len({t.cite.paragraph for t in acts} - {t.cite.paragraph for t in acts[:MOST_CITED]})
    acts = acts[:MOST_CITED]
    cites = tuple(dict.fromkeys(t.cite for t in acts))
    steps: dict[tuple[Stage, PartialDate | None], list[Citation]] = {}
    for t in acts:
        step_cites = steps.setdefault((t.stage, t.date), [])
        if t.cite not in step_cites:
            step_cites.append(t.cite)
    words = ", ".join(f"'{w}'" for w in dict.fromkeys(t.words for t in acts[:3]))
    labels: set[str] = set()
    paragraph_list = ", ".join(map(str, sorted({c.paragraph for c in cites}))) + (
        f" and {uncited_count:,} more" if uncited_count else ""
    )
    return Agreement(
        id=identity,
        kind=min((t.kind for t in acts), key=_RANK.index),
        name=name,
        gloss=f"Told of in {header.short}; {NOT_DESCRIBED}",
        cite=cites,
        sector=sector,
        claims=(
            *(
                StageClaim(
                    label=claim_label(labels, stage, str(date or "")), stage=stage, date=date, cite=tuple(step_cites)
                )
                for (stage, date), step_cites in steps.items()
            ),
            *(PartClaim(label=f"party-{p}"[:80], actor=p, cite=cites) for p in parties),
        ),
        review=Review.DRAFT,
        found=Found(
            evidence=f"{words} beside the parties in paragraph {paragraph_list} of {header.short}",
            confidence=max(_SURE.get(t.stage, _LESS_SURE) for t in acts),
        ),
    )


def alike(corpus: Corpus, draft: Agreement) -> list[Agreement]:
    """Agreements and drafts that a draft may duplicate: same field, at least two common parties; same kind and years first."""
    parties, years = {p.actor for p in draft.parties}, _years(draft)
    similar = [
        a
        for a in corpus.agreements.values()
        if a.id != draft.id and a.sector == draft.sector and len(parties & {p.actor for p in a.parties}) > 1
    ]
    return sorted(similar, key=lambda a: (a.kind != draft.kind, not years & _years(a), a.id))[:3]


def _years(agreement: Agreement) -> set[int]:
    return {year for step in agreement.stages if step.date for year in step.date.years}
