"""Shared fixtures: the toy corpus, copies of it, and the places of the real texts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import publish
from handbook.book import Book, Drafts
from handbook.checks import Context
from handbook.problems import Problem

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
SHARED = PROJECT.parent / "shared"
TOY = TESTS / "toy"


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy project that a test may change: seeds, originals, docs."""
    target = tmp_path / "toy"
    shutil.copytree(TOY, target)
    (target / "docs").mkdir(exist_ok=True)
    (target / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    (target / "docs" / "index.md").write_text(INDEX, encoding="utf-8")
    shutil.copy(PROJECT / "docs" / "timeline.md", target / "docs" / "timeline.md")
    return target


def book_of(folder: Path, language: str = "en", base: str = "", drafts: Drafts = Drafts.NONE) -> Book:
    """The book of a seeds folder, with nothing from earlier runs."""
    return Book(*publish.read(folder), language, base, drafts)


@pytest.fixture(scope="session")
def toy_context() -> Context:
    context, report = publish.read(TOY / "seeds")
    assert not report.problems, report.sorted()
    return context


@pytest.fixture(scope="session")
def real_originals() -> Path:
    """The folder of the two seed articles; the test is skipped, saying so, without it."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the original articles are not beside this checkout (../shared/seeds)")
    return folder


@pytest.fixture(scope="session")
def gold() -> Path:
    folder = SHARED / "gold"
    if not folder.is_dir():
        pytest.skip("the reference annotation is not beside this checkout (../shared/gold)")
    return folder


@pytest.fixture
def problems_with(toy: Path) -> Callable[..., list[Problem]]:
    """The problems of the toy corpus with files (path to text or bytes) laid over it."""

    def overlay(files: dict[str, str | bytes]) -> list[Problem]:
        for name, content in files.items():
            path = toy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return publish.read(toy / "seeds")[1].sorted()

    return overlay


def sphinx(source: Path, out: Path, *extra: str, jobs: str = "1") -> subprocess.CompletedProcess[str]:
    """Run a strict sphinx-build; a test reads its output and status."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-n",
        "-W",
        "--keep-going",
        "-v",
        "-b",
        "html",
        "-j",
        jobs,
        "-d",
        str(out.parent / "doctrees"),
        *extra,
        str(source),
        str(out),
    ]
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "NO_COLOR": "1"}
    return subprocess.run(command, check=False, capture_output=True, text=True, env=env)


CONF = """
project = "Toy"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "sphinx_timeline", "handbook.sphinx_ext"]
primary_domain = "hb"
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "fieldlist"]
smartquotes = False
exclude_patterns = ["_build", "_generated"]
html_theme = "handbook"
html_copy_source = False
html_domain_indices = False
"""
INDEX = """# Toy

```{hb:part} home
```

```{toctree}
:hidden:

actors/index
agreements/index
events/index
timeline
sources/index
reference/conflicts
reference/coverage
reference/terms
reference/glossary
reference/overview
reference/bibliography
reference/data-model
reference/exports
reference/rules
how-to-read
about/index
about/method
```
"""
