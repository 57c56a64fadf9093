"""The book: everything that is made from sound records, each part when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from handbook import i18n
from handbook.checks.register import Context
from handbook.citing import items
from handbook.citing.items import Cited
from handbook.corpus import Corpus
from handbook.pages.differences import Earlier
from handbook.pages.look_ups import LookUps
from handbook.pages.view import View
from handbook.problems import Report


class Drafts(StrEnum):
    """Whether drafts are published: nowhere, or in every output."""

    NONE = "none"
    ALL = "all"


@dataclass(frozen=True)
class Book:
    """Everything that is made from seeds: the published corpus, its view, what can be cited, problems.

    ``read`` has the corpus that was read; ``base`` is the address at which the site will be, or empty; ``earlier`` are published
    editions with which entries are compared, the latest first; ``look_ups`` are those of the corpus that was read, if known.
    """

    read: Context
    report: Report
    language: str = "en"
    base: str = ""
    drafts: Drafts = Drafts.NONE
    earlier: tuple[Earlier, ...] = ()
    look_ups: LookUps | None = None

    @cached_property
    def context(self) -> Context:
        """The context of the published corpus."""
        published = self.read.corpus if self.drafts is Drafts.ALL else self.read.corpus.published()
        if published is self.read.corpus:
            return self.read
        return Context(published, self.read.loaded_terms, self.read.vocabulary)

    @property
    def corpus(self) -> Corpus:
        return self.context.corpus

    @cached_property
    def view(self) -> View:
        return View(
            self.corpus,
            self.context.mentions,
            i18n.translator(self.language),
            self.corpus.handbook.edition,
            self.language,
            self.earlier,
            self.look_ups if self.context is self.read else None,
        )

    @cached_property
    def cited(self) -> Mapping[str, Cited]:
        """The entries and sources that can be cited, by the name of their page."""
        return items.Pages(self.view, self.base)
