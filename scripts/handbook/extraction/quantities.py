"""Quantities in a text: money, masses, percentages, counts; the words of each language are in ``languages/*/quantities.toml``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from typing import ClassVar

from handbook.extraction.languages.data import Lines, Pattern, Source, Table, any_of, load
from handbook.extraction.numerals import numbers, numerals, pattern_of
from handbook.extraction.spans import Counted, Dated, longest
from handbook.folding import matches


@dataclass(frozen=True)
class Units:
    """The words of quantities in a language."""

    TABLE: ClassVar[str] = "quantities.quantities"
    language: str
    approximations: Lines
    currencies: Table
    units: Table
    #: Verbs with the word that is no approximation behind them: handed over.
    not_approximate: Pattern
    #: Words before a number that is no quantity: article 5.
    sections: Pattern
    #: Words before the counted things, words that cannot be part of these, and words that continue them.
    joint: Source
    small: Lines
    tail: Source
    #: Adjectives that stand between a number and its noun in this language: refrigerated boats.
    describing: Pattern
    #: A noun that is said of more than one: Albans.
    plural: Pattern
    #: Between a part and its whole: 18 of the 50 wagons.
    sharing: Pattern
    #: Before a number at the beginning of a sentence that is the whole of a later part: of the 50 wagons, 18 came.
    of_whole: Pattern
    #: Between the two numbers of a range: 25,000 to 50,000 tons.
    ranging: Pattern
    #: Nouns after a hyphen that make no quantity: two-way.
    not_counted: Pattern
    #: Words after an ordinal that is not one; ordinals that need an article to be one, and the articles.
    not_ordinal: Pattern
    ordinal_with_article: Pattern
    article: Pattern

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Currencies by their words and signs in small letters."""
        return {word.lower(): code for word, code in self.currencies.items()}

    @cached_property
    def measures(self) -> Mapping[str, str]:
        return {word.lower(): unit for word, unit in self.units.items()}

    @cached_property
    def values(self) -> Mapping[str, int]:
        """Numbers in words; "one" is left out, being an article too."""
        words = {**numbers(self.language), **numerals(self.language).round}
        return {word: n for word, n in words.items() if n > 1}

    @cached_property
    def scales(self) -> Mapping[str, int]:
        return numerals(self.language).scales

    @cached_property
    def money(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.,/-]){self._about}(?P<money>US\$|[$€£₽])\s?{self._number}", re.IGNORECASE)

    @cached_property
    def plain(self) -> re.Pattern[str]:
        units = [word for word in (*self.units, *self.currencies) if word not in _SIGNS]
        unit = rf"(?:[\s-]*(?P<unit>{any_of(units)})(?!\w)|(?P<joined>-[^\W\d_]+)\b)?"
        return re.compile(rf"(?<![\w.,/$€£-]){self._about}{self._number}{unit}", re.IGNORECASE)

    @cached_property
    def ordinal(self) -> re.Pattern[str]:
        words = any_of(numerals(self.language).ordinals)
        joined = r"-(?!(?:hand|class|rate|degree|party|person)\b)[a-z]"
        return re.compile(rf"\b(?P<n>{words})\b(?=\s+[^\W\d]|{joined})", re.IGNORECASE)

    @cached_property
    def noun(self) -> re.Pattern[str]:
        """The counted things after their number."""
        word = r"[^\W\d_][\w’'-]*"
        content = rf"(?!(?:{any_of(self.small)})\b){word}"
        return re.compile(
            rf"(?:\s+|-){self.joint}(?P<of>{content}(?:\s+{content}){{0,2}}(?:\s+{self.tail}(?!(?:{any_of(self.small)})\b)[^\W\dA-ZÀ-ÝА-Я_][\w-]*)?)"
        )

    @property
    def _about(self) -> str:
        return rf"(?:(?P<approx>{any_of(self.approximations)})\s+)?"

    @property
    def _number(self) -> str:
        scale = rf"(?:[\s-]*(?P<scale>{any_of(self.scales)})\b(?:\.(?=\s+[a-zà-ÿа-яё]))?)?"
        half = rf"(?P<half>\s+(?:{numerals(self.language).half})\b)?"
        return rf"(?P<n>{_DIGITS}|(?:{pattern_of(self.values)})\b){scale}{half}"


@cache
def currency_words(language: str) -> frozenset[str]:
    """Words in capitals that belong to currencies: their codes, and abbreviations in their names, as in CFA francs."""
    codes = units_of(language).codes
    return frozenset(codes.values()) | {word.upper() for name in codes for word in name.split()}


@cache
def units_of(language: str) -> Units:
    return load(Units, language)


#: How many characters before a number are searched for those words.
_OF_THESE = 30
#: How many characters before an approximation are searched for its verb.
_VERB = 24
#: The kind of a number of which another number is a part: it is not what arrived or was given.
WHOLE = "whole"
#: Signs of money that stand before the number.
_SIGNS = frozenset({"$", "US$", "€", "£", "₽"})
#: Thousands in groups, with cents behind them in the other sign: 1,250,000.50 and 1.250.000,50.
_GROUPS = r"\d{1,3}(?:(?:[,   ]\d{3})+(?:\.\d{1,2}(?!\d))?|(?:[   .]\d{3})+(?:,\d{1,2}(?!\d))?|(?:[,   .]\d{3})+)(?!\d)"
_DIGITS = rf"{_GROUPS}|\d+(?:[.,]\d+)?"
_HOUR = re.compile(r"\s*h(?:\s?\d|\b)")


def quantities(text: str, dates: list[Dated] | None = None, language: str = "en") -> list[Counted]:
    """Every quantity in ``text`` that is not part of one of its ``dates``, in order."""
    units = units_of(language)
    date_spans = sorted((d.start, d.end) for d in dates or ())
    counted: list[Counted] = []
    for match in (*matches(units.money, text), *matches(units.plain, text)):
        quantity = _quantity(match, text, units)
        if quantity and not _meets(date_spans, quantity.start, quantity.end):
            counted.append(quantity)
    counted += [o for o in _ordinals(text, units) if not _meets(date_spans, o.start, o.end)]
    counted += [q for q in _firsts(text, counted, units.ranging, units) if not _meets(date_spans, q.start, q.end)]
    return longest(_shared(text, counted, units))


def _firsts(text: str, counted: Iterable[Counted], between: re.Pattern[str], units: Units) -> Iterator[Counted]:
    """The first numbers of pairs joined by ``between``, counted in the unit and things of the second number."""
    ends = {q.start: q for q in counted}
    for match in matches(units.plain, text):
        words = None if match["unit"] or match["joined"] else between.match(text, match.end())
        second = ends.get(words.end()) if words else None
        value = _value(match["n"], match["scale"], units)
        if second and value is not None:
            approx = (match["approx"] or "").lower()
            yield replace(second, start=match.start(), end=match.end(), surface=match[0], value=value, approx=approx)


def _shared(text: str, counted: Sequence[Counted], units: Units) -> list[Counted]:
    """Quantities with parts and wholes, as in 18 of the 50 wagons, related: the part counts the same things, the whole is marked."""
    parts = {q.start: q for q in _firsts(text, counted, units.sharing, units)}
    of_others = [q for q in counted if q.start not in parts]
    ends = {m.end() for part in parts.values() if (m := units.sharing.match(text, part.end))}
    ends |= {q.start for q in of_others if units.of_whole.search(text[max(0, q.start - _OF_THESE) : q.start])}
    return [*parts.values(), *(replace(q, kind=WHOLE) if q.start in ends else q for q in of_others)]


def _ordinals(text: str, units: Units) -> Iterator[Counted]:
    for match in matches(units.ordinal, text):
        start, end = match.span()
        if units.not_ordinal.match(text, end):
            continue
        # "Premier" is a noun in English, and a number in French only after an article.
        if units.ordinal_with_article.fullmatch(match["n"]) and not units.article.search(
            text[max(0, start - 8) : start]
        ):
            continue
        value = Decimal(numerals(units.language).ordinals[match["n"].lower()])
        yield Counted(start, end, match[0], value, "", _counted_things(text, end, units), "", "ordinal")


def _meets(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span overlaps one of ``spans``, which are in order and do not overlap each other."""
    at = bisect_left(spans, (end, 0)) - 1
    return at >= 0 and spans[at][1] > start


def _quantity(match: re.Match[str], text: str, units: Units) -> Counted | None:
    groups = match.groupdict()
    money, unit, joined = groups.get("money"), groups.get("unit"), groups.get("joined")
    number, scale = match["n"], match["scale"]
    value, approx = _value(number, scale, units), (match["approx"] or "").lower()
    if value is None:
        return None
    if match["half"]:
        # Un milliard et demi: half of the scale is added.
        words = number.lower()
        scale_of_words = next((n for w, n in units.scales.items() if words.endswith(w)), 1)
        value += Decimal(units.scales[scale.lower()] if scale else scale_of_words) / 2
    start, end = match.span()
    if approx and units.not_approximate.search(text[max(0, start - _VERB) : match.end("approx")]):
        approx, start = "", match.start("n")
    if _HOUR.match(text, end) or re.search(r"\d\s*h\s*$", text[max(0, start - 6) : start]):
        return None  # a time of day: 10 h 30
    if units.sections.search(text[max(0, start - 14) : start]):
        return None
    things = _counted_things(text, end, units)
    if money:
        return Counted(start, end, text[start:end], value, units.codes[money.lower()], things, approx, "money")
    if unit:
        name, currency = " ".join(unit.lower().split()), ""
        if name in units.codes:
            currency = name = units.codes[name]
        name = currency or units.measures[name]
        kind = "money" if currency else "percent" if name == "%" else "measure" if name != "t" else "mass"
        return Counted(start, end, text[start:end], value, name, things, approx, kind)
    if joined:
        noun = joined[1:]
        if units.not_counted.fullmatch(noun) or units.not_counted.fullmatch(noun + "s"):
            return None
        noun += "s" if value != 1 else ""
        return Counted(start, end, text[start:end], value, noun, noun, approx, "count")
    small = number[0].isalpha() and not scale
    if not things or (small and not text[end : end + 1].isspace()) or text[end : end + 1] in (":", ")"):
        return None
    # Un milliard d'euros, de francs CFA: the currency stands after a preposition.
    thing_words = things.lower().split()
    currency = next((code for n in (2, 1) if (code := units.codes.get(" ".join(thing_words[:n])))), "")
    kind = "money" if currency else "count"
    counted = currency or _head(things, units)
    return Counted(start, end, text[start:end].rstrip(), value, counted, "" if currency else things, approx, kind)


def _counted_things(text: str, end: int, units: Units) -> str:
    match = units.noun.match(text, end)
    return match["of"].strip() if match else ""


def beyond_unit(counted: Counted, language: str) -> str:
    """The counted things beyond the unit: "grain" for "30 ships of grain", empty for "two sides plan"."""
    if not counted.unit or not counted.of.startswith(counted.unit):
        return counted.of
    tail = re.match(rf"\s+(?:{units_of(language).tail})", counted.of[len(counted.unit) :])
    return counted.of[len(counted.unit) + tail.end() :] if tail else ""


def _head(things: str, units: Units) -> str:
    """The head noun of the counted things: boats for "refrigerated boats" and "Alban boats", machine-hours for "machine-hours of work"."""
    words = things.split()
    nouns = [n for n, word in enumerate(words) if not units.describing.fullmatch(word)]
    head_at = nouns[0] if nouns else 0
    # A word with a capital says whose the things are, unless it is a plural or nothing else is there: 20 Albans, 60 Jeep Wolf.
    if words[head_at][0].isupper() and not units.plural.search(words[head_at]):
        head_at = next((n for n in nouns if words[n][0].islower()), head_at)
    return words[head_at - 1 if head_at and re.match(units.tail, f"{words[head_at]} ") else head_at]


def _value(number: str, scale: str | None, units: Units) -> Decimal | None:
    words = number.lower()
    if words in units.values:
        value = Decimal(units.values[words])
    else:
        scaled_part = scale and re.fullmatch(rf"\d{{1,3}}{numerals(units.language).decimal}\d{{3}}", number)
        # 2.125 billion is little more than two billion, though 2.125 tons may be two thousand.
        grouped = not scaled_part and re.fullmatch(_GROUPS, number)
        digits = (re.sub(r"\D(?=\d{3}(?!\d))", "", number) if grouped else number).replace(",", ".")
        try:
            value = Decimal(digits)
        except ArithmeticError:
            return None
    if not scale:
        return value
    scaled = value * units.scales[scale.lower()]
    # 3.5 million is a whole number, and written as one.
    return Decimal(int(scaled)) if scaled == int(scaled) else scaled
