"""The default settings of a handbook, used where a project sets nothing itself, and checks of those that it sets."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util import logging

from handbook import __version__, i18n
from handbook.reading import settings_file
from handbook.settings.handbook import Handbook
from handbook.settings.words import best
from handbook.sphinx_ext.frame import languages
from handbook.sphinx_ext.project import explicit_settings

logger = logging.getLogger(__name__)
#: Values for settings of Sphinx and MyST that neither ``conf.py`` nor the command line sets.
DEFAULTS: dict[str, object] = {
    "primary_domain": "hb",
    "myst_enable_extensions": {"colon_fence", "attrs_inline", "attrs_block", "fieldlist"},
    # Text must appear exactly as it is written.
    "smartquotes": False,
    "exclude_patterns": ["_build", "_generated", "Thumbs.db", ".DS_Store"],
    "html_theme": "handbook",
    "html_domain_indices": False,
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_permalinks_icon": "#",
    "epub_basename": "handbook",
    "epub_scheme": "edition",
    "epub_show_urls": "no",
}
#: The extensions that ours builds on, besides ``myst_parser`` (or ``myst_nb``, which replaces it in projects with notebooks).
NEEDED = ("sphinxcontrib.bibtex", "sphinx_timeline")


def set_extensions(app: Sphinx) -> None:
    """Set up the extensions that ours builds on, in whatever order ``conf.py`` names them."""
    notebooks = "myst_nb" in (*app.extensions, *app.config.extensions)
    for extension in ("myst_nb" if notebooks else "myst_parser", *NEEDED):
        app.setup_extension(extension)


#: Settings that are synonyms or belong together: if a project sets one of them, the others keep Sphinx's values.
TOGETHER = (("copyright", "project_copyright"), ("html_copy_source", "html_show_sourcelink"))


def _left_open(config: Config, name: str) -> bool:
    """Whether neither ``conf.py`` nor the command line sets this setting or one that belongs to it (``TOGETHER``)."""
    return not explicit_settings.named(config, *next((names for names in TOGETHER if name in names), (name,)))


def set_language(app: Sphinx) -> None:
    """Take the language of the interface from ``handbook.toml``, early: Sphinx loads its own messages before other settings are known."""
    config = app.config
    if not _left_open(config, "language"):
        # The project's choice decides, for its pages and translations, even where we have no catalogue for our own words.
        if (config.language or "en") not in i18n.languages():
            logger.info(i18n.no_catalogue(config.language))
        return
    seeds = config.overrides.get("handbook_seeds") or config._raw_config.get("handbook_seeds") or "../seeds"
    handbook, _problems = settings_file.of_seeds((Path(app.confdir) / str(seeds)).resolve())
    language = i18n.interface(handbook.language)
    if language != handbook.language:
        logger.info(i18n.no_catalogue(handbook.language))
    if language != "en":
        config.overrides["language"] = config.language = language
        app._init_i18n()


def set_defaults(app: Sphinx, config: Config) -> None:
    """Set what the project leaves open, from ``handbook.toml`` or from our defaults.

    ``conf.py`` takes precedence: a value that it sets is kept, even if it equals Sphinx's default.
    """
    seeds = (Path(app.confdir) / config.handbook_seeds).resolve()
    handbook, _problems = settings_file.of_seeds(seeds)
    raw = settings_file.raw_of(seeds)
    for name, value in {
        **DEFAULTS,
        **dict(_of_handbook(handbook, config.language or "en")),
        **_logo(app, handbook, seeds),
    }.items():
        if _left_open(config, name):
            config[name] = value
    config["handbook_file"] = hashlib.sha256(raw).hexdigest()


def _of_handbook(handbook: Handbook, language: str) -> Iterator[tuple[str, object]]:
    """The settings of Sphinx that follow from ``handbook.toml``."""
    title, editors = handbook.named(language), handbook.edited(language)
    yield "project", title
    yield "html_title", title
    yield "html_short_title", best(handbook.short_title, language) or title
    yield "author", editors
    yield "copyright", f"{editors}, {handbook.licence.name}"
    yield "version", handbook.edition
    yield "release", f"{handbook.edition} (engine {__version__})"
    # The address at which the site will be, for canonical links and citations: handbook build --url, or this variable.
    yield "html_baseurl", os.environ.get("HANDBOOK_URL") or handbook.address or ""
    yield "epub_title", title
    yield "epub_author", editors
    yield "epub_publisher", handbook.published(language)
    yield "epub_copyright", f"{editors}, {handbook.licence.name}"
    yield "epub_identifier", f"{handbook.id}-{handbook.edition}"
    yield "epub_uid", f"{handbook.id}-{handbook.edition}"
    if handbook.description:
        yield "epub_description", best(handbook.description, language)


def _logo(app: Sphinx, handbook: Handbook, seeds: Path) -> dict[str, object]:
    if not handbook.logo:
        return {}
    return {"html_logo": os.path.relpath(settings_file.folder_of(seeds) / handbook.logo, app.confdir)}


def check(app: Sphinx) -> None:
    """Refuse settings under which addresses in data files would be broken.

    Raises:
        ConfigError: pages of the site, or links to them, do not end with ``.html``, or the settings of languages contradict each other.
    """
    _check_languages(app.config)
    _check_redirects(app)
    explicit_settings.tell_unused(app)
    for setting in ("html_file_suffix", "html_link_suffix"):
        suffix = app.config[setting]
        if app.builder.name == "html" and suffix not in (None, ".html"):
            raise ConfigError(
                f"{setting} is {suffix!r}: addresses that others cite, and those in data files, end with .html; "
                "remove it from conf.py, or have the web server rewrite addresses"
            )


def _check_redirects(app: Sphinx) -> None:
    """Make sphinxext.rediraffe write redirects for our builder, or warn that it does not: it would skip ours silently.

    It writes them for Sphinx's own HTML builders, and for others that it knows by name.
    """
    if app.builder.name != "html" or "sphinxext.rediraffe" not in app.extensions:
        return
    names = getattr(sys.modules["sphinxext.rediraffe"], "READTHEDOCS_BUILDERS", None)
    if isinstance(names, list):
        names += [name for name in ["html"] if name not in names]
    elif app.config["rediraffe_redirects"]:
        logger.warning(
            "sphinxext.rediraffe writes no redirects: it does so for Sphinx's own builder html only, in the place of which "
            "a handbook has another; sphinx_reredirects writes them for both",
            type="handbook",
            subtype="redirects",
        )


def _check_languages(config: Config) -> None:
    """Refuse settings under which links between languages would lead nowhere.

    Raises:
        ConfigError: the language of this build is not one of the site's, or ``html_baseurl`` lacks the language's folder.
    """
    named, build_language = languages.named(config), config.language or "en"
    if not named:
        return
    if build_language not in named:
        raise ConfigError(
            f"handbook_languages is {config.handbook_languages!r}, and language is {build_language!r}: name it there too"
        )
    folder = languages.folder_of(build_language, named)
    if folder and config.html_baseurl and not config.html_baseurl.rstrip("/").endswith(f"/{build_language}"):
        raise ConfigError(
            f"html_baseurl is {config.html_baseurl!r}: the site in {build_language!r} lies in the folder {folder} of that in {named[0]!r}; "
            f"write the address with {folder} at its end"
        )
