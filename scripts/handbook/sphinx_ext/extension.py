"""Registration of everything that the extension adds to Sphinx, in one place."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import ENUM
from sphinx.util.typing import ExtensionMetadata

from handbook import __version__
from handbook.sphinx_ext import bibliography
from handbook.sphinx_ext.doctrees import data_role, directives, node_types, parser, site_only
from handbook.sphinx_ext.doctrees.parser import FILETYPE, GeneratedParser
from handbook.sphinx_ext.frame.page_frame import THEME, Frames
from handbook.sphinx_ext.objects import markdown_links, missing_references, search_links, sphinx_search
from handbook.sphinx_ext.objects.domain import HandbookDomain
from handbook.sphinx_ext.project import defaults
from handbook.sphinx_ext.running import build_end
from handbook.sphinx_ext.running.build import Build
from handbook.sphinx_ext.running.generated_sources import SUFFIX
from handbook.sphinx_ext.site import (
    furo_files,
    no_catalogue,
    other_builders,
    page_pictures,
    searched_pages,
    theme_context,
)
from handbook.sphinx_ext.site.builder import HandbookHTMLBuilder


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything that the extension adds."""
    defaults.set_language(app)
    defaults.set_extensions(app)
    bibliography.plugins()
    app.add_config_value("handbook_seeds", "../seeds", "env", types=(str,))
    # The digest of handbook.toml: when it changes, all pages are written anew.
    app.add_config_value("handbook_file", "", "env", types=(str,))
    app.add_config_value("handbook_drafts", "none", "env", types=ENUM("none", "all"))
    app.add_config_value("handbook_editions", "", "html", types=(str,))
    # The languages of a site with several, separated by commas, that of its root first; each is built separately.
    app.add_config_value("handbook_languages", "", "html", types=(str,))
    # False: Sphinx reads generated pages like all others; the site is the same, the build longer.
    app.add_config_value("handbook_short_way", True, "env", types=(bool,))
    app.add_config_value("handbook_pdf_entry", "", "", types=(str,))
    app.add_config_value("handbook_pdf_only", "", "", types=(str,))
    app.add_config_value("handbook_pdf_all", False, "", types=(bool,))
    # The hand-written pages of a book, in order; None: all but the home page.
    app.add_config_value("handbook_book_pages", None, "", types=(list, tuple, type(None)))
    app.add_domain(HandbookDomain)
    for name, directive in (
        ("part", directives.PartDirective), ("events", directives.EventsDirective),
        ("entry", directives.EntryDirective), ("statement", directives.StatementDirective), ("claim", directives.ClaimDirective),
        ("fold", directives.FoldDirective), ("moved", directives.MovedDirective),
        ("rows", directives.RowsDirective), ("numbers", directives.NumbersDirective),
    ):  # fmt: skip
        app.add_directive_to_domain("hb", name, directive)
    # Not in the domain, where it would hide docutils' own ``figure`` from pages that name no domain.
    app.add_directive("hb:figure", directives.FigureDirective)
    app.add_role_to_domain("hb", "data", data_role.DataRole())
    app.add_source_suffix(SUFFIX, FILETYPE)
    app.add_source_parser(GeneratedParser)
    no_visitors = (theme_context.skip, None)
    app.add_node(
        node_types.drawing, html=(theme_context.visit_drawing, theme_context.leave),
        latex=no_visitors, text=no_visitors, man=no_visitors, texinfo=no_visitors,
    )  # fmt: skip
    node_types.add_folds(app)
    app.add_builder(_loaded_when_used("handbookpdf", "handbook.sphinx_ext.book.pdf", "PdfBuilder"))
    app.add_builder(HandbookHTMLBuilder, override=True)
    # Sphinx's own EPUB builder defines the settings of which ours uses file name and identifier.
    app.setup_extension("sphinx.builders.epub3")
    app.add_builder(_loaded_when_used("epub", "handbook.sphinx_ext.book.epub", "HandbookEpubBuilder"), override=True)
    app.add_html_theme("handbook", str(THEME))

    build = Build(app)
    app.connect("config-inited", defaults.set_defaults, priority=50)
    # After all other extensions: translators that they set are kept.
    app.connect("config-inited", theme_context.bring_translators, priority=900)
    # Before any domain is made: sphinxcontrib-bibtex reads its file when its domain is made.
    app.connect("config-inited", build.begin, priority=100)
    app.connect("builder-inited", theme_context.init_tests)
    app.connect("warn-missing-reference", missing_references.tell)
    app.connect("builder-inited", build.ready, priority=900)
    app.connect("env-get-outdated", bibliography.look_again, priority=100)
    app.connect("env-get-outdated", build.outdated)
    app.connect("env-before-read-docs", build.reads)
    app.connect("doctree-read", parser.stand_below_source_folder, priority=1)
    app.connect("doctree-read", markdown_links.to_generated_pages)
    app.connect("doctree-read", searched_pages.note, priority=900)
    app.connect("doctree-resolved", bibliography.link_sources)
    app.connect("doctree-resolved", site_only.leave_out)
    app.connect("doctree-resolved", site_only.link_files)
    app.connect("doctree-resolved", search_links.ask)
    app.connect("doctree-resolved", no_catalogue.mark)
    app.connect("doctree-resolved", node_types.for_others, priority=1)
    app.connect("env-updated", search_links.label)
    app.connect("env-updated", build.complete, priority=50)
    app.connect("env-updated", bibliography.recall, priority=100)
    app.connect("env-updated", bibliography.forget, priority=900)
    app.connect("env-updated", page_pictures.name_anew, priority=900)
    app.connect("env-updated", build.updated, priority=950)
    app.connect("html-page-context", theme_context.without_source, priority=100)
    app.connect("html-page-context", theme_context.PageContext(Frames()).add, priority=900)
    app.connect("html-collect-pages", sphinx_search.name_objects)
    app.connect("html-collect-pages", other_builders.tidy_index)
    app.connect("doctree-resolved", other_builders.unlink_absent_pages)
    app.connect("build-finished", furo_files.beside_pages)
    other_builder = other_builders.OtherBuilder()
    app.connect("builder-inited", other_builder.begin, priority=1)
    app.connect("html-page-context", other_builder.page)
    app.connect("build-finished", other_builder.finished)
    build_end.listen(app, build.finished)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True, "env_version": 2}


def _loaded_when_used(builder: str, module: str, class_name: str) -> type[Builder]:
    """A stand-in for a builder whose module is imported when Sphinx makes the builder: building a site need not import those of books."""

    class Deferred:
        name = builder

        def __new__(cls, *arguments: Any) -> Any:
            return getattr(import_module(module), class_name)(*arguments)

    return Deferred  # pyrefly: ignore[bad-return]  # ``__new__`` returns a builder
