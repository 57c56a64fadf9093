"""Find names that the registry does not know, by rules: titles before people, head words of organisations, states, acronyms.

Each name comes with its evidence and a confidence; a person confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from handbook.extraction.inflection import keys
from handbook.extraction.name_search import NameSearch, in_marks
from handbook.extraction.named_before import named_before
from handbook.extraction.naming_words import naming
from handbook.extraction.organisations import joined
from handbook.extraction.places import kinds as kinds_of_places
from handbook.extraction.places import widened
from handbook.extraction.runs import in_capitals, outside
from handbook.extraction.short_forms import with_full_names
from handbook.extraction.shouting import is_heading
from handbook.extraction.spans import Evidence, Named
from handbook.folding import WORD, fold

#: Evidence that makes a name sure enough in a headline, where every word may have a capital.
_HEADLINE = (Evidence.ACRONYM, Evidence.LAST_NAME, Evidence.PERSONS_NAME)


def unregistered(
    text: str,
    taken_spans: Iterable[tuple[int, int]],
    language: str = "en",
    known_last_names: frozenset[str] = frozenset(),
    headline: bool = False,
    sure_names: Mapping[str, str] = MappingProxyType({}),
    ordinary: frozenset[str] = frozenset(),
) -> list[Named]:
    """Names in a paragraph outside ``taken_spans``.

    ``known_last_names`` are folded last words of people named elsewhere in the article, ``sure_names`` its surer names with
    their types, ``ordinary`` the folded words that it has in small letters; in a ``headline``, where every word
    may have a capital, only states, acronyms and names of the article are looked for.
    """
    tokens, taken_spans = list(WORD.finditer(text)), list(taken_spans)
    of = naming(language)
    # Where every word has capitals they say nothing: such a line is read like a headline.
    headline = headline or in_capitals(tokens) or is_heading(text, tokens, of)
    search = NameSearch(text, tokens, outside(text, tokens, taken_spans), of, language)
    if headline:
        search.names_of_article(sure_names)
    else:
        search.add(of.office_list.finditer(text), "PER", Evidence.TITLE, "who")
        search.add(of.ministry.finditer(text), "ORG", Evidence.ORGANISATION_WORD)
    search.results()
    search.leave_out_offices()
    search.add((*of.body.finditer(text), *of.service.finditer(text)), "ORG", Evidence.ORGANISATION_WORD)
    search.add(of.district.finditer(text), "GPE", Evidence.PLACE_WORD)
    search.add(in_marks(text, of), "ORG", Evidence.CALLED_BODY, "who", 0.8)
    search.leave_out_charges()
    search.places()
    search.states_by_style()
    for named in search.runs(known_last_names, ordinary):
        if named.confidence <= 0.85 and sure_names.get(named.surface) in ({"ORG", "GPE"} - {named.ner}):
            named = replace(named, ner=sure_names[named.surface], confidence=0.8, evidence=Evidence.NAMED_SO)
        if not headline or _is_evident_in_headline(named, known_last_names, sure_names, in_capitals(tokens)):
            search.names.append(named)
    # A run with low confidence only served to complete another name, and is dropped.
    confident = [n for n in joined(text, search.names, language) if n.confidence > 0.3]
    if headline:
        return confident
    return named_before(
        text, tokens, with_full_names(text, confident, taken_spans, language), taken_spans, sure_names, ordinary
    )


def _is_evident_in_headline(
    name: Named, known_last_names: frozenset[str], sure_names: Mapping[str, str], capitals: bool
) -> bool:
    """Whether a name in a headline has better evidence than its capitals."""
    if capitals and name.evidence == Evidence.ACRONYM:
        return name.surface in sure_names
    return name.evidence in _HEADLINE or (name.ner == "PER" and fold(name.surface) in known_last_names)


def nameable(text: str, named: Named, language: str = "en") -> bool:
    """Whether a model's name may be one: not just a paper (a MoU), a unit, an office or a field of work."""
    of, words = naming(language), WORD.findall(named.surface)
    if not any(word[0].isupper() for word in words):
        return False
    if all(w in of.not_acronyms or {fold(w), fold(w).removesuffix("s")} & of.plain for w in words):
        return False
    return not any(paper.start() < named.end and named.start < paper.end() for paper in of.papers.finditer(text))


def widened_name(text: str, named: Named, language: str = "en") -> Named:
    """Extend a registered name by the words that belong to it here: Ann to Ann Example, Alba to Republic of Alba."""
    if named.ner in ("GPE", "NORP"):
        wide = widened(text, named, language)
        return replace(named, start=wide.start, end=wide.end, surface=wide.surface)
    if named.ner != "PER" or " " in named.surface:
        return named
    of = naming(language)
    first = re.search(
        r"(?:^|[^\w.])(?P<first>[A-ZÀ-ÝА-ЯЁ][a-zà-ÿа-яё’'-]+)\s+$", text[max(0, named.start - 80) : named.start]
    )
    if (
        first is None
        or of.is_title(first["first"])
        or fold(first["first"]) in of.never
        or fold(first["first"]) in of.organisations
    ):
        return named
    if first["first"] in kinds_of_places(language):
        return named
    start = max(0, named.start - 80) + first.start("first")
    return replace(named, start=start, surface=text[start : named.end])


def last_names(people: Iterable[Named], language: str = "en") -> Iterator[str]:
    """Folded last words of people's names, by which an article names them again; first words too, marked with "…"."""
    for person in people:
        words = WORD.findall(person.surface)
        if person.ner == "PER" and len(words) > 1 and person.confidence >= 0.6:
            yield from keys(words[-1], language)
            # Xi of Xi Jinping: a family name may stand first.
            yield f"{fold(words[0])} …"


def sure_names_of(named: Iterable[Named], language: str = "en") -> dict[str, str]:
    """Names of people and organisations that an article gives with good evidence, and their types; short forms too (Example for Example Group)."""
    of = naming(language)
    types: dict[str, str] = {}
    named = list(named)
    people = {fold(w) for n in named if n.ner == "PER" and " " in n.surface for w in WORD.findall(n.surface)}
    for name in named:
        if name.entry or name.confidence < 0.75 or name.ner not in ("ORG", "PER", "GPE"):
            continue
        if name.evidence == Evidence.PLACE_WORD and name.surface.endswith(" State"):
            types.setdefault(name.surface.removesuffix(" State"), "GPE")
        if name.ner == "GPE":
            # A name that a preposition showed to be a place is one everywhere in the article.
            if name.evidence == Evidence.PREPOSITION:
                types.setdefault(name.surface, "GPE")
            continue
        words = WORD.findall(name.surface)
        if len(words) == 1 and fold(words[0]) in people:
            continue
        if len(words) > 1 or name.ner == "ORG":
            types.setdefault(name.surface, name.ner)
        if (
            len(words) == 2
            and name.ner == "ORG"
            and fold(words[1]) in of.organisations
            and words[0] not in kinds_of_places(language)
            and not of.is_title(words[0])
            and fold(words[0]) not in of.portfolios
        ):
            types.setdefault(words[0], "ORG")
    return types
