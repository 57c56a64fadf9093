"""The sentences of an article that tell of explicit acts between actors: what was done, of what kind, when, between whom."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handbook.adding.act_words import BOTH, PAPER
from handbook.adding.acts import Act, Doubt, Item, act
from handbook.adding.parties import Circle
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.spans import Dated, Named, sentences
from handbook.kinds import AgreementKind, Rights, Sector, Stage
from handbook.model import Actor, Citation, Header
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: Parties of one agreement at most: a sentence with more actors lists them.
_MANY = 6
#: Sentences of a paragraph that become statements, in a source that may be copied.
SENTENCES = 700
#: Paragraphs back to those whom "the two countries" means, and those of a list that a paragraph announces.
_BACK, _LISTED = 4, 15
#: What a paper is called says what it is; the first word that is found.
_PAPERS = (
    (AgreementKind.MEMORANDUM, r"m[eé]morand\w+|MoUs?|protocoles? d[’']accord|road ?maps?|feuilles? de route|letters? of intent|lettres? d[’']intention"),
    (AgreementKind.TREATY, r"treat(?:y|ies)|traités?|charters?|chartes?|pacts?|pactes?|conventions?"),
    (AgreementKind.MEASURE, r"sanctions?|embargos?"),
    (AgreementKind.FUNDING, r"loans?|prêts?|grants?|credits?|crédits?|(?:line|ligne) (?:of|de) cr[eé]dit"),
)  # fmt: skip
#: Else what was done says it.  Stages that are not here are of an agreement that is there, or of none.
_DONE = {
    Stage.SIGNED: AgreementKind.FRAMEWORK,
    Stage.RATIFIED: AgreementKind.FRAMEWORK,
    Stage.AGREED: AgreementKind.FRAMEWORK,
    Stage.FUNDED: AgreementKind.FUNDING,
    Stage.DELIVERED: AgreementKind.DELIVERY,
    Stage.PROMISED: AgreementKind.PLEDGE,
    Stage.ANNOUNCED: AgreementKind.PLEDGE,
    Stage.SUSPENDED: AgreementKind.DECISION,
    Stage.ENDED: AgreementKind.DECISION,
    Stage.DENOUNCED: AgreementKind.DECISION,
}
_FIELDS = (
    (Sector.MINING, r"gold|mines?|mining|minerals?|lithium|uranium|bauxite|minière?s?|minerais?|géologie|geolog\w+|raffineries? d[’']or"),
    (Sector.FOOD, r"grains?|wheat|cereals?|flour|fertili[sz]ers?|food|blé|céréales|engrais|farine|aliment\w+|agricultur\w+|agricol\w+"),
    (Sector.ENERGY, r"nuclear|nucléaires?|atomic|reactors?|power (?:plants?|stations?)|solar|solaires?|electricity|électricité|électriques?|énerg\w+|energy|oil|petroleum|pétrol\w+|hydrocarbures|gas|gaz|gazoducs?|oléoducs?|fuel|diesel|carburants?|pipelines?|megawatts?|MW|centrales?"),
    (Sector.DEFENCE, r"arms|weapons?|ammunition|military|troops|defen[cs]e|security|helicopters?|aircraft|drones?|missiles?|radars?|instructors?|army|armou?red|MRAPs?|cease-?fires?|truces?|terroris\w+|armes|armements?|munitions|militaires?|défense|sécurité|sécuritaires?|hélicoptères?|armées?|blindés?|cessez-le-feu|trêves?"),
    (Sector.INFRASTRUCTURE, r"railways?|trams?|roads?|airports?|ports?|bridges?|dams?|satellites?|telecom\w*|hospitals?|infrastructures?|routes?|aéroports?|ponts?|barrages?|hôpita(?:l|ux)|chemins? de fer|ferroviaires?"),
    (Sector.ECONOMY, r"trade|invest\w+|banks?|loans?|credits?|debts?|currency|markets?|economic|commerc\w+|prêts?|crédits?|dettes?|économi\w+|financ\w+|barter|customs|douan\w+|business"),
)  # fmt: skip
_PAPER = tuple((kind, re.compile(rf"\b(?:{words})\b", re.I)) for kind, words in _PAPERS)
_FIELD = tuple((sector, re.compile(rf"\b(?:{words})\b", re.I)) for sector, words in _FIELDS)
_BOTH = re.compile(BOTH, re.I)
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_LIST = re.compile(
    rf"\W*(?:\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]\s+)?(?:[\w’'-]+\s+){{0,5}}?\W?(?:{PAPER}|documents?)\b", re.I
)
_PAPERS_LIFTED = re.compile(r"\b(?:sanctions?|embargos?)\b", re.I)
_THE_PAPER = re.compile(
    r"\W*(?:the|this|that|le|la|l[’']|cet|cette|ce)\s*(?:accord|agreement|deal|treaty|pact|memorandum|mémorandum|traité|pacte|contrat|contract)\b",
    re.I,
)
_LONGEST_ITEM = 500
#: How far from its verb the date of an act stands, in characters.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence says of one agreement; ``words`` are those that told the stage."""

    cite: Citation
    between: tuple[str, ...]
    sector: Sector
    stage: Stage
    kind: AgreementKind
    words: str
    date: PartialDate | None
    #: Several papers without what they are on.
    general: bool = False
    #: Which of several things of its sentence that have the same field.
    number: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that may tell of an act between actors: a person is asked, and nothing is proposed."""

    paragraph: int
    between: tuple[str, ...]
    doubt: Doubt


def told(
    corpus: Corpus, annotated: Iterable[Annotated], drafts: dict[str, Actor], header: Header
) -> tuple[list[Told], list[Asked]]:
    """All acts that an article tells of between two parties and more, in order, and what may be one."""
    reader = _Reader(corpus, Circle(corpus, drafts, header.language), header)
    acts: list[Told] = []
    asked: list[Asked] = []
    for part in annotated:
        for found in reader.paragraph(part):
            if isinstance(found, Asked):
                asked.append(found)
            else:
                acts.append(found)
    return acts, asked


class _Reader:
    """Reads the paragraphs of an article in their order, and keeps whom it spoke of and which list it announced."""

    def __init__(self, corpus: Corpus, circle: Circle, header: Header) -> None:
        self._corpus, self._circle, self._header = corpus, circle, header
        self._pair: tuple[str, ...] = ()
        self._pair_at = 0
        self._acted: tuple[tuple[str, ...], int] = ((), 0)
        self._list: tuple[Told, int] | None = None
        self._told: dict[tuple[str, ...], Told] = {}

    def paragraph(self, part: Annotated) -> Iterator[Told | Asked]:
        if self._list is not None:
            announced, number = self._list
            if len(part.text) <= _LONGEST_ITEM and _LIST.match(part.text) and part.number - number <= _LISTED:
                yield from self._listed(part, announced)
                return
            self._list = None
        spans = sentences(part.text)[:SENTENCES]
        starts = [n.start for n in part.named]
        before: set[Actor] = set()
        for number, (start, end) in enumerate(spans):
            named = part.named[bisect_left(starts, start) : bisect_left(starts, end)]
            text = part.text[start:end]
            done = act(text, _bare(text, start, named))
            known = any(n.entry in self._corpus.agreements for n in named)
            here = self._circle.between(part.text, named, isinstance(done, Act) and _DONE.get(done.stage) is AgreementKind.FRAMEWORK)  # fmt: skip
            if done is not None and not known:
                between = self._between(part, text, here, before, named)
                if 1 < len(between) <= _MANY:
                    yield from self._done(part, number, start, text, done, between)
            self._remember(part.number, here)
            before = self._circle.between(part.text, named, True)

    def _between(
        self, part: Annotated, text: str, here: set[Actor], before: set[Actor], named: Sequence[Named]
    ) -> tuple[str, ...]:
        """The parties of a sentence; "the two countries" are the last two, and who is alone has the other from the sentence before."""
        if len(here) < 2 and _BOTH.search(text) and self._pair and part.number - self._pair_at <= _BACK:
            return self._pair
        last, at = self._acted
        if len(here) == 1 and part.number - at <= _BACK and {a.id for a in here} < set(last):
            # One of several that were signed: of some only one side is named.
            return last
        if len(here) == 1:
            here = here | before
        if len(here) == 1:
            here = here | self._circle.officials(named)
        return tuple(sorted({a.id for a in here}))

    def _remember(self, number: int, here: set[Actor]) -> None:
        if len(here) == 2:
            self._pair, self._pair_at = tuple(sorted(a.id for a in here)), number

    def _done(
        self, part: Annotated, number: int, start: int, text: str, done: Act | Doubt, between: tuple[str, ...]
    ) -> Iterator[Told | Asked]:
        if (
            isinstance(done, Act)
            and done.stage == Stage.ENDED
            and _PAPERS_LIFTED.search(text)
            and not self._imposer(part, start, done)
        ):
            done = Doubt(done.stage, done.verb, "it is not said who did it")
        if isinstance(done, Doubt):
            yield Asked(part.number, between, done)
            return
        self._pair, self._pair_at = (between, part.number) if len(between) == 2 else (self._pair, self._pair_at)
        self._acted = between, part.number
        # A source that may be copied has a statement for each sentence.
        label = f"{part.number}{letters(number) if self._header.rights is Rights.OPEN else 'a'}"
        date = date_in(part, start, len(text), start + done.start)
        seen: dict[Sector, int] = {}
        for item in done.items:
            whole = text if len(done.items) == 1 else item.text
            sector = _sector(whole)
            if len(done.items) == 1 and _THE_PAPER.match(item.text) and (last := self._told.get(between)):
                # "The agreement": the one that was told of before, whatever its field is called here.
                sector, seen[last.sector] = last.sector, last.number
            made = Told(
                Citation(self._header.id, part.number, label), between, sector, done.stage, _kind(whole, item, done.stage),
                clean(done.verb)[:40], date, item.general, seen.get(sector, 0),
            )  # fmt: skip
            seen[sector] = made.number + 1
            self._told[between] = made
            yield made
            if part.text.rstrip().endswith(":") and start + len(text.rstrip()) >= len(part.text.rstrip()):
                self._list = made, part.number

    def _imposer(self, part: Annotated, start: int, done: Act) -> bool:
        """Whether somebody is named before a verb who lifts what was imposed."""
        before = [n for n in part.named if start <= n.start and n.end <= start + done.start]
        passive = re.search(r"\b(?:été|was|were|been|sont|est)\W+(?:\w+\W+)?$", part.text[start : start + done.start])
        return passive is None and bool(self._circle.between(part.text, before, False))

    def _listed(self, part: Annotated, announced: Told) -> Iterator[Told]:
        """A paragraph of a list is one of the things that the paragraph before the list announced."""
        label = f"{part.number}a"
        yield replace(
            announced, cite=Citation(self._header.id, part.number, label), sector=_sector(part.text), general=False,
            kind=_kind(part.text, Item(part.text), announced.stage), number=part.number,
        )  # fmt: skip


def letters(index: int) -> str:
    """The letter of a paragraph's statement from its number, 0 is a; after z comes aa."""
    return chr(97 + index) if index < 26 else chr(96 + index // 26) + chr(97 + index % 26)


def _bare(text: str, start: int, named: Iterable[Named]) -> str:
    """A sentence without its names of bodies and people, as long as it."""
    plain = list(text)
    for n in named:
        if n.ner in ("ORG", "PER") and n.form != "nominal":
            first, last = n.start - start, min(n.end - start, len(plain))
            plain[first:last] = " " * (last - first)
    return "".join(plain)


def _kind(text: str, item: Item, stage: Stage) -> AgreementKind:
    """By what the paper is called, or by what was done; goods are delivered whatever the sentence speaks of besides."""
    done = _DONE[stage]
    if done in (AgreementKind.DELIVERY, AgreementKind.FUNDING):
        return done
    called = next((kind for kind, words in _PAPER if words.search(item.text)), None)
    return called or next((kind for kind, words in _PAPER if words.search(text)), done)


def _sector(text: str) -> Sector:
    """The field that most of a sentence's words are of; diplomacy if none is, or many are."""
    counted = [(len(words.findall(text)), sector) for sector, words in _FIELD]
    most = max(n for n, _sector in counted)
    first = [sector for n, sector in counted if n == most]
    # Of security, energy and farming alike: of all that two states do with each other.
    return first[0] if most and len(first) < 3 else Sector.DIPLOMACY


def date_in(part: Annotated, start: int, length: int, verb: int) -> PartialDate | None:
    """The date of an act: the only one of its sentence, else the one next to its verb; none that is in the name of a paper."""
    quoted = [m.span() for m in _QUOTED.finditer(part.text)]
    held = [
        d for d in part.dates
        if start <= d.start < start + length and d.kind == "DATE" and d.value and not any(a <= d.start < b and not a <= verb < b for a, b in quoted)
    ]  # fmt: skip
    if len({d.value for d in held}) > 1:
        held.sort(key=lambda d: _far(d, verb))
        near = _far(held[0], verb) <= _NEAR and _far(held[0], verb) * 2 <= _far(held[1], verb)
        held = held[:1] if near else []
    return PartialDate.parse(held[0].value) if held else None


def _far(date: Dated, verb: int) -> int:
    return min(abs(date.start - verb), abs(date.end - verb))


def notes(asked: Iterable[Asked]) -> dict[int, list[str]]:
    """What a draft says below a paragraph of sentences that may tell of an agreement."""
    return {
        number: [f"uncertain: {a.doubt.stage.value} by the word '{clean(a.doubt.verb)[:40]}', between {' and '.join(a.between)}? Not proposed: {a.doubt.why}" for a in rows]
        for number, rows in itertools.groupby(asked, key=lambda a: a.paragraph)
    }  # fmt: skip
