"""Reading a generated page the short way: pressed for a site, else its nodes, and the few transforms that find something in them.

``Builder.read_doc`` sets up docutils' option parser for every page, MyST makes tokens,
a tree of them and then nodes, and forty-seven transforms look through each page for
what generated pages do not have.  Together that was four fifths of a build.
"""

from __future__ import annotations

import re
import time
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, runtime_checkable

from docutils import nodes
from docutils.readers import standalone
from docutils.transforms import Transform
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.transforms import PrioritiseExplicitIds
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms import SphinxTransformer
from sphinx.util.docutils import LoggingReporter, new_document, sphinx_domains
from sphinx.util.i18n import CatalogRepository, docname_to_domain

from handbook.pages.myst import MARKER
from handbook.sphinx_ext import made
from handbook.sphinx_ext.domain import domain_of
from handbook.sphinx_ext.made import Noted
from handbook.sphinx_ext.quick import kept as store
from handbook.sphinx_ext.quick.batches import dissolve
from handbook.sphinx_ext.quick.grammar import Beyond
from handbook.sphinx_ext.quick.press import NUMBERED, Pressed, pressed
from handbook.sphinx_ext.quick.toc import Contents, contents, kept
from handbook.sphinx_ext.quick.tree import Tree

try:
    from sphinx.environment import _CurrentDocument
    from sphinx.util.docutils import _READER_TRANSFORMS, _get_settings
except ImportError:
    KNOWN = False
else:
    #: If this Sphinx has the inner parts that the short way takes the place of; with another, all go the whole way.
    KNOWN = True

#: What conf.py has to enable for generated pages; with anything else a page might be read otherwise.
EXTENSIONS = frozenset({"colon_fence", "attrs_inline", "attrs_block", "fieldlist"})

#: Transforms that find nothing in a page that ``parse`` reads, with the reason.  All others are applied,
#: also those that other extensions add.
IDLE = frozenset(
    {
        # Only sources and raw sources of nodes, for gettext.
        "sphinx.transforms.ApplySourceWorkaround",
        "sphinx.transforms.ExtraTranslatableNodes",
        "sphinx.transforms.i18n.PreserveTranslatableMessages",
        # Documents with a catalogue of translations are read by MyST.
        "sphinx.transforms.i18n.Locale",
        "sphinx.transforms.i18n.TranslationProgressTotaliser",
        "sphinx.transforms.i18n.AddTranslationClasses",
        "sphinx.transforms.i18n.RemoveTranslatableInline",
        # Lists of nothing but links, substitutions, code, footnotes, citations, glossaries, images with
        # numbers, section references, anonymous and external targets, transitions: ``parse`` makes none.
        "sphinx.transforms.compact_bullet_list.RefOnlyBulletListTransform",
        "sphinx.transforms.DefaultSubstitutions",
        "sphinx.transforms.HandleCodeBlocks",
        "sphinx.transforms.AutoNumbering",
        "sphinx.transforms.DoctestTransform",
        "sphinx.transforms.GlossarySorter",
        "sphinx.domains.citation.CitationDefinitionTransform",
        "sphinx.domains.citation.CitationReferenceTransform",
        "sphinx.builders.latex.transforms.FootnoteDocnameUpdater",
        "docutils.transforms.references.Substitutions",
        "docutils.transforms.references.AnonymousHyperlinks",
        "docutils.transforms.references.IndirectHyperlinks",
        "docutils.transforms.references.Footnotes",
        "docutils.transforms.references.ExternalTargets",
        "docutils.transforms.references.InternalTargets",
        "docutils.transforms.misc.Transitions",
        "docutils.transforms.universal.StripComments",
        "myst_parser.mdit_to_docutils.transforms.ResolveSectionRefs",
        "myst_parser.mdit_to_docutils.transforms.SortFootnotes",
        "myst_parser.mdit_to_docutils.transforms.CollectFootnotes",
        "myst_parser.mdit_to_docutils.transforms.UnreferencedFootnotesDetector",
        # Headings without slugs, links to "#id": neither is made.
        "myst_parser.mdit_to_docutils.transforms.AddSlugIds",
        "myst_parser.mdit_to_docutils.transforms.ResolveAnchorIds",
        # A section has one id, unless it has a label, which ``PrioritiseExplicitIds`` sees; index entries are whole.
        "sphinx.transforms.SortIds",
        "myst_parser.mdit_to_docutils.transforms.PrioritiseExplicitIds",
        "sphinx.transforms.MoveModuleTargets",
        "sphinx.transforms.ReorderConsecutiveTargetAndIndexNodes",
        "sphinx.transforms.AutoIndexUpgrader",
        # Every reference is a pending one, which is resolved when the page is written.
        "sphinx.transforms.references.SphinxDanglingReferences",
        "docutils.transforms.universal.ExposeInternals",
        "docutils.transforms.universal.Validate",
        # The site's quotes stay as they are written; see ``_usable``.
        "sphinx.transforms.SphinxSmartQuotes",
        "docutils.transforms.universal.SmartQuotes",
        # Sphinx switches these off: titles and fields stay where they are.
        "docutils.transforms.frontmatter.DocTitle",
        "docutils.transforms.frontmatter.DocInfo",
        "docutils.transforms.frontmatter.SectionSubTitle",
        "docutils.transforms.universal.Decorations",
    }
)


#: Transforms that find something in the nodes of a page, but nothing that its pressed form does not have.
_PRESSED = frozenset(
    {
        "docutils.transforms.references.PropagateTargets",
        "sphinx.transforms.FilterSystemMessages",
        "sphinx.transforms.references.SphinxDomains",
        "sphinx.transforms.DoctreeReadEvent",
        # Only for builders that version paragraphs; see ``_usable``.
        "sphinx.versioning.UIDTransform",
    }
)
#: Who looks at the nodes of every page: of a pressed one ``note`` notes what they would.
_COLLECTORS = frozenset(
    f"{name}Collector.process_doc" for name in ("Dependencies", "Image", "DownloadFile", "Metadata", "Title", "TocTree")
)
_DOMAINS = frozenset({"std", "c", "cpp", "changeset", "index"})

_MARKER = MARKER.encode()
#: What a page that is read by MyST often has: a directive of others.
_NOT_PRESSED = re.compile(rb"^```\{(?!hb:|toctree|glossary)", re.M)

#: Who collects what a page that ``parse`` reads may have none of, or what its reader knows.
_IMAGES, _DOWNLOADS = "ImageCollector.process_doc", "DownloadFileCollector.process_doc"
_CONTENTS = "TocTreeCollector.process_doc"
#: Of whom it is known what they collect; another listener gets the event as Sphinx sends it.
_KNOWN_LISTENERS = ("sphinx.", "handbook.", "sphinx_timeline.", "sphinxcontrib.bibtex.", "myst_parser.")


@runtime_checkable
class Presses(Protocol):
    """A builder that can do with the HTML of generated pages."""

    def presses(self) -> bool:
        """If it can, as it is set up."""


class _Short:
    """What is the same for all pages of a build, made once."""

    def __init__(self, builder: Builder) -> None:
        config, registry = builder.config, builder._registry
        self.usable = _usable(builder)
        if not self.usable:
            return
        parser = registry.create_source_parser("markdown", config=config, env=builder.env)
        self.settings = _get_settings(
            standalone.Reader,
            parser,
            defaults={"traceback": True, **builder.env.settings},
            read_config_files=True,
        )
        found: list[type[Transform]] = [
            *_READER_TRANSFORMS,
            *registry.get_transforms(),
            *parser.get_transforms(),
        ]
        listeners = builder._app.events.listeners.get("doctree-read", ())
        handlers = [listener.handler for listener in sorted(listeners, key=lambda each: each.priority)]
        #: Who is told of a page that was read, by name, or None if that is left to Sphinx.
        self.told = (
            [(handler.__qualname__, handler) for handler in handlers]
            if all(handler.__module__.startswith(_KNOWN_LISTENERS) for handler in handlers)
            else None
        )
        idle = IDLE if self.told is None else IDLE | {"sphinx.transforms.DoctreeReadEvent"}
        self.transforms = [t for t in found if f"{t.__module__}.{t.__qualname__}" not in idle]
        catalogues = CatalogRepository(builder.srcdir, config.locale_dirs, config.language, config.source_encoding)
        #: If pages are pressed: nobody looks at nodes but those whose part is known.
        self.presses = (
            isinstance(builder, Presses)
            and builder.presses()
            and {f"{t.__module__}.{t.__qualname__}" for t in self.transforms} <= _PRESSED
            and all(h.__module__.startswith("sphinx.") and h.__qualname__ in _COLLECTORS for h in handlers)
            and not builder._app.events.listeners.get("source-read")
            and all(
                d.name in _DOMAINS or type(d).process_doc is Domain.process_doc for d in builder.env.domains.sorted()
            )
            and (self.settings.id_prefix, self.settings.auto_id_prefix) == ("", NUMBERED)
        )
        self.translated = {catalogue.domain for catalogue in catalogues.catalogs}


def _usable(builder: Builder) -> bool:
    """If conf.py has what generated pages expect, and nothing that reads them otherwise."""
    config = builder.config
    if not (KNOWN and config.handbook_short_way):
        return False
    # The extension myst_parser sets it on every environment.
    myst = builder.env.myst_config  # type: ignore[attr-defined]
    expected = MdParserConfig(enable_extensions=set(EXTENSIONS))
    ours = {name: value for name, value, _field in myst.as_triple()}
    same = all(ours[name] == value for name, value, _field in expected.as_triple())
    return (
        same
        and config.primary_domain == "hb"
        and config.smartquotes is False
        and not (config.default_role or config.keep_warnings or config.gettext_additional_targets)
        and not (config.translation_progress_classes or builder.env.versioning_condition)
        # Settings of docutils that somebody wrote for all pages.
        and not (Path(builder.confdir) / "docutils.conf").is_file()
    )


_shared: weakref.WeakKeyDictionary[Builder, _Short] = weakref.WeakKeyDictionary()


def _short_of(builder: Builder) -> _Short:
    short = _shared.get(builder)
    if short is None:
        short = _shared[builder] = _Short(builder)
    return short


def presses(builder: Builder) -> bool:
    """If generated pages are pressed."""
    short = _short_of(builder)
    return short.usable and short.presses


def read_doc(builder: Builder, docname: str, *, cache: bool = True) -> None:
    """``builder.read_doc``, the short way if the page lets us."""
    page = press(builder, docname)
    if page is not None:
        note(builder, docname, page)
        return
    short, env = _short_of(builder), builder.env
    path = Path(env.doc2path(docname))
    if not (short.usable and _generated(path)) or _translated(builder, short, docname):
        builder.read_doc(docname, _cache=cache)
        return
    env.prepare_settings(docname)
    try:
        document = _document(builder, short, docname, path)
    except Beyond:
        # What the attempt noted of the page is noted anew.
        env.clear_doc(docname)
        builder.read_doc(docname, _cache=cache)
        return
    env.all_docs[docname] = time.time_ns() // 1_000
    env.current_document = _CurrentDocument()
    env.ref_context.clear()
    domain_of(env).quick.add(docname)
    if not isinstance(env.tocs[docname], Contents):
        env.tocs[docname] = kept(env.tocs[docname])
    builder.write_doctree(docname, document, _cache=cache)
    if not cache:
        dissolve(document)


def _translated(builder: Builder, short: _Short, docname: str) -> bool:
    return docname_to_domain(docname, builder.config.gettext_compact) in short.translated


def press(builder: Builder, docname: str) -> Pressed | None:
    """Press a page and keep it, and note nothing; None if it goes another way."""
    short, env = _short_of(builder), builder.env
    if not (short.usable and short.presses) or _translated(builder, short, docname):
        return None
    content = Path(env.doc2path(docname)).read_bytes()
    if not content.startswith(_MARKER):
        return None
    try:
        page = pressed(content.decode("utf-8"))
    except (Beyond, UnicodeDecodeError):
        return None
    lists = (made.listed(docname, names, env.found_docs) for _before, names, _line in page.lists)
    if not all(path.is_file() for path in _figures(env, page)) or any(pages is None for pages in lists):
        # Sphinx has messages for these.
        return None
    store.save(builder.doctreedir / f"{docname}.doctree", str(builder.srcdir), docname, page)
    return page


def ours(builder: Builder, docname: str) -> bool:
    """If a page looks like one that can be pressed."""
    content = Path(builder.env.doc2path(docname)).read_bytes()
    return content.startswith(_MARKER) and not _NOT_PRESSED.search(content)


def _figures(env: BuildEnvironment, page: Pressed) -> list[Path]:
    return [made.figure_path(Path(env.srcdir), name) for name in page.figures]


def note(builder: Builder, docname: str, page: Pressed) -> None:
    """Note what Sphinx's collectors and domains would find in the nodes of a pressed page."""
    env, standard = builder.env, builder.env.domains.standard_domain
    if any(name in standard.labels for name, _words in page.labels):
        # Sphinx has a message for two of one name.
        builder.read_doc(docname, _cache=False)
        return
    for name, words in page.labels:
        standard.anonlabels[name] = docname, name
        standard.labels[name] = docname, name, words
    env.all_docs[docname] = time.time_ns() // 1_000
    title = nodes.title()
    title += nodes.Text(page.headings[0][2])
    env.titles[docname] = env.longtitles[docname] = title
    env.tocs[docname] = contents(docname, page.headings)
    env.toc_num_entries[docname] = len(page.headings)
    domain = domain_of(env)
    for kind, target, name, anchor in page.objects:
        domain.note(kind, target, name, anchor, docname)
    env.domains.index_domain.entries[docname] = [
        ("single", name, anchor, main, None) for name, anchor, main in page.names
    ]
    if page.terms:
        with store.reading(builder._app, docname):
            for term, anchor in page.terms:
                standard._note_term(term, anchor, location=docname)
    domain.quick.add(docname)
    domain.pressed.add(docname)
    for path in _figures(env, page):
        image = path.relative_to(env.srcdir).as_posix()
        env.note_dependency(str(path), docname=docname)
        env.note_dependency(image, docname=docname)
        env.images.add_file(docname, image)
    if page.lists:
        store.collect(builder._app, docname, _outline(builder, docname, page), TocTreeCollector())
        env.tocs[docname] = kept(env.tocs[docname])


def _outline(builder: Builder, docname: str, page: Pressed) -> nodes.document:
    """The headings of a page, and the lists of pages below them."""
    document = new_document("")
    open_sections: list[nodes.Element] = [document]
    place = str(builder.env.doc2path(docname))
    for number in range(len(page.headings) + 1):
        if number:
            level, anchor, text = page.headings[number - 1]
            section = nodes.section("", nodes.title("", text), ids=[anchor])
            open_sections[level - 1].append(section)
            open_sections[level:] = [section]
        for before, names, line in page.lists:
            if before == number:
                pages = made.listed(docname, names, builder.env.found_docs) or []
                open_sections[-1].append(made.toctree(docname, pages, (place, line)))
    return document


def _generated(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.readline().startswith(MARKER)


def _document(builder: Builder, short: _Short, docname: str, path: Path) -> nodes.document:
    env, settings = builder.env, short.settings
    settings.env = env
    settings._source = str(path)
    reporter = LoggingReporter(
        source=str(path),
        report_level=settings.report_level,
        halt_level=settings.halt_level,
        debug=settings.debug,
        error_handler=settings.error_encoding_error_handler,
    )
    document = nodes.document(settings, reporter, source=str(path))
    document.note_source(str(path), -1)
    document.transformer = transformer = SphinxTransformer(document)
    with sphinx_domains(env):
        content = [path.read_text(encoding="utf-8")]
        builder.events.emit("source-read", docname, content)
        page = Tree(document, Noted(env))
        page.read(content[0])
        document["translation_progress"] = {"total": 0, "translated": 0}
        transformer.add_transforms([*short.transforms, *([PrioritiseExplicitIds] if page.labelled else [])])
        transformer.apply_transforms()
        if short.told is not None:
            _tell(builder, short.told, page)
    return document


def _tell(builder: Builder, told: Iterable[tuple[str, Callable[..., object]]], page: Tree) -> None:
    """Tell the collectors of a page but those who would find nothing, and note its headings, which its reader knows."""
    env = builder.env
    for name, handler in told:
        if name == _CONTENTS and page.plain:
            env.tocs[env.docname] = contents(
                env.docname, [(level, section["ids"][0], section[0].astext()) for level, section in page.headings]
            )
            env.toc_num_entries[env.docname] = len(page.headings)
        elif name != _DOWNLOADS and (name != _IMAGES or page.pictured):
            handler(builder._app, page.document)
