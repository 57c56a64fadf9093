"""What an article calls people beside their names, so that "the minister" is known later on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handbook.extraction.spans import Named
from handbook.extraction.words import NEVER
from handbook.folding import WORD, fold

#: Offices, and others that mean the same in the news.
_ALIKE = tuple(
    frozenset(fold(word) for word in group.split())
    for group in (
        "president vp leader head ruler strongman président présidente dirigeant dirigeante chef cheffe raïs chancellor chancelier",
        "minister diplomat diplomacy ministre diplomate secretary official responsable patron patronne chef cheffe counterpart homologue",
        "spokesman spokeswoman spokesperson diplomat official parole porte-parole diplomate",
        "ambassador diplomat envoy representative ambassadeur ambassadrice diplomate représentant émissaire",
        "general colonel commander chief captain officer soldier junta leader général commandant capitaine officier militaire chef",
        "ceo director chairman chairwoman chair chief executive boss head manager directeur directrice patron président pdg responsable",
        "professor analyst researcher expert scholar academic economist fellow author journalist professeur analyste chercheur chercheuse économiste spécialiste",
        "premier minister chancellor head",
        "governor mayor gouverneur maire",
        "senator lawmaker deputy mp politician député sénateur élu opposant",
        "king monarch prince roi emir",
        "commissioner commissaire chief",
        "lawyer avocat",
        "secretary chief secrétaire",
    )
)
_OFFICES = frozenset(word for group in _ALIKE for word in group)
#: Others that say whose somebody is: a minister's aide, a candidate's running mate.
_SOMEBODYS = frozenset(
    [
        "mate",
        "aide",
        "adviser",
        "advisor",
        "ally",
        "attorney",
        "strategist",
        "pollster",
        "critic",
        "donor",
        "counsel",
        "biographer",
        "manager",
        "fundraiser",
    ]
)
#: Offices that are adjectives in English.
_ADJECTIVES = frozenset({"official", "general", "chief", "executive", "military", "commander"})
_PREPOSITION = re.compile(r"\b(?:of|for|in|at|to|from|de|du|des|d|à|au)\b")


_ARTICLES = frozenset({"the", "a", "an", "le", "la", "l", "un", "une", "du", "au"})
#: What stands between an office and its holder.
_HONORIFIC = re.compile(
    r"(?:Son|Sa|Leurs?|His|Her)\s+(?:Excellence|Excellency|Majesté|Majesty)|S\.E\.?M?\.?|H\.E\.?|M\.|Mme|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Monsieur|Madame",
    re.I,
)
#: What ends before an office begins: the diplomat said he and | Ann Example, talks with his | counterpart Ann Example.
_UNTIL = re.compile(
    r"^.*(?<![\w’'-])(?:he|she|they|his|her|their|who|that|with|during|by|after|before|when|while|than|said|says|told|met|"
    r"il|elle|ils|elles|son|sa|ses|leurs?|qui|que|avec|pendant|lors|par|après|avant|quand|dit|déclaré|rencontré|reçu)(?![\w’'-])",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Office:
    """What an article calls a person beside the name: folded words; none for an organisation, "the group"."""

    words: frozenset[str]
    holder: str


def offices(text: str, named: Iterable[Named]) -> list[Office]:
    """What stands right before or, between commas, right after the names of people in a paragraph; its organisations."""
    found = []
    for name in named:
        holder = name.entry or name.surface
        if name.ner == "ORG":
            found.append(Office(frozenset(), holder))
        if name.ner != "PER":
            continue
        before = re.split(r"[.;:!?\"“”«»]\s", text[max(0, name.start - 70) : name.start])[-1].split(",")
        after = re.match(r",\s+([^,.;:]{3,90})[,.;]", text[name.end : name.end + 100])
        # Right before the name, or before a comma: the minister Ann Example; the minister, Ann Example.
        lead = before[-1].strip()
        if not lead or _HONORIFIC.fullmatch(lead):
            lead = "".join(before[-2:-1])
        for words in (lead, after[1] if after else ""):
            folded = [fold(w) for w in WORD.findall(_UNTIL.sub("", words))[-9:]]
            # The chief met | the president Ann Example: her office begins with the last article before one.
            begins = (
                i for i in reversed(range(len(folded))) if folded[i] in _ARTICLES and _OFFICES & {*folded[i + 1 :]}
            )
            last = frozenset(folded[next(begins, 0) :])
            if last & _OFFICES:
                found.append(Office(last, holder))
    return found


def is_office(phrase: str) -> bool:
    """Whether a noun phrase is an office: the noun that it is about, not a word in it."""
    head = [fold(w) for w in WORD.findall(_PREPOSITION.split(phrase)[0]) if fold(w) not in NEVER]
    return bool(head) and (head[-1] in _OFFICES or (head[0] in _OFFICES and head[0] not in _ADJECTIVES))


def belongs(between: str) -> bool:
    """If what stands between two names makes the first one's office the second one's: Example campaign spokesman Ann Other."""
    if not re.fullmatch(r"\s+(?:[a-zà-ÿ][\w’'-]*\s+)+(?:[A-Z][a-z]{1,4}\.\s+)?", between):
        return False
    words = [fold(w) for w in WORD.findall(between) if w[0].islower()]
    return words[-1] in _OFFICES | _SOMEBODYS


def _stems(words: Iterable[str]) -> set[str]:
    """How words begin: russe is of Russie, malienne is malien."""
    return {word[:4] for word in words}


def holder(phrase: str, known: Sequence[Office], person: str = "", whole: bool = False) -> str:
    """Who was called so before: who shares most words, by an office that means the same; nobody if empty.

    ``person`` is preferred among equals; with ``whole`` every word must have been used.
    """
    folded = frozenset(fold(w) for w in WORD.findall(phrase) if fold(w) not in NEVER)
    best = (-1, "")
    for office in known:
        if not any(folded & group and office.words & group for group in _ALIKE) or (
            whole and not folded <= office.words
        ):
            continue
        score = 2 * len(_stems(folded) & _stems(office.words)) + (office.holder == person)
        if score >= best[0]:
            best = score, office.holder
    return best[1]


def holders(phrase: str, known: Sequence[Office]) -> set[str]:
    """All who were called so before, by every word of a phrase."""
    folded = frozenset(fold(w) for w in WORD.findall(phrase) if fold(w) not in NEVER)
    return {office.holder for office in known if folded and folded <= office.words}
