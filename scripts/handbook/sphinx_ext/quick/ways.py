"""If the short way is open: what generated pages expect of conf.py, of Sphinx and of other extensions."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Protocol, runtime_checkable

from docutils.readers import standalone
from docutils.transforms import Transform
from myst_parser.config.main import MdParserConfig
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.util.i18n import CatalogRepository, docname_to_domain

from handbook.sphinx_ext.quick.press import NUMBERED

try:
    from sphinx.environment import _CurrentDocument
    from sphinx.util.docutils import _READER_TRANSFORMS, _get_settings
    from sphinx.util.nodes import _make_id  # noqa: F401 (used where terms get their anchors)
except ImportError:
    KNOWN = False
else:
    #: If this Sphinx has the inner parts that the short way takes the place of; with another, all go the whole way.
    KNOWN = True


#: What conf.py has to enable for generated pages; with anything else a page might be read otherwise.
EXTENSIONS = frozenset({"colon_fence", "attrs_inline", "attrs_block", "fieldlist"})

#: Transforms that find nothing in a page that ``grammar`` reads, with the reason.  All others are applied,
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
        # numbers, section references, anonymous and external targets, transitions: ``grammar`` makes none.
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

#: Of whom it is known what they collect; another listener gets the event as Sphinx sends it.
_KNOWN_LISTENERS = ("sphinx.", "handbook.", "sphinx_timeline.", "sphinxcontrib.bibtex.", "myst_parser.")


def current(docname: str = "") -> _CurrentDocument:
    """What Sphinx knows of the page that it reads, at the beginning; of none without a name."""
    return _CurrentDocument(docname=docname)


@runtime_checkable
class Presses(Protocol):
    """A builder that can do with the HTML of generated pages."""

    def presses(self) -> bool:
        """If it can, as it is set up."""


class Short:
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


def translated(builder: Builder, docname: str) -> bool:
    """If a page has a catalogue of translations."""
    return docname_to_domain(docname, builder.config.gettext_compact) in short_of(builder).translated


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


_shared: weakref.WeakKeyDictionary[Builder, Short] = weakref.WeakKeyDictionary()


def short_of(builder: Builder) -> Short:
    short = _shared.get(builder)
    if short is None:
        short = _shared[builder] = Short(builder)
    return short


def presses(builder: Builder) -> bool:
    """If generated pages are pressed."""
    short = short_of(builder)
    return short.usable and short.presses
