"""What a project that says nothing of it gets: the settings under which a handbook is as it is meant to be."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

#: Settings of Sphinx and MyST, where neither ``conf.py`` nor the command line has one.
DEFAULTS: dict[str, object] = {
    "primary_domain": "hb",
    "myst_enable_extensions": {"colon_fence", "attrs_inline", "attrs_block", "fieldlist"},
    # Text must appear as it is written.
    "smartquotes": False,
    "exclude_patterns": ["_build", "_generated", "Thumbs.db", ".DS_Store"],
    "html_theme": "handbook",
    "html_domain_indices": False,
}
#: The extensions that ours builds on. Who reads notebooks has MyST from ``myst_nb``, which takes the place of it.
NEEDED = ("sphinxcontrib.bibtex", "sphinx_timeline")


def bring_extensions(app: Sphinx) -> None:
    """Set up what ours builds on, in whatever order ``conf.py`` names them."""
    notebooks = "myst_nb" in (*app.extensions, *app.config.extensions)
    for extension in ("myst_nb" if notebooks else "myst_parser", *NEEDED):
        app.setup_extension(extension)


def bring_defaults(_app: Sphinx, config: Config) -> None:
    """Set what the project leaves open.

    ``conf.py`` is what decides: a value that it names is kept, also one that is Sphinx's own default.
    """
    for name, value in DEFAULTS.items():
        if name not in config._raw_config and name not in config.overrides:
            config[name] = value


def check(app: Sphinx) -> None:
    """Refuse a setting under which data files would lead nowhere.

    Raises:
        ConfigError: pages of the site end with something else than ``.html``.
    """
    suffix = app.config.html_file_suffix
    if app.builder.name == "html" and suffix not in (None, ".html"):
        raise ConfigError(
            f"html_file_suffix is {suffix!r}: addresses that others cite, and those in data files, end with .html; "
            "remove it from conf.py, or have the web server rewrite addresses"
        )
