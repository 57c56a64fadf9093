"""The book: all that is made of sound records, each part when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from handbook import EDITION, i18n, recipes
from handbook.checks.register import Context
from handbook.citing import items
from handbook.citing.items import Cited
from handbook.corpus import Corpus
from handbook.exports import citations, feed, ftm, llms, lookup, tables, whole, xref
from handbook.pages.recipe import Recipe, made
from handbook.pages.view import View
from handbook.problems import Report
from handbook.reading import schema


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
    def given(self) -> Corpus:
        """What data files hold."""
        return (self.read if self.drafts is Drafts.ALL else self._sound).corpus

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
        return made(self.recipes)

    @cached_property
    def cited(self) -> Mapping[str, Cited]:
        """What is cited, by the name of its page."""
        if self.report.problems:
            return {}
        return items.Pages(View(self.given, {}, i18n.translator(self.language), EDITION, self.language), self.base)

    @cached_property
    def records(self) -> Sequence[Mapping[str, str]]:
        """What the full-text index holds."""
        return [] if self.report.problems else lookup.records(self.view)

    @cached_property
    def data(self) -> Mapping[str, str | bytes]:
        """The files of the site for other software, by their names in it."""
        if self.report.problems:
            return {}
        found: dict[str, str | bytes] = {f"data/{name}": text for name, text in lookup.files(self.view).items()}
        return found | exported(self.given, self.cited, self.base)


def fixed() -> dict[str, str]:
    """The files for other software that no record decides, by their names in the site: JSON Schemas."""
    return {f"schema/{name}": text for name, text in schema.schemas().items()} | {
        "schema/handbook.json": whole.json_schema()
    }


def exported(corpus: Corpus, cited: Mapping[str, Cited], base: str = "") -> dict[str, str | bytes]:
    """The files for other software that do not depend on the language of the pages, by their names in the site."""
    found: dict[str, str | bytes] = {
        "data/handbook.json": whole.dump(corpus, base),
        "data/handbook.sqlite": tables.database(corpus),
        "data/events.json": tables.events_json(corpus),
        "data/entities.ftm.json": ftm.lines(corpus, base),
        "feed.xml": feed.atom(corpus, base),
        "llms.txt": llms.text(corpus, base),
    }
    found |= {f"data/{table.name}.csv": tables.csv_text(table, corpus) for table in tables.TABLES}
    return found | xref.files(corpus) | citations.files(corpus, cited)
