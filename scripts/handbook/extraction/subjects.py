"""The subject of a verb of saying: a name, an office mentioned before, the person a pronoun means, or just its words.

A sentence is read with the text in quotation marks blanked out, so that no word of a quotation is
taken for a verb of saying or a speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from handbook.extraction.clauses import Clauses
from handbook.extraction.offices import holder, holders, is_office
from handbook.extraction.saying import after_verb, before_verb, cues, latest, phrase_start, words
from handbook.extraction.spans import Named
from handbook.folding import WORD, fold


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: the id of an entry, or the words of a name or phrase; the words that name the speaker; the verb.

    A voice that is not ``sure`` is the likeliest by the beginning of the sentence, not by a verb of saying.
    """

    speaker: str
    surface: str
    cue: str
    sure: bool = True


@dataclass(frozen=True)
class Subjects(Clauses):
    """The subjects of verbs of saying in the sentences of a paragraph."""

    @cached_property
    def _persons(self) -> list[str]:
        """Whom "he" means at the beginning of each sentence, for the sentences looked at so far."""
        return [self.person]

    @property
    def last_person(self) -> str:
        """Whom "he" means after the last sentence."""
        return self._person(len(self.sentences))

    def _person(self, number: int) -> str:
        """Whom "he" means at the beginning of a sentence, counted from 0.

        The person who says something in the sentence before, else the first whom it names; a sentence about "he"
        changes nothing.
        """
        persons = self._persons
        for start, end in self.sentences[len(persons) - 1 : number]:
            referent = persons[-1]
            voices = (
                self._subject_of_verb(cue, start, end, referent) for cue in latest(self.bare, start, end, self.verbs)
            )
            spoke = next((v.speaker for v in voices if v is not None and v.speaker in self.people), "")
            first = next((n for n in self.outside if n.ner == "PER" and start <= n.start < end), None)
            if spoke:
                referent = spoke
            elif first and not (referent and self.says.personal.match(self.bare, start, first.start)):
                referent = first.entry or first.surface
            persons.append(referent)
        return persons[number]

    def _subject_of_verb(self, cue: re.Match[str], left: int, right: int, person: str | None = None) -> Voice | None:
        """The subject of a verb of saying between two places; ``person`` is whom "he" means, if that is known."""
        verb = cue["cue"].lower()
        if self.verbs.names_speaker.fullmatch(verb):
            return self._subject_after(cue.end(), right, verb, person)
        lead = self.bare[left : cue.start()]
        if self.said_of(cue):
            by = self.says.by.match(self.bare, cue.end(), cue.end() + 30)
            return self._subject_after(by.end(), right, verb, person) if by else None
        # In French the pronoun of an inversion follows the verb, or its auxiliary: dit-il, a-t-il dit.
        pronoun = self.says.inverted_pronoun.match(self.bare, cue.end()) or self.says.inverted_before.search(lead)
        if pronoun:
            return self._continued_speaker(left, cue, verb) or self._referent(pronoun["p"], cue.start(), verb, person)
        if verb in self.says.quoting and not self.says.passive.search(lead):
            # An agency quoted Ann Example as saying.
            quoted_people = (
                n for n in self.named if n.ner == "PER" and cue.end() <= n.start < min(right, cue.end() + 60)
            )
            if (whom := next(quoted_people, None)) is not None:
                return by_name(whom, verb)
            if (whose := self.says.whose_words.match(self.bare, cue.end(), right)) is not None:
                return self._referent(whose["p"], cue.start(), verb, person)
            if self.says.inverts and (voice := self._quoted_office(cue.end(), right, verb, person)) is not None:
                return voice
        agent = self.says.by.match(self.bare, cue.end(), cue.end() + 30)
        if agent and (verb in self.says.agent or not self.says.passive.search(lead)):
            return self._subject_after(agent.end(), right, verb, person)
        if verb in self.verbs.participles:
            beside = [n for n in self.named if n.ner == "PER" and n.end == left + len(lead.rstrip())]
            if beside:
                return by_name(beside[0], verb)
            return self._subject(left, cue.start(), verb, person)
        plain = before_verb(lead, self.verbs)
        if not words(plain) or plain.endswith(('"', "”", "»")) or self.inverted(left, plain, cue):
            inverted = self._subject_after(cue.end(), right, verb, person)
            return inverted or (self._subject(left, cue.start(), verb, person) if plain else None)
        return self._subject_before(left, left + len(plain), verb, person)

    def _quoted_office(self, start: int, right: int, verb: str, person: str | None) -> Voice | None:
        """Цитирует белорусского лидера агентство: the person quoted, by the office in small letters between the verb and a name."""
        agency = next((n for n in self.named if n.ner == "ORG" and start < n.start < min(right, start + 80)), None)
        words_between = self.bare[start : agency.start].strip(' «"') if agency else ""
        if not words_between.islower() or not is_office(words_between, self.language):
            return None
        first = self.bare.index(words_between, start)
        voice = self._phrase(first, first + len(words_between), verb, person)
        return voice if voice and voice.speaker != voice.surface else None

    def _continued_speaker(self, left: int, cue: re.Match[str], verb: str) -> Voice | None:
        """Précise-t-il after the words of a communiqué: the speaker of the paragraph before, even a body, continues."""
        if not self.before or self.before == self.person or _person_before(self.outside, cue.start()):
            return None
        return Voice(self.before, cue["cue"], verb) if not words(self.bare[:left]) else None

    def _subject_after(self, start: int, right: int, verb: str, person: str | None) -> Voice | None:
        """The subject after an inverted verb, or after "according to"."""
        # The time and place of speaking, between verb and subject, do not end the subject.
        aside = self.verbs.meanwhile.match(self.bare, start, right)
        since = aside.end() if aside else start + 1
        stop = self.verbs.stop.search(self.bare, since, right)
        end = min(stop.start() if stop else right, since + 200)
        first, last = after_verb(self.bare, start, end, self.verbs)
        for name in (n for n in self.named if n.ner == "PER" and start <= n.start and n.end <= end):
            gap = self.bare[first : name.start]
            if "," in gap or not self.says.of.search(gap) or not WORD.search(gap):
                return by_name(name, verb)
        text = self.bare[first:last]
        if self.says.pronoun.fullmatch(text):
            return self._referent(text, first, verb, person)
        return self._phrase(first, last, verb, person)

    def _subject_before(self, left: int, end: int, verb: str, person: str | None) -> Voice | None:
        """The subject right before a verb of saying, ending at ``end``."""
        lead = self.bare[left:end].rstrip()
        comma = lead.endswith((",", ")"))
        edge = left + len(lead.rstrip(",)").rstrip()) if comma else end
        names_before = [n for n in self.named if left <= n.start and n.end <= edge and n.form != "nominal"]
        people = [n for n in names_before if n.ner == "PER"]
        if (
            people
            and (edge - people[-1].end <= 1 or self.of_place(people[-1], names_before[-1], edge))
            and self.acts(people[-1], left)
        ):
            return by_name(people[-1], verb)
        if (
            (relative := self.says.relative.search(lead)) is not None
            and people
            and not self.says.of.search(lead[: relative.start()])
        ):
            return by_name(people[-1], verb)
        if comma:
            # A Name, a description, said: the name stands before a comma.
            for name in (*reversed(people), *reversed(names_before)):
                if re.match(r"\s*[,(]", self.bare[name.end : name.end + 3]) and edge - name.end < 160:
                    if name.ner == "PER":
                        return by_name(name, verb)
                    first = phrase_start(self.bare, left, name.end, (n.start for n in self.named), self.verbs)
                    return self._phrase(first, name.end, verb, person)
        start = phrase_start(self.bare, left, edge, (n.start for n in self.named), self.verbs)
        if self.says.of.search(self.bare[left:start]):
            # Critics of Ann Example say.
            start = phrase_start(self.bare, left, edge, (), self.verbs)
        for name in people:
            if name.start >= start and self.acts(name, start):
                return by_name(name, verb)
        # A Name, a description said: the second comma is missing.
        if (
            people
            and re.fullmatch(r"\s*,\s*", self.bare[people[-1].end : start])
            and is_office(self.text[start:edge], self.language)
        ):
            return by_name(people[-1], verb)
        text = self.bare[start:edge].strip()
        tokens = words(text)
        if not tokens:
            return self._subject(left, start, verb, person)
        # In a statement last month it said: what stands behind a preposition says nothing.
        behind = words(self.bare[left:start])[-1:]
        aside = bool(behind and self.says.prepositions.fullmatch(behind[0]))
        pronoun = text if self.says.pronoun.fullmatch(text) else tokens[-1] if len(tokens) <= 3 or aside else ""
        if (acts := self.says.personal.match(text)) is not None and len(tokens) > 3:
            # He gave no details but said.
            pronoun = acts["p"]
        if not self.says.pronoun.fullmatch(pronoun):
            return self._phrase(start, edge, verb, person)
        return self._referent(pronoun, start, verb, person)

    def _phrase(self, start: int, end: int, verb: str, person: str | None) -> Voice | None:
        """A speaker by words: the person whose office they are, the name that they are, or the words themselves."""
        text = self.says.when.sub("", self.says.leading.sub("", self.text[start:end].strip()))
        if not text or len(text) > 160 or all(fold(w) in self.words.never for w in WORD.findall(text)):
            return None
        if self.says.no_speaker.search(text):
            return None
        inside = [n for n in self.named if n.form != "nominal" and start <= n.start and n.end <= end]
        if inside and inside[-1].end >= end - 1:
            lead = self.bare[start : inside[-1].start]
            # Министр иностранных дел России: a name after an office says whose office it is.
            whose = self.says.inverts and inside[-1].ner != "PER" and is_office(text, self.language)
            if not whose and not self.says.prepositions.search(lead):
                return by_name(inside[-1], verb)
        if self.says.body.fullmatch(text):
            return Voice(self.named_body(start, end) or text, text, verb)
        if is_office(text, self.language):
            definite = self.says.definite.match(text) is not None
            referent = self._person(self.sentence_at(start)) if person is None else person
            # The head of the Pentagon is not just any head: all the words must have been used of the person.
            certain = any(n.ner == "ORG" for n in inside)
            if definite and self.unnamed(text):
                # An officer said. ... the officer said: nobody whom the article names.
                return Voice(self.before, text, verb)
            office_holder = (
                holder(
                    text,
                    self.offices,
                    referent,
                    all_words=(certain or not definite) and not self.says.inverts,
                    language=self.language,
                )
                if definite or inside
                else ""
            )
            speaker = office_holder or (referent if definite and not certain else "")
            # Critics of Ann Example, and a spokesman who calls her something, are not Ann Example.
            unknown = not speaker or speaker in self.people_of_phrase(start, end)
            sure = unknown or holders(text, self.offices, self.language) == {speaker}
            return Voice(text if unknown else speaker, text, verb, sure=sure)
        return Voice(text, text, verb)

    def _referent(self, pronoun: str, position: int, verb: str, person: str | None) -> Voice | None:
        if self.says.of_papers.match(verb):
            return None
        if pronoun.lower() in self.says.neuter:
            # While people are being resolved (``person`` given), "it" is nobody; this ends the recursion.
            speaker = (self._body(position) or self.before) if person is None else ""
            return Voice(speaker, pronoun, verb) if speaker else None
        number = self.sentence_at(position)
        referent = self._person(number) if person is None else person
        if person is None and (sentence_subject := self.names_subject(number, position)):
            # Ann Example is against it, because she thinks ...
            return Voice(sentence_subject, pronoun, verb)
        if not referent:
            # As he arrived in the capital, Ann Example said: nobody was named before.
            start = self.sentences[number][0] if self.sentences else 0
            people_before = [n for n in self.outside if n.ner == "PER" and start <= n.start and n.end <= position]
            referent = (people_before[0].entry or people_before[0].surface) if people_before else ""
        return Voice(referent, pronoun, verb) if referent else None

    def _body(self, position: int) -> str:
        """What "it" means: the last speaker other than a person in an earlier sentence of the paragraph."""
        first = self.sentences[self.sentence_at(position)][0] if self.sentences else 0
        people = {n.entry or n.surface for n in self.named if n.ner == "PER"} | {self.person}
        for cue in latest(self.bare, 0, first, self.verbs):
            start = self.sentences[self.sentence_at(cue.start())][0]
            voice = self._subject_of_verb(cue, start, first, "")
            if voice is not None and voice.speaker not in people:
                return voice.speaker
        return ""

    def _subject(self, left: int, end: int, verb: str = "", person: str | None = None) -> Voice | None:
        """The subject of the sentence from ``left``: of its first verb of saying, else the person that it begins with."""
        # Only the first verb: it has none before it whose subject it could share, so the recursion ends.
        finite = (
            cue for cue in cues(self.bare, left, end, self.verbs) if cue["cue"].lower() not in self.verbs.participles
        )
        if (
            verb
            and (cue := next(finite, None))
            and (voice := self._subject_of_verb(cue, left, end, person)) is not None
        ):
            return voice
        people = [n for n in self.outside if n.ner == "PER" and left <= n.start and n.end <= end]
        head = self.says.personal.match(self.bare, left, end)
        if head and (not people or people[0].start > head.start("p")):
            return self._referent(head["p"], head.start("p"), verb, person)
        if (acts := next((n for n in people if self.acts(n, left)), None)) is not None:
            return by_name(acts, verb)
        # The company issued a statement saying "...".
        first = next((n for n in self.outside if n.start >= left and n.form != "nominal"), None)
        begins = first is not None and first.ner == "ORG" and self.says.begins.fullmatch(self.bare, left, first.start)
        return by_name(first, verb) if first is not None and begins and verb in self.verbs.participles else None


def _person_before(named: Sequence[Named], position: int) -> bool:
    return any(n.ner == "PER" and n.end <= position for n in named)


def by_name(name: Named, verb: str) -> Voice:
    """The voice of a name."""
    return Voice(name.entry or name.surface, name.surface, verb)
