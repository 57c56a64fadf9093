"""Writing pages, each process its share of them, those that were pressed from their parts.

Sphinx resolves every page in the first process and gives it to others to write; with
two processes one waits for the other.  Here each process resolves what it writes.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError
from sphinx.locale import _ as of_sphinx
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import new_document
from sphinx.util.osutil import relative_uri
from sphinx.util.parallel import ParallelTasks, parallel_available
from sphinx.writers.html5 import HTML5Translator

from handbook.sphinx_ext import made
from handbook.sphinx_ext.domain import Object, domain_of
from handbook.sphinx_ext.quick import kept
from handbook.sphinx_ext.quick.batches import dissolve, in_batches, told
from handbook.sphinx_ext.quick.html import attribute, encode, headings
from handbook.sphinx_ext.quick.maker import Beyond
from handbook.sphinx_ext.quick.phrases import ADDRESS, EDGE, FIGURE, NAME, PERMALINK, TERM
from handbook.sphinx_ext.quick.press import Pressed

if TYPE_CHECKING:
    from handbook.sphinx_ext.html import HandbookHTMLBuilder

#: What Sphinx and the extensions that every handbook has do with a resolved page: nothing that concerns ours.
_KNOWN_LISTENERS = ("handbook.", "sphinx.", "sphinx_timeline.", "alabaster")
_KNOWN_TRANSFORMS = ("sphinx.", "myst_parser.", "sphinxcontrib.bibtex.")
#: Fewer pages than this are written before another process has begun.
_FEW = 24
#: So many fillings of gaps are kept for the pages of a folder.
_MANY = 1 << 15


def usable(builder: HandbookHTMLBuilder) -> bool:
    """If nothing that is not known looks at resolved pages, and headings are written in the usual way."""
    app = builder._app
    listeners = [
        listener.handler.__module__
        for event in ("doctree-resolved", "html-page-context")
        for listener in app.events.listeners.get(event, ())
    ]
    return (
        all(name.startswith(_KNOWN_LISTENERS) for name in listeners)
        and all(t.__module__.startswith(_KNOWN_TRANSFORMS) for t in app.registry.get_post_transforms())
        and builder.config.html_permalinks
        and not builder.config.numfig
        and builder.tags.eval_condition(made.ON_SCREEN)
        and not builder.search
    )


def begin(builder: HandbookHTMLBuilder, docnames: Sequence[str], pressed: Container[str]) -> ParallelTasks | None:
    """Begin to write pages without images of their own, those in ``pressed`` from their parts: what has to be joined.

    A few pages are written at once, and nothing has to be joined.
    """
    if not docnames:
        return None
    writer = Writer(builder, pressed)
    # An extension that says it cannot be used by several processes is believed.
    processes = builder._app.parallel if builder.parallel_ok else 1
    if processes < 2 or not parallel_available or len(docnames) < _FEW:
        for docname in in_batches(told(builder, docnames, "writing output... ", "darkgreen")):
            writer.page(docname)
        return None
    # The first page compiles the templates for all processes.
    first, *rest = docnames
    writer.page(first)

    def part(names: Sequence[str]) -> None:
        for name in in_batches(names):
            writer.page(name)

    tasks = ParallelTasks(processes)
    for number in range(processes):
        tasks.add_task(part, rest[number::processes])
    return tasks


class _Html(str):
    """HTML of a page, which Sphinx spells out for a message that nobody sees, at each event."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} characters>"


class Writer:
    """What is the same for all pages of a build."""

    def __init__(self, builder: HandbookHTMLBuilder, pressed: Container[str]) -> None:
        self.pressed = pressed
        self.builder, self.env = builder, builder.env
        self.objects = domain_of(builder.env).objects
        #: What listeners are shown as the nodes of a page that has none.
        self.empty = empty = new_document("", builder.docsettings)
        visitor = builder.create_translator(empty, builder)
        assert isinstance(visitor, HTML5Translator)
        empty.walkabout(visitor)
        self.metatags = "".join(visitor.meta[2:])
        self.permalink = f'title="{of_sphinx("Link to this heading")}">{builder.config.html_permalinks_icon}</a>'
        self.term_link = f'title="{of_sphinx("Link to this term")}">{builder.config.html_permalinks_icon}</a>'
        self.relative = lru_cache(1 << 16)(self._relative)
        self.title = lru_cache(1 << 16)(self._title)
        #: By folder what fills a gap on its pages, but on the one page that it names.
        self.known: dict[str, dict[str, tuple[str, str]]] = {}

    def _relative(self, folder: str, target: str) -> str:
        """The address of a document from any page of a folder, but for the page itself."""
        return relative_uri(f"{folder}/-" if folder else "-", self.builder.get_target_uri(target))

    def body(self, docname: str, page: Pressed) -> str:
        """The HTML of a pressed page.

        Raises:
            Beyond: it has something that only Sphinx writes.
        """
        if self.env.toc_secnumbers.get(docname):
            raise Beyond
        folder = docname.rpartition("/")[0]
        parts = page.body.split(EDGE)
        known = self.known.setdefault(folder, {})
        if len(known) > _MANY:
            known.clear()
        for number in range(1, len(parts), 2):
            gap = parts[number]
            found = known.get(gap)
            if found is None or found[1] == docname:
                parts[number] = self._filled(docname, folder, gap)
            else:
                parts[number] = found[0]
        return "".join(parts)

    def _filled(self, docname: str, folder: str, gap: str) -> str:
        what, rest = gap[0], gap[1:]
        if what == ADDRESS:
            found, target, anchor = self._address(folder, rest)
            self.known[folder][gap] = found, target
            return anchor if target == docname else found
        if what == NAME:
            name = encode(self._object(rest).name)
            self.known[folder][gap] = name, ""
            return name
        if what == PERMALINK:
            return f'<a class="headerlink" href="#{attribute(rest)}" {self.permalink}'
        if what == TERM:
            return f'<a class="headerlink" href="#{attribute(rest)}" {self.term_link}'
        assert what == FIGURE
        return self._figure(docname, rest)

    def _object(self, called: str) -> Object:
        kind, _space, target = called.partition(" ")
        found = self.objects.get((kind, target))
        if found is None:
            # Sphinx has a message for it.
            raise Beyond
        return found

    def _address(self, folder: str, called: str) -> tuple[str, str, str]:
        """The address of an object from any page of a folder but its own; its page, and its address on that."""
        found = self._object(called)
        anchor = f"#{found.anchor}" if found.anchor else ""
        address = self.relative(folder, found.docname) + anchor
        return attribute(address or "#"), found.docname, attribute(anchor or "#")

    def _figure(self, docname: str, name: str) -> str:
        try:
            return made.drawing(made.figure_path(Path(self.env.srcdir), name), docname)
        except FileNotFoundError as error:
            raise Beyond from error

    def page(self, docname: str) -> None:
        """Write one page."""
        builder = self.builder
        page = self._kept(docname)
        try:
            if page is None:
                raise Beyond
            body = self.body(docname, page)
        except Beyond:
            self._whole_way(docname)
            return
        builder.phase = BuildPhase.WRITING
        builder.current_docname = docname
        context = self.context(docname, body, page)
        context["has_maths_elements"] = False
        builder.handle_page(docname, context, event_arg=self.empty)

    def context(self, docname: str, body: str, page: Pressed) -> dict[str, Any]:
        """What templates are given of a page, as Sphinx's ``get_doc_context`` has it, which copies the contents twice."""
        builder = self.builder
        if page.lists:
            return builder.get_doc_context(docname, body, self.metatags)
        folder = docname.rpartition("/")[0]
        above, before, after = builder.relations.get(docname) or (None, None, None)
        links = builder.globalcontext["rellinks"][:]
        near: list[dict[str, str] | None] = []
        for other, key, words in ((after, "N", of_sphinx("next")), (before, "P", of_sphinx("previous"))):
            near.append({"link": self.relative(folder, other), "title": self.title(other)} if other else None)
            links += [(other, self.title(other), key, words)] if other else []
        parents = []
        while above:
            parents.append({"link": self.relative(folder, above), "title": self.title(above)})
            above = (builder.relations.get(above) or (None,))[0]
        suffix = self.env.doc2path(docname, base=False).suffix
        source = docname + suffix if builder.config.html_copy_source else ""
        if source and suffix != builder.config.html_sourcelink_suffix:
            source += builder.config.html_sourcelink_suffix
        return {
            "parents": parents[-2::-1], "prev": near[1], "next": near[0], "title": self.title(docname),
            "meta": self.env.metadata.get(docname), "body": _Html(body), "metatags": self.metatags, "rellinks": links,
            "sourcename": source, "toc": _Html(headings(page.headings)), "display_toc": len(page.headings) > 1,
            "page_source_suffix": suffix,
        }  # fmt: skip

    def _title(self, docname: str) -> str:
        return self.builder.render_partial(self.env.titles[docname])["title"]

    def _kept(self, docname: str) -> Pressed | None:
        if docname not in self.pressed:
            return None
        return kept.load(self.builder, docname)

    def _whole_way(self, docname: str) -> None:
        builder = self.builder
        builder.phase = BuildPhase.RESOLVING
        document = self.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
        builder.phase = BuildPhase.WRITING
        builder.write_doc_serialized(docname, document)
        if builder.images:
            # Images are copied by the first process, which would not know of one found in another.
            raise ExtensionError(f"{docname}: a generated page has an image that the short way did not see")
        builder.write_doc(docname, document)
        dissolve(document)
