"""Packages as a person gets them: built, and installed into environments that have nothing else of this project."""

from __future__ import annotations

import os
import shutil
import subprocess
import venv
from pathlib import Path

import pytest

from .conftest import PROJECT, shared

#: What decides a handbook of the project's own, and would decide one that the package makes.
OTHERS = ("HANDBOOK_", "PYTHON", "VIRTUAL_ENV")


def run(*command: object, cwd: Path, check: bool = True) -> str:
    """Run a program as a person does who has nothing of this project."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(OTHERS)}
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


class Installer:
    """pip in an environment of its own, for others that then need none: making one with pip takes as long as filling it."""

    def __init__(self, folder: Path) -> None:
        self.python, self._folder = folder / "env" / "bin" / "python", folder

    def make(self) -> None:
        """Make the environment, with what builds packages."""
        venv.create(self._folder / "env", with_pip=True)
        run(self.python, "-m", "pip", "install", "--quiet", "build", "setuptools>=77", cwd=self._folder)

    def pip(self, environment: Path, *words: object) -> str:
        """Run pip for another environment."""
        return run(
            self.python, "-m", "pip", "--python", environment / "bin" / "python", "--disable-pip-version-check", *words,
            cwd=environment,
        )  # fmt: skip

    def install(self, package: Path, environment: Path) -> Path:
        """Install a package alone, with the pins, into a new environment; the Python in that.

        Python compiles what is used when it is used: of all that comes along the most never is.
        """
        venv.create(environment)
        pins = PROJECT / "scripts/constraints.txt"
        self.pip(environment, "install", "--quiet", "--no-compile", "--constraint", pins, package)
        return environment / "bin" / "python"


@pytest.fixture(scope="session")
def installer(tmp_path_factory: pytest.TempPathFactory) -> Installer:
    """What installs packages, made once."""
    return Installer(shared(tmp_path_factory, "installer", lambda folder: Installer(folder).make()))


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory, installer: Installer) -> tuple[Path, Path]:
    """The wheel and the sdist, built from a copy of what belongs to the engine."""

    def make(place: Path) -> None:
        for name in ("pyproject.toml", "LICENSE"):
            shutil.copy(PROJECT / name, place / name)
        left = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(PROJECT / "scripts", place / "scripts", ignore=left)
        # Without an environment for each of the two; pip makes one when it installs the sdist.
        run(installer.python, "-m", "build", "--no-isolation", "--outdir", "dist", ".", cwd=place)

    place = shared(tmp_path_factory, "packed", make)
    (wheel,) = (place / "dist").glob("*.whl")
    (sdist,) = (place / "dist").glob("*.tar.gz")
    return wheel, sdist
