"""Names that the registry does not know, by rules: titles before people, head words of organisations, states, acronyms.

Each comes with what it rests on and how sure that is; a person confirms it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zoneinfo import available_timezones

from handbook.extraction.spans import Named
from handbook.folding import WORD, fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    """president minister mr mrs ms dr prof professor general gen colonel col captain capt major maj lieutenant lt
    sergeant ambassador spokesman spokesperson spokeswoman secretary chancellor king queen prince emir sheikh sultan
    chief commander director chairman chairwoman chairperson senator governor mayor judge premier leader deputy
    analyst researcher author journalist envoy commissioner counterpart counsellor adviser advisor president-elect m
    mme président présidente ministre général capitaine ambassadeur porte-parole secrétaire directeur directrice
    chef colonel commandant lieutenant gouverneur maire"""
)
_ORGANISATIONS = _words(
    """ministry bank union council group company companies agency university institute party movement front army force
    forces corps commission committee organisation organization association foundation corporation fund federation
    academy times news press court parliament assembly alliance community congress office department bureau
    authority chamber network center centre league initiative programme program mission coalition administration
    club society trust airlines airways ltd inc llc plc sa radio television tv post daily herald guardian tribune
    gazette journal service services command guard police navy battalion brigade regiment junta government
    secretariat board exchange forum bloc college school ministère banque université institut parti mouvement armée
    forces conseil comité commission organisation agence fonds fédération académie cour parlement assemblée
    communauté confédération union société compagnie groupe alliance"""
)
_PLACES = _words(
    """airport river lake mountain mountains street square region province district city island desert sea ocean coast
    valley basin port aéroport fleuve lac région province ville"""
)
_DOCUMENTS = _words(
    """agreement treaty memorandum charter protocol convention declaration accord traite memorandum charte protocole
    feuille forum agenda"""
)
_JOINING = _words("""of the and for de du des la le les et pour al el bin ibn von van den der""")
_NEVER = _words(
    """the a an this that these those it he she they we you i in on at by for from with as but and or if when while
    after before since during according however meanwhile moreover also although though because so then there here
    his her its their our my your what who which where why how all some many most both each every another other such
    not no yes more less first second third last next new old one two three four five six seven eight nine ten now
    today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december about over under between among against within without
    despite until such only even still yet just le la les un une des ce cette ces il elle ils elles nous vous je
    dans sur sous avec sans pour par mais ou et si quand après avant depuis selon lors cependant toutefois ainsi
    aussi en au aux du de d l lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai
    juin juillet août septembre octobre novembre décembre leur leurs son sa ses mr mrs ms dr m mme read photo image
    source copyright follow share article story editor"""
)
_NOT_ACRONYMS = _words("""II III IV VI VII VIII IX XI XII OK AM PM TV CEO PDF USD EUR AND THE FOR NOT""")
#: Adjectives of states that do not follow from the state's name, as English forms them.
_ADJECTIVES = {
    "FR": "French", "GB": "British", "US": "American", "CN": "Chinese", "NL": "Dutch", "TR": "Turkish", "DE": "German", "ES": "Spanish", "PT": "Portuguese", "GR": "Greek", "PL": "Polish",
    "SE": "Swedish", "DK": "Danish", "FI": "Finnish", "IE": "Irish", "CH": "Swiss", "BE": "Belgian", "UA": "Ukrainian", "IL": "Israeli", "IQ": "Iraqi", "SA": "Saudi", "AE": "Emirati",
    "QA": "Qatari", "KW": "Kuwaiti", "YE": "Yemeni", "PK": "Pakistani", "BD": "Bangladeshi", "JP": "Japanese", "VN": "Vietnamese", "TH": "Thai", "KZ": "Kazakh", "UZ": "Uzbek", "AF": "Afghan",
    "NE": "Nigerien", "BF": "Burkinabe", "CI": "Ivorian", "SN": "Senegalese", "GH": "Ghanaian", "TG": "Togolese", "BJ": "Beninese", "CM": "Cameroonian", "TD": "Chadian", "CF": "Central African",
    "SD": "Sudanese", "SO": "Somali", "KE": "Kenyan", "MZ": "Mozambican", "ZW": "Zimbabwean", "MG": "Malagasy", "CD": "Congolese", "CG": "Congolese", "GA": "Gabonese", "MR": "Mauritanian",
    "MA": "Moroccan", "EG": "Egyptian", "DJ": "Djiboutian", "PE": "Peruvian", "PH": "Philippine", "CZ": "Czech", "SK": "Slovak", "HU": "Hungarian", "IT": "Italian", "BY": "Belarusian",
    "CA": "Canadian", "BR": "Brazilian", "AR": "Argentine", "NO": "Norwegian", "LB": "Lebanese", "MM": "Burmese", "CY": "Cypriot", "NZ": "New Zealand", "MV": "Maldivian", "MU": "Mauritian", "LA": "Laotian", "LK": "Sri Lankan", "NP": "Nepali", "AZ": "Azerbaijani", "TJ": "Tajik",
    "TM": "Turkmen", "KG": "Kyrgyz", "SC": "Seychellois", "SV": "Salvadoran", "EC": "Ecuadorian", "PY": "Paraguayan", "UY": "Uruguayan", "HR": "Croatian", "LU": "Luxembourgish", "OM": "Omani",
}  # fmt: skip
_MORE_STATES = {"United States": "US", "USA": "US", "U.S.": "US", "US": "US", "UK": "GB", "Britain": "GB", "UAE": "AE", "Congo": "CG", "DR Congo": "CD", "DRC": "CD", "Ivory Coast": "CI", "Soviet Union": "SU",
                "USSR": "SU", "Czech Republic": "CZ", "Turkey": "TR", "Burma": "MM", "Macedonia": "MK", "Palestine": "PS", "Vietnam": "VN", "Syria": "SY", "Laos": "LA", "Russia": "RU", "South Korea": "KR",
                "North Korea": "KP", "Hong Kong": "HK", "Swaziland": "SZ", "Cape Verde": "CV",
    "Burkina": "BF"}  # fmt: skip
_REGIONS = """Africa|South China Sea|East China Sea|Black Sea|Red Sea|Gulf of Guinea|Horn of Africa|north Africa|west Africa|east Africa|southern Africa|West Africa|East Africa|Central Africa|North Africa|Southern Africa|Sub-Saharan Africa|Sahel|Sahara|Maghreb|Europe|Western Europe|Eastern Europe|Asia|Central Asia|Middle East|
Latin America|South America|North America|Caucasus|Balkans|Arctic|Atlantic|Mediterranean|Siberia|Crimea|Washington|Beijing|Geneva|St. Petersburg|St Petersburg|Saint Petersburg|Sochi|New Delhi|Ankara|
Abuja|The Hague|Lake Chad|Liptako-Gourma|Timbuktu|Gao|Kidal|Mopti|Afrique|Afrique de l’Ouest|Afrique de l'Ouest|Moscou|Pékin|Londres|Bruxelles|Genève|Saint-Pétersbourg|Sotchi|Alger|Le Caire"""
_PEOPLES = "African|Western European|Eastern European|European|Asian|Western|West African|Sahelian|Saharan|Soviet|Arab|Tuareg|Fulani|Muslim|Christian|Islamist|Latin American|American|Kremlin-backed|Africain|Européen|Sahélien|Touareg"
_AGENCIES = "Xinhua|Reuters|Sputnik|TASS|Tass|RIA Novosti|Agence France-Presse|Associated Press|Bloomberg|Al Jazeera|Interfax|Anadolu"
#: Adjectives of peoples in French have no capital: stems, to which endings are added.
_FRENCH = "russe|ouest-africain|est-africain|nord-africain|vietnamien|japonais|coréen|polonais|serbe|malien|nigérien|nigérian|burkinabè|burkinabé|français|américain|chinois|turc|turque|sénégalais|ivoirien|togolais|béninois|tchadien|algérien|marocain|ukrainien|africain|européen|allemand|britannique|mauritanien|guinéen|camerounais|gabonais|congolais|centrafricain|soudanais|égyptien|libyen|tunisien|ghanéen|rwandais|kényan|sahélien|touareg|soviétique|iranien|indien|italien|espagnol"
_SAID = r"(?:said|says|told|added|stated|noted|explained|announced|declared|stressed|warned|argued|writes|wrote|a déclaré|a dit|a affirmé|a ajouté|a annoncé)"


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

    found: dict[str, str] = dict(_MORE_STATES)
    for name in dict.fromkeys(("en", language)):
        for code, words in Locale(name).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "ZZ", "EZ", "QO", "XA", "XB"):
                found.setdefault(words.partition(" (")[0], code)
                if name == "en" and words[-1] in "ai" and " " not in words:
                    found.setdefault(words + ("n" if words[-1] == "a" else "an"), code)
    for code, word in _ADJECTIVES.items():
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
    made |= dict.fromkeys(_AGENCIES.split("|"), ("ORG", "name"))
    if language == "fr":
        made |= {
            word + end: ("NORP", "demonym") for word in _FRENCH.split("|") for end in ("", "s", "e", "es", "ne", "nes")
        }
    made |= {name.strip(): ("GPE", "name") for name in _REGIONS.replace("\n", "").split("|")}
    return made | dict.fromkeys(_PEOPLES.split("|"), ("NORP", "demonym"))


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
) -> list[Named]:
    """Names in a paragraph outside ``taken`` spans.

    ``known`` are folded last words of people named elsewhere in the article; in a
    ``headline``, whose every word may have a capital, only states, acronyms and known people are looked for.
    """
    tokens = list(WORD.finditer(text))
    free = _outside(text, tokens, taken)
    found: list[Named] = []
    if not headline:
        for match in _OFFICE_LIST.finditer(text):
            inside = [i for i, t in enumerate(tokens) if match.start() <= t.start() < match.end()]
            if all(free[i] for i in inside if tokens[i].start() >= match.start("who")):
                found.append(Named(*match.span("who"), match["who"], "", "PER", "name", 0.85, "a title before it"))
                for i in inside:
                    free[i] = False
        for match in _MINISTRY.finditer(text):
            inside = [i for i, t in enumerate(tokens) if match.start() <= t.start() < match.end()]
            if all(free[i] for i in inside):
                found.append(
                    Named(match.start(), match.end(), match[0], "", "ORG", "name", 0.85, "a head word of organisations")
                )
                for i in inside:
                    free[i] = False
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


def _joined(text: str, found: list[Named]) -> list[Named]:
    """Organisations with a region in their name as one: African Union, Alliance of Sahel States, G5 Sahel."""
    made: list[Named] = []
    for named in sorted(found):
        last = made[-1] if made else None
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
    head = {fold(w) for w in WORD.findall(left.surface)} & _ORGANISATIONS
    tail = {fold(w) for w in WORD.findall(right.surface)} & (_ORGANISATIONS | {"states", "countries", "etats"})
    if left.surface in _PEOPLES.split("|") or left.surface == "United Nations":
        return bool(tail) and between == " "
    if left.ner == "ORG" and head and between.strip() and " " not in between.strip():
        return right.ner in ("GPE", "NORP") or bool(tail)
    if left.ner == "ORG" and head and between == " " and right.ner == "GPE":
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
    before = re.search(
        r"\b(?:Republic|Kingdom|Federation|Sultanate|Emirate|State|République|Royaume|Fédération)\s+(?:of\s+(?:the\s+)?|du\s+|de\s+(?:la\s+)?|d[’'])$",
        text[: named.start],
    )
    after = re.match(r" (?:Republic|Federation|Sea|Ocean|Gulf|Strait|Airport|Province|Region)\b", text[named.end :])
    if before is None and after and named.ner == "GPE":
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
    return Named(before.start(), named.end, text[before.start() : named.end], "", "GPE", "name", 0.95, named.evidence)


@lru_cache(maxsize=4)
def _territories(language: str) -> frozenset[str]:
    from babel import Locale

    return frozenset(
        n.partition(" (")[0] for lang in ("en", language) for n in Locale(lang).territories.values()
    ) | frozenset(_MORE_STATES)


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
    if not free[at] or not _capital(tokens[at][0]) or (fold(tokens[at][0]) in _NEVER and not tokens[at][0].isupper()):
        return 0
    end = at + 1
    look = end
    while look < len(tokens) and free[look]:
        between = text[tokens[look - 1].end() : tokens[look].start()]
        if not re.fullmatch(r" |-|’|'|\. |&| & ", between) or (between == ". " and len(tokens[look - 1][0]) > 1):
            break
        if _capital(tokens[look][0]) and (fold(tokens[look][0]) not in _NEVER or tokens[look][0].isupper()):
            look += 1
            end = look
        elif tokens[look][0] in _JOINING and look + 1 < len(tokens) and _joins(tokens[at:look], tokens[look][0]):
            look += 1
        else:
            break
    if tokens[end - 1][0] == "s" and end - at > 1:
        end -= 1
    return end - at


def _joins(group: list[re.Match[str]], word: str) -> bool:
    """Whether a small word goes on with a name: any in an organisation's or office's, particles in a person's."""
    heads = {fold(t[0]) for t in group}
    return bool(heads & (_ORGANISATIONS | _TITLES)) or word in (
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
    last = max((i for i, t in enumerate(group) if _is_title(t[0])), default=-1)
    if last < 0 or last == len(group) - 1:
        return group, False
    rest = group[last + 1 :]
    small = [t for t in rest if t[0] in _JOINING and t[0] not in ("al", "el", "bin", "ibn", "von", "van", "der", "den")]
    if small:
        return (rest[-2:], True) if not any(t in small for t in rest[-2:]) else (group, False)
    if len(rest) > 3:
        return rest[-2:], True
    return rest, True


def _is_title(word: str) -> bool:
    folded = fold(word)
    return folded in _TITLES or folded.removesuffix("s") in _TITLES


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
    whole = group
    # A title belongs to the person's office, not to the name.
    group, titled = _person(text, group)
    titled = titled or (
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
    if len(words) == 1 and not first and words[0] in _ORGANISATIONS | {"states", "countries", "etats"}:
        return Named(start, end, surface, "", "ORG", "name", 0.3, "part of a name")
    if len(words) == 1 and (
        words[0] in _TITLES | _ORGANISATIONS | _PLACES
        or _is_title(words[0])
        or (first and re.search(r"(?:ly|ing|ed)$", words[0]))
    ):
        return None
    if any(w in _ORGANISATIONS for w in words) and len(words) > 1 and not titled:
        return Named(start, end, surface, "", "ORG", "name", 0.85, "a head word of organisations")
    if any(w in _PLACES for w in words) and len(words) > 1:
        return Named(start, end, surface, "", "GPE", "name", 0.8, "a head word of places")
    if len(words) == 1 and surface.isupper() and 2 <= len(surface) <= 8 and surface not in _NOT_ACRONYMS:
        return Named(start, end, surface, "", "ORG", "name", 0.75, "an acronym")
    said = re.match(rf"(?:,[^,.]{{0,60}},)?\s+{_SAID}\b", text[end : end + 90]) or re.search(
        rf"{_SAID}\s+(?:\w+\s+){{0,3}}$", text[max(0, start - 60) : start]
    )
    if not titled and (_is_title(group[0][0]) or words[0] in _DOCUMENTS):
        return None
    apposed = re.search(r",\s*$", text[:start]) and any(
        _is_title(w) for w in WORD.findall(text[max(0, start - 90) : start])
    )
    if apposed and 2 <= len(words) <= 4:
        return Named(start, end, surface, "", "PER", "name", 0.85, "after an office and a comma")
    if titled or (len(words) == 1 and words[0] in known):
        return Named(
            start, end, surface, "", "PER", "name", 0.9, "a title before it" if titled else "a person's last name"
        )
    if said and len(words) <= 3:
        return Named(start, end, surface, "", "PER", "name", 0.85, "a verb of saying")
    if (
        2 <= len(words) <= 3
        and all(t[0][0].isupper() and not t[0].isupper() for t in group)
        and not (set(words) & _JOINING)
    ):
        return Named(start, end, surface, "", "PER", "name", 0.6, "two or three capitalised words")
    if (
        len(words) == 1
        and not first
        and re.search(r"\b(?:in|at|from|to|near|around|outside|of|à|de|en|vers)\s+$", text[:start])
    ):
        return Named(start, end, surface, "", "GPE", "name", 0.6, "a preposition of place")
    if not first and (len(words) > 1 or len(surface) > 3):
        return Named(start, end, surface, "", "ORG", "name", 0.4, "a capital inside a sentence")
    return None


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"“‘'«([")
    return not before or before[-1] in ".:!?" or bool(re.search(r"(?:^|\s)[-–—]$", before))


def last_names(people: Iterable[Named]) -> Iterator[str]:
    """Folded last words of people's names, by which an article names them again."""
    for person in people:
        words = WORD.findall(person.surface)
        if person.ner == "PER" and len(words) > 1 and person.confidence >= 0.6:
            yield fold(words[-1])
