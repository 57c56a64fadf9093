"""Find possible subjects in a paragraph: its sentences, the names outside quotations, the people and bodies that phrases mean.

A sentence is read with the text in quotation marks blanked out, so that no word of a quotation is
taken for a verb of saying or a speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from handbook.extraction.naming_words import Naming, naming
from handbook.extraction.offices import Office, belongs
from handbook.extraction.saying import Saying, saying, words
from handbook.extraction.spans import Named, sentences
from handbook.extraction.speaking import Speaking, speaking
from handbook.folding import WORD


@dataclass(frozen=True)
class Clauses:
    """The sentences of a paragraph; ``bare`` is its text with quotations blanked out.

    ``person`` is whom "he" means at its beginning, ``before`` the last speaker of the paragraph before,
    ``offices`` the offices and organisations mentioned so far.
    """

    text: str
    bare: str
    named: Sequence[Named]
    person: str = ""
    before: str = ""
    offices: Sequence[Office] = ()
    language: str = "en"

    @cached_property
    def verbs(self) -> Saying:
        return saying(self.language)

    @cached_property
    def says(self) -> Speaking:
        return speaking(self.language)

    @cached_property
    def words(self) -> Naming:
        return naming(self.language)

    @cached_property
    def outside(self) -> list[Named]:
        """The names that stand in no quotation."""
        return [n for n in self.named if self.bare[n.start] != "_"]

    @cached_property
    def people(self) -> frozenset[str]:
        return frozenset(n.entry or n.surface for n in self.outside if n.ner == "PER") | {
            o.holder for o in self.offices if o.words
        }

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences; a quotation that begins with a capital may begin one."""
        edged = re.sub(
            r"(?<=[\"“«‘])(\s*)_", lambda m: "A" + m[1] if self.text[m.end() - 1].isupper() else m[1] + "_", self.bare
        )
        return sentences(edged, self.language)

    def sentence_at(self, position: int) -> int:
        """The index of the sentence around a position."""
        return max(0, bisect_right(self.sentences, position, key=_first) - 1)

    def said_of(self, cue: re.Match[str]) -> bool:
        """Whether a verb tells what others call the person before it: Ann Example, hailed as "..."."""
        before = (n for n in self.named if n.ner == "PER" and cue.start() - 40 < n.end <= cue.start())
        return any(
            (telling := self.says.said_of.match(self.bare, n.end)) and telling.end() >= cue.end() for n in before
        )

    def inverted(self, left: int, plain: str, cue: re.Match[str]) -> bool:
        """Whether a verb after a comma has its subject after it: the text before continues the quotation."""
        if not plain.endswith(","):
            return False
        before = [n for n in self.named if left <= n.start < left + len(plain)]
        if self.says.incised.match(self.bare, cue.end()) and not any(n.ner == "PER" for n in before):
            # These accords, notes the same source, show "...".
            return True
        if not before and not self.verbs.starts.search(plain):
            return True
        quoted = re.search(r"[\"”»]|’(?!\w)", self.bare[max(0, left - 1) : cue.start()])
        if quoted is None or any(n.ner == "PER" for n in before):
            return False
        behind = re.compile(r"\s+").match(self.bare, cue.end())
        start = behind.end() if behind else cue.end()
        return bool(self.verbs.starts.match(self.bare, start)) or any(
            n.start - start in range(15) and n.ner != "NORP" for n in self.named
        )

    def of_place(self, person: Named, last: Named, edge: int) -> bool:
        """Whether a name right before a verb says where a person is from: Ann Example of Exampleland said."""
        between = self.bare[person.end : last.start]
        return last.ner != "PER" and edge - last.end <= 1 and self.says.origin.fullmatch(between) is not None

    def acts(self, name: Named, since: int) -> bool:
        """Whether a name may be a subject: not after "of", "for", "to" or "praised", not a possessive, and not the employer of a spokesman."""
        lead = self.bare[since : name.start]
        if (
            self.says.of.search(lead)
            or self.says.owner.match(self.bare, name.end)
            or self.says.said_of.match(self.bare, name.end)
        ):
            return False
        if (verb := self.says.object.search(lead[-90:])) is not None and words(
            lead[: -90 + verb.start()] if len(lead) > 90 else lead[: verb.start()]
        ):
            return False
        after = next((n for n in self.named if n.ner == "PER" and n.start > name.end), None)
        return after is None or not belongs(self.bare[name.end : after.start], self.language)

    def people_of_phrase(self, start: int, end: int) -> set[str]:
        """The people whom a phrase names after an "of", and those named after the phrase in its sentence."""
        last = self.sentences[self.sentence_at(start)][1] if self.sentences else end
        people = [n for n in self.named if n.ner == "PER" and start <= n.start < last]
        return {
            n.entry or n.surface for n in people if n.start >= end or self.says.of.search(self.bare[start : n.start])
        }

    def unnamed(self, office: str) -> bool:
        """Whether an office refers to the unnamed speaker of the paragraph before."""
        head = WORD.findall(office)[-1].lower()
        return bool(self.says.indefinite.match(self.before)) and head in (w.lower() for w in WORD.findall(self.before))

    def named_body(self, start: int, end: int) -> str:
        """The organisation that "the company" means: the last one before it, else the one that the article names most."""
        ministry = self.says.ministry.search(self.text, start, end) is not None
        organisations = [
            n for n in self.outside if n.ner == "ORG" and bool(self.says.ministry.search(n.surface)) == ministry
        ]
        before = [n.entry or n.surface for n in organisations if n.end <= start]
        if before:
            return before[-1]
        later = {n.entry or n.surface for n in organisations if n.start >= end}
        bodies = [
            o.holder for o in self.offices if not o.words and bool(self.says.ministry.search(o.holder)) == ministry
        ]
        earlier = [b for b in bodies if b not in later] or bodies
        return max(earlier, key=earlier.count) if earlier else ""

    def names_subject(self, number: int, position: int) -> str:
        """The person with whose name a sentence begins, as the subject of what follows a conjunction in it."""
        start = self.sentences[number][0] if self.sentences else 0
        first = next((n for n in self.outside if n.start >= start and n.form != "nominal"), None)
        if first is None or first.ner != "PER" or not self.says.begins.fullmatch(self.bare, start, first.start):
            return ""
        between = self.bare[first.end : position]
        return (
            (first.entry or first.surface) if self.says.conjunction.search(between) and self.acts(first, start) else ""
        )


def _first(sentence: tuple[int, int]) -> int:
    return sentence[0]
