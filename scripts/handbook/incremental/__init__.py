"""Work saved between builds: only what a change can touch is read, linked, checked and made again.

``prefetch`` reads new seeds beside other work, ``reading`` reads the seeds with what was kept of
the last good run, ``planning`` makes the pages and ``files`` the files whose recipes looked at
something that changed (``dependency_tracking``, ``invalidation``).  What was kept is one file,
which may be deleted at any time; it is trusted for bytes that are the same, never for dates,
and only if this user kept it (``trust``).
"""

from __future__ import annotations

from handbook.incremental.planning import Plan, Planned, plan, unmade
from handbook.incremental.prefetch import prefetching
from handbook.incremental.reading import Reading, read
from handbook.incremental.several import PRODUCTS, another

__all__ = ["KEPT", "PRODUCTS", "Plan", "Planned", "Reading", "another", "plan", "prefetching", "read", "unmade"]

#: The file in which a build keeps what the next one need not do, beside what Sphinx keeps for itself.
KEPT = "handbook.kept"
