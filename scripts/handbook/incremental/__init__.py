"""Work saved between builds: only what a change can touch is read, linked, checked and made again.

``ahead`` reads new seeds beside other work, ``reading`` reads the seeds with what was kept of the last good run, ``writing`` makes and
writes the files whose recipes looked at something that changed.  What was kept is one file,
which may be deleted at any time; it is trusted for bytes that are the same, never for dates.
"""

from __future__ import annotations

from handbook.incremental.ahead import reading_ahead
from handbook.incremental.reading import Reading, read
from handbook.incremental.writing import FOLDERS, write

__all__ = ["FOLDERS", "KEPT", "Reading", "read", "reading_ahead", "write"]

#: The file in which a build keeps what the next one need not do, beside what Sphinx keeps for itself.
KEPT = "handbook.kept"
