"""Organisations and offices recognised as a whole by a pattern: ministries with lists, French bodies, regions inside names."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from handbook.extraction.naming_words import Naming, naming, naming_also
from handbook.extraction.placenames import borrowed, placenames
from handbook.extraction.places import kinds
from handbook.extraction.runs import Token
from handbook.extraction.spans import Evidence, Named
from handbook.folding import WORD, fold

#: The most characters of a name that is extended; a longer one is a list.
_LONGEST = 200


def joined(text: str, candidates: list[Named], language: str) -> list[Named]:
    """Join organisations with a region in their name: African Union, Alliance of Alpine States, G5 Alps."""
    names: list[Named] = []
    for named in sorted(candidates):
        last = names[-1] if names else None
        first = names[-2] if len(names) > 1 else None
        if (
            first
            and last
            and first.ner == last.ner != "ORG"
            and text[first.end : last.start] == "-"
            and named.ner == "ORG"
            and named.confidence > 0.3
            and text[last.end : named.start] == " "
        ):
            names[-2:] = [replace(named, start=first.start, surface=text[first.start : named.end])]
            continue
        between = text[last.end : named.start] if last else ""
        if (
            last
            and len(last.surface) <= _LONGEST
            and _joint(language).fullmatch(between)
            and _forms_organisation(last, named, between, language)
        ):
            names[-1] = Named(
                last.start,
                named.end,
                text[last.start : named.end],
                "",
                "ORG",
                "name",
                0.8,
                Evidence.WITH_REGION,
            )
            # Portuguese Christian Democratic Party: an adjective before a name that was joined already.
            if first and first.ner == last.ner == "NORP" and text[first.end : last.start] == " ":
                names[-2:] = [replace(names[-1], start=first.start, surface=text[first.start : named.end])]
        else:
            names.append(named)
    return names


def _forms_organisation(left: Named, right: Named, between: str, language: str) -> bool:
    of = naming(language)
    if between == " " and _club(left, right, language):
        return True
    head = {fold(w) for w in WORD.findall(left.surface)} & of.organisations
    tail = {fold(w) for w in WORD.findall(right.surface)} & (of.organisations | of.parts)
    if left.surface in _peoples(language) or left.surface in ("United Nations", "UN", "U.N."):
        return bool(tail) and between == " "
    if (
        left.ner == "ORG"
        and head
        and between.strip()
        and (
            between.strip() in ("of the", "for the", "for a", "for an")
            or " " not in between.strip()
            or between.strip()[:4] == "de l"
        )
    ):
        return right.ner in ("GPE", "NORP") or bool(tail)
    if left.ner == "ORG" and head and between == " " and right.ner == "GPE":
        return True
    if (
        left.ner == "ORG"
        and between.strip() in ("of", "for")
        and right.ner == "GPE"
        and _rallied(left, between, language)
    ):
        return True
    if head and between == " " and left.evidence == Evidence.WITH_REGION and right.evidence in _BY_CAPITALS:
        # Union for French Democracy: the adjective belongs to the words after it.
        return kinds(language).get(WORD.findall(left.surface)[-1], ("",))[0] == "NORP"
    if left.ner == "NORP" and between == " " and right.surface in of.lines:
        return True
    if left.ner == "NORP" and right.ner == "ORG" and between == " " and left.surface[0].isupper():
        words = WORD.findall(right.surface)
        return (len(words) > 1 and _head(right, language) in of.national) or (
            len(words) == 1 and fold(words[0]) in of.national_alone
        )
    if left.ner == "GPE" and between == " " and right.evidence == Evidence.PART:
        return True
    if left.ner == "GPE" and between == " " and right.evidence == Evidence.ORGANISATION_WORD:
        # Uganda National Oil Company, Uganda Council of Elders: the kind of body is the last word, or stands before its purpose.
        return _head(right, language) in of.organisations
    if left.ner == "ORG" and between == " ":
        return (
            bool(tail)
            if head or left.evidence == Evidence.WITH_REGION
            else right.ner == "GPE" and left.evidence == Evidence.ACRONYM
        )
    return False


def _head(body: Named, language: str) -> str:
    """The folded word for the kind of a body: its last word, or the one before its purpose (Institute of Urban Studies)."""
    words = [fold(w) for w in WORD.findall(body.surface)]
    small = next((i for i, w in enumerate(words) if w in naming(language).all_joining and i), len(words))
    return words[small - 1]


def _rallied(left: Named, between: str, language: str) -> bool:
    """Whether the words before a state name its supporters: Democratic Choice of Alba, Centrists for Europe."""
    of, words = naming(language), WORD.findall(left.surface)
    if between.strip() == "of":
        return len(words) > 1 and left.evidence == Evidence.PROGRAMME and bool({fold(w) for w in words} & of.programmes)
    return left.evidence in _BY_CAPITALS and words[-1].endswith("s") and not of.is_title(words[-1])


def _club(left: Named, right: Named, language: str) -> bool:
    """Whether two names are a club's and its town's: Leeds Rovers, Denver Eagles, Dinamo Minsk."""
    of = naming(language)
    words = right.surface.split()
    if left.ner == "GPE" and right.ner in ("ORG", "PER") and right.evidence in _BY_CAPITALS and len(words) < 3:
        return words[-1] in of.clubs_behind or (
            of.plural_clubs and words[-1].endswith("s") and not words[-1].endswith("ss") and not of.is_title(words[0]) and words[-1].isalpha()
            and fold(words[-1]) not in of.plain
        )  # fmt: skip
    return right.ner == "GPE" and left.surface in of.clubs_before


#: Evidence of names that were recognised by their capitals only.
_BY_CAPITALS = (Evidence.CAPITAL, Evidence.CAPITALISED, Evidence.FAMILY_NAME, Evidence.PROGRAMME, Evidence.ACRONYM)


@cache
def _peoples(language: str) -> frozenset[str]:
    return frozenset(people for lang in borrowed(language) for people in placenames(lang).peoples)


@cache
def _joint(language: str) -> re.Pattern[str]:
    """What joins an organisation and the region in its name, in any language whose names the text may use."""
    return re.compile("|".join(naming(lang).region_joint.pattern for lang in (language, *naming_also(language))))


def of_firm(text: str, tokens: list[Token], at: int, length: int, of: Naming) -> bool:
    """Whether a place begins the name of a firm that is called one: la société Volga Exemple."""
    behind = at + length
    return (
        behind < len(tokens)
        and text[tokens[behind - 1].end() : tokens[behind].start()] == " "
        and tokens[behind][0][0].isupper()
        and tokens[at][0][0].isupper()
        and of.kind_before.search(text, max(0, tokens[at].start() - 60), tokens[at].start()) is not None
    )
