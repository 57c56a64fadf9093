"""Running commands and Sphinx in the process of the tests, and what they made."""

from __future__ import annotations

import contextlib
import copy
import io
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.cmd.build import build_main
from sphinx.config import Config
from sphinx.locale import translators as sphinx_words
from sphinx.util.docutils import docutils_namespace

from handbook import cli
from handbook.sphinx_ext.running.sphinx_run import load_modules

PROJECT = Path(__file__).parents[1]
# Sphinx imports its domains when it has a language, and they would keep their words in it: a site that another test of
# this process builds in a second language would have them in the first.
load_modules()
#: What a command or a build did: its words, status and output.
Done = subprocess.CompletedProcess[str]


@contextlib.contextmanager
def speaking(given: str = "") -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """Within it, what is printed is heard, ``given`` is what is typed, and nothing is coloured."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    heard = io.StringIO(), err
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        for name, value in {"NO_COLOR": "1", "COLUMNS": "160", "TERM": "dumb"}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", io.StringIO(given))
        try:
            yield heard
        finally:
            out.flush()
            heard[0].write(out.buffer.getvalue().decode("utf-8"))


@contextlib.contextmanager
def on_cores(number: int) -> Iterator[None]:
    """Within it the machine has so many cores.

    A process with all that tests import takes long to copy, and each copy makes anew what it could have found: the
    toy takes half of the work where nothing is copied.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(multiprocessing, "cpu_count", lambda: number)
        yield


def handbook(*arguments: object, cwd: Path = PROJECT, given: str = "", cores: int = 1, **environment: str) -> Done:
    """Run a command as ``python -m handbook`` does, in this process; an exception that it lets out fails the test."""
    words = ["handbook", *map(str, arguments)]
    status: object = 0
    with speaking(given) as (out, err), contextlib.chdir(cwd), pytest.MonkeyPatch.context() as patch, on_cores(cores):
        patch.setattr(sys, "argv", words)
        for name, value in environment.items():
            patch.setenv(name, value)
        # A command ends its process, which here runs other tests.
        patch.setattr(cli, "_leave", sys.exit)
        sphinx_words.clear()
        try:
            cli.run()
        except SystemExit as ended:
            status = ended.code
    assert "Traceback" not in err.getvalue(), err.getvalue()
    return Done(words, status if isinstance(status, int) else int(status is not None), out.getvalue(), err.getvalue())


def sphinx(source: Path, out: Path, *extra: str, jobs: str = "1") -> Done:
    """Run a strict ``sphinx-build`` in this process; a test reads its output and status."""
    words = ["-n", "-W", "--keep-going", "-v", "-b", "html", "-j", jobs, "-d", str(out.parent / "doctrees")]
    return sphinx_build(*words, *extra, source, out)


def sphinx_build(*arguments: object, **environment: str) -> Done:
    """Run ``sphinx-build`` in this process."""
    words = [str(argument) for argument in arguments]
    with speaking() as (said, err), pytest.MonkeyPatch.context() as patch:
        for name, value in {"SOURCE_DATE_EPOCH": "1700000000", **environment}.items():
            patch.setenv(name, value)
        # Themes of others write into default lists, which all applications of a process share.
        patch.setattr(Config, "config_values", copy.deepcopy(Config.config_values))
        sphinx_words.clear()
        status = build_main(words)
    return Done(words, status, said.getvalue(), err.getvalue())


#: What Sphinx says of a second application in a process: docutils knows its parts already.
AGAIN = ["app.add_node", "app.add_directive", "app.add_role"]


@contextlib.contextmanager
def application(docs: Path, out: Path, **values: object) -> Iterator[Sphinx]:
    """A Sphinx application that has read a handbook; after it docutils knows nothing of it any more."""
    sphinx_words.clear()
    with docutils_namespace():
        settings = {"html_copy_source": False, "suppress_warnings": AGAIN, **values}
        made = Sphinx(docs, docs, out, out / ".d", "html", settings, status=None, freshenv=True)
        made.builder.read()
        yield made


def built(done: Done) -> str:
    """What a build said, which has to be a success."""
    output: str = done.stdout + done.stderr
    assert done.returncode == 0, output
    return output


def parsed(site: Path, name: str) -> BeautifulSoup:
    """A page of a site, as a tree."""
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "lxml")
