"""Starting modules, of this package or of others, as separate processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module in a separate process.

    With ``-P`` Python does not import modules from the current folder, which may be somebody else's handbook.
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def environment(**variables: str) -> dict[str, str]:
    """The environment variables of such a process, in which it finds the same modules as this one; ``variables`` are added."""
    current, engine = Path.cwd(), Path(__file__).parents[1]
    searched = [folder for folder in sys.path if folder and (Path(folder) != current or current == engine)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(searched), **variables}
