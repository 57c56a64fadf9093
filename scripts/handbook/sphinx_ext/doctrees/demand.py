"""Whether something needs the doctrees of generated pages: then Sphinx reads them like other pages, and writes their doctrees.

For our own builders, which write generated pages from blocks, Sphinx is only told of these pages.  Other
builders, and extensions that look at doctrees or write nodes in their own way, need doctrees.
"""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.util.i18n import CatalogRepository, docname_to_domain

#: Packages known not to need the doctrees of generated pages, though they have listeners or transforms.
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
#: Events whose listeners look at doctrees, or at the text from which they are made.
EVENTS = ("source-read", "doctree-read", "doctree-resolved", "html-page-context")


#: Settings that change how Sphinx writes doctrees, with the value under which we write the same from blocks.
SETTINGS: dict[str, object] = {
    "numfig": False,
    "smartquotes": False,
    "html_compact_lists": True,
    "html_secnumber_suffix": ". ",
}


def why_nodes(app: Sphinx, generated: Iterable[str]) -> str:
    """The reason, in words, why Sphinx has to read the ``generated`` pages; empty if nothing needs their doctrees."""
    builder, config, registry = app.builder, app.config, app.registry
    if not getattr(builder, "writes_blocks", False):
        return f"the builder {builder.name} writes nodes"
    if not config.handbook_short_way:
        return "handbook_short_way is False"
    if getattr(builder, "search", False):
        return f"the theme {app.config.html_theme} searches in Sphinx's index, which is made of nodes"
    for name, expected in SETTINGS.items():
        value = config[name] if isinstance(expected, str) else bool(config[name])
        if value != expected:
            return f"{name} is {config[name]!r}, which is not how they are written from blocks"
    if translated := _translations(app, generated):
        return f"there are translations of them ({', '.join(translated)})"
    for event in EVENTS:
        for listener in app.events.listeners.get(event, ()):
            if not _is_known_module(listener.handler.__module__):
                return f"{listener.handler.__module__} looks at pages ({event})"
    for transform in [*registry.get_transforms(), *registry.get_post_transforms()]:
        if not _is_known_module(transform.__module__):
            return f"{transform.__module__} changes pages ({transform.__name__})"
    if builder.format == "html":
        translator = registry.get_translator_class(builder)
        if not _is_known_module(translator.__module__):
            return f"{translator.__module__} writes pages ({translator.__name__})"
        for name, (visit, _depart) in registry.translation_handlers.get("html", {}).items():
            if name in WRITTEN and not _is_known_module(visit.__module__):
                return f"{visit.__module__} writes {name}"
    return ""


#: The types of nodes of which generated pages consist.
WRITTEN = frozenset(
    (
        "section", "title", "paragraph", "inline", "reference", "bullet_list", "enumerated_list", "list_item", "container",
        "field_list", "field", "field_name", "field_body", "target", "definition_list", "definition_list_item", "term",
        "definition", "glossary", "strong", "Text", "raw", "compound",
    )
)  # fmt: skip


def _translations(app: Sphinx, generated: Iterable[str]) -> list[str]:
    """The names of the message catalogues that translate generated pages."""
    config = app.config
    catalogues = CatalogRepository(app.srcdir, config.locale_dirs, config.language, config.source_encoding)
    domains = {catalogue.domain for catalogue in catalogues.catalogs}
    return sorted(domains & {docname_to_domain(name, config.gettext_compact) for name in generated}) if domains else []


def _is_known_module(module: str) -> bool:
    return f"{module}.".startswith(KNOWN)
