"""Builds one after the other in one process, which keeps the corpus and Sphinx at hand.

The process is told on its standard input, a line each time, that something changed, and
answers in lines of JSON: ``{"written": true}`` as soon as pages are written, and at the end
``{"status": 0, "said": [...]}``.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from sphinx.application import Sphinx
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from handbook.incremental.settled import configuration
from handbook.reading import written
from handbook.sphinx_ext.build import build_of
from handbook.sphinx_ext.stopped import in_words


class WarmSite:
    """A site that is built again and again; what happened is written to ``answers``."""

    def __init__(self, source: Path, out: Path, doctrees: Path, settings: Mapping[str, Any], answers: TextIO) -> None:
        self.source, self.out, self.doctrees, self.settings = source, out, doctrees, dict(settings)
        self._answers = answers
        #: Sphinx binds its messages to one stream for good.
        self._said = io.StringIO()
        self._app: Sphinx | None = None
        self._namespace = contextlib.ExitStack()
        self._configuration = ""

    def build(self) -> int:
        """Build: 0, or 1 with problems or warnings, which are answered; the last good pages stay."""
        self._said.seek(0)
        self._said.truncate()
        status = 1
        with contextlib.redirect_stdout(self._said), contextlib.redirect_stderr(self._said), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                status = self._build()
            except Exception as error:
                # A defect too: the next change may be without it.
                self._app = None
                self._said.write(in_words(error) + "\n")
        self._answer(status=status, said=[line for line in self._said.getvalue().splitlines() if line.strip()])
        return status

    def _build(self) -> int:
        if problems := written.problems(self.source):
            self._said.write("".join(f"{problem}\n" for problem in problems))
            return 1
        now = configuration(self.source)
        if self._app is None or now != self._configuration:
            self._app = None
            app = self._new()
            self._configuration = now
            build = build_of(app.env)
        else:
            app, build = self._app, build_of(self._app.env)
            # With problems in the seeds it is as it was.
            build.again()
        # What is known after a warning says nothing of it: then all begins anew.
        self._app = None
        build.written = lambda: self._answer(written=True)
        app.build()
        if build.warned.count:
            return 1
        self._app = app
        return 0

    def _new(self) -> Sphinx:
        """Another application; nodes that the one before registered are forgotten."""
        self._namespace.close()
        self._namespace.enter_context(patch_docutils(self.source))
        self._namespace.enter_context(docutils_namespace())
        return Sphinx(
            self.source, self.source, self.out, self.doctrees, "html", confoverrides=self.settings, status=None,
            warning=self._said, warningiserror=True, parallel=2,
        )  # fmt: skip

    def _answer(self, **values: Any) -> None:
        self._answers.write(json.dumps(values) + "\n")
        self._answers.flush()


def lines(stream: TextIO) -> Iterator[str]:
    """The lines that come, until there are no more."""
    while line := stream.readline():
        yield line


def main(arguments: Sequence[str]) -> None:
    """Build once, and again for each line on standard input."""
    source, out, doctrees = map(Path, arguments[:3])
    answers = sys.stdout
    site = WarmSite(source, out, doctrees, json.loads(arguments[3]), answers)
    nocolor()
    gc.disable()
    site.build()
    for _line in lines(sys.stdin):
        site.build()
        gc.collect()


if __name__ == "__main__":
    main(sys.argv[1:])
