"""The book of each running build, by its application: made before reading, used until the last page is written."""

from __future__ import annotations

from sphinx.application import Sphinx

from handbook import publish

_books: dict[int, publish.Book] = {}


def keep(app: Sphinx, book: publish.Book) -> None:
    _books[id(app)] = book


def book(app: Sphinx) -> publish.Book | None:
    return _books.get(id(app))


def drop(app: Sphinx) -> publish.Book | None:
    return _books.pop(id(app), None)
