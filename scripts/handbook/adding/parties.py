"""The parties of an act: the states in its sentence, else the bodies in it that can agree."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from handbook.adding.names import PRODUCT, key
from handbook.adding.party_words import PartyWords, party_words
from handbook.corpus import Corpus
from handbook.extraction.naming_words import naming
from handbook.extraction.places import by_stem, english_name, iso_code
from handbook.extraction.spans import Named
from handbook.folding import WORD
from handbook.kinds import ActorKind
from handbook.model import Actor

#: How many characters before a name may say that something is proposed to it.
_CLAUSE = 320
#: The kinds of actors that can be a party; a newspaper in a sentence is its reporter.
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
#: Bodies that are a party beside states, if the sentence places them there.
_LIST_GAP, _VERB_GAP = 40, 60
#: The most characters between two names that only a joining word divides.
_JOINT = 16
#: A compound of two adjectives of states.
_COMPOUND = re.compile(r"\b([^\W\d_]{4,20})-([^\W\d_]{4,20})\b")
_DASH = re.compile(r"\s*[-–—:]")


class Circle:
    """The actors that an article may be about: those of the registry and its drafts, and states by their codes."""

    def __init__(self, corpus: Corpus, drafts: Mapping[str, Actor], language: str) -> None:
        self._corpus, self._drafts, self._language = corpus, drafts, language
        self._words = party_words(language)
        self._states = {a.iso: a for a in (*drafts.values(), *corpus.actors.values()) if a.iso}

    def between(self, text: str, named: Sequence[Named], places: bool, verb: int | None = None) -> set[Actor]:
        """The parties that names stand for; if two or more are states, other bodies only count if the sentence joins them as parties.

        Of more than two states, those listed together before the verb (at ``verb`` in the text) are the parties: a
        country that a pipeline only crosses is none.
        """
        candidates: dict[str, tuple[Actor, Named]] = {}
        for name in _acting(text, named, places, self._words):
            actor = self._actor(name)
            if (
                verb is not None
                and name.start > verb
                and self._words.proposed_to.search(text, max(verb, name.start - _CLAUSE), name.start)
            ):
                # Signed with one state, and something similar proposed to another: the latter is no party to what was signed.
                continue
            if actor is not None and actor.kind in _PARTIES and _agrees(actor, name, text, self._words):
                candidates.setdefault(actor.id, (actor, name))
        for shorter in [
            i
            for i, (actor, name) in candidates.items()
            if name.ner == "NORP" and self._part_of_another(actor, candidates)
        ]:
            del candidates[shorter]
        states = {actor for actor, _name in candidates.values() if actor.kind == ActorKind.STATE}
        if len(states) > 2 and verb is not None:
            states = self._together(text, list(candidates.values()), verb) or states
        if len(states) > 1:
            return states | {
                actor for actor, name in candidates.values()
                if actor.kind in _BESIDE_STATES and self._words.joined.search(text, max(0, name.start - 30), name.start)
                and self._words.mutual.search(text, max(0, name.start - 60), name.start)
            }  # fmt: skip
        return _widest({actor for actor, _name in candidates.values()})

    def shared(self, text: str, named: Sequence[Named], papers: re.Pattern[str], start: int) -> set[Actor]:
        """The actors between whom a paper of the sentence that begins at ``start`` is said to be; empty if it is not said of two.

        A pact between Alba and Borealis is theirs, whoever signs it for them or stands beside.
        """
        ends = [paper.end() for paper in papers.finditer(text, start, named[-1].start)] if named else []
        for at, first in enumerate(named):
            near = ends[bisect_left(ends, first.start - _CLAUSE) : bisect_right(ends, first.start)]
            if not any(self._words.shared.match(text, end, first.start) for end in near):
                continue
            listed = [first]
            for name in named[at + 1 :]:
                if name.start - listed[-1].end > _JOINT or not self._words.together.search(
                    text, listed[-1].end, name.start
                ):
                    break
                listed.append(name)
            between = self.between(text, listed, False)
            if len(between) > 1:
                return between
        return set()

    def mutual(self, text: str, start: int, end: int) -> bool:
        """Whether a part of a text says between whom, or with whom, something is."""
        return self._words.mutual.search(text, start, end) is not None

    def _together(self, text: str, candidates: Sequence[tuple[Actor, Named]], verb: int) -> set[Actor]:
        """The states of the last list of names before a verb; empty if it has fewer than two."""
        run: list[Actor] = []
        end = 0
        for actor, name in sorted(candidates, key=lambda pair: pair[1].start):
            if actor.kind != ActorKind.STATE or name.end > verb:
                continue
            near = name.start - end <= _LIST_GAP and self._words.together.search(text, end, name.start)
            run = [*run, actor] if run and near else [actor]
            end = name.end
        return set(run) if len(run) > 1 and verb - end <= _VERB_GAP else set()

    def _part_of_another(self, state: Actor, candidates: Mapping[str, tuple[Actor, Named]]) -> bool:
        """Whether the name of a state is part of another name in the text, as Guinea is of Equatorial Guinea."""
        words = set(english_name(state.iso).split())
        return bool(words) and any(words < set(english_name(other.iso).split()) for other, _name in candidates.values())

    def of_compounds(self, text: str) -> set[Actor]:
        """The two states of an adjective such as "algéro-tunisien" or "Kyrgyz-Tajik"."""
        for match in _COMPOUND.finditer(text):
            codes = {by_stem(match[1], self._language), iso_code(match[2], self._language)}
            states = {self._states[code] for code in codes if code in self._states}
            if len(states) == 2:
                return states
        return set()

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
        words = [m.span() for m in WORD.finditer(surface)]
        # Of the Republic of Viet Nam: the name of a state may have several words.
        parts = (
            surface[start : words[last][1]]
            for at, (start, _end) in enumerate(words)
            if at
            for last in range(min(at + 4, len(words) - 1), at - 1, -1)
        )
        codes = (iso_code(part, self._language) for part in parts)
        return next((self._states[code] for code in codes if code in self._states), None)

    def strangers(self, named: Iterable[Named]) -> bool:
        """Whether names are adjectives of a state that is no actor here: "Kenyan" in an article that never names Kenya."""
        return any(
            n.ner == "NORP" and self._actor(n) is None and iso_code(n.surface, self._language) != "" for n in named
        )

    def officials(self, named: Iterable[Named]) -> set[Actor]:
        """The actors for which the people named hold an office, by their entries: what a president promises, his state does."""
        people = (self._corpus.actors.get(n.entry) or self._drafts.get(key(n.surface)) for n in named if n.ner == "PER")
        offices = {f.of for person in people if person for f in person.facts if f.field in ("office", "rank") and f.of}
        actors = self._corpus.actors
        return {actors[o] for o in offices if o in actors and actors[o].kind in _PARTIES}


def _agrees(actor: Actor, name: Named, text: str, words: PartyWords) -> bool:
    """Whether an actor can agree on something at its place in the text: news agencies report, programmes are agreed on."""
    if actor.kind == ActorKind.STATE:
        return True
    if words.news.search(name.surface) or words.no_body.search(name.surface) or PRODUCT.fullmatch(name.surface):
        return False
    before = max(0, name.start - 40), name.start
    # A body of unknown kind counts only where its sentence says that it acts.
    return actor.kind != ActorKind.NGO or bool(words.acts.search(text, *before))


def _acting(text: str, named: Sequence[Named], places: bool, words: PartyWords) -> list[Named]:
    """Names without repetitions in brackets, reporters, bystanders and, if ``places``, the places of the act."""
    acting: list[Named] = []
    end = -1
    described = 0
    bodies = {n.start for n in named if n.ner == "ORG"}
    kind_before = naming(words.language).kind_before
    for n in named:
        if n.end <= described and n.ner == "NORP":
            # "Sampledzor, the Alban health agency": what the body is said to be.
            continue
        if n.ner == "NORP" and n.end + 1 in bodies and kind_before.search(text, max(0, n.start - 60), n.start):
            # "La société albane Exemple": where the firm is from.
            continue
        if n.ner == "ORG" and (apposed := naming(words.language).body_behind.match(text, n.end)):
            described = apposed.end()
        # "the African Union (AU)", "DOHA (Reuters) -- ".
        bracketed = text.startswith("(", max(0, n.start - 1)) and text.startswith(")", n.end)
        repeated = bracketed and (end == n.start - 2 or _DASH.match(text, n.end + 1))
        end = n.end
        before = max(0, n.start - 70), n.start
        place = n.ner in ("GPE", "NORP")
        says = words.says.search(text, *before) or (
            words.clause.search(text, *before) and words.said.match(text, n.end)
        )
        beside = words.beside.search(text, *before) or (not place and words.against.search(text, *before))
        # "Dollars US", "the Air Service agreement", and whoever welcomes what others signed.
        money = words.money.search(text, max(0, n.start - 9), n.start) or text.startswith("$", n.end)
        bystander = (
            money
            or (n.ner == "NORP" and words.origin.match(text, n.end))
            or words.comments.match(text, n.end)
            or (not place and (words.paper.match(text, n.end) or words.members.match(text, n.end)))
        )
        war = place and (words.at_war.search(text, *before) or words.war.match(text, n.end))
        is_scene = places and n.ner == "GPE" and words.where.search(text, *before)
        if not (repeated or says or beside or war or is_scene or bystander or words.tongue.match(text, n.end)):
            acting.append(n)
    return acting


def _widest(actors: set[Actor]) -> set[Actor]:
    """States, and other actors whose name has no other actor's name in it, such as that of its state."""
    names = {a.id: f" {key(a.name)} " for a in actors}
    return {a for a in actors if a.kind == ActorKind.STATE or not any(names[o.id] in names[a.id] for o in actors - {a})}
