"""For other Sphinx projects: roles for the handbook's entries, with previews.

``extensions = ["handbook.sphinx_ext.links"]`` and ``handbook_site = "https://…/"``
(or ``handbook_copy``, a folder with a copy of the site) in ``conf.py``; then
``{hb:actor}`sergey-lavrov``` links to the entry and shows its first lines.  What is
shown is fetched when the project is built and stored in its pages: readers' browsers
ask nobody else.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import unquote
from urllib.request import urlopen

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from handbook import __version__
from handbook.sphinx_ext.domain import HandbookDomain

logger = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "links_static"
LIMIT = 5_000_000


def setup(app: Sphinx) -> ExtensionMetadata:
    """The domain, the inventory and the previews."""
    app.setup_extension("sphinx.ext.intersphinx")
    app.add_config_value("handbook_site", "", "env", types=(str,))
    app.add_config_value("handbook_copy", "", "env", types=(str,))
    app.add_domain(HandbookDomain)
    app.connect("config-inited", _inventory, priority=100)
    app.connect("html-page-context", _previews)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _inventory(app: Sphinx, config: Config) -> None:
    site: str = config.handbook_site
    if not site.startswith(("https://", "http://")):
        raise ConfigError("handbook_site is not set in conf.py: give the handbook's address, https://…/")
    copy = str(Path(app.confdir) / config.handbook_copy / "objects.inv") if config.handbook_copy else None
    config.intersphinx_mapping.setdefault("handbook", (site, copy))
    config.html_static_path.append(str(STATIC))
    app.add_css_file("handbook-links.css")
    app.add_js_file("handbook-links.js", loading_method="defer")


def _previews(app: Sphinx, _page: str, _template: str, context: dict[str, Any], doctree: Node | None) -> None:
    """Put what the page's links to the handbook preview into the page, as data that no browser runs."""
    if doctree is None:
        return
    site = app.config.handbook_site.rstrip("/") + "/"
    origin = str(Path(app.confdir) / app.config.handbook_copy) if app.config.handbook_copy else site
    made: dict[str, Any] = {}
    for link in doctree.findall(nodes.reference):
        address: str = link.get("refuri", "")
        if address.startswith(site) and address not in made:
            found = _preview(origin, address.removeprefix(site))
            if found:
                made[address] = found
    if made:
        text = json.dumps(made, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
        block = f'<script type="application/json" id="handbook-previews">{text}</script>'
        context["metatags"] = context.get("metatags", "") + "\n" + block


def _preview(origin: str, address: str) -> dict[str, str] | None:
    page, _, anchor = address.partition("#")
    content = _content(origin, unquote(page).removesuffix(".html"))
    if content is None:
        return None
    wanted = f"-{anchor[1:]}" if anchor.startswith("p") else anchor if anchor.startswith("topic-") else ""
    for head, text in zip(content[::2], content[1::2], strict=True):
        if head["identifier"].endswith(wanted):
            return {"name": head["children"][0]["value"], "text": text["children"][0]["value"]}
    return None


@lru_cache(maxsize=500)
def _content(origin: str, page: str) -> list[dict[str, Any]] | None:
    """The headings and paragraphs of a page's content file; a missing one is a warning."""
    name = f"data/myst/{page}.json"
    if ".." in page.split("/"):
        return None
    try:
        if origin.startswith(("https://", "http://")):
            with urlopen(origin + name, timeout=20) as answer:
                raw = answer.read(LIMIT)
        else:
            raw = (Path(origin) / name).read_bytes()
        children: list[dict[str, Any]] = json.loads(raw)["mdast"]["children"]
        return children
    except (OSError, URLError, ValueError, KeyError) as error:
        logger.warning("no preview of %s: %s", page, error, type="handbook", subtype="preview")
        return None
