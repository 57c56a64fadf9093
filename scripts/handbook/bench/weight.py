"""The weight of a page of a built site: the bytes that a reader's browser requests when it opens the page, compressed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

#: What a page loads at once: style sheets, scripts, and pictures that are not loaded lazily.
_LOADED = re.compile(
    r'<(?:link rel="stylesheet"[^>]*? href|script[^>]*? src|img(?![^>]*loading="lazy")[^>]*? src)="([^"?#]+)'
)
#: What is loaded when a reader is about to search: the engine, and the outline of the index.
LATER = ("_static/search.js", "_static/stemmers.js", "data/search/about.js")


class Weight(NamedTuple):
    """Compressed bytes (gzip) of a page: its HTML, that with everything loaded to show it, and that with the search engine."""

    page: str
    html: int
    shown: int
    with_search: int

    @property
    def kind(self) -> str:
        """The page's folder, or its own name at the root; pages in a further language have the folder of that language in front."""
        *folders, name = self.page.split("/")
        depth = 2 if folders and re.fullmatch("[a-z]{2,3}", folders[0]) else 1
        chosen = folders[:depth]
        return "/".join(
            [*chosen, name.removesuffix(".html")] if len(chosen) < depth or name == "index.html" else chosen
        )


@cache
def compressed(path: Path) -> int:
    """The bytes of a file as a web server sends it, compressed; 0 if it does not exist."""
    return len(gzip.compress(path.read_bytes(), 6)) if path.is_file() else 0


def weights(site: Path) -> Iterator[Weight]:
    """The weight of every page of a site."""
    later = sum(compressed(site / name) for name in LATER)
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        loaded = {(path.parent / address).resolve() for address in _LOADED.findall(text)}
        html = compressed(path)
        shown = html + sum(map(compressed, loaded))
        yield Weight(path.relative_to(site).as_posix(), html, shown, shown + later)


def heaviest(site: Path) -> list[tuple[Weight, int]]:
    """The heaviest page of each kind, with the number of pages of the kind; the heaviest kind first."""
    kinds: dict[str, list[Weight]] = {}
    for weight in weights(site):
        kinds.setdefault(weight.kind, []).append(weight)
    return sorted(
        ((max(pages, key=lambda w: w.with_search), len(pages)) for pages in kinds.values()),
        key=lambda pair: -pair[0].with_search,
    )
