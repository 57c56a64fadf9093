"""How much of an article is read: a bounded amount of work, counted beforehand, the same on every machine.

A character is one unit; a quotation mark costs as many units as characters are read around it for its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Units of one article, many times those of the longest report.
BUDGET = 1_000_000
#: Units of a quotation mark: a speaker is looked for in the sentences around it.
MARK = 400
#: Straight single marks are counted where they may open a quotation.
_MARKS = re.compile(r"[“«\"‘]|(?<!\w)'(?=\w)")


def cost(text: str) -> int:
    """The units that a paragraph takes."""
    return len(text) + MARK * sum(1 for _ in _MARKS.finditer(text))


def affordable(paragraphs: Sequence[str], budget: int = BUDGET) -> list[str]:
    """The paragraphs as far as the budget goes: whole ones, then one cut at the end of a word, then empty ones."""
    affordable_texts, remaining = list[str](), budget
    for text in paragraphs:
        price = cost(text)
        affordable_texts.append(text if price <= remaining else _beginning(text, remaining))
        remaining = max(0, remaining - price)
    return affordable_texts


def _beginning(text: str, budget: int) -> str:
    """The part of a paragraph that ``budget`` units are enough for, cut before the word in which they end."""
    end = min(len(text), budget)
    for number, mark in enumerate(_MARKS.finditer(text), 1):
        if mark.start() + MARK * number > budget:
            end = min(end, mark.start())
            break
        end = min(len(text), budget - MARK * number)
    return text[: max(text.rfind(" ", 0, end + 1), 0)]
