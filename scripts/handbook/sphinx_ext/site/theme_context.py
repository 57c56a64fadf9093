"""The template variables that we add for pages that Sphinx writes, and how our theme's translator writes HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from docutils.nodes import Element, Node, SkipNode, citation, image
from jinja2 import PrefixLoader
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.jinja2glue import SphinxFileSystemLoader
from sphinx.writers.html5 import HTML5Translator

from handbook import i18n
from handbook.blocks import ANY_DAY
from handbook.figures.svg import addressed
from handbook.plain_text import clean
from handbook.sphinx_ext.doctrees.block_nodes import RIGHT_TO_LEFT
from handbook.sphinx_ext.doctrees.node_types import drawing
from handbook.sphinx_ext.frame import languages, page_citation
from handbook.sphinx_ext.frame.page_frame import THEME, Frames, SiteFacts, framing, in_code
from handbook.sphinx_ext.objects import search_links
from handbook.sphinx_ext.project import explicit_settings
from handbook.sphinx_ext.running.build import build_of

#: Style sheets and scripts that our theme links to itself, or does not use.
OWN = frozenset(
    (
        "pygments.css",
        "furo.css",
        "handbook.css",
        "documentation_options.js",
        "doctools.js",
        "sphinx_highlight.js",
        "translations.js",
    )
)


#: The style sheets and scripts of sphinx-timeline; our theme styles its events itself (``:style: none``).
TIMELINE = re.compile(r"(?:default|datetime)\.[0-9a-f]{32}\.(?:css|js)")
#: The query after the fragment of a link within the page, which filters a list.
_ASKED = re.compile(r'(?<= href="#)([^"?]*)\?[^"]*')


#: The variables from which themes make links to a page's source.
SOURCE = (
    "sourcename", "page_source_suffix", "display_github", "display_gitlab", "display_bitbucket", "source_url_prefix",
    "theme_source_repository", "theme_source_edit_link", "theme_source_view_link", "theme_use_edit_page_button",
)  # fmt: skip


class HandbookTranslator(HTML5Translator):
    """Writes HTML with accessible bibliographies, ``dir="rtl"`` on right-to-left names, and lazily loaded images."""

    def visit_image(self, node: image) -> None:
        """Load a picture only when a reader scrolls near it."""
        node.setdefault("loading", "lazy")
        super().visit_image(node)

    def visit_citation(self, node: citation) -> None:
        super().visit_citation(node)
        # docutils gives list items a role that is deprecated and not allowed there.
        self.body[-1] = self.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')

    def starttag(self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        if not isinstance(node, str) and RIGHT_TO_LEFT in node.get("classes", ()):
            attributes["dir"] = "rtl"
        if not isinstance(node, str) and ANY_DAY in node.get("classes", ()):
            attributes["hidden"] = "hidden"
        started: str = super().starttag(node, tagname, suffix, empty, **attributes)
        return started


def bring_translators(app: Sphinx, _config: Config) -> None:
    """Use our translator for builders for which neither the project nor another extension has set one."""
    for builder in ("html", "dirhtml", "singlehtml"):
        if builder not in app.registry.translators:
            app.set_translator(builder, HandbookTranslator)


def visit_drawing(self: HTML5Translator, node: drawing) -> None:
    """Draw a picture into the page that is being written."""
    builder = self.builder
    svg = addressed(node["svg"], lambda docname: builder.get_relative_uri(builder.current_docname, docname))
    # On a site of one page the address is a fragment, where a query that filters a list has no effect.
    self.body.append(_ASKED.sub(r"\1", svg) if builder.name == "singlehtml" else svg)


def leave(_self: Any, _node: Node) -> None:
    """Write nothing at the end of a picture."""


def skip(_self: Any, _node: Node) -> None:
    """Skip a drawing in outputs other than HTML, which show the picture's file instead.

    Raises:
        SkipNode: always.
    """
    raise SkipNode


def init_tests(app: Sphinx) -> None:
    """Register, for every builder with templates, the Jinja test that ours use, and a prefix by which other themes find ours."""
    templates: Any = getattr(app.builder, "templates", None)
    if templates is not None and hasattr(templates, "environment"):
        templates.environment.tests["in_glossary"] = _in_glossary
        # Sphinx looks for another theme's template, such as ``handbook/layout.html``, in a folder of the theme's name; ours has another.
        templates.loaders.append(PrefixLoader({"handbook": SphinxFileSystemLoader(THEME)}))


def _in_glossary(link: str) -> bool:
    return "reference/glossary" in link


def facts_of(app: Sphinx) -> SiteFacts:
    """The facts about configuration and site that every page needs."""
    config, builder, env = app.config, app.builder, app.env
    handbook = build_of(env).handbook
    global_context = getattr(builder, "globalcontext", {})
    project = global_context.get("project", config.project)
    existing_pages = frozenset(name for name in framing(handbook.menu) if name in env.found_docs)
    return SiteFacts(
        builder=builder.name, language=i18n.interface(config.language or "en"), languages=languages.named(config), base=config.html_baseurl or "",
        root=config.root_doc, project=project, title=explicit_settings.site_title(config, project), short_title=global_context.get("shorttitle") or "",
        logo=global_context.get("logo_url") or "", favicon=global_context.get("favicon_url") or "", editions=config.handbook_editions,
        existing_pages=existing_pages | {"genindex"} if builder.name != "singlehtml" and getattr(builder, "use_index", False) else existing_pages,
        menu=tuple((doc, clean(env.titles[doc].astext())) for doc in handbook.menu if doc in env.titles),
        book_names=getattr(builder, "book_names", frozenset()), shared_static=frozenset(getattr(builder, "shared_static", ())), copyright=explicit_settings.copyright_lines(config),
    )  # fmt: skip


def without_source(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Element | None
) -> None:
    """Remove links to the source from a generated page: it has no source that a reader could see or edit."""
    plan = build_of(app.env).plan
    if plan and pagename in plan.pages:
        for name in SOURCE:
            if name in context:
                context[name] = ""


class PageContext:
    """Adds our template variables to the context of the pages that Sphinx writes."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    def add(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Element | None
    ) -> None:
        """Add to the context the frame of the page, and the files that extensions and the project add to it."""
        build, builder = build_of(app.env), app.builder
        site: SiteFacts = getattr(builder, "site_facts", None) or facts_of(app)
        places = build.places(pagename) if site.languages else {}
        render: Callable[[str, dict[str, Any]], str] = builder.templates.render
        written_in = _written_in(app, pagename, doctree)
        self._frames.add(context, pagename, site, build.handbook, places, written_in, builder.get_target_uri, render)
        # The language of the words in our frame; other themes use Sphinx's words, in the language of the project.
        context["frame_language"] = site.language
        context["written_rtl"] = i18n.runs_right_to_left(written_in)
        if written_in == app.config.language:
            # The page is in the project's language, so no translation of it is missing.
            context["only_in"] = ""
        context["sphinx_search"] = search_links.is_sphinxs(app)
        context["further_css"] = [css for css in context.get("css_files", ()) if _further(css)]
        # Generated pages have no code.
        context["coloured_code"] = pagename not in build.plan_names and explicit_settings.coloured_code(app.config)
        context["further_js"] = _further_scripts(context.get("script_files", ()))
        if doctree is None and pagename.startswith("genindex"):
            context["hide_toc"] = True
        if target := (context.get("meta") or {}).get("hb_redirect"):
            context["redirect"] = builder.get_relative_uri(pagename, target)
        if build.book:
            page_citation.add(
                context, pagename, build.book, site.language, site.base, site.book_names, cards=bool(site.editions)
            )


def _written_in(app: Sphinx, pagename: str, doctree: Element | None) -> str:
    """The language of a page, if it differs from that of our frame around it; else an empty string."""
    build, site_language = build_of(app.env), app.config.language or "en"
    frame_language = i18n.interface(site_language)
    if written_in := in_code(pagename, frame_language):
        return written_in
    progress = (doctree.get("translation_progress") if doctree is not None else None) or {}
    translated = bool(progress.get("translated"))
    if doctree is None or (build.plan and pagename in build.plan.pages and not translated):
        return ""
    language = build.handbook.content if progress.get("total") and not translated else site_language
    return "" if language == frame_language else language


def _name(asset: Any) -> str:
    return str(getattr(asset, "filename", asset) or "").rpartition("/")[2]


@cache
def _of_timeline(name: str) -> bool:
    return TIMELINE.fullmatch(name) is not None


def _further_scripts(scripts: Any) -> list[Any]:
    """The scripts of extensions and of the project, with Sphinx's own, which they may need; empty if they have none."""
    scripts = [script for script in scripts if not _of_timeline(_name(script))]
    return scripts if any(map(_further, scripts)) else []


def has_further(context: Mapping[str, Any]) -> bool:
    """Whether pages have style sheets or scripts that are not the theme's."""
    return any(map(_further, (*context.get("css_files", ()), *context.get("script_files", ()))))


def _further(asset: Any) -> bool:
    """Whether a style sheet or script belongs to an extension or the project."""
    name = _name(asset)
    return name not in OWN and not _of_timeline(name)
