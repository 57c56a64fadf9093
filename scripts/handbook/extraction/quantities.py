"""Quantities in English and French text: money, masses, percentages, counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import lru_cache

from handbook.extraction.numerals import ENGLISH, FRENCH, ROUND, pattern_of
from handbook.extraction.spans import Counted, Dated, longest

#: One is an article too, and says nothing by itself; seize is a number in French only.
_WORDS_OF = {
    language: {word: n for word, n in (words | ROUND).items() if n > 1}
    for language, words in (("en", ENGLISH), ("fr", FRENCH))
}
_WORDS = _WORDS_OF["fr"] | _WORDS_OF["en"] | {
    "a hundred": 100, "one hundred": 100, "a dozen": 12, "half a million": 500_000, "one million": 10**6, "one billion": 10**9, "one thousand": 1000, "half a billion": 500_000_000, "un milliard": 10**9, "un million": 10**6,
}  # fmt: skip
_ORDINALS = {
    w: n
    for n, w in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        1,
    )
} | {
    "première": 1,
    "premier": 1,
    "premières": 1,
    "premiers": 1,
    "deuxième": 2,
    "seconde": 2,
    "troisième": 3,
    "quatrième": 4,
    "cinquième": 5,
}
_SCALES = {"hundred": 100, "thousand": 1_000, "mille": 1_000, "million": 1_000_000, "millions": 1_000_000, "billion": 1_000_000_000, "billions": 1_000_000_000,
           "milliard": 1_000_000_000, "milliards": 1_000_000_000, "trillion": 10**12, "bn": 1_000_000_000, "bln": 1_000_000_000, "mln": 1_000_000, "mn": 1_000_000, "m": 1_000_000}  # fmt: skip
_CURRENCY = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR", "rubles": "RUB", "roubles": "RUB",
             "pounds": "GBP", "yuan": "CNY", "CFA francs": "XOF", "francs CFA": "XOF", "FCFA": "XOF"}  # fmt: skip
_UNITS = {
    "tons": "t", "ton": "t", "tonnes": "t", "tonne": "t", "metric tons": "t", "metric tonnes": "t", "kilograms": "kg", "kg": "kg", "kilometres": "km", "kilometers": "km",
    "km": "km", "miles": "mi", "litres": "l", "liters": "l", "barrels": "bbl", "barils": "bbl", "hectares": "ha", "megawatts": "MW", "MW": "MW", "mégawatts": "MW", "MWe": "MW", "GW": "GW", "gigawatts": "GW", "MWh": "MWh", "GWh": "GWh", "TWh": "TWh", "kWh": "kWh",
    "percent": "%", "per cent": "%", "%": "%", "pour cent": "%", "square kilometres": "km2", "square kilometers": "km2",
}  # fmt: skip
_APPROX = ("nearly", "almost", "about", "around", "approximately", "roughly", "some", "over", "more than", "at least", "up to", "less than", "fewer than", "an estimated",
           "estimated", "près de", "environ", "plus de", "moins de", "au moins", "jusqu’à")  # fmt: skip


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_DIGITS = r"\d{1,3}(?:[,   .]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_APPROXIMATELY = rf"(?:(?P<approx>{_any(_APPROX)})\s+)?"


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds money, and other quantities, in texts of a language; of both, where it is another."""
    other = _WORDS_OF.get({"en": "fr", "fr": "en"}.get(language, ""), {})
    words = [word for word in _WORDS if word not in other or word in _WORDS_OF[language]]
    number = rf"(?P<n>{_DIGITS}|(?:{pattern_of(words)})\b)(?:[\s-]*(?P<scale>{_any(_SCALES)})\b)?(?P<half>\s+(?:et\s+demie?|and\s+a\s+half)\b)?"
    return (
        re.compile(rf"(?<![\w.,/-]){_APPROXIMATELY}(?P<money>US\$|[$€£₽])\s?{number}", re.I),
        re.compile(
            rf"(?<![\w.,/$€£-]){_APPROXIMATELY}{number}(?:[\s-]*(?P<unit>{_any([*_UNITS, *_CURRENCY])})(?!\w)|(?P<joined>-[a-z]+)\b)?",
            re.I,
        ),
    )


_ORDINAL = re.compile(
    rf"\b(?P<n>{'|'.join(_ORDINALS)})\b(?=\s+[^\W\d]|-(?!(?:hand|class|rate|degree|party|person)\b)[a-z])", re.I
)
_NOUN = re.compile(
    r"(?:\s+|-)(?:of\s+|de\s+|d[’'])?(?:(?:the|a|an|free|new|la|le|les)\s+)?(?P<of>[^\W\d_][\w’'-]*(?:\s+(?!(?:and|or|in|on|at|to|for|from|by|with|as|of|that|which|who|were|was|are|is|have|has|had|will|et|ou|en|à|pour|par|dans|sur|que|qui|ont|sont)\b)[^\W\d_][\w’'-]*){0,2}(?:\s+(?:of|de)\s+(?:free\s+)?[a-zà-ÿ][\w-]*)?)"
)


_OFFICE = re.compile(r"\s+ministres?\b")
_HOUR = re.compile(r"\s*h(?:\s?\d|\b)")
_FRENCH_BEFORE = re.compile(
    r"(?:\b(?:le|la|les|du|des|au|aux|un|une|son|sa|ses|leurs?|ce|cette|en|de|tout)|d[’']un|d[’']une)\s+$", re.I
)


def quantities(text: str, dates: list[Dated] | None = None, language: str = "en") -> list[Counted]:
    """Every quantity in ``text`` that is not part of one of its ``dates``, in order."""
    money, plain = _patterns(language)
    taken = sorted((d.start, d.end) for d in dates or ())
    found: list[Counted] = []
    for match in (*money.finditer(text), *plain.finditer(text)):
        made = _one(match, text)
        if made and not _meets(taken, made.start, made.end):
            found.append(made)
    for match in _ORDINAL.finditer(text):
        # Premier ministre, and the English premier, are offices.
        if match["n"].lower().startswith("premi") and (
            _OFFICE.match(text, match.end())
            or text.startswith((" lieu", " temps"), match.end())
            or not _FRENCH_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
        ):
            continue
        if not _meets(taken, *match.span()):
            found.append(
                Counted(
                    match.start(),
                    match.end(),
                    match[0],
                    Decimal(_ORDINALS[match["n"].lower()]),
                    "",
                    _what(text, match.end()),
                    "",
                    "ordinal",
                )
            )
    return longest(found)


def _meets(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span meets one of those, which are in order and do not overlap."""
    at = bisect_left(taken, (end, 0)) - 1
    return at >= 0 and taken[at][1] > start


def _one(match: re.Match[str], text: str) -> Counted | None:
    groups = match.groupdict()
    money, unit, joined = groups.get("money"), groups.get("unit"), groups.get("joined")
    number, scale = match["n"], match["scale"]
    value, approx = _value(number, scale), (match["approx"] or "").lower()
    if value is None:
        return None
    if match["half"]:
        # Un milliard et demi: half of what is counted by.
        words = number.lower()
        value += (
            Decimal(_SCALES[scale.lower()] if scale else next((n for w, n in _SCALES.items() if words.endswith(w)), 1))
            / 2
        )
    if _HOUR.match(text, match.end()) or re.search(r"\d\s*h\s*$", text[max(0, match.start() - 6) : match.start()]):
        return None  # a time of day: 10 h 30
    if re.search(r"\b(?:articles?|chapters?|sections?|paragraphs?|chapitres?|alinéas?|pages?)\s+$", text[max(0, match.start() - 14) : match.start()], re.I):  # fmt: skip
        return None
    if money:
        return Counted(
            match.start(),
            match.end(),
            match[0],
            value,
            _CURRENCY[money.upper()],
            _what(text, match.end()),
            approx,
            "money",
        )
    if unit:
        currency = next((c for name, c in _CURRENCY.items() if name.lower() == unit.lower()), "")
        name = currency or next(u for key, u in _UNITS.items() if key.lower() == unit.lower())
        kind = "money" if currency else "percent" if name == "%" else "measure" if name != "t" else "mass"
        return Counted(match.start(), match.end(), match[0], value, name, _what(text, match.end()), approx, kind)
    if joined:
        noun = joined[1:] + ("s" if value != 1 else "")
        return (
            Counted(match.start(), match.end(), match[0], value, noun, noun, approx, "count")
            if noun.removesuffix("s") not in ("dimensional", "way") and noun not in ("days", "years", "months", "weeks")
            else None
        )
    what = _what(text, match.end())
    small = number[0].isalpha() and not scale
    if (
        not what
        or (small and not text[match.end() : match.end() + 1].isspace())
        or text[match.end() : match.end() + 1] in (":", ")")
    ):
        return None
    # Un milliard d'euros: the currency stands behind a preposition.
    currency = _CURRENCY.get(what.split()[0].lower(), "")
    kind = "money" if currency else "count"
    return Counted(
        match.start(),
        match.end(),
        match[0].rstrip(),
        value,
        currency or what.split()[0],
        "" if currency else what,
        approx,
        kind,
    )


def _what(text: str, end: int) -> str:
    found = _NOUN.match(text, end)
    return found["of"].strip() if found else ""


def _value(number: str, scale: str | None) -> Decimal | None:
    words = number.lower()
    if words in _WORDS:
        value = Decimal(_WORDS[words])
    else:
        digits = (
            re.sub(r"(?<=\d)[,   .](?=\d{3}(?!\d))", "", number)
            if re.fullmatch(r"\d{1,3}(?:[,   .]\d{3})+", number)
            else number.replace(",", ".")
        )
        try:
            value = Decimal(digits)
        except ArithmeticError:
            return None
    return value * (_SCALES[scale.lower()] if scale else 1)
