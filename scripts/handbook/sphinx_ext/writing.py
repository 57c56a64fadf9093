"""Writing generated pages from their blocks into the site's frame."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _ as of_sphinx
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import new_document
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from handbook.addresses import Addresses
from handbook.incremental.planning import Planned
from handbook.render import html, html_tags
from handbook.sphinx_ext.build import build_of
from handbook.sphinx_ext.workers import in_batches


class _Html(str):
    """HTML of a page, which Sphinx spells out for a message that nobody sees, at each event."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} characters>"


class PageWriter:
    """Writes generated pages; what is the same for all of them is made once."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self.builder, self.env = builder, builder.env
        build = build_of(builder.env)
        assert build.plan
        assert build.book
        self.build, self.plan = build, build.plan
        self.addresses: Addresses = build.book.view.addresses
        #: What listeners are shown as the nodes of a page that has none.
        self.empty = new_document("", builder.docsettings)
        visitor = builder.create_translator(self.empty, builder)
        assert isinstance(visitor, HTML5Translator)
        self.empty.walkabout(visitor)
        self.metatags = "".join(visitor.meta[2:])
        icon = builder.config.html_permalinks_icon if builder.config.html_permalinks else ""
        self.words = html.Words(icon, of_sphinx("Link to this heading"), of_sphinx("Link to this term"))
        self.relative = lru_cache(1 << 16)(self._relative)
        self.title = lru_cache(1 << 16)(self._title)
        self.site = lru_cache(1 << 10)(self._site)

    def _relative(self, folder: str, docname: str) -> str:
        """The address of a document from any page of a folder, but for the page itself."""
        return relative_uri(
            self.builder.get_target_uri(f"{folder}/-" if folder else "-"), self.builder.get_target_uri(docname)
        )

    def _title(self, docname: str) -> str:
        return self.builder.render_partial(self.env.titles[docname])["title"]

    def _site(self, folder: str) -> html.Site:
        """Where things are, from the pages of a folder."""

        @lru_cache(1 << 16)
        def address(kind: str, target: str) -> tuple[str, str, str]:
            docname, anchor = self.addresses.of(kind, target)
            fragment = f"#{anchor}" if anchor else ""
            there = self.relative(folder, docname) + fragment
            return html_tags.attribute(there), docname, html_tags.attribute(fragment or "#")

        return html.Site(address, self.words)

    def write_all(self, docnames: Sequence[str]) -> None:
        """Write pages, in a process of its own."""
        for docname in in_batches(docnames, os.getppid()):
            self.write(docname)

    def write(self, docname: str) -> None:
        """Write one page."""
        builder, planned = self.builder, self.plan.pages[docname]
        folder = docname.rpartition("/")[0]
        body = html.page(self.site(folder), planned.page(), self.env.toc_secnumbers.get(docname, {}))
        builder.phase = BuildPhase.WRITING
        builder.current_docname = docname
        builder.handle_page(docname, self.context(docname, body, planned), event_arg=self.empty)

    def frame(self, docname: str) -> tuple[object, ...]:
        """What other pages decide of a page: its neighbours, and those above it, with their titles and numbers."""
        above, before, after = self.builder.relations.get(docname) or (None, None, None)
        near = [(other, self.title(other)) if other else None for other in (before, after)]
        places = tuple(self.build.places(docname).items())
        return *near, self._parents(docname, above), self.env.toc_secnumbers.get(docname), places

    def _parents(self, docname: str, above: str | None) -> tuple[tuple[str, str], ...]:
        parents = []
        while above:
            parents.append((above, self.title(above)))
            above = (self.builder.relations.get(above) or (None,))[0]
        # The root is not shown among them: every page has a link to it.
        return tuple(reversed(parents[:-1]))

    def context(self, docname: str, body: str, planned: Planned) -> dict[str, Any]:
        """What templates are given of a page, as Sphinx's ``get_doc_context`` has it."""
        builder, declared, numbers = self.builder, planned.facts, self.env.toc_secnumbers.get(docname, {})
        folder = docname.rpartition("/")[0]
        above, before, after = builder.relations.get(docname) or (None, None, None)
        links = builder.globalcontext["rellinks"][:]
        near: list[dict[str, str] | None] = []
        for other, key, words in ((after, "N", of_sphinx("next")), (before, "P", of_sphinx("previous"))):
            near.append({"link": self.relative(folder, other), "title": self.title(other)} if other else None)
            links += [(other, self.title(other), key, words)] if other else []
        parents = [{"link": self.relative(folder, d), "title": title} for d, title in self._parents(docname, above)]
        return {
            "parents": parents, "prev": near[1], "next": near[0], "title": self.title(docname),
            "meta": self.env.metadata.get(docname), "body": _Html(body), "metatags": self.metatags, "rellinks": links,
            "sourcename": "", "toc": _Html(html.contents(declared.headings, numbers)), "display_toc": len(declared.headings) > 1,
            "page_source_suffix": ".md", "has_maths_elements": False,
        }  # fmt: skip
