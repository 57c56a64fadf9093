"""Work saved between builds: only what a change can touch is read, linked, checked and made again.

``prefetch`` reads new seeds beside other work, ``reading`` reads the seeds with what was kept of
the last good run, ``relinking`` finds names again where others can be found, in everything and in what is ``published`` of it
without drafts, ``planning`` makes the pages and ``files`` the files whose recipes looked at
something that changed (``dependency_tracking``, ``invalidation``).  What was kept is one file,
which may be deleted at any time; it is trusted for bytes that are the same, never for dates,
and only if this user kept it (``trust``).

What reads and compares is here; ``planning``, which loads all that makes pages, is not: of a site
to which nothing happened nothing is made.
"""

from __future__ import annotations

from handbook.incremental.prefetch import prefetching
from handbook.incremental.reading import Reading, read, to_keep
from handbook.incremental.several import PRODUCTS, another

__all__ = ["KEPT", "PRODUCTS", "Reading", "another", "prefetching", "read", "to_keep"]

#: The file in which a build keeps what the next one need not do, beside what Sphinx keeps for itself.
KEPT = "handbook.kept"
