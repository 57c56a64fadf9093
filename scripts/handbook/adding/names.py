"""New names in an article: draft records for them, and questions where one is spelt much like a registered name.  Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from handbook.adding.body_kinds import by_name
from handbook.adding.possible_duplicates import can_be_same
from handbook.corpus import Corpus
from handbook.extraction.across import roman, same_in_other_languages
from handbook.extraction.inflection import forms, inflects
from handbook.extraction.naming_words import naming
from handbook.extraction.places import iso_code, without_style
from handbook.extraction.shouting import spoken
from handbook.extraction.spans import Evidence, Named
from handbook.folding import WORD, name_words
from handbook.i18n import territory
from handbook.kinds import ActorKind, NameKind, Review, RulingKind, TermKind
from handbook.model import RESERVED_IDS, Actor, Citation, Entry, Found, Header, Name, Ruling, Term
from handbook.plain_text import clean

ALIKE = 0.86
#: The most paragraphs that a question names, from the first on.
MOST_CITED = 100
#: The end of a proposed entry's description until a person writes one.
NOT_DESCRIBED = "not yet described."


def shortened(words: str, limit: int) -> str:
    """Hyphenated words, shortened between two words and not after a short one such as "and"; a single word is cut anywhere."""
    if len(words) <= limit:
        return words
    return re.sub(r"(?:-\w{1,3})+$", "", words[: limit + 1].rpartition("-")[0]) or words[:limit]


def slug(name: str) -> str:
    """An id from a name: folded words with hyphens, Cyrillic in Latin letters; in other scripts the code points of the letters."""
    words = [re.sub(r"[^a-z0-9]", "", roman(w)) for w in WORD.findall(name)]
    id_ = "-".join(w for w in words if w)
    return shortened(id_, 60) or "name-" + "-".join(f"{ord(c):x}" for c in name if c.isalnum())[:50].strip("-")


def free_id(name: str, taken_ids: Container[str]) -> str:
    """An id from a name, with a number if it is taken."""
    identity, suffix = slug(name), 2
    while identity in taken_ids or identity in RESERVED_IDS:
        identity, suffix = f"{slug(name)[:70]}-{suffix}", suffix + 1
    return identity


def key(name: str) -> str:
    """The folded words of a name, equal for its different spellings."""
    return " ".join(name_words(name))


def decided_names(corpus: Corpus) -> set[str]:
    """The keys of names that a person has decided on, or is asked about already."""
    kinds = (RulingKind.REJECTED, RulingKind.SAME, RulingKind.QUESTION)
    return {key(ruling.text) for ruling in corpus.rulings if ruling.kind in kinds}


def of_publication(text: str, publication: str) -> list[tuple[int, int]]:
    """Where a text names the publication itself: (The Post), "told The Post"; a name of one word only in brackets or slashes."""
    name = re.escape(publication)
    alone = rf"|(?<!\w){name}(?!\w)" if len(WORD.findall(publication)) > 1 else ""
    return [match.span() for match in re.finditer(rf"[(/]\s*{name}\s*[)/]{alone}", text, re.IGNORECASE)]


#: Names of products, which are not bodies: K2, MiG-29, Mi-171.
PRODUCT = re.compile(r"[A-Za-z]{1,4}-?\d{1,4}\w{0,3}")


def new_names(
    corpus: Corpus,
    mentions: Mapping[str, list[tuple[Named, int]]],
    header: Header,
    alone: Mapping[str, str],
    firms: Iterable[str] = (),
    political_parties: Container[str] = frozenset(),
    short_forms: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Iterable[tuple[str, Actor | Term | Ruling]]:
    """Draft records for new names, and a question for each name that resembles a registered one.

    ``mentions`` has, by the key of a name, its occurrences with the numbers of their paragraphs; results come with the key.
    ``alone`` maps names in other cases to their nominatives, ``firms`` and ``political_parties`` are the names that the article
    calls companies and political parties, ``short_forms`` what it calls a name for short, by the key of the name.
    Two names of one state, or one name in two alphabets, give the same record twice.
    """
    decided = decided_names(corpus)
    taken_ids = {*corpus.entries, *corpus.broken, *corpus.sources, header.id}
    registered_names = _registered_names(corpus)
    drafted: dict[str, Actor | Term] = {}
    called_firms = {form for firm in firms for form in (firm, slug(firm))}
    people = [rows[0][0].surface for rows in mentions.values() if rows[0][0].ner == "PER" and " " in rows[0][0].surface]
    last = {key(alone.get(surface, surface).rpartition(" ")[2]) for surface in people}
    registered_keys = {registered_key for registered_key, _ in registered_names}
    for folded, rows in mentions.items():
        named, number = max(rows, key=lambda row: (row[0].confidence, not _shouted(row[0])))
        # A registered name that was not linked at its place is ambiguous there, not new.
        if (
            folded in decided
            or folded in registered_keys
            or (named.ner == "PER" and _family_name(named.surface) in last)
        ):
            continue
        if PRODUCT.fullmatch(named.surface):
            continue
        if named.ner == "ORG" and (code := iso_code(named.surface, header.language)):
            # US$ 6.5 billion: a state by its letters.
            if any(actor.iso == code for actor in corpus.actors.values()):
                continue
            named = replace(named, ner="GPE")
        name = clean(alone.get(named.surface) or _state_alone(named, header.language))[:300]
        name = spoken(name, named.ner, header.language)
        name = without_style(name, header.language) if named.evidence == Evidence.STATE_STYLE else name
        cite = (Citation(header.id, number, f"{number}a"),)
        across = same_in_other_languages(name, named.ner, header.language, corpus.entries.values())
        like = list(dict.fromkeys([*_similarly_spelt(folded, named, registered_names), *across]))[:3]
        if like:
            # One question for all forms of a name: the answer is known by all of them.
            paragraph_numbers = sorted({n for _row, n in rows})
            yield folded, Ruling(
                kind=RulingKind.QUESTION, text=name, entries=tuple(like), source=header.id, paragraphs=tuple(paragraph_numbers[:MOST_CITED]),
                date=header.consulted, reason=f"{across.get(like[0], 'Spelt like a registered name.')} {named.evidence[:1].upper()}{named.evidence[1:]}.",
            )  # fmt: skip
            continue
        identity = free_id(name, taken_ids)
        firm = any(row.surface in called_firms or slug(row.surface) in called_firms for row, _ in rows)
        record = replace(
            _record(
                identity, name, named, header, cite, firm, any(row.surface in political_parties for row, _ in rows)
            ),
            names=tuple(
                Name(text=short, kind=NameKind.ABBREVIATION, cite=cite) for short in short_forms.get(folded, ())
            ),
        )
        # DRC and Congo in one article are one state, Rosgeo and Росгео one body.
        identity_key = record.iso if isinstance(record, Actor) and record.iso else slug(name)
        earlier = drafted.setdefault(identity_key, record)
        if earlier is not record and can_be_same(earlier, record):
            yield folded, earlier
            continue
        taken_ids.add(identity)
        yield folded, record


def _family_name(surface: str) -> str:
    """The key of a name of one word, particles in small letters apart (von der Sample); empty for a longer name."""
    words = surface.split()
    return key(words[-1]) if all(word[0].islower() for word in words[:-1]) else ""


def _shouted(named: Named) -> bool:
    """Whether the name of a place or person is in capitals, as in datelines and headlines: NOUAKCHOTT."""
    return named.ner in ("GPE", "PER") and named.surface.isupper()


def _state_alone(named: Named, language: str) -> str:
    """The name of a state in its base form: Rwanda for Republic of Rwanda, Эфиопия for Эфиопию."""
    if named.ner != "GPE":
        return named.surface
    name = without_style(named.surface, language)
    code = iso_code(name, language) if inflects(language) else ""
    alone = territory(code, language) if code else name
    return alone if name in forms(alone, language) else name


#: A person's name that was recognised by its capitals only may be a firm's.
_CAPITALS = 0.6


def _record(
    identity: str, name: str, named: Named, header: Header, cite: tuple[Citation, ...], firm: bool, party: bool
) -> Actor | Term:
    proposed = Found(evidence=f"{named.evidence}, in {header.short}", confidence=round(named.confidence, 2))
    gloss = f"Named in {header.short}; {NOT_DESCRIBED}"
    if named.ner == "GPE":
        iso = iso_code(name, header.language)
        if not iso and named.evidence != Evidence.STATE_STYLE:
            return Term(
                id=identity, kind=TermKind.PLACE, name=name, gloss=gloss, cite=cite, review=Review.DRAFT, found=proposed
            )
        return Actor(
            id=identity,
            kind=ActorKind.STATE,
            name=name,
            gloss=gloss,
            cite=cite,
            iso=iso or None,
            review=Review.DRAFT,
            found=proposed,
        )
    kind = _kind(name, named, firm, party)
    return Actor(id=identity, kind=kind, name=name, gloss=gloss, cite=cite, review=Review.DRAFT, found=proposed)


def _kind(name: str, named: Named, firm: bool, party: bool) -> ActorKind:
    """The kind of actor that a new name denotes; an unknown body counts as an organisation (NGO)."""
    kind_by_name = by_name(name)
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
