"""Successive builds in one process, which keeps the corpus and Sphinx in memory (``handbook serve``).

Each line on its standard input says that something changed, and starts a build.  The process answers in lines of JSON:
``{"written": "/the/site", "warnings": 0}`` as soon as the pages of a language are written, ``{"beside": [...]}``
with the files and folders that are inputs of the site besides docs and seeds, and at the end
``{"status": 0, "said": [...], "made": true}``, where ``made`` says whether the pages of all languages were written, even with warnings.
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
from typing import Any, NamedTuple, TextIO

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from handbook import incremental
from handbook.incremental.up_to_date import configuration
from handbook.reading import hand_written
from handbook.sphinx_ext.project import input_files
from handbook.sphinx_ext.running import environment_reset
from handbook.sphinx_ext.running.build import Build, build_of
from handbook.sphinx_ext.running.handover import Handover, handed_over
from handbook.sphinx_ext.running.sphinx_run import load_modules
from handbook.sphinx_ext.running.stop_messages import in_words


class Site(NamedTuple):
    """A site in one language: its folder, its doctrees folder, and its settings."""

    out: Path
    stored: Path
    settings: Mapping[str, Any]


class _Warm:
    """A site with its Sphinx application, which is kept between builds, and Sphinx's catalogue of its language."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.app: Sphinx | None = None
        self._words: dict[tuple[str, str], Any] = {}

    def begin(self, source: Path, messages: TextIO) -> None:
        """Make a new application for the site."""
        locale.translators.clear()
        load_modules()
        self.app = Sphinx(
            source, source, self.site.out, self.site.stored, "html", confoverrides=dict(self.site.settings), status=None,
            warning=messages, warningiserror=True, parallel=2,
        )  # fmt: skip
        self._words = dict(locale.translators)

    def speak(self) -> None:
        """Make Sphinx use this site's catalogue: it has only one language at a time."""
        locale.translators.clear()
        locale.translators.update(self._words)


class WarmSites:
    """The sites of a handbook, one for each language, built repeatedly from one reading; answers are written to ``answers``."""

    def __init__(self, source: Path, sites: Sequence[Site], answers: TextIO) -> None:
        self.source, self._sites = source, [_Warm(site) for site in sites]
        self._answers = answers
        #: The stream for messages; one for all builds, since an application keeps the stream that it was given.
        self._messages = io.StringIO()
        #: The sites that were written since a build began.
        self._written: set[Path] = set()
        self._namespace = contextlib.ExitStack()
        self._configuration = ""
        #: For each site's folder, the files and folders that are inputs of the site.
        self._beside: dict[Path, list[str]] = {}
        #: The digests of the files of the project's own code, at the time it was loaded.
        self._code: dict[str, bytes] = {}

    def build(self) -> int:
        """Build all sites; return 0, or 1 with problems or warnings, which are in the answer.  With problems the last good pages stay."""
        self._written.clear()
        self._messages.seek(0)
        self._messages.truncate()
        status = 1
        with (
            contextlib.redirect_stdout(self._messages),
            contextlib.redirect_stderr(self._messages),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            try:
                status = self._build()
            except Exception as error:
                # Also for a defect the process goes on: the next change may not lead to it.
                self._forget()
                self._messages.write(
                    in_words(error, *(place for warm in self._sites for place in (warm.site.out, warm.site.stored)))
                    + "\n"
                )
        self._answer(beside=sorted({name for names in self._beside.values() for name in names}))
        # The same message from several languages is reported once.
        messages = list(dict.fromkeys(line for line in self._messages.getvalue().splitlines() if line.strip()))
        self._answer(status=status, said=messages, made=len(self._written) == len(self._sites))
        return status

    def _forget(self) -> None:
        for warm in self._sites:
            warm.app = None

    def _build(self) -> int:
        if problems := hand_written.problems(self.source):
            self._messages.write("".join(f"{problem}\n" for problem in problems))
            return 1
        now = configuration(self.source)
        if now != self._configuration or self._unload():
            self._forget()
        self._configuration = now
        status = self._build_all()
        self._code = input_files.digests_of(input_files.modules().values())
        return status

    def _unload(self) -> bool:
        """Unload the project's own modules if their code changed; return whether it did."""
        if input_files.digests_of(map(Path, self._code)) == self._code:
            return False
        for name in input_files.modules():
            del sys.modules[name]
        return True

    def _build_all(self) -> int:
        first, *further = self._sites
        # With problems in the seeds the first build raises an error and no site changes.  With warnings all are made.
        builds = [self._build_one(first, None)]
        reading = builds[0].reading
        for warm in further:
            products = (
                build_of(warm.app.env).reading.now.products if warm.app else warm.site.stored / incremental.PRODUCTS
            )
            seeds = (self.source / str(warm.site.settings["handbook_seeds"])).resolve()
            handover = Handover(seeds, incremental.another(reading, products), "html", further=True)
            builds.append(self._build_one(warm, handover))
        if any(build.warned.count for build in builds):
            # An application that goes on would not repeat the warning: start anew.
            self._forget()
            return 1
        return 0

    def _build_one(self, warm: _Warm, handover: Handover | None) -> Build:
        with handed_over(handover):
            app = warm.app
            if app is None or build_of(app.env).catalogues.other_words():
                self._renew_namespace()
                warm.begin(self.source, self._messages)
                app = warm.app
                assert app
                build = build_of(app.env)
            else:
                warm.speak()
                build = build_of(app.env)
                build.again()
            # If the build is stopped by an error, the application is not used again.
            warm.app = None
            build.written = lambda: self._site_written(warm.site.out, build.warned.count)
            build.go_on()
            self._beside[warm.site.out], _left_out = build.around()
        warm.app = None if environment_reset.begins_with_files(app) else app
        return build

    def _site_written(self, out: Path, warnings: int) -> None:
        self._written.add(out)
        self._answer(written=str(out), warnings=warnings)

    def close(self) -> None:
        """Drop the applications, and the names of nodes and directives that they registered."""
        self._forget()
        self._namespace.close()

    def _renew_namespace(self) -> None:
        """Drop the nodes that an application registered: the next one has the same extensions, and registers them for all."""
        self._namespace.close()
        self._namespace.enter_context(patch_docutils(self.source))
        self._namespace.enter_context(docutils_namespace())

    def _answer(self, **values: Any) -> None:
        self._answers.write(json.dumps(values) + "\n")
        self._answers.flush()


def lines(stream: TextIO) -> Iterator[str]:
    """The lines of a stream, each as soon as it comes."""
    while line := stream.readline():
        yield line


def main(arguments: Sequence[str]) -> None:
    """Build once, and again for each line on standard input."""
    source, sites = Path(arguments[0]), json.loads(arguments[1])
    warm = WarmSites(source, [Site(Path(out), Path(stored), settings) for out, stored, settings in sites], sys.stdout)
    nocolor()
    gc.disable()
    warm.build()
    for _line in lines(sys.stdin):
        warm.build()
        gc.collect()


if __name__ == "__main__":
    main(sys.argv[1:])
