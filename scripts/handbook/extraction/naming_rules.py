"""The rules by which a run of capitalised words is a person, an organisation or a place: the words in it and beside it.

They are tried in turn; the first that has an answer gives type, confidence and evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from handbook.extraction.naming_run import NO_NAME, Run, Verdict
from handbook.extraction.places import kinds
from handbook.extraction.runs import is_title
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
    SURNAMES,
    TITLES,
)
from handbook.folding import WORD

#: What an organisation is called before its name.
_KIND_BEFORE = re.compile(
    r"\b(?:firm|company|corporation|conglomerate|agency|giant|operator|newspaper|portal|channel|group|société|entreprise|agence|groupe|géant|journal|(?:executives|subsidiary|members|branch|representatives|specialists|fighters|mercenaries)\s+of)\s+$",
    re.I,
)
#: What a place is called before its name.
_PLACE_BEFORE = re.compile(
    r"\b(?:port|city|town|village|province|region|district|island|ville|gisement|région|cercle|commune|localité|aéroport|île|gare|barrage)\s+(?:of\s+|de\s+|d[’'])$",
    re.I,
)
#: Endings of nouns and adjectives that are no names, where a capital alone is the reason to take a word for one.
_COMMON = re.compile(
    r"(?:ments?|[st]ions?|ships?|ness|ities|isms?|ology|uals?|ionals?|secretar(?:y|ies)|erences?|inary|ing)$", re.I
)


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
    if len(run.words) == 1 and len(name) > 3 and run.words[0] in run.known:
        # French texts have family names in capitals.
        return "PER", 0.9, "a person's last name"
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


def _at_place(run: Run) -> Verdict | None:
    """The port of Hillside, le gisement d'Agadem: what it is stands before it."""
    if len(run.words) < 3 and _PLACE_BEFORE.search(run.before(30)):
        return "GPE", 0.75, "what it is called: a port, a town"
    return None


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
    _at_place,
    _first_and_last,
    _common,
    _after_preposition,
    _listed,
    _capital,
)
