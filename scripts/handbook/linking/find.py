"""Find mentions in a text: longest name first, never inside another name.

Nominal phrases ("Alban army") are found in a second pass and may contain names.  Rulings decide what a
phrase means in a given paragraph and take precedence over the gazetteer; a name that two entries share
without a ruling is ambiguous.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from handbook.folding import WORD, fold
from handbook.kinds import RulingKind, Scope
from handbook.linking import phrases
from handbook.linking.gazetteer import Gazetteer, Pattern, sign
from handbook.model import Mention, Ruling


class LinkingResult(NamedTuple):
    """Mentions in order, names that need a ruling, and rulings that matched nothing."""

    mentions: tuple[Mention, ...]
    ambiguous: tuple[tuple[Mention, tuple[str, ...]], ...] = ()
    unused: tuple[Ruling, ...] = ()


def find(text: str, gazetteer: Gazetteer, rulings: Iterable[Ruling] = ()) -> LinkingResult:
    """All mentions in ``text``; ``rulings`` are those of its paragraph and scope."""
    tokens = list(WORD.finditer(text))
    keys = [fold(t[0]) for t in tokens]
    names = _scan(text, tokens, keys, gazetteer.names)
    nominals = _scan(text, tokens, keys, gazetteer.nominals)
    named = _Cover(names)
    unused: list[Ruling] = []
    ruled: dict[tuple[int, int], tuple[tuple[str, ...], str]] = {}
    for ruling in rulings:
        spans = [s for s in phrases.places(ruling.text, text) if s in names or not named.has(s)]
        if not spans:
            unused.append(ruling)
        for span in spans:
            form = names[span][1] if span in names else "nominal"
            ruled[span] = ((ruling.entry,) if ruling.entry else (), form)
    silenced = _Cover(span for span, (entries, _) in ruled.items() if not entries)
    covered = {
        value: _Cover(span for span, (entries, _) in ruled.items() if entries == value)
        for value in {entries for entries, _ in ruled.values()}
    }
    places: dict[tuple[int, int], tuple[tuple[str, ...], str]] = {}
    for span, value in [*names.items(), *nominals.items()]:
        if not silenced.has(span) and not (value[0] in covered and covered[value[0]].has(span)):
            places.setdefault(span, value)
    places |= {span: value for span, value in ruled.items() if value[0]}
    mentions, ambiguous = list[Mention](), list[tuple[Mention, tuple[str, ...]]]()
    for (start, end), (entries, form) in sorted(places.items(), key=lambda item: (item[0][0], -item[0][1])):
        mention = Mention(start, end, text[start:end], entries[0], form)
        if len(entries) == 1:
            mentions.append(mention)
        else:
            ambiguous.append((mention, entries))
    return LinkingResult(tuple(mentions), tuple(ambiguous), tuple(unused))


def outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions without those inside another: the ones that a page can show as links."""
    outer: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not outer or mention.start >= outer[-1].end:
            outer.append(mention)
    return outer


def rulings_for(rulings: Iterable[Ruling], source: str, paragraph: int, scope: Scope) -> list[Ruling]:
    """The mention rulings for a paragraph of a source, in a scope."""
    return [
        r for r in rulings
        if r.kind is RulingKind.MENTION and r.source == source and (not r.paragraphs or paragraph in r.paragraphs)
        and r.scope in (Scope.BOTH, scope)
    ]  # fmt: skip


def _scan(
    text: str, tokens: list[re.Match[str]], keys: list[str], table: dict[str, list[Pattern]]
) -> dict[tuple[int, int], tuple[tuple[str, ...], str]]:
    places: dict[tuple[int, int], tuple[tuple[str, ...], str]] = {}
    i = 0
    while i < len(tokens):
        best: list[Pattern] = []
        for pattern in table.get(keys[i], ()):
            if best and len(pattern.words) < len(best[0].words):
                break
            if _matches(pattern, text, tokens, keys, i):
                best.append(pattern)
        if best:
            entries = tuple(dict.fromkeys(e for p in best for e in p.entries))
            j = i + len(best[0].words)
            places[tokens[i].start(), tokens[j - 1].end()] = (entries, best[0].form)
            i = j
        else:
            i += 1
    return places


def _matches(pattern: Pattern, text: str, tokens: list[re.Match[str]], keys: list[str], i: int) -> bool:
    j = i + len(pattern.words)
    if tuple(keys[i:j]) != pattern.words:
        return False
    pairs = zip(tokens[i : j - 1], tokens[i + 1 : j], strict=True)
    if any(sign(text[a.end() : b.start()]) != s for (a, b), s in zip(pairs, pattern.signs, strict=True)):
        return False
    surface = text[tokens[i].start() : tokens[j - 1].end()]
    if pattern.exact:
        return surface == pattern.text
    return pattern.text[0].islower() or not surface[0].islower()


class _Cover:
    """Spans that can be asked whether one of them covers another span; looked up by bisection, however many there are."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _end in ordered]
        #: The furthest end among each span and those before it.
        self._ends = list(itertools.accumulate((end for _start, end in ordered), max))

    def has(self, inner: tuple[int, int]) -> bool:
        """Whether a span begins no later and ends no earlier than ``inner``."""
        index = bisect_right(self._starts, inner[0]) - 1
        return index >= 0 and self._ends[index] >= inner[1]
