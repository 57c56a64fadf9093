"""Fixed strings in the reader's language: gettext catalogues in ``locale``.

A catalogue is read as it is written (``locale/fr.po``), without a compiled copy
that could differ from it.  What a further language needs is in docs/about/engine.md,
"Where a new thing is added"; tests/test_i18n.py names the strings that a catalogue lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import format_decimal

PACKAGE = Path(__file__).parent
LOCALE = PACKAGE / "locale"
KEYWORDS = dict.fromkeys(["_", "N_", "t", "translate"])


@lru_cache
def catalogue(language: str) -> dict[str, str]:
    """English text to its translation; empty for English and unknown languages."""
    path = LOCALE / f"{language}.po"
    if not path.is_file():
        return {}
    # Builds in English do not wait for what reads catalogues.
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        read = read_po(file, locale=language)
    return {str(m.id): unbroken(str(m.string), language) for m in read if m.id and m.string and not m.fuzzy}


#: Blanks at which no line may end, by language.
_UNBROKEN = {"fr": re.compile(r" (?=[:;?!»])|(?<=«) ")}


def unbroken(text: str, language: str) -> str:
    """A text of a language, whose blanks beside signs do not break: French has one before colons and within guillemets."""
    blanks = _UNBROKEN.get(language)
    return blanks.sub("\u00a0", text) if blanks else text


def translator(language: str = "en") -> Callable[[str], str]:
    """The translation of a fixed string, or the English text where there is none."""
    known = catalogue(language)
    return lambda text: known.get(text, text)


def languages() -> list[str]:
    """The languages of the interface, English first."""
    return ["en", *sorted(p.stem for p in LOCALE.glob("*.po"))]


def interface(language: str) -> str:
    """The language of the interface for one that is wished: English where there is no catalogue."""
    return language if language in languages() else "en"


def interfaces(language: str, further: Iterable[str]) -> tuple[str, ...]:
    """The languages of one site: that at its root, then those of ``further`` that have a catalogue, in their order."""
    known = languages()
    return tuple(dict.fromkeys([interface(language), *(other for other in further if other in known)]))


def no_catalogue(language: str) -> str:
    """What is said to whoever wished for a language without a catalogue."""
    known = ", ".join(languages())
    return f"There is no catalogue for '{language}' (there are {known}): the words of the interface are English."


def no_pages(language: str) -> str:
    """What is said to whoever names a further language without a catalogue."""
    return f"There is no catalogue for '{language}' (there are {', '.join(languages())}): the site has no pages in it."


@lru_cache
def runs_right_to_left(code: str) -> bool:
    """Whether a language is written from right to left, as CLDR has it."""
    try:
        return Locale.parse(code, sep="-" if "-" in code else "_").character_order == "right-to-left"
    except (UnknownLocaleError, ValueError):
        return False


@lru_cache
def with_territory(code: str) -> str:
    """A language with the territory that CLDR thinks likeliest, such as ``fr_FR``; the code itself if it knows none."""
    likely = str(get_global("likely_subtags").get(code, code)).split("_")
    return "_".join(dict.fromkeys((likely[0], likely[-1])))


@lru_cache
def language_name(code: str, language: str = "en") -> str:
    """The name of a language by its code, as CLDR has it in another; the code itself if it has none."""
    try:
        return str(Locale.parse(code).get_display_name(language) or code)
    except (UnknownLocaleError, ValueError):
        return code


def extract() -> dict[str, list[str]]:
    """Every fixed string of the package with the places where it stands."""
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
    """The names of the months in a language, as CLDR has them within a date."""
    names = Locale.parse(language).months["format"]["wide"]
    return [str(names[number]) for number in range(1, 13)]


def territory(code: str, language: str = "en") -> str:
    """The name of a state by its ISO 3166 code, as CLDR has it; the code itself if it has none."""
    return str(Locale.parse(language).territories.get(code, code))


def counted(count: int, one: str, many: str, language: str = "en") -> str:
    """How many there are, in words: ``one`` where there is one, else ``many`` with the number in the place of its ``{count}``."""
    return one if count == 1 else many.replace("{count}", number(Decimal(count), language))


def number(value: Decimal, language: str = "en") -> str:
    """A number as a language writes it: its thousands apart, all its decimals."""
    return str(format_decimal(value, locale=language, decimal_quantization=False))
