"""Between whom something was done: the states of a sentence, else the bodies in it that can agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from handbook.adding.names import key
from handbook.corpus import Corpus
from handbook.extraction.places import iso_code
from handbook.extraction.spans import Named
from handbook.folding import WORD
from handbook.kinds import ActorKind
from handbook.model import Actor

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
#: Bodies that act for the state whose adjective is in their name: the Turkish ministry.
_OF_STATE = frozenset({ActorKind.GOVERNMENT, ActorKind.MILITARY})
#: Bodies that are a party beside states, if the sentence puts them there.
_BESIDE_STATES = frozenset({ActorKind.COMPANY, ActorKind.INTERGOVERNMENTAL, ActorKind.ARMED_GROUP})
#: What stands before the name of whoever reports, of a place, of whom something is against or who watched.
_SAYS = re.compile(
    r"\b(?:according to|selon|d[’']après|said|says|told|announced by|écri[tv]\w*|writes?|reports?|reported|(?:annonc|indiqu|déclar|précis|rapport|soulign)\w+|not(?:e[sd]?|ent|é|ait))\s+(?:(?:the|an?|la|le|les|l[’'])\s*)?$"
)
_CLAUSE = re.compile(r"[,”\"»]\s+(?:the|an?|la|le|les|l[’'])?\s*(?:\w+\s+)?$")
_SAID = re.compile(r"\s*(?:said|says|adds|added|informs|told|noted|reported|reports|correspondent)\b")
_COMMENTS = re.compile(
    r"\s+(?:(?:has|have|a|ont|s[’']est)\s+)?(?:welcom|hail|prais|applaud|laud|commend|condemn|congratulat|salu|félicit|condamn|se félicit)\w*\b"
    r"|\s+(?:is|was|est|était)\s+(?:the |a |one of the |le |la |l[’']un des )?(?:guarantors?|mediators?|facilitators?|hosts?|garants?|médiateurs?|facilitateurs?|hôtes?)\b",
    re.I,
)
#: Where a company is from, by an adjective before the word for it.
_FROM = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:compan(?:y|ies)|firms?|groups?|corporation|miners?|giant|investors?|compagnies?|sociétés?|groupes?|entreprises?)\b"
)
_CALLS = re.compile(
    r"\s+(?:agreements?|treaty|MoU|memorandum|accord|protocol|pact|deal|convention|program(?:me)?)\b", re.I
)
_TONGUE = re.compile(r"-(?:speaking|language|born)\b")
_DASH = re.compile(r"\s*[-–—:]")
_WHERE = re.compile(
    r"\b(?:in|near)\s+(?:the\s+)?$|\ben\s+$|\b(?:in|à|from)\s+[A-ZÀ-Ý][\w-]+, (?:(?:in|au|en|aux) )?$|\b(?:visit\w*|trip|tour|voyage|visite\w*|séjour\w*)\s+(?:to|of|in|à|au|en|aux)\s+(?:the\s+)?$"
)
_BESIDE = re.compile(
    r"\b(?:in (?:the )?presence of|attended by|witnessed by|on the sidelines of|instead of|mediat\w+ (?:by|of)|brokered by|sponsored by|backed by|facilitated by|(?:with )?the (?:participation|help|support|mediation) of|under the auspices of|headquarters of|citizens of|border with|"
    r"en présence d[eu’']s?|en marge d[eu’']s?|aux côtés d[eu’']s?|sous l[’']égide d[eu’']s?|(?:la )?(?:médiation|participation) d[eu’']s?|avec (?:l[’']aide|l[’']appui|le soutien) d[eu’']s?|parrainé\w* par|frontière avec|à l[’']instar d[eu’']s?|au détriment d[eu’']s?|au lieu d[eu’']s?)\s*(?:(?:the|la|le|les|l[’'])\s*)?(?:[\w’'-]+\s+){0,4}$",
    re.I,
)
_AGAINST = re.compile(
    r"\b(?:against|fight(?:ing)? (?:against )?|combat(?:ing)?|contre)\s*(?:(?:the|la|le|les|l[’'])\s*)?(?:[\w’'-]+\s+){0,4}$",
    re.I,
)
_JOINED = re.compile(
    r"\b(?:with|between|and|by|to|from|avec|entre|et|par|à|au|aux|de|du)\s*(?:(?:the|la|le|les|l[’'])\s*)?$", re.I
)
_NEWS = re.compile(r"\b(?:press|presse|news|nouvelles|agence|agency)\b", re.I)
#: Heads of names that are no body's.
_NO_BODY = re.compile(
    r"\b(?:program(?:me)?|initiative|plan|project|framework|forum|summit|conference|agenda|act|article|articles|operation|exercise|"
    r"programme|projet|sommet|conférence|opération|exercice|protocole|accord|mémorandum)\b",
    re.I,
)
_ACTS = re.compile(
    r"(?:^|[.!?]\s+)(?:(?:The|Le|La|L[’'])\s*)?$|\b(?:with|between|and|by|avec|entre|et|par)\s*(?:(?:the|la|le|les|l[’'])\s*)?$|[’']s\s+$|\b(?:company|firm|miner|giant|corporation|société|compagnie|entreprise|groupe)\s+$"
)


class Circle:
    """The actors that an article may speak of: those of the registry and its drafts, and states by their codes."""

    def __init__(self, corpus: Corpus, drafts: Mapping[str, Actor], language: str) -> None:
        self._corpus, self._drafts, self._language = corpus, drafts, language
        self._states = {a.iso: a for a in (*drafts.values(), *corpus.actors.values()) if a.iso}

    def between(self, text: str, named: Sequence[Named], places: bool) -> set[Actor]:
        """The parties that names stand for: if two are states, bodies only where they stand beside them as parties."""
        held: dict[str, tuple[Actor, Named]] = {}
        for name in _acting(text, named, places):
            actor = self._actor(name)
            if actor is not None and actor.kind in _PARTIES and _agrees(actor, name, text):
                held.setdefault(actor.id, (actor, name))
        states = {actor for actor, _name in held.values() if actor.kind == ActorKind.STATE}
        if len(states) > 1:
            return states | {
                actor for actor, name in held.values()
                if actor.kind in _BESIDE_STATES and (_JOINED.search(text, max(0, name.start - 30), name.start))
                and re.search(r"\b(?:with|between|entre|avec)\b", text[max(0, name.start - 60) : name.start])
            }  # fmt: skip
        return _widest({actor for actor, _name in held.values()})

    def _actor(self, name: Named) -> Actor | None:
        if name.entry:
            return self._corpus.actors.get(name.entry)
        drafted = self._drafts.get(key(name.surface))
        if name.ner == "NORP":
            return drafted or self._states.get(iso_code(name.surface, self._language))
        if drafted is not None and (drafted.kind in _OF_STATE or drafted.kind == ActorKind.NGO):
            return self._state_of(name.surface) or drafted
        return drafted

    def _state_of(self, surface: str) -> Actor | None:
        codes = (iso_code(word, self._language) for word in WORD.findall(surface)[1:])
        return next((self._states[code] for code in codes if code in self._states), None)

    def officials(self, named: Iterable[Named]) -> set[Actor]:
        """Those for whom the registered people of a sentence hold an office: what a president promises, his state does."""
        people = (self._corpus.actors.get(n.entry) or self._drafts.get(key(n.surface)) for n in named if n.ner == "PER")
        offices = {f.of for person in people if person for f in person.facts if f.field in ("office", "rank") and f.of}
        actors = self._corpus.actors
        return {actors[o] for o in offices if o in actors and actors[o].kind in _PARTIES}


def _agrees(actor: Actor, name: Named, text: str) -> bool:
    """Whether an actor can agree on something where it is named: news agencies report, programmes are agreed on."""
    if actor.kind == ActorKind.STATE:
        return True
    if _NEWS.search(name.surface) or _NO_BODY.search(name.surface):
        return False
    before = max(0, name.start - 40), name.start
    # Of what a name is the name is not known: it is a body where one stands that acts.
    return actor.kind != ActorKind.NGO or bool(_ACTS.search(text, *before))


def _acting(text: str, named: Iterable[Named], places: bool) -> list[Named]:
    """Names without those in brackets, of who says it or watched it and, if ``places``, of where it was done."""
    kept: list[Named] = []
    end = -1
    for n in named:
        # "the African Union (AU)", "DOHA (Reuters) -- ".
        bracketed = text.startswith("(", max(0, n.start - 1)) and text.startswith(")", n.end)
        again = bracketed and (end == n.start - 2 or _DASH.match(text, n.end + 1))
        end = n.end
        before = max(0, n.start - 70), n.start
        says = _SAYS.search(text, *before) or (_CLAUSE.search(text, *before) and _SAID.match(text, n.end))
        beside = _BESIDE.search(text, *before) or (n.ner not in ("GPE", "NORP") and _AGAINST.search(text, *before))
        # "Dollars US", "the Air Service agreement", and whoever welcomes what others signed.
        money = re.search(r"(?:dollars?|\$)\s*$", text[max(0, n.start - 9) : n.start], re.I) or text.startswith(
            "$", n.end
        )
        part = (
            money
            or (n.ner == "NORP" and _FROM.match(text, n.end))
            or _COMMENTS.match(text, n.end)
            or (n.ner not in ("GPE", "NORP") and _CALLS.match(text, n.end))
        )
        where = places and n.ner == "GPE" and _WHERE.search(text, *before)
        if not (again or says or beside or where or part or _TONGUE.match(text, n.end)):
            kept.append(n)
    return kept


def _widest(actors: set[Actor]) -> set[Actor]:
    """States, and others that are no part of another by name, such as the authorities of a state."""
    names = {a.id: f" {key(a.name)} " for a in actors}
    return {a for a in actors if a.kind == ActorKind.STATE or not any(names[o.id] in names[a.id] for o in actors - {a})}
