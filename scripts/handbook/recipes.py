"""Every generated page and source file, and its recipe."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from handbook import render
from handbook.blocks import Figure, Page
from handbook.checks.register import all_rules
from handbook.checks.reported_codes import FORMS
from handbook.exports import bibtex, tables
from handbook.figures import coverage, network, overview, relations, sectors, states
from handbook.figures.timeline import timeline_figure
from handbook.model import Term
from handbook.pages import (
    as_of,
    changes,
    dossiers,
    editions,
    glossary,
    lists,
    redirects,
    reference,
    reference_lists,
    saved,
    search,
    site,
    years,
)
from handbook.pages.coverage import coverage_page
from handbook.pages.entries import entry_page
from handbook.pages.evidence import MOST_ALSO, also_count, evidence_document, evidence_page, evidence_pages
from handbook.pages.recipe import FileRecipe, Recipe, recipe
from handbook.pages.sources import source_page
from handbook.pages.view import View
from handbook.reading import schema

#: Pictures of the whole handbook, by name.
DRAWINGS: dict[str, Callable[[View], Figure]] = {
    "timeline": timeline_figure,
    "relations": network.network_figure,
    "sectors": sectors.sector_figure,
    "map": states.map_figure,
}
#: Parts of the corpus that hand-written pages show, by name.
PARTS: dict[str, Callable[[View], Page]] = {site.HOME: site.home, site.TIMELINE_SCOPE: site.timeline_scope}
#: The names of generated source files.
TIMELINE, BIBLIOGRAPHY = "timeline.json", "sources.bib"


def pages(view: View) -> dict[str, Recipe]:
    """The recipe of each generated page, by its document."""
    _ = view.translate
    corpus = view.corpus
    by_document = {f"actors/{i}": recipe(partial(_actor, view, i)) for i in corpus.actors}
    by_document |= {f"agreements/{i}": recipe(partial(_agreement, view, i)) for i in corpus.agreements}
    by_document |= {f"events/{i}": recipe(partial(_event, view, i)) for i in corpus.events}
    plain = view.everything()
    for entry in plain.corpus.paged:
        # An entry with few statements in total cannot have many besides its claims: count these only for the others.
        if plain.statements_on.count(entry.id) > MOST_ALSO and also_count(plain, entry) > MOST_ALSO:
            for number in range(1, evidence_pages(plain, entry) + 1):
                by_document[evidence_document(entry, number)] = recipe(partial(_evidence, view, entry.id, number))
    by_document |= {f"sources/{i}": recipe(partial(_source, view, i)) for i in corpus.sources}
    actors = _("People, states, organisations, companies and armed groups, A to Z.")
    agreements = _("Treaties, pledges, deliveries, proposals and measures, A to Z, each with how far it got, and when.")
    by_document |= lists.glossary(view, "actor", _("Glossary of actors"), actors, corpus.actors)
    control = as_of.control(view, as_of.AGREEMENTS, as_of.years_of(plain))
    by_document |= lists.glossary(
        view, "agreement", _("Glossary of agreements"), agreements, corpus.agreements, control
    )
    by_document |= lists.events_page(view)
    by_document |= lists.sources_page(view)
    by_document |= reference_lists.terms_pages(view)
    by_document |= reference_lists.conflicts_pages(view)
    by_document |= glossary.terms_glossary(view)
    by_document |= reference_lists.bibliography(view)
    by_document["reference/coverage"] = recipe(partial(_coverage, view))
    by_document[dossiers.INDEX] = recipe(partial(dossiers.index, view))
    by_document |= {dossiers.document(d): recipe(partial(_dossier, view, i)) for i, d in corpus.dossiers.items()}
    by_document |= years.pages(view)
    by_document |= as_of.pages(view, overview.dealings)
    by_document |= editions.pages(view)
    by_document |= changes.pages(view)
    by_document[search.DOCUMENT] = recipe(partial(search.page, view))
    by_document[saved.DOCUMENT] = recipe(partial(saved.page, view))
    by_document["reference/overview"] = recipe(partial(_overview, view))
    by_document |= {
        docname: recipe(partial(_given_page, page), repr(page)) for docname, page in redirects.pages(view).items()
    }
    by_document |= {docname: recipe(partial(make_page, view)) for docname, make_page in REFERENCE.items()}
    return by_document


def sources(view: View) -> dict[str, FileRecipe]:
    """The recipes of the files that hand-written pages and other extensions read."""
    by_file = {name: FileRecipe(partial(_file, f"parts/{name}.md", partial(_part, view, name))) for name in PARTS}
    by_file |= {f"figure {name}": FileRecipe(partial(_drawn, view, name)) for name in DRAWINGS}
    by_file[TIMELINE] = FileRecipe(partial(_file, TIMELINE, partial(_timeline, view)))
    by_file[BIBLIOGRAPHY] = FileRecipe(partial(_file, BIBLIOGRAPHY, partial(_bibliography, view)))
    return by_file


def _file(name: str, text_of: Callable[[], str]) -> dict[str, str]:
    return {name: text_of()}


def _part(view: View, name: str) -> str:
    return render.myst.page(PARTS[name](view))


def _drawn(view: View, name: str) -> dict[str, str]:
    return files_of(DRAWINGS[name](view.without_glosses()))


def files_of(figure: Figure) -> dict[str, str]:
    """The files of a picture: its one or two forms, and the line above it, which may change when the picture does not."""
    start = f"figures/{figure.name}"
    narrow = {f"{start}-narrow.svg": figure.narrow} if figure.narrow else {}
    return {f"{start}.svg": figure.svg, **narrow, f"{start}.txt": f"{figure.finding}\n"}


def _timeline(view: View) -> str:
    """The events file of the timeline; its extension accepts only full ISO dates, and parses all text as MyST."""
    return json.dumps(render.timeline.rows(site.timeline(view)), indent=1, ensure_ascii=False) + "\n"


def _bibliography(view: View) -> str:
    return bibtex.bibtex(view.corpus.sources.values(), view.translate)


def _coverage(view: View) -> Page:
    view = view.without_glosses()
    return coverage_page(view, coverage.months_figure(view))


def _overview(view: View) -> Page:
    view = view.without_glosses()
    return overview.page(view, lambda name: DRAWINGS[name](view))


def _given_page(page: Page) -> Page:
    return page


def _data_model(view: View) -> Page:
    schemas = {name.removesuffix(".json"): json.loads(s) for name, s in schema.schemas(view.corpus.words).items()}
    del schemas[schema.CONFIGURATION.removesuffix(".json")]
    return reference.data_model(schemas, view.translate)


def _configuration(view: View) -> Page:
    return reference.configuration(view.translate)


def _rules(view: View) -> Page:
    return reference.rules(rule_list(), view.translate)


def rule_list() -> list[tuple[str, str, str]]:
    """The code, title and explanation of every rule, sorted by code."""
    return sorted([*FORMS, *((r.code, r.title, r.explanation) for r in all_rules())])


def _exports(view: View) -> Page:
    return reference.exports(((t.name, t.row_meaning, t.columns) for t in tables.TABLES), view.translate)


#: Pages about the engine itself, which do not depend on records.
REFERENCE: dict[str, Callable[[View], Page]] = {
    "reference/data-model": _data_model,
    "reference/configuration": _configuration,
    "reference/rules": _rules,
    "reference/exports": _exports,
}
#: Those whose text is documentation of the code, in English.
IN_ENGLISH = frozenset(REFERENCE) - {"reference/exports"}


def _actor(view: View, id_: str) -> Page:
    """An actor's page, with its picture if it has one."""
    actor = view.corpus.actors[id_]
    return entry_page(view, actor, relations.actor_figure(view, actor))


def _agreement(view: View, id_: str) -> Page:
    return entry_page(view, view.corpus.agreements[id_])


def _event(view: View, id_: str) -> Page:
    return entry_page(view, view.corpus.events[id_])


def _dossier(view: View, id_: str) -> Page:
    return dossiers.page(view, view.corpus.dossiers[id_])


def _evidence(view: View, id_: str, number: int) -> Page:
    entry = view.corpus.entries[id_]
    assert not isinstance(entry, Term)
    return evidence_page(view, entry, number)


def _source(view: View, id_: str) -> Page:
    return source_page(view, view.corpus.sources[id_])
