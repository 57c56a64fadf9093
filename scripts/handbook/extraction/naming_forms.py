"""Rules for names that look at how a word is written, and at political words: initials, capitals inside a word, match results."""

from __future__ import annotations

import re

from handbook.extraction.date_words import language_of
from handbook.extraction.inflection import without_ending
from handbook.extraction.naming_run import NO_NAME, Run, Verdict
from handbook.extraction.spans import Evidence
from handbook.folding import WORD

#: A word and a number behind the place of a dateline, which make a day if the word is a month: ", le 4 mars 2024", ", March 4 -".
_DAY = re.compile(
    r",\s+(?:(?:\w{1,3}\s+)?\d{1,2}\w{0,2}\.?\s+[^\W\d]+\s+\d{4}\b|[^\W\d]+\s+\d{1,2}(?:,\s+\d{4})?\s*[-–—:.(])"
)


def dateline(run: Run) -> Verdict | None:
    """Port Example, 4 March 2024 -: what stands before the day at the beginning of a paragraph is a place."""
    day = _DAY.match(run.text, run.end) if run.start == 0 and len(run.words) < 4 else None
    months = language_of(run.of.language).month_numbers
    if day and any(word in months for word in WORD.findall(day[0].lower())):
        return "GPE", 0.85, Evidence.DATELINE
    return None


def at_place(run: Run) -> Verdict | None:
    """The port of Hillside, le gisement d'Agadem: the word for the kind of place stands before it."""
    if len(run.words) < 3 and run.of.place_before.search(run.before(30)):
        return "GPE", 0.75, Evidence.CALLED_PLACE
    return None


def described(run: Run) -> Verdict | None:
    """Sampledzor, the Alban health agency, gave: what a name of one word is said to be right behind it."""
    if len(run.words) == 1 and not run.is_known and run.of.body_behind.match(run.text, run.end, run.end + 120):
        return "ORG", 0.8, Evidence.CALLED_BODY
    return None


def partisan(run: Run) -> Verdict | None:
    """Unionist parties, Republican colleagues: an adjective of many is no name; the Green party is one."""
    if not set(run.words) <= run.of.partisan | run.of.programmes:
        return None
    if run.of.partisans.match(run.text, run.end, run.end + 20):
        return NO_NAME
    if run.of.party.match(run.text, run.end, run.end + 8):
        return "ORG", 0.8, Evidence.PROGRAMME
    # The former Liberal: one of many.
    return NO_NAME if run.words[0] in run.of.partisan and len(run.words) == 1 else None


def inner_capital(run: Run) -> Verdict | None:
    """MoveOn, KeyCorp: a capital inside a word; but McExample is a family name."""
    if len(run.words) == 1 and re.fullmatch(
        r"(?!Ma?c|Fitz|D[eiu]|L[ae]|O)[A-Z][a-z]+(?:[A-Z][a-z]*){1,2}", run.surface
    ):
        return "ORG", 0.6, Evidence.ACRONYM
    return None


def initialled(run: Run) -> Verdict | None:
    """A. Example, J.-P. Sample, Ann B. Example: initials with their full stops, then a family name."""
    if re.fullmatch(
        r"(?:[A-ZÀ-Ý][a-zà-ÿ’'-]+ )?(?:[A-ZÀ-Ý]\.[ -]?){1,3} ?(?:[A-Z]?[\w’'-]*[a-zà-ÿ][\w’'-]*)(?:[ -][A-ZÀ-Ý][\w’'-]+){0,2}",
        run.surface,
    ):
        return "PER", 0.85, Evidence.INITIALS
    return None


def scored(run: Run) -> Verdict | None:
    if len(run.words) == 1 and run.of.scored.search(run.before(12)):
        return "PER", 0.75, Evidence.RESULT
    return None


def initials(run: Run) -> Verdict | None:
    """KM Example: two letters that make no word, then a word that is no acronym."""
    if len(run.words) == 2 and re.fullmatch(r"[B-DF-HJ-NP-TV-Z]{2} [^\W\d_][a-zà-ÿ]+", run.surface):
        return "PER", 0.75, Evidence.INITIALS
    return None


def compass(run: Run) -> Verdict | None:
    """East Sampleton: a part of a place that no list has."""
    if len(run.words) == 2 and run.words[0] in run.of.quarters and run.words[1] not in run.of.given:
        return "GPE", 0.6, Evidence.PLACE_WORD
    return None


def ended_acronym(run: Run) -> Verdict | None:
    """Глава МИДа: an acronym with the ending of a case is no person's name."""
    if len(run.words) == 1 and without_ending(run.surface, run.of.language):
        return "ORG", 0.75, Evidence.ACRONYM
    return None
