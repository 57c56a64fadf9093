"""The words by which names are recognised in a language, and the words beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, ClassVar

from handbook.extraction.gathered import gathered
from handbook.extraction.inflection import forms, inflects
from handbook.extraction.languages.data import Cased, Flag, Folded, Groups, Pattern, Words, load, read
from handbook.extraction.placenames import stems
from handbook.folding import fold


@dataclass(frozen=True)
class Naming:
    """The words of names.  Lists include those of the languages that the file borrows from, as an English text names bodies in French."""

    TABLE: ClassVar[str] = "names.naming"
    language: str
    #: Offices and forms of address before names; head words of organisations and of places.
    titles: Folded
    organisations: Folded
    places: Folded
    #: Titles that are also parts of names: Hassan Sheikh Mohamud.
    also_names: Folded
    #: Papers and gatherings, which are not names.
    documents: Folded
    #: Particles before a family name that belong to it, even in small letters; articles that may.
    particles: Words
    family_articles: Words
    #: Small words inside names.
    joining: Words
    #: Words that never make a name on their own, whatever their capitals.
    never: Folded
    #: Words in capitals that are not acronyms; ordinary words that may be in capitals.
    not_acronyms: Words
    capitals: Words
    given: Folded
    #: Given names that are short for each other with other first letters: Bill, William.
    nicknames: Groups
    surnames: Folded
    #: Portfolios of offices, and ranking words before offices: no names on their own.
    portfolios: Folded
    ranking: Words
    #: Small words that are in no person's name; units after which a rank goes on: général de division.
    not_in_person: Words
    units: Folded
    #: Ranks and titles that are abbreviated with a full stop.
    shortened: Words
    #: Legal forms of companies; last words of bodies; parts of names of bodies.
    companies: Words
    bodies: Words
    parts: Words
    alone: Words
    national: Words
    national_alone: Words
    lines: Words
    #: Words that may begin a body's name, though they make no name on their own.
    may_open: Words
    joined_by_on: Words
    #: A direction that belongs to the name of a place: East Sampleton.
    quarters: Folded
    #: Meetings, which a body holds; last words of names that are not people's.
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
    #: A place by its adjective and the kind of place: a district.
    district: Pattern
    #: The style of a state before a name that no list has: Republic of Alba.
    state: Pattern
    rank: Pattern
    led_by: Pattern
    #: Words for the kind of an organisation, or of a place, before its name.
    kind_before: Pattern
    place_before: Pattern
    #: What a name is said to be right behind it: a body.
    body_behind: Pattern
    #: An office of a place, before the place: le maire de Lyon Jean Exemple.
    office_of: Pattern
    #: Endings of words that are not names.
    common: Pattern
    opening: Pattern
    opening_alone: Pattern
    #: The verb of saying beside a name.
    said: Pattern
    #: Prepositions of place: all, the sure ones, those before two words; points of the compass.
    where: Pattern
    where_sure: Pattern
    where_two: Pattern
    compass: Pattern
    list_behind: Pattern
    list_before: Pattern
    #: Endings of family names; particles in small letters right before one: von der Leyen, al-Soudani.
    surname: Cased
    #: A small letter before a name in a match report: "c Example b Sample".
    scored: Cased
    #: Clubs: words after the name of a town, and before it; lines of results, whose groups are the teams.
    clubs_behind: Words
    clubs_before: Words
    #: Whether a plural after the name of a town may be its club: Denver Eagles.
    plural_clubs: Flag
    results: Cased
    small_particle: Cased
    #: Words before a name in quotation marks that does not denote a body.
    quoted_not: Folded
    #: Whether a speaker with a one-word name is a person.
    speaks_alone: Flag
    #: Articles before a body; political words, which are in no person's name.
    articles: Cased
    programmes: Folded
    #: Party adjectives before a given name; the second half of a given name in small letters; actions of people only.
    partisan: Folded
    #: After such an adjective: words for its many bearers, and for the party itself.
    partisans: Cased
    party: Cased
    given_behind: Cased
    acts: Pattern
    #: What joins an organisation and the region in its name.
    region_joint: Pattern

    @cached_property
    def family(self) -> frozenset[str]:
        """Folded family names from the gathered list."""
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
        """Words that make no name on their own, whatever their capitals: offices, fields of work, kinds."""
        return self.heads | self.never | self.documents | self.places

    def never_alone(self, word: str) -> bool:
        return fold(word) in self.never

    def is_title(self, word: str) -> bool:
        folded = fold(word)
        return folded in self.titles or folded.removesuffix("s") in self.titles

    def is_acronym(self, word: str) -> bool:
        """Whether a word in capitals may be an acronym, and not just an ordinary word in capitals."""
        return word.isupper() and len(word) > 1 and word not in self.capitals


@cache
def naming(language: str) -> Naming:
    """The words of names in a language, with all their forms if it inflects them."""
    naming_words = load(Naming, language, {"peoples": stems(language)})
    naming_words = replace(naming_words, given=naming_words.given | gathered(language).given)
    if not inflects(language):
        return naming_words
    lists = ("titles", "organisations", "places", "documents", "given", "surnames", "quoted_not", "never", "also_names")
    table = read(language, "names")["naming"]
    # Forms are made of the words as written: folding removes letters that inflection needs.
    listed = {key: (form for word in table.get(key, "").split() for form in forms(word, language)) for key in lists}
    folded: dict[str, Any] = {key: frozenset(map(fold, words)) for key, words in listed.items()}
    return replace(naming_words, **folded)


def naming_also(language: str) -> tuple[str, ...]:
    """The languages whose names a text may contain besides those of its own."""
    return tuple(lang for lang in read(language, "names").get("also", ()) if lang != language)
