"""The site without a network: a service worker that caches the pages a reader visits, if ``handbook.toml`` says ``offline = true``.

Its version is a digest of all pages and data, so that browsers notice a new edition.
It lies at the root of the site: in a subfolder it could not serve all pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path

from handbook.incremental.state import digest
from handbook.publish import write
from handbook.sphinx_ext.storage.written_names import LIST

NAME = "offline.js"
#: Files that are not part of the version: those that are brought into the site at other times, and the worker itself.
_BESIDE = ("downloads/", "_cards/", NAME, LIST)
#: Files that every page needs or links to: cached from the first visit on.
_ALWAYS = (
    "index.html", "reference/search.html", "reference/search-pages.js", "reference/saved.html", "data/previews.js",
    "data/anchors.js",
)  # fmt: skip
#: The search index is cached as a whole up to this size in bytes; of a larger one only the files that were requested.
SEARCH = 3_000_000
#: The beginning of the worker's file, by which ours is recognised.
_MARK = "// Made by the handbook"


def bring(
    site: Path, enabled: bool, file_digests: Mapping[str, bytes], language: str, title: str, t: Callable[[str], str]
) -> None:
    """Write the service worker of a site whose files have these digests, or remove it if it is not ``enabled``."""
    path = site / NAME
    if enabled:
        write(path, script(site, file_digests, language, title, t))
    elif path.is_file() and path.read_text(encoding="utf-8", errors="replace").startswith(_MARK):
        path.unlink()


def script(site: Path, file_digests: Mapping[str, bytes], language: str, title: str, t: Callable[[str], str]) -> str:
    """The text of the service worker."""
    content = {name: file_digest for name, file_digest in file_digests.items() if not name.startswith(_BESIDE)}
    digested = (name.encode() + b"\0" + file_digest for name, file_digest in sorted(content.items()))
    version = digest(b"".join(digested)).hex()[:16]
    search = sorted(name for name in content if name.startswith("data/search/"))
    if sum((site / name).stat().st_size for name in search) > SEARCH:
        search = [name for name in search if "-" not in name.rpartition("/")[2]]
    cached_files = [
        *(name for name in _ALWAYS if name in content),
        *sorted(n for n in content if n.removeprefix("../").startswith("_static/")),
        *search,
    ]
    head, _, body = (
        files("handbook.sphinx_ext").joinpath("worker", NAME).read_text(encoding="utf-8").partition('"use strict";\n')
    )
    page = _not_kept(language, title, t)
    values = {"VERSION": version, "KEEP": cached_files, "WORDS": {"page": page}}
    constants = "".join(f"const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in values.items())
    return f'{head}"use strict";\n{constants}{body}'


def _not_kept(language: str, title: str, t: Callable[[str], str]) -> str:
    """The page that is shown instead of one that is not in the cache."""
    heading = escape(t("Without a network"))
    message = escape(t("This page was not visited while there was a network, so that it is not kept here."))
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title></head>'
        f"<body><main><h1>{heading}</h1><p>{message}</p></main></body></html>"
    )
