"""The base form of names in languages that inflect them: Лавров for Лавровым, Примерская область for Примерской области.

A form may belong to several names: Алиева is a form of Алиев, or a woman's name.  Each reading is weighted by its
ending, by the lists of names, and by the words before it (an office in the same case, a preposition); all forms of a
name in an article decide together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from handbook.extraction.case_words import NOMINATIVE, Case, cases
from handbook.extraction.inflection import by_case, forms, inflection, inflects, without_ending
from handbook.extraction.languages.data import read
from handbook.extraction.naming_words import naming
from handbook.extraction.placenames import placenames
from handbook.extraction.places import cities, iso_code
from handbook.extraction.shouting import spoken
from handbook.folding import fold

#: Weights of readings: a listed word, an ending, each letter of it, a word without forms, one that rarely has none.
_LISTED, _ENDING, _LETTER, _FIXED, _RARELY_FIXED = 2.0, 0.5, 0.1, 0.65, 0.45
#: Weights of a word that looks like a nominative, of one that does not, and of a name as a nominative.
_PLAIN, _OBLIQUE, _ALONE = 1.0, 0.2, 0.3
#: Weights of an office in the same case before a name, and of a preposition that takes the case.
_OFFICE, _PREPOSITION = 1.5, 1.0
#: How many characters before a name are searched for its office.
_FAR = 160


@dataclass(frozen=True, slots=True)
class NameInContext:
    """A name in its context: as written, its type, and the words before and after it."""

    surface: str
    ner: str
    before: str
    behind: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    """A reading of a word: its nominative, case and weight, and whose name it can be (m, f, or either)."""

    nominative: str
    case: Case
    weight: float
    sex: str = ""


def nominatives(names: Iterable[NameInContext], language: str) -> dict[str, str]:
    """The nominative of each name by its written form, except for states; empty for a language without inflection."""
    if not inflects(language):
        return {}
    weights: dict[str, dict[str, float]] = {}
    for name in names:
        if iso_code(name.surface, language):
            continue
        of = weights.setdefault(name.surface, defaultdict(float))
        for nominative, weight in _readings(name, language):
            of[nominative] = max(of[nominative], weight)
    support: dict[str, float] = defaultdict(float)
    for of in weights.values():
        for nominative, weight in of.items():
            support[nominative] += weight
            if " " in nominative:
                # The nominative of a family name alone is supported by that of the full name.
                support[nominative.rpartition(" ")[2]] += weight
    return {
        surface: max(
            of, key=lambda nominative: (of[nominative] + support[nominative], nominative == surface, nominative)
        )
        for surface, of in weights.items()
        if of
    }


def _readings(name: NameInContext, language: str) -> Iterator[tuple[str, float]]:
    letters = read(language, "names").get("letters", "")
    name = replace(name, surface=spoken(name.surface, name.ner, language))
    words = name.surface.split(" ")
    if set(letters).isdisjoint(name.surface.lower()) or name.surface.isupper():
        yield name.surface, _LISTED
    elif acronym := without_ending(name.surface, language):
        yield acronym, _LISTED
    elif name.ner != "PER" and (listed := _listed(language).get(name.surface)):
        yield listed, _LISTED
    elif name.ner != "PER" and (head := _head(words, language)) is not None:
        yield from _body(words, head, _hints(name.before, language), language)
    elif name.ner == "PER" or len(words) == 1:
        yield from _inflected(words, name, language)
    else:
        yield name.surface, _PLAIN


def _inflected(words: Sequence[str], name: NameInContext, language: str) -> Iterator[tuple[str, float]]:
    """The readings of a name whose words are all in the same case."""
    hints = _hints(name.before, language)
    readings = [list(_words(word, language)) for word in words]
    for case in range(_count(language)):
        nominative_words: list[str] = []
        weight, sex = hints.get(case, 0.0) + (_ALONE if case == NOMINATIVE else 0.0), ""
        for at, word in enumerate(words):
            fitting = [r for r in readings[at] if r.case == case and not (sex and r.sex and r.sex != sex)]
            fitting += [_Word(word, case, _fixed(word, sex, language))] if case else []
            best = max(fitting, key=lambda r: (r.weight, r.nominative))
            nominative_words.append(best.nominative)
            weight += best.weight
            if at == 0 and len(words) > 1:
                sex = _sex(best.nominative, language) if best.weight >= _LISTED else best.sex
        if weight > 0:
            yield " ".join(nominative_words), weight / len(words)


@cache
def _count(language: str) -> int:
    return max((len(row["forms"].split()) for row in inflection(language).nouns), default=1)


def _words(word: str, language: str) -> Iterator[_Word]:
    """The possible readings of a word: forms of listed names, and forms of any name by its ending."""
    of = cases(language)
    small = word.lower()
    given_forms = _given_forms(language)
    for nominative, case in (*given_forms.get(word, ()), *_family_forms(language).get(word, ())):
        sex = _sex(nominative, language) if word in given_forms else ""
        yield _Word(nominative, case, _LISTED, sex)
        if nominative == word:
            # Франсуа: a name of the list may have no forms, whatever its ending.
            yield from (_Word(word, other_case, _RARELY_FIXED, sex) for other_case in range(1, _count(language)))
    yield _Word(word, NOMINATIVE, _OBLIQUE if small.endswith(tuple(of.oblique)) else _PLAIN)
    for row in (*inflection(language).nouns, *inflection(language).women):
        for case, endings in enumerate(row["forms"].split()):
            for ending in endings.split("/") if case else ():
                plain = ending.replace("-", "")
                stem = word[: len(word) - len(plain)]
                last = stem[-1:].lower()
                fits = last in row.get("behind", last) and not (row["from"][:1] in of.hard and last in of.soft)
                if plain and fits and stem and small.endswith(plain) and len(stem + row["from"]) > 2:
                    rare = _LETTER if row.get("rare") else 0.0
                    yield _Word(stem + row["from"], case, _ENDING + _LETTER * len(plain) - rare, row.get("sex", ""))


def _fixed(word: str, sex: str, language: str) -> float:
    """The weight of a word as unchanged in a case: high for endings without forms, and for women's names that do not change."""
    of, small = cases(language), word.lower()
    if sex == "f" or small.endswith(tuple(of.fixed)):
        return _FIXED
    return _RARELY_FIXED if small.endswith(tuple(of.rarely_fixed)) else -_LISTED


def _sex(given_name: str, language: str) -> str:
    of, folded = cases(language), fold(given_name)
    return "f" if folded not in of.men and any(folded.endswith(ending) for ending in of.women) else "m"


def _given_forms(language: str) -> Mapping[str, tuple[tuple[str, Case], ...]]:
    return _by_form(("given",), language)


def _family_forms(language: str) -> Mapping[str, tuple[tuple[str, Case], ...]]:
    return _by_form(("surnames",), language)


def _nouns(language: str) -> Mapping[str, tuple[tuple[str, Case], ...]]:
    """Offices, and words for kinds of bodies and places."""
    return _by_form(("titles", "organisations", "places"), language)


@cache
def _by_form(lists: tuple[str, ...], language: str) -> Mapping[str, tuple[tuple[str, Case], ...]]:
    """The words of lists by each of their forms, with the cases."""
    table = read(language, "names").get("naming", {})
    words = [word for key in lists for word in table.get(key, "").split()]
    by_form: dict[str, dict[tuple[str, Case], None]] = {}
    for word in words:
        spelled = by_case(word, language)
        # A name without forms is the same in every case.
        for case, spellings in enumerate(spelled if len(spelled) > 1 else spelled * _count(language)):
            for form in spellings:
                by_form.setdefault(form, {})[word, case] = None
    return {form: tuple(readings) for form, readings in by_form.items()}


@cache
def _listed(language: str) -> Mapping[str, str]:
    """Cities, regions and bodies of the lists by each of their forms."""
    of = placenames(language)
    names = dict.fromkeys((*of.agencies, *of.disputed, *of.regions, *of.cities, *cities(language)))
    by_form = {form: name for name in names for form in forms(name, language)}
    return by_form | {name: name for name in names}


def _head(words: Sequence[str], language: str) -> int | None:
    """The index of the word for the kind of body or place, if only adjectives precede it; else None."""
    adjectives = [row["from"] for row in inflection(language).adjectives]
    for at, word in enumerate(words[:4]):
        if word.lower() in _nouns(language):
            return at
        if (
            not any(word.lower().endswith(form.replace("-", "")) for form in _adjective_endings(language))
            or not adjectives
        ):
            return None
    return None


@cache
def _adjective_endings(language: str) -> frozenset[str]:
    return frozenset(
        form for row in inflection(language).adjectives for case in row["forms"].split() for form in case.split("/") if form != "-"
    )  # fmt: skip


def _body(words: Sequence[str], head: int, hints: Mapping[Case, float], language: str) -> Iterator[tuple[str, float]]:
    """The readings of a name by its head word: adjectives before the head agree with it, words after it stay."""
    for nominative, case in _nouns(language)[words[head].lower()]:
        noun = (
            nominative
            if words[head][0].islower() or nominative[0].isupper()
            else nominative[0].upper() + nominative[1:]
        )
        before = [_agreeing(word, nominative, language) for word in words[:head]]
        weight = _LISTED + hints.get(case, 0.0) + (_ALONE if case == NOMINATIVE else 0.0)
        yield " ".join([*before, noun, *words[head + 1 :]]), weight


def _agreeing(adjective: str, noun: str, language: str) -> str:
    """An adjective in the nominative that agrees with a noun: Примерской with область becomes Примерская."""
    of = cases(language)
    ending = max((e for e in _adjective_endings(language) if adjective.lower().endswith(e)), key=len, default="")
    stem = adjective[: len(adjective) - len(ending)]
    agreeing_ending = next(
        (adjective_ending for last, adjective_ending in of.adjective_of.items() if noun.endswith(last)), ""
    )
    soft = fold(stem[-1:]) in of.soft
    plain = next(iter(of.soft_adjective if soft else of.plain_adjective), "")
    return stem + (agreeing_ending or plain)


def _hints(before: str, language: str) -> dict[Case, float]:
    """Weights of cases from the words before a name."""
    hints: dict[Case, float] = defaultdict(float)
    words = before.split()
    if words:
        for case in cases(language).cases_before.get(words[-1].lower(), ()):
            hints[case] += _PREPOSITION
    if naming(language).kind_before.search(before[-_FAR:]):
        # A name in quotation marks after its kind keeps its base form: компания «Пример».
        hints[NOMINATIVE] += _PREPOSITION
    office = naming(language).led_by.search(before[-_FAR:])
    if office is not None:
        # The first noun of the office has its case: после визита | директора компании.
        noun_cases = (_nouns(language).get(word.lower().strip('«»",.'), ()) for word in office[0].split())
        for _nominative, case in next(filter(None, noun_cases), ()):
            hints[case] = max(hints[case], _OFFICE)
    return hints
