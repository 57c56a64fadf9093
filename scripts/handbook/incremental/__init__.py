"""Incremental builds: only what a change can affect is read, linked, checked and made again.

``prefetch`` reads new seeds in parallel with other work; ``reading`` reads the seeds with the help of the saved state of
the last good run; ``relinking`` links statements again where other names may be found, both in everything and in the part
that is published, without drafts (``published_corpus``); ``planning`` makes the pages, and ``files`` the files, whose recipes looked at
something that changed (``dependency_tracking``, ``invalidation``).  The saved state (``state``) is one file,
which may be deleted at any time.  It is used for files whose bytes are the same, whatever their dates,
and only if this user saved it (``signatures``).

This package exports what reads and compares, but not ``planning``, which imports everything that makes pages:
a build that finds nothing changed does not need it.
"""

from __future__ import annotations

from handbook.incremental.language_sites import PRODUCTS, another
from handbook.incremental.prefetch import prefetching
from handbook.incremental.reading import Reading, read, to_keep

__all__ = ["KEPT", "PRODUCTS", "Reading", "another", "prefetching", "read", "to_keep"]

#: The file with the saved state of a build, in Sphinx's doctrees folder.
KEPT = "handbook.kept"
