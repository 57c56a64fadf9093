"""Problems of the input as data: a ``Problem`` says where it is, what is wrong, and how to mend it.

Only the command line and the Sphinx extension print or exit; all modules below
them collect problems in a ``Report`` and return it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file, relative to the project, and a line counted from 1 (0: the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem, and how to mend it."""

    place: Place
    code: str
    message: str
    mend: str = ""

    @property
    def unread(self) -> bool:
        """Whether something could not be read; such a problem may cause others."""
        return self.code < "HB200" or self.code == "HB301"

    def __str__(self) -> str:
        mend = f" ({self.mend})" if self.mend else ""
        return f"{self.place} {self.code} {self.message}{mend}"


@dataclass(slots=True)
class Report:
    """The problems that were found, and counts of what was verified.

    ``consequences`` is the number of further problems that unreadable files may have caused; they are not listed.
    """

    problems: list[Problem] = field(default_factory=list)
    consequences: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, place: Place, code: str, message: str, mend: str = "") -> None:
        self.problems.append(Problem(place, code, message, mend))

    def extend(self, problems: Iterable[Problem]) -> None:
        self.problems.extend(problems)

    def count(self, name: str, amount: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + amount

    def sorted(self) -> list[Problem]:
        """Each problem once: first those of reading, then those that rules found, each in the order of files and lines."""
        return sorted(set(self.problems), key=lambda p: (not p.unread, p))

    @property
    def total(self) -> str:
        """The number of problems, in words."""
        count = len(set(self.problems))
        words = f"{count} problem{'' if count == 1 else 's'}"
        if self.consequences:
            words += f", and {self.consequences} more that what cannot be read may cause"
        return words


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The nearest known word, if the other can be a slip for it; else an empty string."""
    alike = difflib.get_close_matches(word, list(candidates), n=3, cutoff=0.6)
    return next((match for match in alike if is_slip(word, match)), "")


def is_slip(word: str, meant: str) -> bool:
    """Whether at most a third of the letters differ: two ids of one year have half of theirs in common."""
    return _distance(word.lower(), meant.lower()) <= max(1, max(len(word), len(meant)) // 3)


def _distance(word: str, target: str) -> int:
    """How many letters to add, remove, replace or swap with the next, to get from one word to the other."""
    before: list[int] = []
    row = list(range(len(target) + 1))
    for i, letter in enumerate(word):
        above, before, row = before, row, [i + 1]
        for j, target_letter in enumerate(target):
            row.append(min(before[j + 1] + 1, row[j] + 1, before[j] + (letter != target_letter)))
            if i and j and letter == target[j - 1] and word[i - 1] == target_letter:
                row[-1] = min(row[-1], above[j - 1] + 1)
    return row[-1]


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """``did you mean 'x'?`` for the nearest known word, or an empty string."""
    near = nearest(word, candidates)
    return f"did you mean '{near}'?" if near else ""
