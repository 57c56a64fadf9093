"""Planning the pages: which exist, and which of them a change can have touched; only those are made again."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from handbook import recipes
from handbook.blocks import Figure, Page, walk
from handbook.book import Book, Drafts
from handbook.incremental import invalidation
from handbook.incremental.dependency_tracking import Log, watched
from handbook.incremental.reading import Reading
from handbook.incremental.relinking import LinkedCorpus
from handbook.incremental.state import Products, SavedPage, digest, pickled
from handbook.page_facts import Facts, facts
from handbook.pages.differences import Earlier
from handbook.pages.recipe import Recipe
from handbook.pages.view import View
from handbook.publish import keeping


@dataclass
class Planned:
    """A page of this run: its recipe, its saved facts for the next run, and the page itself if it was made."""

    recipe: Recipe
    saved: SavedPage
    made_page: Page | None = None

    @classmethod
    def anew(
        cls, recipe: Recipe, page: Page, version: bytes = b"", preconditions: bytes = b"", keys: bytes = b""
    ) -> Planned:
        """A planned page from one that was made in this run."""
        blocks = walk(page.blocks)
        declared = facts(page, blocks)
        its_digest = digest(repr(declared).encode("utf-8", "surrogatepass"))
        pictures = tuple(block.name for block in blocks if isinstance(block, Figure))
        return cls(recipe, SavedPage(preconditions, keys, version, pickled(declared), its_digest, pictures), page)

    @property
    def version(self) -> bytes:
        return self.saved.version

    @cached_property
    def facts(self) -> Facts:
        """What the page declares."""
        declared: Facts = pickle.loads(self.saved.facts)
        return declared

    def page(self) -> Page:
        """The page; if it was not made yet, it is made now."""
        return self.made_page or self.recipe.make()


class Compared(NamedTuple):
    """The products of the last run that this run can be compared with, and the keys that changes touch (None: all)."""

    before: Products
    keys: Set[str] | None

    @property
    def numbers(self) -> frozenset[int] | None:
        """The numbers of the touched keys; None for all."""
        return None if self.keys is None else frozenset(self.before.keys[k] for k in self.keys if k in self.before.keys)


@dataclass
class Plan:
    """The pages of a book, by document name.

    ``products`` are saved for the next run; ``made_count`` is the number of pages that were made.
    ``view`` logs in ``log`` the keys of what is looked up in it.
    """

    pages: Mapping[str, Planned]
    products: Products
    compared: Compared
    view: View
    log: Log
    made_count: int = 0


class OnDemand(Mapping[str, Planned]):
    """A mapping of pages, of which some are ``planned``, and the others are made when they are first asked for."""

    def __init__(self, names: Collection[str], planned: dict[str, Planned], make: Callable[[str], Planned]) -> None:
        self._names, self._planned, self._make = names, planned, make

    def __getitem__(self, docname: str) -> Planned:
        if docname not in self._planned and docname in self._names:
            # Callers need only what the page declares, so its content is not kept in memory.
            self._planned[docname] = replace(self._make(docname), made_page=None)
        return self._planned[docname]

    def __contains__(self, docname: object) -> bool:
        return docname in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def shown(reading: Reading, drafts: Drafts) -> LinkedCorpus:
    """The corpus of a reading that a site shows: everything, or only what is published, without drafts."""
    return reading.everything if drafts is Drafts.ALL else reading.published


def book_of(
    reading: Reading, language: str = "en", base: str = "", drafts: Drafts = Drafts.NONE, earlier: tuple[Earlier, ...] = ()
) -> Book:  # fmt: skip
    """The book of the corpus that a site shows."""
    corpus = shown(reading, drafts)
    return Book(corpus.context, reading.report, language, base, drafts, earlier, corpus.look_ups)


@keeping()
def plan(book: Book, reading: Reading, at_once: bool = True) -> Plan:
    """Plan the pages of a book; make those that can differ from the last run's, either ``at_once`` or when they are asked for."""
    log = Log()
    view = watched(book.view, log)
    # Which editions there are, by their records, decides what pages say of them.
    now = products(book, reading, [edition.known_by for edition in book.earlier])
    compared = compare(book, reading, reading.before.products if reading.before else Products(), now)
    numbers = compared.numbers
    page_recipes = recipes.pages(view)
    preconditions = {
        docname: digest(recipe.preconditions.encode("utf-8", "surrogatepass"))
        for docname, recipe in page_recipes.items()
    }

    def make(docname: str) -> Planned:
        log.keys = set()
        page = page_recipes[docname].make()
        # A page that is made again but comes out the same is not written again; a build from nothing writes all.
        version = now.seeds if numbers is None else digest(repr(page).encode("utf-8", "surrogatepass"))
        keys = looked_at(now, log.keys)
        planned_page = Planned.anew(page_recipes[docname], page, version, preconditions[docname], keys)
        now.pages[docname] = planned_page.saved
        return planned_page

    planned: dict[str, Planned] = {}
    count = 0
    for docname, recipe in page_recipes.items():
        earlier = compared.before.pages.get(docname)
        if (
            numbers is not None
            and earlier
            and earlier.preconditions == preconditions[docname]
            and untouched(earlier.keys, numbers)
        ):
            now.pages[docname] = earlier
            planned[docname] = Planned(recipe, earlier)
        elif at_once:
            planned[docname] = make(docname)
            count += 1
    pages = planned if at_once else OnDemand(page_recipes, planned, make)
    return Plan(pages, now, compared, view, log, count)


def products(book: Book, reading: Reading, *settings: object) -> Products:
    """The still empty products of a run."""
    moved = digest(repr(sorted(book.view.addresses.moved_anchors.items())).encode())
    return Products(repr((book.language, book.drafts, moved, *settings)), reading.now.seeds())


def compare(book: Book, reading: Reading, before: Products, now: Products) -> Compared:
    """The comparison of this run with the products of an earlier one; ``now`` takes over the numbers of its keys."""
    if before.settings != now.settings:
        return Compared(Products(keys=now.keys), None)
    now.keys = before.keys
    if before.seeds == now.seeds:
        return Compared(before, frozenset())
    corpus, comparable = (
        shown(reading, book.drafts),
        reading.before is not None and before.seeds == reading.before.seeds(),
    )
    if not comparable or corpus.affects_all_pages:
        return Compared(before, None)
    if corpus.is_as_it_was:
        # The edit affects nothing that is shown: for example only a draft that is left out.
        return Compared(before, frozenset())
    return Compared(before, {"*"} | invalidation.invalidated(book.view, corpus.changed, corpus.relinked))


def looked_at(now: Products, keys: Set[str]) -> bytes:
    """Keys in the form in which they are saved: an array of numbers."""
    return array("I", map(now.keys.__getitem__, keys)).tobytes()


def untouched(keys: bytes, numbers: frozenset[int]) -> bool:
    """Whether none of the keys that a recipe looked up (``keys``, as saved) is among the touched ones (``numbers``)."""
    return numbers.isdisjoint(array("I", keys))
