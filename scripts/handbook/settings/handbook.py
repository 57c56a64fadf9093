"""The record of ``handbook.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from handbook import date_mends
from handbook.citations import UNSEEN, EntryId, Name_, WebAddress, record, with_a_host
from handbook.claims import Wording
from handbook.settings.colours import DARK, LEAST, LIGHT, contrast, lightened
from handbook.settings.vocabulary import Colour, LabelTables, Tables
from handbook.settings.words import ANY, Texts, best

#: The name of the file.
NAME = "handbook.toml"
#: The address of a site: no user name before the host, no query, no place within a page, no invisible character.
SITE = rf"^https?://[^\s<>\"'`\\{{}}/?#@{UNSEEN}]+(/[^\s<>\"'`\\{{}}?#{UNSEEN}]*)?$"
#: A hand-written page, by its place in docs.
PageName = Annotated[str, Field(pattern=r"^\w[\w .-]*(/\w[\w .-]*)*$", max_length=300)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
#: A day, as editors of TOML check it; whether there is such a day the record checks.
_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
BRAND, ACCENT = "#1d4e5f", "#9a5b00"
_CC = re.compile(r"CC[ -](?P<kind>BY(?:-(?:SA|NC|ND|NC-SA|NC-ND))?)[ -](?P<version>[1-4]\.[05])", re.I)
_CC0 = re.compile(r"CC0(?:[ -]1\.0)?", re.I)


@record
class Licence:
    """A licence by its name and address."""

    #: What pages show, such as CC BY 4.0.
    name: Name_
    #: Where its text can be read.
    url: WebAddress


def licence_of(value: Any) -> Any:
    """A Creative Commons licence from its name alone; a table of name and address is left as it is.

    Raises:
        ValueError: the address for a name is not known.
    """
    if not isinstance(value, str):
        return value
    if match := _CC.fullmatch(value.strip()):
        kind, version = match["kind"].upper(), match["version"]
        return {
            "name": f"CC {kind} {version}",
            "url": f"https://creativecommons.org/licenses/{kind.lower()}/{version}/",
        }
    if _CC0.fullmatch(value.strip()):
        return {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
    raise ValueError(
        f'the address of \'{value}\' is not known: write licence = {{name = "{value}", url = "https://..."}}'
    )


_LICENCE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {"name": {"type": "string"}, "url": {"type": "string"}}, "required": ["name", "url"], "additionalProperties": False},
    ]
}  # fmt: skip


def _readable(ground: str, needed: str) -> Callable[[str], str]:
    def check(colour: str) -> str:
        if (has := contrast(colour, ground)) < LEAST:
            raise ValueError(
                f"text in {colour} could not be read: its contrast with the ground {ground} is {has:.1f}, and {LEAST} is needed; take a {needed} one"
            )
        return colour

    return check


ReadableColour = Annotated[Colour, AfterValidator(_readable(LIGHT, "darker"))]
DarkColour = Annotated[Colour, AfterValidator(_readable(DARK, "lighter"))]


def _on_earth(window: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = window
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        shown = ", ".join(f"{n:g}" for n in window)
        raise ValueError(
            f"[{shown}] is no part of the earth; write west, south, east, north in degrees, from -180 to 180 and from -90 to 90"
        )
    return window


Window = Annotated[tuple[float, float, float, float], AfterValidator(_on_earth)]


@record
class Colours:
    """The colours of site, book and pictures, as #rrggbb."""

    #: Titles and links.
    brand: ReadableColour = BRAND
    #: The same on a dark background; by default a lighter shade is computed.
    brand_dark: Annotated[DarkColour | None, Field(alias="brand-dark")] = None
    #: Marks beside the text.
    accent: ReadableColour = ACCENT

    @property
    def on_dark(self) -> str:
        """The brand on a dark background."""
        return self.brand_dark or lightened(self.brand)

    @property
    def differ_from_package(self) -> bool:
        """Whether they differ from the package's colours."""
        return (self.brand, self.brand_dark, self.accent) != (BRAND, None, ACCENT)


@record
class Map:
    """The map of the states concerned."""

    #: Its window in degrees: west, south, east, north; by default it shows the states that the handbook names.
    window: Window | None = None


@record
class Home:
    """What the home page tells."""

    #: How many of the best attested agreements it shows.
    findings: Annotated[int, Field(ge=0, le=50)] = 6
    #: Claims to show in place of these, as entry#label.
    claims: tuple[
        Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$", max_length=161)], ...
    ] = ()


@record
class Handbook:
    """A handbook: all that the engine has to know of it besides its records."""

    #: Its title.
    title: Texts
    #: The title on small screens.
    short_title: Annotated[Texts, Field(alias="short-title")] = ()
    #: The subtitle of the book.
    subtitle: Texts = ()
    #: What it is about, in a sentence.
    description: Texts = ()
    #: Who edits it, as citations name them.
    editors: Texts = ()
    #: Who publishes it; by default the editors.
    publisher: Texts = ()
    #: The licence of its texts and data: a Creative Commons licence by name, or {name, url}.
    licence: Annotated[Licence, BeforeValidator(licence_of), WithJsonSchema(_LICENCE_SCHEMA, mode="validation")] = (
        Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")
    )
    #: A permanent name, by which feeds and books are identified.
    id: EntryId = "handbook"
    #: The edition.
    edition: Annotated[str, Field(pattern=r"^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$", max_length=40)] = "1"
    #: The day of the edition, which books and citations show; by default the last day on which a source was read.
    date: Annotated[str, AfterValidator(date_mends.day), Field(json_schema_extra={"pattern": _DAY})] = ""
    #: The address at which the site will be.
    address: Annotated[str, Field(pattern=SITE, max_length=500), AfterValidator(with_a_host)] | None = None
    #: The language of the interface.
    language: Language = "en"
    #: The language in which statements and notes are written; by default that of the interface.
    content_language: Annotated[Language | None, Field(alias="content-language")] = None
    #: Further languages: the site has a folder for each that its interface has, and leads may be written in it.
    languages: tuple[Language, ...] = ()
    #: Keywords that say what it is about.
    keywords: tuple[Name_, ...] = ()
    #: Whether drafts are published, unless a command says otherwise.
    drafts: Literal["none", "all"] = "none"
    #: A picture for the head of each page, beside handbook.toml.
    logo: Annotated[str, Field(pattern=r"^[\w-][\w .-]*(/[\w-][\w .-]*)*\.(svg|png)$", max_length=200)] = ""
    #: Whether browsers store the pages that a reader visited, for reading without a network.
    offline: bool = False
    #: Hand-written pages for the menu, besides those that every handbook has.
    menu: tuple[PageName, ...] = ()
    #: Words that take sides, which only attributed statements may use; seeds/loaded-terms.txt may have more.
    loaded_words: Annotated[tuple[Name_, ...], Field(alias="loaded-words")] = ()
    #: Colours.
    colours: Colours = Colours()
    #: The map.
    map: Map = Map()
    #: The home page.
    home: Home = Home()
    #: The words of its records, if they differ from those of the package.
    vocabulary: Tables = Tables()
    #: Labels that replace those of the package.
    labels: LabelTables = LabelTables()

    @property
    def content(self) -> str:
        """The language of statements and notes."""
        return self.content_language or self.language

    def named(self, language: str = "") -> str:
        """The title in a language."""
        return best(self.title, language or self.content)

    def edited(self, language: str = "") -> str:
        """The editors in a language; if none are named, the handbook itself, since not every style can cite a work without an author."""
        return best(self.editors, language or self.content) or self.named(language)

    def published(self, language: str = "") -> str:
        """The publisher in a language."""
        return best(self.publisher, language or self.content) or self.edited(language)


@lru_cache
def plain() -> Handbook:
    """A handbook with default settings only."""
    return Handbook(title=(Wording(lang=ANY, text="Handbook"),))
