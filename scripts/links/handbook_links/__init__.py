"""For Sphinx projects that link to a handbook: roles for its entries, with previews.

``extensions = ["handbook_links"]`` and ``handbook_site = "https://…/"``
(or ``handbook_copy``, a folder with a copy of the site) in ``conf.py``; then
``{hb:actor}`ann-example``` links to the entry and shows its first lines.  What is
shown is fetched when the project is built and stored in its pages: readers' browsers
ask nobody else.

The site is not trusted: whatever it answers, a build goes on, its links stay on the
host that was configured, and a fault is one warning (``handbook.inventory``,
``handbook.preview``).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains import Domain
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from handbook_links import remote
from handbook_links.domain import HandbookDomain
from handbook_links.version import VERSION

logger = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"
_SITE = re.compile(r"https?://[^\s/?#<>\"'\\@]+(?:/[^\s?#<>\"'\\]*)?")


def setup(app: Sphinx) -> ExtensionMetadata:
    """The domain, the inventory and the previews."""
    app.setup_extension("sphinx.ext.intersphinx")
    app.add_config_value("handbook_site", "", "env", types=(str,))
    app.add_config_value("handbook_copy", "", "env", types=(str,))
    app.add_domain(HandbookDomain)
    links = Links()
    app.connect("config-inited", links.configure, priority=100)
    app.connect("warn-missing-reference", links.missing)
    app.connect("html-page-context", links.previews)
    return {"version": VERSION, "parallel_read_safe": True, "parallel_write_safe": True}


class Links:
    """What one build knows of the site."""

    def __init__(self) -> None:
        self._site = self._origin = ""
        self._unreachable = False
        self._pages: dict[str, list[tuple[str, str, str]] | None] = {}
        #: The pages that have content files; None where the project has an inventory of its own.
        self._previewed: frozenset[str] | None = None

    def configure(self, app: Sphinx, config: Config) -> None:
        """Give intersphinx the handbook's inventory, checked and reduced (``remote.inventory``).

        Raises:
            ConfigError: no site is configured.
        """
        if not _SITE.fullmatch(config.handbook_site):
            raise ConfigError("handbook_site is not set in conf.py: give the handbook's address, https://…/")
        self._site = config.handbook_site.rstrip("/") + "/"
        copy = config.handbook_copy
        self._origin = str(Path(app.confdir) / copy) if copy else self._site
        if "handbook" not in config.intersphinx_mapping:
            stored = Path(app.doctreedir) / f"handbook-{hashlib.sha256(self._origin.encode()).hexdigest()[:12]}.inv"
            days = config.intersphinx_cache_limit
            if self._inventory(stored, days if not copy else 0):
                config.intersphinx_mapping["handbook"] = (self._site, str(stored))
                self._previewed = remote.pages(stored.read_bytes())
        config.html_static_path.append(str(STATIC))
        app.add_css_file("handbook-links.css")
        app.add_js_file("handbook-links.js", loading_method="defer")

    def _inventory(self, stored: Path, days: int) -> bool:
        """Store the site's inventory in a file, and renew it after some days (never if negative); False if there is none."""
        if stored.is_file() and (days < 0 or time.time() - stored.stat().st_mtime < days * 86_400):
            return True
        try:
            inventory, elsewhere = remote.inventory(remote.fetch(self._origin, "objects.inv", remote.PACKED))
        except remote.RemoteError as error:
            self._unreachable = error.unreachable
            old = "the one of an earlier build is used" if stored.is_file() else "links to it stay plain text"
            _warn("inventory", "no inventory of the handbook: %s (%s)", error, old)
            return stored.is_file()
        if elsewhere:
            _warn("inventory", "%s objects in the inventory of the handbook lead elsewhere and are left out", elsewhere)
        stored.parent.mkdir(parents=True, exist_ok=True)
        # Another build of the project may be running: the file has to be complete at any time.
        temporary = stored.with_name(f"{stored.name}.{os.getpid()}")
        temporary.write_bytes(inventory)
        temporary.replace(stored)
        return True

    def missing(self, app: Sphinx, domain: Domain | None, node: nodes.Element) -> bool | None:
        """Suppress the warning for each link if there is no inventory: one warning has said so."""
        lost = "handbook" not in app.config.intersphinx_mapping
        return True if lost and domain is not None and domain.name == "hb" else None

    def previews(self, app: Sphinx, _page: str, _template: str, context: dict[str, Any], doctree: Node | None) -> None:
        """Put previews for the page's links to the handbook into the page, as data that no browser runs."""
        if doctree is None:
            return
        addresses = {link.get("refuri", "") for link in doctree.findall(nodes.reference)}
        site_addresses = sorted(address for address in addresses if address.startswith(self._site))
        shown = {
            address: preview
            for address in site_addresses
            if (preview := self._preview(address.removeprefix(self._site)))
        }
        if shown:
            text = json.dumps(shown, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
            block = f'<script type="application/json" id="handbook-previews">{text}</script>'
            context["metatags"] = context.get("metatags", "") + "\n" + block

    def _preview(self, address: str) -> dict[str, str] | None:
        """The name and text of the object at an address below the site."""
        page, _, anchor = address.partition("#")
        ending = _ending(anchor)
        for identifier, name, text in self._content(unquote(page).removesuffix(".html")) or ():
            if identifier.endswith(ending):
                return {"name": name, "text": text}
        return None

    def _content(self, page: str) -> list[tuple[str, str, str]] | None:
        """The objects of a page of the site, fetched once; None if there are none, or after a warning that they cannot be had."""
        if page not in self._pages:
            self._pages[page] = None
            if self._previewed is not None and page not in self._previewed:
                return None
            if self._unreachable or not re.fullmatch(r"(?:(?!\.)[\w.~-]+/)*(?!\.)[\w.~-]+", page):
                return None
            try:
                raw = remote.fetch(self._origin, f"data/myst/{page}.json", remote.CONTENT)
                self._pages[page] = remote.content(raw)
            except remote.RemoteError as error:
                self._unreachable = error.unreachable
                _warn("preview", "no preview of %s: %s", page, error)
        return self._pages[page]


def _ending(anchor: str) -> str:
    """The end of the identifier, in the content file, of the object at an anchor; empty for the page's own object, which comes first there."""
    if anchor.startswith("claim-"):
        return f"--{anchor.removeprefix('claim-')}"
    if anchor.startswith("p"):
        return f"-{anchor[1:]}"
    return anchor if anchor.startswith("topic-") else ""


def _warn(subtype: str, words: str, *values: object) -> None:
    logger.warning(words, *values, type="handbook", subtype=subtype)
