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
#: The most names on a page: with what each is they weigh 30 kB compressed.
NAMES = 400


class Letter(NamedTuple):
    """The names under a letter, or the ``piece``-th piece of them where they are too many for a page."""

    letter: str
    piece: int
    names: Sequence[str]

    @property
    def label(self) -> str:
        """What the bar of letters leads to: the first piece."""
        return f"glossary-{file_of(self.letter, 1)}" if self.piece == 1 else ""


def terms_glossary(view: View) -> dict[str, Recipe]:
    """The glossary, for ``{term}`` too, on one page or on several, each with a bar of all letters.

    An entry is told under its first name; the others lead there.
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

    def bar(where: Mapping[str, str], here: str) -> list[Block]:
        """All letters, each leading to its names or, where they are on another page, to that."""
        links = (
            Link("part", letter.label, letter.letter)
            if where.get(letter.letter, here) == here
            else Link("doc", where[letter.letter], letter.letter)
            for letter in letters
            if letter.label
        )
        return [Paragraph(joined(" ", ((link,) for link in links)), ("hb-letters",))] if letters else []

    if len(meanings) <= NAMES:
        told = [(name, meanings[name]) for letter in letters for name in letter.names]
        return {
            HOME: recipe(
                lambda: Page(HOME, ORIGIN, (heading(1, title), paragraph(intro), *bar({}, HOME), *content(letters))),
                title,
                intro,
                told,
            )
        }
    divided = {letter.letter for letter in letters if letter.piece > 1}
    recipes: dict[str, Recipe] = {}
    lines = []
    pages = [(f"{HOME}/{file_of(part[0].letter, part[0].piece)}", part) for part in parts(letters)]
    where = {letter.letter: docname for docname, part in pages for letter in part if letter.label}
    for docname, part in pages:
        called = _called(view, part, divided)
        lines.append(dividing.listed(docname, called, sum(len(letter.names) for letter in part)))

        def make(docname: str = docname, called: str = called, part: Sequence[Letter] = part) -> Page:
            return Page(docname, ORIGIN, (part_heading(view, title, called), *bar(where, docname), *content(part)))

        told = [(name, meanings[name]) for letter in part for name in letter.names]
        recipes[docname] = recipe(make, title, called, where, told)
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
    """Letters on pages of at most ``NAMES`` names, which have about as many each."""
    total = sum(len(letter.names) for letter in letters)
    share = total / math.ceil(total / NAMES)
    pages: list[list[Letter]] = []
    size = 0
    for letter in letters:
        # One that would stand for the greater part beyond the share of this page begins the next.
        if not pages or size + len(letter.names) / 2 > share or size + len(letter.names) > NAMES:
            pages.append([])
            size = 0
        pages[-1].append(letter)
        size += len(letter.names)
    return pages


def _called(view: View, part: Sequence[Letter], divided: Container[str]) -> str:
    """What a page is called: by its letters, or where it has part of a ``divided`` letter by its first name and its last."""
    first, last = part[0], part[-1]
    if first.letter != last.letter:
        return f"{first.letter} – {last.letter}"
    if first.letter not in divided:
        return first.letter
    return dividing.between(view, first.letter, first.names[0], last.names[-1])


@lru_cache(maxsize=1 << 16)
def _place(name: str) -> tuple[str, str]:
    """Where a name stands in the alphabet: by its words, of which none has the sign between them."""
    return "\0".join(words(name)), name


def _letter(name: str) -> str:
    """The letter of the alphabet under which a name stands; what begins with a number stands under its sign."""
    first = (_place(name)[0] or "#")[:1].upper()
    return first if first.isalpha() else "0–9"


def _meaning(view: View, name: str, entries: Sequence[str]) -> Inlines:
    """What the entries of a name are; under a name that is not their first, where that is told."""
    return joined(view.semicolon, (_of_name(view, name, view.corpus.entries[e]) for e in entries))


def _of_name(view: View, name: str, entry: Entry) -> Inlines:
    link = view.link(entry.id)
    return (text(view.gloss_of(entry)), " →\u00a0", link) if text(view.name_of(entry)) == name else ("→\u00a0", link)
