"""The rules by which a run of capitalised words is a person, an organisation or a place, from the words in it and beside it.

The rules are tried in turn; the first that has an answer gives type, confidence and evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from handbook.extraction.naming_forms import (
    at_place,
    compass,
    dateline,
    described,
    ended_acronym,
    initialled,
    initials,
    inner_capital,
    partisan,
    scored,
)
from handbook.extraction.naming_run import NO_NAME, Run, Verdict
from handbook.extraction.places import kinds
from handbook.extraction.spans import Evidence
from handbook.folding import WORD, fold

#: The number after the name of a king or a grandson.
_NUMERAL = re.compile(r"I{1,3}|I?V|VI{1,3}|I?X")
#: How many words of a list are looked at on either side.
_LIST = 6


#: A number before a counted thing; a year is no count.
_COUNTED = re.compile(r"(?<![\d/.-])\d{1,3}\s+$")


def _part(run: Run) -> Verdict | None:
    if len(run.words) == 1 and not run.first and (run.words[0] in run.of.organisations or run.words[0] in run.of.parts):
        return "ORG", 0.3, Evidence.PART
    return None


def _portfolio(run: Run) -> Verdict | None:
    if all(w in run.of.portfolios or w in run.of.all_joining or run.of.is_title(w) for w in run.words):
        return NO_NAME
    return None


def _ordinary(run: Run) -> Verdict | None:
    if len(run.words) == 1 and (
        any(run.words[0].removesuffix("s") in words for words in (run.of.titles, run.of.organisations, run.of.places))
        or run.words[0] in run.of.organisations
        or run.words[0] in run.of.alone
        or run.of.is_title(run.words[0])
        or (run.first and not run.titled and not run.is_known and run.of.opening_alone.search(run.words[0]))
    ):
        return NO_NAME
    return None


def _organisation(run: Run) -> Verdict | None:
    words = run.words
    if len(words) > 1 and (
        run.of.companies & {*words}
        or (any(w in run.of.organisations for w in words) and (not run.titled or run.group[0][0].isupper()))
        or words[-1] in run.of.bodies
    ):
        return "ORG", 0.85, Evidence.ORGANISATION_WORD
    return None


def _place(run: Run) -> Verdict | None:
    if len(run.words) > 1 and (any(w in run.of.places for w in run.words) or run.words[-1] == "state"):
        return "GPE", 0.8, Evidence.PLACE_WORD
    return None


def _acronym(run: Run) -> Verdict | None:
    name = run.surface
    if len(run.words) == 1 and len(name) > 3 and run.is_known:
        # French texts have family names in capitals.
        return "PER", 0.9, Evidence.LAST_NAME
    if len(run.words) == 1 and name in run.of.not_acronyms:
        return NO_NAME
    if len(run.words) == 1 and name.isupper() and 2 <= len(name) <= 8:
        return "ORG", 0.75, Evidence.ACRONYM
    return None


def _given_name(run: Run) -> Verdict | None:
    words = run.words
    if len(words) == 1 and words[0] in run.of.surnames:
        return "PER", 0.8, Evidence.KNOWN_SURNAME
    if len(words) == 1 and f"{words[0]} …" in run.known_last_names and words[0] not in run.of.never:
        return "PER", 0.8, Evidence.PERSONS_NAME
    if (
        2 <= len(words) <= 5
        and (words[0] in run.of.given or (len(words) > 2 and words[1] in run.of.given))
        and not (run.of.not_in_person & {*words})
    ):
        return "PER", 0.85, Evidence.GIVEN_NAME
    return None


def _in_other_letters(run: Run) -> Verdict | None:
    """Le Monde, Report in a text in Cyrillic: a firm, a newspaper, a brand; people's names are transcribed."""
    if run.in_own_letters or run.titled or run.is_known or run.of.is_acronym(run.surface):
        return None
    return "ORG", 0.6, Evidence.CAPITAL


def _called_body(run: Run) -> Verdict | None:
    # Глава госкорпорации Иван Примеров: where names of bodies stand in quotation marks, a name without them is the person's.
    if run.of.quoted_not and len(run.words) > 1 and run.words[0] in run.of.given:
        return None
    if 1 < len(run.words) < 4 and run.of.kind_before.search(run.before(60)):
        return "ORG", 0.75, Evidence.CALLED_BODY
    if len(run.words) > 1:
        return None
    in_brackets = run.text[run.start - 1 : run.start] == "(" and run.text[run.end : run.end + 1] == ")"
    if run.of.kind_before.search(run.before(60)) or (
        in_brackets and re.search(r"[A-Z][\w’'-]+\s*$", run.text[max(0, run.start - 60) : run.start - 1])
    ):
        return "ORG", 0.8, Evidence.CALLED_BODY
    return None


def _office_alone(run: Run) -> Verdict | None:
    return (
        NO_NAME if not run.titled and (run.of.is_title(run.group[0][0]) or run.words[0] in run.of.documents) else None
    )


def _apposed(run: Run) -> Verdict | None:
    if (
        2 <= len(run.words) <= 4
        and re.search(r",\s*$", run.before(20))
        and any(run.of.is_title(w) for w in WORD.findall(run.before(90)))
    ):
        return "PER", 0.85, Evidence.APPOSED
    return None


def _titled(run: Run) -> Verdict | None:
    if run.titled:
        return "PER", 0.9, Evidence.TITLE
    if len(run.words) == 1 and run.is_known:
        return "PER", 0.9, Evidence.LAST_NAME
    return None


def _particle(run: Run) -> Verdict | None:
    if run.words[0] in run.of.particles and run.is_known:
        return "PER", 0.9, Evidence.LAST_NAME
    if len(run.words) > 2 and (
        set(run.words[1:-1]) & (run.of.particles - {"al", "el"}) or any(t[0] in ("El", "Al") for t in run.group[1:-1])
    ):
        return "PER", 0.75, Evidence.PARTICLE
    return None


def _speaker(run: Run) -> Verdict | None:
    if not run.beside_saying:
        return None
    if len(run.words) == 1:
        if f"{run.words[0]} …" in run.known_last_names:
            return "PER", 0.85, Evidence.PERSONS_NAME
        if run.of.speaks_alone:
            return "PER", 0.75, Evidence.SAYING
        # People are introduced with a first name or an office; a single word without these is an organisation.
        return "ORG", 0.75, Evidence.SAYING
    return ("PER", 0.85, Evidence.SAYING) if len(run.words) <= 3 else None


def _first_and_last(run: Run) -> Verdict | None:
    words = run.words
    if (
        2 <= len(words) <= 3
        and not (run.first and run.text[run.end : run.end + 1] == ":")
        and words[-1] not in run.of.no_person
        and all(t[0][0].isupper() and not t[0].isupper() for t in run.group if not _NUMERAL.fullmatch(t[0]))
        and not (set(words) & run.of.all_joining)
    ):
        if words[-1] in run.of.documents or _COUNTED.search(run.before(12)):
            # The Rail Agreement is a document; 60 Jeep Wolf: counted things are products, not people.
            return NO_NAME
        if run.of.where_two.search(run.before(20)):
            return "GPE", 0.5, Evidence.PREPOSITION
        # The Popular Unity: no person has an article or political words before the name.
        if run.of.articles.search(run.before(20)) or run.of.programmes & {*words}:
            return "ORG", 0.6, Evidence.PROGRAMME
        return "PER", 0.6, Evidence.CAPITALISED
    return None


def _common(run: Run) -> Verdict | None:
    """An ordinary word rather than a name: by its ending, or because the article has it in small letters too."""
    if len(run.words) == 1 and (run.of.common.search(run.words[0]) or run.words[0] in run.ordinary):
        return NO_NAME
    return None


def _after_preposition(run: Run) -> Verdict | None:
    before = run.before(40)
    sure = run.of.where_sure.search(before) or run.of.compass.search(before)
    if " " not in run.surface and not run.first and (sure or run.of.where.search(before)):
        return "GPE", 0.75 if sure else 0.6, Evidence.PREPOSITION
    return None


def _listed(run: Run) -> Verdict | None:
    """In Marburg, Giessen and Frankfurt: a word in a list with a known place is a place."""
    if len(run.words) != 1 or run.first:
        return None
    place_kinds = kinds(run.of.language)
    text, at, beside = run.text, run.end, list[str]()
    for _ in range(_LIST):
        if (after := run.of.list_behind.match(text, at, at + 40)) is None:
            break
        beside.append(after["n"])
        at = after.end()
    before = run.before(40 * _LIST)
    for _ in range(_LIST):
        if (ahead := run.of.list_before.search(before, max(0, len(before) - 60))) is None:
            break
        beside.append(ahead["n"])
        before = before[: ahead.start()]
    if any(place_kinds.get(name, ("",))[0] == "GPE" for name in beside):
        return "GPE", 0.6, Evidence.LISTED
    return None


def _acting(run: Run) -> Verdict | None:
    """Example was re-elected: only people do such things; a town has no birthday."""
    return ("PER", 0.7, Evidence.ACTS) if len(run.words) < 3 and run.of.acts.match(run.text, run.end) else None


def _surname(run: Run) -> Verdict | None:
    if run.of.surname.search(run.group[-1][0]) and len(run.words) <= 3 and not run.first:
        return "PER", 0.75, Evidence.SURNAME_ENDING
    return None


def _quoted(run: Run) -> Verdict | None:
    """Госкорпорация «Росатом»: a name in quotation marks, in a language that sets names of bodies so."""
    if not run.of.quoted_not or len(run.words) > 4 or run.text[run.start - 1 : run.start] not in ("«", '"', "„", "“"):
        return None
    if run.start == 0 or run.text[run.end : run.end + 1] not in ("»", '"', "“", "”"):
        return None
    before = WORD.findall(run.before(40))
    return NO_NAME if before and fold(before[-1]) in run.of.quoted_not else ("ORG", 0.8, Evidence.QUOTED)


def _capital(run: Run) -> Verdict | None:
    if len(run.words) == 1 and (
        run.words[0] in run.of.family
        or (not run.first and (run.words[0] in run.of.family_words or run.words[0] in run.of.given))
    ):
        return "PER", 0.5, Evidence.FAMILY_NAME
    if not run.first and (len(run.words) > 1 or len(run.surface) > 3):
        return "ORG", 0.4, Evidence.CAPITAL
    return None


RULES: tuple[Callable[[Run], Verdict | None], ...] = (
    dateline,
    _quoted,
    _portfolio,
    _part,
    _ordinary,
    _organisation,
    _place,
    _in_other_letters,
    partisan,
    initialled,
    _acronym,
    ended_acronym,
    inner_capital,
    scored,
    initials,
    described,
    _called_body,
    _office_alone,
    _apposed,
    _titled,
    _particle,
    _given_name,
    at_place,
    _speaker,
    _surname,
    _acting,
    compass,
    _first_and_last,
    _common,
    _after_preposition,
    _listed,
    _capital,
)
