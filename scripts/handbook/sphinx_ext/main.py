"""Sphinx in this process: what was read and checked once is not read again, and nothing is imported twice."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from sphinx.application import builtin_extensions
from sphinx.cmd.build import build_main

from handbook.incremental import Reading
from handbook.sphinx_ext.build import Prepared, handed_over

#: What the handbook's configuration names, and what that loads when it is first used.
_USED = (
    "myst_parser.sphinx_ext.main", "myst_parser.parsers.sphinx_", "sphinxcontrib.bibtex", "sphinx_timeline", "handbook.sphinx_ext",
)  # fmt: skip


def load() -> None:
    """Load what a build will use, while another process reads."""
    for name in (*builtin_extensions, *_USED):
        import_module(name)


def build(
    builder: str, arguments: Sequence[str], folder: Path, seen: Reading | None = None, options: Sequence[str] = ()
) -> tuple[int, str]:
    """Run ``sphinx-build`` with a builder and arguments: its exit status, and all that it said.

    ``seen`` is what was read from the seeds ``folder``.
    """
    said = io.StringIO()
    given = Prepared(folder, seen, builder, tuple(options)) if seen else None
    with handed_over(given), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = build_main(["-b", builder, *arguments])
    return status, said.getvalue()
