"""What a run of capitalised words names: a person, an organisation or a place, by the words in it and beside it.

Rules are tried in turn; the first that has an answer gives type, confidence and evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from handbook.extraction.places import kinds
from handbook.extraction.runs import Token, is_title, starts_sentence
from handbook.extraction.spans import Named
from handbook.extraction.words import (
    DOCUMENTS,
    GIVEN,
    JOINING,
    NEVER,
    NOT_ACRONYMS,
    ORGANISATIONS,
    PARTICLES,
    PLACES,
    PORTFOLIOS,
    SAID,
    SURNAMES,
    TITLES,
)
from handbook.folding import WORD, fold

#: A rank that goes on in a second word.
_RANK = re.compile(r"\b(?:général|generals?|colonel|commissaire)\s+(?:de\s+(?:corps\s+)?|d[’'])$", re.I)
#: What an organisation is called before its name.
_KIND_BEFORE = re.compile(
    r"\b(?:firm|company|corporation|conglomerate|agency|giant|operator|newspaper|portal|channel|group|société|entreprise|agence|groupe|géant|journal|(?:executives|subsidiary|members|branch|representatives|specialists|fighters|mercenaries)\s+of)\s+$",
    re.I,
)
#: A French office in small letters, with an adjective, before its holder.
_LED_BY = re.compile(
    r"\b(?:président|présidente|premier ministre|ministre|directeur|directrice|ambassadeur|ambassadrice|général|porte-parole|dirigeant|opposant)(?:\s+[a-zà-ÿ-]+){0,2}\s+$",
    re.I,
)
#: A particle in small letters right before a family name: von der Leyen, al-Soudani.
_SMALL = re.compile(
    r"(?<!\w)(?:von der|van der|van den|(?:von|van|bin|ben|ould|ag|dos|della|abdul)(?= )|(?:al|el|ad|as|at|ar)(?=-))[ -]$"
)
#: Endings of nouns and adjectives that are no names, where a capital alone is the reason to take a word for one.
_COMMON = re.compile(
    r"(?:ments?|[st]ions?|ships?|ness|ities|isms?|ology|uals?|ionals?|secretar(?:y|ies)|erences?|inary|ing)$", re.I
)
_MEETINGS = frozenset({"summit", "conference", "meeting", "session"})
#: Type, confidence and evidence.
Verdict = tuple[str, float, str]
#: The verdict on a run that is no name.
NO_NAME: Verdict = ("", 0.0, "")


@dataclass(frozen=True)
class Run:
    """A run in its paragraph: its tokens, whether an office goes before it, the folded last words of people named elsewhere."""

    text: str
    group: list[Token]
    titled: bool
    known: frozenset[str]
    #: Folded words that the article has in small letters.
    ordinary: frozenset[str]

    @cached_property
    def start(self) -> int:
        return self.group[0].start()

    @cached_property
    def end(self) -> int:
        return self.group[-1].end()

    @cached_property
    def surface(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def words(self) -> list[str]:
        """Its words, folded."""
        return [fold(t[0]) for t in self.group]

    @cached_property
    def first(self) -> bool:
        """Whether it begins a sentence, where any word has a capital."""
        return starts_sentence(self.text, self.start)

    @cached_property
    def said(self) -> bool:
        """Whether a verb of saying stands beside it."""
        after = re.match(rf"(?:,[^,.]{{0,60}},)?\s+{SAID}\b", self.text[self.end : self.end + 90])
        return bool(after or re.search(rf"{SAID}\s+(?:\w+\s+){{0,3}}$", self.before(60)))

    def before(self, most: int) -> str:
        """The text before it, ``most`` characters at most."""
        return self.text[max(0, self.start - most) : self.start]


def typed(
    text: str, tokens: list[Token], at: int, length: int, known: frozenset[str], ordinary: frozenset[str] = frozenset()
) -> Named | None:
    """A run of ``length`` tokens from ``at`` on as a name with its type; None for one that is no name."""
    run = _run(text, tokens, at, length, known, ordinary)
    if is_title(run.group[-1][0]) and (not run.titled or all(is_title(t[0]) for t in run.group)):
        return None
    for rule in RULES:
        verdict = rule(run)
        if verdict:
            ner, confidence, evidence = verdict
            # von der Leyen: particles in small letters belong to the family name.
            small = _SMALL.search(run.before(12)) if ner == "PER" else None
            start = run.start - len(small[0]) if small else run.start
            # Mebe Ngo'o: the name goes on behind an apostrophe.
            more = re.match(r"[’'](?!s\b|t\b)[a-zà-ÿ]{1,4}\b", text[run.end : run.end + 6]) if ner == "PER" else None
            end = run.end + (more.end() if more else 0)
            return Named(start, end, text[start:end], "", ner, "name", confidence, evidence) if ner else None
    return None


def _run(text: str, tokens: list[Token], at: int, length: int, known: frozenset[str], ordinary: frozenset[str]) -> Run:
    """The run without what is no part of a name: an ordinary first word, a rank, an office."""
    group = tokens[at : at + length]
    # At the start of a sentence an ordinary word has a capital too.
    if (
        len(group) > 1
        and starts_sentence(text, group[0].start())
        and re.search(r"\w{3}(?:ly|ing|ed)$|^Given$", group[0][0])
        and fold(group[0][0]) not in GIVEN
    ):
        group = group[1:]
    before = text[max(0, group[0].start() - 80) : group[0].start()]
    led = _LED_BY.search(before) is not None
    # Général de division Dupont: the rank goes on after the title.
    rank = len(group) > 1 and fold(group[0][0]) in ("armee", "division", "brigade", "corps") and _RANK.search(before)
    if rank:
        group = group[1:]
    # Minister for Peace and Security Ann Example: what the office is for ends where the name begins.
    charge = False
    if re.search(r"(?:\b(?:of|for|and)|[,&])\s+(?:the\s+)?$", before):
        while len(group) > 2 and fold(group[0][0]) in PORTFOLIOS and not any(t[0] in JOINING for t in group):
            group, charge = group[1:], True
    # The African Union Summit: the meeting is not the body.
    if (
        len(group) > 1
        and fold(group[-1][0]) in _MEETINGS
        and any(fold(t[0]) in ORGANISATIONS or t[0].isupper() for t in group[:-1])
    ):
        group = group[:-1]
    whole = group
    # A title belongs to the person's office, not to the name.
    group, titled = _person(group)
    # M. al-Exemple: a particle between title and name.
    before_it = at - 1 - (at > 1 and tokens[at - 1][0] in PARTICLES and text[group[0].start() - 1] == "-")
    titled = bool(titled or rank or charge or (led and len(group) > 1)) or (
        at > 0
        and whole[0] is tokens[at]
        and is_title(tokens[before_it][0])
        and text[tokens[before_it].end() : tokens[before_it + 1].start()] in (" ", ". ")
    )
    return Run(text, group, titled, known, ordinary)


def _person(group: list[Token]) -> tuple[list[Token], bool]:
    """A run without the office before the name: what follows its last title, or the last two words of a long one."""
    # Sheikh within a name is a part of it: Hassan Sheikh Mohamud.
    titles = [
        i
        for i, t in enumerate(group)
        if is_title(t[0]) and (fold(t[0]) != "sheikh" or ((i == 0 or is_title(group[i - 1][0])) and len(group) > i + 2))
    ]
    last = max(titles, default=-1)
    if last < 0 or last == len(group) - 1:
        return group, False
    rest = group[last + 1 :]
    small = [t for t in rest if t[0] in JOINING - PARTICLES]
    if small:
        # Minister of Mining and Energy Ann Example: the name begins with a given name.
        last = max(i for i, t in enumerate(rest) if t in small)
        named = next((i for i, t in enumerate(rest) if i > last + 1 and fold(t[0]) in GIVEN), 0)
        if named and len(rest) - named > 1:
            return rest[named:], True
        return (rest[-2:], True) if not any(t in small for t in rest[-2:]) else (group, False)
    words = [fold(t[0]) for t in rest]
    person = words[0] in GIVEN or set(words) & PARTICLES or not set(words) & (PORTFOLIOS | ORGANISATIONS | TITLES)
    if len(rest) > (6 if person else 3):
        return rest[-2:], True
    return rest, True


def _part(run: Run) -> Verdict | None:
    if len(run.words) == 1 and not run.first and run.words[0] in ORGANISATIONS | {"states", "countries", "etats"}:
        return "ORG", 0.3, "part of a name"
    return None


def _portfolio(run: Run) -> Verdict | None:
    if all(w in PORTFOLIOS | JOINING or is_title(w) for w in run.words):
        return NO_NAME
    return None


def _ordinary(run: Run) -> Verdict | None:
    if len(run.words) == 1 and (
        run.words[0].removesuffix("s") in TITLES | ORGANISATIONS | PLACES
        or run.words[0] in ORGANISATIONS | {"state", "etat", "cabinet", "staff", "republique", "republic", "nation"}
        or is_title(run.words[0])
        or (
            run.first
            and not run.titled
            and run.words[0] not in run.known
            and re.search(r"(?:ly|ing|ed)$", run.words[0])
        )
    ):
        return NO_NAME
    return None


def _organisation(run: Run) -> Verdict | None:
    words = run.words
    if len(words) > 1 and (
        set(words) & {"jsc", "ojsc", "pjsc", "llc", "ltd", "inc", "plc", "gmbh"}
        or (any(w in ORGANISATIONS for w in words) and (not run.titled or run.group[0][0].isupper()))
        or words[-1] in ("force", "forces", "army", "navy", "police", "guard", "council", "bank", "union")
    ):
        return "ORG", 0.85, "a head word of organisations"
    return None


def _place(run: Run) -> Verdict | None:
    if len(run.words) > 1 and (any(w in PLACES for w in run.words) or run.words[-1] == "state"):
        return "GPE", 0.8, "a head word of places"
    return None


def _acronym(run: Run) -> Verdict | None:
    name = run.surface
    if len(run.words) == 1 and name.isupper() and 2 <= len(name) <= 8 and name not in NOT_ACRONYMS:
        return "ORG", 0.75, "an acronym"
    return None


def _given(run: Run) -> Verdict | None:
    words = run.words
    if len(words) == 1 and words[0] in SURNAMES:
        return "PER", 0.8, "a family name that news give alone"
    if len(words) == 1 and f"{words[0]} …" in run.known and words[0] not in NEVER:
        return "PER", 0.8, "a person's first or family name"
    if (
        2 <= len(words) <= 5
        and (words[0] in GIVEN or (len(words) > 2 and words[1] in GIVEN))
        and not (set(words) & {"and", "of", "the", "for"})
    ):
        return "PER", 0.85, "a given name"
    return None


def _initials(run: Run) -> Verdict | None:
    """KM Example: two letters that make no word, then a word that is no acronym."""
    if len(run.words) == 2 and re.fullmatch(r"[B-DF-HJ-NP-TV-Z]{2} [^\W\d_][a-zà-ÿ]+", run.surface):
        return "PER", 0.75, "initials"
    return None


def _called(run: Run) -> Verdict | None:
    if 1 < len(run.words) < 4 and _KIND_BEFORE.search(run.before(60)):
        return "ORG", 0.75, "what it is called: a firm, an agency"
    if len(run.words) > 1:
        return None
    in_brackets = run.text[run.start - 1 : run.start] == "(" and run.text[run.end : run.end + 1] == ")"
    if _KIND_BEFORE.search(run.before(60)) or (
        in_brackets and re.search(r"[A-Z][\w’'-]+\s*$", run.text[max(0, run.start - 60) : run.start - 1])
    ):
        return "ORG", 0.8, "what it is called: a firm, an agency"
    return None


def _office_alone(run: Run) -> Verdict | None:
    return NO_NAME if not run.titled and (is_title(run.group[0][0]) or run.words[0] in DOCUMENTS) else None


def _apposed(run: Run) -> Verdict | None:
    if (
        2 <= len(run.words) <= 4
        and re.search(r",\s*$", run.before(20))
        and any(is_title(w) for w in WORD.findall(run.before(90)))
    ):
        return "PER", 0.85, "after an office and a comma"
    return None


def _titled(run: Run) -> Verdict | None:
    if run.titled:
        return "PER", 0.9, "a title before it"
    if len(run.words) == 1 and run.words[0] in run.known:
        return "PER", 0.9, "a person's last name"
    return None


def _particle(run: Run) -> Verdict | None:
    if run.words[0] in PARTICLES and run.words[-1] in run.known:
        return "PER", 0.9, "a person's last name"
    if len(run.words) > 2 and (
        set(run.words[1:-1]) & (PARTICLES - {"al", "el"}) or any(t[0] in ("El", "Al") for t in run.group[1:-1])
    ):
        return "PER", 0.75, "a particle of family names"
    return None


def _speaker(run: Run) -> Verdict | None:
    if not run.said:
        return None
    if len(run.words) == 1:
        if f"{run.words[0]} …" in run.known:
            return "PER", 0.85, "a person's first or family name"
        # A person is introduced with a first name or an office; what is not is an organisation.
        return "ORG", 0.75, "a verb of saying"
    return ("PER", 0.85, "a verb of saying") if len(run.words) <= 3 else None


def _first_and_last(run: Run) -> Verdict | None:
    words = run.words
    if (
        2 <= len(words) <= 3
        and not (run.first and run.text[run.end : run.end + 1] == ":")
        and words[-1] not in ("conference", "summit", "meeting", "week", "day", "corridor", "conférence", "sommet")
        and all(t[0][0].isupper() and not t[0].isupper() for t in run.group)
        and not (set(words) & JOINING)
    ):
        if re.search(r"\b(?:in|at|near|outside)\s+$", run.before(20)):
            return "GPE", 0.5, "a preposition of place"
        return "PER", 0.6, "two or three capitalised words"
    return None


def _common(run: Run) -> Verdict | None:
    """A single word of a language rather than a name: by its ending, or since the article has it in small letters too."""
    if len(run.words) == 1 and (_COMMON.search(run.words[0]) or run.words[0] in run.ordinary):
        return NO_NAME
    return None


def _after_preposition(run: Run) -> Verdict | None:
    where = re.search(
        r"\b(?:(?P<p>in|at|from|to|near|around|outside|of|à|de|en|vers)|(?P<side>(?:north|south|east|west|central)(?:-?(?:east|west))?(?:ern)?))\s+$",
        run.before(40),
    )
    if " " not in run.surface and not run.first and where:
        sure = where["side"] or where["p"] in ("in", "near", "outside")
        return "GPE", 0.75 if sure else 0.6, "a preposition of place"
    return None


def _listed(run: Run) -> Verdict | None:
    """In Marburg, Giessen and Frankfurt: a word among known places is one."""
    after = re.match(r"(?:,|\s+(?:and|et|or|ou))\s+(?P<n>[A-ZÀ-Ý][\w-]+)", run.text[run.end : run.end + 40])
    before = re.search(r"(?P<n>[A-ZÀ-Ý][\w-]+)(?:,|,?\s+(?:and|et|or|ou))\s+$", run.before(40))
    known = kinds("en")
    beside = [m["n"] for m in (after, before) if m]
    if len(run.words) == 1 and not run.first and any(known.get(n, ("",))[0] == "GPE" for n in beside):
        return "GPE", 0.6, "among places"
    return None


def _capital(run: Run) -> Verdict | None:
    if not run.first and (len(run.words) > 1 or len(run.surface) > 3):
        return "ORG", 0.4, "a capital inside a sentence"
    return None


RULES: tuple[Callable[[Run], Verdict | None], ...] = (
    _portfolio,
    _part,
    _ordinary,
    _organisation,
    _place,
    _acronym,
    _initials,
    _called,
    _office_alone,
    _apposed,
    _titled,
    _particle,
    _given,
    _speaker,
    _first_and_last,
    _common,
    _after_preposition,
    _listed,
    _capital,
)
