"""Decide what a run of capitalised words names: a person, an organisation or a place; the office before it is not part of the name."""

from __future__ import annotations

import re
from typing import NamedTuple

from handbook.extraction.naming_rules import RULES
from handbook.extraction.naming_run import Run
from handbook.extraction.naming_words import Naming
from handbook.extraction.runs import Token, starts_sentence
from handbook.extraction.spans import Evidence, Named
from handbook.folding import fold


class Paragraph(NamedTuple):
    """A paragraph with its tokens, and what its runs of words are typed by: last names and ordinary words of the article, words of the language."""

    text: str
    tokens: list[Token]
    known_last_names: frozenset[str]
    ordinary: frozenset[str]
    of: Naming


def typed(paragraph: Paragraph, at: int, length: int) -> Named | None:
    """A run of ``length`` tokens from ``at`` on as a typed name; None if it is no name."""
    text, of = paragraph.text, paragraph.of
    run = _run(paragraph, at, length)
    if of.is_title(run.group[-1][0]) and (not run.titled or all(of.is_title(t[0]) for t in run.group)):
        return None
    for rule in RULES:
        verdict = rule(run)
        if verdict:
            ner, confidence, evidence = verdict
            # von der Leyen: particles in small letters belong to the family name.
            small = of.small_particle.search(run.before(12)) if ner == "PER" else None
            start = run.start - len(small[0]) if small else run.start
            # Mebe Ngo'o, Ban Ki-moon: the name continues after an apostrophe or a hyphen.
            continuation = None
            if ner == "PER":
                apostrophe = re.match(r"[’'](?!s\b|t\b)[a-zà-ÿ]{1,4}\b", text[run.end : run.end + 6])
                continuation = apostrophe or of.given_behind.match(text[run.end : run.end + 14])
            # The Green party: the word in small letters belongs to a name of one word.
            if evidence == Evidence.PROGRAMME and len(run.words) == 1:
                continuation = of.party.match(text[run.end : run.end + 8])
            end = run.end + (continuation.end() if continuation else 0)
            return Named(start, end, text[start:end], "", ner, "name", confidence, evidence) if ner else None
    return None


def _run(paragraph: Paragraph, at: int, length: int) -> Run:
    """The run without words that are not part of the name: an ordinary first word, a rank, an office."""
    text, tokens, known_last_names, ordinary, of = paragraph
    group = tokens[at : at + length]
    # At the start of a sentence an ordinary word has a capital too.
    if (
        len(group) > 1
        and starts_sentence(text, group[0].start())
        and of.opening.search(group[0][0])
        and fold(group[0][0]) not in of.given
    ):
        group = group[1:]
    before = text[max(0, group[0].start() - 80) : group[0].start()]
    led = of.led_by.search(before) is not None
    # Général de division Dupont: the rank continues after the title.
    rank = len(group) > 1 and fold(group[0][0]) in of.units and of.rank.search(before)
    if rank:
        group = group[1:]
    # Minister for Peace and Security Ann Example: the portfolio ends where the name begins.
    charge = False
    if re.search(r"(?:\b(?:of|for|and)|[,&])\s+(?:the\s+)?$", before):
        count = 0
        if not any(t[0] in of.all_joining for t in group):
            # The National Liberal Party: "National" is not the portfolio of a person.
            while (
                len(group) - count > 2
                and fold(group[-1][0]) not in of.organisations
                and fold(group[count][0]) in of.portfolios
            ):
                count += 1
        group, charge = group[count:], count > 0
    # The African Union Summit: the meeting is not the body.
    if (
        len(group) > 1
        and fold(group[-1][0]) in of.meetings
        and any(fold(t[0]) in of.organisations or t[0].isupper() for t in group[:-1])
    ):
        group = group[:-1]
    group_names = group
    # A title belongs to the person's office, not to the name.
    group, titled = _person(group, of)
    # M. al-Exemple: a particle between title and name.
    before_it = at - 1 - (at > 1 and tokens[at - 1][0] in of.particles and text[group[0].start() - 1] == "-")
    titled = bool(titled or rank or charge or (led and len(group) > 1)) or (
        at > 0
        and group_names[0] is tokens[at]
        and of.is_title(tokens[before_it][0])
        and text[tokens[before_it].end() : tokens[before_it + 1].start()]
        in ((" ", ". ") if fold(tokens[before_it][0]) in of.shortened else (" ",))
    )
    return Run(text, group, titled, known_last_names, ordinary, of)


def _person(group: list[Token], of: Naming) -> tuple[list[Token], bool]:
    """A run without the office before the name: the words after its last title, or the last two or three words of a long run."""
    # Sheikh inside a name is part of it: Hassan Sheikh Mohamud.
    titles = [
        i
        for i, t in enumerate(group)
        if of.is_title(t[0])
        and (fold(t[0]) not in of.also_names or ((i == 0 or of.is_title(group[i - 1][0])) and len(group) > i + 2))
    ]
    last = max(titles, default=-1)
    if last < 0 or last == len(group) - 1:
        return group, False
    after_title = group[last + 1 :]
    small = [t for t in after_title if t[0] in of.joining - of.particles]
    if small:
        # Minister of Mining and Energy Ann Example: the name begins with a given name.
        last = max(i for i, t in enumerate(after_title) if t in small)
        given_name_at = next((i for i, t in enumerate(after_title) if i > last + 1 and fold(t[0]) in of.given), 0)
        if given_name_at and len(after_title) - given_name_at > 1:
            return after_title[given_name_at:], True
        # Minister of Mining Ann B. Example: an initial has a first name before it.
        if len(after_title) > 2 and re.fullmatch(r"[A-Z]", after_title[-2][0]):
            return after_title[-3:], True
        # Former Speaker of the National Assembly: a body, and nobody is named.
        if fold(after_title[-1][0]) in of.organisations and len(after_title) - last > 2:
            return after_title[last + 1 :], False
        return (after_title[-2:], True) if not any(t in small for t in after_title[-2:]) else (group, False)
    words = [fold(t[0]) for t in after_title]
    person = words[0] in of.given or set(words) & of.particles or not set(words) & of.heads
    if len(after_title) > (6 if person else 3):
        return after_title[-2:], True
    return after_title, True
