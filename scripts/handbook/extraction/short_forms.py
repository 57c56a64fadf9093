"""Short forms in brackets behind the name that they stand for: Union of Sample States (USS), Société des mines d'Exemple (Somex)."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from handbook.extraction.naming_words import naming
from handbook.extraction.runs import starts_sentence
from handbook.extraction.spans import Evidence, Named
from handbook.folding import WORD, fold

#: One word in brackets with a capital, behind a word.
_BRACKETED = re.compile(r"(?<=\w)[”»\"]? \((?P<short>(?=\w*[^\W\d_a-zà-ÿа-яё])[^\W\d_][\w-]{1,11})\)")
#: How many characters before brackets may have the full name.
_FAR = 160
#: Up to so many letters, a word in capitals has only first letters of words.
_INITIALS_ONLY = 4
#: How many words without a letter of their own a full name may have for each letter of its short form.
_WORDS_FOR_LETTER = 2
#: An article that has lost its vowel, whose letter is not that of the word: d'industrie.
_ELIDED = re.compile(r"^[^\W\d_]{1,2}[’'](?=\w)")
_ENDS = re.compile(r"[.;:!?()\[\],«»“”\"]\s")


def pairs(text: str, named: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Each full name with the short form that stands in brackets behind it."""
    for full, short in itertools.pairwise(n for n in named if n.form != "nominal"):
        between = text[full.end : short.start].lstrip('”»"')
        if between == " (" and text.startswith(")", short.end) and _stands_for(short, full):
            yield full, short


def _stands_for(short: Named, full: Named) -> bool:
    if full.ner not in ("ORG", "GPE") or short.ner == "PER" or len(WORD.findall(full.surface)) < 2:
        return False
    return 0 in (_begins(full.surface, short.surface), _begins(full.surface, short.surface, strictly=False))


def with_full_names(
    text: str, names: Sequence[Named], taken_spans: Iterable[tuple[int, int]], language: str
) -> list[Named]:
    """Names with the full names of bodies that only the short forms behind them show: Observatoire citoyen des mines (OCM)."""
    of = naming(language)
    all_names = sorted(names)
    brackets = list(_BRACKETED.finditer(text))
    covered = _Spans(taken_spans)
    papers = _Spans(paper.span() for paper in (of.papers.finditer(text) if brackets else ()))
    for match in brackets:
        short = match["short"]
        window_start = max(0, match.start() - _FAR)
        before = text[window_start : match.start()]
        # Only the names beside the brackets are looked at: a paragraph may have thousands.
        near = slice(*(bisect_left(all_names, at, key=_start) for at in (window_start - _FAR, match.end())))
        clause_start = max((end.end() for end in _ENDS.finditer(before)), default=0)
        begins = _begins(before[clause_start:], short)
        if begins is None:
            # Западноафриканский банк развития (ЗАБР): the letters of compounds, of a name that is known to begin there.
            begins = _begins(before[clause_start:], short, strictly=False)
            begins = (
                begins
                if begins is not None and _body_at(window_start + clause_start + begins, all_names[near])
                else None
            )
        if short in of.not_acronyms or begins is None:
            continue
        start, end = window_start + clause_start + begins, match.start()
        full = text[start:end]
        inside = [n for n in all_names[near] if n.start < end and start < n.end]
        if (
            not full[0].isupper()
            or (_in_small_letters(full) and starts_sentence(text, start) and not _body_at(start, all_names[near]))
            or any(n.start < start or n.end > end or (n.start, n.end) == (start, end) for n in inside)
            or covered.cover(start, end)
            or any(n.ner == "PER" and n.evidence == Evidence.TITLE for n in inside)
            or papers.cover(end - 1, end)
        ):
            continue
        beside = [n for n in all_names[near] if n not in inside]
        beside.append(Named(start, end, full, "", "ORG", "name", 0.85, Evidence.SHORT_FORM))
        if not any(n.start < match.end("short") and match.start("short") < n.end for n in beside):
            beside.append(Named(*match.span("short"), short, "", "ORG", "name", 0.8, Evidence.BRACKETED))
        all_names[near] = sorted(beside)
    return all_names


class _Spans:
    """Parts of a text, in any order, that may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _end in ordered]
        #: How far the parts up to each reach.
        self._reach = list(itertools.accumulate((end for _start, end in ordered), max))

    def cover(self, start: int, end: int) -> bool:
        """Whether a part has all of a span."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end


def _start(named: Named) -> int:
    return named.start


def _body_at(start: int, names: Iterable[Named]) -> bool:
    """Whether a name of a body begins at a place."""
    return any(n.start == start and n.ner == "ORG" for n in names)


def _in_small_letters(name: str) -> bool:
    """Whether only the first word of a name has a capital, as any word has that begins a sentence."""
    return not any(word[0].isupper() for word in WORD.findall(name)[1:])


def _begins(before: str, short: str, strictly: bool = True) -> int | None:
    """Where the full name begins that ends a text and that a short form stands for; None if there is none.

    Letters are looked for from the last to the first, each before the one behind it; the first begins a word, and in
    short words in capitals all do if it is looked at ``strictly``.
    """
    letters = [fold(c) for c in short if c.isalpha()]
    words = [(w.start(), fold(_ELIDED.sub("", w[0]))) for w in WORD.finditer(before)][
        -_WORDS_FOR_LETTER * len(letters) - 2 :
    ]
    if len(letters) < 2 or len(words) < 2:
        return None
    only_first = strictly and short.isupper() and len(letters) <= _INITIALS_ONLY
    word, place = len(words) - 1, len(words[-1][1])
    last_used = None
    for number, letter in reversed(list(enumerate(letters))):
        while word >= 0:
            if only_first or number == 0:
                place = 0 if place > 0 and words[word][1].startswith(letter) else -1
            else:
                place = words[word][1].rfind(letter, 0, place)
            if place >= 0:
                break
            word -= 1
            place = len(words[word][1]) if word >= 0 else 0
        if word < 0:
            return None
        last_used = word if last_used is None else last_used
    return words[word][0] if last_used is not None and last_used >= len(words) - 2 and word < len(words) - 1 else None
