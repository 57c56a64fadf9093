"""Computing the digests of a site's files in a separate process, while seeds are read."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from handbook.incremental import background, up_to_date
from handbook.incremental.background import Background


class SiteDigests:
    """The digests of all files of a site, without those in the ``excluded_folders`` inside it."""

    def __init__(self, out: Path, excluded_folders: Sequence[Path] = ()) -> None:
        self._out, self._excluded_folders = out, excluded_folders
        self._process: Background[dict[str, bytes] | None] | None = None
        self._digests: dict[str, bytes] | None = None

    def begin(self) -> None:
        """Start a separate process, if this system can fork; if not, ``outputs`` computes the digests."""
        if background.possible():
            self._process = Background(self._look)

    def _look(self) -> dict[str, bytes] | None:
        # If a folder cannot be read, ``outputs`` tries again, and raises the error.
        with contextlib.suppress(OSError):
            return up_to_date.outputs(self._out, excluded_folders=self._excluded_folders, several=False)
        return None

    def outputs(self) -> dict[str, bytes]:
        """The digests of all files, by name, computed once.

        Raises:
            OSError: a folder cannot be read.
        """
        if self._digests is None and self._process is not None:
            with contextlib.suppress(EOFError):
                self._digests = self._process.answer()
        if self._digests is None:
            self._digests = up_to_date.outputs(self._out, excluded_folders=self._excluded_folders)
        return self._digests

    def stop(self) -> None:
        """End the process: the digests are not needed."""
        if self._process is not None:
            self._process.stop()
