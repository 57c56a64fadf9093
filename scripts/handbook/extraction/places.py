"""States, regions and large cities by name, and what belongs to their names in a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from zoneinfo import available_timezones

from handbook.extraction.placenames import (
    ADJECTIVES,
    AGENCIES,
    CITIES,
    DISPUTED,
    FRENCH,
    FRENCH_ADJECTIVES,
    MORE_STATES,
    PEOPLES,
    REGIONS,
)
from handbook.extraction.spans import Named
from handbook.folding import WORD

#: Of an adjective: italien, italiens, italiennes; suisse, suisses; émirati, émiratie.
FRENCH_ENDINGS = ("", "s", "e", "es", "ne", "nes")
#: What a state calls itself before its name, and one that is called so after it.
_STYLE = re.compile(
    r"^(?:[\w’']+ ){0,2}(?:Republic|Federation|Kingdom|States?|Union|Emirate|Sultanate|Commonwealth|Principality"
    r"|République|Fédération|Royaume|États?|Émirat|Sultanat|Principauté)(?: [a-zà-ÿ]+)?"
    r" (?:of the |of |du |de la |de l[’']|de |d[’'])|(?<=\w) Federation$"
)


def _cldr(language: str) -> Mapping[str, str]:
    """States and regions by their codes, in a language; none in one that CLDR does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {code: " ".join(name.split()) for code, name in territories.items() if name.strip()}


@lru_cache(maxsize=16)
def states(language: str) -> tuple[tuple[str, str], ...]:
    """Names and adjectives of states with their ISO codes, from CLDR, in a language and in English."""
    found: dict[str, str] = dict(MORE_STATES)
    for name in dict.fromkeys(("en", language)):
        for code, words in _cldr(name).items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "ZZ", "EZ", "QO", "XA", "XB"):
                for spelling in _spellings(words.partition(" (")[0]):
                    found.setdefault(spelling, code)
                if name == "en" and words[-1] in "ai" and " " not in words:
                    found.setdefault(words + ("n" if words[-1] == "a" else "an"), code)
    for code, word in ADJECTIVES.items():
        found.setdefault(word, code)
    return tuple(sorted(found.items()))


def _spellings(name: str) -> tuple[str, ...]:
    """A name, as it is written without the accent on a capital, and with more capitals: États-Unis, Etats-Unis; Guinée Équatoriale."""
    small = ("of", "the", "and", "du", "de", "des", "la", "le", "les", "et")
    wide = " ".join(
        word if word in small or word[1:2] in "’'" else word[0].upper() + word[1:] for word in name.split(" ")
    )
    return tuple(dict.fromkeys(spelling for n in (name, wide) for spelling in (n, n.replace("É", "E"))))


@lru_cache(maxsize=16)
def _territories(language: str) -> frozenset[str]:
    return frozenset(
        spelling
        for lang in ("en", language)
        for n in _cldr(lang).values()
        # CLDR has the world too.
        if n[0].isupper() and n != "Monde"
        for spelling in _spellings(n.partition(" (")[0])
    ) | frozenset(MORE_STATES)


@lru_cache(maxsize=16)
def places(language: str) -> dict[str, tuple[str, str]]:
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
    # An article in French.
    made |= {"UN": ("ORG", "name")} if language != "fr" else {}
    if language == "fr":
        made |= {
            word + end: ("NORP", "demonym")
            for stem in FRENCH.split("|")
            # Occidental with a capital is a company.
            for word in (stem, *((stem[0].upper() + stem[1:],) if not stem.startswith("occident") else ()))
            for end in FRENCH_ENDINGS
        }
    made |= {name.strip(): ("GPE", "name") for name in f"{REGIONS}|{DISPUTED}|{CITIES}".replace("\n", "").split("|")}
    return made | dict.fromkeys(PEOPLES.split("|"), ("NORP", "demonym"))


@lru_cache(maxsize=16)
def _codes(language: str) -> dict[str, str]:
    french = {
        stem + end: code
        for code, stems in (FRENCH_ADJECTIVES.items() if language == "fr" else ())
        for stem in stems.split("|")
        for end in FRENCH_ENDINGS
    }
    return french | dict(states(language))


def iso_code(name: str, language: str) -> str:
    """The ISO 3166 code of a state by a name or adjective, also with its kind before it (Federation of ...), or nothing."""
    for lang in dict.fromkeys((language, "en")):
        codes = _codes(lang)
        found = codes.get(name) or codes.get(_STYLE.sub("", name))
        if found and len(found) == 2:
            return found
    return ""


@lru_cache(maxsize=16)
def kinds(language: str) -> dict[str, tuple[str, str]]:
    return {" ".join(WORD.findall(name)): kind for name, kind in places(language).items()}


@lru_cache(maxsize=16)
def _by_first(language: str) -> dict[str, list[tuple[str, ...]]]:
    made: dict[str, list[tuple[str, ...]]] = {}
    for name in places(language):
        words = tuple(WORD.findall(name))
        made.setdefault(words[0], []).append(words)
    for rows in made.values():
        rows.sort(key=len, reverse=True)
    return made


def length_at(text: str, tokens: list[re.Match[str]], at: int, language: str) -> int:
    """How many tokens from ``at`` on are the name of a state, region or city; none if they are not."""
    first = tokens[at][0]
    if first == "US" and text[tokens[at].end() : tokens[at].end() + 1] == "$":
        return 0
    # A dateline has its place in capitals.
    if first.isupper() and len(first) > 3 and first.capitalize() in places(language):
        return 1
    candidates = _by_first(language).get(first, ())
    if first.isupper() and len(first) > 2:
        in_capitals = (tuple(w.upper() for w in words) for words in _by_first(language).get(first.capitalize(), ()))
        candidates = [*candidates, *in_capitals]
    for words in candidates:
        group = tokens[at : at + len(words)]
        if tuple(t[0] for t in group) == words and all(
            len(text[a.end() : b.start()]) <= 2 for a, b in itertools.pairwise(group)
        ):
            return len(words)
    return 0


#: Seas that are adjectives too: a Caribbean nation.
_SEAS = frozenset({"Caribbean", "Mediterranean", "Baltic", "Arctic", "Atlantic", "Pacific"})


def named_place(text: str, tokens: list[re.Match[str]], at: int, length: int, language: str) -> Named:
    start, end = tokens[at].start(), tokens[at + length - 1].end()
    # U.S. ends with its full stop.
    if text[end : end + 1] == "." and re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", text[start:end]):
        end += 1
    name = " ".join(t[0] for t in tokens[at : at + length])
    if name in _SEAS and re.match(r" [a-z]", text[end : end + 2]):
        return Named(start, end, text[start:end], "", "NORP", "demonym", 0.9, "a region before a noun")
    ner, form = kinds(language).get(name) or kinds(language).get(name.title(), ("GPE", "name"))
    return Named(start, end, text[start:end], "", ner, form, 0.95, "a state, region or large city")


def widened(text: str, named: Named) -> Named:
    """A state with its kind before it: Republic of Alba."""
    if named.ner == "NORP":
        # équato-guinéen, East African: the compass and compounds belong to the name.
        part = re.search(
            r"(?:\b(?:East|West|North|South|[Cc]entral|[Ss]outhern|[Nn]orthern|[Ee]astern|[Ww]estern)\s+(?=$)|(?<![\w-])[a-zà-ÿ]{2,}-)$",
            text[max(0, named.start - 80) : named.start],
        )
        if part and (part[0].endswith("-") == named.surface[:1].islower()):
            start = max(0, named.start - 80) + part.start()
            return replace(named, start=start, surface=text[start : named.end])
        # République française, République islamique d'Iran.
        kind = re.search(r"\b(?:République|Fédération|Royaume)(?:\s+(?:démocratique|populaire|islamique|fédérale))?\s+$", text[max(0, named.start - 80) : named.start])  # fmt: skip
        if kind and named.surface[:1].islower():
            start = max(0, named.start - 80) + kind.start()
            return replace(named, start=start, surface=text[start : named.end], ner="GPE", form="name")
    before = re.search(
        r"\b(?:(?:United|Democratic|Islamic|Federal|Arab|People[’']s|Socialist)\s+)?(?:Republic|Kingdom|Federation|Sultanate|Emirate|State|République|Royaume|Fédération)\s+(?:(?:démocratique|populaire|islamique|fédérale|arabe)\s+)?(?:of\s+(?:the\s+)?|du\s+|de\s+(?:la\s+)?|d[’'])$",
        text[max(0, named.start - 80) : named.start],
    )
    after = re.match(
        r" (?:Republic|Federation|Sea|Ocean|Gulf|Strait|Airport|Province|Region)\b", text[named.end : named.end + 20]
    )
    if (
        before is None
        and after
        and (
            named.ner == "GPE"
            or (
                named.surface in ("Western", "Eastern", "Northern", "Southern", "Central")
                and after[0] in (" Province", " Region")
            )
            or (named.ner == "NORP" and after[0] in (" Republic", " Federation", " Ocean", " Sea", " Gulf"))
        )
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
    if before is None and named.ner == "GPE":
        before = re.search(r"\b(?:Lake|Mount|Lac|Mont)\s+$", text[max(0, named.start - 80) : named.start])
    if before is None or named.ner != "GPE":
        return named
    start = max(0, named.start - 80) + before.start()
    return Named(start, named.end, text[start : named.end], "", "GPE", "name", 0.95, named.evidence)
