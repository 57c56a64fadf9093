"""Organisations and offices that a pattern shows whole: ministries with lists, French bodies, regions within names."""

from __future__ import annotations

import re
from dataclasses import replace

from handbook.extraction.placenames import FRENCH, PEOPLES
from handbook.extraction.spans import Named
from handbook.extraction.words import ORGANISATIONS
from handbook.folding import WORD, fold

#: What a French office is for: ministre de l'Économie et des Finances.
_OF = r"(?:de\s+la\s+|de\s+l[’']|des\s+|du\s+|d[’'])"
CHARGE = re.compile(
    rf"\b(?i:ministres?|ministères?|secrétaires?\s+d[’']État|chefs?|présidente?)(?:\s+(?!de\b|des\b|du\b)[a-zà-ÿ]+){{0,3}}\s+{_OF}(?P<what>[A-ZÀ-Ý][\w-]+(?:(?:\s+(?!et\b)[a-zà-ÿ]{{4,}})?(?:\s+et|,)\s+{_OF}[A-ZÀ-Ý][\w-]+)*)(?:\s+et\s+{_OF}(?:[A-ZÀ-Ý][\w-]+)(?:\s+[a-zà-ÿ]+)?)?"
)
_PEOPLE = "|".join(stem + "(?:e|ne)?" for stem in sorted(FRENCH.split("|"), key=len, reverse=True))
#: A French body with its adjectives and what it is for.
FRENCH_BODY = re.compile(
    rf"\b(?:Agence|Banque|Cour|Conseil|Comité|Office|Institut|Université|Organisation|Fonds|Assemblée|Commission|Union|Autorité|Haut-Commissariat)"
    rf"(?:\s+(?:nationale?|monétaire|économique|fédérale?|islamique|arabe|ouest-africaine?|régionale?|supérieure?|populaire|européenne?|internationale?|mondiale?|centrale?|constitutionnelle?|suprême|africaine?|européenne?|{_PEOPLE}|législative|marocaine?|algérienne?|sénégalaise?|ivoirienne?)(?:\s+(?:marocain|malien|sénégalais|national|international|africain|européen)e?)?(?:\s+(?:{_OF}|de\s+|pour\s+(?:la\s+|le\s+|les\s+|l[’'])?)(?!\w+(?:er|ir|re)\b)[\w-]+(?:\s+(?:atomique|alimentaire|mondiale?|publique|militaire)s?|\s+et\s+(?:des|de la|du)\s+[\w-]+)?)?)"
)
#: A French body by what it is for: Banque de développement, Communauté de développement.
FRENCH_SERVICE = re.compile(
    rf"\b(?:Communauté|Service|Agence|Office|Fonds|Banque|Centre|Direction|Conseil|Comité|Commission|Haut-Commissariat|Organisation|Chambre)"
    rf"(?:\s+(?:fédérale?|nationale?|régionale?))?\s+(?:{_OF}|de\s+|pour\s+(?:la\s+|le\s+|les\s+|l[’']))(?!\w+(?:er|ir)\b)[^\W\d][\w-]+(?:\s+(?:militaire|technique|économique|alimentaire|publique|nationale?|atomique|et\s+technique|et\s+(?:de|du|des)\s+[^\W\d][\w-]+))*(?:\s+[A-ZÀ-Ý][\w-]+)?(?:\s+(?:internationale?|nationale?|régionale?|atomique))?(?:\s+pour\s+(?:le\s+|la\s+|les\s+|l[’'])[\w-]+)?"
)
#: Characters of a name that goes on; a longer one is a list.
_LONGEST = 200
MINISTER = re.compile(r"\bMinister\b")
_PART = r"(?:[Tt]he\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*"
#: Ministries name what they are for in lists: Ministry of Mining, Blue Economy and Maritime Affairs.
MINISTRY = re.compile(
    rf"\b(?:Federal\s+)?(?:Ministry|Department)\s+[Oo]f\s+{_PART}(?:(?:,\s+{_PART})+,?\s+and\s+{_PART}|\s+and\s+(?!the\b){_PART})?"
)
#: An office with a list, then its holder: Minister of National Planning, Housing and Infrastructure Ann Example.
OFFICE_LIST = re.compile(
    rf"\b(?:Minister|Secretary|Commissioner|Director)\s+(?:of|for)\s+{_PART}(?:,\s+{_PART})+,?\s+and\s+(?:[A-Z][\w’'-]+\s+)+?(?P<who>[A-Z][\w’'-]+\s+[A-Z][\w’'-]+)(?!\s+[A-Z])"
)


def joined(text: str, found: list[Named]) -> list[Named]:
    """Organisations with a region in their name as one: African Union, Alliance of Alpine States, G5 Alps."""
    made: list[Named] = []
    for named in sorted(found):
        last = made[-1] if made else None
        first = made[-2] if len(made) > 1 else None
        if (
            first
            and last
            and first.ner == last.ner != "ORG"
            and text[first.end : last.start] == "-"
            and named.ner == "ORG"
            and named.confidence > 0.3
            and text[last.end : named.start] == " "
        ):
            made[-2:] = [replace(named, start=first.start, surface=text[first.start : named.end])]
            continue
        between = text[last.end : named.start] if last else ""
        if (
            last
            and len(last.surface) <= _LONGEST
            and re.fullmatch(r" (?:(?:of|for|des?|du) |de l[’'])?(?:the )?", between)
            and _forms_organisation(last, named, between)
        ):
            made[-1] = Named(
                last.start,
                named.end,
                text[last.start : named.end],
                "",
                "ORG",
                "name",
                0.8,
                "an organisation with a region in its name",
            )
        else:
            made.append(named)
    return made


def _forms_organisation(left: Named, right: Named, between: str) -> bool:
    head = {fold(w) for w in WORD.findall(left.surface)} & ORGANISATIONS
    tail = {fold(w) for w in WORD.findall(right.surface)} & (ORGANISATIONS | {"states", "countries", "etats"})
    if left.surface in PEOPLES.split("|") or left.surface in ("United Nations", "UN", "U.N."):
        return bool(tail) and between == " "
    if left.ner == "ORG" and head and between.strip() and (" " not in between.strip() or between.strip()[:4] == "de l"):
        return right.ner in ("GPE", "NORP") or bool(tail)
    if left.ner == "ORG" and head and between == " " and right.ner == "GPE":
        return True
    if left.ner == "NORP" and between == " " and right.surface in ("Airlines", "Airways", "Railways", "Telecom"):
        return True
    if left.ner == "NORP" and right.ner == "ORG" and between == " " and left.surface[0].isupper():
        last = [fold(w) for w in WORD.findall(right.surface)]
        return len(last) > 1 and (
            last[-1]
            in (
                "authority",
                "airlines",
                "corporation",
                "bank",
                "agency",
                "university",
                "academy",
                "federation",
                "union",
                "company",
                "institute",
                "ministry",
                "industry",
                "assembly",
                "administration",
                "association",
                "chamber",
                "industries",
                "force",
                "forces",
            )
        )
    if left.ner == "GPE" and between == " " and right.evidence == "part of a name":
        return True
    if left.ner == "GPE" and between == " " and right.evidence == "a head word of organisations":
        # Uganda National Oil Company: what it is stands at its end.
        return fold(WORD.findall(right.surface)[-1]) in ORGANISATIONS
    if left.ner == "ORG" and between == " ":
        return (
            bool(tail)
            if head or left.evidence.startswith("an organisation")
            else right.ner == "GPE" and left.evidence == "an acronym"
        )
    return False
