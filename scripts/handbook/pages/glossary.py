"""Glossary and index in one: every entry under each of its names, in one alphabet."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from handbook.blocks import Block, Glossary, Inlines, Link, Page, Paragraph, heading, joined, paragraph, text
from handbook.filing import chunks, file_of
from handbook.folding import words
from handbook.model import Entry
from handbook.pages import dividing
from handbook.pages.dividing import ORIGIN, index_of, part_heading
from handbook.pages.recipe import Recipe, recipe
from handbook.pages.view import View

HOME = "reference/glossary"
#: The most names on a page: with their descriptions they weigh 30 kB compressed.
NAMES = 400


class Letter(NamedTuple):
    """The names under a letter, or the ``piece``-th piece of them if they are too many for a page."""

    letter: str
    piece: int
    names: Sequence[str]

    @property
    def label(self) -> str:
        """The target for the bar of letters: only the first piece of a letter has one."""
        return f"glossary-{file_of(self.letter, 1)}" if self.piece == 1 else ""


def terms_glossary(view: View) -> dict[str, Recipe]:
    """The glossary, for ``{term}`` too, on one page or on several, each with a bar of all letters.

    An entry is described under its first name; the other names lead there.
    """
    _ = view.translate
    title = _("Glossary and index")
    intro = _(
        "Every entry under each of its names, in one alphabet; what it is stands under its own name, and the others lead to it."
    )
    meanings: dict[str, list[str]] = {}
    for entry in view.corpus.entries.values():
        further = (n.text for n in entry.names if n.kind not in ("demonym", "description"))
        for name in dict.fromkeys([view.name_of(entry), entry.name, *further]):
            meanings.setdefault(text(name), []).append(entry.id)
    letters = list(_letters(meanings))

    def content(part: Sequence[Letter]) -> Iterator[Block]:
        for letter in part:
            yield heading(2, letter.letter, label=letter.label)
            yield Glossary(tuple((name, _meaning(view, name, meanings[name])) for name in letter.names))

    def bar(where: Mapping[str, str], current_page: str) -> list[Block]:
        """All letters, each leading to its names here or, if they are elsewhere, to their page."""
        links = (
            Link("part", letter.label, letter.letter)
            if where.get(letter.letter, current_page) == current_page
            else Link("doc", where[letter.letter], letter.letter)
            for letter in letters
            if letter.label
        )
        return [Paragraph(joined(" ", ((link,) for link in links)), ("hb-letters",))] if letters else []

    if len(meanings) <= NAMES:
        names_with_meanings = [(name, meanings[name]) for letter in letters for name in letter.names]
        return {
            HOME: recipe(
                lambda: Page(HOME, ORIGIN, (heading(1, title), paragraph(intro), *bar({}, HOME), *content(letters))),
                title,
                intro,
                names_with_meanings,
            )
        }
    divided = {letter.letter for letter in letters if letter.piece > 1}
    recipes: dict[str, Recipe] = {}
    lines = []
    pages = [(f"{HOME}/{file_of(part[0].letter, part[0].piece)}", part) for part in parts(letters)]
    where = {letter.letter: docname for docname, part in pages for letter in part if letter.label}
    for docname, part in pages:
        part_title = _part_title(view, part, divided)
        lines.append(dividing.listed(view, docname, part_title, sum(len(letter.names) for letter in part)))

        def make(docname: str = docname, part_title: str = part_title, part: Sequence[Letter] = part) -> Page:
            return Page(docname, ORIGIN, (part_heading(view, title, part_title), *bar(where, docname), *content(part)))

        names_with_meanings = [(name, meanings[name]) for letter in part for name in letter.names]
        recipes[docname] = recipe(make, title, part_title, where, names_with_meanings)
    home = recipe(
        lambda: index_of(HOME, title, [intro], lines, list(recipes), before=bar(where, HOME)),
        title,
        intro,
        lines,
        where,
    )
    return {HOME: home, **recipes}


def _letters(names: Iterable[str]) -> Iterator[Letter]:
    """Names by letter, in pieces of at most ``NAMES``."""
    for letter, group in groupby(sorted(names, key=_place), key=_letter):
        for number, piece in enumerate(chunks(list(group), NAMES), 1):
            yield Letter(letter, number, piece)


def parts(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Distribute letters among pages of at most ``NAMES`` names, with about as many on each."""
    total = sum(len(letter.names) for letter in letters)
    share = total / math.ceil(total / NAMES)
    pages: list[list[Letter]] = []
    size = 0
    for letter in letters:
        # A letter that would mostly exceed this page's share begins the next page.
        if not pages or size + len(letter.names) / 2 > share or size + len(letter.names) > NAMES:
            pages.append([])
            size = 0
        pages[-1].append(letter)
        size += len(letter.names)
    return pages


def _part_title(view: View, part: Sequence[Letter], divided: Container[str]) -> str:
    """The title of a page: its letters, or the first and last name if it has part of a ``divided`` letter."""
    first, last = part[0], part[-1]
    if first.letter != last.letter:
        return f"{first.letter} – {last.letter}"
    if first.letter not in divided:
        return first.letter
    return dividing.between(view, first.letter, first.names[0], last.names[-1])


@lru_cache(maxsize=1 << 16)
def _place(name: str) -> tuple[str, str]:
    """The sort key of a name: its words, joined by a character that no word contains."""
    return "\0".join(words(name)), name


def _letter(name: str) -> str:
    """The letter under which a name stands; names that begin with a digit stand under 0–9."""
    first = (_place(name)[0] or "#")[:1].upper()
    return first if first.isalpha() else "0–9"


def _meaning(view: View, name: str, entries: Sequence[str]) -> Inlines:
    """Descriptions of the entries of a name; under a name that is not an entry's first, a link to it instead."""
    return joined(view.semicolon, (_of_name(view, name, view.corpus.entries[e]) for e in entries))


def _of_name(view: View, name: str, entry: Entry) -> Inlines:
    link = view.link(entry.id)
    return (text(view.gloss_of(entry)), " →\u00a0", link) if text(view.name_of(entry)) == name else ("→\u00a0", link)
