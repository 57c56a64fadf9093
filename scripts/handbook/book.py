"""The book: all that is made of sound records, each part when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from handbook import EDITION, data_files, i18n, recipes
from handbook.checks.register import Context
from handbook.citing import items
from handbook.citing.items import Cited
from handbook.corpus import Corpus
from handbook.exports import lookup
from handbook.pages.recipe import Recipe, made
from handbook.pages.view import View
from handbook.problems import Report


class Drafts(StrEnum):
    """Where drafts are shown: on the site's pages, nowhere, or everywhere."""

    SITE = "site"
    NONE = "none"
    ALL = "all"


@dataclass(frozen=True)
class Book:
    """All that is made from seeds: files under ``docs``, files of the site, what is cited, problems.

    ``read`` is what was read; ``base`` the address at which the site will be, or empty.
    A book with problems has no files, so that nothing half-true is published.
    """

    read: Context
    report: Report
    language: str = "en"
    base: str = ""
    drafts: Drafts = Drafts.SITE

    @cached_property
    def _sound(self) -> Context:
        """What was read without drafts."""
        kept = self.read.corpus.published()
        return self.read if kept is self.read.corpus else Context(kept, self.read.loaded_terms, self.read.vocabulary)

    @property
    def context(self) -> Context:
        """What pages show."""
        return self._sound if self.drafts is Drafts.NONE else self.read

    @property
    def corpus(self) -> Corpus:
        return self.context.corpus

    @cached_property
    def given(self) -> View:
        """What data files hold."""
        held = self.read if self.drafts is Drafts.ALL else self._sound
        # Nothing in them is linked, so what was found in statements is not needed.
        return View(held.corpus, {}, i18n.translator(self.language), EDITION, self.language)

    @cached_property
    def view(self) -> View:
        return View(self.corpus, self.context.found, i18n.translator(self.language), EDITION, self.language)

    @property
    def recipes(self) -> Mapping[str, Recipe]:
        """How each file under ``docs`` is made."""
        return {} if self.report.problems else recipes.recipes(self.view)

    @property
    def files(self) -> Mapping[str, str]:
        """The files under ``docs``."""
        return {name: str(text) for name, text in made(self.recipes).items()}

    @cached_property
    def cited(self) -> Mapping[str, Cited]:
        """What is cited, by the name of its page."""
        if self.report.problems:
            return {}
        return items.Pages(self.given, self.base)

    @cached_property
    def records(self) -> Sequence[Mapping[str, str]]:
        """What the full-text index holds."""
        return [] if self.report.problems else lookup.records(self.view)

    @cached_property
    def data(self) -> Mapping[str, str | bytes]:
        """The files of the site for other software, by their names in it."""
        if self.report.problems:
            return {}
        return {**made(data_files.recipes(self.view, self.given, self.base)), **data_files.fixed()}
