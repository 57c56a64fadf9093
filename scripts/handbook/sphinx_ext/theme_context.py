"""What templates are given besides what Sphinx gives them: navigation, edition, addresses, words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docutils.nodes import Node, SkipNode, citation, image
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from handbook import i18n, recipes
from handbook.blocks import ANY_DAY
from handbook.figures.svg import addressed
from handbook.plain_text import clean
from handbook.sphinx_ext import colours, downloads, languages
from handbook.sphinx_ext.build import build_of
from handbook.sphinx_ext.folds import drawing
from handbook.sphinx_ext.nodes import RIGHT_TO_LEFT

THEME = Path(__file__).parent / "theme"
#: Style sheets and scripts that the theme names itself, or has no use for.
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


#: Those of sphinx-timeline, whose events our theme shows in its own way (``:style: none``).
TIMELINE = re.compile(r"(?:default|datetime)\.[0-9a-f]{32}\.(?:css|js)")


def N_(text: str) -> str:
    return text


NAVIGATION = (
    (N_("Read"), (("index", N_("Home")), ("how-to-read", N_("How to read it")), ("reference/overview", N_("At a glance")), ("dossiers/index", N_("Dossiers")), ("years/index", N_("Year by year")), ("timeline", N_("Timeline")))),
    (
        N_("Look up"),
        (
            ("actors/index", N_("Actors")), ("agreements/index", N_("Agreements")), ("events/index", N_("Events")), ("as-of/index", N_("As of a day")), ("reference/terms", N_("Places and terms")),
            ("reference/glossary", N_("Glossary and index")), ("reference/saved", N_("Saved list")),
        ),
    ),
    (N_("Check"), (("sources/index", N_("Sources")), ("reference/conflicts", N_("Disagreements")), ("reference/coverage", N_("Coverage")), ("reference/bibliography", N_("Bibliography")), ("about/method", N_("Method and policy")))),
    (N_("Contribute"), (("about/linking", N_("Link to an entry")), ("reference/exports", N_("Data")), ("about/index", N_("About and contributing")))),
)  # fmt: skip


class HandbookTranslator(HTML5Translator):
    """HTML whose bibliography is a list that assistive software understands, and whose right-to-left names say so."""

    def visit_image(self, node: image) -> None:
        """A picture comes when a reader is near it: none is waited for, and what is not looked at is not sent."""
        node.setdefault("loading", "lazy")
        super().visit_image(node)

    def visit_citation(self, node: citation) -> None:
        super().visit_citation(node)
        # docutils gives the items of a list a role that is deprecated and not allowed there.
        self.body[-1] = self.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')

    def starttag(self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        if not isinstance(node, str) and RIGHT_TO_LEFT in node.get("classes", ()):
            attributes["dir"] = "rtl"
        if not isinstance(node, str) and ANY_DAY in node.get("classes", ()):
            attributes["hidden"] = "hidden"
        started: str = super().starttag(node, tagname, suffix, empty, **attributes)
        return started


def visit_drawing(self: HTML5Translator, node: drawing) -> None:
    """Draw a picture into the page that is written."""
    builder = self.builder
    self.body.append(addressed(node["svg"], lambda docname: builder.get_relative_uri(builder.current_docname, docname)))


def leave(_self: Any, _node: Node) -> None:
    """Nothing follows a picture."""


def skip(_self: Any, _node: Node) -> None:
    """Outputs other than HTML show a picture's file.

    Raises:
        SkipNode: always.
    """
    raise SkipNode


def init_tests(app: Sphinx) -> None:
    """The tests that our templates use, for every builder that has templates."""
    templates = getattr(app.builder, "templates", None)
    if templates is not None and hasattr(templates, "environment"):
        templates.environment.tests["in_glossary"] = _in_glossary


def _in_glossary(link: str) -> bool:
    return "reference/glossary" in link


class Frames:
    """Addresses, and parts that are the same on many pages, which are looked up after the first time."""

    def __init__(self) -> None:
        self._addresses: dict[tuple[str, str, bool], str] = {}
        self._parts: dict[tuple[object, ...], tuple[str, frozenset[str]]] = {}

    def page_context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Node | None
    ) -> None:
        """Give the templates the navigation, the edition and a translator."""
        t = i18n.translator(app.config.language or "en")
        context["t"] = t
        about = build_of(app.env).handbook
        # Plain values: some builders write the context as it is.
        context["handbook"] = {
            "id": about.id,
            "edition": about.edition,
            "licence": {"name": about.licence.name, "url": about.licence.url},
        }
        context["offline"] = about.offline
        context["colours"] = colours.version(about.colours)
        context["furo_version"] = _version("furo")
        context["asset"] = asset_version()
        context["editions"] = app.config.handbook_editions
        root = context.get("content_root", "")
        context["languages"] = _languages(app, pagename, root)
        written_in = _written_in(app, pagename, doctree)
        context["written_in"] = written_in
        name = i18n.language_name(written_in, app.config.language or "en") if written_in else ""
        context["only_in"] = t("This page is in {language} only.").format(language=name) if written_in else ""
        context["site_root"] = root + languages.up(app.config)
        context["navigation"] = [
            (t(title), [(doc, t(name), _here(pagename, doc)) for doc, name in items if _there(app, doc)])
            for title, items in _navigation(app, about.menu)
        ]
        context["hide_toc"] = not context.get("toc") or context["toc"].count("<li>") < 3
        context["further_css"] = [css for css in context.get("css_files", ()) if _further(css)]
        context["further_js"] = _further_scripts(context.get("script_files", ()))
        # Data files, and an index of a page of its own, are for the site.
        context["with_data"] = app.builder.name == "html"
        context["with_index"] = _there(app, "genindex")
        self._keep(app, pagename, context)
        book_names: frozenset[str] = getattr(app.builder, "book_names", frozenset())
        context["downloads"] = downloads.offered(pagename, pagename == app.config.root_doc, book_names, t)
        # What an extension says in the head is not said twice.
        metatags = context.get("metatags") or ""
        context["description"] = "" if 'name="description"' in metatags else _description(context.get("body") or "")
        if doctree is None and pagename.startswith("genindex"):
            context["hide_toc"] = True

    def _keep(self, app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
        builder, pathto = app.builder, context["pathto"]
        # Where a page stands: some builders give each a folder of its own.
        folder = builder.get_target_uri(pagename).rpartition("/")[0]

        asked: set[str] = set()
        shared: Mapping[str, bytes] = getattr(builder, "shared_static", {})

        def address(other: str, resource: bool = False, *base: str) -> str:
            """The same for all pages of a folder but the other itself, unless a template says from where."""
            asked.add(other)
            if resource and other in shared:
                other = f"../{other}"
            if base or other == pagename:
                return pathto(other, resource, *base)  # type: ignore[no-any-return]
            key = folder, other, bool(resource)
            known = self._addresses.get(key)
            if known is None:
                known = self._addresses[key] = pathto(other, resource)
            return known

        def fixed(template: str) -> str:
            """A part that depends on the folder of a page and its place in the navigation, if it has no link to the page itself."""
            part, targets = self._parts.get((template, *place), ("", frozenset({pagename})))
            if pagename not in targets:
                return part
            asked.clear()
            part = str(builder.templates.render(template, context))
            if pagename not in asked:
                self._parts[(template, *place)] = part, frozenset(asked)
            return part

        items = [item for _title, items in context["navigation"] for item in items]
        place = folder, context["hide_toc"], *(here for _doc, _name, here in items)
        context["pathto"], context["fixed"] = address, fixed


def _written_in(app: Sphinx, pagename: str, doctree: Node | None) -> str:
    """The language of a page that nobody translated into that of the site; empty for all others."""
    build, own = build_of(app.env), app.config.language or "en"
    if pagename in recipes.REFERENCE:
        # Most of it stands in the code.
        return "en" if own != "en" else ""
    if doctree is None or own == build.handbook.content or (build.plan and pagename in build.plan.pages):
        return ""
    progress = doctree.get("translation_progress") or {}  # type: ignore[attr-defined]
    return build.handbook.content if progress.get("total") and not progress.get("translated") else ""


def _languages(app: Sphinx, pagename: str, content_root: str) -> list[languages.Version]:
    """The page in all languages of the site; empty where it has one."""
    if not languages.named(app.config):
        return []
    places = build_of(app.env).places(pagename)
    uri = {docname: app.builder.get_target_uri(docname) for docname in (pagename, *places.values())}
    return languages.versions(pagename, app.config, places, content_root, uri)


def _navigation(app: Sphinx, menu: Iterable[str]) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """The menu, with the pages that a handbook adds to it at the end of its first part."""
    own = tuple((doc, clean(app.env.titles[doc].astext())) for doc in menu if doc in app.env.titles)
    for number, (title, items) in enumerate(NAVIGATION):
        yield title, (*items, *own) if number == 0 else items


def _there(app: Sphinx, docname: str) -> bool:
    if docname == "genindex":
        return app.builder.name != "singlehtml"
    return docname in app.env.found_docs


def _name(asset: Any) -> str:
    return str(getattr(asset, "filename", asset) or "").rpartition("/")[2]


@cache
def _of_timeline(name: str) -> bool:
    return TIMELINE.fullmatch(name) is not None


def _further_scripts(scripts: Any) -> list[Any]:
    """The scripts of extensions and of the project; Sphinx's own only if there are such, which may need them."""
    scripts = [script for script in scripts if not _of_timeline(_name(script))]
    return scripts if any(map(_further, scripts)) else []


def _further(asset: Any) -> bool:
    """Whether an extension or the project wants it."""
    name = _name(asset)
    return name not in OWN and not _of_timeline(name)


def _description(body: str) -> str:
    """The first sentence or two of a page, for search engines and link previews."""
    match = re.search(r"<p>(.*?)</p>", body, re.S)
    text = (
        unescape(re.sub(r"<[^>]+>", "", re.sub(r'<span class="hb-cite">.*', "", match[1], flags=re.S))) if match else ""
    )
    return " ".join(text.split())[:200]


def _here(pagename: str, doc: str) -> bool:
    folder, _, name = doc.rpartition("/")
    # A list that grows long has its parts in a folder of its own name.
    if pagename == doc or pagename.startswith("genindex-" if doc == "genindex" else doc + "/"):
        return True
    return (
        name == "index"
        and bool(folder)
        and pagename.startswith(folder + "/")
        and pagename not in ("about/method", "about/linking")
    )


@cache
def _version(package: str) -> str:
    return version(package)


@cache
def asset_version() -> str:
    """A short hash of our own assets, so that a browser's cache never mixes editions."""
    digest = hashlib.sha256()
    for path in sorted((THEME / "static").glob("*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
