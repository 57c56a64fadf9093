"""The frame around the text of a page: navigation, edition, addresses, labels; computed without Sphinx.

It is given to templates for pages that Sphinx writes (``theme_context``) and for those that we generate (``page_writer``).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from handbook import i18n, recipes
from handbook.settings.handbook import Handbook
from handbook.sphinx_ext.frame import colours, downloads, languages

THEME = Path(__file__).parents[1] / "theme"
#: The modules whose ``pathto`` depends only on the folder of the page: Sphinx's and this one.
PATHS = ("sphinx.builders.html", __name__)


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
#: Pages, and folders of their parts, that stand under a page of the navigation without being in a folder of its name.
UNDER = {"reference/coverage": ("reference/changes",)}


@dataclass(frozen=True)
class SiteFacts:
    """The facts about configuration and site that every page needs: plain values, which can be pickled.

    ``title`` is that of the site, from the project or else the handbook; ``copyright`` the project's copyright lines.
    ``existing_pages`` names the existing pages among those to which frames link; ``menu`` has the pages, with their titles, that
    ``handbook.toml`` adds to the navigation; ``shared_static`` names the static files that lie in another language's site.
    """

    builder: str
    language: str
    languages: tuple[str, ...]
    base: str
    root: str
    project: str
    title: str
    short_title: str
    logo: str
    favicon: str
    editions: str
    existing_pages: frozenset[str]
    menu: tuple[tuple[str, str], ...]
    book_names: frozenset[str]
    shared_static: frozenset[str]
    copyright: tuple[str, ...]

    @property
    def is_site(self) -> bool:
        """Whether the builder is the site's own, which also makes data files."""
        return self.builder == "html"


def framing(navigated: Collection[str]) -> frozenset[str]:
    """The pages to which frames link, including those that a handbook adds to the navigation (``navigated``)."""
    engine_pages = {doc for _title, items in NAVIGATION for doc, _name in items}
    return frozenset({*engine_pages, *navigated, "genindex", "reference/editions", "about/method"})


class Frames:
    """Makes frames; caches addresses, and rendered parts that are the same on many pages."""

    def __init__(self) -> None:
        self._addresses: dict[tuple[str, str, bool], str] = {}
        self._parts: dict[tuple[object, ...], tuple[str, frozenset[str]]] = {}

    def add(
        self, context: dict[str, Any], pagename: str, site: SiteFacts, handbook: Handbook, places: Mapping[str, str],
        written_in: str, uri: Callable[[str], str], render: Callable[[str, dict[str, Any]], str],
    ) -> None:  # fmt: skip
        """Add the navigation, the edition, a translator and the rest of the frame to the context of a page.

        ``places`` has the corresponding page by language; ``written_in`` the language of an untranslated page, else
        an empty string; ``uri`` gives the address of a page in the site; ``render`` fills a template.
        """
        t = i18n.translator(site.language)
        context["t"] = t
        # Plain values: some builders write the context as it is.
        context["handbook"] = {
            "id": handbook.id,
            "edition": handbook.edition,
            "licence": {"name": handbook.licence.name, "url": handbook.licence.url},
        }
        context["offline"] = handbook.offline
        context["colours"] = colours.version(handbook.colours)
        context["furo_version"] = version_of("furo")
        context["asset"] = asset_version()
        context["editions"] = site.editions
        context["site_title"], context["copyright_lines"] = site.title, site.copyright
        if "content_root" in context and context["pathto"].__module__ not in PATHS:
            # An extension that replaced ``pathto`` decides for scripts too, which ask for data from the root of the site.
            context["content_root"] = context["pathto"]("_static", True).removesuffix("_static") or "./"
        root = context.get("content_root", "")
        context["languages"] = _versions(site, pagename, places, root, uri)
        context["written_in"] = written_in
        name = i18n.language_name(written_in, site.language) if written_in else ""
        context["only_in"] = t("This page is in {language} only.").format(language=name) if written_in else ""
        context["site_root"] = root + languages.up(site.language, site.languages)
        context["navigation"] = [
            (
                t(title),
                [(doc, t(name), _is_current(pagename, doc)) for doc, name in items if doc in site.existing_pages],
            )
            for title, items in _navigation(site.menu)
        ]
        context["hide_toc"] = not context.get("toc") or context["toc"].count("<li>") < 3
        context["with_data"] = site.is_site
        context["with_index"] = "genindex" in site.existing_pages
        self._keep(context, pagename, site, uri, render)
        context["downloads"] = downloads.offered(pagename, pagename == site.root, site.book_names, t)
        # A description that an extension has put into the head is not repeated.
        metatags = context.get("metatags") or ""
        context["description"] = "" if 'name="description"' in metatags else _description(context.get("body") or "")

    def _keep(
        self, context: dict[str, Any], pagename: str, site: SiteFacts, uri: Callable[[str], str],
        render: Callable[[str, dict[str, Any]], str],
    ) -> None:  # fmt: skip
        pathto: Callable[..., str] = context["pathto"]
        if pathto.__module__ not in PATHS or context.get("sidebars"):
            # An extension has its own addresses for this page, or the project's sidebars may show anything of it: no caching.
            def made_anew(template: str) -> str:
                return str(render(template, context))

            context["fixed"] = made_anew
            return
        # The folder of the page's address: some builders give each page its own.
        folder = uri(pagename).rpartition("/")[0]
        linked_targets: set[str] = set()
        shared = site.shared_static

        def address(target: str, resource: bool = False, *base: str) -> str:
            """``pathto``, cached: the same for all pages of a folder, unless ``target`` is the page itself or a template gives a base."""
            linked_targets.add(target)
            if resource and target in shared:
                target = f"../{target}"
            if base or target == pagename:
                return pathto(target, resource, *base)
            key = folder, target, bool(resource)
            cached = self._addresses.get(key)
            if cached is None:
                cached = self._addresses[key] = pathto(target, resource)
            return cached

        def fixed(template: str) -> str:
            """A rendered part, cached by the page's folder and its place in the navigation, unless it has a link to the page itself."""
            part, targets = self._parts.get((template, *place), ("", frozenset({pagename})))
            if pagename not in targets:
                return part
            linked_targets.clear()
            part = str(render(template, context))
            if pagename not in linked_targets:
                self._parts[(template, *place)] = part, frozenset(linked_targets)
            return part

        items = [item for _title, items in context["navigation"] for item in items]
        place = folder, context["hide_toc"], *(is_current for _doc, _name, is_current in items)
        context["pathto"], context["fixed"] = address, fixed


def in_code(pagename: str, site_language: str) -> str:
    """``"en"`` for a page whose text comes from the code, on a site in another language; else an empty string."""
    return "en" if site_language != "en" and pagename in recipes.IN_ENGLISH else ""


def page_uri(docname: str) -> str:
    """The address of a page in the site, as Sphinx has it."""
    return f"{quote(docname)}.html"


def relative(base: str, to: str) -> str:
    """The address of one page relative to another, both given from the root of the site; empty for the page itself.

    The same as Sphinx's ``relative_uri``, for addresses that neither begin nor end with a slash.
    """
    base_parts, target_parts = base.split("/"), to.split("/")
    while len(base_parts) > 1 and len(target_parts) > 1 and base_parts[0] == target_parts[0]:
        del base_parts[0], target_parts[0]
    if base_parts == target_parts:
        return ""
    return "../" * (len(base_parts) - 1) + "/".join(target_parts)


def standing(site: SiteFacts, pagename: str) -> dict[str, Any]:
    """The template variables for the location of a page, as Sphinx's ``handle_page`` gives them."""
    page_address = page_uri(pagename)

    def pathto(target: str, resource: bool = False, base: str = page_address) -> str:
        if resource and "://" in target:
            return target
        return relative(base, target if resource else page_uri(target)) or "#"

    def static(name: str) -> str:
        return pathto(f"_static/{name}", True) if name and "://" not in name else name

    return {
        "pagename": pagename, "language": site.language, "content_root": "../" * page_address.count("/") or "./",
        "pageurl": posixpath.join(site.base, page_address) if site.base else None, "pathto": pathto, "hasdoc": site.existing_pages.__contains__,
        "master_doc": site.root, "project": site.project, "shorttitle": site.short_title,
        "logo_url": static(site.logo), "favicon_url": static(site.favicon),
    }  # fmt: skip


def _versions(
    site: SiteFacts, pagename: str, places: Mapping[str, str], content_root: str, uri: Callable[[str], str]
) -> list[languages.Version]:
    """The page in all languages of the site; empty if the site has only one."""
    if not site.languages:
        return []
    addresses = {docname: uri(docname) for docname in (pagename, *places.values())}
    return languages.versions(pagename, site.language, site.languages, site.base, places, content_root, addresses)


def _navigation(menu: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """The navigation, with the pages that a handbook adds (``menu``) at the end of its first section."""
    for number, (title, items) in enumerate(NAVIGATION):
        yield title, (*items, *menu) if number == 0 else items


def _description(body: str) -> str:
    """The first 200 characters of a page's first paragraph, for search engines and link previews."""
    match = re.search(r"<p>(.*?)</p>", body, re.S)
    text = (
        unescape(re.sub(r"<[^>]+>", "", re.sub(r'<span class="hb-cite">.*', "", match[1], flags=re.S))) if match else ""
    )
    return " ".join(text.split())[:200]


def _is_current(pagename: str, doc: str) -> bool:
    folder, _, name = doc.rpartition("/")
    # The parts of a long list are in a folder that has the list's name.
    if any(pagename == page or pagename.startswith(f"{page}/") for page in (doc, *UNDER.get(doc, ()))):
        return True
    if doc == "genindex" and pagename.startswith("genindex-"):
        return True
    return (
        name == "index"
        and bool(folder)
        and pagename.startswith(folder + "/")
        and pagename not in ("about/method", "about/linking")
    )


@cache
def version_of(package: str) -> str:
    return version(package)


@cache
def asset_version() -> str:
    """A short hash of our own assets, so that a browser's cache never mixes editions."""
    digest = hashlib.sha256()
    for path in sorted((THEME / "static").glob("*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
