"""The HTML builder and what its templates need.

Stock Sphinx spends a fifth of a build on a search index that our look-up
replaces, and Furo resolves the whole table of contents for every page; neither
happens here: the sidebar is a short list computed once.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterator, Set
from html import unescape
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.nodes import Node, citation
from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.util.parallel import ParallelTasks
from sphinx.writers.html5 import HTML5Translator

from handbook import EDITION, i18n
from handbook.pages.dividing import NAMES, chunks
from handbook.sphinx_ext import processes
from handbook.sphinx_ext.domain import domain_of
from handbook.sphinx_ext.quick import html as quick_html
from handbook.sphinx_ext.quick import writing
from handbook.sphinx_ext.quick.maker import Beyond

THEME = Path(__file__).parent / "theme"
FURO = {"styles/furo.css": "furo.css", "scripts/furo.js": "furo.js"}


def N_(text: str) -> str:
    return text


NAVIGATION = (
    (N_("Read"), (("index", N_("Home")), ("how-to-read", N_("How to read it")), ("reference/overview", N_("At a glance")), ("timeline", N_("Timeline")))),
    (
        N_("Look up"),
        (
            ("actors/index", N_("Actors")), ("agreements/index", N_("Agreements")), ("events/index", N_("Events")), ("reference/terms", N_("Places and terms")),
            ("reference/glossary", N_("Glossary")), ("genindex", N_("Index")),
        ),
    ),
    (N_("Check"), (("sources/index", N_("Sources")), ("reference/conflicts", N_("Disagreements")), ("reference/coverage", N_("Coverage")), ("reference/bibliography", N_("Bibliography")), ("about/method", N_("Method and policy")))),
    (N_("Contribute"), (("about/linking", N_("Link to an entry")), ("reference/exports", N_("Data")), ("about/index", N_("About and contributing")))),
)  # fmt: skip


class HandbookHTMLBuilder(processes.Reads, StandaloneHTMLBuilder):
    """The builder ``html`` without Sphinx's search index and with Furo's files."""

    search = False
    #: The processes that write pages, once they do.
    begun: ParallelTasks | None = None

    def init_templates(self) -> None:
        super().init_templates()
        # Looked up once a build, not for every page.
        self.furo_version = version("furo")
        self.book_names = frozenset(name for _path, name in books(self.app))
        self.templates.environment.tests["in_glossary"] = _in_glossary
        self.addresses: dict[tuple[str, str, bool], str] = {}
        self.fixed: dict[tuple[object, ...], str] = {}
        # No template changes during a build.
        self.templates.environment.auto_reload = False
        # Compiled templates are kept, by a digest of their text.
        kept = Path(self.app.doctreedir) / "templates"
        kept.mkdir(parents=True, exist_ok=True)
        self.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(kept))

    def presses(self) -> bool:
        """If generated pages are read as HTML: no extension looks at nodes when pages are written."""
        return writing.usable(self)

    def write_documents(self, docnames: Set[str]) -> None:
        pictured = {name for names, _file in self.env.images.values() for name in names}
        quick, pressed = domain_of(self.env).quick, domain_of(self.env).pressed
        # Images are collected by the first process; the pictures of generated pages are part of them.
        mine = {name for name in docnames if name in quick or name not in pictured} if writing.usable(self) else set()
        self.begun = writing.begin(self, sorted(mine), pressed)
        if rest := docnames - mine:
            with self._beside():
                super().write_documents(rest)

    def finish(self) -> None:
        """The index and what else is not a page of its own, while other processes still write pages."""
        with self._beside():
            super().finish()
        if self.begun:
            self.begun.join()
        super().write_buildinfo()

    def write_buildinfo(self) -> None:
        """Nothing yet: it says that all pages are of this configuration, so it comes after the last of them."""

    @contextlib.contextmanager
    def _beside(self) -> Iterator[None]:
        """Within it other processes may write pages; they end when something goes wrong here."""
        try:
            yield
        except BaseException:
            if self.begun:
                self.begun.terminate()
            raise

    def write_genindex(self) -> None:
        """The index on one page; a long one on a page for each letter, or part of one, under a list of them."""
        found = IndexEntries(self.env).create_index(self)
        pages: dict[str, tuple[str, list[Any]]] = {}
        if sum(len(entries) for _letter, entries in found) > NAMES:
            for number, (letter, entries) in enumerate(found, 1):
                for part, some in enumerate(chunks(entries, NAMES), 1):
                    called = letter if len(entries) <= NAMES else f"{letter}: {some[0][0]} – {some[-1][0]}"
                    pages[f"genindex-{number}" + (f"-{part}" if part > 1 else "")] = (called, [(letter, some)])
        for old in Path(self.outdir).glob("genindex-*.html"):
            if old.stem not in pages:
                old.unlink()
        context = {"genindexentries": [] if pages else found, "parts": [(name, pages[name][0]) for name in pages]}
        self.handle_page("genindex", context, "genindex.html")
        letters = [(name, entries[0][0]) for name, (_called, entries) in pages.items() if name.count("-") == 1]
        for name, (called, entries) in pages.items():
            context = {"genindexentries": entries, "called": called, "parts": [], "letters": letters}
            self.handle_page(name, context, "genindex.html")

    def render_partial(self, node: Node | None) -> dict[str, str]:
        """A heading or a list of headings of plain text, which most are, without a document of its own."""
        if isinstance(node, nodes.title) and quick_html.only_text(node):
            return {"fragment": "", "title": quick_html.encode(node.astext())}
        if isinstance(node, nodes.bullet_list):
            with contextlib.suppress(Beyond):
                return {"fragment": quick_html.contents(node), "title": ""}
        return super().render_partial(node)

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        super().copy_theme_static_files(context)
        # Looked up, not imported: Furo brings an HTML parser that nothing here uses.
        found = find_spec("furo")
        assert found
        assert found.submodule_search_locations
        source = Path(found.submodule_search_locations[0]) / "theme" / "furo" / "static"
        for name, target in FURO.items():
            raw = (source / name).read_bytes()
            # Source maps are not copied: without the comment no browser asks for one.
            lines = [line for line in raw.split(b"\n") if b"sourceMappingURL" not in line]
            (self._static_dir / target).write_bytes(b"\n".join(lines))


def _in_glossary(link: str) -> bool:
    return link.startswith("reference/glossary")


class HandbookTranslator(HTML5Translator):
    """HTML whose bibliography is a list that assistive software understands."""

    def visit_citation(self, node: citation) -> None:
        super().visit_citation(node)
        # docutils gives the items of a list a role that is deprecated and not allowed there.
        self.body[-1] = self.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def meanwhile(app: Sphinx) -> None:
    """Compile our templates, so that processes that write pages have them."""
    if isinstance(app.builder, HandbookHTMLBuilder):
        for path in THEME.glob("*.html"):
            app.builder.templates.environment.get_template(path.name)


def page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Node | None
) -> str | None:
    """Give the templates the navigation, the edition and a translator."""
    t = i18n.translator(app.config.language or "en")
    context["t"] = t
    context["project"] = t(app.config.project)
    context["edition"] = EDITION
    context["furo_version"] = getattr(app.builder, "furo_version", "")
    context["asset"] = _asset_version(app)
    context["navigation"] = [
        (t(title), [(doc, t(name), _here(pagename, doc)) for doc, name in items]) for title, items in NAVIGATION
    ]
    context["hide_toc"] = not context.get("toc") or context["toc"].count("<li>") < 3
    _keep(app, pagename, context)
    context["downloads"] = _downloads(app, pagename, t)
    context["description"] = _description(context.get("body") or "")
    if doctree is None and pagename.startswith("genindex"):
        context["hide_toc"] = True
    return None


def _keep(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Give the templates addresses, and parts that are the same on many pages, which are looked up after the first time."""
    folder = pagename.rpartition("/")[0]
    builder = app.builder
    addresses: dict[tuple[str, str, bool], str] = getattr(builder, "addresses", {})
    parts: dict[tuple[object, ...], str] = getattr(builder, "fixed", {})
    pathto = context["pathto"]

    def address(other: str, resource: bool = False, *base: str) -> str:
        """The same for all pages of a folder but the other itself, unless a template says from where."""
        if base or other == pagename:
            return pathto(other, resource, *base)  # type: ignore[no-any-return]
        key = folder, other, bool(resource)
        made = addresses.get(key)
        if made is None:
            made = addresses[key] = pathto(other, resource)
        return made

    def fixed(template: str) -> str:
        """A part that depends on the folder of a page and its place in the navigation, if the page is not in it itself."""
        made = parts.get((template, *place))
        if made is None:
            made = parts[(template, *place)] = builder.templates.render(template, context)
        return made

    items = [item for _title, items in context["navigation"] for item in items]
    itself = pagename if any(doc == pagename for doc, _name, _here in items) else ""
    place = folder, itself, context["hide_toc"], *(here for _doc, _name, here in items)
    context["pathto"], context["fixed"] = address, fixed


#: Books beside the site's folder that it offers: where they are made, their name in the site, their words.
BOOKS = (
    ("pdf", "handbook.pdf", N_("The whole handbook as PDF")),
    ("epub", "handbook.epub", N_("The whole handbook as EPUB")),
)


def books(app: Sphinx) -> list[tuple[Path, str]]:
    """The books that were made: file, and its name in the site's ``downloads`` folder."""
    around = Path(app.outdir).parent
    found = [(around / folder / name, name) for folder, name, _words in BOOKS]
    found += [(path, path.name) for path in sorted((around / "pdf").glob("*.pdf")) if path.name != "handbook.pdf"]
    return [(path, name) for path, name in found if path.is_file()]


def _downloads(app: Sphinx, pagename: str, t: Callable[[str], str]) -> list[tuple[str, str]]:
    """What a page offers to download: the books on the home page, its own PDF on an entry's."""
    made: frozenset[str] = getattr(app.builder, "book_names", frozenset())
    if pagename == app.config.root_doc:
        return [(name, t(words)) for _folder, name, words in BOOKS if name in made]
    mine = pagename.rpartition("/")[2] + ".pdf"
    return [(mine, t("This entry as PDF"))] if "/" in pagename and mine in made else []


def _description(body: str) -> str:
    """The first sentence or two of a page, for search engines and link previews."""
    found = re.search(r"<p>(.*?)</p>", body, re.S)
    text = (
        unescape(re.sub(r"<[^>]+>", "", re.sub(r'<span class="hb-cite">.*', "", found[1], flags=re.S))) if found else ""
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


_versions: dict[str, str] = {}


def _asset_version(app: Sphinx) -> str:
    """A short hash of our own assets, so that a browser's cache never mixes editions."""
    if not _versions:
        digest = hashlib.sha256()
        for path in sorted((THEME / "static").glob("*")):
            digest.update(path.read_bytes())
        _versions["ours"] = digest.hexdigest()[:8]
    return _versions["ours"]
