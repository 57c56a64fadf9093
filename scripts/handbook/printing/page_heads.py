"""The words in the heads of pages: which entries stand on a page, and the numbers of pages before the first."""

from __future__ import annotations

from handbook.printing.chapters import Unit

#: The number of letters that fit into the head of a page, and the fewest to which a name is cut.
ROOM, LEAST = 130, 24
#: A name that is cut does not end with a word of fewer letters than this, such as "of" or "et".
SHORTEST_LAST_WORD = 4


def span_of(first: Unit, last: Unit, room: int) -> str:
    """The first and last entry of a page, by number and name; names are cut only if they do not fit into ``room``."""
    names = list(dict.fromkeys(unit.name for unit in (first, last) if unit.name))
    numbers = list(dict.fromkeys(unit.number for unit in (first, last) if unit.number))
    room -= len("–".join(numbers)) + 6
    if len(names) > 1:
        shortest = min(map(len, names))
        names = [_cut(name, max(room - shortest, room // 2)) for name in names]
    names = list(dict.fromkeys(_cut(name, room) for name in names))
    return "   ".join(part for part in ("–".join(numbers), " – ".join(names)) if part)


def _cut(name: str, room: int) -> str:
    """A name, cut to at most ``room`` letters, but so that it does not end with a short word."""
    room = max(room, LEAST)
    if len(name) <= room:
        return name
    words = name[: room - 1].rsplit(" ", 1)[0].split(" ")
    while len(words) > 1 and len(words[-1]) < SHORTEST_LAST_WORD:
        words.pop()
    return " ".join(words) + " …"


def roman_numeral(number: int) -> str:
    """A number in small Roman numerals."""
    numeral = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            numeral, number = numeral + sign, number - value
    return numeral
