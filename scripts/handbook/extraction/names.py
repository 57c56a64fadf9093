"""Find names that the registry does not know, by rules: titles before people, head words of organisations, states, acronyms.

Each name comes with its evidence and a confidence; a person confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from handbook.extraction.inflection import keys
from handbook.extraction.named_before import named_before
from handbook.extraction.naming import typed
from handbook.extraction.naming_run import said_behind
from handbook.extraction.naming_words import Naming, naming
from handbook.extraction.organisations import joined, of_firm
from handbook.extraction.places import iso_code, length_at, named_place, widened
from handbook.extraction.places import kinds as kinds_of_places
from handbook.extraction.results import played
from handbook.extraction.runs import Token, between, in_capitals, outside, run_at, take_tokens
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
    # Where every word has capitals they say nothing: such a line is read like a headline.
    of = naming(language)
    headline = headline or in_capitals(tokens) or is_heading(text, tokens, of)
    free = outside(text, tokens, taken_spans)
    names: list[Named] = []
    if not headline:
        for match in of.office_list.finditer(text):
            if take_tokens(tokens, free, match, match.start("who")):
                names.append(Named(*match.span("who"), match["who"], "", "PER", "name", 0.85, Evidence.TITLE))
        for match in of.ministry.finditer(text):
            if take_tokens(tokens, free, match):
                names.append(Named(*match.span(), match[0], "", "ORG", "name", 0.85, Evidence.ORGANISATION_WORD))
    else:
        token_texts = {t[0] for t in tokens}
        spelled = (
            {**sure_names, **{surface.upper(): ner for surface, ner in sure_names.items()}}
            if in_capitals(tokens)
            else sure_names
        )
        for surface, ner in spelled.items():
            # Compiling a pattern costs more than checking whether it is needed.
            head = WORD.search(surface)
            if head is None or head[0] not in token_texts or surface not in text:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
                if take_tokens(tokens, free, match):
                    names.append(Named(*match.span(), surface, "", ner, "name", 0.8, Evidence.NAMED_SO))
    for name in played(text, language):
        for i in between(tokens, name.start, name.end):
            free[i] = False
        names.append(name)
    kinds = kinds_of_places(language)
    for match in of.minister.finditer(text):
        field = _portfolio(text, tokens, match.start(), kinds, of)
        for i in field if "and" in (tokens[i][0] for i in field) else ():
            free[i] = False
    for match in (*of.papers.finditer(text), *of.excellency.finditer(text)):
        for i in between(tokens, *match.span()):
            free[i] = False
    for match in (*of.body.finditer(text), *of.service.finditer(text)):
        if take_tokens(tokens, free, match):
            names.append(Named(*match.span(), match[0], "", "ORG", "name", 0.85, Evidence.ORGANISATION_WORD))
    for match in of.district.finditer(text):
        if take_tokens(tokens, free, match):
            names.append(Named(*match.span(), match[0], "", "GPE", "name", 0.85, Evidence.PLACE_WORD))
    for match in _in_marks(text, of):
        if take_tokens(tokens, free, match, match.start("who")):
            names.append(Named(*match.span("who"), match["who"], "", "ORG", "name", 0.8, Evidence.CALLED_BODY))
    for match in of.charge.finditer(text):
        listed = "," in match["what"] or " et " in match["what"]
        if not match["what"].isupper() and (
            listed or not any(w in kinds for w in (" ".join(WORD.findall(match["what"])), *WORD.findall(match["what"])))
        ):
            for i in between(tokens, match.start("what"), match.end()):
                free[i] = False
    at = 0
    while at < len(tokens):
        place = length_at(text, tokens, at, language) if free[at] else 0
        if place and (
            of_firm(text, tokens, at, place, of)
            or _is_given_name(text, tokens, at, of)
            or (place == 1 and _is_family_name(text, tokens, at, language, of))
        ):
            place = 0
        if place:
            names.append(named_place(text, tokens, at, place, language))
            for i in range(at, at + place):
                free[i] = False
        at += max(place, 1)
    names = [widened(text, n, language) for n in names]
    names += _states_by_style(text, tokens, free, of)
    beside = outside(text, tokens, ((n.start, n.end) for n in names))
    free = [a and b for a, b in zip(free, beside, strict=True)]
    at = 0
    while at < len(tokens):
        run = run_at(text, tokens, free, at, of)
        named = typed(text, tokens, at, run, known_last_names, ordinary, of) if run else None
        if named and named.confidence <= 0.85 and sure_names.get(named.surface) in ({"ORG", "GPE"} - {named.ner}):
            named = replace(named, ner=sure_names[named.surface], confidence=0.8, evidence=Evidence.NAMED_SO)
        if named and (
            not headline or _is_evident_in_headline(named, known_last_names, sure_names, in_capitals(tokens))
        ):
            names.append(named)
        at += max(run, 1)
    # A run with low confidence only served to complete another name, and is dropped.
    confident = [n for n in joined(text, names, language) if n.confidence > 0.3]
    if headline:
        return confident
    return named_before(
        text, tokens, with_full_names(text, confident, taken_spans, language), taken_spans, sure_names, ordinary
    )


def _states_by_style(text: str, tokens: list[Token], free: list[bool], of: Naming) -> Iterator[Named]:
    """States that no list has, by what they call themselves before their names: Republic of Alba."""
    for match in of.state.finditer(text):
        end = match.end()
        first, _, second = match["who"].partition(" ")
        if second and (of.is_title(second) or fold(second) in of.organisations | of.portfolios):
            end = match.start("who") + len(first)
        inside = between(tokens, match.start("who"), end)
        if inside and all(free[i] for i in inside):
            for i in between(tokens, match.start(), end):
                free[i] = False
            yield Named(match.start(), end, text[match.start() : end], "", "GPE", "name", 0.8, Evidence.STATE_STYLE)


#: A name in quotation marks.
_MARKED = re.compile(r"[«\"„“](?P<who>[^\W\d_a-zа-яё][^«»\"„“”\n]{1,60})[»\"”“]")


def _in_marks(text: str, of: Naming) -> Iterator[re.Match[str]]:
    """The names in quotation marks after a word for a body, or before a verb of saying: телеканал «Пример 24»."""
    for match in _MARKED.finditer(text) if of.quoted_not else ():
        if of.kind_before.search(text, max(0, match.start() - 60), match.start() + 1) or (
            len(WORD.findall(match["who"])) < 5 and said_behind(of.language).match(text, match.end(), match.end() + 30)
        ):
            yield match


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


def _is_given_name(text: str, tokens: list[Token], at: int, of: Naming) -> bool:
    """Whether a word for a people is a first name among others: Jean Christian Exemple."""
    return (
        fold(tokens[at][0]) in of.given
        and 0 < at < len(tokens) - 1
        and all(tokens[i][0][:1].isupper() for i in (at - 1, at + 1))
        and text[tokens[at - 1].end() : tokens[at].start()] == text[tokens[at].end() : tokens[at + 1].start()] == " "
        and fold(tokens[at - 1][0]) in of.given
    )


def _is_family_name(text: str, tokens: list[Token], at: int, language: str, of: Naming) -> bool:
    """Whether a word for a town or state is somebody's family name: Michael Jordan, I. Austin."""
    if at == 0 or not tokens[at][0][:1].isupper() or iso_code(tokens[at - 1][0], language):
        return False
    before, between = tokens[at - 1][0], text[tokens[at - 1].end() : tokens[at].start()]
    if before in of.family_articles and between == " " and at > 1 and fold(tokens[at - 2][0]) in of.given:
        # Antonio Francisco De Assis.
        return True
    if len(before) == 1 and before.isupper() and between in (". ", "."):
        # N. Korea is a state.
        return before not in "NSEW" or not iso_code(tokens[at][0], language)
    # Grover Cleveland; but in "Mario Cuomo, Queens" without its comma, a name and a place.
    alone = at < 2 or not tokens[at - 2][0][:1].isupper() or text[tokens[at - 2].end() : tokens[at - 1].start()] != " "
    follows_persons_name = fold(before) in of.given or (
        alone and fold(before) in of.family and fold(before) not in of.family_words
    )
    return (
        between == " " and before[0].isupper() and not before.isupper() and follows_persons_name
        and kinds_of_places(language).get(tokens[at][0], ("",))[0] in ("GPE", "ORG")
    )  # fmt: skip


def _portfolio(text: str, tokens: list[Token], office: int, kinds: Mapping[str, object], of: Naming) -> list[int]:
    """The tokens right before an office that say what it is for, back to a state or a person: Turkish | Energy and Mines | Minister."""
    starts: list[int] = []
    # The tokens end before the office; a long list of capitalised words is walked only so far.
    last = between(tokens, 0, office).stop - 1
    for i in range(last, max(-1, last - 12), -1):
        word = tokens[i][0]
        if word in kinds or fold(word) in of.given or not (word == "and" or word[0].isupper()):
            break
        if not re.fullmatch(r",? ", text[tokens[i].end() : tokens[i + 1].start() if i < last else office]):
            break
        starts.append(i)
    return starts


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
