"""Programs of ours that are started beside us."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours in a process of its own.

    ``-P``: modules that lie where the person stands, which may be somebody else's handbook, are none of ours.
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def surroundings(**more: str) -> dict[str, str]:
    """The environment of such a process: it finds the modules that we find."""
    here, engine = Path.cwd(), Path(__file__).parents[1]
    searched = [folder for folder in sys.path if folder and (Path(folder) != here or here == engine)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(searched), **more}
