"""The register of rules, and the run over all of them."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeVar

from handbook.corpus import Corpus
from handbook.kinds import Review, Scope
from handbook.linking import find, gazetteer
from handbook.linking.gazetteer import Gazetteer
from handbook.model import Citation, Source
from handbook.problems import Problem, Report
from handbook.settings.handbook import NAME

Example = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """What a rule may look at: the corpus, its word lists and the mentions in it.

    ``links`` are the mentions in each statement, if known already.  ``focus`` has the ids of the records
    that may have a new problem since a run without any (None: all records may); ``settled`` says that no
    id was added or removed since then.
    """

    corpus: Corpus
    loaded_terms: frozenset[str] = frozenset()
    vocabulary: frozenset[str] = frozenset()
    links: Mapping[Citation, find.LinkingResult] | None = None
    focus: frozenset[str] | None = None
    settled: bool = False

    def selected(self, table: Mapping[str, T]) -> list[T]:
        """The records of a table that rules look at: those in the focus."""
        if self.focus is None:
            return list(table.values())
        return [table[name] for name in sorted(self.focus) if name in table]

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return gazetteer.build(self.corpus)

    @cached_property
    def mentions(self) -> Mapping[Citation, find.LinkingResult]:
        """The linker's result for each statement of the digests."""
        if self.links is not None:
            return self.links
        return {cite: links for source in self.corpus.sources.values() for cite, links in self.link(source).items()}

    def link(self, source: Source) -> dict[Citation, find.LinkingResult]:
        """The linker's result for the statements of one source."""
        links = {}
        for statement in source.statements:
            rulings = find.rulings_for(self.corpus.rulings, source.id, statement.paragraph, Scope.DIGEST)
            links[statement.citation] = find.find(statement.text, self.gazetteer, rulings)
        return links


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its code, title, function and two examples (path, content)."""

    code: str
    title: str
    check: Callable[[Context], Iterable[Problem]]
    good: Example
    bad: Example

    @property
    def explanation(self) -> str:
        return " ".join((self.check.__doc__ or "").split())


RULES: dict[str, Rule] = {}
_MODULES = (
    "references",
    "evidence",
    "claims",
    "language",
    "translations",
    "names",
    "stability",
    "drafts",
    "dossiers",
    "wordings",
)


def rule(
    code: str, title: str, *, good: Example, bad: Example
) -> Callable[[Callable[[Context], Iterable[Problem]]], Callable[[Context], Iterable[Problem]]]:
    """Register a function as the rule of a code."""

    def register(check: Callable[[Context], Iterable[Problem]]) -> Callable[[Context], Iterable[Problem]]:
        if code in RULES:
            raise ValueError(f"two rules have the code {code}")
        RULES[code] = Rule(code, title, check, good, bad)
        return check

    return register


def all_rules() -> list[Rule]:
    for module in _MODULES:
        importlib.import_module(f"handbook.checks.{module}")
    return [RULES[code] for code in sorted(RULES)]


#: Rules that depend on other records: if some records could not be read, their problems may be mere consequences.
OF_OTHERS = frozenset({
    "HB209", "HB302", "HB310", "HB311", "HB312", "HB321", "HB322", "HB323", "HB330", "HB401", "HB402", "HB403", "HB404",
    "HB504", "HB505", "HB506", "HB507",
})  # fmt: skip
#: Rules that pass over the ids of unread files: only if a folder was not read, these ids are unknown too.
OF_IDS = frozenset({"HB201", "HB202", "HB203", "HB204", "HB205", "HB207"})


def judge(context: Context, report: Report) -> None:
    """Add the problems of the rules to the report of reading; those that unreadable files may have caused are only counted."""
    list_or_count(run(context), {p.place.path for p in report.problems if p.unread}, report)


def list_or_count(problems: Iterable[Problem], unread: Collection[str], report: Report) -> None:
    """Add problems to a report; of those that the files and folders in ``unread`` may have caused only the number."""
    consequences = OF_OTHERS if unread else frozenset()
    if any(not PurePosixPath(name).suffix for name in unread):
        consequences |= OF_IDS
    for problem in problems:
        # Without the configuration languages, vocabularies and word lists are unknown, so any rule may report sound records.
        if problem.code in consequences or NAME in unread:
            report.consequences += 1
        else:
            report.extend([problem])


def run(context: Context) -> list[Problem]:
    """The problems that all rules find, in the order of files and lines.

    Drafts are only held to the rules of form and reference, and to HB311 to HB313; rules of evidence, language and
    names apply once a person confirms them.
    """
    corpus = context.corpus
    problems = {problem for rule in all_rules() for problem in rule.check(context)}
    if not problems:
        return []
    drafts = {corpus.paths.get(e.id, "") for e in corpus.entries.values() if e.review is Review.DRAFT}
    drafts |= {s.path for s in corpus.sources.values() if s.header.review is Review.DRAFT}
    return sorted(
        p for p in problems if p.place.path not in drafts or p.code < "HB300" or p.code in ("HB311", "HB312", "HB313")
    )
