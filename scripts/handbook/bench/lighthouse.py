"""Run Lighthouse over one page of each kind: performance, accessibility, best practices, search engines.

Lighthouse is a tool for Node: ``npm install --prefix .ci/node lighthouse``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median_low
from typing import NamedTuple

from handbook.bench.search import chromium
from handbook.bench.served import served

#: The categories that are measured, as Lighthouse calls them.
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: Pages, and folders whose heaviest page is measured.
KINDS = (
    "index.html", "actors/index.html", "actors", "agreements", "events", "sources", "dossiers", "timeline.html",
    "reference/overview.html", "as-of",
)  # fmt: skip


class Scored(NamedTuple):
    """The scores of a page, from 0 to 100, in the order of ``CATEGORIES``; the medians of several rounds."""

    page: str
    scores: tuple[int, ...]


def chosen(site: Path) -> list[str]:
    """The pages to measure in each language: those named in ``KINDS``, and the heaviest of each folder."""
    further = sorted(
        path.parent.name for path in site.glob("*/index.html") if re.fullmatch("[a-z]{2,3}", path.parent.name)
    )
    return [
        f"{folder}{page}" for folder in ("", *(f"{name}/" for name in further)) for page in _of_kinds(site / folder)
    ]


def _of_kinds(root: Path) -> Iterator[str]:
    for kind in KINDS:
        if kind.endswith(".html"):
            if (root / kind).is_file():
                yield kind
            continue
        files = [path for path in (root / kind).glob("*.html") if path.name != "index.html"]
        if files:
            yield max(files, key=lambda path: (path.stat().st_size, path.name)).relative_to(root).as_posix()


def measured(site: Path, command: Path, pages: Sequence[str], rounds: int = 1) -> Iterator[Scored]:
    """Lighthouse's scores for pages of a site; ``command`` is its program, which looks at each page ``rounds`` times.

    Raises RuntimeError, with its error output, if it returns no report.
    """
    environment = os.environ | {"CHROME_PATH": chromium()}
    with served(site) as base:
        for page in pages:
            words = [str(command), base + page, "--quiet", "--output=json", "--output-path=stdout"]
            words += [f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox"]
            scores = []
            for _round in range(rounds):
                finished = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
                of_round = _scores(finished.stdout)
                if of_round is None:
                    raise RuntimeError(f"{page}: {finished.stderr.strip()[-600:] or 'no report'}")
                scores.append(of_round)
            yield Scored(page, tuple(median_low(category) for category in zip(*scores, strict=True)))


def _scores(report: str) -> tuple[int, ...] | None:
    """The scores in a report; None if it has none, as when the browser did not answer in time."""
    try:
        categories = json.loads(report)["categories"]
        return tuple(round(100 * categories[name]["score"]) for name in CATEGORIES)
    except (ValueError, KeyError, TypeError):
        return None
