"""Fixed strings in the reader's language: gettext catalogues in ``locale``.

A catalogue is read from its source (``locale/fr.po``), without a compiled copy
that could differ from it.  docs/about/engine.md, "Where a new thing is added", lists what a
new language needs; tests/test_i18n.py names the strings that a catalogue lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import format_decimal, format_percent

PACKAGE = Path(__file__).parent
LOCALE = PACKAGE / "locale"
KEYWORDS = dict.fromkeys(["_", "N_", "t", "translate"])


@lru_cache
def catalogue(language: str) -> dict[str, str]:
    """The translations of a language by English text; empty for English and languages without a catalogue."""
    path = LOCALE / f"{language}.po"
    if not path.is_file():
        return {}
    # Imported here, since builds in English do not need it.
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        read = read_po(file, locale=language)
    return {str(m.id): unbroken(str(m.string), language) for m in read if m.id and m.string and not m.fuzzy}


#: The blank between groups of digits of a number: a year, of four digits, is not its beginning.
_BETWEEN_DIGITS = r"(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d{3})) (?=\d{3}\b)"
#: Spaces at which no line may break, by language.
_UNBROKEN = {"fr": re.compile(rf" (?=[:;?!»])|(?<=«) |{_BETWEEN_DIGITS}")}


def unbroken(text: str, language: str) -> str:
    """A text with no-break spaces where its language wants them: in French before colons and the like, inside guillemets and numbers."""
    blanks = _UNBROKEN.get(language)
    return blanks.sub("\u00a0", text) if blanks else text


def translator(language: str = "en") -> Callable[[str], str]:
    """A function that translates a fixed string; it returns the English text if there is no translation."""
    translations = catalogue(language)
    return lambda text: translations.get(text, text)


def languages() -> list[str]:
    """The languages of the interface, English first."""
    return ["en", *sorted(p.stem for p in LOCALE.glob("*.po"))]


def interface(language: str) -> str:
    """The language of the interface if ``language`` is wanted: English if there is no catalogue."""
    return language if language in languages() else "en"


def interfaces(language: str, further: Iterable[str]) -> tuple[str, ...]:
    """The languages of one site: that of its root, then those of ``further`` that have a catalogue, in order."""
    available = languages()
    return tuple(dict.fromkeys([interface(language), *(code for code in further if code in available)]))


def no_catalogue(language: str) -> str:
    """The message for a language without a catalogue."""
    return f"{no_translation(language)}: its words are English."


def no_pages(language: str) -> str:
    """What is said to whoever names a further language without a catalogue."""
    return f"{no_translation(language)}: the site has no pages in it."


def no_translation(language: str) -> str:
    """What is said of a language without a catalogue, with those that have one."""
    return f"The interface is not translated into '{language}' (there are {', '.join(languages())})"


@lru_cache
def runs_right_to_left(code: str) -> bool:
    """Whether a language is written from right to left, according to CLDR."""
    try:
        return Locale.parse(code, sep="-" if "-" in code else "_").character_order == "right-to-left"
    except (UnknownLocaleError, ValueError):
        return False


@lru_cache
def with_territory(code: str) -> str:
    """A language with its likeliest territory according to CLDR, such as ``fr_FR``; the code itself if there is none."""
    subtags = str(get_global("likely_subtags").get(code, code)).split("_")
    return "_".join(dict.fromkeys((subtags[0], subtags[-1])))


@lru_cache
def language_name(code: str, language: str = "en") -> str:
    """The name, in ``language``, of the language with this code, from CLDR; the code itself if CLDR has none."""
    try:
        return str(Locale.parse(code).get_display_name(language) or code)
    except (UnknownLocaleError, ValueError):
        return code


def extract() -> dict[str, list[str]]:
    """Every fixed string of the package, with the places (file and line) where it occurs."""
    from babel.messages.extract import extract_from_dir

    messages: dict[str, list[str]] = {}
    methods = [("**.py", "python"), ("**/theme/**.html", "jinja2.ext:babel_extract")]
    for name, line, message, _comments, _context in extract_from_dir(
        str(PACKAGE), method_map=methods, keywords=KEYWORDS
    ):
        text = message if isinstance(message, str) else message[0]
        messages.setdefault(text, []).append(f"{name}:{line}")
    return messages


@lru_cache
def month_names(language: str) -> list[str]:
    """The names of the months in a language, in the form that CLDR gives for use in dates."""
    names = Locale.parse(language).months["format"]["wide"]
    return [str(names[number]) for number in range(1, 13)]


def territory(code: str, language: str = "en") -> str:
    """The name of the state with this ISO 3166 code, from CLDR; the code itself if CLDR has none."""
    return str(Locale.parse(language).territories.get(code, code))


def counted(count: int, singular: str, plural: str, language: str = "en") -> str:
    """A count in words: ``singular`` for 1, else ``plural`` with the number in place of ``{count}``."""
    return singular if count == 1 else plural.replace("{count}", number(Decimal(count), language))


def number(value: Decimal | int, language: str = "en") -> str:
    """A number as a language writes it, with separators of thousands and all its decimals."""
    return str(format_decimal(value, locale=language, decimal_quantization=False))


def amount(value: Decimal, unit: str, language: str = "en") -> str:
    """A number with its unit behind it; the sign of per cent stands as the language sets it."""
    if unit == "%":
        return str(format_percent(value / 100, locale=language, decimal_quantization=False))
    return f"{number(value, language)} {unit}"
