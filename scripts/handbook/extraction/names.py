"""Names that the registry does not know, by rules: titles before people, head words of organisations, states, acronyms.

Each comes with what it rests on and how sure that is; a person confirms it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import available_timezones

from handbook.extraction.spans import Named
from handbook.extraction.words import (
    ADJECTIVES,
    AGENCIES,
    DOCUMENTS,
    FRENCH,
    JOINING,
    MORE_STATES,
    NEVER,
    NOT_ACRONYMS,
    ORGANISATIONS,
    PEOPLES,
    PLACES,
    REGIONS,
    SAID,
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
#: What a French office is for: ministre de l'Économie et des Finances.
_OF = r"(?:de\s+la\s+|de\s+l[’']|des\s+|du\s+|d[’'])"
_CHARGE = re.compile(
    rf"\b(?i:ministres?|ministères?|secrétaires?\s+d[’']État|chefs?|présidente?)(?:\s+(?!de\b|des\b|du\b)[a-zà-ÿ]+){{0,2}}\s+{_OF}(?P<what>[A-ZÀ-Ý][\w-]+(?:(?:\s+et|,)\s+{_OF}[A-ZÀ-Ý][\w-]+)*)(?:\s+et\s+{_OF}(?:[A-ZÀ-Ý][\w-]+)(?:\s+[a-zà-ÿ]+)?)?"
)
_FRENCH_BODY = re.compile(
    rf"\b(?:Agence|Banque|Cour|Conseil|Comité|Office|Institut|Université|Organisation|Fonds|Assemblée|Commission|Union|Autorité|Haut-Commissariat)"
    rf"(?:\s+(?:nationale?|internationale?|mondiale?|centrale?|constitutionnelle?|suprême|africaine?|européenne?|mauritanienne?|malienne?|russe|nigérienne?|burkinabè|législative|marocaine?|algérienne?|sénégalaise?|ivoirienne?)(?:\s+(?:marocain|malien|sénégalais|national|international|africain)e?)?(?:\s+(?:{_OF}|de\s+|pour\s+(?:la\s+|le\s+|les\s+|l[’'])?)[\w-]+(?:\s+(?:atomique|alimentaire|mondiale?|publique|militaire)s?|\s+et\s+(?:des|de la|du)\s+[\w-]+)?)?)"
)


#: A French office in small letters, with an adjective, before its holder.
_LED_BY = re.compile(
    r"\b(?:président|présidente|premier ministre|ministre|directeur|directrice|ambassadeur|ambassadrice|général|porte-parole|dirigeant|opposant)(?:\s+[a-zà-ÿ-]+){0,2}\s+$",
    re.I,
)
#: What a minister is for, before the office: Energy and Natural Resources Minister.
_PORTFOLIO = re.compile(r"(?:[A-Z][\w-]*,?\s(?:and\s)?){2,10}$")
_MINISTER = re.compile(r"\bMinister\b")


_PART = r"(?:[Tt]he\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*"
#: Ministries name what they are for in lists: Ministry of Mining, Blue Economy and Maritime Affairs.
_MINISTRY = re.compile(
    rf"\b(?:Ministry|Department)\s+[Oo]f\s+{_PART}(?:(?:,\s+{_PART})+,?\s+and\s+{_PART}|\s+and\s+(?!the\b){_PART})?"
)


#: An office with a list, then its holder: Minister of National Planning, Housing and Infrastructure Ann Example.
_OFFICE_LIST = re.compile(
    rf"\b(?:Minister|Secretary)\s+(?:of|for)\s+{_PART}(?:,\s+{_PART})+,?\s+and\s+(?:[A-Z][\w’'-]+\s+)+?(?P<who>[A-Z][\w’'-]+\s+[A-Z][\w’'-]+)(?!\s+[A-Z])"
)


@lru_cache(maxsize=4)
def states(language: str) -> tuple[tuple[str, str], ...]:
    """Names and adjectives of states with their ISO codes, from CLDR, in a language and in English."""
    from babel import Locale

    found: dict[str, str] = dict(MORE_STATES)
    for name in dict.fromkeys(("en", language)):
        for code, words in Locale(name).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "ZZ", "EZ", "QO", "XA", "XB"):
                found.setdefault(words.partition(" (")[0], code)
                if name == "en" and words[-1] in "ai" and " " not in words:
                    found.setdefault(words + ("n" if words[-1] == "a" else "an"), code)
    for code, word in ADJECTIVES.items():
        found.setdefault(word, code)
    return tuple(sorted(found.items()))


@lru_cache(maxsize=4)
def _places(language: str) -> dict[str, tuple[str, str]]:
    """States, regions and large cities by name: type and form.  Cities are those that name a time zone."""
    made = dict.fromkeys(_territories(language), ("GPE", "name"))
    made |= {name: ("NORP", "demonym") for name, _code in states(language) if name not in made}
    zones = (
        z.rpartition("/")[2].replace("_", " ")
        for z in available_timezones()
        if "/" in z and not z.startswith(("Etc/", "SystemV/", "US/", "Canada/"))
    )
    made |= {
        zone: ("GPE", "name")
        for zone in zones
        if zone[0].isupper()
        and len(zone) > 3
        and zone not in ("Center", "Knox", "East", "West", "North", "General", "Troll")
    }
    made |= {
        name + "s": kind for name, kind in made.items() if kind[0] == "NORP" and name[-1] in "ni" and " " not in name
    }
    made |= dict.fromkeys((*AGENCIES.split("|"), "United Nations", "European Union"), ("ORG", "name"))
    if language == "fr":
        made |= {
            word + end: ("NORP", "demonym") for word in FRENCH.split("|") for end in ("", "s", "e", "es", "ne", "nes")
        }
    made |= {name.strip(): ("GPE", "name") for name in REGIONS.replace("\n", "").split("|")}
    return made | dict.fromkeys(PEOPLES.split("|"), ("NORP", "demonym"))


def iso_code(name: str, language: str) -> str:
    """The ISO 3166 code of a state by a name or adjective, also with its kind before it (Federation of ...), or nothing."""
    for lang in dict.fromkeys((language, "en")):
        codes = dict(states(lang))
        short = re.sub(r"^(?:\w+ (?:of the |of |du |de la |de |d[’']))", "", name)
        found = codes.get(name) or codes.get(short)
        if found and len(found) == 2:
            return found
    return ""


@lru_cache(maxsize=4)
def _kinds(language: str) -> dict[str, tuple[str, str]]:
    return {" ".join(WORD.findall(name)): kind for name, kind in _places(language).items()}


@lru_cache(maxsize=4)
def _by_first(language: str) -> dict[str, list[tuple[str, ...]]]:
    made: dict[str, list[tuple[str, ...]]] = {}
    for name in _places(language):
        words = tuple(WORD.findall(name))
        made.setdefault(words[0], []).append(words)
    for rows in made.values():
        rows.sort(key=len, reverse=True)
    return made


def unregistered(
    text: str,
    taken: Iterable[tuple[int, int]],
    language: str = "en",
    known: frozenset[str] = frozenset(),
    headline: bool = False,
    elsewhere: Mapping[str, str] = MappingProxyType({}),
) -> list[Named]:
    """Names in a paragraph outside ``taken`` spans.

    ``known`` are folded last words of people named elsewhere in the article, ``elsewhere``
    its surer names with their types; in a ``headline``, whose every word may have
    a capital, only states, acronyms and names of the article are looked for.
    """
    tokens = list(WORD.finditer(text))
    free = _outside(text, tokens, taken)
    found: list[Named] = []
    if not headline:
        for match in _OFFICE_LIST.finditer(text):
            if _take(tokens, free, match, match.start("who")):
                found.append(Named(*match.span("who"), match["who"], "", "PER", "name", 0.85, "a title before it"))
        for match in _MINISTRY.finditer(text):
            if _take(tokens, free, match):
                found.append(Named(*match.span(), match[0], "", "ORG", "name", 0.85, "a head word of organisations"))
    else:
        for surface, ner in elsewhere.items():
            for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
                if _take(tokens, free, match):
                    found.append(Named(*match.span(), surface, "", ner, "name", 0.8, "named so in the article"))
    kinds = _kinds(language)
    for match in _MINISTER.finditer(text):
        # From the office back, a bounded way: a list of capitals before no minister must not be walked again and again.
        first = max(0, match.start() - 120)
        field = _PORTFOLIO.search(text[first : match.start()])
        for i, t in enumerate(tokens) if field and " and " in field[0] else ():
            if first + field.start() <= t.start() < match.start() and t[0] not in kinds:  # type: ignore[union-attr]
                free[i] = False
    if language == "fr":
        for match in _CHARGE.finditer(text):
            if not any(w in kinds for w in WORD.findall(match["what"])):
                for i, t in enumerate(tokens):
                    if match.start("what") <= t.start() < match.end():
                        free[i] = False
        for match in _FRENCH_BODY.finditer(text):
            if _take(tokens, free, match):
                found.append(Named(*match.span(), match[0], "", "ORG", "name", 0.85, "a head word of organisations"))
    at = 0
    while at < len(tokens):
        place = _place(text, tokens, at, language) if free[at] else 0
        if place:
            found.append(_as_place(text, tokens, at, place, language))
            for i in range(at, at + place):
                free[i] = False
        at += max(place, 1)
    found = [_widened(text, n) for n in found]
    outside = _outside(text, tokens, ((n.start, n.end) for n in found))
    free = [a and b for a, b in zip(free, outside, strict=True)]
    at = 0
    while at < len(tokens):
        run = _run(text, tokens, free, at)
        made = _typed(text, tokens, at, run, known) if run else None
        if made and made.confidence <= 0.85 and elsewhere.get(made.surface) == "ORG" != made.ner:
            made = replace(made, ner="ORG", confidence=0.8, evidence="named so in the article")
        if made and (not headline or made.evidence in ("an acronym", "a person's last name")):
            found.append(made)
        at += max(run, 1)
    # What only served to complete another name is none itself.
    return [n for n in _joined(text, found) if n.confidence > 0.3]


def _outside(text: str, tokens: list[re.Match[str]], spans: Iterable[tuple[int, int]]) -> list[bool]:
    """Whether each token begins outside all spans."""
    covered = bytearray(len(text) + 1)
    for start, end in spans:
        covered[start:end] = b"\x01" * (end - start)
    return [not covered[t.start()] for t in tokens]


def _take(tokens: list[re.Match[str]], free: list[bool], match: re.Match[str], since: int = 0) -> bool:
    """Take the tokens of a match, if those from ``since`` on are all free; whether it did."""
    inside = [i for i, t in enumerate(tokens) if match.start() <= t.start() < match.end()]
    if not inside or not all(free[i] for i in inside if tokens[i].start() >= since):
        return False
    for i in inside:
        free[i] = False
    return True


def _joined(text: str, found: list[Named]) -> list[Named]:
    """Organisations with a region in their name as one: African Union, Alliance of Sahel States, G5 Sahel."""
    made: list[Named] = []
    for named in sorted(found):
        last = made[-1] if made else None
        first = made[-2] if len(made) > 1 else None
        if (
            first
            and last
            and first.ner == last.ner == "GPE"
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
    if left.surface in PEOPLES.split("|") or left.surface == "United Nations":
        return bool(tail) and between == " "
    if left.ner == "ORG" and head and between.strip() and " " not in between.strip():
        return right.ner in ("GPE", "NORP") or bool(tail)
    if left.ner == "ORG" and head and between == " " and right.ner == "GPE":
        return True
    if left.ner == "NORP" and right.ner == "ORG" and between == " " and left.surface[0].isupper():
        last = [fold(w) for w in WORD.findall(right.surface)]
        return len(last) > 2 and last[-1] in (
            "corporation",
            "bank",
            "agency",
            "university",
            "academy",
            "federation",
            "union",
            "company",
            "institute",
        )
    if left.ner == "GPE" and between == " " and right.evidence == "part of a name":
        return True
    if left.ner == "ORG" and between == " ":
        return (
            bool(tail)
            if head or left.evidence.startswith("an organisation")
            else right.ner == "GPE" and left.evidence == "an acronym"
        )
    return False


def _as_place(text: str, tokens: list[re.Match[str]], at: int, length: int, language: str) -> Named:
    start, end = tokens[at].start(), tokens[at + length - 1].end()
    name = " ".join(t[0] for t in tokens[at : at + length])
    ner, form = _kinds(language).get(name, ("GPE", "name"))
    return Named(start, end, text[start:end], "", ner, form, 0.95, "a state, region or large city")


def _widened(text: str, named: Named) -> Named:
    """A state with its kind before it: Republic of Mali."""
    if named.ner == "NORP":
        # équato-guinéen, East African: the compass and compounds belong to the name.
        part = re.search(
            r"(?:\b(?:East|West|North|South|[Cc]entral|Southern|Northern|Eastern|Western)\s+|(?<![\w-])[a-zà-ÿ]{2,}-)$",
            text[max(0, named.start - 80) : named.start],
        )
        if part and (part[0].endswith("-") == named.surface[:1].islower()):
            start = max(0, named.start - 80) + part.start()
            return replace(named, start=start, surface=text[start : named.end])
    before = re.search(
        r"\b(?:(?:Democratic|Islamic|Federal|Arab|People[’']s|Socialist)\s+)?(?:Republic|Kingdom|Federation|Sultanate|Emirate|State|République|Royaume|Fédération)\s+(?:of\s+(?:the\s+)?|du\s+|de\s+(?:la\s+)?|d[’'])$",
        text[max(0, named.start - 80) : named.start],
    )
    after = re.match(r" (?:Republic|Federation|Sea|Ocean|Gulf|Strait|Airport|Province|Region)\b", text[named.end :])
    if (
        before is None
        and after
        and (named.ner == "GPE" or (named.ner == "NORP" and after[0] in (" Republic", " Federation")))
    ):
        return Named(
            named.start,
            named.end + after.end(),
            text[named.start : named.end + after.end()],
            "",
            "GPE",
            "name",
            0.95,
            named.evidence,
        )
    if before is None or named.ner != "GPE":
        return named
    start = max(0, named.start - 80) + before.start()
    return Named(start, named.end, text[start : named.end], "", "GPE", "name", 0.95, named.evidence)


def wider(text: str, named: Named) -> Named:
    """A registered name with what belongs to it here: Andrey of Andrey Belousov, Republic of Republic of Mali."""
    if named.ner in ("GPE", "NORP"):
        made = _widened(text, named)
        return replace(named, start=made.start, end=made.end, surface=made.surface)
    if named.ner != "PER" or " " in named.surface:
        return named
    first = re.search(r"(?:^|[^\w.])(?P<first>[A-ZÀ-Ý][a-zà-ÿ’'-]+)\s+$", text[max(0, named.start - 80) : named.start])
    if (
        first is None
        or _is_title(first["first"])
        or fold(first["first"]) in NEVER
        or fold(first["first"]) in ORGANISATIONS
    ):
        return named
    if first["first"] in _kinds("en"):
        return named
    start = max(0, named.start - 80) + first.start("first")
    return replace(named, start=start, surface=text[start : named.end])


@lru_cache(maxsize=4)
def _territories(language: str) -> frozenset[str]:
    from babel import Locale

    return frozenset(
        n.partition(" (")[0] for lang in ("en", language) for n in Locale(lang).territories.values()
    ) | frozenset(MORE_STATES)


def _place(text: str, tokens: list[re.Match[str]], at: int, language: str) -> int:
    first = tokens[at][0]
    # A dateline has its place in capitals.
    if first.isupper() and len(first) > 3 and first.capitalize() in _places(language):
        return 1
    for words in _by_first(language).get(first, ()):
        group = tokens[at : at + len(words)]
        if tuple(t[0] for t in group) == words and all(
            len(text[a.end() : b.start()]) <= 2 for a, b in itertools.pairwise(group)
        ):
            return len(words)
    return 0


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _run(text: str, tokens: list[re.Match[str]], free: list[bool], at: int) -> int:
    """How many tokens from ``at`` on make one capitalised run, joined by small words or hyphens."""
    if not free[at] or not _capital(tokens[at][0]) or (fold(tokens[at][0]) in NEVER and not _acronym(tokens[at][0])):
        return 0
    end = at + 1
    look = end
    while look < len(tokens) and free[look]:
        between = text[tokens[look - 1].end() : tokens[look].start()]
        if not re.fullmatch(r" |-|’|'|\. |&| & ", between) or (between == ". " and len(tokens[look - 1][0]) > 1):
            break
        if _capital(tokens[look][0]) and (fold(tokens[look][0]) not in NEVER or tokens[look][0].isupper()):
            look += 1
            end = look
        elif tokens[look][0] in JOINING and look + 1 < len(tokens) and _joins(tokens[at:look], tokens[look][0]):
            look += 1
        else:
            break
    if tokens[end - 1][0] == "s" and end - at > 1:
        end -= 1
    return end - at


def _acronym(word: str) -> bool:
    """Whether an ordinary word in capitals may be an acronym: not the first word of an article, nor an elided one."""
    return (
        word.isupper()
        and len(word) > 1
        and word not in ("THE", "AN", "IN", "ON", "AT", "OF", "TO", "FOR", "LE", "LA", "LES", "UN", "UNE")
    )


def _joins(group: list[re.Match[str]], word: str) -> bool:
    """Whether a small word goes on with a name: any in an organisation's or office's, particles in a person's."""
    heads = {fold(t[0]) for t in group}
    return bool(heads & (ORGANISATIONS | TITLES)) or word in (
        "al",
        "el",
        "bin",
        "ibn",
        "von",
        "van",
        "der",
        "den",
        "de",
        "du",
    )


def _person(text: str, group: list[re.Match[str]]) -> tuple[list[re.Match[str]], bool]:
    """A run without the office before the name: what follows its last title, or the last two words of a long one."""
    # Sheikh within a name is a part of it: Hassan Sheikh Mohamud.
    titles = [
        i
        for i, t in enumerate(group)
        if _is_title(t[0]) and (i == 0 or fold(t[0]) != "sheikh" or _is_title(group[i - 1][0]))
    ]
    last = max(titles, default=-1)
    if last < 0 or last == len(group) - 1:
        return group, False
    rest = group[last + 1 :]
    small = [t for t in rest if t[0] in JOINING and t[0] not in ("al", "el", "bin", "ibn", "von", "van", "der", "den")]
    if small:
        return (rest[-2:], True) if not any(t in small for t in rest[-2:]) else (group, False)
    if len(rest) > 3:
        return rest[-2:], True
    return rest, True


def _is_title(word: str) -> bool:
    folded = fold(word)
    return folded in TITLES or folded.removesuffix("s") in TITLES


def _typed(text: str, tokens: list[re.Match[str]], at: int, length: int, known: frozenset[str]) -> Named | None:
    """The kind of a run, by the words in it and beside it; None for one that is no name."""
    group = tokens[at : at + length]
    # At the start of a sentence an ordinary word has a capital too.
    if (
        len(group) > 1
        and _starts_sentence(text, group[0].start())
        and re.search(r"(?:ly|ing|ed)$|^Given$", group[0][0])
    ):
        group = group[1:]
    # Général de division Dupont: the rank goes on after the title.
    led = _LED_BY.search(text[max(0, group[0].start() - 80) : group[0].start()]) is not None
    rank = (
        len(group) > 1
        and fold(group[0][0]) in ("armee", "division", "brigade", "corps")
        and _RANK.search(text[max(0, group[0].start() - 80) : group[0].start()])
    )
    if rank:
        group = group[1:]
    whole = group
    # A title belongs to the person's office, not to the name.
    group, titled = _person(text, group)
    titled = bool(titled or rank or (led and len(group) > 1)) or (
        at > 0
        and whole[0] is tokens[at]
        and _is_title(tokens[at - 1][0])
        and text[tokens[at - 1].end() : tokens[at].start()] in (" ", ". ")
    )
    if _is_title(group[-1][0]) and not titled:
        return None
    start, end = group[0].start(), group[-1].end()
    surface, words = text[start:end], [fold(t[0]) for t in group]
    first = _starts_sentence(text, start)
    if len(words) == 1 and not first and words[0] in ORGANISATIONS | {"states", "countries", "etats"}:
        return Named(start, end, surface, "", "ORG", "name", 0.3, "part of a name")
    if len(words) == 1 and (
        words[0] in TITLES | ORGANISATIONS | PLACES
        or _is_title(words[0])
        or (first and re.search(r"(?:ly|ing|ed)$", words[0]))
    ):
        return None
    if len(words) > 1 and (
        set(words) & {"jsc", "ojsc", "pjsc", "llc", "ltd", "inc", "plc", "gmbh"}
        or (any(w in ORGANISATIONS for w in words) and not titled)
        or words[-1] in ("force", "forces", "army", "navy", "police", "guard", "council", "bank", "union")
    ):
        return Named(start, end, surface, "", "ORG", "name", 0.85, "a head word of organisations")
    if any(w in PLACES for w in words) and len(words) > 1:
        return Named(start, end, surface, "", "GPE", "name", 0.8, "a head word of places")
    if len(words) == 1 and surface.isupper() and 2 <= len(surface) <= 8 and surface not in NOT_ACRONYMS:
        return Named(start, end, surface, "", "ORG", "name", 0.75, "an acronym")
    if len(words) == 1 and (
        _KIND_BEFORE.search(text[max(0, start - 60) : start])
        or (
            text[start - 1 : start] == "("
            and text[end : end + 1] == ")"
            and re.search(r"[A-Z][\w’'-]+\s*$", text[max(0, start - 60) : start - 1])
        )
    ):
        return Named(start, end, surface, "", "ORG", "name", 0.8, "what it is called: a firm, an agency")
    said = re.match(rf"(?:,[^,.]{{0,60}},)?\s+{SAID}\b", text[end : end + 90]) or re.search(
        rf"{SAID}\s+(?:\w+\s+){{0,3}}$", text[max(0, start - 60) : start]
    )
    if not titled and (_is_title(group[0][0]) or words[0] in DOCUMENTS):
        return None
    apposed = re.search(r",\s*$", text[max(0, start - 20) : start]) and any(
        _is_title(w) for w in WORD.findall(text[max(0, start - 90) : start])
    )
    if apposed and 2 <= len(words) <= 4:
        return Named(start, end, surface, "", "PER", "name", 0.85, "after an office and a comma")
    if titled or (len(words) == 1 and words[0] in known):
        return Named(
            start, end, surface, "", "PER", "name", 0.9, "a title before it" if titled else "a person's last name"
        )
    if len(words) == 1 and f"{words[0]} …" in known and said:
        return Named(start, end, surface, "", "PER", "name", 0.85, "a person's first or family name")
    if said and len(words) == 1:
        # A person is introduced with a first name or an office; what is not is an organisation.
        return Named(start, end, surface, "", "ORG", "name", 0.75, "a verb of saying")
    if said and len(words) <= 3:
        return Named(start, end, surface, "", "PER", "name", 0.85, "a verb of saying")
    if (
        2 <= len(words) <= 3
        and not (first and text[end : end + 1] == ":")
        and words[-1] not in ("conference", "summit", "meeting", "week", "day", "corridor", "conférence", "sommet")
        and all(t[0][0].isupper() and not t[0].isupper() for t in group)
        and not (set(words) & JOINING)
    ):
        return Named(start, end, surface, "", "PER", "name", 0.6, "two or three capitalised words")
    if (
        len(words) == 1
        and not first
        and re.search(r"\b(?:in|at|from|to|near|around|outside|of|à|de|en|vers)\s+$", text[max(0, start - 40) : start])
    ):
        return Named(start, end, surface, "", "GPE", "name", 0.6, "a preposition of place")
    if not first and (len(words) > 1 or len(surface) > 3):
        return Named(start, end, surface, "", "ORG", "name", 0.4, "a capital inside a sentence")
    return None


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 60) : at].rstrip(" \"“‘'«([")
    return not before or before[-1] in ".:!?" or bool(re.search(r"(?:^|\s)[-–—]$", before))


def last_names(people: Iterable[Named]) -> Iterator[str]:
    """Folded last words of people's names, by which an article names them again; first words too, with a mark."""
    for person in people:
        words = WORD.findall(person.surface)
        if person.ner == "PER" and len(words) > 1 and person.confidence >= 0.6:
            yield fold(words[-1])
            # Xi of Xi Jinping: a family name may stand first.
            yield f"{fold(words[0])} …"


def sure(named: Iterable[Named]) -> dict[str, str]:
    """Names of people and organisations that an article gives with good evidence, and their types; short forms too (Example of Example Group)."""
    found: dict[str, str] = {}
    for name in named:
        if name.entry or name.confidence < 0.75 or name.ner not in ("ORG", "PER"):
            continue
        words = WORD.findall(name.surface)
        if len(words) > 1 or name.ner == "ORG":
            found.setdefault(name.surface, name.ner)
        if (
            len(words) == 2
            and name.ner == "ORG"
            and fold(words[1]) in ORGANISATIONS
            and words[0] not in _kinds("en")
            and not _is_title(words[0])
        ):
            found.setdefault(words[0], "ORG")
    return found
