"""New names in an article: draft records for them, and questions where one is spelt much like a registered name.  Pure."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handbook.adding.body_kinds import by_name
from handbook.adding.names import MOST_CITED, NOT_DESCRIBED, PRODUCT, decided_names, free_id, key, slug
from handbook.adding.possible_duplicates import can_be_same
from handbook.corpus import Corpus
from handbook.extraction.across import same_in_other_languages
from handbook.extraction.inflection import forms, inflects
from handbook.extraction.naming_words import naming
from handbook.extraction.places import iso_code, without_style
from handbook.extraction.shouting import spoken
from handbook.extraction.spans import Evidence, Named
from handbook.i18n import territory
from handbook.kinds import ActorKind, NameKind, Review, RulingKind, TermKind
from handbook.model import Actor, Citation, Entry, Found, Header, Name, Ruling, Term
from handbook.plain_text import clean

#: From this ratio on two names are spelt much alike.
ALIKE = 0.86
#: An occurrence of a name, with the number of its paragraph.
Row = tuple[Named, int]


@dataclass(frozen=True)
class NameFacts:
    """What an article shows of its new names."""

    #: Names in other cases, with their nominatives.
    alone: Mapping[str, str]
    #: The names, as written, that it calls companies, and those that it calls political parties.
    firms: Container[str]
    political_parties: Container[str]
    #: What it calls a name for short, by the key of the name.
    short_forms: Mapping[str, Sequence[str]]


def new_names(
    corpus: Corpus, mentions: Mapping[str, list[Row]], header: Header, facts: NameFacts
) -> Iterable[tuple[str, Actor | Term | Ruling]]:
    """Draft records for new names, and a question for each name that resembles a registered one.

    ``mentions`` has the occurrences of a name by its key; results come with the key.
    Two names of one state, or one name in two alphabets, give the same record twice.
    """
    taken_ids = {*corpus.entries, *corpus.broken, *corpus.sources, header.id}
    registered_names = _registered_names(corpus)
    # A registered name that was not linked at its place is ambiguous there, not new.
    not_new = decided_names(corpus) | {registered_key for registered_key, _ in registered_names}
    last_names = _last_names(mentions.values(), facts.alone)
    drafted: dict[str, Actor | Term] = {}
    for folded, rows in mentions.items():
        named, number = max(rows, key=lambda row: (row[0].confidence, not _shouted(row[0])))
        if folded in not_new or (named.ner == "PER" and _family_name(named.surface) in last_names):
            continue
        if PRODUCT.fullmatch(named.surface):
            continue
        if named.ner == "ORG" and (code := iso_code(named.surface, header.language)):
            # US$ 6.5 billion: a state by its letters.
            if any(actor.iso == code for actor in corpus.actors.values()):
                continue
            named = replace(named, ner="GPE")
        name = _written_alone(named, facts.alone, header.language)
        across = same_in_other_languages(name, named.ner, header.language, corpus.entries.values())
        like = list(dict.fromkeys([*_similarly_spelt(folded, named, registered_names), *across]))[:3]
        if like:
            reason = f"{across.get(like[0], 'Spelt like a registered name.')} {named.evidence[:1].upper()}{named.evidence[1:]}."
            yield folded, _question(name, like, rows, header, reason)
            continue
        cite = (Citation(header.id, number, f"{number}a"),)
        short_forms = tuple(
            Name(text=short, kind=NameKind.ABBREVIATION, cite=cite) for short in facts.short_forms.get(folded, ())
        )
        kind = _kind(name, named, [row.surface for row, _ in rows], facts)
        record = replace(_record(free_id(name, taken_ids), name, named, header, cite, kind), names=short_forms)
        # DRC and Congo in one article are one state, Rosgeo and Росгео one body.
        identity_key = record.iso if isinstance(record, Actor) and record.iso else slug(name)
        earlier = drafted.setdefault(identity_key, record)
        if earlier is not record and can_be_same(earlier, record):
            yield folded, earlier
            continue
        taken_ids.add(record.id)
        yield folded, record


def _last_names(mentions: Iterable[Sequence[Row]], alone: Mapping[str, str]) -> set[str]:
    """The keys of the last words of the full names of people."""
    people = (rows[0][0].surface for rows in mentions if rows[0][0].ner == "PER" and " " in rows[0][0].surface)
    return {key(alone.get(surface, surface).rpartition(" ")[2]) for surface in people}


def _family_name(surface: str) -> str:
    """The key of a name of one word, particles in small letters apart (von der Sample); empty for a longer name."""
    words = surface.split()
    return key(words[-1]) if all(word[0].islower() for word in words[:-1]) else ""


def _shouted(named: Named) -> bool:
    """Whether the name of a place or person is in capitals, as in datelines and headlines: NOUAKCHOTT."""
    return named.ner in ("GPE", "PER") and named.surface.isupper()


def _written_alone(named: Named, alone: Mapping[str, str], language: str) -> str:
    """A name as it stands by itself: in the nominative, without the style of a state, not in the capitals of a dateline."""
    name = clean(alone.get(named.surface) or _state_alone(named, language))[:300]
    name = spoken(name, named.ner, language)
    return without_style(name, language) if named.evidence == Evidence.STATE_STYLE else name


def _state_alone(named: Named, language: str) -> str:
    """The name of a state in its base form: Rwanda for Republic of Rwanda, Эфиопия for Эфиопию."""
    if named.ner != "GPE":
        return named.surface
    name = without_style(named.surface, language)
    code = iso_code(name, language) if inflects(language) else ""
    alone = territory(code, language) if code else name
    return alone if name in forms(alone, language) else name


def _question(name: str, like: Sequence[str], rows: Iterable[Row], header: Header, reason: str) -> Ruling:
    """Whether a name is that of one of some entries: one question for all its forms, as the answer is known by all of them."""
    paragraphs = tuple(sorted({number for _row, number in rows})[:MOST_CITED])
    return Ruling(
        kind=RulingKind.QUESTION,
        text=name,
        entries=tuple(like),
        source=header.id,
        paragraphs=paragraphs,
        date=header.consulted,
        reason=reason,
    )


def _record(
    identity: str, name: str, named: Named, header: Header, cite: tuple[Citation, ...], kind: ActorKind
) -> Actor | Term:
    found = Found(evidence=f"{named.evidence}, in {header.short}", confidence=round(named.confidence, 2))
    gloss = f"Named in {header.short}; {NOT_DESCRIBED}"
    iso = iso_code(name, header.language) if named.ner == "GPE" else ""
    if named.ner == "GPE" and not iso and named.evidence != Evidence.STATE_STYLE:
        return Term(
            id=identity, kind=TermKind.PLACE, name=name, gloss=gloss, cite=cite, review=Review.DRAFT, found=found
        )
    kind = ActorKind.STATE if named.ner == "GPE" else kind
    return Actor(
        id=identity, kind=kind, name=name, gloss=gloss, cite=cite, iso=iso or None, review=Review.DRAFT, found=found
    )


#: A person's name that was recognised by its capitals only may be a firm's.
_CAPITALS = 0.6


def _kind(name: str, named: Named, spellings: Sequence[str], facts: NameFacts) -> ActorKind:
    """The kind of actor that a new name denotes; an unknown body counts as an organisation (NGO)."""
    kind_by_name = by_name(name)
    firm = any(spelling in facts.firms or slug(spelling) in facts.firms for spelling in spellings)
    party = any(spelling in facts.political_parties for spelling in spellings)
    if named.ner == "PER" and not (named.confidence <= _CAPITALS and (firm or kind_by_name == ActorKind.COMPANY)):
        return ActorKind.PERSON
    if party and kind_by_name == ActorKind.ARMED_GROUP:
        return ActorKind.NGO
    return kind_by_name or (ActorKind.COMPANY if firm else ActorKind.NGO)


def _registered_names(corpus: Corpus) -> list[tuple[str, Entry]]:
    return [
        (key(text), entry)
        for entry in corpus.entries.values()
        for text in (
            entry.name,
            *(n.text for n in entry.names if n.kind not in ("demonym", "description", "abbreviation")),
        )
    ]


def _may_be_namesake(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether folded names of people have one family name, and given names that can be of one person: A. for Ann, Bill for William."""
    if one[-1] != other[-1]:
        return False
    return one[0][0] == other[0][0] or any({one[0], other[0]} <= group for group in naming("en").nicknames)


def _similarly_spelt(folded: str, named: Named, registered_names: Iterable[tuple[str, Entry]]) -> list[str]:
    """Registered entries whose name is spelt much like this one; names of states are never confused with others."""
    words = sorted(folded.split())
    ratios: dict[str, float] = {}
    for registered_key, entry in registered_names:
        state = isinstance(entry, Actor) and entry.kind == ActorKind.STATE
        person = isinstance(entry, Actor) and entry.kind == ActorKind.PERSON
        if state or registered_key == folded or (named.ner == "PER") != person:
            continue
        if named.ner == "GPE" and isinstance(entry, Actor):
            # A town is no company, however alike their names are.
            continue
        parts = sorted(registered_key.split())
        if abs(len(" ".join(parts)) - len(" ".join(words))) > 8:
            continue
        pairs = list(zip(words, parts, strict=False))
        # Other transcriptions: every word begins with the same letter and is spelt much alike.
        spelt = len(words) == len(parts) > 1 and all(
            a[0] == b[0] and difflib.SequenceMatcher(None, a, b).ratio() >= 0.7 for a, b in pairs
        )
        initial = person and len(words) > 1 and _may_be_namesake(folded.split(), registered_key.split())
        alike = difflib.SequenceMatcher(None, " ".join(words), " ".join(parts))
        # The quick ratios are never below the real one, which takes far longer.
        if not (initial or spelt) and min(alike.real_quick_ratio(), alike.quick_ratio()) < ALIKE:
            continue
        ratio = alike.ratio()
        if ratio >= ALIKE or initial or spelt:
            ratios[entry.id] = max(ratios.get(entry.id, 0), ratio)
    return sorted(ratios, key=lambda e: -ratios[e])[:3]
