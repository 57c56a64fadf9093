"""From sentences that speak of agreements to draft records: between whom, of what kind, in which field, and its stages.

Pure.  The sentences of an article that name the same actors and speak of the same field
are one agreement, until a person says otherwise.  Its name is made of these facts and
never of the article's words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook.adding.names import NOT_DESCRIBED, free, key
from handbook.claims import PartClaim, StageClaim, claim_label
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.places import iso_code
from handbook.extraction.spans import Cue, Named, sentences
from handbook.kinds import ActorKind, AgreementKind, NameKind, Review, Rights, Sector, Stage
from handbook.model import Actor, Agreement, Citation, Found, Header
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: Who can be a party; a newspaper that is named has reported.
_PARTIES = frozenset(
    {
        ActorKind.STATE,
        ActorKind.INTERGOVERNMENTAL,
        ActorKind.GOVERNMENT,
        ActorKind.MILITARY,
        ActorKind.COMPANY,
        ActorKind.ARMED_GROUP,
        ActorKind.NGO,
    }
)
#: A sentence with more actors than this lists them.
_MANY = 6
#: Sentences of a paragraph that become statements, in a source that may be copied.
SENTENCES = 700
#: Proposals of one article at most, those that most sentences speak of.
MOST = 30
#: Sentences that one proposal cites at most, the first ones; of others it says how many paragraphs they are in.
MOST_CITED = 100
#: What a paper is called says what it is; the first that is found.
_PAPERS = (
    (AgreementKind.MEMORANDUM, r"m[eé]morand\w+|MoUs?|protocoles? d[’']accord|road ?maps?|feuilles? de route|letters? of intent|lettres? d[’']intention"),
    (AgreementKind.TREATY, r"treat(?:y|ies)|traités?|charters?|chartes?|pacts?|pactes?|conventions?"),
    (AgreementKind.MEASURE, r"sanctions?|embargos?"),
    (AgreementKind.FUNDING, r"loans?|prêts?|grants?|credits?|crédits?|(?:line|ligne) (?:of|de) cr[eé]dit"),
)  # fmt: skip
#: Else what was done says it.  Stages that are not here are of an agreement that is there, or of none.
_DONE = {
    Stage.SIGNED: AgreementKind.FRAMEWORK,
    Stage.RATIFIED: AgreementKind.FRAMEWORK,
    Stage.AGREED: AgreementKind.FRAMEWORK,
    Stage.FUNDED: AgreementKind.FUNDING,
    Stage.DELIVERED: AgreementKind.DELIVERY,
    Stage.PROMISED: AgreementKind.PLEDGE,
    Stage.ANNOUNCED: AgreementKind.PLEDGE,
    Stage.PROPOSED: AgreementKind.PROPOSAL,
    Stage.DISCUSSED: AgreementKind.PROPOSAL,
    Stage.SUSPENDED: AgreementKind.DECISION,
    Stage.ENDED: AgreementKind.DECISION,
    Stage.DENOUNCED: AgreementKind.DECISION,
}
#: Of several kinds the one that says most.
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
_FIELDS = (
    (Sector.MINING, r"gold|mines?|mining|minerals?|lithium|uranium|bauxite|minière?s?|minerais?|raffineries? d[’']or"),
    (Sector.FOOD, r"grains?|wheat|cereals?|flour|fertili[sz]ers?|food|blé|céréales|engrais|farine|aliment\w+|agricultur\w+|agricol\w+"),
    (Sector.ENERGY, r"nuclear|nucléaires?|atomic|reactors?|power (?:plants?|stations?)|solar|solaires?|electricity|électricité|énerg\w+|energy|oil|petroleum|pétrol\w+|gas|gaz|gazoducs?|oléoducs?|fuel|diesel|carburants?|pipelines?|megawatts?|MW|centrales?"),
    (Sector.DEFENCE, r"arms|weapons?|ammunition|military|troops|defen[cs]e|security|helicopters?|aircraft|drones?|missiles?|radars?|instructors?|army|cease-?fires?|truces?|terroris\w+|armes|armements?|munitions|militaires?|défense|sécurité|hélicoptères?|armées?|cessez-le-feu|trêves?"),
    (Sector.INFRASTRUCTURE, r"railways?|trams?|roads?|airports?|ports?|bridges?|dams?|satellites?|telecom\w*|hospitals?|infrastructures?|routes?|aéroports?|ponts?|barrages?|hôpita(?:l|ux)|chemins? de fer"),
    (Sector.ECONOMY, r"trade|invest\w+|banks?|loans?|credits?|debts?|currency|markets?|economic|commerc\w+|prêts?|crédits?|dettes?|économi\w+|barter|customs|douan\w+|business"),
)  # fmt: skip
_PAPER = tuple((kind, re.compile(rf"\b(?:{words})\b", re.I)) for kind, words in _PAPERS)
_FIELD = tuple((sector, re.compile(rf"\b(?:{words})\b", re.I)) for sector, words in _FIELDS)
#: Words of a plan that is of one's own.
_WEAK = re.compile(r"construction of|expected to|ambitions?|aims? (?:to|at)|initiatives?|intends? to", re.I)
#: What stands before the name of whoever reports, and of a place.
_SAYS = re.compile(
    r"\b(?:according to|selon|d[’']après|said|says|told|announced by|écri[tv]\w*|writes?|reports?|reported|(?:annonc|indiqu|déclar|précis|rapport|soulign)\w+|not(?:e[sd]?|ent|é|ait))\s+(?:(?:the|an?|la|le|les|l[’'])\s*)?$"
)
_CLAUSE = re.compile(r"[,”\"»]\s+(?:the|an?|la|le|les|l[’'])?\s*(?:\w+\s+)?$")
_SAID = re.compile(r"\s*(?:said|says|adds|added|informs|told|noted|reported|reports|correspondent)\b")
_TONGUE = re.compile(r"-(?:speaking|language|born)\b")
_DASH = re.compile(r"\s*[-–—:]")
_WHERE = re.compile(r"\b(?:in|en|near)\s+(?:the\s+)?$|\b(?:in|à|from)\s+[A-ZÀ-Ý][\w-]+, (?:(?:in|au|en|aux) )?$")
#: How a proposal is called until a person names it.
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
#: The share of sentences found that do speak of an agreement, measured on texts not seen before; verbs of signing err less.
_SURE = {Stage.SIGNED: 0.9, Stage.RATIFIED: 0.9}
_LESS_SURE = 0.8


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence says; ``words`` are those that told the stage."""

    cite: Citation
    stage: Stage
    kind: AgreementKind
    words: str
    date: PartialDate | None


def proposed(
    corpus: Corpus, annotated: Iterable[Annotated], drafts: Mapping[str, Actor], header: Header, taken: Iterable[str]
) -> list[Agreement]:
    """Draft agreements of an article, between registered actors and those in ``drafts``, by the keys of their names.

    A sentence that names a registered agreement is about that one, and proposes nothing.
    """

    groups: dict[tuple[tuple[str, ...], Sector], list[_Told]] = {}
    for part in annotated:
        for between, sector, told in _sentences(corpus, drafts, header, part):
            groups.setdefault((between, sector), []).append(told)
    actors = {a.id: a for a in (*drafts.values(), *corpus.actors.values())}
    used = set(taken)
    made = []
    # What is only talked about is an event.
    agreed = {where: said for where, said in groups.items() if any(t.stage != Stage.DISCUSSED for t in said)}
    divided = [(who, sector, part) for (who, sector), said in agreed.items() for part in _by_year(said)]
    for who, sector, said in sorted(divided, key=lambda g: (-len(g[2]), g[2][0].cite))[:MOST]:
        name = _name(said, sector, [_shortest(actors[p]) for p in who], header)
        identity = free(name, used)
        used.add(identity)
        made.append(_record(identity, name, who, sector, said, header))
    return made


def _by_year(said: Sequence[_Told]) -> list[list[_Told]]:
    """What is told divided by the years in which something was signed: a paper is signed once.

    What has another year, or none, goes with the first.
    """
    years = dict.fromkeys(t.date.years[0] for t in said if t.stage == Stage.SIGNED and t.date and t.date.years)
    parts: dict[int, list[_Told]] = {year: [] for year in years or (0,)}
    first = next(iter(parts))
    for t in said:
        year = t.date.years[0] if t.date and t.date.years else first
        parts.get(year, parts[first]).append(t)
    return list(parts.values())


def _sentences(
    corpus: Corpus, drafts: Mapping[str, Actor], header: Header, part: Annotated
) -> Iterator[tuple[tuple[str, ...], Sector, _Told]]:
    """The sentences of a paragraph that propose something: between whom, in which field, and what."""

    def between(start: int, end: int, places: bool) -> set[Actor]:
        return _actors(corpus, drafts, _acting(part.text, named(start, end), places), header.language)

    def named(start: int, end: int) -> Sequence[Named]:
        return part.named[bisect_left(begins, start) : bisect_left(begins, end)]

    begins = [n.start for n in part.named]
    starts = [start for start, _end in sentences(part.text)[:SENTENCES]]
    for cue in part.cues:
        number = bisect_left(starts, cue.start)
        if number == len(starts):
            break
        stage = Stage(cue.stage)
        text = part.text[cue.start : cue.end]
        kind = _kind(text, stage)
        inside = named(cue.start, cue.end)
        if kind is None or _WEAK.fullmatch(cue.words) or any(n.entry in corpus.agreements for n in inside):
            continue
        parties = between(cue.start, cue.end, _DONE[stage] is AgreementKind.FRAMEWORK)
        if len(parties) == 1 and number:
            # "It signed ... with Alba": the other one was named in the sentence before.
            parties |= between(starts[number - 1], cue.start, True)
        if len(parties) == 1:
            parties |= _of_officials(corpus, drafts, inside)
        widest = tuple(sorted(_widest(parties)))
        if 1 < len(widest) <= _MANY:
            # A source that may be copied has a statement for each sentence.
            label = f"{part.number}{letters(number) if header.rights is Rights.OPEN else 'a'}"
            words = clean(cue.words)[:40]
            yield (
                widest,
                _sector(text),
                _Told(Citation(header.id, part.number, label), stage, kind, words, _date(part, cue)),
            )


def letters(index: int) -> str:
    """The letter of a paragraph's statement from its number, 0 is a; after z comes aa."""
    return chr(97 + index) if index < 26 else chr(96 + index // 26) + chr(97 + index % 26)


def _actors(corpus: Corpus, drafts: Mapping[str, Actor], named: Iterable[Named], language: str) -> set[Actor]:
    """The actors that can agree on something; the Rwandan government is Rwanda's."""
    states = {a.iso: a for a in drafts.values() if a.iso}
    found = (
        corpus.actors.get(n.entry)
        if n.entry
        else drafts.get(key(n.surface)) or (states.get(iso_code(n.surface, language)) if n.ner == "NORP" else None)
        for n in named
    )
    return {actor for actor in found if actor is not None and actor.kind in _PARTIES}


def _of_officials(corpus: Corpus, drafts: Mapping[str, Actor], named: Iterable[Named]) -> set[Actor]:
    """Those for whom the registered people of a sentence hold an office: what a president promises, his state does."""
    people = (corpus.actors.get(n.entry) or drafts.get(key(n.surface)) for n in named if n.ner == "PER")
    offices = {f.of for person in people if person for f in person.facts if f.field in ("office", "rank") and f.of}
    return {corpus.actors[o] for o in offices if o in corpus.actors and corpus.actors[o].kind in _PARTIES}


def _acting(text: str, named: Iterable[Named], places: bool) -> list[Named]:
    """Names without those in brackets, of who says it and, if ``places``, of where it was done."""
    kept: list[Named] = []
    end = -1
    for n in named:
        # "the African Union (AU)", "DOHA (Reuters) -- ".
        bracketed = text.startswith("(", max(0, n.start - 1)) and text.startswith(")", n.end)
        again = bracketed and (end == n.start - 2 or _DASH.match(text, n.end + 1))
        end = n.end
        before = max(0, n.start - 40), n.start
        says = _SAYS.search(text, *before) or (_CLAUSE.search(text, *before) and _SAID.match(text, n.end))
        if not (
            again or says or _TONGUE.match(text, n.end) or (places and n.ner == "GPE" and _WHERE.search(text, *before))
        ):
            kept.append(n)
    return kept


def _widest(actors: set[Actor]) -> set[str]:
    """The ids of states, and of others that are no part of another by name, such as the authorities of a state."""
    names = {a.id: f" {key(a.name)} " for a in actors}
    return {
        a.id for a in actors if a.kind == ActorKind.STATE or not any(names[o.id] in names[a.id] for o in actors - {a})
    }


def _shortest(actor: Actor) -> str:
    return next((n.text for n in actor.names if n.kind is NameKind.ABBREVIATION), actor.name)


def _kind(text: str, stage: Stage) -> AgreementKind | None:
    """By what the paper is called, or by what was done; goods are delivered whatever the sentence speaks of besides."""
    done = _DONE.get(stage)
    if done is None or done in (AgreementKind.DELIVERY, AgreementKind.FUNDING):
        return done
    return next((kind for kind, words in _PAPER if words.search(text)), done)


def _sector(text: str) -> Sector:
    """The field that most of a sentence's words are of; diplomacy if none is."""
    counted = [(len(words.findall(text)), sector) for sector, words in _FIELD]
    most = max(n for n, _sector in counted)
    return next(sector for n, sector in counted if n == most) if most else Sector.DIPLOMACY


def _date(part: Annotated, cue: Cue) -> PartialDate | None:
    """The date of a sentence, if it has one and no other."""
    dates = {d.value for d in part.dates if cue.start <= d.start < cue.end and d.kind == "DATE" and d.value}
    return PartialDate.parse(dates.pop()) if len(dates) == 1 else None


def _name(said: Sequence[_Told], sector: Sector, names: Sequence[str], header: Header) -> str:
    kind = min((t.kind for t in said), key=_RANK.index)
    years = next((list(t.date.years) for t in said if t.date and t.date.years), list(header.published.years))
    when = f" ({years[0]})" if years else ""
    between = ", ".join(names[:-1]) + f" and {names[-1]}"
    field = _ADJECTIVES.get(sector, sector).capitalize()
    return clean(f"{field} {_CALLED[kind]}: {between}{when}")[:300]


def _record(
    identity: str, name: str, parties: Sequence[str], sector: Sector, said: Sequence[_Told], header: Header
) -> Agreement:
    more = len({t.cite.paragraph for t in said} - {t.cite.paragraph for t in said[:MOST_CITED]})
    said = said[:MOST_CITED]
    cites = tuple(dict.fromkeys(t.cite for t in said))
    steps: dict[tuple[Stage, PartialDate | None], list[Citation]] = {}
    for t in said:
        held = steps.setdefault((t.stage, t.date), [])
        if t.cite not in held:
            held.append(t.cite)
    words = ", ".join(f"'{w}'" for w in dict.fromkeys(t.words for t in said[:3]))
    taken: set[str] = set()
    where = ", ".join(dict.fromkeys(str(c.paragraph) for c in cites)) + (f" and {more:,} more" if more else "")
    return Agreement(
        id=identity,
        kind=min((t.kind for t in said), key=_RANK.index),
        name=name,
        gloss=f"Told of in {header.short}; {NOT_DESCRIBED}",
        cite=cites,
        sector=sector,
        claims=(
            *(
                StageClaim(label=claim_label(taken, stage, str(date or "")), stage=stage, date=date, cite=tuple(held))
                for (stage, date), held in steps.items()
            ),
            *(PartClaim(label=f"party-{p}"[:80], actor=p, cite=cites) for p in parties),
        ),
        review=Review.DRAFT,
        found=Found(
            evidence=f"{words} beside the parties in paragraph {where} of {header.short}",
            confidence=max(_SURE.get(t.stage, _LESS_SURE) for t in said),
        ),
    )


def alike(corpus: Corpus, draft: Agreement) -> list[Agreement]:
    """Agreements, drafts too, that a draft may be: of two of its parties at least, in its field, those of its kind and years first."""
    parties, years = {p.actor for p in draft.parties}, _years(draft)
    found = [
        a
        for a in corpus.agreements.values()
        if a.id != draft.id and a.sector == draft.sector and len(parties & {p.actor for p in a.parties}) > 1
    ]
    return sorted(found, key=lambda a: (a.kind != draft.kind, not years & _years(a), a.id))[:3]


def _years(agreement: Agreement) -> set[int]:
    return {year for step in agreement.stages if step.date for year in step.date.years}
