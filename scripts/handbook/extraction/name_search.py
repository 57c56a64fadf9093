"""The search for names in a paragraph: each step adds names of one kind, or leaves out words that are no part of any.

Steps that are surer of what they find come first, since each takes the words of its names from those after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handbook.extraction.naming import Paragraph, typed
from handbook.extraction.naming_run import said_behind
from handbook.extraction.naming_words import Naming
from handbook.extraction.organisations import of_firm
from handbook.extraction.places import iso_code, kinds, length_at, named_place, widened
from handbook.extraction.results import played
from handbook.extraction.runs import Token, between, in_capitals, outside, run_at, take_tokens
from handbook.extraction.spans import Evidence, Named
from handbook.folding import WORD, fold


@dataclass
class NameSearch:
    """A paragraph, which of its tokens are free for further names, and the names found so far."""

    text: str
    tokens: list[Token]
    free: list[bool]
    of: Naming
    language: str
    names: list[Named] = field(default_factory=list)

    def add(
        self, matches: Iterable[re.Match[str]], ner: str, evidence: Evidence, group: str = "", confidence: float = 0.85
    ) -> None:
        """Add the names that are matches of a pattern, or a group of it, as far as their tokens are free."""
        for match in matches:
            if take_tokens(self.tokens, self.free, match, match.start(group or 0)):
                self.names.append(
                    Named(*match.span(group or 0), match[group or 0], "", ner, "name", confidence, evidence)
                )

    def leave_out(self, start: int, end: int) -> None:
        """Take tokens from the search that are no part of any further name."""
        for i in between(self.tokens, start, end):
            self.free[i] = False

    def names_of_article(self, sure_names: Mapping[str, str]) -> None:
        """Add names that the article gives elsewhere, with their types; in a line in capitals also in capitals."""
        token_texts = {t[0] for t in self.tokens}
        spelled = dict(sure_names)
        if in_capitals(self.tokens):
            spelled |= {surface.upper(): ner for surface, ner in sure_names.items()}
        for surface, ner in spelled.items():
            # Compiling a pattern costs more than checking whether it is needed.
            head = WORD.search(surface)
            if head is not None and head[0] in token_texts and surface in self.text:
                matches = re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", self.text)
                self.add(matches, ner, Evidence.NAMED_SO, confidence=0.8)

    def results(self) -> None:
        """Add the names in lines of results of matches."""
        for name in played(self.text, self.language):
            self.leave_out(name.start, name.end)
            self.names.append(name)

    def leave_out_offices(self) -> None:
        """Leave out what ministers are ministers of, if it is several things, and papers and styles."""
        for match in self.of.minister.finditer(self.text):
            field_of_office = self._portfolio(match.start())
            if "and" in (self.tokens[i][0] for i in field_of_office):
                for i in field_of_office:
                    self.free[i] = False
        for match in (*self.of.papers.finditer(self.text), *self.of.excellency.finditer(self.text)):
            self.leave_out(*match.span())

    def leave_out_charges(self) -> None:
        """Leave out what somebody is in charge of, unless that is a place."""
        listed_places = kinds(self.language)
        for match in self.of.charge.finditer(self.text):
            words = WORD.findall(match["what"])
            listed = "," in match["what"] or " et " in match["what"]
            place = any(word in listed_places for word in (" ".join(words), *words))
            if not match["what"].isupper() and (listed or not place):
                self.leave_out(match.start("what"), match.end())

    def places(self) -> None:
        """Add the states, towns and bodies of lists, but for words that are part of somebody's or a firm's name."""
        at = 0
        while at < len(self.tokens):
            length = length_at(self.text, self.tokens, at, self.language) if self.free[at] else 0
            if length and self._is_part_of_another_name(at, length):
                length = 0
            if length:
                self.names.append(named_place(self.text, self.tokens, at, length, self.language))
                self.free[at : at + length] = [False] * length
            at += max(length, 1)
        self.names = [widened(self.text, n, self.language) for n in self.names]

    def _is_part_of_another_name(self, at: int, length: int) -> bool:
        return (
            of_firm(self.text, self.tokens, at, length, self.of)
            or _is_given_name(self.text, self.tokens, at, self.of)
            or (length == 1 and _is_family_name(self.text, self.tokens, at, self.language, self.of))
        )

    def states_by_style(self) -> None:
        """Add states that no list has, by what they call themselves before their names: Republic of Alba."""
        for match in self.of.state.finditer(self.text):
            end = match.end()
            first, _, second = match["who"].partition(" ")
            if second and (self.of.is_title(second) or fold(second) in self.of.organisations | self.of.portfolios):
                end = match.start("who") + len(first)
            inside = between(self.tokens, match.start("who"), end)
            if inside and all(self.free[i] for i in inside):
                self.leave_out(match.start(), end)
                surface = self.text[match.start() : end]
                self.names.append(Named(match.start(), end, surface, "", "GPE", "name", 0.8, Evidence.STATE_STYLE))

    def runs(self, known_last_names: frozenset[str], ordinary: frozenset[str]) -> Iterator[Named]:
        """The names that runs of free words with capitals are."""
        beside = outside(self.text, self.tokens, ((n.start, n.end) for n in self.names))
        self.free = [a and b for a, b in zip(self.free, beside, strict=True)]
        paragraph, at = Paragraph(self.text, self.tokens, known_last_names, ordinary, self.of), 0
        while at < len(self.tokens):
            length = run_at(self.text, self.tokens, self.free, at, self.of)
            if length and (named := typed(paragraph, at, length)):
                yield named
            at += max(length, 1)

    def _portfolio(self, office: int) -> list[int]:
        """The tokens right before an office that say what it is for, back to a state or a person: Turkish | Energy and Mines | Minister."""
        starts: list[int] = []
        listed_places = kinds(self.language)
        # The tokens end before the office; a long list of capitalised words is walked only so far.
        last = between(self.tokens, 0, office).stop - 1
        for i in range(last, max(-1, last - 12), -1):
            word = self.tokens[i][0]
            if word in listed_places or fold(word) in self.of.given or not (word == "and" or word[0].isupper()):
                break
            following = self.tokens[i + 1].start() if i < last else office
            if not re.fullmatch(r",? ", self.text[self.tokens[i].end() : following]):
                break
            starts.append(i)
        return starts


#: A name in quotation marks.
_MARKED = re.compile(r"[«\"„“](?P<who>[^\W\d_a-zа-яё][^«»\"„“”\n]{1,60})[»\"”“]")


def in_marks(text: str, of: Naming) -> Iterator[re.Match[str]]:
    """The names in quotation marks after a word for a body, or before a verb of saying: телеканал «Пример 24»."""
    for match in _MARKED.finditer(text) if of.quoted_not else ():
        if of.kind_before.search(text, max(0, match.start() - 60), match.start() + 1) or (
            len(WORD.findall(match["who"])) < 5 and said_behind(of.language).match(text, match.end(), match.end() + 30)
        ):
            yield match


def _is_given_name(text: str, tokens: list[Token], at: int, of: Naming) -> bool:
    """Whether a word for a people is a first name among others: Jean Christian Exemple."""
    return (
        fold(tokens[at][0]) in of.given
        and 0 < at < len(tokens) - 1
        and all(tokens[i][0][:1].isupper() for i in (at - 1, at + 1))
        and text[tokens[at - 1].end() : tokens[at].start()] == text[tokens[at].end() : tokens[at + 1].start()] == " "
        and fold(tokens[at - 1][0]) in of.given
    )


def _is_family_name(text: str, tokens: list[Token], at: int, language: str, of: Naming) -> bool:
    """Whether a word for a town or state is somebody's family name: Michael Jordan, I. Austin."""
    if at == 0 or not tokens[at][0][:1].isupper() or iso_code(tokens[at - 1][0], language):
        return False
    before, between = tokens[at - 1][0], text[tokens[at - 1].end() : tokens[at].start()]
    if before in of.family_articles and between == " " and at > 1 and fold(tokens[at - 2][0]) in of.given:
        # Antonio Francisco De Assis.
        return True
    if len(before) == 1 and before.isupper() and between in (". ", "."):
        # N. Korea is a state.
        return before not in "NSEW" or not iso_code(tokens[at][0], language)
    # Grover Cleveland; but in "Mario Cuomo, Queens" without its comma, a name and a place.
    alone = at < 2 or not tokens[at - 2][0][:1].isupper() or text[tokens[at - 2].end() : tokens[at - 1].start()] != " "
    follows_persons_name = fold(before) in of.given or (
        alone and fold(before) in of.family and fold(before) not in of.family_words
    )
    return (
        between == " " and before[0].isupper() and not before.isupper() and follows_persons_name
        and kinds(language).get(tokens[at][0], ("",))[0] in ("GPE", "ORG")
    )  # fmt: skip
