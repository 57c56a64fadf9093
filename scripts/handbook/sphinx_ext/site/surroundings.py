"""The surroundings of generated pages, asked of Sphinx once a build; and whether others influence how these pages look."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _ as of_sphinx
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import new_document
from sphinx.writers.html5 import HTML5Translator

from handbook.render import html
from handbook.sphinx_ext.frame.page_frame import THEME, page_uri, relative
from handbook.sphinx_ext.frame.page_writer import Around, Shell
from handbook.sphinx_ext.running.build import build_of
from handbook.sphinx_ext.site.theme_context import facts_of, has_further

#: The modules whose ``html-page-context`` listeners add nothing that our templates show on a generated page.
QUIET = (
    "sphinx.builders.html.",
    "sphinx.ext.mathjax.",
    "alabaster.",
    "sphinx_timeline.",
    "handbook.",
)


class Surroundings:
    """What Sphinx knows of the pages of one builder."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self.builder, self.build = builder, build_of(builder.env)
        #: An empty doctree, passed to listeners for pages that have none.
        self.empty = new_document("", builder.docsettings)
        visitor = builder.create_translator(self.empty, builder)
        assert isinstance(visitor, HTML5Translator)
        self.empty.walkabout(visitor)
        icon = builder.config.html_permalinks_icon if builder.config.html_permalinks else ""
        words = html.Words(icon, of_sphinx("Link to this heading"), of_sphinx("Link to this term"))
        self.shell = Shell(facts_of(builder._app), words, "".join(visitor.meta[2:]))
        self.title = lru_cache(1 << 16)(self._title)

    def _title(self, docname: str) -> str:
        return self.builder.render_partial(self.builder.env.titles[docname])["title"]

    def around(self, docname: str) -> Around:
        """What other pages decide of one: its neighbours, its parents, its section numbers and its places in other languages."""
        env = self.builder.env
        above, before, after = self.builder.relations.get(docname) or (None, None, None)
        near = [(neighbour, self.title(neighbour)) if neighbour else None for neighbour in (before, after)]
        numbers, meta = env.toc_secnumbers.get(docname, {}), env.metadata.get(docname, {})
        places = self.build.places(docname)
        return Around(self.title(docname), near[0], near[1], self._parents(above), numbers, meta, places)

    def _parents(self, above: str | None) -> tuple[tuple[str, str], ...]:
        parents = []
        while above:
            parents.append((above, self.title(above)))
            above = (self.builder.relations.get(above) or (None,))[0]
        # Leave out the root: every page has a link to it.
        return tuple(reversed(parents[:-1]))

    def through_sphinx(self, docname: str, context: dict[str, Any], around: Around) -> None:
        """Write a page through Sphinx's ``handle_page``, which calls all listeners."""
        builder = self.builder
        links: list[tuple[str, str, str, str]] = [*cast("Any", builder.globalcontext["rellinks"])]
        for neighbour, key, words in (
            (around.after, "N", of_sphinx("next")),
            (around.before, "P", of_sphinx("previous")),
        ):
            links += [(*neighbour, key, words)] if neighbour else []
        page_address = page_uri(docname)
        parents = [{"link": relative(page_address, page_uri(above)), "title": title} for above, title in around.parents]
        builder.phase = BuildPhase.WRITING
        builder.current_docname = docname
        further = {
            "parents": parents,
            "rellinks": links,
            "sourcename": "",
            "page_source_suffix": "",
            "has_maths_elements": False,
        }
        builder.handle_page(docname, context | further, event_arg=self.empty)


def others_have_a_say(builder: StandaloneHTMLBuilder) -> bool:
    """Whether extensions, the project's own templates or settings may change how a generated page looks."""
    config = builder.config
    chain = [Path(path) for path in getattr(builder.templates, "pathchain", ())]
    listeners = builder.events.listeners.get("html-page-context", ())
    return (
        not chain
        or chain[0] != THEME
        or config.html_context
        or config.html_sidebars
        or config.html_use_opensearch
        # The day of the last update: a page that is written without Sphinx would show that of an earlier build.
        or config.html_last_updated_fmt is not None
        or has_further(builder.globalcontext)
        or builder._app.registry.html_assets_policy == "always"
        or (config.html_output_encoding or "utf-8").lower() != "utf-8"
        or not all(f"{listener.handler.__module__}.".startswith(QUIET) for listener in listeners)
    )
