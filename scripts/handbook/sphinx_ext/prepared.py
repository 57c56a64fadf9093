"""What a command read before it started Sphinx, and the end of a build whose seeds have problems."""

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
from handbook.sphinx_ext.begun import Begun

logger = logging.getLogger(__name__)


class Prepared(NamedTuple):
    """What a command read before it started Sphinx, from which seeds, for which builder, and with which options.

    ``further``: another site is built of the same reading, and keeps it; this one keeps only what is made of it.
    ``earlier``: published editions, with which entries are compared.  ``begun``: what was begun of the build.
    """

    seeds: Path
    reading: Reading
    builder: str
    options: tuple[str, ...] = ()
    further: bool = False
    earlier: tuple[Earlier, ...] = ()
    begun: Begun | None = None


prepared: ContextVar[Prepared | None] = ContextVar("prepared", default=None)


class SeedsError(SphinxError, BdbQuit):
    """The seeds have problems, which were told: nothing is built, and the last good site stays.

    It is one of the errors after which ``sphinx-build`` ends with its status and no report of a crash: all is said.
    """

    category = "Handbook error"


@contextlib.contextmanager
def handed_over(reading: Prepared | None) -> Generator[None]:
    """Within it, a build of these seeds takes what was read of them already."""
    token = prepared.set(reading)
    try:
        yield
    finally:
        prepared.reset(token)


def tell_problems(folder: Path, reading: Reading) -> None:
    """Warn of each problem of what was read from a folder.

    Raises:
        SeedsError: there are problems.
    """
    problems = reading.report.sorted()
    for problem in problems:
        place = problem.place
        # Sphinx takes a place without a colon for the name of a page, and looks for it among those that it has not yet: a whole
        # file is told by its first line.
        location = f"{folder.parent / place.path}:{place.line or 1}"
        mend = f" ({problem.mend})" if problem.mend else ""
        logger.warning(
            "%s %s%s", problem.code, problem.message, mend, type="handbook", subtype=problem.code, location=location
        )
    if problems:
        message = f"{reading.report.total} in the seeds: nothing was built, and the last good site stays"
        logger.error("%s: %s", SeedsError.category, message)
        raise SeedsError(message)
