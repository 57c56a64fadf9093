"""Running Sphinx in this process, so that seeds that were read and checked are not read again, nor modules imported twice."""

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
from handbook.sphinx_ext.running.early_work import EarlyWork
from handbook.sphinx_ext.running.handover import Handover, handed_over
from handbook.sphinx_ext.running.stop_messages import in_words

#: The extensions that the handbook's configuration names, and modules that they import on first use.
_USED = (
    "myst_parser.sphinx_ext.main", "myst_parser.parsers.sphinx_", "sphinxcontrib.bibtex", "sphinx_timeline", "handbook.sphinx_ext",
)  # fmt: skip


class Places(NamedTuple):
    """The folders of a build: hand-written pages, seeds, the site, and the state for the next build."""

    source: Path
    seeds: Path
    out: Path
    state_folder: Path


class ReadBefore(NamedTuple):
    """What a command read before the build: a ``Handover`` without seeds and builder, where the fields are explained."""

    reading: Reading
    options: tuple[str, ...]
    further: bool = False
    earlier: tuple[Earlier, ...] = ()
    early_work: EarlyWork | None = None


def load_modules() -> None:
    """Import the modules that a build uses, before Sphinx has a language.

    Some of them translate words when they are imported, and would keep these in one language.
    """
    for name in (*builtin_extensions, *_USED):
        import_module(name)


def load() -> None:
    """Import what a build will use and compute what is the same in every handbook, while another process reads the seeds."""
    load_modules()
    schema.schemas()
    styles.load()
    state.engine()


def build(
    builder: str, places: Places, settings: Mapping[str, Any], read_before: ReadBefore | None = None, clean: bool = False, jobs: int = 0
) -> tuple[int, str]:  # fmt: skip
    """Run a builder, treating warnings as errors; return the exit status and all output.  An exception becomes one line.

    ``settings`` override those of conf.py; ``jobs`` is the number of processes, 0 for one per core.
    """
    output = io.StringIO()
    handover = (
        Handover(
            places.seeds,
            read_before.reading,
            builder,
            read_before.options,
            read_before.further,
            read_before.earlier,
            read_before.early_work,
        )
        if read_before
        else None
    )
    nocolor()
    with handed_over(handover), contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            status = _build(builder, places, settings, clean, jobs or multiprocessing.cpu_count(), output)
        except Exception as error:
            if faults.comes_of_interrupt(error):
                # On an interrupt Sphinx may raise other errors while it ends its processes.
                raise KeyboardInterrupt from None
            output.write(in_words(error, places.out, places.state_folder) + "\n")
            status = 2
    return status, output.getvalue()


def _build(builder: str, places: Places, settings: Mapping[str, Any], clean: bool, jobs: int, warnings: TextIO) -> int:
    overrides = {**settings, "handbook_seeds": str(places.seeds), "nitpicky": True}
    # A site in another language may have been built in this process.
    locale.translators.clear()
    load_modules()
    with patch_docutils(places.source), docutils_namespace():
        app = Sphinx(
            places.source, places.source, places.out, places.state_folder, builder, overrides, None, warnings,
            freshenv=clean, warningiserror=True, parallel=jobs,
        )  # fmt: skip
        # Skip Sphinx's debug messages: nobody reads them here, and each costs a log record.
        logging.getLogger("sphinx").setLevel(logging.INFO)
        app.build(force_all=clean)
        return app.statuscode
