"""Handing over to a build what a command read before it started Sphinx; ending a build whose seeds have problems."""

from __future__ import annotations

import contextlib
from bdb import BdbQuit
from collections.abc import Generator
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from sphinx.errors import SphinxError
from sphinx.util import logging

from handbook.incremental import Reading
from handbook.pages.differences import Earlier
from handbook.sphinx_ext.running.early_work import EarlyWork

logger = logging.getLogger(__name__)


class Handover(NamedTuple):
    """What a command read before it started Sphinx: the ``reading`` of ``seeds``, for a ``builder`` and with ``options``.

    ``further``: another site is built from the same reading and saves it, so this one saves only its products.
    ``earlier``: published editions, with which entries are compared.  ``early_work``: work of the build that has begun already.
    """

    seeds: Path
    reading: Reading
    builder: str
    options: tuple[str, ...] = ()
    further: bool = False
    earlier: tuple[Earlier, ...] = ()
    early_work: EarlyWork | None = None


prepared: ContextVar[Handover | None] = ContextVar("prepared", default=None)


class SeedsError(SphinxError, BdbQuit):
    """The seeds have problems, which were reported: nothing is built, and the last good site stays.

    It derives from ``BdbQuit``, after which ``sphinx-build`` ends with an error status but without a crash report.
    """

    category = "Handbook error"


@contextlib.contextmanager
def handed_over(reading: Handover | None) -> Generator[None]:
    """Context manager in which a build of the same seeds takes over this reading."""
    token = prepared.set(reading)
    try:
        yield
    finally:
        prepared.reset(token)


def tell_problems(folder: Path, reading: Reading) -> None:
    """Log a warning for each problem in the ``reading`` of the seeds in ``folder``.

    Raises:
        SeedsError: there are problems.
    """
    problems = reading.report.sorted()
    for problem in problems:
        place = problem.place
        # Sphinx takes a location without a colon for the name of a page, and looks it up before it knows any: for a problem
        # of a whole file give the first line.
        location = f"{folder.parent / place.path}:{place.line or 1}"
        mend = f" ({problem.mend})" if problem.mend else ""
        logger.warning(
            "%s %s%s", problem.code, problem.message, mend, type="handbook", subtype=problem.code, location=location
        )
    if problems:
        message = f"{reading.report.total} in the seeds: nothing was built, and the last good site stays"
        logger.error("%s: %s", SeedsError.category, message)
        raise SeedsError(message)
