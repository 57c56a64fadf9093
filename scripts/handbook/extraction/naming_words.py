"""The words by which a language's names are known, and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, ClassVar

from handbook.extraction.gathered import gathered
from handbook.extraction.inflection import forms, inflects
from handbook.extraction.languages.data import Cased, Flag, Folded, Pattern, Words, load, read
from handbook.extraction.placenames import stems
from handbook.folding import fold


@dataclass(frozen=True)
class Naming:
    """The words of names.  Lists of a language have those of the languages that its file borrows from: a text in English names bodies in French."""

    TABLE: ClassVar[str] = "names.naming"
    language: str
    #: Offices and forms of address before names; head words of organisations and of places.
    titles: Folded
    organisations: Folded
    places: Folded
    #: Titles that are parts of names too: Hassan Sheikh Mohamud.
    also_names: Folded
    #: Papers and gatherings, which are no names.
    documents: Folded
    #: What goes before a family name, in small letters too, as a part of it; articles that may.
    particles: Words
    family_articles: Words
    #: Small words within names.
    joining: Words
    #: Words that make no name by themselves, whatever capitals they have.
    never: Folded
    #: Capitals that are no acronyms, and words in capitals.
    not_acronyms: Words
    capitals: Words
    given: Folded
    surnames: Folded
    #: What offices are for, and what goes before them: no names by themselves.
    portfolios: Folded
    ranking: Words
    #: Small words that are in no person's name; units in which a rank goes on: général de division.
    not_in_person: Words
    units: Folded
    #: Ranks and titles that are written short, with a full stop.
    shortened: Words
    #: Forms of companies; last words of bodies; parts of names of bodies.
    companies: Words
    bodies: Words
    parts: Words
    alone: Words
    national: Words
    national_alone: Words
    lines: Words
    #: Words with which a body's name may begin, though they make no name by themselves.
    may_open: Words
    joined_by_on: Words
    #: Before the name of a place, a part of it: East Sampleton.
    quarters: Folded
    #: What a body holds, and is not; last words of names that are no persons.
    meetings: Words
    no_person: Folded
    papers: Pattern
    excellency: Pattern
    ministry: Pattern
    office_list: Pattern
    minister: Pattern
    charge: Pattern
    body: Pattern
    service: Pattern
    #: A place by its adjective and what kind of place it is.
    district: Pattern
    rank: Pattern
    led_by: Pattern
    #: What an organisation, and a place, is called before its name.
    kind_before: Pattern
    place_before: Pattern
    #: An office of a place right before that: le maire de Lyon Jean Exemple.
    office_of: Pattern
    #: Endings of words that are no names.
    common: Pattern
    opening: Pattern
    opening_alone: Pattern
    #: The verb of saying beside a name.
    said: Pattern
    #: Prepositions of place: all, those that are sure, those before two words; the compass.
    where: Pattern
    where_sure: Pattern
    where_two: Pattern
    compass: Pattern
    list_behind: Pattern
    list_before: Pattern
    #: Endings of family names; particles in small letters right before one: von der Leyen, al-Soudani.
    surname: Cased
    #: What stands before a name in small letters only where somebody has scored: "c Example b Sample".
    scored: Cased
    #: Clubs: words behind the name of a town, and before it; lines of results, whose groups are those who played.
    clubs_behind: Words
    clubs_before: Words
    #: Whether a plural behind the name of a town may be its club: Denver Eagles.
    plural_clubs: Flag
    results: Cased
    small_particle: Cased
    #: Before a name in quotation marks that is no body's.
    quoted_not: Folded
    #: Who speaks under one word alone is a person.
    speaks_alone: Flag
    #: Articles before a body; words of programmes, which are in no person's name.
    articles: Cased
    programmes: Folded
    #: Of which party somebody is, before a given name; the second half of one in small letters; what only people do.
    partisan: Folded
    #: Behind such a word: many of whom it is said, and the party itself.
    partisans: Cased
    party: Cased
    given_behind: Cased
    acts: Pattern
    #: What stands between an organisation and the region in its name.
    region_joint: Pattern

    @cached_property
    def family(self) -> frozenset[str]:
        """Folded family names of people whom no list of the language has to name."""
        return gathered(self.language).family

    @property
    def family_words(self) -> frozenset[str]:
        """Folded family names that are ordinary words too."""
        return gathered(self.language).family_words

    @cached_property
    def all_joining(self) -> frozenset[str]:
        return self.joining | self.particles

    @cached_property
    def heads(self) -> frozenset[str]:
        return self.portfolios | self.organisations | self.titles

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words that make no name by themselves, whatever capitals they have: offices, fields of work, kinds."""
        return self.heads | self.never | self.documents | self.places

    def never_alone(self, word: str) -> bool:
        return fold(word) in self.never

    def is_title(self, word: str) -> bool:
        folded = fold(word)
        return folded in self.titles or folded.removesuffix("s") in self.titles

    def is_acronym(self, word: str) -> bool:
        """Whether an ordinary word in capitals may be an acronym: not the first word of an article, nor an elided one."""
        return word.isupper() and len(word) > 1 and word not in self.capitals


@cache
def naming(language: str) -> Naming:
    """The words of names in a language; where it inflects them, in all their forms."""
    made = load(Naming, language, {"peoples": stems(language)})
    made = replace(made, given=made.given | gathered(language).given)
    if not inflects(language):
        return made
    lists = ("titles", "organisations", "places", "documents", "given", "surnames", "quoted_not", "never", "also_names")
    table = read(language, "names")["naming"]
    # The words as they are written: folding has taken letters away by which they are inflected.
    listed = {key: (form for word in table.get(key, "").split() for form in forms(word, language)) for key in lists}
    folded: dict[str, Any] = {key: frozenset(map(fold, words)) for key, words in listed.items()}
    return replace(made, **folded)


def naming_also(language: str) -> tuple[str, ...]:
    """The languages whose names a text may have besides its own."""
    return tuple(lang for lang in read(language, "names").get("also", ()) if lang != language)
