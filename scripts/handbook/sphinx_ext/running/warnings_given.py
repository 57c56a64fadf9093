"""Whether a build gave warnings: then its state is not saved, so that the next build gives them again."""

from __future__ import annotations

import logging

from sphinx.util.logging import NAMESPACE


class WarningsGiven(logging.Handler):
    """Counts warnings and errors that Sphinx and its extensions log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def listen(self) -> None:
        """Start counting, from zero."""
        self.count = 0
        logging.getLogger(NAMESPACE).addHandler(self)

    def stop(self) -> None:
        """Stop counting."""
        logging.getLogger(NAMESPACE).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
