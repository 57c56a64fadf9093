"""A separate process looks at the files of the site while seeds are read."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from handbook.incremental import beside, settled
from handbook.incremental.beside import Beside


class Look:
    """A look at all files of a site, without those of ``others`` below it."""

    def __init__(self, out: Path, others: Sequence[Path] = ()) -> None:
        self._out, self._others = out, others
        self._begun: Beside[dict[str, bytes] | None] | None = None
        self._looked: dict[str, bytes] | None = None

    def begin(self) -> None:
        """Begin it, where there may be several processes; else all is looked at when it is asked for."""
        if beside.possible():
            self._begun = Beside(self._look)

    def _look(self) -> dict[str, bytes] | None:
        # Where something cannot be looked at, who asks looks again, and says so.
        with contextlib.suppress(OSError):
            return settled.outputs(self._out, others=self._others, several=False)
        return None

    def outputs(self) -> dict[str, bytes]:
        """The digests of all files, by name, as they were at the first look.

        Raises:
            OSError: a folder cannot be looked at.
        """
        if self._looked is None and self._begun is not None:
            with contextlib.suppress(EOFError):
                self._looked = self._begun.answer()
        if self._looked is None:
            self._looked = settled.outputs(self._out, others=self._others)
        return self._looked

    def stop(self) -> None:
        """End it: nobody will ask."""
        if self._begun is not None:
            self._begun.stop()
