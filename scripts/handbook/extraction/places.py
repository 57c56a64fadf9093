"""States, regions and large cities by name, and the words that belong to their names in a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from zoneinfo import available_timezones

from handbook.extraction.gathered import gathered
from handbook.extraction.inflection import forms
from handbook.extraction.placenames import Places, borrowed, placenames
from handbook.extraction.spans import Evidence, Named
from handbook.folding import WORD


def _cldr(language: str) -> Mapping[str, str]:
    """States and regions by their codes, in a language; empty for one that CLDR does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {code: " ".join(name.split()) for code, name in territories.items() if name.strip()}


def cities(language: str) -> Iterator[str]:
    """Cities that name a time zone, in a language for which CLDR's names are used, if they are single names."""
    from babel import Locale

    zones = Locale(language).time_zones.values() if placenames(language).cldr_cities else ()
    for city in (zone.get("city", "") for zone in zones):
        if len(city) > 2 and not re.search(r"[\d,()]|о-в", city) and city[0].isupper():
            yield city


@lru_cache(maxsize=16)
def states(language: str) -> tuple[tuple[str, str], ...]:
    """Names and adjectives of states with their ISO codes, in a language and in those that it borrows from."""
    by_name: dict[str, str] = {}
    languages = [placenames(lang) for lang in borrowed(language)]
    for of in languages:
        by_name |= {form: code for name, code in of.states.items() for form in forms(name, of.language)}
    for of in reversed(languages):
        for code, words in _cldr(of.language).items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "ZZ", "EZ", "QO", "XA", "XB"):
                for spelling in _spellings(words.partition(" (")[0]):
                    for form in forms(spelling, of.language):
                        by_name.setdefault(form, code)
                if words[-1] in of.adjective_of and " " not in words:
                    by_name.setdefault(words + of.adjective_of[words[-1]], code)
    for of in languages:
        for word, code in of.adjectives.items() if not of.endings else ():
            by_name.setdefault(word, code)
    return tuple(sorted(by_name.items()))


def _spellings(name: str) -> tuple[str, ...]:
    """The spellings of a name: without the accent on a capital, and with more capitals (États-Unis, Etats-Unis; Guinée Équatoriale)."""
    small = ("of", "the", "and", "du", "de", "des", "la", "le", "les", "et")
    wide = " ".join(
        word if word in small or word[1:2] in "’'" else word[0].upper() + word[1:] for word in name.split(" ")
    )
    return tuple(dict.fromkeys(spelling for n in (name, wide) for spelling in (n, n.replace("É", "E"))))


@lru_cache(maxsize=16)
def _territories(language: str) -> frozenset[str]:
    return frozenset(
        spelling
        for lang in borrowed(language)
        for n in (*_cldr(lang).values(), *placenames(lang).states)
        # CLDR lists the world too.
        if n[0].isupper() and n not in ("Monde", "Mundo", "World")
        for name in (_spellings(n.partition(" (")[0]) if n not in placenames(lang).states else (n,))
        for spelling in forms(name, lang)
    )


#: Names of time zones that are ordinary words first: South Korea, the Resolute Desk, Easter.
_NO_PLACES = frozenset(
    ["Center", "Knox", "East", "West", "North", "South", "General", "Troll", "Continental", "Easter", "Resolute", "Wake", "Midway"]
)  # fmt: skip


@lru_cache(maxsize=16)
def places(language: str) -> dict[str, tuple[str, str]]:
    """States, regions and large cities by name, with type and form.  Cities are those that name a time zone."""
    languages = [placenames(lang) for lang in borrowed(language)]
    typed = dict.fromkeys((*gathered(language).towns, *_territories(language)), ("GPE", "name"))
    typed |= {name: ("NORP", "demonym") for name, _code in states(language) if name not in typed}
    zones = (
        z.rpartition("/")[2].replace("_", " ")
        for z in available_timezones()
        if "/" in z and not z.startswith(("Etc/", "SystemV/", "US/", "Canada/"))
    )
    typed |= {zone: ("GPE", "name") for zone in zones if zone[0].isupper() and len(zone) > 3 and zone not in _NO_PLACES}
    plural = {last: suffix for of in languages for last, suffix in of.plural_of.items()}
    typed |= {
        name + plural[name[-1]]: kind
        for name, kind in typed.items()
        if kind[0] == "NORP" and name[-1] in plural and " " not in name
    }
    typed |= dict.fromkeys((form for city in cities(language) for form in forms(city, language)), ("GPE", "name"))
    typed |= dict.fromkeys(
        (form for of in languages for agency in of.agencies for form in forms(agency, of.language)), ("ORG", "name")
    )
    # "Un" is an article in other languages, so acronyms such as UN count in their own language only.
    typed |= dict.fromkeys(placenames(language).more_agencies, ("ORG", "name"))
    # La Suisse is a state, although suisse is an adjective too.
    states_of = _territories(language)
    typed |= {word: ("NORP", "demonym") for word in _inflected(placenames(language)) if word not in states_of}
    typed |= {
        name: ("GPE", "name")
        for of in reversed(languages)
        for place in (*of.regions, *of.disputed, *of.cities)
        for name in forms(place, of.language)
    }
    return typed | dict.fromkeys((people for of in languages for people in of.peoples), ("NORP", "demonym"))


def _inflected(of: Places) -> dict[str, str]:
    """Adjectives of states with all their endings, in small letters and capitalised, with their ISO codes."""
    if not of.endings:
        return {}
    coded = {**dict.fromkeys(of.more_adjectives, ""), **of.adjectives}
    return {
        word + end: code
        for stem, code in coded.items()
        # Occidental with a capital is a company.
        for word in (stem, *(() if any(map(stem.startswith, of.small_only)) else (stem[0].upper() + stem[1:],)))
        for end in ("", *sorted(of.endings))
    }


@lru_cache(maxsize=16)
def _codes(language: str) -> dict[str, str]:
    return {word: code for word, code in _inflected(placenames(language)).items() if code} | dict(states(language))


def iso_code(name: str, language: str) -> str:
    """The ISO 3166 code of a state by a name or adjective, also with its style before it (Federation of ...); empty for others."""
    for lang in borrowed(language):
        code = _codes(lang).get(name) or _codes(lang).get(placenames(lang).style.sub("", name))
        if code and len(code) == 2:
            return code
    return ""


#: Cities whose names in CLDR have that of their state in them.
_CITIES = frozenset({"HK", "MO"})


def without_style(name: str, language: str) -> str:
    """The name of a state without its style (Rwanda for Republic of Rwanda), unless another state's name has that name in it (Guinea)."""
    for lang in borrowed(language):
        plain = placenames(lang).style.sub("", name)
        code, words = iso_code(name, language), set(WORD.findall(plain))
        if plain == name or not plain or iso_code(plain, language) != code:
            continue
        names = _codes(lang).items()
        if not any(other not in (code, *_CITIES) and words < set(WORD.findall(text)) for text, other in names):
            return plain
    return name


@lru_cache(maxsize=1024)
def by_stem(stem: str, language: str) -> str:
    """The ISO 3166 code of the only state whose name or adjective begins with the first part of a compound: algéro-."""
    if (code := iso_code(stem, language)) or not stem.lower().endswith("o"):
        return code
    root = stem.lower()[:-1]
    codes = {code for word, code in _codes(language).items() if word.lower().startswith(root)}
    return codes.pop() if len(codes) == 1 else ""


def english_name(code: str | None) -> str:
    """The name of a state in English, in small letters; empty for an unknown code."""
    return _cldr("en").get(code, "").lower() if code else ""


@lru_cache(maxsize=16)
def kinds(language: str) -> dict[str, tuple[str, str]]:
    return {" ".join(WORD.findall(name)): kind for name, kind in places(language).items()}


@lru_cache(maxsize=16)
def _by_first(language: str) -> dict[str, list[tuple[str, ...]]]:
    by_word: dict[str, list[tuple[str, ...]]] = {}
    for name in places(language):
        words = tuple(WORD.findall(name))
        by_word.setdefault(words[0], []).append(words)
    for rows in by_word.values():
        rows.sort(key=len, reverse=True)
    return by_word


def length_at(text: str, tokens: list[re.Match[str]], at: int, language: str) -> int:
    """How many tokens from ``at`` on are the name of a state, region or city; 0 if they are none."""
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


def named_place(text: str, tokens: list[re.Match[str]], at: int, length: int, language: str) -> Named:
    """The known name of ``length`` tokens: of a state, region or city, or of a body."""
    start, end = tokens[at].start(), tokens[at + length - 1].end()
    # U.S. ends with its full stop.
    if text[end : end + 1] == "." and re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", text[start:end]):
        end += 1
    name = " ".join(t[0] for t in tokens[at : at + length])
    if name in placenames(language).seas and re.match(r" [a-z]", text[end : end + 2]):
        return Named(start, end, text[start:end], "", "NORP", "demonym", 0.9, Evidence.REGION)
    ner, form = kinds(language).get(name) or kinds(language).get(name.title(), ("GPE", "name"))
    evidence = Evidence.KNOWN_BODY if ner == "ORG" else Evidence.KNOWN_PLACE
    return Named(start, end, text[start:end], "", ner, form, 0.95, evidence)


def widened(text: str, named: Named, language: str) -> Named:
    """A state with its style before it (Republic of Alba), or a people with its part of the world (East African)."""
    of = placenames(language)
    first = max(0, named.start - 80)
    before = text[first : named.start]
    if named.ner == "NORP":
        part = of.part.search(before)
        if part and (part[0].endswith("-") == named.surface[:1].islower()):
            start = first + part.start()
            return replace(named, start=start, surface=text[start : named.end])
        kind = of.kind_of_adjective.search(before)
        if kind and named.surface[:1].islower():
            start = first + kind.start()
            return replace(named, start=start, surface=text[start : named.end], ner="GPE", form="name")
    style = of.kind_before.search(before)
    after = of.kind_behind.match(text, named.end, named.end + 20)
    if style is None and after and _goes_on(named, after[0]):
        end = named.end + after.end() - after.start()
        return Named(named.start, end, text[named.start : end], "", "GPE", "name", 0.95, named.evidence)
    style = style or (of.water.search(before) if named.ner == "GPE" else None)
    if style is None or named.ner != "GPE":
        return named
    start = first + style.start()
    return Named(start, named.end, text[start : named.end], "", "GPE", "name", 0.95, named.evidence)


#: Parts of a country by the compass, which a word for a kind of place after them makes names.
_PARTS = ("Western", "Eastern", "Northern", "Southern", "Central")


def _goes_on(named: Named, kind: str) -> bool:
    """Whether a word for a kind of place after a name belongs to it: Swiss Confederation, Northern Province."""
    if named.ner == "GPE":
        return True
    if named.surface in _PARTS and kind in (" Province", " Region"):
        return True
    return named.ner == "NORP" and kind in (" Republic", " Federation", " Ocean", " Sea", " Gulf")
