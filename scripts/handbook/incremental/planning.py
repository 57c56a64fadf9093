"""Which pages there are, and which of them a change can have touched: only those are made again."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from handbook import recipes
from handbook.blocks import Figure, Page, walk
from handbook.book import Book
from handbook.incremental import invalidation
from handbook.incremental.dependency_tracking import Log, watched
from handbook.incremental.reading import Reading
from handbook.incremental.state import KeptPage, Products, digest, pickled
from handbook.page_facts import Facts, facts
from handbook.pages.recipe import Recipe
from handbook.pages.view import View
from handbook.publish import keeping


@dataclass
class Planned:
    """A page of this run: its recipe, what is kept of it for the next run, the page if it was made."""

    recipe: Recipe
    kept: KeptPage
    made: Page | None = None

    @classmethod
    def anew(
        cls, recipe: Recipe, page: Page, version: bytes = b"", preconditions: bytes = b"", keys: bytes = b""
    ) -> Planned:
        """A page that was made in this run."""
        declared = facts(page)
        its_digest = digest(repr(declared).encode("utf-8", "surrogatepass"))
        pictures = tuple(block.name for block in walk(page.blocks) if isinstance(block, Figure))
        return cls(recipe, KeptPage(preconditions, keys, version, pickled(declared), its_digest, pictures), page)

    @property
    def version(self) -> bytes:
        return self.kept.version

    @cached_property
    def facts(self) -> Facts:
        """What it declares."""
        declared: Facts = pickle.loads(self.kept.facts)
        return declared

    def page(self) -> Page:
        """The page, made now if it was not."""
        return self.made or self.recipe.make()


class Compared(NamedTuple):
    """What was made before, as far as it can be compared, and the keys under which something may be another (None: all)."""

    before: Products
    keys: Set[str] | None

    @property
    def numbers(self) -> frozenset[int] | None:
        """The numbers of the keys."""
        return None if self.keys is None else frozenset(self.before.keys[k] for k in self.keys if k in self.before.keys)


@dataclass
class Plan:
    """The pages of a book by document.

    ``products`` is what the next run may use of this one; ``made`` how many pages were made.
    ``view`` notes in ``log`` what is looked at in it.
    """

    pages: Mapping[str, Planned]
    products: Products
    compared: Compared
    view: View
    log: Log
    made: int = 0


class Unmade(Mapping[str, Planned]):
    """Pages of which each is made when it is first asked for, and only what it declares is held."""

    def __init__(self, page_recipes: Mapping[str, Recipe]) -> None:
        self._recipes = page_recipes
        self._planned: dict[str, Planned] = {}

    def __getitem__(self, docname: str) -> Planned:
        if docname not in self._planned:
            page_recipe = self._recipes[docname]
            self._planned[docname] = replace(Planned.anew(page_recipe, page_recipe.make()), made=None)
        return self._planned[docname]

    def __contains__(self, docname: object) -> bool:
        return docname in self._recipes

    def __iter__(self) -> Iterator[str]:
        return iter(self._recipes)

    def __len__(self) -> int:
        return len(self._recipes)


def unmade(book: Book, reading: Reading) -> Plan:
    """The pages of a book for who makes something else of the corpus: no page is made before it is asked for, and none is kept."""
    log = Log()
    now = products(book, reading)
    compared = compare(book, reading, reading.before.products if reading.before else Products(), now)
    view = watched(book.view, log)
    return Plan(Unmade(recipes.pages(view)), now, compared, view, log)


@keeping()
def plan(book: Book, reading: Reading) -> Plan:
    """Plan the pages of a book, making those that can differ from the last run's."""
    log = Log()
    view = watched(book.view, log)
    # An edition never changes: which there are decides what pages say of them.
    now = products(book, reading, [edition.published for edition in book.earlier])
    compared = compare(book, reading, reading.before.products if reading.before else Products(), now)
    numbers = compared.numbers
    planned: dict[str, Planned] = {}
    count = 0
    for docname, recipe in recipes.pages(view).items():
        preconditions = digest(recipe.preconditions.encode("utf-8", "surrogatepass"))
        earlier = compared.before.pages.get(docname)
        if (
            numbers is not None
            and earlier
            and earlier.preconditions == preconditions
            and untouched(earlier.keys, numbers)
        ):
            now.pages[docname] = earlier
            planned[docname] = Planned(recipe, earlier)
            continue
        log.keys = set()
        page = recipe.make()
        count += 1
        # A page that is made again and is the same is not written again; of a build from nothing all are.
        version = now.seeds if numbers is None else digest(repr(page).encode("utf-8", "surrogatepass"))
        planned[docname] = Planned.anew(recipe, page, version, preconditions, looked_at(now, log.keys))
        now.pages[docname] = planned[docname].kept
    return Plan(planned, now, compared, view, log, count)


def products(book: Book, reading: Reading, *settings: object) -> Products:
    """Products of which nothing is made yet."""
    # Whether drafts were left out counts too: what was made of another corpus than the one that is compared is not known.
    everything = book.context.corpus is reading.context.corpus
    moved = digest(repr(sorted(book.view.addresses.moved_anchors.items())).encode())
    return Products(repr((book.language, book.drafts, everything, moved, *settings)), reading.now.seeds())


def compare(book: Book, reading: Reading, before: Products, now: Products) -> Compared:
    """What of an earlier run's products can be compared with this book's; ``now`` goes on with its numbers of keys."""
    if before.settings != now.settings:
        return Compared(Products(keys=now.keys), None)
    now.keys = before.keys
    if before.seeds == now.seeds:
        return Compared(before, frozenset())
    # What is shown has to be what was compared: a book without drafts is another corpus.
    known = reading.before is not None and before.seeds == reading.before.seeds()
    if not known or reading.whole or book.context.corpus is not reading.context.corpus:
        return Compared(before, None)
    return Compared(before, {"*"} | invalidation.invalidated(book.view, reading.changed, reading.relinked))


def looked_at(now: Products, keys: Set[str]) -> bytes:
    """Keys as they are kept."""
    return array("I", map(now.keys.__getitem__, keys)).tobytes()


def untouched(keys: bytes, numbers: frozenset[int]) -> bool:
    """Whether none of the keys that a recipe looked at is among those that are touched."""
    return numbers.isdisjoint(array("I", keys))
