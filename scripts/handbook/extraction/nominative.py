"""Names as they stand by themselves, in languages that inflect them: Лавровым is of Лавров, Примерской области of Примерская область.

A form may be of several names: Алиева of Алиев, or of a woman. Each reading has a weight, by the endings, by the lists of names, by
the words before it (an office in the same case, a preposition); all forms in which an article has a name decide together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import ClassVar

from handbook.extraction.inflection import by_case, forms, inflection, inflects
from handbook.extraction.languages.data import Folded, Table, Words, load, read
from handbook.extraction.naming_words import naming
from handbook.extraction.placenames import placenames
from handbook.extraction.places import cities, iso_code
from handbook.folding import fold

#: The number of a case: the nominative is the first of each row of endings.
Case = int
NOMINATIVE: Case = 0
#: What a reading weighs: a word of a list, an ending and each letter of it, a word that has no forms, one that rarely has none.
_LISTED, _ENDING, _LETTER, _FIXED, _RARELY_FIXED = 2.0, 0.5, 0.1, 0.65, 0.45
#: A word that looks like a nominative, one that does not; that a name stands by itself rather than not.
_PLAIN, _OBLIQUE, _ALONE = 1.0, 0.2, 0.3
#: An office in the same case before a name, and a preposition of the case.
_OFFICE, _PREPOSITION = 1.5, 1.0
#: Characters before a name that are read for its office.
_FAR = 160


@dataclass(frozen=True)
class Cases:
    """What tells the case of a name in a language."""

    TABLE: ClassVar[str] = "names.cases"
    language: str
    #: Cases by the prepositions before a name: "1" = "из | от".
    prepositions: Table
    #: Endings that no nominative has as a rule, those of names that have no forms, and those of names that rarely have none.
    oblique: Words
    fixed: Words
    rarely_fixed: Words
    #: Given names of men that end as those of women do, and those of women by their endings.
    men: Folded
    women: Folded
    #: The nominative of an adjective by the ending of its noun: "ая" = "а | я"; that of other nouns is the last.
    adjective_of: Table
    plain_adjective: Words
    #: Letters behind which an adjective of a man's name or other noun ends differently: русский, новый.
    soft: Words
    #: Letters that stand behind none of those.
    hard: Words
    soft_adjective: Words

    @cached_property
    def cases_before(self) -> Mapping[str, tuple[Case, ...]]:
        before: dict[str, tuple[Case, ...]] = {}
        for preposition, cases in self.prepositions.items():
            before[preposition] = tuple(map(int, cases.split()))
        return before


@cache
def cases(language: str) -> Cases:
    return load(Cases, language)


@dataclass(frozen=True, slots=True)
class Seen:
    """A name where it stands: as it is written, its type, and the words before and behind it."""

    surface: str
    ner: str
    before: str
    behind: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    """A reading of a word: its nominative, case and weight, and of whose name it can be (m, f, or either)."""

    nominative: str
    case: Case
    weight: float
    sex: str = ""


def nominatives(seen: Iterable[Seen], language: str) -> dict[str, str]:
    """The nominative of each name by how it is written, but for states; in a language that does not inflect, nothing."""
    if not inflects(language):
        return {}
    weights: dict[str, dict[str, float]] = {}
    for name in seen:
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
                # The family name alone is that of the full one.
                support[nominative.rpartition(" ")[2]] += weight
    return {
        surface: max(
            of, key=lambda nominative: (of[nominative] + support[nominative], nominative == surface, nominative)
        )
        for surface, of in weights.items()
        if of
    }


def _readings(name: Seen, language: str) -> Iterator[tuple[str, float]]:
    letters = read(language, "names").get("letters", "")
    words = name.surface.split(" ")
    if set(letters).isdisjoint(name.surface.lower()) or name.surface.isupper():
        yield name.surface, _LISTED
    elif name.ner != "PER" and (listed := _listed(language).get(name.surface)):
        yield listed, _LISTED
    elif name.ner != "PER" and (head := _head(words, language)) is not None:
        yield from _body(words, head, _hints(name.before, language), language)
    elif name.ner == "PER" or len(words) == 1:
        yield from _inflected(words, name, language)
    else:
        yield name.surface, _PLAIN


def _inflected(words: Sequence[str], name: Seen, language: str) -> Iterator[tuple[str, float]]:
    """The readings of a name all of whose words are in one case."""
    hints = _hints(name.before, language)
    readings = [list(_words(word, language)) for word in words]
    for case in range(_count(language)):
        whole: list[str] = []
        weight, sex = hints.get(case, 0.0) + (_ALONE if case == NOMINATIVE else 0.0), ""
        for at, word in enumerate(words):
            fitting = [r for r in readings[at] if r.case == case and not (sex and r.sex and r.sex != sex)]
            fitting += [_Word(word, case, _fixed(word, sex, language))] if case else []
            best = max(fitting, key=lambda r: (r.weight, r.nominative))
            whole.append(best.nominative)
            weight += best.weight
            if at == 0 and len(words) > 1:
                sex = _sex(best.nominative, language) if best.weight >= _LISTED else best.sex
        if weight > 0:
            yield " ".join(whole), weight / len(words)


@cache
def _count(language: str) -> int:
    return max((len(row["forms"].split()) for row in inflection(language).nouns), default=1)


def _words(word: str, language: str) -> Iterator[_Word]:
    """What a word may be: a form of a listed name, or of any by its ending."""
    of = cases(language)
    small = word.lower()
    given = _given(language)
    for nominative, case in (*given.get(word, ()), *_family(language).get(word, ())):
        sex = _sex(nominative, language) if word in given else ""
        yield _Word(nominative, case, _LISTED, sex)
        if nominative == word:
            # Франсуа: a name of the list may have no forms, whatever its ending.
            yield from (_Word(word, other, _RARELY_FIXED, sex) for other in range(1, _count(language)))
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
    """The weight of a word that stays the same in a case: its ending has none, or a woman's that ends in a consonant."""
    of, small = cases(language), word.lower()
    if sex == "f" or small.endswith(tuple(of.fixed)):
        return _FIXED
    return _RARELY_FIXED if small.endswith(tuple(of.rarely_fixed)) else -_LISTED


def _sex(given: str, language: str) -> str:
    of, folded = cases(language), fold(given)
    return "f" if folded not in of.men and any(folded.endswith(ending) for ending in of.women) else "m"


def _given(language: str) -> Mapping[str, tuple[tuple[str, Case], ...]]:
    return _by_form(("given",), language)


def _family(language: str) -> Mapping[str, tuple[tuple[str, Case], ...]]:
    return _by_form(("surnames",), language)


def _nouns(language: str) -> Mapping[str, tuple[tuple[str, Case], ...]]:
    """Offices and what bodies and places are."""
    return _by_form(("titles", "organisations", "places"), language)


@cache
def _by_form(lists: tuple[str, ...], language: str) -> Mapping[str, tuple[tuple[str, Case], ...]]:
    """The words of lists by each of their forms, with its cases."""
    table = read(language, "names").get("naming", {})
    words = [word for key in lists for word in table.get(key, "").split()]
    by_form: dict[str, dict[tuple[str, Case], None]] = {}
    for word in words:
        spelled = by_case(word, language)
        # A name without forms is itself in every case.
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
    """The number of the word that says what a body or a place is, behind adjectives only."""
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
    """The readings of a name by its head word: adjectives before it agree with that, what stands behind it stays."""
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
    """An adjective in the nominative of its noun: Примерской with область is Примерская."""
    of = cases(language)
    ending = max((e for e in _adjective_endings(language) if adjective.lower().endswith(e)), key=len, default="")
    stem = adjective[: len(adjective) - len(ending)]
    wanted = next((made for last, made in of.adjective_of.items() if noun.endswith(last)), "")
    soft = fold(stem[-1:]) in of.soft
    plain = next(iter(of.soft_adjective if soft else of.plain_adjective), "")
    return stem + (wanted or plain)


def _hints(before: str, language: str) -> dict[Case, float]:
    """What the words before a name say of its case."""
    hints: dict[Case, float] = defaultdict(float)
    words = before.split()
    if words:
        for case in cases(language).cases_before.get(words[-1].lower(), ()):
            hints[case] += _PREPOSITION
    if naming(language).kind_before.search(before[-_FAR:]):
        # Names in quotation marks behind what they are are given as they are: компания «Пример».
        hints[NOMINATIVE] += _PREPOSITION
    office = naming(language).led_by.search(before[-_FAR:])
    if office is not None:
        # The first noun of the office has its case: после визита | директора компании.
        said = (_nouns(language).get(word.lower().strip('«»",.'), ()) for word in office[0].split())
        for _nominative, case in next(filter(None, said), ()):
            hints[case] = max(hints[case], _OFFICE)
    return hints
