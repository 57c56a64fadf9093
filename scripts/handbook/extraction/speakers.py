"""Find the speaker of a quotation: the subject of the verb of saying beside it, in its own sentence or a neighbouring one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from handbook.extraction.offices import Office
from handbook.extraction.saying import (
    MANY_VERBS,
    blank,
    cues,
    latest,
    words,
)
from handbook.extraction.spans import Named, sentences
from handbook.extraction.speaking import MARK
from handbook.extraction.subjects import Subjects, Voice, by_name

#: How much of a long paragraph's end is read for whom "he" means in the next one, in characters.
TAIL = 1_500
#: How many words may stand before the name of a speaking body right before a colon: The Foreign Ministry of Alba: "...".
_LEADING = 3


@dataclass(frozen=True)
class Setting(Subjects):
    """A paragraph in which speakers are looked for."""

    def speaker(self, start: int, end: int) -> Voice | None:
        """The speaker of the words from ``start`` to ``end`` (quotation marks included), by their own sentence."""
        left, right = self._around(start, end)
        lead = self.bare[left:start]
        if (signed := self._signed(end)) is not None:
            return by_name(signed, "")
        if (inside := self._named_inside(start, end)) is not None:
            return inside
        if self.says.opening.match(lead) and (behind := self._behind_comma(end, right)) is not None:
            return behind
        backward = self._backward(left, start)
        if backward is None and lead.rstrip().endswith(":"):
            colon = left + len(lead.rstrip()) - 1
            named = [n for n in self.outside if left <= n.start and n.end <= colon and self.acts(n, left)]
            if named and (named[-1].ner == "PER" or colon - named[-1].end < 2):
                # Ann Example: "...".  Any other word before the colon does not name a speaker.
                return self._before_colon(named, left, colon)
        forward = self._forward(end, right)
        if words(lead) and backward is not None and not (forward and self._at_once(end, right)):
            return backward
        if (voice := forward or backward or self._in_next_sentence(right)) is not None:
            return voice
        guess = (
            self._subject(left, start)
            or self._sentence_of(left, start)
            or self._person_acting_before(left, start)
            or self._said_before(left, start, end)
        )
        return replace(guess, sure=False) if guess else None

    def _before_colon(self, named: Sequence[Named], left: int, colon: int) -> Voice:
        """The speaker named before a colon; a state or body at the end of a sentence ("... in Alba:") is not a sure one."""
        last = named[-1]
        beside = colon - last.end < 2
        if last.ner == "PER":
            return replace(by_name(last, ""), sure=beside)
        person = next((n for n in named if n.ner == "PER"), None)
        alone = person is None and len(words(self.bare[left : last.start])) <= _LEADING
        return replace(by_name(person or last, ""), sure=beside and alone)

    def _person_acting_before(self, left: int, start: int) -> Voice | None:
        """She sighs. "...": the person who acts in the sentence before a quotation that stands by itself."""
        number = self.sentence_at(left)
        if words(self.bare[left:start]) or not number:
            return None
        begin, end = self.sentences[number - 1]
        head = self.says.personal.match(self.bare, begin, end)
        return self._referent(head["p"], head.start("p"), "", None) if head else None

    def _said_before(self, left: int, start: int, end: int) -> Voice | None:
        """Ann Example welcomed it. "...": the person who says something in the sentence before a quotation that is a whole sentence."""
        number = self.sentence_at(left)
        if words(self.bare[left:start]) or not number or self.text[start + 1 : end - 1].rstrip()[-1:] not in (*".!?…",):
            return None
        begin, stop = self.sentences[number - 1]
        # If that sentence has a quotation of its own, its speaker continues.
        if MARK.search(self.bare, begin, stop):
            return None
        cue = next(iter(latest(self.bare, begin, stop, self.verbs)), None)
        return self._subject_of_verb(cue, begin, stop) if cue else None

    def _behind_comma(self, end: int, right: int) -> Voice | None:
        """Calling it "...", Ann Example left: the subject after a sentence's opening phrase."""
        comma = re.compile(r"(?:[^\"“”«»;:.]{0,60},)?\s*").match(self.bare, end, right)
        if comma is None or "," not in self.text[end - 2 : comma.end()]:
            return None
        first = next((n for n in self.outside if n.start >= comma.end()), None)
        if first is not None and first.ner in ("PER", "ORG") and first.start - comma.end() < 40:
            return by_name(first, "")
        head = self.says.personal.match(self.bare, comma.end(), right)
        return self._referent(head["p"], head.start("p"), "", None) if head else None

    def _at_once(self, end: int, right: int) -> bool:
        """Whether a verb of saying with its subject after it follows a quotation directly, and so decides."""
        if MARK.search(self.bare, end, right):
            return False
        cue = next(cues(self.bare, end, right, self.verbs), None)
        return cue is not None and self.says.at_once.fullmatch(self.bare, end, cue.start()) is not None

    def _sentence_of(self, left: int, start: int) -> Voice | None:
        """Les deux dirigeants ont convenu «...»: the subject of a sentence without a verb of saying."""
        head = self.says.subject.match(self.bare, left, start)
        return self._phrase(*head.span("np"), "", None) if head else None

    def _in_next_sentence(self, right: int) -> Voice | None:
        """C'est ce qu'a déclaré Ann Example: the next sentence names the speaker."""
        head = self.says.that_is.match(self.bare, right)
        cue = next(cues(self.bare, head.end(), len(self.bare), self.verbs), None) if head else None
        if head is None or cue is None or cue.start() - head.end() > 3:
            return None
        return self._subject_after(cue.end(), len(self.bare), cue["cue"].lower(), None)

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a quotation; if the quotation ends like a sentence, the text after it only counts if it names the speaker."""
        left = max((a for a, _b in self.sentences if a <= start), default=0)
        right = next((b for a, b in self.sentences if b >= end and a < end), len(self.bare))
        if self.text[start + 1 : end - 1].rstrip()[-1:] in (".", "!", "?", "…"):
            goes_on = self.says.after_end.match(self.bare, end, end + 90) and self.bare[end:].strip()
            right = end + sentences(self.bare[end:], self.language)[0][1] if goes_on else end
        return left, max(right, end)

    def _signed(self, end: int) -> Named | None:
        """The name in brackets after a quotation."""
        bracket = re.compile(r"\s*\((?=[^\W\d_])").match(self.bare, end)
        if bracket is None:
            return None
        return next(
            (n for n in self.outside if n.start == bracket.end() and self.bare[n.end : n.end + 1] == ")"),
            None,
        )

    def _named_inside(self, start: int, end: int) -> Voice | None:
        """« La procédure, poursuit M. Exemple, est ... »: the speaker is named inside the quotation."""
        for aside in self.says.incise.finditer(self.text, start, end):
            if aside["verb"].lower() in self.verbs.verbs:
                people = (n for n in self.named if n.ner == "PER" and aside.start("who") <= n.start < aside.end("who"))
                return next((by_name(n, aside["verb"]) for n in people), None)
        return None

    def _backward(self, left: int, start: int) -> Voice | None:
        for cue in latest(self.bare, left, start, self.verbs):
            if (voice := self._subject_of_verb(cue, left, start)) is not None:
                return voice
        return None

    def _forward(self, end: int, right: int) -> Voice | None:
        following = MARK.search(self.bare, end, right)
        stop = following.start() if following else right
        for cue in list(cues(self.bare, end, stop, self.verbs))[:2]:
            # ..., and another said: "...": that verb belongs to the next quotation.
            opens = following and self.says.opens.search(self.bare[cue.end() : stop])
            if opens and self.says.joins.match(self.bare[end:stop]):
                break
            if (voice := self._subject_of_verb(cue, end, stop)) is not None:
                return voice
        # Several quotations in one sentence share one verb.
        for cue in islice(cues(self.bare, stop, right, self.verbs), MANY_VERBS) if following else ():
            last = max(self.bare.rfind(mark, end, cue.start()) for mark in '"”»')
            if last >= end and (voice := self._subject_of_verb(cue, last + 1, right)) is not None:
                return voice
        # "...", A Name, a description: without a verb.
        if re.match(r"\s*,\s*(?:[\w’'.-]+\s+){0,5}?(?=[^\W\d_a-zà-ÿа-яё])", self.bare[end:stop]):
            people = [n for n in self.named if n.ner == "PER" and end <= n.start < end + 80]
            if people and self.bare[people[0].end : people[0].end + 1] in (",", "."):
                return by_name(people[0], "")
        return None


def subject(
    text: str,
    marks: Sequence[tuple[int, int]],
    named: Sequence[Named],
    person: str = "",
    offices: Sequence[Office] = (),
    language: str = "en",
) -> str:
    """Whom "he" means after a paragraph with quotations at ``marks``; of a long paragraph only the end is read."""
    first = max(0, len(text) - TAIL)
    bare = blank(text, marks)[first:]
    return Setting(text[first:], bare, shifted(named, first, len(text)), person, "", offices, language).last_person


def shifted(named: Sequence[Named], first: int, last: int) -> list[Named]:
    """The names between two places, with offsets from the first."""
    if not first:
        return [n for n in named if n.end <= last]
    return [
        Named(n.start - first, n.end - first, n.surface, n.entry, n.ner, n.form, n.confidence, n.evidence)
        for n in named
        if first <= n.start and n.end <= last
    ]
