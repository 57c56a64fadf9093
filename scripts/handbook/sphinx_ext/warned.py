"""Whether a build warned of something: then nothing of it is kept, so that the next one says the same."""

from __future__ import annotations

import logging

from sphinx.util.logging import NAMESPACE


class Warned(logging.Handler):
    """Counts warnings and errors that Sphinx and its extensions log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def listen(self) -> None:
        """Count from now on."""
        self.count = 0
        logging.getLogger(NAMESPACE).addHandler(self)

    def stop(self) -> None:
        """Count no more."""
        logging.getLogger(NAMESPACE).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
