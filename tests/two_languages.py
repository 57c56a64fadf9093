"""The toy as one site in two languages, for the tests that look at it or change it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from .conftest import in_french, shared, toy_project
from .running import Done, handbook

OUT = Path("docs/_build/html")


def build(project: Path, *more: object) -> Done:
    """Build a project's site; it has to be a success."""
    done = handbook(
        "build", "--seeds", project / "seeds", "--docs", project / "docs", "--out", project / OUT, *more, cwd=project
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def content(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy, built in English and French; a test only looks at it, or changes a copy."""

    def make(folder: Path) -> None:
        toy_project(folder)
        in_french(folder)
        build(folder)

    return shared(tmp_path_factory, "both-languages", make)


@pytest.fixture
def mine(both: Path, tmp_path: Path) -> Path:
    """A copy of it with all that builds keep, which a test may change."""
    # What decided the site is noted with the folders in which it was looked at.
    return Path(shutil.copytree(both, tmp_path / "mine", ignore=shutil.ignore_patterns("handbook.settled")))


def target(page: Path, address: object) -> Path:
    return Path(os.path.normpath(page.parent / str(address).partition("#")[0]))
