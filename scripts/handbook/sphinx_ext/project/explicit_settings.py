"""Settings of Sphinx that a project sets expressly: what our theme shows of them, and which have no effect."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

logger = logging.getLogger(__name__)
#: Settings without effect under our theme, with what it does instead.
UNUSED = {
    "html_show_search_summary": "the search of a handbook always shows where words stand",
    "html_search_language": "the search of a handbook has stems of its languages",
    "html_search_options": "the search of a handbook has stems of its languages",
    "html_search_scorer": "the search of a handbook has weights of its own",
    "html_split_index": "an index is divided when it is long",
    "html_show_sphinx": "no page names Sphinx",
    "pygments_dark_style": "code has one style, pygments_style, with its own ground in dark colours too",
}


def named(config: Config, *names: str) -> bool:
    """Whether ``conf.py`` or the command line sets one of these settings."""
    return any(name in config._raw_config or name in config.overrides for name in names)


def tell_unused(app: Sphinx) -> None:
    """Log which settings of the project have no effect under our theme."""
    theme = getattr(app.builder, "theme", None)
    if app.builder.name != "html" or theme is None or theme.name != "handbook":
        return
    for name in UNUSED:
        if named(app.config, name):
            logger.info("%s has no effect in the theme handbook: %s", name, UNUSED[name])


def site_title(config: Config, project: str) -> str:
    """The title at the end of each page's ``<title>`` and at the top of the navigation."""
    return str(config.html_title) if named(config, "html_title") else project


def copyright_lines(config: Config) -> tuple[str, ...]:
    """The project's own copyright lines; none where it sets none and ``handbook.toml`` decides."""
    if not config.html_show_copyright or not named(config, "copyright", "project_copyright"):
        return ()
    setting: str | Iterable[str] = config.copyright
    return (setting,) if isinstance(setting, str) else tuple(setting)


def coloured_code(config: Config) -> bool:
    """Whether the project chose the colours of code."""
    return named(config, "pygments_style")
