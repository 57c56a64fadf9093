"""Writing generated pages from their blocks into the site's frame, without Sphinx; what it knows of them was collected before."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import BaseLoader, Environment, FileSystemLoader
from jinja2.sandbox import SandboxedEnvironment

from handbook.addresses import Addresses
from handbook.book import Book
from handbook.incremental.planning import Planned
from handbook.publish import write
from handbook.render import html, html_contents, html_tags
from handbook.sphinx_ext.frame import page_citation
from handbook.sphinx_ext.frame.page_frame import THEME, Frames, SiteFacts, in_code, page_uri, relative, standing
from handbook.sphinx_ext.storage.compiled_templates import CompiledTemplates
from handbook.sphinx_ext.storage.processes import in_batches

#: The Jinja extensions that our templates use.
EXTENSIONS = ("jinja2.ext.i18n",)
PAGE = "page.html"


class Around(NamedTuple):
    """What other pages decide of one: its neighbours and parents with their titles, and its places in other languages.

    Titles are HTML. ``numbers`` are those of its sections, where sections are numbered; ``meta`` is its metadata in Sphinx.
    """

    title: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    parents: tuple[tuple[str, str], ...]
    numbers: Mapping[str, tuple[int, ...]]
    meta: Mapping[str, Any]
    places: Mapping[str, str]


class Shell(NamedTuple):
    """What is the same on all pages: facts about the site, the words of permalinks, the first tags of the head."""

    site: SiteFacts
    words: html.Words
    metatags: str


class Markup(str):
    """HTML of a page with a short ``repr``: Sphinx formats it at each event for a debug message that is not shown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} characters>"


class PageWriter:
    """Writes generated pages; caches what many of them share."""

    def __init__(
        self, shell: Shell, book: Book, pages: Mapping[str, Planned], around: Callable[[str], Around],
        show: Callable[[str, dict[str, Any], Around], None],
    ) -> None:  # fmt: skip
        """``around`` gives what other pages decide of a page; ``show`` renders its template with a context, and writes the file."""
        self.shell, self.pages, self.around, self.show = shell, pages, around, show
        self.addresses: Addresses = book.view.addresses
        self.relative = lru_cache(1 << 16)(self._relative)
        self.site = lru_cache(1 << 10)(self._site)

    def _relative(self, folder: str, docname: str) -> str:
        """The address of a document as seen from any page of a folder other than the document itself."""
        return relative(page_uri(f"{folder}/-" if folder else "-"), page_uri(docname))

    def _site(self, folder: str) -> html.Site:
        """The addresses of all objects as seen from the pages of a folder."""

        @lru_cache(1 << 16)
        def address(kind: str, target: str) -> tuple[str, str, str]:
            docname, anchor = self.addresses.of(kind, target)
            fragment = f"#{anchor}" if anchor else ""
            relative_address = self.relative(folder, docname) + fragment
            return html_tags.attribute(relative_address), docname, html_tags.attribute(fragment or "#")

        return html.Site(address, self.shell.words)

    def write_all(self, docnames: Sequence[str]) -> None:
        """Write pages, in a worker process."""
        for docname in in_batches(docnames, os.getppid()):
            self.write(docname)

    def write(self, docname: str) -> None:
        """Write one page."""
        around, planned = self.around(docname), self.pages[docname]
        folder = docname.rpartition("/")[0]
        body = html.page(self.site(folder), planned.page(), around.numbers)
        declared = planned.facts
        before, after = (
            {"link": self.relative(folder, neighbour[0]), "title": neighbour[1]} if neighbour else None
            for neighbour in (around.before, around.after)
        )
        context = {
            "prev": before, "next": after, "title": around.title, "meta": around.meta, "body": Markup(body),
            "metatags": self.shell.metatags, "toc": Markup(html_contents.contents(declared.headings, around.numbers)),
            "display_toc": len(declared.headings) > 1,
        }  # fmt: skip
        self.show(docname, context, around)


class OwnWay:
    """Renders pages with our own template into files below ``out``, the same as Sphinx would if nothing else influenced them."""

    def __init__(self, shell: Shell, book: Book, templates: Environment, out: Path) -> None:
        self._shell, self._book, self._templates, self._out = shell, book, templates, str(out)
        self._frames = Frames()

    def show(self, docname: str, context: dict[str, Any], around: Around) -> None:
        """Write a page."""
        site, book = self._shell.site, self._book
        page = standing(site, docname) | context
        written_in = in_code(docname, site.language)
        self._frames.add(page, docname, site, book.corpus.handbook, around.places, written_in, page_uri, self._render)
        if target := context["meta"].get("hb_redirect"):
            page["redirect"] = relative(page_uri(docname), page_uri(target))
        page_citation.add(page, docname, book, site.language, site.base, site.book_names, cards=bool(site.editions))
        write(f"{self._out}/{docname}.html", self._render(PAGE, page).encode("utf-8", "xmlcharrefreplace"))

    def _render(self, template: str, context: dict[str, Any]) -> str:
        return self._templates.get_template(template).render(context)


def templates(compiled: Path) -> Environment:
    """Our templates, with their compiled code from earlier builds in the file ``compiled``."""
    loader: BaseLoader = FileSystemLoader(str(THEME))
    environment = SandboxedEnvironment(loader=loader, extensions=EXTENSIONS, auto_reload=False)
    environment.bytecode_cache = CompiledTemplates(compiled, environment)
    return environment
