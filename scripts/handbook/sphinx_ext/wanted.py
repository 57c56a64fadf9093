"""Who wants the nodes of generated pages: then they are read as other pages are, and written from their nodes.

Sphinx is told of generated pages for builders of ours, which write them from blocks.  Other
builders, and extensions that look at nodes or write them in their own way, get nodes.
"""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.util.i18n import CatalogRepository, docname_to_domain

#: Of whom it is known that they want no nodes of generated pages, though they listen or transform.
KNOWN = (
    "handbook.",
    "sphinx.",
    "sphinx_timeline.",
    "sphinxcontrib.bibtex.",
    "myst_parser.",
    "docutils.",
    "alabaster",
    "sphinx_copybutton",
)
#: Events at which nodes, or the text that they are made of, are looked at.
EVENTS = ("source-read", "doctree-read", "doctree-resolved", "html-page-context")


#: Settings that change what Sphinx makes of nodes, with the value for which we make the same of blocks.
SETTINGS: dict[str, object] = {
    "numfig": False,
    "smartquotes": False,
    "html_compact_lists": True,
    "html_secnumber_suffix": ". ",
}


def why_nodes(app: Sphinx, generated: Iterable[str]) -> str:
    """Why ``generated`` pages are read as nodes, in words; empty if nobody wants them."""
    builder, config, registry = app.builder, app.config, app.registry
    if not getattr(builder, "writes_blocks", False):
        return f"the builder {builder.name} writes nodes"
    if not config.handbook_short_way:
        return "handbook_short_way is False"
    if getattr(builder, "search", False):
        return f"the theme {app.config.html_theme} searches in Sphinx's index, which is made of nodes"
    for name, known in SETTINGS.items():
        value = config[name] if isinstance(known, str) else bool(config[name])
        if value != known:
            return f"{name} is {config[name]!r}, which is not how they are written from blocks"
    if translated := _translations(app, generated):
        return f"there are translations of them ({', '.join(translated)})"
    for event in EVENTS:
        for listener in app.events.listeners.get(event, ()):
            if not _known(listener.handler.__module__):
                return f"{listener.handler.__module__} looks at pages ({event})"
    for transform in [*registry.get_transforms(), *registry.get_post_transforms()]:
        if not _known(transform.__module__):
            return f"{transform.__module__} changes pages ({transform.__name__})"
    if builder.format == "html":
        translator = registry.get_translator_class(builder)
        if not _known(translator.__module__):
            return f"{translator.__module__} writes pages ({translator.__name__})"
        for name, (visit, _depart) in registry.translation_handlers.get("html", {}).items():
            if name in WRITTEN and not _known(visit.__module__):
                return f"{visit.__module__} writes {name}"
    return ""


#: The nodes that generated pages are made of.
WRITTEN = frozenset(
    (
        "section", "title", "paragraph", "inline", "reference", "bullet_list", "enumerated_list", "list_item", "container",
        "field_list", "field", "field_name", "field_body", "target", "definition_list", "definition_list_item", "term",
        "definition", "glossary", "strong", "Text", "raw", "compound",
    )
)  # fmt: skip


def _translations(app: Sphinx, generated: Iterable[str]) -> list[str]:
    """The catalogues of messages that have translations for generated pages."""
    config = app.config
    catalogues = CatalogRepository(app.srcdir, config.locale_dirs, config.language, config.source_encoding)
    there = {catalogue.domain for catalogue in catalogues.catalogs}
    return sorted(there & {docname_to_domain(name, config.gettext_compact) for name in generated}) if there else []


def _known(module: str) -> bool:
    return f"{module}.".startswith(KNOWN)
