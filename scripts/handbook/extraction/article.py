"""Annotate a whole article: its paragraphs with everything that the extractors find in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from handbook.extraction.agreements import agreements
from handbook.extraction.bearers import is_another_person
from handbook.extraction.dates import dates
from handbook.extraction.inflected_names import inflected
from handbook.extraction.inflection import inflects
from handbook.extraction.languages import has
from handbook.extraction.names import last_names, nameable, sure_names_of, unregistered, widened_name
from handbook.extraction.offices import Office, offices
from handbook.extraction.organisations import joined
from handbook.extraction.places import iso_code, length_at
from handbook.extraction.quantities import quantities
from handbook.extraction.quotations import quotations
from handbook.extraction.spans import Counted, Cue, Dated, Evidence, Named, Quoted, longest
from handbook.extraction.speakers import subject
from handbook.extraction.work import affordable
from handbook.folding import WORD, fold
from handbook.kinds import ActorKind, TermKind
from handbook.linking import find
from handbook.linking.gazetteer import Gazetteer
from handbook.model import Actor, Entry, Mention, Ruling, Term
from handbook.partial_date import PartialDate


class Model(Protocol):
    """A model beside the rules: the languages it reads, and the names that it finds."""

    def reads(self, language: str) -> bool: ...
    def __call__(self, text: str, language: str) -> list[Named]: ...


#: How many of the latest offices and organisations "the minister" and "the group" may refer to.
MANY = 120
#: How many characters behind the name of a state may belong to that of another.
_LONGEST_STATE = 40
#: A longer first paragraph is not a headline.
LONGEST_HEADLINE = 2_000


@dataclass(frozen=True, slots=True)
class Annotated:
    """A paragraph (numbered from 1) and what was found in it."""

    number: int
    text: str
    named: tuple[Named, ...]
    dates: tuple[Dated, ...]
    counted: tuple[Counted, ...]
    quoted: tuple[Quoted, ...]
    cues: tuple[Cue, ...]
    #: How many characters at its end were not read because the article's bound of work was reached.
    unread: int = 0


@dataclass(frozen=True)
class Annotator:
    """The registry's names and, if installed, a model: all that annotating needs."""

    entries: Mapping[str, Entry]
    gazetteer: Gazetteer
    model: Model | None = None

    def article(
        self, paragraphs: Sequence[str], published: PartialDate | None = None, language: str = "en",
        rulings: Callable[[int], Iterable[Ruling]] = lambda _n: (),
    ) -> list[Annotated]:  # fmt: skip
        """Annotate every paragraph; names are looked for twice, so that a last name alone is recognised once the full name is known.

        An article is read up to a bound of work (:mod:`handbook.extraction.work`); each paragraph says how much was not read.
        """
        texts, topics = affordable(paragraphs), has(language)
        linked = [self._registered(text, rulings(n), language) for n, text in enumerate(texts, 1)]
        ordinary = frozenset(fold(m[0]) for text in texts for m in WORD.finditer(text) if m[0].islower())
        first_pass = [
            self._named(text, language, linked[n - 1], frozenset(), {}, _headline(n, text), ordinary)
            for n, text in enumerate(texts, 1)
        ]
        known_last_names = frozenset(
            name for names in first_pass for name in last_names((n for n in names if not n.entry), language)
        )
        # Ofori-Baah is a family name, as Baah is.
        people = {
            fold(last): n.entry
            for names in first_pass for n in names if n.entry and n.ner == "PER"
            for last in (WORD.findall(n.surface)[-1], n.surface.rpartition(" ")[2])
        }  # fmt: skip
        sure_names = sure_names_of((n for names in first_pass for n in names), language)
        annotated: list[Annotated] = []
        speaker = person = ""
        offices_so_far: list[Office] = []
        actor_before = False
        for number, text in enumerate(texts, 1):
            paragraph = paragraphs[number - 1]
            named = (
                self._named(
                    text, language, linked[number - 1], known_last_names, sure_names, _headline(number, text), ordinary
                )
                if known_last_names or sure_names
                else first_pass[number - 1]
            )
            named = [_linked_last_name(n, people) for n in named]
            paragraph_dates = _without_first_names(text, dates(text, published, language), named)
            offices_so_far = [*offices_so_far, *offices(text, named, language)][-MANY:]
            quoted = quotations(text, named, speaker, person, offices_so_far, language) if "speaking" in topics else []
            spoken = [q for q in quoted if q.speaker and q.sure and q.kind.startswith("direct")]
            speaker = spoken[-1].speaker if spoken else ""
            people_here = {n.entry or n.surface for n in named if n.ner == "PER"}
            if speaker in people_here:
                person = speaker
            elif "speaking" in topics:
                person = subject(text, [(q.start, q.end) for q in quoted], named, person, offices_so_far, language)
            annotated.append(
                Annotated(
                    number,
                    paragraph,
                    tuple(named),
                    tuple(paragraph_dates),
                    tuple(quantities(text, paragraph_dates, language)) if "quantities" in topics else (),
                    tuple(quoted),
                    tuple(agreements(text, named, actor_before, language)) if number > 1 else (),
                    len(paragraph) - len(text),
                )
            )
            actor_before = actor_before or any(n.ner in ("GPE", "NORP", "ORG") for n in named)
        return _with_carried_speakers(annotated)

    def _registered(self, text: str, rulings: Iterable[Ruling], language: str) -> list[Named]:
        """The registered names in a paragraph."""
        mentions = find.find(text, self._gazetteer(language), rulings).mentions
        mentions = tuple(m for m in mentions if not self._in_longer_state(text, m, language))
        registered = [
            Named(
                m.start,
                m.end,
                m.surface,
                m.entry,
                "NORP" if m.form == "demonym" else _ner(self.entries[m.entry]),
                m.form,
                1.0,
                Evidence.REGISTERED,
            )
            for m in mentions
        ]
        widened = [widened_name(text, n, language) if n.form != "nominal" else n for n in registered]
        return [n for n in widened if not is_another_person(n, self.entries[n.entry], language)]

    def _in_longer_state(self, text: str, mention: Mention, language: str) -> bool:
        """Whether the name of a registered state only begins that of another one: Guinea in Guinea-Bissau."""
        entry = self.entries[mention.entry]
        if not (isinstance(entry, Actor) and entry.iso and text[mention.end : mention.end + 1] in ("-", " ")):
            return False
        end = min(len(text), mention.end + _LONGEST_STATE)
        tokens = list(WORD.finditer(text, mention.start, end))
        length = length_at(text, tokens, 0, language)
        longer_name = text[mention.start : tokens[length - 1].end()] if length else ""
        return len(longer_name) > len(mention.surface) and iso_code(longer_name, language) not in ("", entry.iso)

    def _gazetteer(self, language: str) -> Gazetteer:
        """The registry's names, with all their forms in a language that inflects them."""
        if not inflects(language):
            return self.gazetteer
        if language not in self._inflected:
            self._inflected[language] = inflected(self.gazetteer, self.entries.values(), language)
        return self._inflected[language]

    @cached_property
    def _inflected(self) -> dict[str, Gazetteer]:
        return {}

    def _named(
        self,
        text: str,
        language: str,
        registered: Sequence[Named],
        known_last_names: frozenset[str],
        sure_names: Mapping[str, str],
        headline: bool,
        ordinary: frozenset[str],
    ) -> list[Named]:
        registered_spans = [(m.start, m.end) for m in registered if m.form != "nominal"]
        new = (
            unregistered(text, registered_spans, language, known_last_names, headline, sure_names, ordinary)
            if "names" in has(language)
            else []
        )
        if self.model and self.model.reads(language):
            modelled = [
                n
                for n in self.model(text, language)
                if nameable(text, n, language) and not any(a < n.end and n.start < b for a, b in registered_spans)
            ]
            firm = [n for n in new if n.confidence >= 0.75]
            new = firm + [n for n in modelled if not any(f.start < n.end and n.start < f.end for f in firm)]
        new = [self._state(n, language) for n in _with_regions(text, new, registered, language)]
        names = longest([*(n for n in registered if n.form != "nominal"), *(n for n in new if n.confidence > 0.3)])
        # Phrases such as "Alban army" contain names and are kept beside them; inside a name they are part of it.
        phrases = (
            n
            for n in registered
            if n.form == "nominal" and not any(m.start <= n.start and n.end <= m.end for m in names)
        )
        return sorted([*names, *phrases])

    def _state(self, named: Named, language: str) -> Named:
        """Link a state under an unregistered name to the entry with its ISO code."""
        code = iso_code(named.surface, language) if named.ner in ("GPE", "NORP") and not named.entry else ""
        entry = self._by_iso.get(code, "")
        return replace(named, entry=entry, confidence=1.0, evidence=Evidence.ISO) if entry else named

    @cached_property
    def _by_iso(self) -> dict[str, str]:
        return {e.iso: e.id for e in self.entries.values() if isinstance(e, Actor) and e.iso}


def unread(parts: Iterable[Annotated]) -> str:
    """A message about an article that was not read to its end; empty for one that was."""
    unread_parts = [part for part in parts if part.unread]
    if not unread_parts:
        return ""
    characters = sum(part.unread for part in unread_parts)
    return f"read up to paragraph {unread_parts[0].number}: {characters:,} characters from there on are beyond the work that one article may take"


def _with_regions(text: str, new: Sequence[Named], registered: Sequence[Named], language: str) -> list[Named]:
    """New names, those of bodies with the registered state or region that is part of them: Alban National Bank."""
    regions = [n for n in registered if n.ner in ("GPE", "NORP") and n.form != "nominal"]
    if not (regions and new):
        return list(new)
    return [n for n in joined(text, [*new, *regions], language) if n not in regions]


def _without_first_names(text: str, candidates: Iterable[Dated], named: Iterable[Named]) -> list[Dated]:
    """Dates without weekdays that are a person's first name between commas: The envoy, Friday Sambo Sample, came."""
    people = {n.start: n.end for n in named if n.ner == "PER" and " " in n.surface}
    return [
        d for d in candidates
        if not (
            d.surface.isalpha() and text.endswith(", ", 0, d.start)
            and d.end + 1 in people and text.startswith(",", people[d.end + 1])
        )
    ]  # fmt: skip


def _headline(number: int, text: str) -> bool:
    return number == 1 and len(text) <= LONGEST_HEADLINE


def _with_carried_speakers(paragraphs: list[Annotated]) -> list[Annotated]:
    """Give a quotation that its paragraph does not close the speaker of the next paragraph's first quotation."""
    spoken = list(paragraphs)
    for at in range(len(spoken) - 2, -1, -1):
        current, following = spoken[at], spoken[at + 1]
        last = current.quoted[-1] if current.quoted else None
        first = following.quoted[0] if following.quoted else None
        if (
            last
            and first
            and not last.speaker
            and last.end == len(current.text)
            and current.text[-1] not in '”»"'
            and not following.text[: first.start].strip()
        ):
            goes_on = replace(last, speaker=first.speaker, speaker_surface=first.speaker_surface, cue=first.cue)
            spoken[at] = replace(current, quoted=(*current.quoted[:-1], goes_on))
    return spoken


def _linked_last_name(named: Named, people: Mapping[str, str]) -> Named:
    """Link a last name alone to the registered person whom the article names in full."""
    entry = "" if named.entry else people.get(fold(named.surface), "")
    if not entry:
        return named
    return replace(named, entry=entry, ner="PER", confidence=0.95, evidence=Evidence.LAST_NAME)


def _ner(entry: Entry) -> str:
    if isinstance(entry, Actor):
        if entry.kind == ActorKind.PERSON:
            return "PER"
        return "GPE" if entry.kind == ActorKind.STATE else "ORG"
    if isinstance(entry, Term):
        return "GPE" if entry.kind in (TermKind.PLACE, TermKind.STATE) else "MISC"
    return "MISC"
