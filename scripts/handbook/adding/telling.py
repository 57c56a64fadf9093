"""Find the sentences of an article that tell of explicit acts between actors: what was done, its kind, its date, its parties."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from handbook.adding.about import BACK, About
from handbook.adding.act_dates import date_in
from handbook.adding.act_fields import HEAD, KIND_OF_STAGE, field_of_money, kind_of, sector_of
from handbook.adding.act_words import act_words, telling_words
from handbook.adding.acts import Act, Doubt, Item, act
from handbook.adding.item_parties import ItemParties, parties_of_items
from handbook.adding.parties import Circle
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.spans import Named, sentences
from handbook.kinds import ActorKind, AgreementKind, Rights, Sector, Stage
from handbook.model import Actor, Citation, Header
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: The most parties of one agreement: a sentence with more actors only lists them.
_MANY = 6
#: The most sentences of a paragraph that become statements, in a source that may be copied.
SENTENCES = 700
#: How many paragraphs a list may have after the paragraph that announces it.
_LISTED = 15
#: Stages of papers; their parties may be taken from the context.
_PAPERS = (Stage.SIGNED, Stage.RATIFIED)
_LONGEST_ITEM = 500
#: The most characters of a line that only announces a list, and how many paragraphs before it may have said what was signed.
_SHORT, _NEAR = 120, 2
#: The longest period, in days, that can date a signature or ratification.
_YEAR = 366


@dataclass(frozen=True, slots=True)
class ToldAct:
    """What one sentence says of one agreement; ``words`` are those that showed the stage."""

    cite: Citation
    between: tuple[str, ...]
    sector: Sector
    stage: Stage
    kind: AgreementKind
    words: str
    date: PartialDate | None
    #: Several papers without their subjects.
    general: bool = False
    #: Which one it is of several items of its sentence in the same field.
    number: int = 0
    #: Whether it is a paper that was mentioned before.
    again: bool = False


@dataclass(frozen=True, slots=True)
class DoubtfulAct:
    """A sentence that may tell of an act between actors: a person is asked, and nothing is proposed."""

    paragraph: int
    between: tuple[str, ...]
    doubt: Doubt


def acts_in(
    corpus: Corpus, annotated: Iterable[Annotated], drafts: dict[str, Actor], header: Header
) -> tuple[list[ToldAct], list[DoubtfulAct]]:
    """All acts between two or more parties that an article tells of, in order, and the doubtful ones."""
    reader = _Reader(corpus, Circle(corpus, drafts, header.language), header)
    acts: list[ToldAct] = []
    doubtful: list[DoubtfulAct] = []
    for part in annotated:
        for act_told in reader.paragraph(part):
            if isinstance(act_told, DoubtfulAct):
                doubtful.append(act_told)
            else:
                acts.append(act_told)
    return acts, doubtful


class _Reader:
    """Reads the paragraphs of an article in order, and remembers whom it was about and which list it announced."""

    def __init__(self, corpus: Corpus, circle: Circle, header: Header) -> None:
        self._corpus, self._circle, self._header = corpus, circle, header
        self._words, self._telling = act_words(header.language), telling_words(header.language)
        self._about = About()
        self._in_paragraph: set[Actor] = set()
        self._list: tuple[ToldAct, int] | None = None
        self._last_act_of: dict[tuple[str, ...], ToldAct] = {}

    def paragraph(self, part: Annotated) -> Iterator[ToldAct | DoubtfulAct]:
        if self._list is not None:
            announced, number = self._list
            if (
                len(part.text) <= _LONGEST_ITEM
                and self._telling.listed.match(part.text)
                and part.number - number <= _LISTED
            ):
                yield from self._listed(part, announced)
                return
            self._list = None
        spans = sentences(part.text, self._header.language)[:SENTENCES]
        starts = [n.start for n in part.named]
        before: set[Actor] = set()
        self._in_paragraph = set()
        told_here = 0
        for number, (start, end) in enumerate(spans):
            named = part.named[bisect_left(starts, start) : bisect_left(starts, end)]
            text = part.text[start:end]
            sentence_act = act(text, _bare(text, start, named), self._header.language)
            names_registered = any(n.entry in self._corpus.agreements for n in named)
            framework = (
                isinstance(sentence_act, Act) and KIND_OF_STAGE.get(sentence_act.stage) is AgreementKind.FRAMEWORK
            )
            verb = start + sentence_act.start if isinstance(sentence_act, Act) else None
            parties = (
                parties_of_items(self._circle, part.text, named, start, sentence_act) if framework else ItemParties()
            )
            shared = (
                self._circle.shared(part.text, named, self._words.papers, start)
                if framework and not parties.of
                else set()
            )
            actors = shared or self._circle.between(part.text, parties.without(named), framework, verb)
            if sentence_act is not None and not names_registered:
                between = self._between(part, text, sentence_act, actors, before, named)
                for act_told in self._acts_of_sentence(part, number, start, text, sentence_act, between, parties.of):
                    told_here += 1
                    yield act_told
            self._about.note_named(part.number, frozenset(a.id for a in actors), bool(self._words.both.search(text)))
            before = self._circle.between(part.text, named, True)
            states = {a for a in before if a.kind == ActorKind.STATE}
            self._in_paragraph |= states
            self._about.states |= {a.id: part.number for a in states}
        if spans and not told_here and part.text.rstrip().endswith(":"):
            self._announce(part, part.text[slice(*spans[-1])])

    def _between(
        self,
        part: Annotated,
        text: str,
        sentence_act: Act | Doubt,
        actors: set[Actor],
        before: set[Actor],
        named: Sequence[Named],
    ) -> tuple[str, ...]:
        """The parties of a sentence; "the two countries" are the last two, and a lone actor gets the other from the context."""
        ids = frozenset(a.id for a in actors)
        last, at = self._about.acted, self._about.acted_at
        if len(actors) < 2 and self._words.both.search(text) and (two := self._about.pair_meant(part.number, ids)):
            return two
        if not actors and self._words.they.match(text):
            return self._about.they(part.number)
        if not actors and isinstance(sentence_act, Act) and sentence_act.stage in _PAPERS:
            # "Thirteen agreements were signed", "Signed in March, the accord ...": by the parties mentioned last.
            papers = any(
                item.general or self._telling.that_paper.search(item.text[:HEAD]) for item in sentence_act.items
            )
            if papers and last and part.number - at <= BACK:
                return last
            return self._about.pair if papers and part.number - self._about.pair_at <= BACK else ()
        if len(actors) == 1 and part.number - at <= BACK and ids < set(last):
            # One of several papers that were signed, with only one of the same parties named.
            return last
        if len(actors) == 1 and self._circle.strangers(named):
            # Its other party is in the sentence, though not known: nobody of another sentence takes its place.
            return tuple(ids)
        if len(actors) == 1:
            actors = actors | before
        if len(actors) == 1:
            # The other state of the paragraph, if there is exactly one.
            other_states = self._in_paragraph - actors
            actors = actors | other_states if len(other_states) == 1 else actors
        if len(actors) < 2:
            actors = actors | self._circle.of_compounds(text)
        if len(actors) == 1:
            actors = actors | self._circle.officials(named)
        return tuple(sorted({a.id for a in actors}))

    def _announce(self, part: Annotated, text: str) -> None:
        """Take a list for what was signed, if the paragraph before it says so without a paper: "They also signed:", "The papers are:"."""
        last = max(self._last_act_of.values(), key=lambda act: act.cite.paragraph, default=None)
        verb = self._words.signing.search(text)
        if verb and not self._words.undone.search(text, 0, verb.start()):
            both = self._about.pair_meant(part.number) if self._words.both.search(text) else ()
            between = both or (self._about.they(part.number) if self._words.they.match(text) else ())
            if between:
                self._about.act(part.number, between)
                self._list = ToldAct(
                    Citation(self._header.id, part.number, f"{part.number}a"), between, sector_of(text, self._telling),
                    Stage.SIGNED, AgreementKind.FRAMEWORK, clean(verb[0])[:40], last.date if last and last.between == between and last.stage is Stage.SIGNED else None,
                ), part.number  # fmt: skip
        elif last and last.general and len(text) <= _SHORT and part.number - last.cite.paragraph <= _NEAR:
            self._list = last, part.number

    def _acts_of_sentence(
        self, part: Annotated, number: int, start: int, text: str, sentence_act: Act | Doubt, between: tuple[str, ...],
        of_items: Mapping[int, tuple[str, ...]],
    ) -> Iterator[ToldAct | DoubtfulAct]:  # fmt: skip
        several = 1 < len(between) <= _MANY
        if not several and not of_items:
            return
        if (
            isinstance(sentence_act, Act)
            and sentence_act.stage == Stage.ENDED
            and self._words.sanctioned.search(text)
            and not self._imposer(part, start, sentence_act)
        ):
            sentence_act = Doubt(sentence_act.stage, sentence_act.verb, "it is not said who did it")
        if isinstance(sentence_act, Doubt):
            yield DoubtfulAct(part.number, between, sentence_act)
            return
        if several:
            self._about.act(part.number, between)
        # A source that may be copied has a statement for each sentence.
        label = f"{part.number}{letters(number) if self._header.rights is Rights.OPEN else 'a'}"
        stage = sentence_act.stage
        date = date_in(part, start, len(text), start + sentence_act.start, self._header.language, stage)
        date = self._possible(date, stage)
        counts: dict[tuple[tuple[str, ...], Sector], int] = {}
        for place, item in enumerate(sentence_act.items):
            parties = of_items.get(place, between)
            if not 1 < len(parties) <= _MANY:
                continue
            act_text = text if len(sentence_act.items) == 1 else item.text
            sector = sector_of(act_text, self._telling)
            again = len(sentence_act.items) == 1 and self._telling.that_paper.match(item.text) is not None
            if again and (last := self._last_act_of.get(parties)):
                # "The agreement": the one mentioned before, whatever its field is called here.
                sector, counts[parties, last.sector] = last.sector, last.number
            kind = kind_of(act_text, item, stage, self._telling)
            sector = field_of_money(sector) if kind is AgreementKind.FUNDING else sector
            act = ToldAct(
                Citation(self._header.id, part.number, label), parties, sector, stage, kind,
                clean(sentence_act.verb)[:40], date, item.general, counts.get((parties, sector), 0), again,
            )  # fmt: skip
            counts[parties, sector] = act.number + 1
            self._last_act_of[parties] = act
            yield act
            if part.text.rstrip().endswith(":") and start + len(text.rstrip()) >= len(part.text.rstrip()):
                self._list = act, part.number

    def _possible(self, date: PartialDate | None, stage: Stage) -> PartialDate | None:
        """The date if the act can have been done on it: not after publication and, for papers, within one year; else None."""
        published = self._header.published
        if date is None or (date.earliest and published.latest and date.earliest > published.latest):
            return None
        period = not (date.earliest and date.latest) or (date.latest - date.earliest).days > _YEAR
        return None if period and stage in _PAPERS else date

    def _imposer(self, part: Annotated, start: int, lifting: Act) -> bool:
        """Whether the party that lifts a measure is named before the verb."""
        before = [n for n in part.named if start <= n.start and n.end <= start + lifting.start]
        passive = self._telling.lifted_by_nobody.search(part.text, start, start + lifting.start)
        return passive is None and bool(self._circle.between(part.text, before, False))

    def _listed(self, part: Annotated, announced: ToldAct) -> Iterator[ToldAct]:
        """Take a paragraph of a list as one of the items that the paragraph before the list announced; that one says what was done.

        An item that says between whom it is has parties of its own.
        """
        label = f"{part.number}a"
        mutual = self._circle.mutual(part.text, 0, len(part.text))
        item_parties = self._circle.between(part.text, part.named, True) if mutual else set()
        between = tuple(sorted(a.id for a in item_parties)) if 1 < len(item_parties) <= _MANY else announced.between
        item = replace(
            announced, between=between, cite=Citation(self._header.id, part.number, label), sector=sector_of(part.text, self._telling), general=False,
            kind=kind_of(part.text, Item(part.text), announced.stage, self._telling), number=part.number,
        )  # fmt: skip
        yield item
        yield replace(item, cite=announced.cite)


def letters(index: int) -> str:
    """The letter of a paragraph's statement by its index: 0 is a; after z comes aa."""
    return chr(97 + index) if index < 26 else chr(96 + index // 26) + chr(97 + index % 26)


def _bare(text: str, start: int, named: Iterable[Named]) -> str:
    """A sentence with its names of bodies and people blanked out, of the same length."""
    plain = list(text)
    for n in named:
        if n.ner in ("ORG", "PER") and n.form != "nominal":
            first, last = n.start - start, min(n.end - start, len(plain))
            plain[first:last] = " " * (last - first)
    return "".join(plain)


def notes(doubtful: Iterable[DoubtfulAct]) -> dict[int, list[str]]:
    """The lines of a draft, by paragraph, about sentences that may tell of an agreement."""
    return {
        number: [f"uncertain: {a.doubt.stage.value} by the word '{clean(a.doubt.verb)[:40]}', between {' and '.join(a.between)}? Not proposed: {a.doubt.why}" for a in rows]
        for number, rows in itertools.groupby(doubtful, key=lambda a: a.paragraph)
    }  # fmt: skip
