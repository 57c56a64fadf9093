"""Find runs of words that a statement copies from its original; a registered name counts as one word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from handbook.folding import fold, plain
from handbook.linking.find import outermost
from handbook.model import Mention

#: The number of words in a row that count as copied.
RUN = 8
Runs = set[tuple[str, ...]]
#: A number is one word, however its thousands are set apart.
_WORD = re.compile(r"\d{1,3}(?:[ .,]\d{3})+(?!\d)|\w+")


def runs_of(original: str) -> Runs:
    """The runs of eight words of an original, folded, without runs of which half are names or numbers."""
    words = _words(original)
    runs = (words[i : i + RUN] for i in range(len(words) - RUN + 1))
    return {tuple(map(fold, run)) for run in runs if not _half_names(run)}


def copied(text: str, mentions: Iterable[Mention], original: Runs) -> str:
    """The first eight words in a row of a statement that stand in an original; empty if it copies none."""
    units = list(_units(text, mentions))
    for i in range(len(units) - RUN + 1):
        run = [word for unit in units[i : i + RUN] for word in unit]
        folded = [fold(word) for word in run]
        if not _half_names(run) and all(tuple(folded[j : j + RUN]) in original for j in range(len(run) - RUN + 1)):
            return " ".join(folded)
    return ""


def _half_names(run: Sequence[str]) -> bool:
    """Whether half of the words are names and numbers, as in titles and lists, so that a match says little."""
    return sum(word[0].isupper() or word[0].isdigit() for word in run) >= RUN // 2


def _units(text: str, mentions: Iterable[Mention]) -> Iterator[list[str]]:
    """The words of a text one by one, but the words of a name together."""
    end = 0
    for mention in outermost(mentions):
        yield from ([word] for word in _words(text[end : mention.start]))
        yield _words(text[mention.start : mention.end])
        end = mention.end
    yield from ([word] for word in _words(text[end:]))


def _words(text: str) -> list[str]:
    return [re.sub(r"[ .,]", "", word) for word in _WORD.findall(plain(text))]
