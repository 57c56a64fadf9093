"""Reference lists: terms, disagreements, the bibliography."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from handbook.addresses import CONFLICTS, TERMS, Shared
from handbook.blocks import (
    Block,
    Box,
    Directive,
    Inlines,
    Object,
    Page,
    heading,
    joined,
    paragraph,
    span,
    text,
)
from handbook.filing import SPLIT
from handbook.kinds import Review, TermKind
from handbook.model import Term
from handbook.pages import contradicted, dividing, labels, redirects
from handbook.pages.dividing import ORIGIN, Division, divisions, index_of, part_heading
from handbook.pages.entries import conflict_body, draft_mark, index_names
from handbook.pages.recipe import Recipe, recipe
from handbook.pages.view import View
from handbook.pages.wordings import still_open


def terms_pages(view: View) -> dict[str, Recipe]:
    """Places, works and the like: explained here, without pages of their own; by kind if they are very many."""
    _ = view.translate

    def blocks(page: Shared) -> list[Block]:
        content: list[Block] = []
        for kind, ids in groupby(page.ids, key=lambda i: view.corpus.terms[i].kind):
            content.append(heading(2, _(labels.TERM[kind])))
            for id_ in ids:
                content += _term(view, view.corpus.terms[id_])
        return content

    def title_of_page(page: Shared) -> str:
        return _between(view, page, _(labels.TERM[TermKind(page.group)]), lambda i: view.corpus.terms[i].name)

    intro = _("Names that the handbook recognises and explains without giving them a page.")
    count = view.counted(len(view.corpus.terms), _("1 term"), _("{count} terms"))
    start = _Start(TERMS, "topic", _("Places, works and other terms"), intro, count)
    return _shared(view, start, view.addresses.terms, blocks, title_of_page)


def conflicts_pages(view: View) -> dict[str, Recipe]:
    """All questions on which sources disagree; by the entry that each is about if they are very many."""
    _ = view.translate

    def blocks(page: Shared) -> list[Block]:
        content: list[Block] = []
        conflicts = [view.corpus.conflicts[i] for i in page.ids]
        for conflict in sorted(conflicts, key=lambda c: c.settled):
            content.append(heading(2, view.say(conflict.question), label=f"conflict-{conflict.id}"))
            content.append(Box(("hb-conflict",), tuple(conflict_body(view, conflict))))
        return content

    def title_of_page(page: Shared) -> str:
        return _between(view, page, page.group, lambda i: view.corpus.entries[view.corpus.conflicts[i].about[0]].name)

    intro = _(
        "Nothing is silently overwritten: each side stands with its sources, and an editors’ note says what is known."
    )
    intro = f"{intro} {still_open(view, len(view.addresses.conflicts) > 1)}".rstrip()
    several = _("{count} disagreements, by the entry that each is about.")
    count = view.counted(len(view.corpus.conflicts), _("1 disagreement."), several)
    start = _Start(CONFLICTS, "conflict", _("Where the sources disagree"), intro, count)
    keys = contradicted.outside_disagreements(view.everything().corpus)
    return _shared(
        view, start, view.addresses.conflicts, blocks, title_of_page, lambda: contradicted.listed(view, keys), keys
    )


class _Start:
    """The beginning of pages that objects share."""

    def __init__(self, docname: str, kind: str, title: str, intro: str, count: str) -> None:
        self.docname, self.kind, self.title, self.intro, self.count = docname, kind, title, intro, count


def _between(view: View, page: Shared, group: str, name: Callable[[str], str]) -> str:
    """The title of one of several pages of a group: its first and its last name."""
    return group if page.pages == 1 else dividing.between(view, group, name(page.ids[0]), name(page.ids[-1]))


def _shared(
    view: View,
    start: _Start,
    pages: Sequence[Shared],
    blocks: Callable[[Shared], list[Block]],
    title_of_page: Callable[[Shared], str],
    end: Callable[[], list[Block]] = list,
    *preconditions: object,
) -> dict[str, Recipe]:
    """One page with everything, or an index of pages; notes on lost objects stay on the page where these were cited.

    ``end`` makes what stands last on the one page, or on the index; it is determined by ``preconditions`` and records.
    """
    home, title = start.docname, start.title
    if [page.docname for page in pages] == [home]:
        only = pages[0]

        def make() -> Page:
            body = (*blocks(only), *end(), *redirects.on_page(view, start.kind))
            return Page(home, ORIGIN, (heading(1, title), paragraph(text(start.intro)), *body))

        return {home: recipe(make, title, start.intro, only.ids, *preconditions)}
    by_document: dict[str, Recipe] = {}
    lines = []
    for part in pages:
        name = title_of_page(part)
        lines.append(dividing.listed(view, part.docname, name, len(part.ids)))

        def make_part(name: str = name, part: Shared = part) -> Page:
            return Page(part.docname, ORIGIN, (part_heading(view, title, name), *blocks(part)))

        by_document[part.docname] = recipe(make_part, title, name, part.ids)

    def make_index() -> Page:
        return index_of(
            home, title, [start.intro, start.count], lines, list(by_document), [*end(), *redirects.on_page(view, start.kind)], True
        )  # fmt: skip

    return {home: recipe(make_index, title, start.intro, start.count, lines, *preconditions), **by_document}


def _term(view: View, term: Term) -> list[Block]:
    _ = view.translate
    name, gloss = text(view.name_of(term)), text(view.gloss_of(term))
    declared = Object("topic", term.id, name, tuple(map(text, index_names(view, term))), gloss)
    mark: Inlines = (draft_mark(view),) if term.review is Review.DRAFT else ()
    named = (span(name, "hb-name"),)
    inner: list[Block] = [paragraph(mark, named, (gloss,), view.cite(term.cite))]
    incoming: list[Inlines] = [(view.link(e.id),) for e, _word in view.incoming.get(term.id, [])]
    if incoming:
        inner.append(paragraph((span(_("In:"), "hb-label"),), joined(", ", dict.fromkeys(incoming))))
    return [declared, Box(("hb-term",), tuple(inner))]


def bibliography(view: View) -> dict[str, Recipe]:
    """The bibliography that sphinxcontrib-bibtex renders from the records; by year if there are very many sources."""
    _ = view.translate
    home, title = "reference/bibliography", _("Bibliography")
    intro = _("All sources in one list; the page of each source has its statements.")
    ordered = sorted(view.corpus.sources.values(), key=lambda s: (s.header.published.sort_key, s.id))
    if len(ordered) > SPLIT:
        intro = _("All sources, by year; the page of each source has its statements.")
    else:
        listed = [_works(":all:")] if ordered else []
        undivided = Page(home, ORIGIN, (heading(1, title), paragraph(intro), *listed))
        return {home: recipe(lambda: undivided, title, intro, bool(ordered), foreign=bool(ordered))}
    by_document: dict[str, Recipe] = {}
    lines = []
    for year, sources in groupby(ordered, key=lambda s: str(s.header.published.sort_key[0].year)):
        group = list(sources)
        for division in divisions(view, home, year, [s.header.short for s in group]):
            keys = [s.id for s in group[division.row_slice]]
            lines.append(dividing.listed(view, division.docname, division.part_title, len(keys)))

            def make(division: Division = division, keys: list[str] = keys) -> Page:
                # Numbers begin anew on each page; with the page's name before them a label stands for one source only.
                prefix = division.docname.rpartition("/")[2]
                # By name rather than by an expression, which sphinxcontrib-bibtex evaluates for every source on every page.
                works = _works(":filter: False", f":labelprefix: {prefix}.", names=keys)
                return Page(division.docname, ORIGIN, (part_heading(view, title, division.part_title), works))

            by_document[division.docname] = recipe(make, title, division.part_title, keys, foreign=True)
    return {
        home: recipe(lambda: index_of(home, title, [intro], lines, list(by_document)), title, intro, lines),
        **by_document,
    }


def _works(*options: str, names: Sequence[str] = ()) -> Directive:
    """The works that the options choose, or those with the given ``names``."""
    return Directive(("```{bibliography}", *options, ":style: plain", *(("", *names) if names else ()), "```"))
