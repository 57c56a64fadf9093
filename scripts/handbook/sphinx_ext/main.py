"""Sphinx in this process: what was read and checked once is not read again, and nothing is imported twice."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path

from sphinx.cmd.build import build_main

from handbook.incremental import Reading
from handbook.sphinx_ext import running


def build(builder: str, arguments: Sequence[str], folder: Path, seen: Reading | None = None) -> tuple[int, str]:
    """Run ``sphinx-build`` with a builder and arguments: its exit status, and all that it said.

    ``seen`` is what was read from the seeds ``folder``.
    """
    said = io.StringIO()
    with running.offered(folder, seen, builder), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            status = build_main(["-b", builder, *arguments])
        finally:
            running.stop()
    return status, said.getvalue()
