"""Turn sentences about visits, summits, talks, attacks and signings into draft events, with date and place by explicit words.

Pure.  An event is proposed only if its sentence says what has happened, when (to a month at least) and
where; its name is made of these facts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from handbook.adding.act_dates import date_in
from handbook.adding.names import NOT_DESCRIBED, free_id, key
from handbook.adding.occurrence_words import occurrence_words
from handbook.adding.parties import Circle
from handbook.adding.telling import SENTENCES, letters
from handbook.claims import DateClaim, PartClaim
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.spans import Named, sentences
from handbook.extraction.speaking import speaking
from handbook.kinds import ActorKind, EventKind, Review, Rights
from handbook.model import Actor, Citation, Event, Found, Header, Term
from handbook.pages.dates import date_words
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: The most proposals from one article; those with the most sentences come first.
MOST = 12
_CALLED = {
    EventKind.VISIT: "Visit of {who} to {where}",
    EventKind.SUMMIT: "Summit of {who} in {where}",
    EventKind.TALKS: "Talks of {who} in {where}",
    EventKind.ATTACK: "Attack in {where}",
    EventKind.SIGNATURE: "Signature by {who} in {where}",
}
#: How far from the words of an event its place may stand, in characters.
_NEAR = dict.fromkeys(EventKind, 80) | {EventKind.ATTACK: 160, EventKind.SUMMIT: 120}
#: The confidence of the proposals, by the share that was right on unseen texts.
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """An event as one sentence tells it; ``participants`` are ids with their roles, ``place`` is an id with its name."""

    cite: Citation
    kind: EventKind
    date: PartialDate
    place: tuple[str, str]
    participants: tuple[tuple[str, str], ...]
    word: str


def events_in(
    corpus: Corpus,
    annotated: Iterable[Annotated],
    drafts: Mapping[str, Actor],
    terms: Mapping[str, Term],
    header: Header,
    taken_ids: Iterable[str],
) -> list[Event]:
    """Draft events of an article; ``drafts`` and ``terms`` are proposed with it, by the keys of their names."""
    reader = _Reader(corpus, drafts, terms, header)
    groups: dict[tuple[EventKind, str, str], list[_Occurrence]] = {}
    for part in annotated:
        for occurrence in reader.paragraph(part):
            groups.setdefault((occurrence.kind, occurrence.place[0], str(occurrence.date)), []).append(occurrence)
    used_ids, events = set(taken_ids), list[Event]()
    for occurrences in sorted(groups.values(), key=lambda g: (-len(g), g[0].cite))[:MOST]:
        event = _record(occurrences, reader.names, header, used_ids)
        if event is not None and not any(_same_event(event, registered) for registered in corpus.events.values()):
            used_ids.add(event.id)
            events.append(event)
    return events


class _Reader:
    def __init__(self, corpus: Corpus, drafts: Mapping[str, Actor], terms: Mapping[str, Term], header: Header) -> None:
        self._corpus, self._drafts, self._terms, self._header = corpus, drafts, terms, header
        self._circle = Circle(corpus, drafts, header.language)
        self._words = occurrence_words(header.language)
        self.names = {a.id: a.name for a in (*drafts.values(), *corpus.actors.values())}

    def paragraph(self, part: Annotated) -> Iterator[_Occurrence]:
        starts = [n.start for n in part.named]
        for number, (start, end) in enumerate(sentences(part.text, self._header.language)[:SENTENCES]):
            text = part.text[start:end]
            if self._words.doubtful.search(text) or text.rstrip(' "”»').endswith("?"):
                continue
            named = part.named[bisect_left(starts, start) : bisect_left(starts, end)]
            label = f"{part.number}{letters(number) if self._header.rights is Rights.OPEN else 'a'}"
            cite = Citation(self._header.id, part.number, label)
            event = self._sentence(part, start, text, named, cite)
            if event is not None:
                yield event

    def _sentence(
        self, part: Annotated, start: int, text: str, named: Sequence[Named], cite: Citation
    ) -> _Occurrence | None:
        """The event of a sentence: the first kind for which it has the words, a date, a place and the participants."""
        of = self._words
        for kind, words in ((EventKind.SIGNATURE, of.signature), (EventKind.SUMMIT, of.summit), (EventKind.ATTACK, of.attack), (EventKind.VISIT, of.visit), (EventKind.TALKS, of.talks)):  # fmt: skip
            # A signing mentioned before, or prior to something else, is another one.
            for word in islice(words.finditer(text), 1 if kind == EventKind.SIGNATURE else None):
                if self._words.not_yet.search(text[max(0, word.start() - 60) : word.start()]):
                    continue
                if kind == EventKind.ATTACK and not self._words.hurt.search(text):
                    continue
                date = date_in(part, start, len(text), start + word.start(), self._header.language)
                place = self._place_of_event(part.text, start, word, named, kind)
                participants = self._participants(part.text, start, word, named, kind)
                if date is not None and _to_a_month(date) and place and (participants or kind == EventKind.ATTACK):
                    return _Occurrence(cite, kind, date, place, participants, word[0].split()[0])
        return None

    def _place_of_event(
        self, text: str, start: int, word: re.Match[str], named: Sequence[Named], kind: EventKind
    ) -> tuple[str, str] | None:
        """The place of an event: right after the words of a visit, else a town or state that the sentence says it was in."""
        at = start + word.end()
        towns: list[tuple[str, str]] = []
        for name in (n for n in named if n.ner == "GPE"):
            place = self._place(name)
            if place is None:
                continue
            if kind == EventKind.VISIT and 0 <= name.start - at <= 3:
                # In Ethiopia's capital Addis Ababa: the town.
                nearer = next((n for n in named if n.ner == "GPE" and 0 < n.start - name.end < 14 and self._words.capital.search(text, name.end, n.start)), None)  # fmt: skip
                return (nearer and self._place(nearer)) or place
            far = min(abs(name.start - at), abs(name.end - start - word.start()))
            # The place of a signing is named after the verb, or at the very beginning.
            signed = kind == EventKind.SIGNATURE
            behind = not signed or name.start >= at or name.start - start < 12
            if signed and self._words.built.search(text, max(0, name.start - 60), name.start):
                continue
            if far <= _NEAR[kind] and behind and self._words.at.search(text, max(0, name.start - 60), name.start):
                towns.append(place)
        return towns[0] if towns else None

    def _place(self, name: Named) -> tuple[str, str] | None:
        """The id and name of a place, registered or proposed with the article."""
        entry = self._corpus.entries.get(name.entry) if name.entry else None
        entry_id = entry or self._terms.get(key(name.surface)) or self._drafts.get(key(name.surface))
        return (entry_id.id, entry_id.name) if isinstance(entry_id, Actor | Term) else None

    def _participants(
        self, text: str, start: int, word: re.Match[str], named: Sequence[Named], kind: EventKind
    ) -> tuple[tuple[str, str], ...]:
        """The participants with their roles: the guest of a visit, two people who talk, the parties of a signature."""
        verb, says = start + word.start(), speaking(self._header.language)
        people = [(p.id, n) for n in named if n.ner == "PER" and (p := self._person(n)) is not None]
        if kind == EventKind.VISIT:
            before = [(i, n) for i, n in people if n.end <= verb and not says.of.search(text[start : n.start]) and not says.object.search(text[max(start, n.start - 90) : n.start])]  # fmt: skip
            return ((before[-1][0], "guest"),) if before else ()
        if kind == EventKind.TALKS:
            speakers = dict.fromkeys(i for i, _n in people)
            return tuple((i, "participant") for i in speakers) if 1 < len(speakers) <= 6 else ()
        actors = self._circle.between(text, named, True)
        if kind == EventKind.SUMMIT:
            bodies = [a.id for a in actors if a.kind == ActorKind.INTERGOVERNMENTAL]
            return tuple((i, "organiser") for i in sorted(bodies))
        if kind == EventKind.ATTACK:
            # The states that an attack's sentence names are where it was, or near.
            actors = {a for a in actors if a.kind in (ActorKind.ARMED_GROUP, ActorKind.MILITARY)}
        ids = sorted(a.id for a in actors)
        return tuple((i, "party") for i in ids) if kind == EventKind.ATTACK or len(ids) > 1 else ()

    def _person(self, name: Named) -> Actor | None:
        actor = self._corpus.actors.get(name.entry) if name.entry else self._drafts.get(key(name.surface))
        return actor if actor is not None and actor.kind == ActorKind.PERSON else None


def _to_a_month(date: PartialDate) -> bool:
    return bool(date.earliest and date.latest and (date.latest - date.earliest).days <= 31)


def _record(
    occurrences: Sequence[_Occurrence], names: Mapping[str, str], header: Header, taken_ids: set[str]
) -> Event | None:
    first = occurrences[0]
    participants = _each_once(dict.fromkeys(pair for s in occurrences for pair in s.participants), names)
    participant_names = [names[i] for i, _role in participants][:3]
    listed = (
        ", ".join(participant_names[:-1]) + (" and " if len(participant_names) > 1 else "") + participant_names[-1]
        if participant_names
        else ""
    )
    name = clean(_CALLED[first.kind].format(who=listed, where=first.place[1]) + f" ({date_words(first.date, str)})")[
        :300
    ]
    cites = tuple(dict.fromkeys(s.cite for s in occurrences))
    paragraph_list = ", ".join(dict.fromkeys(str(c.paragraph) for c in cites))
    return Event(
        id=free_id(name, taken_ids), kind=first.kind, name=name, gloss=f"Told of in {header.short}; {NOT_DESCRIBED}", cite=cites, place=first.place[0],
        claims=(
            DateClaim(label="date", date=first.date, cite=cites),
            *(PartClaim(label=f"party-{i}"[:80], actor=i, role=role, cite=cites) for i, role in participants),
        ),
        review=Review.DRAFT,
        found=Found(evidence=f"'{clean(first.word)[:40]}' with date and place in paragraph {paragraph_list} of {header.short}", confidence=_SURE),
    )  # fmt: skip


def _each_once(participants: Iterable[tuple[str, str]], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The participants without those whose name is part of another's: El Burhan is Abdelfattah El Burhan."""
    words = {i: set(key(names[i]).split()) for i, _role in participants}
    return [(i, role) for i, role in participants if not any(words[i] < other_words for other_words in words.values())]


def _same_event(event: Event, registered: Event) -> bool:
    """Whether a registered event is the same: of the same kind, at the same place, on dates that can be the same."""
    if registered.kind != event.kind or registered.place != event.place:
        return False
    return any(_can_coincide(a.date, b.date) for a in event.dates for b in registered.dates)


def _can_coincide(a: PartialDate, b: PartialDate) -> bool:
    return not (a.earliest and b.latest and a.earliest > b.latest) and not (b.earliest and a.latest and b.earliest > a.latest)  # fmt: skip
