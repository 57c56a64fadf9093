"""Sphinx in this process: what was read and checked once is not read again, and nothing is imported twice."""

from __future__ import annotations

import contextlib
import io
import logging
import multiprocessing
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from sphinx import locale
from sphinx.application import Sphinx, builtin_extensions
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from handbook import faults
from handbook.citing import styles
from handbook.incremental import Reading, state
from handbook.pages.differences import Earlier
from handbook.reading import schema
from handbook.sphinx_ext.begun import Begun
from handbook.sphinx_ext.prepared import Prepared, handed_over
from handbook.sphinx_ext.stopped import in_words

#: What the handbook's configuration names, and what that loads when it is first used.
_USED = (
    "myst_parser.sphinx_ext.main", "myst_parser.parsers.sphinx_", "sphinxcontrib.bibtex", "sphinx_timeline", "handbook.sphinx_ext",
)  # fmt: skip


class Places(NamedTuple):
    """The folders of a build: pages that people write, seeds, the site, and what is kept for the next."""

    source: Path
    seeds: Path
    out: Path
    kept: Path


class Seen(NamedTuple):
    """What was read of the seeds, the options that decide what is made of it, whether another build keeps it, published editions to compare with, and what was begun."""

    reading: Reading
    options: tuple[str, ...]
    further: bool = False
    earlier: tuple[Earlier, ...] = ()
    begun: Begun | None = None


def load_modules() -> None:
    """Load what a build uses, before Sphinx has a language: what is named when a module is loaded is translated then, or each time that it is shown."""
    for name in (*builtin_extensions, *_USED):
        import_module(name)


def load() -> None:
    """Load what a build will use and make what is the same in every handbook, while another process reads."""
    load_modules()
    schema.schemas()
    styles.load()
    state.engine()


def build(
    builder: str, places: Places, settings: Mapping[str, Any], seen: Seen | None = None, clean: bool = False, jobs: int = 0
) -> tuple[int, str]:  # fmt: skip
    """Build strictly with a builder: the exit status, and all that was said; a fault is one line.

    ``settings`` are those of conf.py that are given otherwise; ``jobs`` is the number of processes, 0 as many as there are cores.
    """
    output = io.StringIO()
    handed = (
        Prepared(places.seeds, seen.reading, builder, seen.options, seen.further, seen.earlier, seen.begun)
        if seen
        else None
    )
    nocolor()
    with handed_over(handed), contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            status = _build(builder, places, settings, clean, jobs or multiprocessing.cpu_count(), output)
        except Exception as error:
            if faults.comes_of_interrupt(error):
                # Sphinx may stumble while it ends its processes.
                raise KeyboardInterrupt from None
            output.write(in_words(error, places.out, places.kept) + "\n")
            status = 2
    return status, output.getvalue()


def _build(builder: str, places: Places, settings: Mapping[str, Any], clean: bool, jobs: int, said: TextIO) -> int:
    overrides = {**settings, "handbook_seeds": str(places.seeds), "nitpicky": True}
    # A site in another language may have been built in this process.
    locale.translators.clear()
    load_modules()
    with patch_docutils(places.source), docutils_namespace():
        app = Sphinx(
            places.source, places.source, places.out, places.kept, builder, overrides, None, said,
            freshenv=clean, warningiserror=True, parallel=jobs,
        )  # fmt: skip
        # What Sphinx says for those who look for faults in it nobody hears here, and it makes a record of each.
        logging.getLogger("sphinx").setLevel(logging.INFO)
        app.build(force_all=clean)
        return app.statuscode
