"""Every generated file under ``docs``, and how it is made."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from handbook.checks.forms import FORMS
from handbook.checks.register import all_rules
from handbook.exports import bibtex, tables
from handbook.figures import overview, relations, sectors, states
from handbook.figures.timeline import timeline_figure
from handbook.pages import lists, moved, reference, site
from handbook.pages.coverage import coverage_page
from handbook.pages.entries import entry_page
from handbook.pages.myst import MARKER
from handbook.pages.recipe import Recipe, fixed, page
from handbook.pages.sources import source_page
from handbook.pages.view import View
from handbook.reading import schema


def recipes(view: View) -> dict[str, Recipe]:
    """How each generated file under ``docs`` is made, by the name of its document or a name of its own."""
    _ = view.translate
    corpus = view.corpus
    made = {f"actors/{i}": Recipe(partial(_actor, view, i)) for i in corpus.actors}
    made |= {f"agreements/{i}": page(f"agreements/{i}", partial(_entry, view, i)) for i in corpus.agreements}
    made |= {f"events/{i}": page(f"events/{i}", partial(_entry, view, i)) for i in corpus.events}
    made |= {f"sources/{i}": page(f"sources/{i}", partial(_source, view, i)) for i in corpus.sources}
    actors = _("People, states, organisations, companies and armed groups, A to Z.")
    agreements = _(
        "Treaties, pledges, deliveries, proposals and measures, A to Z, each with the last stage that a source reports."
    )
    made |= lists.glossary(view, "actor", _("Glossary of actors"), actors, corpus.actors)
    made |= lists.glossary(view, "agreement", _("Glossary of agreements"), agreements, corpus.agreements)
    made |= lists.events_page(view)
    made |= lists.sources_page(view)
    made |= lists.terms_pages(view)
    made |= lists.conflicts_pages(view)
    made |= lists.terms_glossary(view)
    made |= lists.bibliography(view)
    for doc, make in (
        ("reference/coverage", coverage_page),
        ("reference/overview", overview.page),
        ("_generated/home", site.home),
        ("_generated/timeline", site.timeline_scope),
    ):
        made[doc] = page(doc, partial(make, view))
    made |= {doc: fixed(doc, said) for doc, said in moved.pages(view).items()}
    for name, draw in (
        ("timeline", timeline_figure), ("relations", relations.all_figure),
        ("sectors", sectors.sector_figure), ("map", states.map_figure),
    ):  # fmt: skip
        made[f"figure {name}"] = Recipe(partial(_picture, view, name, draw))
    bib = "reference/sources.bib"
    made[bib] = Recipe(lambda: {bib: bibtex.bibtex(corpus.sources.values())})
    made |= {doc: page(doc, partial(make, view)) for doc, make in REFERENCE.items()}
    made["timeline.json"] = Recipe(lambda: {"timeline.json": site.timeline(view)})
    return made


def _data_model(view: View) -> str:
    schemas = {name.removesuffix(".json"): json.loads(s) for name, s in schema.schemas().items()}
    return reference.data_model(schemas, view.translate)


def _rules(view: View) -> str:
    return reference.rules(rule_list(), view.translate)


def rule_list() -> list[tuple[str, str, str]]:
    """Code, title and explanation of every rule, sorted by code."""
    return sorted([*FORMS, *((r.code, r.title, r.explanation) for r in all_rules())])


def _exports(_view: View) -> str:
    return reference.exports((t.name, t.about, t.columns) for t in tables.TABLES)


#: Pages about the engine itself, which no record decides.
REFERENCE: dict[str, Callable[[View], str]] = {
    "reference/data-model": _data_model,
    "reference/rules": _rules,
    "reference/exports": _exports,
}


def _actor(view: View, id_: str) -> dict[str, str]:
    """An actor's page, and its picture if it has one."""
    actor = view.corpus.actors[id_]
    drawn = relations.actor_figure(view, actor)
    made = {f"actors/{id_}.md": entry_page(view, actor, bool(drawn))}
    return made | (svg_file(f"actor-{id_}", drawn) if drawn else {})


def _entry(view: View, id_: str) -> str:
    entry = view.corpus.agreements.get(id_) or view.corpus.events[id_]
    return entry_page(view, entry)


def _source(view: View, id_: str) -> str:
    return source_page(view, view.corpus.sources[id_])


def _picture(view: View, name: str, draw: Callable[[View], str]) -> dict[str, str]:
    return svg_file(name, draw(view))


def svg_file(name: str, svg: str) -> dict[str, str]:
    """The file of a picture."""
    return {f"_generated/figures/{name}.svg": f"<!-- {MARKER} -->\n{svg}"}
